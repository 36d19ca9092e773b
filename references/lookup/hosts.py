"""How often each host may be asked, and how long one that failed is left alone.

The count is kept by each process for itself. Look-ups run in the one worker; web processes ask seldom. So the rates are
set to a half or less of what each host allows for one address.
"""

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings

LONGEST_REST = 300


@dataclass(frozen=True)
class Limit:
    per_second: float
    at_once: int


_LIMITS = {
    "api.crossref.org": Limit(3, 1),  # 5 a second and one at once; 10 and three with a contact address
    "doi.org": Limit(3, 1),  # the same pools as Crossref
    "api.datacite.org": Limit(1, 1),  # 500 in five minutes; 1,000 with a contact address
    "eutils.ncbi.nlm.nih.gov": Limit(1.5, 1),  # 3 a second; 10 with a key
    "pmc.ncbi.nlm.nih.gov": Limit(1, 1),
    "www.ebi.ac.uk": Limit(4, 2),
    "openlibrary.org": Limit(0.5, 1),  # 1 a second; 3 with a contact address
    "api.unpaywall.org": Limit(2, 1),  # 100,000 a day
    "archive.org": Limit(0.5, 1),
    "web.archive.org": Limit(0.2, 1),  # 3 to 12 a minute, changing over time
}
_PAGES = Limit(1, 2)  # any other site
_OURS = Limit(1000, 100)  # a server of our own, see settings.FETCH_ALLOWS


class Resting(Exception):
    """We leave the host alone, for another `rest` seconds."""

    def __init__(self, rest):
        super().__init__("is not asked right now.")
        self.rest = rest


class Turns:
    """Keeps the limits. Times are seconds of `clock`; `pause` waits."""

    def __init__(self, *, clock=time.monotonic, pause=time.sleep):
        self.clock, self.pause = clock, pause
        self.lock = threading.Lock()
        self.forget()

    def forget(self):
        self.free_at, self.rests_until, self.failures, self.places = {}, {}, {}, {}

    @contextmanager
    def turn(self, host, limit, *, within, patience):
        """Wait for one's turn with `host`, at most `within` seconds.

        Raises Resting when that would not do, or when the host rests for more than `patience` seconds.
        """
        until = self.clock() + within
        with self.lock:
            places = self.places.setdefault(host, threading.BoundedSemaphore(limit.at_once))
        if not places.acquire(timeout=max(0, within)):
            raise Resting(1)
        try:
            self._wait(host, limit, until, patience)
            yield
        finally:
            places.release()

    def _wait(self, host, limit, until, patience):
        with self.lock:
            now = self.clock()
            rest = self.rests_until.get(host, now) - now
            at = max(now, self.free_at.get(host, now), now + rest)
            if at > until or rest > patience:
                raise Resting(at - now)
            self.free_at[host] = at + 1 / limit.per_second
        if at > now:
            self.pause(at - now)

    def answered(self, host):
        with self.lock:
            self.failures.pop(host, None)
            self.rests_until.pop(host, None)

    def failed(self, host, *, back_off, retry_after=None):
        """Leave `host` alone for `retry_after` seconds, or for a time that doubles with each failure; returns it."""
        with self.lock:
            failures = self.failures[host] = self.failures.get(host, 0) + 1
            doubled = min(back_off * 2 ** min(failures - 1, 20), LONGEST_REST)
            rest = doubled if retry_after is None else retry_after
            self.rests_until[host] = max(self.rests_until.get(host, 0), self.clock() + rest)
        return rest


def limit_of(host, pair):
    """The limit of a host; `pair` is the same with its port."""
    if pair in settings.FETCH_ALLOWS:
        return _OURS
    return _LIMITS.get(host, _PAGES)


turns = Turns()
forget = turns.forget


def failed(host, retry_after=None):
    """Seconds that `host` is left alone from now on."""
    return turns.failed(host, back_off=settings.LOOKUP_BACK_OFF, retry_after=retry_after)
