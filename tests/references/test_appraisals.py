"""An appraisal says how sure all evidence makes us of one exact sentence. It is never changed, and goes stale like a verdict."""

import pytest
from django.db import IntegrityError, transaction

from references.audit.appraisals import appraisal_digest, appraise
from references.audit.verdicts import WordingChanged
from references.judged import appraised_digest
from references.models import Claim
from references.outcomes import Direction, Level
from references.record import breaks
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db

RECEIPT = {"where": "PubMed", "query": "magnesium sleep", "on": "2026-03-01", "found": "Nothing that answers it."}


@pytest.fixture
def claim():
    return builders.cited_article()[1].claim


def today(claim):
    return appraised_digest(Claim.objects.prefetch_related("citations").get(pk=claim.pk))


def test_an_appraisal_is_fresh_until_the_sentence_or_what_it_rests_on_changes():
    editor = builders.editor()
    article, citation = builders.cited_article(by=editor)
    appraisal = builders.rate(citation.claim)
    assert appraisal.judged_digest == today(citation.claim)
    reworded = builders.mark("Pain fell by 3 points.", citation.source.citekey, id=citation.claim_id)
    builders.rewrite(article, f"<p>{reworded}</p>", by=editor)
    assert appraisal.judged_digest != today(citation.claim)


def test_another_source_makes_it_stale():
    editor = builders.editor()
    article, citation = builders.cited_article(by=editor)
    appraisal = builders.rate(citation.claim)
    keys = [citation.source.citekey, builders.source().citekey]
    builders.rewrite(article, f"<p>{builders.mark(citation.claim.text, *keys, id=citation.claim_id)}</p>", by=editor)
    assert appraisal.judged_digest != today(citation.claim)


def test_the_one_who_wrote_the_sentence_does_not_count_as_independent():
    author = builders.person("Editor", "Reviewer")
    _, citation = builders.cited_article(by=author)
    assert builders.rate(citation.claim, by=author).independent is False
    assert builders.rate(citation.claim, by=builders.reviewer()).independent is True


def test_appraisals_form_a_chain_that_verifies(claim):
    first = builders.rate(claim, "for", "low")
    second = builders.rate(claim, "mixed", "very-low", reasons=["bias", "imprecision"], note="Two small trials.")
    assert (first.number, second.number, second.previous) == (1, 2, first.digest)
    assert second.digest == appraisal_digest(second)
    assert list(breaks()) == []


@pytest.mark.parametrize(
    ("direction", "level"), [(Direction.NONE_FOUND, Level.LOW), (Direction.FOR, ""), (Direction.MIXED, "")]
)
def test_either_a_level_or_nothing_found(claim, direction, level):
    with pytest.raises(IntegrityError, match="appraisal_level_unless_none_found"), transaction.atomic():
        appraise(claim=claim, direction=direction, level=level, by=builders.reviewer(), now=later())


def test_what_was_searched_is_kept_word_for_word(claim):
    appraisal = builders.rate(claim, "none-found", receipts=[RECEIPT])
    appraisal.refresh_from_db()
    assert appraisal.receipts == [RECEIPT]
    assert list(breaks()) == []


def test_a_receipt_that_leaves_something_out_is_refused(claim):
    with pytest.raises(ValueError, match="where, for what, on which day"):
        builders.rate(claim, "none-found", receipts=[{"where": "PubMed"}])


def test_a_claim_that_changed_while_it_was_read_is_not_appraised():
    editor = builders.editor()
    article, citation = builders.cited_article(by=editor)
    seen = today(citation.claim)
    reworded = builders.mark("Pain fell by 3 points.", citation.source.citekey, id=citation.claim_id)
    builders.rewrite(article, f"<p>{reworded}</p>", by=editor)
    with pytest.raises(WordingChanged):
        builders.rate(citation.claim, seen_digest=seen)
    assert not citation.claim.appraisals.exists()
