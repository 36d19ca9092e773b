"""What waits for a person, by risk, for the whole site: nobody's own queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, F, Min, Q, When
from django.db.models.functions import Greatest

from references.audit import risks
from references.audit.risks import Risk

from .figures import Table

HIGH = [Risk.SOURCE, Risk.NEGATIVE, Risk.REPORT]
"""Risks to readers, where the sentence is live."""


@dataclass(frozen=True)
class OpenRisk:
    """since: what waits longest began to wait then. For the last two risks that is when its sentence was changed last."""

    risk: Risk
    all: int = 0
    live: int = 0
    since: datetime | None = None
    live_since: datetime | None = None

    @property
    def label(self):
        return self.risk.told

    @property
    def key(self):
        return self.risk.key


def count(now) -> list[OpenRisk]:
    """All risks in their order; zero is among them, because zero is news. Three queries."""
    since_verdict = When(risk__in=[Risk.NEGATIVE, Risk.DUE], then=F("judged_at"))
    waiting = risks.citations(now).annotate(
        begun=Case(since_verdict, default=Greatest("changed_at", "claim__changed_at"))
    )
    found = {Risk(row["risk"]): row for row in waiting.values("risk").annotate(**_counts("claim__is_live", "begun"))}
    found[Risk.NO_SOURCE] = risks.claims().aggregate(**_counts("is_live", "changed_at"))
    found[Risk.REPORT] = risks.reports().aggregate(**_counts("claim__is_live", "at"))
    return [_open(risk, found.get(risk)) for risk in Risk]


def _counts(live, begun):
    return {
        "all": Count("pk"),
        "live": Count("pk", filter=Q(**{live: True})),
        "since": Min(begun),
        "live_since": Min(begun, filter=Q(**{live: True})),
    }


def _open(risk, row):
    return OpenRisk(risk, **{k: row[k] for k in ("all", "live", "since", "live_since")}) if row else OpenRisk(risk)


@dataclass(frozen=True)
class High:
    """What puts readers at risk now."""

    count: int
    told: str
    oldest: datetime | None


def high_and_live(found: Sequence[OpenRisk]) -> High:
    high = [r for r in found if r.risk in HIGH and r.live]
    told = ", ".join(f"{r.live} {r.risk.label[0].lower()}{r.risk.label[1:]}" for r in high)
    return High(sum(r.live for r in high), told, min((r.live_since for r in high if r.live_since), default=None))


def table(found: Sequence[OpenRisk]) -> Table:
    rows = tuple((r.label, r.live, r.all, r.since.date().isoformat() if r.since else None) for r in found)
    return Table("risks", "Open risks", ("risk", "live", "all", "oldest waits since"), rows)
