"""Stories: who changed what, who judged in between, and who may judge now."""

import pytest

from articles import claims
from articles.suggestions import take_over
from references import corrections, notices
from references.audit.verdicts import give_verdict, undo_verdict
from references.citing import WantedPassage
from references.independence import (
    NotIndependent,
    forbidden_ids,
    own_changes,
    require_independence,
    who_may_judge,
    wrote_the_sentence,
)
from references.models import Citation
from references.outcomes import Outcome, Stance
from references.permits import NotPermitted
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db

EVERYBODY = ["writer", "colleague", "first", "second"]


class Desk:
    """One article by `writer`, and four people who may all judge; each step is a minute later."""

    def __init__(self):
        self.people = {name: builders.person("Editor", "Reviewer", username=name) for name in EVERYBODY}
        self.article, self.citation = builders.cited_article(by=self.people["writer"])
        self.minutes = 1

    def _now(self):
        self.minutes += 1
        return later(self.minutes)

    def _fresh(self):
        return Citation.objects.select_related("claim").get(pk=self.citation.pk)

    def rewords(self, name, text="Pain fell by 3 points."):
        html = f"<p>{builders.mark(text, self.citation.source.citekey, id=self.citation.claim_id)}</p>"
        builders.rewrite(self.article, html, by=self.people[name], now=self._now())

    def changes_stance(self, name):
        self._change(name, stance=Stance.QUALIFIES, finding="Pain fell by 2 points.")

    def changes_passages(self, name):
        self._change(name, stance=Stance.SUPPORTS, finding="Pain fell by 2.0 points.")

    def says_in_the_dialog(self, name, finding, stance="supports"):
        sources = {self.citation.source.citekey: (stance, finding)}
        said = builders.said(self.citation.claim_id, sources=sources)
        claims.sync(self.article, by=self.people[name], now=self._now(), said=said)

    def takes_the_passages_out(self, name):
        corrections.change_citation(
            self._fresh(), by=self.people[name], now=self._now(), stance=Stance.SUPPORTS, passages=[]
        )

    def takes_the_source_out(self, name):
        html = f"<p>{builders.mark('Pain fell by 2 points.', id=self.citation.claim_id)}</p>"
        builders.rewrite(self.article, html, by=self.people[name], now=self._now())

    def names_the_source_again(self, name):
        self.rewords(name, "Pain fell by 2 points.")

    def _change(self, name, *, stance, finding):
        corrections.change_citation(
            self._fresh(),
            by=self.people[name],
            now=self._now(),
            stance=stance,
            passages=[WantedPassage(locator="Abstract", finding=finding)],
        )

    def edits_passage(self, name):
        passage = self.citation.passages.get()
        passage.finding = "Pain fell by two points."
        corrections.change_passage(passage, by=self.people[name], now=self._now())

    def saves_unchanged(self, name):
        claims.sync(self.article, by=self.people[name], now=self._now())

    def records_notice(self, name):
        notices.record_notice(
            source=self.citation.source, kind="correction", by=self.people[name], now=self._now(), note="A table."
        )

    def judges(self, name, outcome=Outcome.SUPPORTED):
        give_verdict(citation=self._fresh(), outcome=outcome, by=self.people[name], now=self._now())

    def suggests(self, name, text="Pain fell by up to 2 points."):
        citation, outcome = self._fresh(), Outcome.WEAKER
        give_verdict(citation=citation, outcome=outcome, by=self.people[name], now=self._now(), suggested=text)

    def takes_over(self, name):
        verdict = self._fresh().verdicts.last()
        take_over(
            article=self.article,
            verdict_id=verdict.pk,
            by=self.people[name],
            now=self._now(),
            seen=verdict.judged_digest,
        )

    def cannot_reach(self, name):
        self.judges(name, Outcome.NOT_REACHED)

    def takes_back(self, name):
        undo_verdict(citation=self._fresh(), by=self.people[name], now=self._now())


STORIES = [
    # what happened after `writer` wrote the sentence and cited the source                       who may judge now
    ("nothing", [], "colleague first second"),
    ("a colleague rewords", [("rewords", "colleague")], "first second"),
    ("a colleague changes the stance", [("changes_stance", "colleague")], "first second"),
    ("a colleague changes the passages", [("changes_passages", "colleague")], "first second"),
    ("a colleague edits the passage itself", [("edits_passage", "colleague")], "first second"),
    ("a colleague saves without a change", [("saves_unchanged", "colleague")], "colleague first second"),
    ("a colleague records a notice", [("records_notice", "colleague")], "colleague first second"),
    ("someone judged it", [("judges", "first")], "writer colleague first second"),
    ("the writer changed it again", [("judges", "first"), ("rewords", "writer")], "colleague first second"),
    (
        "reworded, judged by another, then reworded by a third",
        [("rewords", "colleague"), ("judges", "first"), ("rewords", "second", "Pain fell by 4 points.")],
        "writer colleague first",
    ),
    (
        "one's own verdict in between frees nobody of one's own later change",
        [("judges", "first"), ("rewords", "colleague"), ("judges", "first"), ("rewords", "first", "Pain fell a lot.")],
        "writer colleague second",
    ),
    (
        "the judge's own verdict does not free the judge",
        [("judges", "first"), ("rewords", "writer"), ("judges", "colleague"), ("rewords", "colleague", "No pain.")],
        "writer first second",
    ),
    (
        "a passage was given where there was none",
        [("takes_the_passages_out", "writer"), ("judges", "second"), ("says_in_the_dialog", "first", "Pain fell.")],
        "writer colleague second",
    ),
    (
        "a passage was edited while the source was out of the text",
        [
            ("judges", "second"),
            ("takes_the_source_out", "writer"),
            ("edits_passage", "first"),
            ("names_the_source_again", "writer"),
        ],
        "colleague second",
    ),
    ("someone could not reach the source", [("cannot_reach", "first")], "colleague first second"),
    ("the verdict was taken back", [("judges", "first"), ("takes_back", "first")], "colleague first second"),
    ("a suggestion waits", [("suggests", "first")], "writer colleague first second"),
    ("a suggestion was taken over", [("suggests", "first"), ("takes_over", "colleague")], "writer second"),
    (
        "a suggestion was taken over by who suggested it",
        [("suggests", "first"), ("takes_over", "first")],
        "writer colleague second",
    ),
    (
        "a suggestion was taken over and judged by another",
        [("suggests", "first"), ("takes_over", "colleague"), ("judges", "second")],
        "writer colleague first second",
    ),
    (
        "a suggestion was taken over, then the writer changed a word of it",
        [("suggests", "first"), ("takes_over", "colleague"), ("rewords", "writer", "Pain fell by 2 points or less.")],
        "second",
    ),
    (
        "a suggestion was taken over and judged by nobody but who suggested it",
        [("suggests", "first"), ("takes_over", "colleague"), ("cannot_reach", "second")],
        "writer second",
    ),
    (
        "one verdict was taken back, an earlier one stands",
        [("judges", "first"), ("judges", "second"), ("takes_back", "second")],
        "writer colleague first second",
    ),
]


