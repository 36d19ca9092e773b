"""Which tables of this app are the record, and how its chains are recomputed."""

import json
from collections.abc import Iterator

from references import canonical

from . import figures
from .approving import approval_digest
from .models import Approval, Edition
from .publishing import edition_digest

APPEND_ONLY = [
    "articles_edition",
    "articles_publishedcitation",
    "articles_publishedform",
    "articles_publishedpart",
    "articles_suppression",
]
_NEVER_PUBLIC = "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM articles_edition e WHERE e.article_id = OLD.article_id)"
REMOVABLE = {
    "articles_draftedit": _NEVER_PUBLIC,
    "articles_approval": _NEVER_PUBLIC,
    "articles_waiver": _NEVER_PUBLIC,
    "articles_editioncontent": "SELECT 1 FROM articles_suppression s WHERE s.edition_id = OLD.edition_id",
}


def breaks() -> Iterator[str]:
    """A sentence for each edition that is not what was published, each approval that is not what was given, and for
    each chain that is broken."""
    yield from _editions()
    yield from _approvals()


def _approvals():
    last = None
    for approval in Approval.objects.order_by("article", "number").select_related("edition").iterator():
        label = f"approval {approval.number} of article {approval.article_id}"
        follows = last is not None and last.article_id == approval.article_id
        if (approval.number, approval.previous) != ((last.number + 1, last.digest) if follows else (1, "")):
            yield f"{label} does not follow the one before it"
        elif approval_digest(approval) != approval.digest:
            yield f"{label} is not what was given"
        last = approval


def _editions():
    last = None
    editions = (
        Edition.objects.order_by("article", "number")
        .select_related("content")
        .prefetch_related("suppressions", "citations")
    )
    for edition in editions.iterator(chunk_size=200):
        label = f"edition {edition.number} of article {edition.article_id}"
        follows = last is not None and last.article_id == edition.article_id
        if (edition.number, edition.previous) != ((last.number + 1, last.digest) if follows else (1, "")):
            yield f"{label} does not follow the one before it"
        elif edition_digest(edition) != edition.digest:
            yield f"{label} is not what was published"
        elif hasattr(edition, "content"):
            if canonical.digest(edition.content.content) != edition.content_digest:
                yield f"the content of {label} is not what was published"
            elif _listed(edition) != _cited(edition):
                yield f"the citations listed for {label} are not those of its content"
            for name, digest in figures.images_in(edition.content.content).items():
                if figures.digest_of(name) != digest:
                    yield f"the image {name} of {label} is not the one that was published"
        elif not edition.suppressions.all():
            yield f"the content of {label} is gone, and nothing says why"
        last = edition


def _listed(edition):
    return sorted((str(c.claim_id), c.stance, c.outcome, c.digest) for c in edition.citations.all())


def _cited(edition):
    """What the content says that `PublishedCitation` should list, sources aside: they are renamed and merged."""
    listed = []
    for claim in json.loads(edition.content.content)["claims"]:
        for citation in claim["citations"]:
            outcome = (citation["verdict"] or {}).get("outcome", "")
            listed.append((claim["id"], citation["stance"], outcome, citation["digest"]))
        if not claim["citations"]:
            listed.append((claim["id"], "", "", ""))
    return sorted(listed)
