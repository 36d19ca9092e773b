"""The sources that live editions cite, and every claim resting on one of them."""

import json

from django.core.paginator import Paginator
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import redirect
from django.utils.safestring import mark_safe

from articles import evidence_json as contract
from articles.models import EditionContent, PublishedCitation
from articles.rendering import told
from references import bibliography, filling, page_tags, witnesses
from references.models import Source
from references.models.watching import LinkState
from references.monitoring import words
from references.outcomes import Stance
from references.status import Status

from .caching import page, public
from .copies import copies_of
from .open_data import open_json

SOURCES_A_PAGE = 50
IDENTIFIERS = ("doi", "pmid", "pmcid", "isbn", "arxiv", "url")


def _cited_live():
    """Published citations of live editions, with `survivor`: the id of the source, or of the one it was merged into."""
    return PublishedCitation.objects.filter(edition__live_article__isnull=False, source__isnull=False).annotate(
        survivor=Coalesce("source__merged_into", "source")
    )


@public
def source_list(request):
    """Every source cited by a live edition. Three queries."""
    cited = Source.objects.filter(pk__in=_cited_live().values("survivor")).order_by("citekey")
    shown = Paginator(cited, SOURCES_A_PAGE).get_page(request.GET.get("page"))
    claims = {}
    for pk, claim in _cited_live().filter(survivor__in=[s.pk for s in shown]).values_list("survivor", "claim"):
        claims.setdefault(pk, set()).add(claim)
    rows = [{**_told(s), "claims": len(claims.get(s.pk, ()))} for s in shown]
    return page("references/source_list.html", {"rows": rows, "shown": shown})


@public
def source(request, citekey):
    """One source. Four queries: itself, its notices, who cites it, what they say."""
    found = _resolved(citekey)
    if found.citekey != citekey:
        # not for ever: a citekey that was given up can be taken again
        return redirect("source", found.citekey)
    notices, resting = witnesses.standing(found), _resting_on(found)
    context = {
        "source": _told(found) | {"notices": [_notice_told(n) for n in notices]},
        "record": found,
        "checked": words.checked(found),
        "newer": found.superseded_by and _told(found.superseded_by),
        "copy": _copy_of(found),
        "copies": copies_of(found),
        "tags": page_tags.highwire(filling.details_of(found)),
        # every field was escaped by `references.bibliography` before the style saw it
        "line": mark_safe(bibliography.reference_html(bibliography.csl_of(found))),
        "claims": resting,
        "articles": len({c["article"]["id"] for c in resting}),
    }
    return page("references/source_detail.html", context)


@public
def source_json(request, citekey):
    """The same as data; its shape is in `articles.evidence_json`."""
    found = _resolved(citekey)
    if found.citekey != citekey:
        response = redirect("source-json", found.citekey)
        response["Access-Control-Allow-Origin"] = "*"
        return response
    fields = ("citekey", "design", "sample_size", "sample_note", "population", "funding", "interests", "status")
    data = {
        "schema": contract.SCHEMA,
        **{name: getattr(found, name) for name in fields},
        "csl": bibliography.csl_of(found),
        "identifiers": _identifiers(found),
        "checks": {
            "state": found.check_state,
            "last_checked_at": contract.plain(found.checked_at),
            "last_tried_at": contract.plain(found.check_tried_at),
        },
        "notices": [
            _frozen(n) | {"asserted_by": n.asserted_by, "noticed_at": contract.plain(n.recorded_at)}
            for n in witnesses.standing(found)
        ],
        "claims": [{k: v for k, v in c.items() if not k.startswith("shown_")} for c in _resting_on(found)],
    }
    return open_json(data)


def _resolved(citekey):
    """The source of this name, or the one that took its place."""
    sources = Source.objects.select_related("link", "superseded_by")
    if found := sources.resolve([citekey]).get(citekey):
        return found
    raise Http404("No article cites a source of this name.")


