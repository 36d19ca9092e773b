"""From frozen content to the page of an edition; stored once at publishing, and can be rebuilt at any time.

The stored HTML has two parts, divided by SEAM: what the edition puts into <head>, and its <main>. What may change after
publication (alerts, “not the current edition”) is no part of it; the view adds it, at the places marked by `place_of`.
"""

from articles.models import EditionRendering
from references.canonical import text_of

from .alerts import place_of, with_alerts
from .meter import checked_between, count_claims
from .page import SEAM, page_html

RENDERER = 4

__all__ = ["RENDERER", "forget", "parts", "place_of", "render", "store", "with_alerts"]


def render(content, people, *, edition=None, evidence_at="evidence/"):
    """The fields of EditionRendering, without edition.

    edition: whose number, date and assurance the page names; None for a draft. evidence_at: address of the evidence
    page as seen from the page itself, so that the same HTML serves the article's address and that of its edition.
    """
    checked = checked_between(content)
    if edition is not None and edition.assurance != "checked":
        checked = (None, None)
    return {
        "renderer": RENDERER,
        "html": page_html(content, people, edition=edition, checked=checked, evidence_at=evidence_at),
        "title": content["article"]["title"],
        "description": text_of(content["article"]["answer"]),
        "meter": count_claims(content),
        "people": people,
        "checked_from": checked[0],
        "checked_to": checked[1],
    }


def store(edition, content, people):
    """Make the page of `edition` and keep it."""
    fields = render(content, people, edition=edition)
    return EditionRendering.objects.update_or_create(edition=edition, defaults=fields)[0]


def forget(edition):
    """Remove the page of `edition`; its content goes by a suppression only."""
    EditionRendering.objects.filter(edition=edition).delete()


def parts(html):
    """(head, main) of a stored page."""
    head, _, main = html.partition(SEAM)
    return head, main