@pytest.mark.parametrize(("steps", "may"), [s[1:] for s in STORIES], ids=[s[0] for s in STORIES])
def test_who_may_judge_now(steps, may):
    desk = Desk()
    for act, name, *more in steps:
        getattr(desk, act)(name, *more)
    citation = desk._fresh()

    allowed = {name for name, person in desk.people.items() if not own_changes(citation, person)}
    assert allowed == set(may.split())
    # the queue and the page's list of people follow the same rule
    everything = Citation.objects.all()
    assert allowed == {n for n, p in desk.people.items() if citation.pk not in set(forbidden_ids(everything, p))}
    assert allowed == {p.username for p in who_may_judge(citation) if p.username in desk.people}


WHO = [
    # who the person is to the citation                               the account            may they judge?
    ("nobody to it", [], "Reviewer", True),
    ("wrote the sentence", ["rewords"], "Reviewer", False),
    ("changed the stance", ["changes_stance"], "Reviewer", False),
    ("changed the passages", ["changes_passages"], "Reviewer", False),
    ("edited the passage", ["edits_passage"], "Reviewer", False),
    ("recorded a notice", ["records_notice"], "Reviewer", True),
    ("judged it before", ["judges"], "Reviewer", True),
    ("nobody to it", [], "superuser", True),
    ("wrote the sentence", ["rewords"], "superuser", False),
    ("changed the stance", ["changes_stance"], "superuser", False),
    ("suggested what was taken over", ["suggests", "is_taken_over"], "superuser", False),
    ("suggested what was taken over", ["suggests", "is_taken_over"], "Reviewer", False),
    ("nobody to it", [], "Editor", False),
    ("nobody to it", [], "Publisher", False),
    ("nobody to it", [], "no group", False),
]


@pytest.mark.parametrize(
    ("who", "steps", "account", "may"), WHO, ids=[f"{account}, {who}" for who, _, account, _ in WHO]
)
def test_no_account_is_an_exception(who, steps, account, may):
    desk = Desk()
    groups = ["Editor"] if steps and account != "superuser" else []
    extra = {"is_superuser": True} if account == "superuser" else {}
    desk.people["one"] = person = builders.person(*groups, account, username="one", **extra)
    for step in steps:
        desk.takes_over("colleague") if step == "is_taken_over" else getattr(desk, step)("one")
    if may:
        desk.judges("one")
    else:
        with pytest.raises((NotIndependent, NotPermitted)):
            desk.judges("one")
    assert desk._fresh().verdicts.filter(reviewer=person).exists() is (may or "suggests" in steps)


def test_the_refusal_says_what_was_changed():
    desk = Desk()
    desk.rewords("colleague")
    desk.changes_stance("colleague")
    with pytest.raises(NotIndependent, match="You changed the stance and wording of this citation"):
        require_independence(desk._fresh(), desk.people["colleague"])


def test_a_change_of_one_citation_does_not_bar_from_its_neighbour():
    two = [builders.source(), builders.source()]
    writer, colleague = builders.editor(), builders.person("Editor", "Reviewer")
    article = builders.article(f"<p>{builders.mark('Pain fell.', *[s.citekey for s in two])}</p>", by=writer)
    changed, neighbour = builders.claim_of(article).citations.order_by("source__citekey")
    corrections.change_citation(changed, by=colleague, now=later(), stance=Stance.MENTIONS, passages=[])
    assert set(forbidden_ids(Citation.objects.all(), colleague)) == {changed.pk}
    assert not own_changes(neighbour, colleague)


def test_nobody_is_asked_who_may_not_give_verdicts():
    _, citation = builders.cited_article()
    reviewer = builders.reviewer()
    builders.publisher()
    builders.reviewer(is_active=False)
    assert list(who_may_judge(citation)) == [reviewer]


def test_many_citations_cost_one_query(django_assert_num_queries):
    person = builders.person("Editor", "Reviewer")
    for _ in range(4):
        builders.cited_article(by=person)
    with django_assert_num_queries(1):
        assert len(set(forbidden_ids(Citation.objects.all(), person))) == 4


def test_wording_a_sentence_is_remembered_for_ever():
    desk = Desk()
    desk.judges("first")
    desk.rewords("colleague")
    claim = desk._fresh().claim
    assert wrote_the_sentence(claim, desk.people["writer"])
    assert wrote_the_sentence(claim, desk.people["colleague"])
    assert not wrote_the_sentence(claim, desk.people["first"])
