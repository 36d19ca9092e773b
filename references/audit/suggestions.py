"""Wordings that reviewers and experts suggested, and whose they are once they stand in the text."""

from django.db.models import Exists, F, OuterRef

from references.independence import after_verdicts
from references.models import Citation, EvidenceEdit, Verdict
from references.models.evidence_edit import EditedPart


def pending(claims):
    """Verdicts that suggest another wording for what these claims say today: the latest of each citation. A queryset."""
    later = Verdict.objects.filter(citation=OuterRef("citation"), number__gt=OuterRef("number"))
    return (
        Verdict.objects.filter(
            ~Exists(later), citation__claim__in=claims, citation__present=True, citation__digest=F("judged_digest")
        )
        .exclude(suggested="")
        .select_related("citation__claim", "invitation")
    )


def credit(verdict, *, now):
    """Write down that today's wording is the suggestion of whoever gave this verdict, so that another must judge it.

    An expert has no account: `independence.suggested_by` reads it from their verdict.
    """
    if verdict.reviewer_id is None:
        return
    claim = verdict.citation.claim
    now = after_verdicts(Citation.objects.filter(claim=claim), now)
    EvidenceEdit.objects.create(claim=claim, part=EditedPart.SUGGESTION, person=verdict.reviewer, at=now)
