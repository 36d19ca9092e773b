"""Wordings that reviewers and experts suggested, and whose they are once they stand in the text."""

from django.db.models import Exists, F, OuterRef, Q

from references.independence import after_verdicts
from references.models import Citation, EvidenceEdit, Verdict
from references.models.evidence_edit import EditedPart
from references.outcomes import Outcome


def pending(claims):
    """Verdicts that suggest another wording for what these claims say today: the latest of each citation. A queryset.

    A second reviewer who finds the same and adds no wording does not lift the first one's. It falls with another
    suggestion, a verdict that the sentence is right, an undo, or a new verdict by the same person.
    """
    later = Verdict.objects.filter(citation=OuterRef("citation"), number__gt=OuterRef("number"))
    same_judge = Q(reviewer=OuterRef("reviewer")) | Q(invitation=OuterRef("invitation"))
    lifts = ~Q(suggested="") | Q(outcome__in=[Outcome.SUPPORTED, Outcome.UNDONE]) | same_judge
    return (
        Verdict.objects.filter(
            ~Exists(later.filter(lifts)),
            citation__claim__in=claims,
            citation__present=True,
            citation__digest=F("judged_digest"),
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
