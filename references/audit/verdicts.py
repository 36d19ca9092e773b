"""Give a verdict, or take the last one back: the only writer of verdicts."""

from django.db import transaction

from references import canonical
from references.documents import lock_document
from references.independence import require_independence
from references.judged import judged_today, with_judged
from references.models import Citation, EvidenceEdit, Verdict
from references.models.passage import Basis
from references.outcomes import VERDICTS, Mismatch, Outcome


class WordingChanged(Exception):
    """What the reviewer read is no longer what the draft says."""


class NothingToUndo(Exception):
    """There is no verdict of this reviewer to take back."""


def verdict_digest(verdict):
    """The digest of a verdict over all of it and the one before it."""
    said_besides = {"suggested": verdict.suggested, "way": verdict.way, "context": verdict.context}
    return canonical.digest(
        canonical.canonical_json(
            {k: v for k, v in said_besides.items() if v}
            | {
                "citation": verdict.citation_id,
                "number": verdict.number,
                "outcome": verdict.outcome,
                "mismatches": verdict.mismatches,
                "note": verdict.note,
                "reviewer": verdict.reviewer_id,
                "invitation": verdict.invitation_id,
                "name": verdict.reviewer_name,
                "at": verdict.at,
                "read": verdict.read,
                "judged_digest": verdict.judged_digest,
                "previous": verdict.previous,
            }
        )
    )


@transaction.atomic
def give_verdict(*, citation, outcome, by, now, read="", mismatches=(), note="", seen_digest=None):
    """Record what `by` decided about this citation as it stands today.

    seen_digest: the citation's digest when the page was shown. Raises WordingChanged if it has changed since,
    NotIndependent if `by` may not judge it, ValueError for an outcome that is not one of the six.
    """
    if outcome not in VERDICTS:
        raise ValueError(f"{outcome} is not a verdict")
    lock_document(citation.claim)
    citation = with_judged(Citation.objects.filter(pk=citation.pk)).get()
    if not (citation.present and citation.claim.present):
        raise WordingChanged("This citation is no longer in the text, so there is nothing to judge.")
    if seen_digest is not None and seen_digest != citation.digest:
        raise WordingChanged(
            "The sentence, its passages or the notices of its source changed while you read. Read it again."
        )
    require_independence(citation, by)
    return _write(
        citation,
        outcome=Outcome(outcome),
        by=by,
        now=now,
        read=Basis(read) if read else "",
        mismatches=[Mismatch(m).value for m in mismatches],
        note=note.strip(),
    )


@transaction.atomic
def undo_verdict(*, citation, by, now, note=""):
    """Take back one's own latest verdict, by a new one that says so."""
    lock_document(citation.claim)
    citation = with_judged(Citation.objects.filter(pk=citation.pk)).get()
    last = citation.verdicts.order_by("-number").first()
    if last is None or last.reviewer_id != by.pk or last.outcome == Outcome.UNDONE:
        raise NothingToUndo("You can take back your own latest verdict only.")
    return _write(citation, outcome=Outcome.UNDONE, by=by, now=now, read="", mismatches=[], note=note.strip())


def _write(citation, *, outcome, by, now, read, mismatches, note):
    last = citation.verdicts.order_by("-number").first()
    judged = judged_today(citation)
    edits = EvidenceEdit.objects.filter(claim=citation.claim_id)
    # this request may have waited for the lock while an edit with a later time went in
    now = max([now, *edits.order_by("-at").values_list("at", flat=True)[:1]])
    verdict = Verdict(
        citation=citation,
        number=last.number + 1 if last else 1,
        outcome=outcome,
        mismatches=mismatches,
        note=note,
        reviewer=by,
        reviewer_name=(by.get_full_name() or by.get_username())[:200],
        at=now,
        read=read,
        judged=judged,
        judged_digest=canonical.digest(judged),
        previous=last.digest if last else "",
    )
    verdict.digest = verdict_digest(verdict)
    verdict.save(force_insert=True)
    citation.digest = citation.verdict_digest = verdict.judged_digest
    citation.outcome, citation.judged_at = outcome, now
    citation.save(update_fields=["digest", "verdict_digest", "outcome", "judged_at"])
    if citation.claim.document is not None:
        citation.claim.document.evidence_changed()
    return verdict
