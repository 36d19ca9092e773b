"""The worker: takes jobs, starts a process for each, watches over them, beats, and starts what the schedule says."""

import logging
import os
import socket
import time
from multiprocessing.connection import wait

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils.crypto import get_random_string

from references.models import Job, Worker

from . import ending, lost, schedule
from .carrier import Carrier
from .clock import DatabaseClock
from .outages import OUTAGES, first_line, pause_after
from .running import take

log = logging.getLogger("references.jobs")


class Working:
    """One worker. `work()` returns when `end()` was called and its jobs are done or handed back.

    at_once: how many jobs run beside each other. watched: a file that ends the worker when it is closed elsewhere.
    """

    def __init__(self, *, at_once, watched=None):
        self.at_once, self.watched = at_once, watched
        self.clock, self.name = DatabaseClock(), ""
        self.carriers = []
        self._end_at = None  # monotonic
        self._beat_at = 0.0  # monotonic
        self._beating_since = None
        self._failures = 0

    def end(self, grace=None):
        """Take nothing more. Jobs hand themselves back at their next word; after the grace they are handed back.

        Called by a signal, at any moment; so it only takes note.
        """
        grace = settings.JOBS["GRACE"].total_seconds() if grace is None else grace
        self._end_at = min(self._end_at or float("inf"), time.monotonic() + grace)

    def work(self):
        while not self._is_over():
            pause = settings.JOBS["POLL"].total_seconds()
            try:
                self._turn()
                if self._failures:
                    log.warning("The worker goes on.")
                self._failures = 0
            except Exception as error:
                pause = self._stumbled(error)
            self._wait(pause)
        self._leave()

    def _is_over(self):
        if self._end_at is None:
            return False
        # without a database nothing can be handed back; the lease does it later
        return not self._busy() or (self._failures and time.monotonic() > self._end_at + 2)

    def _turn(self):
        close_old_connections()
        self._collect()
        if time.monotonic() >= self._beat_at:
            self._beat_at = time.monotonic() + settings.JOBS["BEAT"].total_seconds()
            self._beat()
        while self.name and self._end_at is None and self._busy() < self.at_once:
            carrier = self._free_carrier()
            run = take(worker=self.name, now=self.clock(), long=self._may_be_long())
            if run is None:
                break
            carrier.start(run)

    def _may_be_long(self):
        """One place is kept for short jobs: a look-up must not wait for an import to end."""
        long = sum(carrier.run is not None and carrier.run.kind.long for carrier in self.carriers)
        return self.at_once == 1 or long < self.at_once - 1

    def _busy(self):
        return sum(carrier.run is not None for carrier in self.carriers)

    def _free_carrier(self):
        if free := [carrier for carrier in self.carriers if carrier.run is None]:
            return free[0]
        self.carriers.append(Carrier(self.clock))
        return self.carriers[-1]

    def _collect(self):
        """End what must end, and write down how it went where the job could not do so itself."""
        for carrier in self.carriers:
            carrier.look()
            self._end_if_it_must(carrier)
        for carrier in [carrier for carrier in self.carriers if not carrier.is_alive]:
            if carrier.run:
                self._write_down(carrier)
            self.carriers.remove(carrier)

    def _end_if_it_must(self, carrier):
        if carrier.is_worn:
            carrier.kill()
        elif carrier.is_overdue:
            carrier.kill("limit")
        elif self._end_at is not None and time.monotonic() > self._end_at:
            carrier.kill("end")
        elif self._end_at is not None and carrier.run:
            carrier.ask_to_end()  # at each turn: it may have been between two jobs

    def _write_down(self, carrier):
        run, now = carrier.run, self.clock()
        if carrier.killed_because == "cancel":
            ending.cancelled(run, now=now)
        elif carrier.killed_because == "end":
            ending.handed_back(run, now=now)
        elif carrier.killed_because == "limit":
            ending.again(run, f"It said nothing for {ending.in_words(run.kind.limit)}, so it was ended.", now=now)
        else:
            ending.again(run, f"Its process ended without a word ({carrier.ended_by}).", now=now)

    def _beat(self):
        self.clock.set()
        now = self.clock()
        if not (self.name and lost.beat(self.name, now=now)):
            self._begin(now)
        # Who was cut off from the database cannot tell who else was silent.
        if now - self._beating_since >= settings.JOBS["LEASE"]:
            carried = {carrier.run.ticket for carrier in self.carriers if carrier.run}
            lost.take_over(now, worker=self.name, carried=carried)
        self._kill_cancelled(now)
        if self._end_at is None:
            schedule.start_due(now)

    def _begin(self, now):
        """A new worker; what an earlier one of this process had has been taken over."""
        for carrier in self.carriers:
            carrier.kill("lost")
        self.name = f"{socket.gethostname()[:40]}-{os.getpid()}-{get_random_string(8)}"
        lost.register(self.name, now=now)
        self._beating_since = now

    def _kill_cancelled(self, now):
        """Jobs that were cancelled and have not noticed."""
        of = {carrier.run.ticket: carrier for carrier in self.carriers if carrier.run}
        if not of:
            return
        late = Job.objects.filter(result_id__in=of, cancel_asked_at__lt=now - settings.JOBS["GRACE"])
        for ticket in late.values_list("result_id", flat=True):
            of[ticket].kill("cancel")

    def _stumbled(self, error):
        """Nothing ends the worker. Returns how long to pause."""
        self._failures += 1
        self._beating_since = None if self._beating_since is None else self.clock()
        if not isinstance(error, OUTAGES):
            log.exception("The worker stumbled.")
        else:
            self._beat_at = 0.0  # before anything else, once it is back
            if self._failures == 1:
                log.warning("The database does not answer: %s", first_line(error))
        connections.close_all()
        return pause_after(self._failures)

    def _wait(self, pause):
        """Until something happens, but no longer than this."""
        watched = [self.watched] if self.watched is not None and self._end_at is None else []
        happened = wait([*watched, *(carrier.line for carrier in self.carriers if carrier.is_alive)], timeout=pause)
        if self.watched in happened and not os.read(self.watched, 1024):
            self.end()

    def _leave(self):
        for carrier in self.carriers:
            carrier.kill("end")
        try:
            Worker.objects.filter(name=self.name).delete()
        except Exception as error:
            log.warning("The worker could not say goodbye: %s", first_line(error))
