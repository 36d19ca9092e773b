"""The audit report of an article, as a page that prints well, as CSV and as JSON."""

from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from articles.models import Article, Edition
from articles.spreadsheet import csv_file
from references.audit.access import audit_page
from references.models.passage import Basis
from references.outcomes import Direction, Downgrade, Level, Mismatch, Outcome, Stance, Way
from references.status import Status

from .report import COLUMNS, DRAFT, report_of, rows_of

reading = audit_page("references.view_verdict", "read audit reports")


@reading
@require_http_methods(["GET", "HEAD"])
def report(request, pk):
    """?edition= its number, or “draft”; else the one that readers see, else the draft. ?format= csv or json."""
    article, edition = _asked_for(pk, request.GET.get("edition", ""))
    found = report_of(article, edition, person=request.user)
    if found is None:
        raise Http404(f"The text of edition {edition.number} was removed, so there is nothing to report on.")
    name = f"audit-{article.slug}-{edition.number if edition else DRAFT}"
    match request.GET.get("format"):
        case "csv":
            return csv_file(f"{name}.csv", COLUMNS, rows_of(found))
        case "json":
            response = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})
            response["Content-Disposition"] = f'attachment; filename="{name}.json"'
            return response
    editions = article.editions.order_by("-number").values_list("number", flat=True)
    context = {"report": found, "claims": [_told(c) for c in found["claims"]], "article": article}
    return render(request, "audit/report_of_article.html", context | {"editions": editions, "shown": edition})


def _asked_for(pk, number):
    article = Article.objects.select_related("live_edition__rendering").filter(pk=pk).first()
    if article is None:
        raise Http404("There is no article at this address.")
    if number == DRAFT or (not number and article.live_edition is None):
        return article, None
    if not number:
        return article, article.live_edition
    known = number.isascii() and number.isdigit() and len(number) < 9
    edition = known and Edition.objects.select_related("rendering").filter(article=article, number=number).first()
    if not edition:
        raise Http404("This article has no such edition.")
    return article, edition


def _told(claim):
    """A claim of the report in the words that people read."""
    return claim | {
        "status": Status(claim["status"]).label,
        "appraisals": [_appraisal_told(a) for a in claim["appraisals"]],
        "citations": [_citation_told(c) for c in claim["citations"]],
    }


def _citation_told(citation):
    return citation | {
        "stance": Stance(citation["stance"]).label,
        # reference_html escapes every field of the source itself
        "reference": mark_safe(citation["reference"]),
        "passages": [p | {"basis": Basis(p["basis"]).label} for p in citation["passages"]],
        "verdicts": [_verdict_told(v) for v in citation["verdicts"]],
    }


def _verdict_told(verdict):
    return verdict | {
        "outcome": Outcome(verdict["outcome"]).label,
        "way": Way(verdict["way"]).label if verdict["way"] else "",
        "read": Basis(verdict["read"]).label if verdict["read"] else "",
        "mismatches": [Mismatch(m).label for m in verdict["mismatches"]],
        "on": verdict["at"][:10],
    }


def _appraisal_told(appraisal):
    return appraisal | {
        "level": Level(appraisal["level"]).label if appraisal["level"] else "not rated",
        "direction": Direction(appraisal["direction"]).label,
        "reasons": [Downgrade(r).label for r in appraisal["reasons"]],
        "on": appraisal["at"][:10],
    }
