"""What is known of sources at a glance: how their claims were judged, their notices, when somebody last looked.

Told for the rows of one page, in a constant number of queries.
"""

from collections import Counter, defaultdict
from typing import NamedTuple

from django.db.models import Case, Count, F, Q, TextChoices, Value, When
from django.utils import timezone
from django.utils.formats import date_format

from references.models import Citation, Claim, LookAlike, Notice
from references.models.citation import AS_EXPECTED
from references.models.duplicate import Decision
from references.models.source import CheckState, SourceStatus
from references.notice_types import NoticeKind
from references.outcomes import NOT_JUDGED, Outcome


class Judged(TextChoices):
    """How a citation stands, as the list counts it."""

    OK = "ok", "supported, or as its stance says"
    PARTLY = "partly", "partly or weaker"
    NEGATIVE = "negative", "negative"
    STALE = "stale", "stale"
    NEVER = "never", "never checked"


# Few claims are gone, so their list is looked up once; a join would meet every claim of the library.
IN_A_DRAFT = Q(present=True) & ~Q(claim__in=Claim.objects.filter(present=False).order_by())
STALE = ~Q(digest=F("verdict_digest")) & ~Q(outcome__in=NOT_JUDGED)
NEGATIVE = Q(outcome__in=[Outcome.CONTRADICTED, Outcome.NOT_ADDRESSED]) & ~AS_EXPECTED
JUDGED = Case(
    When(outcome__in=NOT_JUDGED, then=Value(Judged.NEVER)),
    When(~Q(digest=F("verdict_digest")), then=Value(Judged.STALE)),
    When(NEGATIVE, then=Value(Judged.NEGATIVE)),
    When(outcome__in=[Outcome.PARTLY, Outcome.WEAKER], then=Value(Judged.PARTLY)),
    default=Value(Judged.OK),
)


class Standing(NamedTuple):
    """claims: in drafts, or live though the draft dropped them; live: those that readers see; verdicts: {Judged: n}."""

    claims: int
    live: int
    verdicts: dict
    notices: list  # [(mark, words)], the worst first
    look_alikes: int


class Told(NamedTuple):
    """A few words with the mark that stands before them and how urgent they are: bad, doubt, plain or quiet."""

    mark: str
    words: str
    look: str


_STATUS = {
    SourceStatus.RETRACTED: Told("retracted", "retracted", "bad"),
    SourceStatus.CONCERN: Told("concern", "expression of concern", "doubt"),
    SourceStatus.CORRECTED: Told("corrected", "corrected", "doubt"),
}


def standing_of(sources):
    """{pk: Standing} for these sources: three queries."""
    pks = [s.pk for s in sources]
    verdicts, live, claims = defaultdict(Counter), Counter(), Counter()
    for row in _judged(pks):
        claims[row["source"]] += row["n"]
        live[row["source"]] += row["live"]
        verdicts[row["source"]][row["judged"]] += row["n"]
    newer = set(
        Notice.objects.standing().filter(source__in=pks, kind=NoticeKind.NEWER_VERSION).values_list("source", flat=True)
    )
    alike = _look_alikes(pks)
    return {
        s.pk: Standing(
            claims[s.pk],
            live[s.pk],
            {state: n for state in Judged if (n := verdicts[s.pk][state])},
            _notices(s, s.pk in newer, alike[s.pk]),
            alike[s.pk],
        )
        for s in sources
    }


def _judged(pks):
    return (
        Citation.objects.filter(IN_A_DRAFT | Q(is_live=True), source__in=pks)
        .order_by()
        .annotate(judged=JUDGED)
        .values("source", "judged")
        .annotate(n=Count("pk"), live=Count("pk", filter=Q(is_live=True)))
    )


def _look_alikes(pks):
    """{pk: in how many pairs that nobody has decided on}"""
    found = Counter()
    pairs = LookAlike.objects.filter(Q(first__in=pks) | Q(second__in=pks), decision=Decision.OPEN)
    for pair in pairs.filter(first__merged_into=None, second__merged_into=None).values_list("first", "second"):
        found.update(pair)
    return found


def _notices(source, has_newer, look_alikes):
    told = [_STATUS[source.status]] if source.status in _STATUS else []
    if source.superseded_by_id:
        told.append(Told("version", f"newer version: {source.superseded_by.citekey}", "doubt"))
    elif has_newer:
        told.append(Told("version", "newer version exists", "doubt"))
    if look_alikes:
        told.append(Told("alike", "look-alike" if look_alikes == 1 else f"{look_alikes} look-alikes", "doubt"))
    if source.merged_into_id:
        told.append(Told("merged", "merged", "plain"))
    if source.check_state == CheckState.FAILED:
        told.append(Told("failed", "could not be checked", "plain"))
    elif source.check_state == CheckState.NEVER:
        told.append(Told("never", "never checked", "plain"))
    elif source.status not in _STATUS:
        told.append(Told("", "none recorded", "quiet"))
    return told


def last_look(source, now=None):
    """“checked 18 Nov”, “failed 18 Nov”; "" for a source that nobody checked. The year stands where it is another."""
    if source.check_state == CheckState.FAILED and source.check_tried_at:
        failed = f"failed {day(source.check_tried_at, now)}"
        return f"{failed}, checked {day(source.checked_at, now)}" if source.checked_at else failed
    return f"checked {day(source.checked_at, now)}" if source.checked_at else ""


def day(moment, now=None):
    local = timezone.localtime(moment)
    this_year = local.year == timezone.localtime(now or timezone.now()).year
    return date_format(local, "j M" if this_year else "j M Y")
