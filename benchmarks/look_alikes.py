"""Duplicate search over 30,000 sources, a hundredth of which look like another: python -m benchmarks.look_alikes.

Measures in a process of its own, because of the memory; prints a table.
"""

import os
import random
import statistics
import subprocess
import sys
import time

SOURCES, ALIKE, LOOKED_UP = 30_000, 300, 10_000
_COMMON = [
    "magnesium", "zinc", "pain", "trial", "sleep", "randomised", "supplementation", "effects", "of", "in", "on",
    "patients", "with", "adults", "review", "systematic", "the", "and", "for", "cramps", "deficiency", "back", "low",
    "chronic", "dose", "oral", "a", "women",
]  # fmt: skip


def figures(say):
    """The table, on the database that DATABASE_URL or SPINEHEALTH_VAR point to; see __main__."""
    command = [sys.executable, "-m", "benchmarks.look_alikes"]
    say(subprocess.run(command, check=True, capture_output=True, text=True).stdout.rstrip())


def main():
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spinehealth.settings")
    django.setup()
    measure(lambda line: print(line, flush=True))


def measure(say):
    from django.utils import timezone

    from references import filling, jobs
    from references.duplicates import finding
    from references.duplicates.index import Index
    from references.models import LookAlike, Source

    Source.objects.bulk_create((_source(work) for work in _library()), batch_size=1000)
    say(
        f"\n## Look-alikes: a library of {Source.objects.count():,} sources\n\n| act | wall time | CPU |\n|---|---|---|"
    )
    before, start = _memory(), _begin()
    index = Index.of_library()
    say(f"| read the library into memory ({_memory() - before:.0f} MiB) | {_since(start)} |")
    incoming = [_work(SOURCES + n) for n in range(LOOKED_UP)]
    start = _begin()
    for details in incoming:
        index.look_alikes(details)
    say(f"| look for {LOOKED_UP:,} new records | {_since(start)} |")
    for label in ("work list, the first time", "work list, nothing new"):
        start = _begin()
        finding.ask(by=None, now=timezone.now())
        jobs.run_waiting(timezone.now())
        say(f"| {label} ({LookAlike.objects.waiting().count():,} pairs) | {_since(start)} |")
    spent = []
    for source in Source.objects.order_by("-pk")[:21]:
        wall, cpu = _begin()
        finding.look_alikes_of(filling.details_of(source), but_not=source.pk)
        spent.append((time.perf_counter() - wall, time.process_time() - cpu))
    wall, cpu = (f"{statistics.median(column) * 1000:.0f} ms" for column in zip(*spent, strict=True))
    say(f"| one source that is saved, median of {len(spent)} | {wall} | {cpu} |")


def _memory():
    """Of this process now, in MiB."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def _begin():
    return time.perf_counter(), time.process_time()


def _since(begun):
    wall, cpu = begun
    return f"{time.perf_counter() - wall:.1f} s | {time.process_time() - cpu:.1f} s"


def _library():
    for n in range(SOURCES - ALIKE):
        yield _work(n)
    for n in range(ALIKE):
        yield _work(n, again=True)


def _work(n, again=False):
    from references.details import Details

    from .generated_references import word

    dice = random.Random(n)
    words = [dice.choice(_COMMON) if dice.random() < 0.6 else word(dice.randrange(10**6)) for _ in range(12)]
    authors = tuple({"family": word(dice.randrange(4000)).capitalize(), "given": "A B"} for _ in range(4))
    return Details(
        csl_type="article-journal",
        title=" ".join(words).capitalize() + ("." if again else ""),
        authors=authors,
        container_title=f"Journal of {word(dice.randrange(400))}",
        year=1985 + n % 40,
        volume=str(dice.randrange(1, 90)),
        pages=f"{dice.randrange(1, 900)}-{dice.randrange(901, 999)}",
        doi=f"10.1000/{'again' if again else 'alike'}.{n}",
    )


def _source(details):
    from references import filling
    from references.models import Source

    prefix = "b" if "again" in details.doi else "a"
    return Source(citekey=f"{prefix}{details.doi.rpartition('.')[2]}", **filling.values_of(details))


if __name__ == "__main__":
    main()
