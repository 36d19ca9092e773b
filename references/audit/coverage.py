"""How much of each text carries a verdict on today's wording."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from references.models import Citation
from references.models.citation import AS_EXPECTED
from references.outcomes import NOT_JUDGED, Outcome

_NOT_JUDGED = Q(outcome__in=NOT_JUDGED)
_FRESH = Q(needs_verdict=False)  # of present citations
_NEGATIVE = Q(outcome__in=[Outcome.CONTRADICTED, Outcome.NOT_ADDRESSED])


@dataclass(frozen=True)
class Coverage:
    """The present citations of one text, or of several: fresh good, fresh negative, stale, never checked.

    document: (content type id, object id), None for a sum. oldest: when the oldest standing verdict was given.
    """

    document: tuple[int, str] | None
    good: int = 0
    negative: int = 0
    stale: int = 0
    never: int = 0
    oldest: datetime | None = None

    @property
    def total(self):
        return self.good + self.negative + self.stale + self.never

    @property
    def fresh(self):
        return self.good + self.negative

    @property
    def share(self):
        """Fresh verdicts in whole per cent, never rounded up to all of them."""
        return 100 * self.fresh // self.total if self.total else 100

    @property
    def parts(self):
        """[(how many, name of the state)] in the order in which bars show them."""
        return [(self.good, "good"), (self.negative, "negative"), (self.stale, "stale"), (self.never, "never")]

    @property
    def told(self):
        return f"{self.good} fresh, {self.negative} negative, {self.stale} stale, {self.never} never checked"


_COUNTS = {
    "good": Count("pk", filter=_FRESH & (~_NEGATIVE | AS_EXPECTED)),
    "negative": Count("pk", filter=_FRESH & _NEGATIVE & ~AS_EXPECTED),
    "never": Count("pk", filter=_NOT_JUDGED),
    "all": Count("pk"),
}


def by_document(citations=None) -> list[Coverage]:
    """The coverage of every text that has claims, those with most to do first; of these citations only. One query."""
    citations = Citation.objects.present() if citations is None else citations.present()
    found = citations.order_by().values("claim__content_type", "claim__object_id")
    found = found.annotate(**_COUNTS, oldest=Min("judged_at", filter=_FRESH))
    rows = [_coverage((row["claim__content_type"], row["claim__object_id"]), row) for row in found]
    return sorted(rows, key=lambda c: (c.fresh - c.total, c.document))


def whole() -> Coverage:
    """The coverage of all texts as one, without its oldest verdict. One query, cheaper than that of each."""
    return _coverage(None, Citation.objects.present().aggregate(**_COUNTS))


def _coverage(document, row):
    counts = {name: row[name] for name in ("good", "negative", "never")}
    return Coverage(document, **counts, stale=row["all"] - sum(counts.values()), oldest=row.get("oldest"))


def altogether(coverages: Iterable[Coverage]) -> Coverage:
    """The coverage of several texts as one."""
    coverages = list(coverages)
    counts = {name: sum(getattr(c, name) for c in coverages) for name in ("good", "negative", "stale", "never")}
    return Coverage(None, **counts, oldest=min((c.oldest for c in coverages if c.oldest), default=None))
