"""The reviewers' dashboard: how the audit stands, as plots with a table behind each."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from articles.models import Edition
from articles.spreadsheet import csv_file
from references.audit import coverage
from references.audit.access import audit_page
from references.audit.queue import documents_of

from . import figures, open_risks, plots

WORST = 10
judging = audit_page("references.view_verdict", "see how the audit stands")


@dataclass(frozen=True)
class Shown:
    """One article with its bar."""

    document: object
    coverage: coverage.Coverage
    parts: tuple[plots.Part, ...]

    @property
    def queue(self):
        """The filter of the queue that shows what waits in it."""
        return "{}-{}".format(*self.coverage.document)


@judging
@require_http_methods(["GET", "HEAD"])
def dashboard(request):
    """?q= looks for articles by their title; without it the ten with most to do are shown."""
    now = timezone.now()
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    covered = coverage.by_document()
    ages, weeks, agreement, risks = figures.ages(now), figures.weeks(now), figures.agreement(), open_risks.count(now)
    agreed, asked_twice = figures.agreed(agreement)
    context = {
        "now": now,
        "total": coverage.altogether(covered),
        "asked": asked,
        "shown": _worst(covered, asked),
        "articles": len(covered),
        "oldest": figures.oldest_standing(),
        "review_after": settings.AUDIT_REVIEW_AFTER_DAYS,
        "ages": ages,
        "age_columns": plots.columns(
            [(label, n, "late" if n and label == "over 12" else "") for label, n in ages.rows]
        ),
        "weeks": weeks,
        "week_columns": _week_columns(weeks),
        "agreement": agreement,
        "agreed": agreed,
        "asked_twice": asked_twice,
        "agreed_share": round(100 * agreed / asked_twice) if asked_twice else None,
        "interval": plots.interval(agreed, asked_twice),
        "risks": risks,
        "high": open_risks.high_and_live(risks),
        "emergencies": Edition.objects.in_emergency_unapproved().select_related("article"),
        "findings": figures.live_findings(),
    }
    return render(request, "audit/dashboard.html", context)


def _worst(covered, asked):
    """The ten with most to do, of those whose title has these words."""
    documents = documents_of([c.document for c in (covered if asked else covered[:WORST])])
    words = asked.casefold().split()
    found = [
        (documents[c.document], c)
        for c in covered
        if c.document in documents and all(w in str(documents[c.document]).casefold() for w in words)
    ][:WORST]
    bars = plots.bars([c.parts for _, c in found])
    return [Shown(document, c, parts) for (document, c), parts in zip(found, bars, strict=True)]


def _week_columns(weeks):
    """Labels are the numbers of ISO weeks; the last one is not over."""
    last = len(weeks.rows) - 1
    return plots.columns(
        [
            (str(date.fromisoformat(monday).isocalendar().week), n, "unfinished" if place == last else "")
            for place, (monday, n) in enumerate(weeks.rows)
        ]
    )


@judging
@require_http_methods(["GET", "HEAD"])
def figure(request, name, format):
    """The rows behind one plot."""
    now = timezone.now()
    tables = {
        "coverage": lambda: figures.coverage_table(coverage.by_document()),
        "risks": lambda: open_risks.table(open_risks.count(now)),
        "ages": lambda: figures.ages(now),
        "weeks": lambda: figures.weeks(now),
        "agreement": figures.agreement,
        "findings": figures.live_findings,
    }
    if name not in tables or format not in ("csv", "json"):
        raise Http404("The dashboard has no such figure.")
    table = tables[name]()
    if format == "csv":
        return csv_file(f"audit-{name}.csv", table.columns, table.rows)
    return JsonResponse(table.as_json(), json_dumps_params={"ensure_ascii": False, "indent": 1})
