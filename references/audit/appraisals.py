"""Appraise how sure all evidence makes us of a claim: the only writer of appraisals."""

from django.db import transaction

from references import canonical, permits
from references.documents import lock_document
from references.independence import suggested_by, wrote_the_sentence
from references.judged import appraised_today
from references.models import Appraisal, Claim
from references.models.waiting import ItemKind
from references.outcomes import Direction, Downgrade, Level

from . import invitations, waiting
from .verdict_record import Judge, WordingChanged

RECEIPT_KEYS = {"where", "query", "on", "found"}
"""A search receipt: where somebody looked, for what, on which day, and what came of it."""


def appraisal_digest(appraisal):
    """The digest of an appraisal over all of it and the one before it."""
    invited = {"invitation": appraisal.invitation_id} if appraisal.invitation_id else {}
    return canonical.digest(
        canonical.canonical_json(
            invited
            | {
                "claim": appraisal.claim_id,
                "number": appraisal.number,
                "level": appraisal.level,
                "direction": appraisal.direction,
                "reasons": appraisal.reasons,
                "note": appraisal.note,
                "receipts": appraisal.receipts,
                "person": appraisal.person_id,
                "name": appraisal.person_name,
                "independent": appraisal.independent,
                "at": appraisal.at,
                "judged_digest": appraisal.judged_digest,
                "previous": appraisal.previous,
            }
        )
    )


@transaction.atomic
def appraise(
    *, claim, direction, now, by=None, invitation=None, level="", reasons=(), note="", receipts=(), seen_digest=None
):
    """Record an appraisal by `by`, or by an invited expert, of the claim as it stands today.

    receipts: dicts with the keys of RECEIPT_KEYS, all text. seen_digest: `appraised_digest(claim)` when
    the page was shown; raises WordingChanged if that has changed since, NotPermitted, LinkClosed.
    """
    judge = Judge(by, invitation)
    if by is not None:
        permits.require(by, "references.appraise_claim")
    lock_document(claim)
    claim = Claim.objects.prefetch_related("citations").get(pk=claim.pk)
    if invitation is not None:
        invitations.require_open(invitation, claim, now)
    judged = appraised_today(claim)
    if seen_digest is not None and seen_digest != canonical.digest(judged):
        raise WordingChanged("The claim or what it rests on changed while you read. Read it again.")
    if any(set(r) != RECEIPT_KEYS for r in receipts):
        raise ValueError("A search receipt says where, for what, on which day, and what was found.")
    last = claim.appraisals.order_by("-number").first()
    appraisal = Appraisal(
        claim=claim,
        number=last.number + 1 if last else 1,
        level=Level(level) if level else "",
        direction=Direction(direction),
        reasons=[Downgrade(r).value for r in reasons],
        note=note.strip(),
        receipts=[dict(r) for r in receipts],
        person=by,
        invitation=invitation,
        person_name=judge.name,
        independent=not (suggested_by(claim, invitation) if invitation else wrote_the_sentence(claim, by)),
        at=now,
        judged=judged,
        judged_digest=canonical.digest(judged),
        previous=last.digest if last else "",
    )
    appraisal.digest = appraisal_digest(appraisal)
    appraisal.save(force_insert=True)
    waiting.done(ItemKind.CLAIM, claim)
    if claim.document is not None:
        claim.document.evidence_changed()
    return appraisal
