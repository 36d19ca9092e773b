"""Second opinions: two independent people on one citation, neither seeing the other's verdict, and how they come to one.

Asked for, then given twice, then agreed or not. Two who disagree settle it together, or a named arbiter or an invited
expert decides. A verdict belongs to an exact wording, so two people who read different wordings do not disagree: when
what is judged changes meanwhile, both verdicts are out of date anyway, and the second opinion is asked for anew.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.db.models import Q

from references import canonical, permits
from references.documents import lock_document
from references.independence import NotIndependent, own_changes, require_independence, who_may_judge
from references.models import SecondOpinion, Verdict
from references.models.second_opinion import OPEN, OpinionState
from references.outcomes import NOT_JUDGED, VERDICTS, Outcome, Way

from .verdict_record import Judge, citation_today, name_of, refuse_changed, write_verdict

ASK = "references.add_secondopinion"
JUDGE = "references.judge_citation"


class OpinionRefused(Exception):
    """Says why this cannot be done to a second opinion."""


class NotYourTurn(NotIndependent):
    """Says who else decides while a second opinion is open."""


def open_on(citation):
    """The open second opinion on this citation as it counts for today's wording, or None."""
    opinion = _with_people(SecondOpinion.objects.filter(citation=citation.pk, state__in=OPEN)).first()
    return opinion and _for_today(opinion, citation)


def _with_people(opinions):
    people = ("asked_by", "asked_of", "proposed_by", "arbiter")
    verdicts = [f"{v}{of}" for v in ("first", "second", "settled") for of in ("", "__reviewer", "__invitation")]
    return opinions.select_related(*people, *verdicts)


def _for_today(opinion, citation):
    """Start again where one of the two judged another wording; see above."""
    if any(v.judged_digest != citation.digest for v in (opinion.first, opinion.second) if v):
        opinion.first = opinion.second = opinion.arbiter = None
        opinion.state = OpinionState.ASKED
        _forget_proposal(opinion)
    return opinion


def _forget_proposal(opinion):
    opinion.proposed = opinion.proposed_note = ""
    opinion.proposed_by = opinion.proposed_at = None


# ---- what a verdict does to an open second opinion


def turn(opinion, judge):
    """How a verdict by `judge` would come about while `opinion` is open. Raises NotYourTurn."""
    if opinion.state == OpinionState.DISAGREED:
        return _turn_between_two(opinion, judge)
    if opinion.first is None or judge.gave(opinion.first):
        return ""
    if judge.person and opinion.asked_of_id and opinion.asked_of_id != judge.person.pk:
        raise NotYourTurn(f"A second opinion on this is asked of {name_of(opinion.asked_of)}. It waits for theirs.")
    if judge.person and judge.person.pk == opinion.asked_by_id and opinion.first.at <= opinion.asked_at:
        raise NotYourTurn(
            "You asked for this second opinion after seeing the first verdict, so somebody else must give it."
        )
    return Way.SECOND_OPINION


def _turn_between_two(opinion, judge):
    if judge.gave(opinion.first) or judge.gave(opinion.second):
        return ""
    if judge.invitation or judge.person.pk == opinion.arbiter_id:
        return Way.ARBITER
    if opinion.arbiter:
        raise NotYourTurn(f"Two reviewers disagree on this, and {name_of(opinion.arbiter)} decides.")
    raise NotYourTurn(
        "Two reviewers disagree on this. They settle it together, or name somebody who decides; an invited expert can too."
    )


def move_on(opinion, judge, verdict):
    """Write down what this verdict means for the open `opinion`. One of a source that was not reached is no opinion."""
    if verdict.outcome == Outcome.NOT_REACHED:
        return
    if opinion.first is None or judge.gave(opinion.first):
        opinion.first = verdict
        if judge.person and opinion.asked_of_id == judge.person.pk:
            opinion.asked_of = None
    elif opinion.second is None or judge.gave(opinion.second):
        opinion.second = verdict
    else:
        opinion.settled = verdict
    _decide(opinion, verdict.at)
    opinion.save()


def _decide(opinion, now):
    if opinion.settled:
        opinion.state = OpinionState.SETTLED
    elif opinion.first is None or opinion.second is None:
        opinion.state = OpinionState.ASKED
    else:
        same = opinion.first.outcome == opinion.second.outcome
        opinion.state = OpinionState.AGREED if same else OpinionState.DISAGREED
        _forget_proposal(opinion)
    opinion.closed_at = None if opinion.state in OPEN else now


