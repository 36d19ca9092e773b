"""/feeds/corrections.atom: what was put right after publication, and what became known about sources of live sentences.

Three kinds of entry: an edition that changed what the one before it said (a major change), an article that was
withdrawn, and a notice about a source that readers meet. A notice that is taken back keeps its entry, which then says
so: whoever read of a retraction must hear that it does not stand.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.syndication.views import Feed
from django.db.models import Count, F, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse, reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.http import http_date

from references import notice_types
from references.models import Notice
from references.notice_types import NoticeKind

from .models import Article, Edition, PublishedCitation
from .models.edition import ChangeKind
from .views.caching import etag_of, public, public_response

ENTRIES = 50
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Entry:
    """id: what the entry is called for ever. html: safe."""

    id: str
    title: str
    link: str
    html: str
    published: datetime
    updated: datetime


class StableAtom(Atom1Feed):
    """The same bytes for the same entries: Django puts the present time into a feed that has none."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else datetime(2000, 1, 1, tzinfo=UTC)


class Corrections(Feed):
    feed_type = StableAtom
    title = "SpineHealth: corrections"
    subtitle = "Articles that were corrected or withdrawn, and what became known about their sources."
    link = reverse_lazy("article-list")
    item_guid_is_permalink = False

    def get_object(self, request):
        return request.build_absolute_uri

    def items(self, absolute):
        entries = [*_editions(), *_withdrawn(), *_notices(absolute)]
        return sorted(entries, key=lambda entry: (entry.updated, entry.id), reverse=True)[:ENTRIES]

    def item_title(self, entry):
        return _NOT_IN_XML.sub(" ", entry.title)

    def item_description(self, entry):
        return _NOT_IN_XML.sub(" ", entry.html)

    def item_link(self, entry):
        return entry.link

    def item_guid(self, entry):
        return f"tag:spinehealth,2026:{entry.id}"

    def item_pubdate(self, entry):
        return entry.published

    def item_updateddate(self, entry):
        return entry.updated


@public
def corrections(request):
    """Four queries."""
    made = Corrections().get_feed(request.build_absolute_uri, request)
    body = made.writeString("utf-8")
    response = public_response(body, etag=etag_of(body))
    response["Content-Type"] = made.content_type
    response["Last-Modified"] = http_date(made.latest_post_date().timestamp())
    return response


# ---- articles


def _editions():
    """Editions that changed what was said; those whose text is gone are left out."""
    rows = (
        Edition.objects.filter(number__gt=1, kind=ChangeKind.MAJOR, rendering__isnull=False)
        .order_by("-published_at")
        .values("article_id", "number", "published_at", "note", slug=F("article__slug"), of=F("rendering__title"))
    )
    for row in rows[:ENTRIES]:
        link = reverse("edition", args=[row["slug"], row["number"]])
        html = format_html("<p>Edition {}: {}</p>", row["number"], row["note"])
        at = row["published_at"]
        yield Entry(f"{row['article_id']}/{row['number']}", f"Corrected: {row['of']}", link, html, at, at)


def _withdrawn():
    """Articles that are withdrawn, under the title of their last edition: their own is that of the draft."""
    last = Edition.objects.filter(article=OuterRef("pk")).order_by("-number").values("rendering__title")[:1]
    rows = Article.objects.filter(withdrawn_at__isnull=False).order_by("-withdrawn_at").annotate(of=Subquery(last))
    for row in rows.values("pk", "slug", "withdrawn_at", "withdrawn_because", "of")[:ENTRIES]:
        at = row["withdrawn_at"]
        title = f"Withdrawn: {row['of'] or 'an article'}"
        html = format_html("<p>{}</p>", row["withdrawn_because"])
        yield Entry(
            f"{row['pk']}/withdrawn/{at:%Y%m%d%H%M%S}", title, reverse("article", args=[row["slug"]]), html, at, at
        )


# ---- sources


def _cited_live():
    live = PublishedCitation.objects.filter(edition__live_article__isnull=False, source__isnull=False)
    return live.annotate(survivor=Coalesce("source__merged_into", "source")).order_by()


def _notices(absolute):
    """Notices about sources of live sentences, and those taken back since readers could have met them."""
    notices = (
        Notice.objects.filter(source__in=_cited_live().values("survivor"))
        .exclude(kind=NoticeKind.OTHER)
        .exclude(lifted_at=F("recorded_at"))
        .annotate(changed=Greatest("recorded_at", Coalesce("lifted_at", "recorded_at")))
        .select_related("source")
        .order_by("-changed")[:ENTRIES]
    )
    notices = list(notices)
    resting = _resting_on({n.source_id for n in notices})
    for notice in notices:
        articles = resting[notice.source_id]
        if notice.lifted_at is None or notice.lifted_at > min(a["since"] for a in articles):
            yield _notice(notice, articles, absolute)


def _resting_on(sources):
    """{id of a source: the live articles that rest on it, with how many sentences}."""
    rows = (
        _cited_live()
        .filter(Q(source__in=sources) | Q(source__merged_into__in=sources))
        .values("survivor", slug=F("edition__article__slug"), title=F("edition__rendering__title"))
        .annotate(sentences=Count("claim", distinct=True), since=Min("edition__published_at"))
        .order_by("title", "slug")
    )
    found = {}
    for row in rows:
        found.setdefault(row["survivor"], []).append(row)
    return found


def _notice(notice, articles, absolute):
    name, label = notice.source.short_name, notice_types.short(notice.kind, notice.type)
    day = f", {date_format(notice.published_on, 'j F Y')}" if notice.published_on else ""
    title, said = f"{label}: {name}", f"{notice_types.sentence(notice.kind, notice.type)}{day}. {notice.note}"
    if notice.lifted_at:
        title, said = f"Taken back: {title}", f"This notice does not stand any more. {notice.lifted_because}"
    places = (
        (absolute(reverse("article", args=[a["slug"]])), a["title"], a["sentences"], "" if a["sentences"] == 1 else "s")
        for a in articles
    )
    html = format_html(
        "<p>{}: {}</p><ul>{}</ul>",
        notice.source.plain_title,
        said,
        format_html_join("", '<li><a href="{}">{}</a>: {} sentence{}</li>', places),
    )
    link = reverse("source", args=[notice.source.citekey])
    return Entry(f"notice/{notice.pk}", title, link, html, notice.recorded_at, notice.changed)
