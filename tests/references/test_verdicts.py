"""A verdict belongs to one exact wording, is never changed, and never lost."""

import json

import pytest

from articles import claims
from references import canonical, notices
from references.audit.verdicts import NothingToUndo, WordingChanged, give_verdict, undo_verdict, verdict_digest
from references.independence import NotIndependent
from references.models import Citation
from references.outcomes import VERDICTS, Outcome
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
