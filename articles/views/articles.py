"""The article, its editions, and the list of articles."""

import json
from functools import cache

from django.core.paginator import Paginator
from django.db import connection
from django.db.models import F
from django.http import Http404
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe

from articles import rendering
from articles.models import Article, Edition
from articles.rendering.alerts import alerts_told, emergency_told
from articles.rendering.meter import meter_told

from .caching import etag_of, page, public, public_response, unchanged
from .frame import frame

ARTICLES_A_PAGE = 20


@public
def article(request, slug):
    """The live edition, in one query; a withdrawn article says so."""
    with connection.cursor() as cursor:
        cursor.execute(_select_live_page(), [slug])
        row = cursor.fetchone()
    if row is None or row[0] is None:
        return _withdrawn(slug)
    digest, renderer, alerts, html = row
    etag = etag_of(digest, renderer, alerts)
    if response := unchanged(request, etag):
        return response
    alerts = json.loads(alerts)
    if alerts:
        return page("articles/article_detail.html", _shown(html, alerts) | {"address": request.path}, etag=etag)
    head, main = rendering.parts(html)
    canonical = f'\n<link rel="canonical" href="{escape(request.path)}">'
    return public_response(frame(head + canonical, main), etag=etag)


@cache
def _select_live_page():
    """The SELECT of the article page. Composed once: that costs Django more than the query itself."""
    rows = Article.objects.filter(slug="any").values_list(
        "live_edition__digest", "live_edition__rendering__renderer", "reader_alerts", "live_edition__rendering__html"
    )
    return rows.order_by().query.get_compiler(connection.alias).as_sql()[0]


def _shown(html, alerts=()):
    """A stored page for the template, with what became known since at the top and at each sentence."""
    head, main = rendering.parts(html)
    if alerts:
        main = rendering.with_alerts(main, alerts)
    # Our own templates made the page when it was published; all rich text in it was sanitised then.
    shown = {"head": mark_safe(head), "main": mark_safe(main)}
    return shown | {"alerts": alerts_told(alerts), "emergency": emergency_told(alerts)}


def _withdrawn(slug):
    """200, not 410: the page has something to say, its editions stay, and the article may come back. Not for indexes."""
    found = Article.objects.filter(slug=slug, withdrawn_at__isnull=False).only("withdrawn_at", "withdrawn_because")
    article = found.first()
    if article is None:
        raise Http404("There is no article at this address.")
    editions = list(_editions_of(slug))
    context = {"slug": slug, "article": article, "editions": editions, "title": _title_of(editions)}
    return page("articles/article_withdrawn.html", context)


def _editions_of(slug):
    return (
        Edition.objects.filter(article__slug=slug)
        .order_by("-number")
        .values(
            "number",
            "published_at",
            "by_name",
            "assurance",
            "kind",
            "note",
            "emergency_because",
            "digest",
            title=F("rendering__title"),
            live_number=F("article__live_edition__number"),
            what_went=F("suppressions__what"),
            legal_basis=F("suppressions__legal_basis"),
        )
    )


def _title_of(editions):
    return next((e["title"] for e in editions if e["title"]), "this article")


@public
def edition_list(request, slug):
    """Every edition there was, in one query."""
    editions = list(_editions_of(slug))
    if not editions:
        raise Http404("There is no article at this address.")
    context = {"slug": slug, "editions": editions, "title": _title_of(editions)}
    return page("articles/edition_list.html", context)


@public
def edition(request, slug, number):
    """Any edition, for ever; one whose text had to go leaves a page that says why."""
    found = (
        Edition.objects.filter(article__slug=slug, number=number)
        .values(
            "number",
            "published_at",
            "digest",
            html=F("rendering__html"),
            renderer=F("rendering__renderer"),
            live_number=F("article__live_edition__number"),
            alerts=F("article__reader_alerts"),
            withdrawn_at=F("article__withdrawn_at"),
            what_went=F("suppressions__what"),
            legal_basis=F("suppressions__legal_basis"),
            went_at=F("suppressions__at"),
        )
        .first()
    )
    if found is None:
        raise Http404("There is no such edition of this article.")
    if found["html"] is None:
        return gone(slug, found)
    is_live = found["live_number"] == number
    alerts = found["alerts"] if is_live else []
    etag = etag_of(found["digest"], found["renderer"], alerts, found["live_number"], found["withdrawn_at"], "edition")
    if response := unchanged(request, etag):
        return response
    canonical = reverse("article", args=[slug]) if is_live else request.path
    context = _shown(found["html"], alerts) | {"edition": found, "slug": slug, "address": canonical}
    return page("articles/article_detail.html", context | {"is_live": is_live, "noindex": not is_live}, etag=etag)


def gone(slug, edition):
    """The tombstone of an edition: 410, because its body is removed on purpose and for good."""
    return page("articles/edition_gone.html", {"slug": slug, "edition": edition}, status=410)


@public
def article_list(request):
    """Live articles, newest first; those that are not yet checked apart. Two queries."""
    shown = Paginator(live_articles(), ARTICLES_A_PAGE).get_page(request.GET.get("page"))
    rows = [told(row) for row in shown]
    context = {
        "checked": [r for r in rows if r["assurance"] == "checked"],
        "not_yet_checked": [r for r in rows if r["assurance"] != "checked"],
        "shown": shown,
    }
    return page("articles/article_list.html", context)


def live_articles():
    """What a list says of each live article; checked ones first, newest first."""
    return (
        Edition.objects.live()
        .order_by("assurance", "-published_at", "pk")
        .values(
            "number",
            "published_at",
            "assurance",
            title=F("rendering__title"),
            slug=F("article__slug"),
            description=F("rendering__description"),
            meter=F("rendering__meter"),
            checked_from=F("rendering__checked_from"),
            checked_to=F("rendering__checked_to"),
        )
    )


def told(row):
    """A row of `live_articles` with its meter in words; without one where nothing was checked."""
    return {**row, "meter": meter_told(row["meter"]) if row["assurance"] == "checked" else {}}
