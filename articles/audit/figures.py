"""The figures of the dashboard, drawn from the record. Nothing here ranks people."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Min, Q
from django.db.models.functions import TruncWeek
from django.utils import timezone

from articles.checks import RULES
from articles.models import LiveFinding
from articles.models.rule import Weight
from references.audit.queue import documents_of
from references.models import Citation, SecondOpinion, Verdict
from references.models.second_opinion import OpinionState
from references.outcomes import NOT_JUDGED, Outcome

WEEKS = 12
AGES = ((91, "0–3"), (182, "3–6"), (274, "6–9"), (365, "9–12"), (None, "over 12"))
"""Days since the check, and how they are called in months."""


@dataclass(frozen=True)
class Table:
    """A figure as rows, behind its plot and for spreadsheets. `name` is its name in addresses."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple, ...]

    def as_json(self):
        return {"title": self.title, "columns": list(self.columns), "rows": [list(row) for row in self.rows]}


def coverage_table(covered):
    """The coverage of every text, those with most to do first."""
    documents = documents_of([c.document for c in covered])
    rows = tuple(
        (
            str(documents.get(c.document, "")),
            c.share,
            c.good,
            c.negative,
            c.stale,
            c.never,
            c.oldest and c.oldest.date().isoformat(),
        )
        for c in covered
    )
    columns = ("article", "% fresh", "fresh, good", "fresh, negative", "stale", "never checked", "oldest check")
    return Table("coverage", "Coverage per article", columns, rows)


def standing():
    """Citations with a verdict that counts, given for today's wording."""
    judged = Citation.objects.present().filter(digest=F("verdict_digest"))
    return judged.exclude(outcome__in=NOT_JUDGED)


def ages(now):
    """Standing verdicts by the months since the check."""
    counts, before = {}, None
    for days, label in AGES:
        when = Q(judged_at__gt=now - timedelta(days=days)) if days else Q()
        if before:
            when &= Q(judged_at__lte=now - timedelta(days=before))
        counts[label], before = Count("pk", filter=when), days
    named = {f"age{n}": count for n, count in enumerate(counts.values())}
    found = standing().aggregate(**named)
    rows = tuple((label, found[f"age{n}"]) for n, label in enumerate(counts))
    return Table("ages", "Age of standing verdicts", ("months since the check", "verdicts"), rows)


def weeks(now):
    """Verdicts in each of the last twelve weeks, the one that is not over last. Weeks begin on Monday, in the site's time."""
    monday = _monday(now)
    begin = monday - timedelta(weeks=WEEKS - 1)
    given = Verdict.objects.filter(at__gte=begin, at__lte=now).exclude(outcome=Outcome.UNDONE)
    found = given.annotate(week=TruncWeek("at")).values_list("week").annotate(n=Count("pk")).order_by("week")
    counts = Counter({week.date(): n for week, n in found})
    days = [(begin + timedelta(weeks=n)).date() for n in range(WEEKS)]
    return Table(
        "weeks", "Verdicts per week", ("week from", "verdicts"), tuple((d.isoformat(), counts[d]) for d in days)
    )


def _monday(now):
    here = timezone.localtime(now)
    return (here - timedelta(days=here.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)


def agreement():
    """What two reviewers said of one citation without seeing each other's verdict, and what came of it."""
    both = SecondOpinion.objects.filter(first__isnull=False, second__isnull=False)
    counted = both.values_list("first__outcome", "second__outcome", "state").annotate(n=Count("pk")).order_by("-n")
    rows = tuple(
        (Outcome(first).label, Outcome(second).label, n, "they agree" if first == second else OpinionState(state).label)
        for first, second, state, n in counted
    )
    return Table("agreement", "Agreement between reviewers", ("first", "second", "times", "then"), rows)


def agreed(table):
    """(how many agreed, how many were asked twice) of the table of agreement."""
    return sum(row[2] for row in table.rows if row[0] == row[1]), sum(row[2] for row in table.rows)


def oldest_standing():
    """The standing verdict that was given longest ago, as a citation, or None."""
    first = standing().aggregate(first=Min("judged_at"))["first"]
    found = standing().filter(judged_at=first).select_related("claim", "source__merged_into")
    return found.first() if first else None


def live_findings():
    """What the nightly run found in what readers see, by rule; the heaviest first."""
    counted = LiveFinding.objects.values_list("weight", "code").annotate(n=Count("pk"), oldest=Min("found_at"))
    order = list(Weight.values)
    rows = sorted(counted, key=lambda row: (order.index(row[0]), -row[2], row[1]))
    return Table(
        "findings",
        "Findings in what readers see",
        ("weight", "rule", "findings", "since"),
        tuple((Weight(w).label, RULES[c].title if c in RULES else c, n, at.date().isoformat()) for w, c, n, at in rows),
    )
