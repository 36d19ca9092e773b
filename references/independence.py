"""Who may judge: nobody judges a citation whose wording, stance or passages they changed since its last verdict by another."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Exists, F, Max, OuterRef, Q, Subquery

from . import canonical
from .models import EvidenceEdit, Verdict
from .models.evidence_edit import EditedPart
from .outcomes import NOT_JUDGED, Outcome


class NotIndependent(Exception):
    """Says why this person may not judge."""


SUGGESTED = "You suggested this wording, so somebody else must judge it."


def _own_edits(person, claim, citation, citation_from_within):
    """The rule: edits of a citation that its person may not judge after.

    Each argument is a key, or an OuterRef to one; `citation_from_within` is `citation` as seen one query further in.
    """
    taken_back = Verdict.objects.filter(
        citation=OuterRef("citation"), number=OuterRef("number") + 1, outcome=Outcome.UNDONE
    )
    judged_by_another = (
        Verdict.objects.filter(~Q(reviewer=OuterRef("person")), ~Exists(taken_back), citation=citation_from_within)
        .exclude(outcome__in=NOT_JUDGED)
        .order_by("-number")
        .values("at")[:1]
    )
    return (
        EvidenceEdit.objects.filter(Q(citation=citation) | Q(citation=None), claim=claim, person=person)
        .exclude(part=EditedPart.NOTICE)
        .annotate(judged_at=Subquery(judged_by_another))
        .filter(Q(judged_at=None) | Q(at__gt=F("judged_at")))
    )


def own_changes(citation, person):
    """What `person` changed in this citation since somebody else last judged it: a set of parts, empty if nothing."""
    edits = _own_edits(person, citation.claim_id, citation.pk, citation.pk)
    return {EditedPart(part) for part in edits.values_list("part", flat=True)}


def forbidden_to(person):
    """A condition on citations: `person` may not judge them."""
    return Exists(_own_edits(person, OuterRef("claim"), OuterRef("pk"), OuterRef(OuterRef("pk"))))


def forbidden_ids(citations, person):
    """The keys of those `citations` that `person` may not judge, as a queryset: one query however many there are."""
    return citations.filter(forbidden_to(person)).order_by().values_list("pk", flat=True)


def who_may_judge(citation):
    """People who have the permission and are independent of this citation, as a queryset."""
    can = Permission.objects.filter(codename="judge_citation", content_type__app_label="references")
    people = get_user_model().objects.filter(is_active=True)
    people = people.filter(
        Q(is_superuser=True) | Q(groups__permissions__in=can) | Q(user_permissions__in=can)
    ).distinct()
    return people.exclude(Exists(_own_edits(OuterRef("pk"), citation.claim_id, citation.pk, citation.pk)))


def require_independence(citation, person):
    """Raise NotIndependent with a sentence that says why."""
    parts = own_changes(citation, person)
    if parts == {EditedPart.SUGGESTION}:
        raise NotIndependent(SUGGESTED)
    if parts := parts - {EditedPart.SUGGESTION}:
        what = " and ".join(sorted(p.label for p in parts))
        raise NotIndependent(
            f"You changed the {what} of this citation and nobody else has judged it since, "
            "so another reviewer must judge it."
        )


def suggested_by(claim, invitation):
    """Whether today's wording of `claim` is one that this expert suggested, by this invitation or another one."""
    theirs = Verdict.objects.filter(citation__claim=claim, invitation__name__iexact=invitation.name)
    words = canonical.canonical_text(claim.text)
    suggested = theirs.exclude(suggested="").values_list("suggested", flat=True)
    return any(canonical.canonical_text(text) == words for text in suggested)


def require_expert_independence(claim, invitation):
    """Raise NotIndependent if the sentence is what this expert suggested."""
    if suggested_by(claim, invitation):
        raise NotIndependent(SUGGESTED)


def wrote_the_sentence(claim, person):
    """Whether `person` ever worded this claim, by their own hand or by a suggestion that was taken over."""
    worded = [EditedPart.WORDING, EditedPart.SUGGESTION]
    return EvidenceEdit.objects.filter(claim=claim, person=person, part__in=worded).exists()


def after_verdicts(citations, now):
    """`now`, or just after the latest verdict on these citations.

    A request may have waited for a lock since it took the time; who may judge depends on the true order of acts.
    """
    last = Verdict.objects.filter(citation__in=citations).aggregate(last=Max("at"))["last"]
    return max(now, last + timedelta(microseconds=1)) if last else now
