"""Whether the address of a source still answers: when a page counts as dead. Pure.

One failure says nothing, and a wall against programs is no failure: publishers put one before pages that people read
every day. A page is dead after three failures, each at least three days after the one before.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from references.models.watching import LinkState

FAILURES = 3
APART = timedelta(days=3)


@dataclass(frozen=True)
class Answer:
    """What came back: a status (None: nothing did), and in words for staff."""

    status: int | None
    said: str

    @property
    def is_alive(self):
        return self.status is not None and self.status < 400

    @property
    def is_blocked(self):
        """Refused to us, which says nothing of people: 401, 403, 429, 503 and the like. 404 and 410 say that it is gone."""
        return self.status is not None and (400 <= self.status < 500 or self.status == 503) and not self.is_gone

    @property
    def is_gone(self):
        return self.status in (404, 410)


def after(answer, *, failures, now):
    """(state, failures that count) once `answer` came. failures: ISO times of those so far, oldest first."""
    if answer.is_alive:
        return LinkState.ALIVE, []
    if answer.is_blocked:
        return LinkState.BLOCKED, failures  # earlier failures count on: a wall does not say that the page is there
    if not failures or now - datetime.fromisoformat(failures[-1]) >= APART:
        failures = [*failures, now.isoformat()][-FAILURES:]
    return (LinkState.DEAD if len(failures) >= FAILURES else LinkState.FAILING), failures
