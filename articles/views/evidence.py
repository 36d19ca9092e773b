"""Every claim of an edition with its evidence, as a page, as JSON, and as a table."""

import json

from django.db.models import F
from django.http import Http404

from articles import evidence_json as contract
from articles.evidence_csv import HEADER, rows_of
from articles.models import Edition
from articles.rendering.alerts import about_claims, alert_told, emergency_told
from articles.rendering.approvals import approvals_told
from articles.rendering.meter import count_claims, meter_told
from articles.rendering.told import claims_told
from articles.rendering.waivers import waivers_of_article
from articles.spreadsheet import csv_file
from references.status import Status

from .articles import gone
from .caching import CACHE_CONTROL, etag_of, page, public, unchanged
from .open_data import open_json

_PICKS = {
    "contrary": ("With a source against it", lambda claim: claim["contrary"]),
    "waiver": ("With an objection let stand", lambda claim: bool(claim["waivers"])),
    "unrated": ("Not rated", lambda claim: claim["certainty"] is None),
}
"""What readers may pick beside the statuses: {name in the address: (words, whether a told claim is of it)}."""


def _editions():
    return Edition.objects.values(
        "number",
        "published_at",
        "assurance",
        "digest",
        "article_id",
        slug=F("article__slug"),
        live_number=F("article__live_edition__number"),
        alerts=F("article__reader_alerts"),
        withdrawn_at=F("article__withdrawn_at"),
        frozen=F("content__content"),
        people=F("rendering__people"),
        what_went=F("suppressions__what"),
        legal_basis=F("suppressions__legal_basis"),
        went_at=F("suppressions__at"),
    )


def _live(slug):
    return _found(_editions().filter(article__slug=slug, live_article__isnull=False))


def _numbered(slug, number):
    return _found(_editions().filter(article__slug=slug, number=number))


def _found(editions):
    edition = editions.first()
    if edition is None:
        raise Http404("There is no published article at this address.")
    edition["is_live"] = edition["live_number"] == edition["number"]
    if not edition["is_live"]:
        edition["alerts"] = []
    return edition


def _etag(edition, kind, *facts):
    return etag_of(kind, edition["digest"], edition["live_number"], edition["withdrawn_at"], edition["alerts"], *facts)


@public
def evidence(request, slug):
    """Every claim of the live edition. One query."""
    return _evidence_page(request, _live(slug), at_article=True)


@public
def edition_evidence(request, slug, number):
    """Every claim of one edition. One query."""
    return _evidence_page(request, _numbered(slug, number), at_article=False)


def _evidence_page(request, edition, *, at_article):
    if edition["frozen"] is None:
        return gone(edition["slug"], edition)
    wanted = request.GET.get("status", "")
    wanted = wanted if wanted in Status.values else ""
    only = request.GET.get("only", "")
    only = only if only in _PICKS and not wanted else ""
    if response := unchanged(request, etag := _etag(edition, "page", at_article, wanted, only)):
        return response
    content = json.loads(edition["frozen"])
    claims = claims_told(content, edition["people"])
    alerts = {}
    for alert in about_claims(edition["alerts"]):
        alerts.setdefault(alert["anchor"], []).append(alert_told(alert))
    context = {
        "edition": edition,
        "title": content["article"]["title"],
        "slug": edition["slug"],
        "meter": meter_told(count_claims(content)),
        "wanted": wanted,
        "only": only,
        "picks": [
            {"name": name, "words": words, "count": count}
            for name, (words, fits) in _PICKS.items()
            if (count := sum(map(fits, claims))) or only == name
        ],
        "claims": [{**c, "alerts": alerts.get(c["anchor"])} for c in claims if _is_wanted(c, wanted, only)],
        "waivers": waivers_of_article(content, edition["people"]),
        "at_article": at_article,
        "emergency": emergency_told(edition["alerts"]),
        "demonstration": content["article"].get("demonstration", False),
        "approvals": approvals_told(content, edition["people"]),
    }
    return page("articles/evidence.html", context, etag=etag)


def _is_wanted(claim, status, only):
    return status in ("", claim["status"]) and (not only or _PICKS[only][1](claim))


@public
def evidence_json(request, slug):
    """The contract of `articles.evidence_json` for the live edition. One query."""
    return _evidence_data(request, _live(slug))


@public
def edition_evidence_json(request, slug, number):
    """The same for one edition."""
    return _evidence_data(request, _numbered(slug, number))


def _evidence_data(request, edition):
    if edition["frozen"] is None:
        return open_json(contract.of_gone_edition(edition), status=410)
    if response := unchanged(request, etag := _etag(edition, "json")):
        return response
    return open_json(contract.of_edition(edition, json.loads(edition["frozen"]), edition["people"]), etag=etag)


@public
def evidence_csv(request, slug):
    """The live edition's evidence as a table. One query."""
    return _evidence_table(request, _live(slug))


@public
def edition_evidence_csv(request, slug, number):
    """The same for one edition."""
    return _evidence_table(request, _numbered(slug, number))


def _evidence_table(request, edition):
    if edition["frozen"] is None:
        return gone(edition["slug"], edition)
    if response := unchanged(request, etag := _etag(edition, "csv", request.get_host())):
        return response
    content = json.loads(edition["frozen"])
    rows = rows_of(edition["number"], content, edition["people"], request.build_absolute_uri)
    response = csv_file(f"{edition['slug']}-edition-{edition['number']}-evidence.csv", HEADER, rows)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"], response["ETag"] = CACHE_CONTROL, etag
    return response
