"""Reports as readers of the demonstration might have sent them: one led to a correction, one did not, one waits."""

from dataclasses import dataclass
from datetime import UTC, datetime

from references.models import Claim
from references.models.report import ReportKind, ReportOutcome
from references.reporting import decide, file_report

from . import prose


@dataclass(frozen=True)
class Report:
    """outcome: None while it waits."""

    claim: str
    edition: int
    kind: ReportKind
    text: str
    at: datetime
    outcome: ReportOutcome | None = None
    answer: str = ""
    decided_at: datetime | None = None


ON_THE_FIRST_EDITION = (
    Report(
        claim="skin-cream",
        edition=1,
        kind=ReportKind.UNCLEAR,
        text="A small trial can be anything. How many people, and for how long?",
        at=datetime(2026, 3, 9, 18, 5, tzinfo=UTC),
        outcome=ReportOutcome.WILL_CORRECT,
        answer="The reader is right: “small” says little. The next edition tells how many people took part, and for how long.",
        decided_at=datetime(2026, 3, 13, 9, 30, tzinfo=UTC),
    ),
)
ON_THE_SECOND_EDITION = (
    Report(
        claim="kidneys-hospital",
        edition=2,
        kind=ReportKind.NUMBER,
        text="23% cannot be right, my own doctor never speaks of it.",
        at=datetime(2026, 3, 24, 7, 40, tzinfo=UTC),
        outcome=ReportOutcome.STANDS,
        answer="We read the study again. The figure is the one it gives, for people in hospital who took magnesium oxide.",
        decided_at=datetime(2026, 3, 26, 10, 0, tzinfo=UTC),
    ),
    Report(
        claim="skin-cream",
        edition=2,
        kind=ReportKind.OUTDATED,
        text="Is there really no newer trial of a cream or a spray?",
        at=datetime(2026, 4, 8, 20, 15, tzinfo=UTC),
    ),
)


def load(reports, *, by):
    """File these reports, and give those their outcome that have one."""
    for said in reports:
        claim = Claim.objects.get(pk=prose.claim_id(said.claim))
        report = file_report(
            claim=claim, wording=claim.text, edition=said.edition, kind=said.kind, text=said.text, now=said.at
        )
        if said.outcome:
            outcome = {"outcome": said.outcome, "answer": said.answer, "is_public": True}
            decide(report=report, by=by, now=said.decided_at, **outcome)
