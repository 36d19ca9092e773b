"""What would be judged today, and the digests that make a verdict stale.

Every act that touches what is judged ends in `refresh_digests`, in the same transaction.
"""

from django.db.models import Exists, OuterRef, Q

from . import canonical, quantities
from .models import Citation, Claim
from .outcomes import Stance


def judged_today(citation):
    """The canonical text that a reviewer would judge today. Reads prefetched claim, passages and source notices."""
    claim = citation.claim
    return canonical.judged_text(
        claim=claim.text,
        kind=claim.kind,
        voice=claim.voice,
        stance=citation.stance,
        question=claim.question,
        heads=claim.heads,
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


def said_by_source(citation):
    """The texts in which the numbers of the sentence are looked for: the passages, then the size of the study."""
    passages = [f"{p.quote} {p.finding}" for p in citation.passages.all()]
    source = citation.source.survivor
    size = source.sample_note or (f"{source.sample_size} people" if source.sample_size else "")
    return [*passages, size] if passages and size else passages


def refresh_digests(citations):
    """Recompute `digest` of these citations, and what else hangs on what is judged; returns those whose digest changed."""
    changed, touched = [], []
    for citation in with_judged(citations):
        today = canonical.digest(judged_today(citation))
        differ = quantities.differs(citation.claim.text, said_by_source(citation))
        if citation.digest != today:
            changed.append(citation)
        if (citation.digest, citation.numbers_differ) != (today, differ):
            citation.digest, citation.numbers_differ = today, differ
            touched.append(citation)
    Citation.objects.bulk_update(touched, ["digest", "numbers_differ"], batch_size=500)
    return changed


def refresh_numbers(source):
    """Recompute `numbers_differ` where `source` is cited: the size of a study is among its numbers, and no part of a verdict.

    Call it after the source was saved.
    """
    cited = Citation.objects.filter(Q(source=source) | Q(source__merged_into=source), present=True)
    changed = []
    for citation in with_judged(cited):
        differ = quantities.differs(citation.claim.text, said_by_source(citation))
        if citation.numbers_differ != differ:
            citation.numbers_differ = differ
            changed.append(citation)
    Citation.objects.bulk_update(changed, ["numbers_differ"], batch_size=500)


def resting_on_nothing():
    """A condition on claims: in the text, and naming no source but those only mentioned."""
    resting = Citation.objects.filter(claim=OuterRef("pk"), present=True).exclude(stance=Stance.MENTIONS)
    return Q(present=True) & ~Exists(resting)


def refresh_without_source(claims):
    """Recompute `without_source` of these claims, a queryset. Every act ends here that changes which sources they name."""
    claims = Claim.objects.filter(pk__in=claims.values("pk"))
    nothing = claims.filter(resting_on_nothing()).values("pk")
    claims.filter(without_source=False, pk__in=nothing).update(without_source=True)
    claims.filter(without_source=True).exclude(pk__in=nothing).update(without_source=False)


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
