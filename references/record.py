"""Which tables of this app are the record, and how its chains are recomputed."""

from collections.abc import Iterator

from django.db.models import Q

from . import canonical
from .audit.appraisals import appraisal_digest
from .audit.verdict_record import verdict_digest
from .judged import judged_today, resting_on_nothing, said_by_source, with_judged
from .models import Appraisal, Citation, Claim, Verdict
from .quantities import differs

APPEND_ONLY = ["references_verdict", "references_appraisal", "references_evidenceedit"]


def breaks() -> Iterator[str]:
    """A sentence for each verdict or appraisal that is not what was written, or whose chain is broken.

    Then for each citation and claim that does not show what follows from the record: its digest, its latest verdict,
    whether its numbers are found, whether it has a source.
    """
    yield from _chain(Verdict.objects.order_by("citation", "number"), "citation_id", "verdict", verdict_digest)
    yield from _chain(Appraisal.objects.order_by("claim", "number"), "claim_id", "appraisal", appraisal_digest)
    yield from _copies()


def _chain(rows, owner, word, recompute):
    last = None
    for row in rows.iterator():
        expected = (last.number + 1, last.digest) if last and getattr(last, owner) == getattr(row, owner) else (1, "")
        label = f"{word} {row.number} of {owner.removesuffix('_id')} {getattr(row, owner)}"
        if (row.number, row.previous) != expected:
            yield f"{label} does not follow the one before it"
        elif canonical.digest(row.judged) != row.judged_digest:
            yield f"{label}: the judged text is not what was judged"
        elif recompute(row) != row.digest:
            yield f"{label} is not what was written"
        last = row


def _copies():
    citations = with_judged(Citation.objects.order_by("pk")).prefetch_related("verdicts")
    for citation in citations.iterator(chunk_size=500):
        last = list(citation.verdicts.all())[-1:]
        latest = (last[0].outcome, last[0].judged_digest, last[0].at) if last else ("", "", None)
        if (citation.outcome, citation.verdict_digest, citation.judged_at) != latest:
            yield f"citation {citation.pk} does not show its latest verdict"
        if not (citation.present and citation.claim.present):
            continue
        if citation.digest != canonical.digest(judged_today(citation)):
            yield f"citation {citation.pk} does not show what would be judged today"
        if citation.numbers_differ != differs(citation.claim.text, said_by_source(citation)):
            yield f"citation {citation.pk} does not show whether its numbers stand in its passages"
    wrongly = (Q(without_source=True) & ~resting_on_nothing()) | (Q(without_source=False) & resting_on_nothing())
    for claim in Claim.objects.filter(wrongly).order_by("pk").iterator():
        yield f"claim {claim.pk} does not show whether it has a source"
