"""How far the audit has come: bars for the whole site and for a few texts, and when sources were last looked up."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Max, Q

from references.models import Citation, Source
from references.models.source import CheckState

from . import coverage


class Part(NamedTuple):
    """A stretch of a bar that is 1,000 wide."""

    name: str
    start: int
    width: int


@dataclass(frozen=True)
class Bar:
    """The coverage of a text, or of the whole site, and the address that lists what waits of it."""

    name: str
    address: str
    coverage: coverage.Coverage

    @property
    def told(self):
        c = self.coverage
        fresh = f"{c.fresh} of {c.total} citations have a fresh verdict"
        return f"{fresh}, {c.negative} negative, {c.stale} stale, {c.never} never checked"

    @property
    def parts(self):
        """Good, negative and stale, one behind the other; what was never checked stays empty."""
        start, parts = 0, []
        for count, name in self.coverage.parts[:3]:
            width = 1000 * count // (self.coverage.total or 1)
            parts.append(Part(name, start, width))
            start += width
        return parts


@dataclass(frozen=True)
class LookedUp:
    """Of `cited` sources that drafts cite, `looked_up` were looked up for notices, last at `at`; `failed` could not be."""

    cited: int
    looked_up: int
    failed: int
    at: datetime | None

    @property
    def waiting(self):
        return self.cited - self.looked_up - self.failed


def of_site():
    """The coverage of all texts together. One query."""
    return coverage.whole()


def of_documents(documents):
    """{document: its coverage}. One query, which reads these texts only."""
    chosen = Q(*[Q(claim__content_type=k, claim__object_id=pk) for k, pk in documents], _connector=Q.OR)
    found = coverage.by_document(Citation.objects.filter(chosen)) if documents else []
    return {c.document: c for c in found}


def looked_up():
    """What is known of the notices of all sources that a present citation names. One query."""
    cited = Source.objects.filter(pk__in=Citation.objects.filter(present=True).order_by().values("source"))
    return LookedUp(
        **cited.aggregate(
            cited=Count("pk"),
            looked_up=Count("pk", filter=Q(check_state=CheckState.CHECKED)),
            failed=Count("pk", filter=Q(check_state=CheckState.FAILED)),
            at=Max("checked_at"),
        )
    )
