"""Jobs for the tests that need real processes: what they do they write into a file, line by line."""

import os
import signal
import time
from datetime import timedelta
from pathlib import Path

from references import jobs


def _note(file, line):
    with Path(file).open("a") as notes:
        notes.write(f"{line}\n")


@jobs.job()
def note(progress, *, file, line):
    _note(file, line)
    return f"{line} is noted."


@jobs.job(long=True)
def import_much(progress, *, file, until):
    wait_for(progress, file=file, until=until)


@jobs.job(attempts=3)
def wait_for(progress, *, file, until):
    """Says something until there is a file of that name, like a long import."""
    _note(file, f"begun {progress.job.attempts}")
    while not Path(until).exists():
        progress.say("Waiting")
        time.sleep(0.02)
    _note(file, "done")


@jobs.job(limit=timedelta(seconds=1), attempts=1)
def hang(progress, *, file):
    """Says nothing and cannot be talked to."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _note(file, "begun")
    time.sleep(600)


@jobs.job()
def sleep(progress, *, file):
    """Says nothing, and may."""
    _note(file, "begun")
    time.sleep(600)


@jobs.job(attempts=1)
def crash(progress):
    os.kill(os.getpid(), signal.SIGSEGV)


def _note_tick(now):
    note.ask(title="Tick", by=None, now=now, file=os.environ["TICKS"], line=now.isoformat())


if "TICKS" in os.environ:
    jobs.every(timedelta(seconds=0.5), "Tick", _note_tick)