def cited_source(citekey):
    """The source of this name, or the one that took its place; Http404 if no article ever cited it."""
    found = _resolved(citekey)
    if not PublishedCitation.objects.filter(Q(source=found) | Q(source__merged_into=found)).exists():
        raise Http404("No article cites a source of this name.")
    return found


def _frozen(notice):
    published = notice.published_on.isoformat() if notice.published_on else None
    return {"published_on": published} | {k: getattr(notice, k) for k in ("kind", "type", "doi", "url", "note")}


def _notice_told(notice):
    return {
        **told.notice_told(_frozen(notice)),
        "says": witnesses.told(notice.asserted_by),
        "noticed": notice.recorded_at,
    }


def _copy_of(source):
    """The SourceLink of a page that died and of which a copy is kept, or None."""
    link = getattr(source, "link", None)
    return link if link and link.state == LinkState.DEAD and link.archive_url else None


def _identifiers(source):
    return {name: getattr(source, name) for name in IDENTIFIERS if getattr(source, name)}


def _told(source):
    """A source's own record as readers see it. Its abstract is somebody else's text, so it is not shown."""
    csl = bibliography.csl_of(source)
    return {
        "citekey": source.citekey,
        "name": told.short_name(csl, source.citekey),
        "title": source.title,
        "authors": bibliography.authors_short(csl),
        "container": source.container_title or source.publisher,
        "year": source.year,
        "tags": told.tags(source.design, source.sample_note, source.sample_size),
        "links": told.links(_identifiers(source)),
        "status": source.status,
        "status_words": told.status_words(source.status),
    }


def _resting_on(source):
    """Every claim of live editions that cites `source`, from the frozen contents, article by article.

    Empty if only older editions cite it; Http404 if none ever did.
    """
    ever = PublishedCitation.objects.filter(Q(source=source) | Q(source__merged_into=source))
    live = (
        ever.filter(edition__live_article__isnull=False)
        .order_by("-edition__published_at", "edition", "id")
        .values_list("edition", "edition__number", "edition__article__slug", "claim", "stance")
    )
    # once, though the claim may have cited two records that are one now
    citations = list(dict.fromkeys(live))
    if not citations:
        if not ever.exists():
            raise Http404("No article cites a source of this name.")
        return []
    claims, articles, since = {}, {}, {}
    contents = EditionContent.objects.filter(edition__in={c[0] for c in citations})
    contents = contents.values_list("edition", "content", "edition__live_article__reader_alerts")
    for edition, text, alerts in contents.iterator(chunk_size=20):
        content = json.loads(text)
        articles[edition] = content["article"]
        claims |= {(edition, c["id"]): c for c in content["claims"]}
        since |= {(edition, a.get("claim")): a["kind"] for a in alerts if a.get("source") == source.citekey}
    return [
        _resting(claims[edition, str(claim)], articles[edition], number, slug, stance, since.get((edition, str(claim))))
        for edition, number, slug, claim, stance in citations
    ]


_SINCE = {
    "notice": ("Checked before a notice about this source", Status.STALE),
    "verdict": ("A later check found otherwise", Status.DISAGREES),
}
"""What became known since the edition, in words, and the status whose mark stands beside them."""


def _resting(claim, article, number, slug, stance, since):
    """since: the kind of the reader alert that stands at this sentence because of this source, or None."""
    words, mark = _SINCE.get(since, (Status(claim["status"]).label, Status(claim["status"])))
    return {
        "id": claim["id"],
        "text": claim["text"],
        "article": {"id": article["id"], "slug": slug, "title": article["title"]},
        "edition": number,
        "anchor": claim["anchor"],
        "stance": stance,
        "status": claim["status"],
        "shown_section": claim["section"],
        "shown_stance": Stance(stance).label.capitalize(),
        "shown_status": words,
        "shown_mark": told.STATUS_MARKS[mark],
    }