def take_back(citation, undone, now):
    """A verdict was undone: the second opinion in which it counted is open again, unless a later one is."""
    counted = Q(first=undone) | Q(second=undone) | Q(settled=undone)
    opinion = _with_people(SecondOpinion.objects.filter(counted).exclude(state=OpinionState.WITHDRAWN)).last()
    if opinion is None:
        return
    others = SecondOpinion.objects.filter(citation=citation.pk, state__in=OPEN).exclude(pk=opinion.pk)
    if opinion.state not in OPEN and others.exists():
        return
    kept = [v for v in (opinion.first, opinion.second) if v and v != undone]
    opinion.first, opinion.second = (*kept, None, None)[:2]
    opinion.settled = None
    _forget_proposal(opinion)
    _decide(opinion, now)
    opinion.save()


# ---- acts


@transaction.atomic
def ask(*, citation, by, now, because="", of=None):
    """Ask for a second opinion, of one reviewer or of anybody independent. A fresh verdict counts as the first.

    Raises NotPermitted, WordingChanged, OpinionRefused.
    """
    permits.require(by, ASK)
    lock_document(citation.claim)
    citation = citation_today(citation)
    refuse_changed(citation, None)
    if SecondOpinion.objects.filter(citation=citation, state__in=OPEN).exists():
        raise OpinionRefused("A second opinion on this citation is asked for already.")
    last = Verdict.objects.filter(citation=citation).order_by("-number").first()
    first = last if last and citation.is_fresh and last.outcome not in NOT_JUDGED else None
    if of is not None:
        if of == by:
            raise OpinionRefused("A second opinion is somebody else's. Ask another reviewer.")
        _require_fit(citation, of, [first])
    return SecondOpinion.objects.create(
        citation=citation,
        because=canonical.storable(because).strip(),
        asked_by=by,
        asked_at=now,
        asked_of=of,
        first=first,
    )


def _require_fit(citation, person, verdicts):
    """Raise OpinionRefused unless `person` may judge this and gave none of these verdicts."""
    name = name_of(person)
    if not person.has_perm(JUDGE):
        raise OpinionRefused(f"{name} may not give verdicts. Choose a reviewer.")
    if own_changes(citation, person):
        raise OpinionRefused(f"{name} changed this citation, so it must be somebody else.")
    if any(Judge(person).gave(v) for v in verdicts):
        raise OpinionRefused(f"{name} has judged it already, so it must be somebody else.")


@transaction.atomic
def withdraw(*, opinion, by, now):
    """Ask no longer. Only who asked can, and not once two people disagree: that has to be settled."""
    permits.require(by, ASK)
    opinion, _ = _held(opinion)
    if opinion.state == OpinionState.DISAGREED:
        raise OpinionRefused("Two reviewers disagree by now, and readers deserve that it is settled.")
    if opinion.asked_by_id != by.pk and opinion.asked_by.is_active:
        raise OpinionRefused(f"{name_of(opinion.asked_by)} asked for it, and only they can withdraw it.")
    opinion.state, opinion.closed_at = OpinionState.WITHDRAWN, now
    opinion.save()
    return opinion


@transaction.atomic
def propose(*, opinion, outcome, by, now, note=""):
    """One of the two who disagree proposes an outcome; the other can agree. A later proposal replaces it."""
    if outcome not in VERDICTS or outcome == Outcome.NOT_REACHED:
        raise ValueError(f"{outcome} settles nothing")
    permits.require(by, JUDGE)
    opinion, citation = _held_by_two(opinion, by)
    require_independence(citation, by)
    opinion.proposed, opinion.proposed_note = Outcome(outcome), canonical.storable(note).strip()
    opinion.proposed_by, opinion.proposed_at = by, now
    opinion.save()
    return opinion


@transaction.atomic
def agree(*, opinion, by, now, seen=None):
    """The other of the two agrees to what was proposed: a verdict of both, in the name of whoever agreed, naming both.

    seen: `proposal_of` the opinion as it was shown; another proposal is refused.
    """
    permits.require(by, JUDGE)
    opinion, citation = _held_by_two(opinion, by)
    require_independence(citation, by)
    if not opinion.proposed:
        raise OpinionRefused("Nothing is proposed that you could agree to. Propose an outcome yourself.")
    if opinion.proposed_by_id == by.pk:
        raise OpinionRefused("This is your own proposal. It waits for the other reviewer.")
    if seen is not None and seen != proposal_of(opinion):
        raise OpinionRefused("Another outcome was proposed meanwhile. Read it, then agree or propose yours.")
    both = f"Settled together by {name_of(opinion.proposed_by)} and {name_of(by)}."
    opinion.settled = write_verdict(
        citation,
        judge=Judge(by),
        now=now,
        outcome=opinion.proposed,
        note=f"{both} {opinion.proposed_note}",
        way=Way.TOGETHER,
    )
    _decide(opinion, opinion.settled.at)
    opinion.save()
    return opinion


