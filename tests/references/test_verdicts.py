"""A verdict belongs to one exact wording, is never changed, and never lost."""

import json

import pytest

from articles import claims
from references import canonical, notices
from references.audit.verdicts import (
    CannotHold,
    NothingToUndo,
    ReasonNeeded,
    WordingChanged,
    give_verdict,
    give_verdicts,
    hold,
    undo_verdict,
    verdict_digest,
)
from references.independence import NotIndependent, own_changes
from references.models import Citation, Claim
from references.outcomes import VERDICTS, Mismatch, Outcome, Way
from references.permits import NotPermitted
from references.record import breaks
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return builders.person("Editor", "Reviewer")


@pytest.fixture
def written(editor):
    return builders.cited_article("Pain fell by 2 points.", by=editor)


@pytest.mark.parametrize("outcome", VERDICTS)
def test_a_verdict_is_fresh_for_the_wording_that_was_judged(written, outcome):
    _, citation = written
    verdict = builders.judge(citation, outcome)
    citation.refresh_from_db()
    assert citation.is_fresh
    assert citation.outcome == outcome
    assert json.loads(verdict.judged)["claim"] == "Pain fell by 2 points."


def test_a_changed_number_makes_it_stale_and_the_old_number_makes_it_fresh_again(written, editor):
    article, citation = written
    builders.judge(citation)
    source, claim = citation.source.citekey, citation.claim_id
    builders.rewrite(article, f"<p>{builders.mark('Pain fell by 3 points.', source, id=claim)}</p>", by=editor)
    assert list(Citation.objects.stale()) == [citation]
    builders.rewrite(article, f"<p>{builders.mark('Pain fell by 2 points.', source, id=claim)}</p>", by=editor)
    assert not Citation.objects.stale().exists()


def test_white_space_and_typographic_quotes_do_not_make_it_stale(editor):
    article, citation = builders.cited_article('They called it "well tolerated".', by=editor)
    builders.judge(citation)
    again = builders.mark("They  called it “well tolerated”.", citation.source.citekey, id=citation.claim_id)
    builders.rewrite(article, f"<p>{again}</p>", by=editor)
    assert not Citation.objects.stale().exists()


def test_a_notice_makes_it_stale(written):
    _, citation = written
    builders.judge(citation)
    notices.record_notice(source=citation.source, kind="correction", by=builders.reviewer(), now=later(4))
    assert list(Citation.objects.stale()) == [citation]


def test_another_name_for_the_verdict_is_refused(written):
    with pytest.raises(ValueError):
        give_verdict(citation=written[1], outcome="true", by=builders.reviewer(), now=later())
    with pytest.raises(ValueError):
        give_verdict(citation=written[1], outcome=Outcome.UNDONE, by=builders.reviewer(), now=later())


def test_nobody_judges_their_own_sentence(written, editor):
    with pytest.raises(NotIndependent):
        give_verdict(citation=written[1], outcome=Outcome.SUPPORTED, by=editor, now=later())
    assert not written[1].verdicts.exists()


def test_a_verdict_on_a_wording_that_changed_meanwhile_is_refused(written, editor):
    article, citation = written
    seen = citation.digest
    changed = builders.mark("Pain fell by 9 points.", citation.source.citekey, id=citation.claim_id)
    builders.rewrite(article, f"<p>{changed}</p>", by=editor)
    with pytest.raises(WordingChanged, match="changed while you read"):
        builders.judge(citation, seen_digest=seen)


def test_a_verdict_on_a_sentence_that_left_the_text_is_refused(written, editor):
    article, citation = written
    builders.rewrite(article, "<p>Nothing is said any more.</p>", by=editor)
    with pytest.raises(WordingChanged, match="no longer in the text"):
        builders.judge(citation)


