"""Whose turn it is on a citation with a second opinion: those who wait for somebody else must not act on it."""

from django.db.models import F, Q

from references.models import SecondOpinion
from references.models.second_opinion import OPEN, OpinionState


def disputed():
    """A condition on citations: a second opinion is asked for, or two reviewers disagree."""
    return Q(pk__in=SecondOpinion.objects.filter(state__in=OPEN).order_by().values("citation"))


def others_turn(person):
    """A condition on citations: two people look at it, and it is not `person` who goes on; see `opinions.turn`.

    While a second opinion is awaited, its first reviewer waits, and so do whoever asked for it knowing the first verdict,
    and everybody but the one who was asked by name. Where two disagree, the named arbiter decides; without one the two
    settle it, and whoever proposed waits for the other. Verdicts on another wording than today's no longer count.
    """
    knew = Q(asked_by=person, first__at__lte=F("asked_at"))
    asked_another = Q(asked_of__isnull=False) & ~Q(asked_of=person)
    awaited = Q(state=OpinionState.ASKED) & (Q(first__reviewer=person) | knew | asked_another)
    arbiter_is_another = Q(arbiter__isnull=False) & ~Q(arbiter=person)
    not_of_the_two = ~Q(first__reviewer=person) & ~Q(second__reviewer=person)
    settled_by_two = Q(arbiter__isnull=True) & (not_of_the_two | Q(proposed_by=person))
    disagree = Q(state=OpinionState.DISAGREED) & (arbiter_is_another | settled_by_two)
    today = F("citation__digest")
    opinions = SecondOpinion.objects.filter(state__in=OPEN, first__judged_digest=today)
    waits = opinions.filter(Q(second__isnull=True) | Q(second__judged_digest=today), awaited | disagree)
    return Q(pk__in=waits.order_by().values("citation"))


def hidden_from(person):
    """A condition on citations: `person` must not see their verdicts, as `opinions.Shown.blind` says of one.

    They may give the second opinion on today's words, and neither gave the first nor asked after seeing it.
    """
    if not person.has_perm("references.judge_citation"):
        return Q(pk__in=[])
    awaited = SecondOpinion.objects.filter(state=OpinionState.ASKED, first__judged_digest=F("citation__digest"))
    unseen = awaited.exclude(first__reviewer=person).exclude(asked_by=person, first__at__lte=F("asked_at"))
    return Q(pk__in=unseen.order_by().values("citation"))
