"""Import of mixed records into a library that is not empty: python -m benchmarks.importing RECORDS.

Two thirds of the records are new, a fifth is here already, some stand twice in the file, some look like a source that is
here or like each other, three are broken. Every second file is BibTeX. Prints seconds and megabytes, as JSON.
"""

import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

LIBRARY = 3000
BUDGET = 60  # seconds for 10,000 records


def figures(say, records=10_000):
    """A table of what importing costs. Runs where DATABASE_URL or SPINEHEALTH_VAR point; see __main__."""
    from . import generated_references

    say(f"\n## Import with duplicate detection (budget: {records:,} records in {BUDGET} s, flat memory)\n")
    say(
        "| records | format | read and sort | bring in | in all | of it CPU | peak memory | new | here | alike | broken |"
    )
    say("|---|---|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="spinehealth-bench-import-") as folder:
        library = Path(folder) / "library.ris"
        library.write_text(generated_references.ris(range(LIBRARY)))
        measured(library)
        for start, count, form in (
            (100_000, records // 4, "ris"),
            (200_000, records, "ris"),
            (300_000, records, "bibtex"),
        ):
            file = Path(folder) / f"{start}.{form}"
            file.write_text(generated_references.mixed(start, count, library=LIBRARY, form=form))
            say(row(count, form, measured(file)))


def measured(file):
    """What a process of its own says of importing `file`."""
    import subprocess

    command = [sys.executable, "-m", "benchmarks.importing", str(file)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def row(count, form, told):
    seconds = told["read"] + told["bring in"]
    return (
        f"| {count:,} | {form} | {told['read']:.1f} s | {told['bring in']:.1f} s | {seconds:.1f} s | {told['cpu']:.1f} s "
        f"| {told['peak']:.0f} MB | {told['new']:,} | {told['here']:,} | {told['look_alikes']:,} | {told['unreadable']:,} |"
    )


def main(file):
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spinehealth.settings")
    django.setup()
    from django.utils import timezone

    from references.importing import bringing_in, preview, reading, starting
    from references.models import Import
    from references.models.importing import ImportState

    with open(file, "rb") as chunks:
        size, name = os.path.getsize(file), os.path.basename(file)
        batch = starting.kept(iter(lambda: chunks.read(2**20), b""), name=name, size=size, by=None, now=timezone.now())
    batch.save()
    begun, cpu = time.perf_counter(), time.process_time()
    reading.read_file(batch, say=lambda *said, **counts: None, now=timezone.now())
    read = time.perf_counter()
    Import.objects.filter(pk=batch.pk).update(state=ImportState.IMPORTING)
    bringing_in.bring_in(batch.pk, say=lambda *said, **counts: None, clock=timezone.now)
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    spent = {"read": read - begun, "bring in": done - read, "cpu": time.process_time() - cpu, "peak": peak}
    told = {**spent, **preview.counts(batch)}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