def test_verdicts_form_a_chain_that_verifies(written):
    _, citation = written
    for outcome in (Outcome.PARTLY, Outcome.SUPPORTED, Outcome.WEAKER):
        builders.judge(citation, outcome)
    first, second, third = citation.verdicts.order_by("number")
    assert [v.number for v in (first, second, third)] == [1, 2, 3]
    assert (first.previous, second.previous, third.previous) == ("", first.digest, second.digest)
    assert third.digest == verdict_digest(third)
    assert third.judged_digest == canonical.digest(third.judged)
    assert list(breaks()) == []


def test_the_reviewers_name_stays_as_it_was(written):
    reviewer = builders.reviewer(first_name="Demo", last_name="Reviewer")
    verdict = builders.judge(written[1], by=reviewer)
    reviewer.last_name = "Married"
    reviewer.save()
    verdict.refresh_from_db()
    assert verdict.reviewer_name == "Demo Reviewer"
    assert list(breaks()) == []


def test_taking_back_a_verdict_adds_one_and_loses_none(written):
    _, citation = written
    reviewer = builders.reviewer()
    builders.judge(citation, by=reviewer)
    undo_verdict(citation=citation, by=reviewer, now=later(3))
    assert [v.outcome for v in citation.verdicts.order_by("number")] == ["supported", "undone"]
    assert list(Citation.objects.unchecked()) == [citation]
    assert list(breaks()) == []


def test_only_ones_own_latest_verdict_can_be_taken_back(written):
    _, citation = written
    one, other = builders.reviewer(), builders.reviewer()
    with pytest.raises(NothingToUndo):
        undo_verdict(citation=citation, by=one, now=later())
    builders.judge(citation, by=one)
    builders.judge(citation, by=other)
    with pytest.raises(NothingToUndo):
        undo_verdict(citation=citation, by=one, now=later(3))
    undo_verdict(citation=citation, by=other, now=later(4))
    with pytest.raises(NothingToUndo):
        undo_verdict(citation=citation, by=other, now=later(5))


def test_a_save_that_changes_nothing_leaves_the_verdict_fresh(written, editor):
    article, citation = written
    builders.judge(citation)
    claims.sync(article, by=editor, now=later(9))
    citation.refresh_from_db()
    assert citation.is_fresh


def test_a_negative_verdict_on_a_live_sentence_is_told_to_readers_at_once():
    article, citation, _ = builders.published_article()
    builders.judge(citation, Outcome.CONTRADICTED, now=later(9), note="The trial found no difference.")
    article.refresh_from_db()
    assert [alert["outcome"] for alert in article.reader_alerts] == ["contradicted"]
    undo_verdict(citation=citation, by=citation.verdicts.last().reviewer, now=later(10))
    article.refresh_from_db()
    assert article.reader_alerts == []


def test_a_very_long_name_is_cut_to_what_the_record_holds():
    long = {"first_name": "F" * 150, "last_name": "L" * 150}
    article, citation = builders.cited_article()
    verdict = builders.judge(citation, by=builders.reviewer(**long))
    appraisal = builders.rate(citation.claim, by=builders.reviewer(**long))
    edition = builders.publish(article, by=builders.publisher(**long))
    assert {len(verdict.reviewer_name), len(appraisal.person_name), len(edition.by_name)} == {200}


def test_whoever_may_not_judge_is_refused_by_the_act_itself(written):
    _, citation = written
    for person in (builders.editor(), builders.publisher(), builders.reviewer(is_active=False)):
        with pytest.raises(NotPermitted, match="You may not"):
            builders.judge(citation, by=person)
        with pytest.raises(NotPermitted):
            undo_verdict(citation=citation, by=person, now=later())
        with pytest.raises(NotPermitted):
            hold(citation=citation, by=person, now=later(), seen_digest=citation.digest)
        with pytest.raises(NotPermitted):
            seen_digests = {citation.pk: citation.digest}
            give_verdicts(citations=[citation], by=person, now=later(), seen_digests=seen_digests, outcome="partly")
    assert not citation.verdicts.exists()


