"""Reading and writing files of references, nothing stored: python -m benchmarks.reading FILE. Prints JSON."""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RECORDS = 10_000


def figures(say):
    """A table of what reading 10,000 records costs in each format, each in a process of its own."""
    from references import formats

    from . import generated_references

    say(f"\n## Reading {RECORDS:,} records, nothing stored (memory: 1,000 of them beside)\n")
    say("| format | size | CPU | a second | peak memory | with 1,000 |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="spinehealth-bench-reading-") as folder:
        for name, format in formats.FORMATS.items():
            peaks = []
            for count in (RECORDS // 10, RECORDS):
                file = Path(folder) / f"{name}-{count}.{format.extension}"
                file.write_text(_text(name, generated_references.ris(range(count))))
                told = json.loads(_run(file))
                peaks.append(told["peak"])
            size = f"{file.stat().st_size / 2**20:.0f} MB"
            speed = f"{told['seconds']:.1f} s | {told['records'] / told['seconds']:.0f}"
            say(f"| {format.label} | {size} | {speed} | {peaks[1]:.0f} MB | {peaks[0]:.0f} MB |")


def _text(name, ris):
    """The same records in another format."""
    from references import formats

    works = [record.details for record in formats.read(ris.encode()).records]
    if name == "identifiers":
        return "".join(f"https://doi.org/{work.doi}\n" for work in works)
    if name == "pubmed-xml":
        from tests.catalogue_shapes import pubmed_set

        records = {str(n): _as_pubmed_has_it(work) for n, work in enumerate(works, 1)}
        return pubmed_set(records, list(records)).decode()
    return "".join(formats.write(works, name))


def _as_pubmed_has_it(work):
    return {
        "title": f"{work.title}.",
        "abstract": work.abstract[0].text,
        "authors": [(name["family"], name["given"]) for name in work.authors],
        "journal": work.container_title,
        "year": work.year,
        "doi": work.doi,
    }


def _run(file):
    command = [sys.executable, "-m", "benchmarks.reading", str(file)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main(file):
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spinehealth.settings")
    django.setup()
    from references import formats

    start = time.process_time()
    with open(file, "rb") as source:
        records = sum(not record.unreadable for record in formats.read(source).records)
    told = {"records": records, "seconds": time.process_time() - start, "peak": _peak()}
    json.dump(told, sys.stdout)


def _peak():
    """Megabytes. From /proc, since getrusage counts what the parent held when it forked."""
    found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024


if __name__ == "__main__":
    main(sys.argv[1])
