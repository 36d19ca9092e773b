"""A second opinion: asked for, given blind, agreed or not, and settled by the two, by a named third, or by an expert."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest

from references.audit import opinions, verdicts
from references.audit.disputes import disputed
from references.audit.opinions import NotYourTurn, OpinionRefused
from references.audit.verdicts import CannotHold, give_verdict, hold, undo_verdict
from references.models import Citation, SecondOpinion
from references.models.second_opinion import OpinionState
from references.outcomes import Outcome, Way
from references.permits import NotPermitted
from references.record import breaks
from tests import builders
from tests.at_once import at_once
from tests.builders import later

pytestmark = pytest.mark.django_db


class Case:
    """One citation, judged by `first`, and everybody who could have to do with a second opinion on it."""

    def __init__(self):
        self.people = {n: builders.reviewer(username=n) for n in ("first", "second", "third", "fourth")}
        self.people["writer"] = builders.person("Editor", "Reviewer", username="writer")
        self.people["publisher"] = builders.publisher(username="publisher")
        self.people["editor"] = builders.editor(username="editor")
        self.people["superuser"] = builders.person(username="superuser", is_superuser=True)
        self.article, self.citation = builders.cited_article(by=self.people["writer"])
        self.expert = builders.invitation(self.citation.claim, name="Dr Ada Outside")
        self.minutes = 5

    def now(self):
        self.minutes += 1
        return later(self.minutes)

    def judges(self, name, outcome=Outcome.SUPPORTED):
        who = {"invitation": self.expert} if name == "expert" else {"by": self.people[name]}
        return give_verdict(citation=self.citation, outcome=outcome, now=self.now(), **who)

    def asks(self, name="first", of=None):
        of = of and self.people[of]
        return opinions.ask(citation=self.citation, by=self.people[name], now=self.now(), of=of, because="A big dose.")

    def rewords(self, text="Pain fell by 3 points."):
        html = f"<p>{builders.mark(text, self.citation.source.citekey, id=self.citation.claim_id)}</p>"
        builders.rewrite(self.article, html, by=self.people["writer"], now=self.now())

    @property
    def opinion(self):
        return SecondOpinion.objects.order_by("pk").last()

    def shown(self, name):
        return opinions.shown(Citation.objects.get(pk=self.citation.pk), self.people[name])

    def act(self, act, name, **said):
        return getattr(opinions, act)(opinion=self.opinion, by=self.people[name], now=self.now(), **said)


@pytest.fixture
def case():
    return Case()


@pytest.fixture
def asked(case):
    case.judges("first")
    case.asks()
    return case


@pytest.fixture
def torn(asked):
    """first says supported, second says contradicted."""
    asked.judges("second", Outcome.CONTRADICTED)
    return asked


# ---- asking, and giving the two verdicts


def test_a_fresh_verdict_is_the_first_of_the_two(case):
    verdict = case.judges("first")
    opinion = case.asks()
    assert (opinion.first, opinion.second, opinion.because) == (verdict, None, "A big dose.")


@pytest.mark.parametrize("before", [None, Outcome.NOT_REACHED, "stale", "undone"])
def test_without_a_verdict_that_counts_both_are_still_to_come(case, before):
    if before:
        case.judges("first", Outcome.NOT_REACHED if before == Outcome.NOT_REACHED else Outcome.SUPPORTED)
    if before == "undone":
        undo_verdict(citation=case.citation, by=case.people["first"], now=case.now())
    if before == "stale":
        case.rewords()
    assert case.asks("third").first is None
    case.judges("first")
    assert case.opinion.state == OpinionState.ASKED
    assert case.judges("second").way == Way.SECOND_OPINION
    assert case.opinion.state == OpinionState.AGREED


def test_two_who_say_the_same_agree(asked):
    verdict = asked.judges("second")
    assert verdict.way == Way.SECOND_OPINION
    assert (asked.opinion.state, asked.opinion.second) == (OpinionState.AGREED, verdict)
    assert asked.opinion.closed_at is not None


def test_two_who_do_not_disagree_openly(torn):
    assert torn.opinion.state == OpinionState.DISAGREED
    assert torn.opinion.closed_at is None
    assert Citation.objects.filter(disputed()).exists()


def test_a_source_that_the_second_could_not_reach_is_no_opinion(asked):
    asked.judges("second", Outcome.NOT_REACHED)
    assert (asked.opinion.state, asked.opinion.second) == (OpinionState.ASKED, None)


def test_the_second_sees_nothing_of_the_first_and_the_first_sees_their_own(asked):
    assert {n: asked.shown(n).blind for n in ("first", "second", "third")} == {
        "first": False,
        "second": True,
        "third": True,
    }
    asked.judges("second", Outcome.PARTLY)
    assert not any(asked.shown(n).blind for n in asked.people)


def test_one_is_asked_for_at_a_time(asked):
    with pytest.raises(OpinionRefused, match="asked for already"):
        asked.asks("third")


def test_whoever_saw_the_first_verdict_when_asking_does_not_give_the_second(case):
    case.judges("first")
    case.asks("third")
    with pytest.raises(NotYourTurn, match="after seeing the first verdict"):
        case.judges("third")
    assert case.shown("third").refusal
    case.judges("second")


def test_a_named_reviewer_is_waited_for(case):
    case.judges("first")
    case.asks(of="second")
    with pytest.raises(NotYourTurn, match="asked of second"):
        case.judges("third")
    case.judges("second")
    assert case.opinion.state == OpinionState.AGREED


def test_an_expert_can_give_the_second_opinion(asked):
    asked.judges("expert")
    assert asked.opinion.state == OpinionState.AGREED


def test_the_first_reviewer_may_think_again_before_the_second_speaks(asked):
    verdict = asked.judges("first", Outcome.PARTLY)
    assert (asked.opinion.first, asked.opinion.second, verdict.way) == (verdict, None, "")


OF = [
    ("first", "has judged it already"),
    ("third", "is somebody else's"),
    ("editor", "may not give verdicts"),
]


@pytest.mark.parametrize(("of", "why"), OF, ids=[o for o, _ in OF])
def test_nobody_is_asked_who_could_not_answer(case, of, why):
    case.judges("first")
    with pytest.raises(OpinionRefused, match=why):
        case.asks("third", of=of)


def test_whoever_wrote_the_sentence_is_not_asked_before_another_judged_it(case):
    with pytest.raises(OpinionRefused, match="changed this citation"):
        case.asks("third", of="writer")


def test_editors_do_not_ask(case):
    with pytest.raises(NotPermitted):
        case.asks("editor")
    case.asks("publisher")


def test_only_who_asked_withdraws_and_not_from_a_disagreement(asked):
    with pytest.raises(OpinionRefused, match="only they can withdraw"):
        asked.act("withdraw", "third")
    asked.act("withdraw", "first")
    assert asked.opinion.state == OpinionState.WITHDRAWN
    assert not Citation.objects.filter(disputed()).exists()
    asked.asks()
    asked.judges("second", Outcome.PARTLY)
    with pytest.raises(OpinionRefused, match="deserve that it is settled"):
        asked.act("withdraw", "first")


def test_one_whose_asker_has_left_can_be_withdrawn_by_another(asked):
    asked.people["first"].is_active = False
    asked.people["first"].save()
    asked.act("withdraw", "third")
    assert asked.opinion.state == OpinionState.WITHDRAWN


# ---- settling


def test_the_two_settle_it_together_and_the_record_names_both(torn):
    torn.act("propose", "first", outcome=Outcome.PARTLY, note="Only at night.")
    torn.act("agree", "second")
    verdict = torn.opinion.settled
    assert (verdict.outcome, verdict.way) == (Outcome.PARTLY, Way.TOGETHER)
    assert verdict.note == "Settled together by first and second. Only at night."
    assert torn.opinion.state == OpinionState.SETTLED
    torn.citation.refresh_from_db()
    assert torn.citation.outcome == Outcome.PARTLY
    assert list(breaks()) == []


def test_nobody_agrees_to_their_own_proposal_nor_to_none(torn):
    with pytest.raises(OpinionRefused, match="Nothing is proposed"):
        torn.act("agree", "second")
    torn.act("propose", "first", outcome=Outcome.PARTLY)
    with pytest.raises(OpinionRefused, match="your own proposal"):
        torn.act("agree", "first")


@pytest.mark.parametrize("name", ["third", "publisher", "superuser", "writer", "editor"])
def test_nobody_else_settles_it_together(torn, name):
    with pytest.raises((OpinionRefused, NotPermitted, opinions.NotIndependent)):
        torn.act("propose", name, outcome=Outcome.PARTLY)
    torn.act("propose", "first", outcome=Outcome.PARTLY)
    with pytest.raises((OpinionRefused, NotPermitted, opinions.NotIndependent)):
        torn.act("agree", name)


def test_agreeing_to_a_proposal_that_was_replaced_is_refused(torn):
    torn.act("propose", "first", outcome=Outcome.PARTLY)
    seen = opinions.proposal_of(torn.opinion)
    torn.act("propose", "first", outcome=Outcome.WEAKER)
    with pytest.raises(OpinionRefused, match="Another outcome was proposed meanwhile"):
        torn.act("agree", "second", seen=seen)


def test_could_not_be_reached_settles_nothing(torn):
    for outcome in (Outcome.NOT_REACHED, Outcome.UNDONE, "true"):
        with pytest.raises(ValueError, match="settles nothing"):
            torn.act("propose", "first", outcome=outcome)


def test_one_of_the_two_may_come_round(torn):
    torn.judges("second", Outcome.SUPPORTED)
    assert torn.opinion.state == OpinionState.AGREED


def test_a_named_arbiter_decides(torn):
    torn.act("name_arbiter", "first", arbiter=torn.people["third"])
    with pytest.raises(NotYourTurn, match="third decides"):
        torn.judges("fourth")
    verdict = torn.judges("third", Outcome.WEAKER)
    assert verdict.way == Way.ARBITER
    assert (torn.opinion.state, torn.opinion.settled) == (OpinionState.SETTLED, verdict)


def test_an_expert_decides(torn):
    verdict = torn.judges("expert", Outcome.WEAKER)
    assert (torn.opinion.state, verdict.way) == (OpinionState.SETTLED, Way.ARBITER)


ARBITERS = [
    ("first", "third", True, ""),
    ("publisher", "third", True, ""),
    ("third", "third", False, "has to name you"),
    ("first", "second", False, "has judged it already"),
    ("first", "publisher", False, "may not give verdicts"),
    ("first", "superuser", True, ""),
]


@pytest.mark.parametrize(("by", "arbiter", "may", "why"), ARBITERS, ids=[f"{b} names {a}" for b, a, *_ in ARBITERS])
def test_an_arbiter_is_an_independent_third(torn, by, arbiter, may, why):
    if may:
        assert torn.act("name_arbiter", by, arbiter=torn.people[arbiter]).arbiter == torn.people[arbiter]
    else:
        with pytest.raises(OpinionRefused, match=why):
            torn.act("name_arbiter", by, arbiter=torn.people[arbiter])


def test_without_a_disagreement_there_is_nothing_to_decide(asked):
    with pytest.raises(OpinionRefused, match="nothing to decide"):
        asked.act("name_arbiter", "first", arbiter=asked.people["third"])
    with pytest.raises(OpinionRefused, match="nothing to settle"):
        asked.act("propose", "first", outcome=Outcome.PARTLY)


# ---- what changes meanwhile


def test_a_changed_wording_begins_it_again(torn):
    torn.act("name_arbiter", "first", arbiter=torn.people["third"])
    torn.act("propose", "first", outcome=Outcome.PARTLY)
    torn.rewords()
    shown = torn.shown("third")
    assert (shown.opinion.state, shown.opinion.first, shown.opinion.arbiter) == (OpinionState.ASKED, None, None)
    with pytest.raises(OpinionRefused):
        torn.act("agree", "second")
    fresh = torn.judges("fourth")
    assert (torn.opinion.first, torn.opinion.second, torn.opinion.state) == (fresh, None, OpinionState.ASKED)
    torn.judges("first")
    assert torn.opinion.state == OpinionState.AGREED


def test_nothing_still_holds_while_a_second_opinion_is_open(asked):
    asked.rewords("Pain has fallen by 2 points.")
    citation = Citation.objects.get(pk=asked.citation.pk)
    with pytest.raises(CannotHold, match="second opinion"):
        hold(citation=citation, by=asked.people["third"], now=asked.now(), seen_digest=citation.digest)


def test_a_second_verdict_that_is_taken_back_is_waited_for_again(torn):
    undo_verdict(citation=torn.citation, by=torn.people["second"], now=torn.now())
    assert (torn.opinion.state, torn.opinion.second) == (OpinionState.ASKED, None)
    torn.judges("third")
    assert torn.opinion.state == OpinionState.AGREED
    undo_verdict(citation=torn.citation, by=torn.people["third"], now=torn.now())
    assert (torn.opinion.state, torn.opinion.closed_at) == (OpinionState.ASKED, None)


def test_what_was_settled_and_taken_back_is_open_again(torn):
    torn.act("propose", "first", outcome=Outcome.PARTLY)
    torn.act("agree", "second")
    undo_verdict(citation=torn.citation, by=torn.people["second"], now=torn.now())
    assert (torn.opinion.state, torn.opinion.settled, torn.opinion.proposed) == (OpinionState.DISAGREED, None, "")


def test_a_first_verdict_that_is_taken_back_leaves_both_to_come(asked):
    undo_verdict(citation=asked.citation, by=asked.people["first"], now=asked.now())
    assert (asked.opinion.state, asked.opinion.first) == (OpinionState.ASKED, None)


def test_the_desk_asks_little_of_the_database(torn, django_assert_num_queries):
    citation = Citation.objects.get(pk=torn.citation.pk)
    person = torn.people["third"]
    with django_assert_num_queries(2):
        shown = opinions.shown(citation, person)
        assert str(shown.opinion.first.reviewer) == "first"


# ---- who may do what: everybody × every state

NOBODY_MAY = dict.fromkeys(["first", "second", "third", "writer", "publisher", "editor", "superuser", "expert"], "")
STATES = {
    #            who may judge now, of first, second, third, writer, publisher, editor, superuser, expert
    "nothing": "first second third superuser expert",
    "asked, nobody judged": "first second third superuser expert",
    "asked, first judged": "first second third superuser expert writer",
    "asked of second": "first second expert",
    "asked by third, first judged": "first second superuser expert writer",
    "disagreed": "first second expert",
    "disagreed, third decides": "first second third expert",
    "agreed": "first second third superuser expert writer",
}


def _bring_to(case, state):
    if state == "nothing":
        return
    if state == "asked, nobody judged":
        case.asks()
        return
    case.judges("first")
    case.asks("third" if state.startswith("asked by third") else "first", of="second" if "of second" in state else None)
    if state.startswith("disagreed"):
        case.judges("second", Outcome.CONTRADICTED)
    if state == "agreed":
        case.judges("second")
    if "third decides" in state:
        case.act("name_arbiter", "first", arbiter=case.people["third"])


@pytest.mark.parametrize("name", NOBODY_MAY)
@pytest.mark.parametrize("state", STATES)
def test_who_may_judge(case, state, name):
    _bring_to(case, state)
    if name in STATES[state].split():
        case.judges(name)
    else:
        with pytest.raises((NotPermitted, opinions.NotIndependent)):
            case.judges(name)


# ---- at the same moment


@pytest.fixture
def linger(monkeypatch):
    """Each act waits a moment, with its lock held, for the other to come as far. Without the lock both would."""
    barrier = Barrier(2, timeout=0.5)

    def lingering(function):
        def wait(*args, **kwargs):
            with suppress(BrokenBarrierError):
                barrier.wait()
            return function(*args, **kwargs)

        return wait

    for module in (verdicts, opinions):
        monkeypatch.setattr(module, "require_independence", lingering(module.require_independence))


@pytest.mark.django_db(transaction=True)
def test_two_second_opinions_at_once_are_one_second_and_one_too_late(linger):
    case = Case()
    case.judges("first")
    case.asks()
    results = at_once(lambda: case.judges("second", Outcome.CONTRADICTED), lambda: case.judges("third"))
    assert case.opinion.second is not None
    if case.opinion.state == OpinionState.DISAGREED:  # the third came too late to be the second
        assert [type(r) for r in results if isinstance(r, Exception)] == [NotYourTurn]
    else:
        assert case.opinion.state == OpinionState.AGREED
    assert list(breaks()) == []


@pytest.mark.django_db(transaction=True)
def test_agreeing_twice_at_once_writes_one_verdict(linger):
    case = Case()
    case.judges("first")
    case.asks()
    case.judges("second", Outcome.CONTRADICTED)
    case.act("propose", "first", outcome=Outcome.PARTLY)
    opinion = case.opinion
    by = case.people["second"]

    def agree():
        return opinions.agree(opinion=opinion, by=by, now=later(30))

    results = at_once(agree, agree)
    assert sorted(isinstance(r, OpinionRefused) for r in results) == [False, True]
    assert case.citation.verdicts.filter(way=Way.TOGETHER).count() == 1
    assert list(breaks()) == []


@pytest.mark.django_db(transaction=True)
def test_asking_twice_at_once_asks_once():
    case = Case()
    case.judges("first")
    results = at_once(lambda: case.asks("first"), lambda: case.asks("third"))
    assert sorted(isinstance(r, OpinionRefused) for r in results) == [False, True]
    assert SecondOpinion.objects.count() == 1
