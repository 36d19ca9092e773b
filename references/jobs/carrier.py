"""A process that carries out jobs one after another, so that one can be ended whatever it does.

The worker itself runs no code of any job: a parser that hangs, eats all memory or crashes takes its own process with
it and nothing else. See docs/decisions/0007-jobs.md.
"""

import multiprocessing
import os
import signal
import threading
import time
from contextlib import suppress
from multiprocessing.sharedctypes import RawValue

from django.db import connections

from . import kinds
from .outages import through_outages
from .progress import Progress
from .running import Run, carry_out

PAUSE = 0.5  # seconds between two stores of what a job says
MOST_JOBS = 200  # then a new process takes its place, with the memory of a new one
_fork = multiprocessing.get_context("fork")


class Carrier:
    """`run` is what it is busy with, or None. `killed_because` says why the worker ended it, if it did."""

    def __init__(self, clock):
        self.run, self.killed_because, self._carried = None, "", 0
        self._heard = RawValue("d", 0.0)  # monotonic time, in memory that both processes see
        self.line, theirs = _fork.Pipe()
        # a connection that two processes use at once is broken for both
        connections.close_all()
        arguments = (theirs, self._heard, clock, os.getpid())
        self._process = _fork.Process(target=_live, args=arguments, daemon=True)
        self._process.start()
        theirs.close()

    def start(self, run):
        self.run, self._heard.value, self._carried = run, time.monotonic(), self._carried + 1
        with suppress(OSError):  # it died while it was idle; the worker finds that out next
            self.line.send((run.job, run.ticket))

    def look(self):
        """Has it written down how its job ended? Then it is free."""
        try:
            while self.line.poll():
                self.line.recv()
                self.run = None
        except (EOFError, OSError):
            self._process.join(1)

    @property
    def is_alive(self):
        return self._process.is_alive()

    @property
    def is_worn(self):
        return self.run is None and self._carried >= MOST_JOBS

    @property
    def is_overdue(self):
        """Its job has said nothing for longer than it may."""
        return self.run is not None and time.monotonic() - self._heard.value > self.run.kind.limit.total_seconds()

    @property
    def ended_by(self):
        code = self._process.exitcode
        return f"signal {-code}" if code and code < 0 else f"exit code {code}"

    def ask_to_end(self):
        """Its job is handed back when it next says something. One that is idle takes no notice."""
        self._process.terminate()

    def kill(self, because=""):
        if self.is_alive:
            self.killed_because = self.killed_because or because
            self._process.kill()


def _live(line, heard, clock, worker):
    """The life of the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the worker decides
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_die_with, args=(worker,), daemon=True).start()
    while True:
        try:
            job, ticket = line.recv()
        except EOFError:
            return
        _carry_out(Run(job, ticket, kinds.find(job.task)), heard, clock)
        line.send(None)


def _carry_out(run, heard, clock):
    progress = Progress(run, clock=clock, pause=PAUSE, heard=lambda: setattr(heard, "value", time.monotonic()))
    signal.signal(signal.SIGTERM, lambda *_: setattr(progress, "told_to_end", True))
    carry_out(run, progress, keep=through_outages)
    connections.close_all()


def _die_with(worker):
    """A job that outlived its worker would run beside the one that takes it over."""
    while os.getppid() == worker:
        time.sleep(0.5)
    os._exit(1)