def test_a_verdict_is_given_by_exactly_one(written):
    with pytest.raises(ValueError, match="exactly one"):
        give_verdict(citation=written[1], outcome=Outcome.SUPPORTED, now=later())
    with pytest.raises(ValueError, match="exactly one"):
        builders.judge(written[1], invitation=builders.invitation(written[1].claim))


def test_a_verdict_keeps_the_paragraph_and_the_suggested_wording(written):
    _, citation = written
    verdict = builders.judge(citation, Outcome.WEAKER, suggested=" Pain fell\n by up to 2 points.\x00 ")
    assert verdict.context == "Pain fell by 2 points. That is all."
    assert verdict.suggested == "Pain fell by up to 2 points."
    assert builders.judge(citation, suggested="Pain fell by  2 points.").suggested == ""
    assert list(breaks()) == []


def test_an_expert_s_verdict_carries_their_name_and_counts_as_another_s(written, editor):
    _, citation = written
    invitation = builders.invitation(citation.claim, name="Dr Ada Outside")
    verdict = give_verdict(citation=citation, outcome=Outcome.SUPPORTED, invitation=invitation, now=later(2))
    assert (verdict.reviewer, verdict.reviewer_name) == (None, "Dr Ada Outside")
    assert own_changes(citation, editor) == set()
    assert list(breaks()) == []


# ---- groups


def two_alike(by):
    """The same sentence in two places, resting on the same source with the same words."""
    cited, ids = builders.source(), [builders.uuid4(), builders.uuid4()]
    said = {}
    for claim in ids:
        said |= builders.said(claim, sources={cited.citekey: ("supports", "Pain fell by 2 points.")})
    marks = [builders.mark("Pain fell by 2 points.", cited.citekey, id=claim) for claim in ids]
    article = builders.article(f"<p>{marks[0]} Here.</p><p>{marks[1]} There.</p>", by=by, said=said)
    return article, [Citation.objects.get(claim=claim) for claim in ids]


def seen(citations):
    return {c.pk: c.digest for c in citations}


def test_one_act_judges_each_citation_of_a_group(editor):
    _, citations = two_alike(editor)
    given = give_verdicts(
        citations=citations,
        by=builders.reviewer(),
        now=later(2),
        seen_digests=seen(citations),
        outcome=Outcome.PARTLY,
        mismatches=[Mismatch.NUMBER],
    )
    assert [v.citation for v in given.verdicts] == citations
    assert {v.context for v in given.verdicts} == {"Pain fell by 2 points. Here.", "Pain fell by 2 points. There."}
    assert given.skipped == []
    assert list(breaks()) == []


def test_a_group_of_which_one_changed_gets_no_verdict_at_all(editor):
    article, citations = two_alike(editor)
    shown = seen(citations)
    html = article.articles_text_set.get().text.replace("2 points.</span> There", "3 points.</span> There")
    builders.rewrite(article, html, by=editor)
    with pytest.raises(WordingChanged):
        give_verdicts(
            citations=citations, by=builders.reviewer(), now=later(3), seen_digests=shown, outcome=Outcome.SUPPORTED
        )
    with pytest.raises(WordingChanged):
        today = seen(Citation.objects.filter(pk__in=[c.pk for c in citations]))
        give_verdicts(
            citations=citations, by=builders.reviewer(), now=later(3), seen_digests=today, outcome=Outcome.SUPPORTED
        )
    assert not any(c.verdicts.exists() for c in citations)


def test_of_a_group_those_are_left_out_that_this_person_may_not_judge(editor):
    article, citations = two_alike(editor)
    reviewer = builders.person("Editor", "Reviewer")
    html = article.articles_text_set.get().text
    for text in ("Pain rose.", "Pain fell by 2 points."):  # there and back again, by the reviewer's own hand
        current = article.articles_text_set.get().text
        before = "Pain rose." if text != "Pain rose." else "Pain fell by 2 points."
        builders.rewrite(article, current.replace(f"{before}</span> There", f"{text}</span> There"), by=reviewer)
    assert article.articles_text_set.get().text == html
    citations = list(Citation.objects.filter(pk__in=[c.pk for c in citations]).order_by("claim__position"))
    act = {"citations": citations, "now": later(4), "seen_digests": seen(citations), "outcome": Outcome.SUPPORTED}
    with pytest.raises(NotIndependent):
        give_verdicts(by=editor, **act)
    given = give_verdicts(by=reviewer, **act)
    assert [v.citation for v in given.verdicts] == citations[:1]
    assert [c for c, _ in given.skipped] == citations[1:]