def proposal_of(opinion):
    """What stands as proposed, for `agree`."""
    return canonical.digest(
        f"{opinion.proposed} {opinion.proposed_by_id} {opinion.proposed_at} {opinion.proposed_note}"
    )


@transaction.atomic
def name_arbiter(*, opinion, arbiter, by, now):
    """Name the third person whose verdict decides between two who disagree."""
    permits.require(by, ASK)
    opinion, citation = _held(opinion)
    if opinion.state != OpinionState.DISAGREED:
        raise OpinionRefused("Nobody disagrees, so there is nothing to decide.")
    if arbiter == by:
        raise OpinionRefused("Somebody else has to name you, so that nobody makes themselves the judge.")
    _require_fit(citation, arbiter, [opinion.first, opinion.second])
    opinion.arbiter = arbiter
    opinion.save()
    return opinion


def _held(opinion):
    """(the opinion as it stands, its citation), with the document locked. Raises OpinionRefused if it is closed."""
    lock_document(opinion.citation.claim)
    citation = citation_today(opinion.citation)
    standing = open_on(citation)
    if standing is None or standing.pk != opinion.pk:
        raise OpinionRefused("This second opinion is closed already.")
    return standing, citation


def _held_by_two(opinion, by):
    opinion, citation = _held(opinion)
    if opinion.state != OpinionState.DISAGREED:
        raise OpinionRefused("Nobody disagrees about the wording that stands there now, so there is nothing to settle.")
    if not any(Judge(by).gave(v) for v in (opinion.first, opinion.second)):
        raise OpinionRefused("Only the two who disagree can settle it together.")
    refuse_changed(citation, None)
    return opinion, citation


# ---- what the desk shows


@dataclass(frozen=True)
class Shown:
    """A citation's second opinion as one person may see it. `opinion` is the open one, or None; `last` the last closed."""

    citation: object
    person: object
    opinion: SecondOpinion | None
    last: SecondOpinion | None
    refusal: str

    @property
    def blind(self):
        """Whether this person must not see the first verdict: they, or somebody like them, give the second."""
        o = self.opinion
        if o is None or o.state != OpinionState.ASKED or o.first is None or self._gave(o.first):
            return False
        return not (o.asked_by_id == self.person.pk and o.first.at <= o.asked_at)

    def _gave(self, verdict):
        return Judge(self.person).gave(verdict)

    @property
    def verdicts(self):
        """Those given so far, of the open opinion; ask `blind` first."""
        return [v for v in (self.opinion.first, self.opinion.second) if v] if self.opinion else []

    @property
    def disagreed(self):
        return self.opinion is not None and self.opinion.state == OpinionState.DISAGREED

    @property
    def mine(self):
        """Whether this person is one of the two who disagree."""
        return self.disagreed and (self._gave(self.opinion.first) or self._gave(self.opinion.second))

    @property
    def may_ask(self):
        return self.opinion is None and self.citation.present and self.person.has_perm(ASK)

    @property
    def may_withdraw(self):
        return self.opinion is not None and not self.disagreed and self.opinion.asked_by_id == self.person.pk

    @property
    def may_propose(self):
        return self.mine and self.person.has_perm(JUDGE)

    @property
    def may_agree(self):
        return self.may_propose and bool(self.opinion.proposed) and self.opinion.proposed_by_id != self.person.pk

    @property
    def proposal(self):
        return proposal_of(self.opinion)

    @property
    def may_name_arbiter(self):
        return self.disagreed and self.person.has_perm(ASK)

    @cached_property
    def could_decide(self):
        """People who could give the second opinion, or decide: independent, and with no verdict in it yet."""
        o = self.opinion
        took_part = {v.reviewer_id for v in (o.first, o.second) if v} if o else set()
        if o is None and self.citation.is_fresh:
            last = Verdict.objects.filter(citation=self.citation).order_by("-number").first()
            took_part = {last.reviewer_id} if last else set()
        people = who_may_judge(self.citation).exclude(pk__in=(took_part | {self.person.pk}) - {None})
        return people.order_by("last_name", "first_name", "username")


def shown(citation, person):
    """What the desk shows of second opinions to `person`: a Shown. Two queries; one more where people are listed."""
    opinion = open_on(citation)
    closed = SecondOpinion.objects.filter(citation=citation.pk).exclude(state__in=OPEN)
    last = _with_people(closed).order_by("-pk").first()
    refusal = ""
    if opinion:
        try:
            turn(opinion, Judge(person))
        except NotYourTurn as other:
            refusal = str(other)
    return Shown(citation, person, opinion, last, refusal)
