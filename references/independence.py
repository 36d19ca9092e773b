"""Who may judge: nobody judges a citation whose wording, stance or passages they changed since its last verdict by another."""

from django.db.models import Q

from .models import EvidenceEdit, Verdict
from .models.evidence_edit import EditedPart
from .outcomes import Outcome


class NotIndependent(Exception):
    """Says why this person may not judge."""


def own_changes(citation, person):
    """What `person` changed in this citation since somebody else last judged it: a set of parts, empty if nothing."""
    last_by_another = (
        Verdict.objects.filter(citation=citation)
        .exclude(reviewer=person)
        .exclude(outcome__in=[Outcome.UNDONE, Outcome.NOT_REACHED])
        .order_by("-number")
        .first()
    )
    edits = EvidenceEdit.objects.filter(Q(citation=citation) | Q(claim=citation.claim_id, citation=None), person=person)
    if last_by_another:
        edits = edits.filter(at__gt=last_by_another.at)
    return {EditedPart(e.part) for e in edits.exclude(part=EditedPart.NOTICE)}


def require_independence(citation, person):
    """Raise NotIndependent with a sentence that says why."""
    if parts := own_changes(citation, person):
        what = " and ".join(sorted(p.label for p in parts))
        raise NotIndependent(
            f"You changed the {what} of this citation since it was last judged by someone else, so another reviewer must judge it."
        )


def wrote_the_sentence(claim, person):
    """Whether `person` ever worded this claim."""
    return EvidenceEdit.objects.filter(claim=claim, person=person, part=EditedPart.WORDING).exists()
