"""How claims are checked, in plain words, with the figures of today drawn from the record."""

from collections import Counter

from django.db.models import Count, Exists, F, OuterRef, Q

from articles.models import Edition, PublishedCitation
from articles.models.edition import ChangeKind
from articles.rendering.meter import STATUS_PHRASES, meter_told
from articles.rendering.told import ANSWERS
from references.models import Notice, ProblemReport
from references.models.report import ReportOutcome
from references.notice_types import NoticeKind
from references.outcomes import VERDICTS, Level
from references.status import Status

from .caching import page, public

_WITHOUT_CHECK = (Status.UNCHECKED, Status.STALE, Status.UNSOURCED)
_DISAGREEING = (Status.DISAGREES, Status.DIVIDED)

_MEANINGS = {
    "supported": "The source says this, as strongly as we do.",
    "partly": "Some of the sentence is there, some is not.",
    "weaker": "The source is more careful than our sentence.",
    "not-addressed": "The source does not speak about it. Then it can only be named as background.",
    "contradicted": "The source found, or says, otherwise.",
    "not-reached": "The reviewer could not read the passage, so nothing is decided.",
}


@public
def how_we_check(request):
    """Four queries."""
    context = {
        "verdicts": [{"answer": ANSWERS[o][0], "mark": ANSWERS[o][1], "meaning": _MEANINGS[o.value]} for o in VERDICTS],
        "figures": figures(),
    }
    return page("articles/how_we_check.html", context)


def figures():
    """What the record says today: of live editions, retractions, reports, corrections; a query each."""
    return {**_of_live_editions(), "retracted": _retracted_sources(), **_reports(), **_corrections()}


def _of_live_editions():
    """What readers can open today, counted from what was stored with each edition."""
    rows = Edition.objects.live().values(
        "assurance",
        meter=F("rendering__meter"),
        checked_from=F("rendering__checked_from"),
        alerts=F("article__reader_alerts"),
    )
    statuses, levels, alerts, articles, waivers, oldest = Counter(), Counter(), Counter(), 0, 0, None
    for row in rows.iterator(chunk_size=500):
        articles += 1
        statuses.update(row["meter"].get("statuses", {}))
        levels.update(row["meter"].get("certainty", {}))
        waivers += row["meter"].get("waivers", 0)
        alerts.update(a["kind"] for a in row["alerts"])
        if row["assurance"] == "checked" and row["checked_from"]:
            oldest = min(row["checked_from"], oldest or row["checked_from"])
    total = sum(statuses.values())
    checked = total - sum(statuses[s] for s in _WITHOUT_CHECK)
    return {
        "articles": articles,
        "claims": total,
        "checked": checked,
        "share": 100 * checked // total if total else 0,  # rounded down: 100 % is all of them
        "meter": meter_told(_in_order(total, statuses, levels)),
        "disagreeing": sum(statuses[s] for s in _DISAGREEING),
        "rated": total - levels["not-rated"],
        "since": alerts["verdict"],
        "oldest": oldest,
        "waivers": waivers,
    }


def _in_order(total, statuses, levels):
    return {
        "total": total,
        "statuses": {s.value: statuses[s] for s in STATUS_PHRASES if statuses[s]},
        "certainty": {lv: levels[lv] for lv in (*Level.values, "not-rated") if levels[lv]},
    }


def _retracted_sources():
    """Retracted sources that an edition, of today or before, cites."""
    cited = PublishedCitation.objects.filter(Q(source=OuterRef("source")) | Q(source__merged_into=OuterRef("source")))
    retractions = Notice.objects.standing().filter(Exists(cited), kind=NoticeKind.RETRACTION)
    return retractions.order_by().values("source").distinct().count()


def _reports():
    """What came of reports. Those that were no reports are left out."""
    counts = {
        outcome.name.lower(): Count("pk", filter=Q(outcome=outcome))
        for outcome in (ReportOutcome.CORRECTED, ReportOutcome.WILL_CORRECT, ReportOutcome.STANDS)
    }
    reports = ProblemReport.objects.exclude(outcome=ReportOutcome.SPAM)
    return reports.aggregate(reports=Count("pk"), waiting=Count("pk", filter=Q(outcome="")), **counts)


def _corrections():
    """Editions that changed what was said, and articles that were withdrawn."""
    later = Q(number__gt=1, kind=ChangeKind.MAJOR)
    return Edition.objects.aggregate(
        corrections=Count("pk", filter=later),
        withdrawn=Count("article", filter=Q(article__withdrawn_at__isnull=False), distinct=True),
    )
