"""The home page, and what to say when something went wrong."""

import json

from django.db.models import Count, Min, Q
from django.shortcuts import render

from articles.models import Edition, EditionContent, PublishedCitation
from articles.rendering.told import claims_told
from articles.views.articles import live_articles, told
from articles.views.caching import page, public
from references.status import Status

NEWEST = 5
_MOST_TELLING = [Status.PARTLY, Status.MATCHES, Status.DISAGREES, Status.DIVIDED]


@public
def home(request):
    """What the site is, shown at work on a claim of the newest checked article. Four queries."""
    newest = [told(row) for row in live_articles()[:NEWEST]]
    example = _example(newest[0]["slug"]) if newest and newest[0]["assurance"] == "checked" else None
    return page("home.html", {"articles": newest, "example": example, "figures": _figures()})


def _example(slug):
    """A claim with one source and a passage, to show how a sentence is checked; None if the article has none."""
    row = EditionContent.objects.filter(edition__live_article__slug=slug).values_list(
        "content", "edition__rendering__people"
    )
    content, people = row.get()
    claims = claims_told(json.loads(content), people)
    fit = [c for c in claims if len(c["citations"]) == 1 and c["citations"][0]["passages"] and len(c["text"]) < 200]
    fit = [c for c in fit if c["status"] in _MOST_TELLING]
    claim = min(fit, key=lambda c: (_MOST_TELLING.index(Status(c["status"])), c["certainty"] is None), default=None)
    return claim and {"claim": claim, "citation": claim["citations"][0], "slug": slug}


def _figures():
    """Live figures, counted now."""
    live = PublishedCitation.objects.filter(edition__live_article__isnull=False)
    counts = live.aggregate(claims=Count("claim", distinct=True), sources=Count("source", distinct=True))
    checked = Q(assurance="checked")
    return counts | Edition.objects.live().aggregate(
        articles=Count("pk"), oldest=Min("rendering__checked_from", filter=checked)
    )


def csrf_failure(request, reason=""):
    """A form that was too old, or a browser without cookies."""
    return render(request, "403_csrf.html", status=403)
