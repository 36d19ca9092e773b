"""Every claim of an edition with its evidence, as a page and as JSON."""

import json

from django.db.models import F
from django.http import Http404

from articles import evidence_json as contract
from articles.models import Edition
from articles.rendering.alerts import about_claims, alert_told
from articles.rendering.meter import count_claims, meter_told
from articles.rendering.told import claims_told
from references.status import Status

from .articles import gone
from .caching import etag_of, page, public, unchanged
from .open_data import open_json


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
    if response := unchanged(request, etag := _etag(edition, "page", at_article, wanted)):
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
        "claims": [{**c, "alerts": alerts.get(c["anchor"])} for c in claims if wanted in ("", c["status"])],
        "at_article": at_article,
    }
    return page("articles/evidence.html", context, etag=etag)


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
