"""A wording that was suggested waits until it is taken over, or until the sentence moves on."""

import pytest

from articles.models import DraftEdit, Text
from articles.rewording import CannotReword
from articles.suggestions import SuggestionGone, take_over
from references.audit import suggestions
from references.audit.verdicts import give_verdict, undo_verdict
from references.independence import NotIndependent, own_changes, wrote_the_sentence
from references.models import Citation, Claim, Verdict
from references.models.evidence_edit import EditedPart
from references.outcomes import Outcome
from references.permits import NotPermitted
from references.record import breaks
from tests import builders
from tests.at_once import at_once
from tests.builders import later

pytestmark = pytest.mark.django_db


@pytest.fixture
def written():
    return builders.cited_article("Pain fell by 2 points.")


@pytest.fixture
def reviewer():
    return builders.reviewer(username="suggester")


def suggest(citation, text="Pain fell by up to 2 points.", *, by=None, invitation=None, now=None):
    who = {"invitation": invitation} if invitation else {"by": by or builders.reviewer()}
    outcome = Outcome.WEAKER
    return give_verdict(citation=citation, outcome=outcome, suggested=text, now=now or later(2), **who)


def waiting(article):
    return list(suggestions.pending(Claim.objects.of(article).present()))


def take(article, verdict, by=None, **extra):
    return take_over(
        article=article,
        verdict_id=verdict.pk,
        by=by or builders.editor(),
        now=extra.pop("now", later(4)),
        seen=extra.pop("seen", verdict.judged_digest),
    )


def test_the_latest_suggestion_for_todays_wording_waits(written, reviewer):
    article, citation = written
    assert waiting(article) == []
    suggest(citation)
    second = suggest(citation, "Pain fell a little.")
    assert waiting(article) == [second]


def test_it_waits_no_more_after_a_verdict_without_one_an_undo_or_a_change(written, reviewer):
    article, citation = written
    suggest(citation, by=reviewer)
    undo_verdict(citation=citation, by=reviewer, now=later(3))
    assert waiting(article) == []
    suggest(citation)
    builders.judge(citation, now=later(5))
    assert waiting(article) == []
    verdict = suggest(citation, now=later(6))
    html = f"<p>{builders.mark('Pain fell.', citation.source.citekey, id=citation.claim_id)}</p>"
    builders.rewrite(article, html, by=builders.editor(), now=later(7))
    assert waiting(article) == []
    with pytest.raises(SuggestionGone, match="Nothing was changed"):
        take(article, verdict)


def test_it_waits_on_after_a_second_verdict_that_finds_the_same_and_adds_no_wording(written, reviewer):
    article, citation = written
    first = suggest(citation, by=reviewer)
    builders.judge(citation, Outcome.WEAKER, by=builders.reviewer(username="second"), now=later(3))
    assert waiting(article) == [first]
    take(article, first)
    assert Claim.objects.get().text == "Pain fell by up to 2 points."
    assert wrote_the_sentence(Claim.objects.get(), reviewer)


def test_a_new_verdict_by_the_same_person_without_a_wording_takes_the_suggestion_back(written, reviewer):
    article, citation = written
    suggest(citation, by=reviewer)
    builders.judge(citation, Outcome.PARTLY, by=reviewer, now=later(3))
    assert waiting(article) == []


def test_taking_it_over_changes_the_words_of_the_mark_and_nothing_around_it(written, reviewer):
    article, citation = written
    editor = builders.editor()
    take(article, suggest(citation, by=reviewer), by=editor)
    claim = Claim.objects.get()
    assert claim.text == "Pain fell by up to 2 points."
    assert claim.context == "Pain fell by up to 2 points. That is all."
    assert Text.objects.get().text.startswith("<h2>Trials</h2><p><span data-claim=")
    assert DraftEdit.objects.last().act == "suggestion"
    assert DraftEdit.objects.last().person == editor
    assert waiting(article) == []
    assert list(Citation.objects.stale()) == [citation]
    assert list(breaks()) == []


def test_whoever_suggested_it_cannot_judge_it_nor_can_who_took_it_over(written, reviewer):
    article, citation = written
    editor = builders.person("Editor", "Reviewer")
    take(article, suggest(citation, by=reviewer), by=editor)
    citation = Citation.objects.get()
    assert own_changes(citation, reviewer) == {EditedPart.SUGGESTION}
    assert wrote_the_sentence(citation.claim, reviewer)
    with pytest.raises(NotIndependent, match="You suggested this wording, so somebody else must judge it"):
        builders.judge(citation, by=reviewer, now=later(9))
    with pytest.raises(NotIndependent, match="You changed the wording"):
        builders.judge(citation, by=editor, now=later(9))
    builders.judge(citation, now=later(9))
    builders.judge(citation, by=reviewer, now=later(10))


def test_an_expert_whose_words_were_taken_over_cannot_judge_them(written):
    article, citation = written
    invitation = builders.invitation(citation.claim)
    take(article, suggest(citation, invitation=invitation))
    with pytest.raises(NotIndependent, match="You suggested this wording"):
        give_verdict(citation=citation, outcome="supported", invitation=invitation, now=later(9))


@pytest.mark.parametrize("group", ["Reviewer", "Publisher"])
def test_only_editors_take_over(written, group):
    article, citation = written
    with pytest.raises(NotPermitted):
        take(article, suggest(citation), by=builders.person(group))


def test_what_was_shown_must_still_stand(written):
    article, citation = written
    with pytest.raises(SuggestionGone):
        take(article, suggest(citation), seen="0" * 64)
    other, _ = builders.cited_article()
    with pytest.raises(SuggestionGone):
        take(other, Verdict.objects.get())
    assert Claim.objects.of(article).get().text == "Pain fell by 2 points."


def test_what_cannot_be_kept_is_refused_and_nothing_is_half_written(reviewer):
    cited = builders.source()
    html = "<p>" + builders.mark('A <a href="/x">trial</a> says so.', cited.citekey) + "</p>"
    article = builders.article(html)
    citation = Citation.objects.get()
    before = Text.objects.get().text
    with pytest.raises(CannotReword, match="take away a link"):
        take(article, suggest(citation, "It says so.", by=reviewer))
    assert Text.objects.get().text == before
    assert own_changes(citation, reviewer) == set()
    assert not DraftEdit.objects.filter(act="suggestion").exists()


def test_a_claim_in_the_answer_is_reworded_too():
    cited, claim = builders.source(), builders.uuid4()
    article = builders.article(answer=f"<p>{builders.mark('It may help.', cited.citekey, id=claim)}</p>")
    take(article, suggest(Citation.objects.get(), "It probably helps."))
    article.refresh_from_db()
    assert "It probably helps." in article.answer
    assert Claim.objects.get().text == "It probably helps."


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_take_over_one_of_two_suggestions():
    two = [builders.source(), builders.source()]
    article = builders.article(f"<p>{builders.mark('Pain fell.', *[s.citekey for s in two])}</p>")
    first, second = Citation.objects.order_by("source__citekey")
    verdicts = [suggest(first, "Pain fell a little."), suggest(second, "Pain fell a lot.")]
    editors = [builders.editor(), builders.editor()]
    results = at_once(
        lambda: take(article, verdicts[0], by=editors[0]), lambda: take(article, verdicts[1], by=editors[1])
    )
    assert sorted(isinstance(r, SuggestionGone) for r in results) == [False, True]
    assert Claim.objects.get().text in {"Pain fell a little.", "Pain fell a lot."}
    assert list(breaks()) == []
