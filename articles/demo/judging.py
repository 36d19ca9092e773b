"""What the reviewer does: a verdict on every citation that waits, then an appraisal where one is needed."""

from datetime import timedelta

from references.audit.appraisals import appraise
from references.audit.verdicts import give_verdict
from references.judged import appraised_digest
from references.models import Citation, Claim

from .library import what_was_read

A_MOMENT = timedelta(minutes=2)


def judge(document, about, *, by, since):
    """Judge what waits among the claims of `document`. about: {claim id: what it cites, and how sure all evidence makes us}"""
    now = since
    waiting = Citation.objects.awaiting_verdict().filter(claim__in=Claim.objects.of(document))
    for citation in waiting.select_related("claim", "source").order_by("claim__position", "source__citekey"):
        now += A_MOMENT
        cites = next(c for c in about[citation.claim_id].cites if c.citekey == citation.source.citekey)
        give_verdict(
            citation=citation,
            outcome=cites.outcome,
            by=by,
            now=now,
            read=what_was_read(cites),
            mismatches=cites.mismatches,
            note=cites.note,
        )
    claims = Claim.objects.of(document).present().prefetch_related("citations", "appraisals").order_by("position")
    for claim in claims:
        if (sure := about[claim.pk].sure) and not _is_appraised(claim):
            now += A_MOMENT
            appraise(
                claim=claim,
                direction=sure.direction,
                level=sure.level or "",
                reasons=sure.reasons,
                note=sure.note,
                receipts=sure.receipts,
                by=by,
                now=now,
            )


def _is_appraised(claim):
    last = list(claim.appraisals.all())[-1:]
    return bool(last) and last[0].judged_digest == appraised_digest(claim)
