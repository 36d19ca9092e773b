"""Which tables of this app are the record, and how its chains are recomputed."""

from collections.abc import Iterator

from . import canonical
from .audit.appraisals import appraisal_digest
from .audit.verdicts import verdict_digest
from .judged import judged_today, with_judged
from .models import Appraisal, Citation, Verdict

APPEND_ONLY = ["references_verdict", "references_appraisal", "references_evidenceedit"]


def breaks() -> Iterator[str]:
    """A sentence for each verdict or appraisal that is not what was written, or whose chain is broken.

    Then for each citation whose own digest, or the copy of its latest verdict, is not what follows from the record.
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
        outcome, judged = (last[0].outcome, last[0].judged_digest) if last else ("", "")
        if (citation.outcome, citation.verdict_digest) != (outcome, judged):
            yield f"citation {citation.pk} does not show its latest verdict"
        elif (
            citation.present and citation.claim.present and citation.digest != canonical.digest(judged_today(citation))
        ):
            yield f"citation {citation.pk} does not show what would be judged today"
