"""What needs a person, and why: the nine risks, each as a condition in the database."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Case, Exists, F, IntegerChoices, OuterRef, Q, Subquery, Value, When

from references.models import Appraisal, Citation, Claim, EvidenceEdit, ProblemReport, Source
from references.models.citation import AS_EXPECTED
from references.models.report import ReportKind
from references.models.source import SourceStatus
from references.outcomes import NOT_JUDGED, Direction, Outcome, Stance

from .disputes import disputed

NEGATIVE = [Outcome.CONTRADICTED, Outcome.NOT_ADDRESSED]
_DOUBTFUL = [SourceStatus.RETRACTED, SourceStatus.CONCERN]

_NEGATIVE_LIVE = Q(outcome__in=NEGATIVE, claim__is_live=True) & ~AS_EXPECTED


class Risk(IntegerChoices):
    """Why something needs a person; the first that fits. The lower, the sooner."""

    SOURCE = 1, "Retracted or under concern"
    NEGATIVE = 2, "Negative, still live"
    DISPUTED = 3, "Second opinion"
    REPORT = 4, "Reported by a reader"
    NUMBER = 5, "Number not in passage"
    STALE = 6, "Stale"
    NEVER = 7, "Never checked"
    NO_SOURCE = 8, "Claim without source"
    DUE = 9, "Review due"

    @property
    def told(self):
        """Its label as a heading."""
        return {
            Risk.SOURCE: "Source retracted or under concern",
            Risk.NEGATIVE: "Judged negative, but readers still see it",
            Risk.DISPUTED: "Second opinion asked for, or two who disagree",
            Risk.NUMBER: "A number in the sentence is not in the passage",
            Risk.STALE: "Stale: something changed since the verdict",
            Risk.DUE: "Review due: the last verdict is long ago",
        }.get(self, self.label)

    @property
    def key(self):
        """Its name in an address."""
        return self.name.lower().replace("_", "-")

    @property
    def icon(self):
        return {
            Risk.SOURCE: "warn",
            Risk.NEGATIVE: "contradicted",
            Risk.DISPUTED: "person",
            Risk.REPORT: "flag",
            Risk.NUMBER: "differs",
            Risk.STALE: "stale",
            Risk.NEVER: "never",
            Risk.NO_SOURCE: "not-addressed",
            Risk.DUE: "clock",
        }[self]

    @property
    def tone(self):
        """hi, mid or lo: how much readers are at risk."""
        return "hi" if self <= Risk.REPORT else "mid" if self <= Risk.STALE else "lo"


def _on_source(*statuses):
    """A condition on citations: their source has one of these statuses, or the one that it was merged into."""
    having = Source.objects.filter(status__in=statuses).order_by().values("pk")
    return Q(source__in=having) | Q(source__in=Source.objects.filter(merged_into__in=having).order_by().values("pk"))


def _rests_on_retracted():
    """Readers meet a sentence that rests on a retracted source, whatever the draft says by now."""
    return Q(_on_source(SourceStatus.RETRACTED), is_live=True, stance__in=[Stance.SUPPORTS, Stance.QUALIFIES])


def review_due(now):
    """Verdicts before this time are due for another look."""
    return now - timedelta(days=settings.AUDIT_REVIEW_AFTER_DAYS)


def citations(now):
    """Citations that need a person, with `risk`, and `later`: False for those that readers see on a retracted source.

    Without a fresh verdict, negative or retracted though readers see it, disputed, or judged long ago. What readers see on a
    retracted source stays until an edition without it, even if the draft dropped it.
    """
    due = Q(is_live=True, needs_verdict=False, judged_at__lt=review_due(now))
    standing = Q(needs_verdict=True) | _NEGATIVE_LIVE | disputed() | due
    waiting = Citation.objects.filter(Q(standing, present=True, claim__present=True) | _rests_on_retracted())
    return waiting.order_by().annotate(
        later=Case(When(_rests_on_retracted(), then=Value(False)), default=Value(True)),
        risk=Case(
            When(_on_source(*_DOUBTFUL), then=Value(Risk.SOURCE)),
            # before the next, which would tell the second reviewer what the first one said
            When(disputed(), then=Value(Risk.DISPUTED)),
            When(_NEGATIVE_LIVE, then=Value(Risk.NEGATIVE)),
            When(needs_verdict=False, then=Value(Risk.DUE)),
            When(numbers_differ=True, then=Value(Risk.NUMBER)),
            When(outcome__in=NOT_JUDGED, then=Value(Risk.NEVER)),
            default=Value(Risk.STALE),
        ),
    )


def claims():
    """Claims that no source stands behind, and of which nobody else found that there is none.

    A claim that is openly without evidence rests on an independent search that found nothing; after an edit it takes
    another one.
    """
    latest = Appraisal.objects.filter(claim=OuterRef("pk")).order_by("-number")
    waiting = Claim.objects.filter(present=True, without_source=True).order_by()
    waiting = waiting.annotate(
        searched_at=Subquery(
            latest.annotate(
                settles=Case(When(independent=True, direction=Direction.NONE_FOUND, then=F("at")), default=None)
            ).values("settles")[:1]
        )
    )
    edited = EvidenceEdit.objects.filter(claim=OuterRef("pk"), at__gt=OuterRef("searched_at"))
    settled = ~Q(no_evidence_because="") & Q(searched_at__isnull=False) & ~Exists(edited)
    return waiting.exclude(settled)


def reports():
    """Readers' reports without an outcome, with `later`: False for those of something that could harm somebody."""
    harm = When(kind=ReportKind.UNSAFE, then=Value(False))
    return ProblemReport.objects.waiting().order_by().annotate(later=Case(harm, default=Value(True)))
