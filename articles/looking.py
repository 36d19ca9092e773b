"""Look at a draft with the eyes of the gate: what the checks find in the edition that would come next."""

from dataclasses import dataclass

from . import check_requests, checks, publishing, snapshot
from .checks import Request
from .models import Edition
from .snapshot import Frozen


@dataclass(frozen=True)
class Look:
    """A draft as it was frozen, the edition before it or None, what the checks were asked with, and what they found."""

    frozen: Frozen
    last: Edition | None
    request: Request
    findings: list


def look(article, *, now):
    """What would be published now, as sure as the last edition. A constant number of queries."""
    frozen, last = snapshot.freeze(article), publishing.last_edition(article)
    request = check_requests.for_next(frozen.content, last=last, now=now)
    return Look(frozen, last, request, checks.run(frozen.content, request))