# ---- still holds


def reworded(written, editor, text):
    article, citation = written
    builders.rewrite(article, f"<p>{builders.mark(text, citation.source.citekey, id=citation.claim_id)}</p>", by=editor)
    citation.refresh_from_db()
    return citation


def still(citation, by=None, **extra):
    return hold(citation=citation, by=by or builders.reviewer(), now=later(9), seen_digest=citation.digest, **extra)


def test_a_verdict_that_still_holds_is_recorded_anew(written, editor):
    first = builders.judge(written[1], Outcome.PARTLY, mismatches=["outcome"], note="Only at night.", read="abstract")
    held = still(reworded(written, editor, "Pain has fallen by 2 points."))
    assert (held.outcome, held.mismatches, held.note, held.read) == ("partly", ["outcome"], "Only at night.", "")
    assert (held.way, held.previous) == (Way.STILL_HOLDS, first.digest)
    assert list(Citation.objects.stale()) == []
    assert list(breaks()) == []


def test_holding_asks_why_where_a_number_changed(written, editor):
    builders.judge(written[1])
    citation = reworded(written, editor, "Pain fell by 3 points.")
    with pytest.raises(ReasonNeeded, match="A number changed"):
        still(citation, because=" ")
    assert still(citation, because="The table says 3.").note == "The table says 3."


@pytest.mark.parametrize("last", [None, Outcome.NOT_REACHED, Outcome.UNDONE])
def test_nothing_holds_where_there_is_no_verdict(written, editor, last):
    reviewer = builders.reviewer()
    if last:
        builders.judge(written[1], Outcome.NOT_REACHED, by=reviewer)
    if last == Outcome.UNDONE:
        undo_verdict(citation=written[1], by=reviewer, now=later(3))
    with pytest.raises(CannotHold, match="There is no verdict"):
        still(reworded(written, editor, "Pain has fallen by 2 points."), by=reviewer)


def test_nothing_is_held_that_is_not_stale_nor_by_whoever_changed_it(written, editor):
    builders.judge(written[1])
    citation = Citation.objects.get(pk=written[1].pk)
    with pytest.raises(CannotHold, match="Nothing changed"):
        still(citation)
    with pytest.raises(NotIndependent):
        still(reworded(written, editor, "Pain has fallen by 2 points."), by=editor)


def test_holding_a_wording_that_changed_meanwhile_is_refused(written, editor):
    builders.judge(written[1])
    shown = Citation.objects.get(pk=reworded(written, editor, "Pain has fallen by 2 points.").pk)
    reworded(written, editor, "Pain is down by 2 points.")
    with pytest.raises(WordingChanged):
        still(shown)


@pytest.mark.parametrize(
    ("copies", "sentence"),
    [
        ({"judged_at": None}, "does not show its latest verdict"),
        ({"numbers_differ": True}, "does not show whether its numbers stand in its passages"),
    ],
)
def test_a_citation_that_shows_something_else_than_the_record_is_named(written, copies, sentence):
    builders.judge(written[1])
    Citation.objects.update(**copies)
    assert [b for b in breaks() if sentence in b]


def test_a_claim_that_shows_wrongly_whether_it_has_a_source_is_named(written):
    Claim.objects.update(without_source=True)
    assert [b for b in breaks() if "does not show whether it has a source" in b]
    Claim.objects.update(without_source=False)
    Citation.objects.update(present=False)
    assert [b for b in breaks() if "does not show whether it has a source" in b]
