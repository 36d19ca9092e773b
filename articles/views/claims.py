"""One claim: its evidence in the newest edition that has it, and its history."""

import json

from django.db.models import F
from django.http import Http404

from articles import evidence_json as contract
from articles.models import Edition, PublishedCitation
from articles.rendering.alerts import about_claims, alert_told, emergency_told
from articles.rendering.reports import report_told
from articles.rendering.told import claims_told
from references.models import ProblemReport
from references.status import Status

from .caching import page, public
from .open_data import open_json


def _editions_with(claim_id):
    """Every edition that has the claim, newest first, each with the claim as frozen (None if its body is gone)."""
    rows = (
        Edition.objects.filter(pk__in=PublishedCitation.objects.filter(claim=claim_id).values("edition"))
        .order_by("-published_at", "-number")
        .values(
            "number",
            "published_at",
            "digest",
            slug=F("article__slug"),
            live_number=F("article__live_edition__number"),
            withdrawn_at=F("article__withdrawn_at"),
            alerts=F("article__reader_alerts"),
            frozen=F("content__content"),
            people=F("rendering__people"),
        )
    )
    for row in rows.iterator(chunk_size=20):
        row["content"] = json.loads(frozen) if (frozen := row.pop("frozen")) else None
        claims = row["content"]["claims"] if row["content"] else []
        row["claim"] = next((c for c in claims if c["id"] == str(claim_id)), None)
        row["status"] = Status(row["claim"]["status"]).label if row["claim"] else ""
        yield row


def _history(claim_id):
    """(newest edition with its content, all editions without). Contents are let go one by one: they are large.

    A row of the catalogue may stand in several articles: what readers see now comes before what is newer and withdrawn.
    """
    newest, history = None, []
    for row in _editions_with(claim_id):
        if row["claim"] and (newest is None or (_is_current(row) and not _is_current(newest))):
            newest = dict(row)
        row.pop("content")
        history.append(row)
    if not history:
        raise Http404("No edition of an article has this claim.")
    return newest, history


def _is_current(edition):
    return edition["live_number"] == edition["number"]


@public
def claim(request, pk):
    """Two queries: the editions that have it, and what came of reports."""
    newest, history = _history(pk)
    if newest is None:
        return page("articles/claim_gone.html", {"edition": history[0], "slug": history[0]["slug"]}, status=410)
    told = next(c for c in claims_told(newest["content"], newest["people"]) if c["id"] == str(pk))
    current = _is_current(newest)
    context = {
        "claim": told,
        "of": len(newest["content"]["claims"]),
        "title": newest["content"]["article"]["title"],
        "edition": newest,
        "slug": newest["slug"],
        "is_current": current,
        "demonstration": newest["content"]["article"].get("demonstration", False),
        "emergency": emergency_told(newest["alerts"]) if current else None,
        "alerts": [alert_told(a) for a in about_claims(newest["alerts"]) if a["claim"] == str(pk)] if current else [],
        "history": history,
        "reports": [report_told(r) for r in _told_reports(pk)],
    }
    return page("articles/claim.html", context)


def _told_reports(claim_id):
    return ProblemReport.objects.told_to_readers().filter(claim=claim_id).order_by("-decided_at")


@public
def claim_json(request, pk):
    """Two queries; the shape is in `articles.evidence_json`."""
    newest, history = _history(pk)
    shown = newest or history[0]
    current = newest is not None and _is_current(newest)
    alerts = about_claims(shown["alerts"]) if current else []
    data = {
        "schema": contract.SCHEMA,
        "id": str(pk),
        **_evidence(newest),
        "edition": shown["number"],
        "current": current,
        "notices": [contract.of_alert(a) for a in alerts if a["claim"] == str(pk)],
        "history": [
            {
                "edition": e["number"],
                "published_at": contract.plain(e["published_at"]),
                "digest": e["digest"],
                "text": e["claim"] and e["claim"]["text"],
                "status": e["claim"] and e["claim"]["status"],
            }
            for e in history
        ],
        "reports": [contract.of_report(r) for r in _told_reports(pk)],
    }
    return open_json(data, status=200 if newest else 410)


def _evidence(newest):
    if newest is None:
        return {}
    return {
        **contract.of_claim(newest["claim"], newest["content"], newest["people"]),
        "article": contract.of_article(newest["content"], newest["slug"]),
    }
