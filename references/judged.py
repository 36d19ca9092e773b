"""What would be judged today, and the digests that make a verdict stale.

Every act that touches what is judged ends in `refresh_digests`, in the same transaction.
"""

from . import canonical
from .models import Citation


def judged_today(citation):
    """The canonical text that a reviewer would judge today. Reads prefetched claim, passages and source notices."""
    claim = citation.claim
    return canonical.judged_text(
        claim=claim.text,
        kind=claim.kind,
        voice=claim.voice,
        stance=citation.stance,
        question=claim.question,
        passages=[
            {"locator": p.locator, "quote": p.quote, "finding": p.finding, "basis": p.basis}
            for p in citation.passages.all()
        ],
        notices=[
            {"kind": n.kind, "published_on": n.published_on, "note": n.note}
            for n in citation.source.survivor.notices.all()
            if n.lifted_at is None
        ],
    )


def with_judged(citations):
    """A queryset of citations with all that `judged_today` reads."""
    return citations.select_related("claim", "source__merged_into").prefetch_related(
        "passages", "source__notices", "source__merged_into__notices"
    )


def refresh_digests(citations):
    """Recompute `digest` of these citations; returns those whose digest changed."""
    changed = []
    for citation in with_judged(citations):
        today = canonical.digest(judged_today(citation))
        if citation.digest != today:
            citation.digest = today
            changed.append(citation)
    Citation.objects.bulk_update(changed, ["digest"], batch_size=500)
    return changed


def appraised_today(claim):
    """The canonical text that an appraisal of `claim` would be about today."""
    return canonical.appraised_text(
        claim=claim.text,
        kind=claim.kind,
        voice=claim.voice,
        citation_digests=[c.digest for c in claim.citations.all() if c.present],
    )


def appraised_digest(claim):
    """The digest of `appraised_today`: an appraisal with another one is stale."""
    return canonical.digest(appraised_today(claim))
