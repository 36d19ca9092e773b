"""How much of each text carries a verdict on today's wording."""

import pytest
from django.contrib.contenttypes.models import ContentType

from references.audit.coverage import Coverage, altogether, by_document
from references.outcomes import Outcome, Stance
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db


def of(article):
    key = (ContentType.objects.get_for_model(article).pk, str(article.pk))
    return next(c for c in by_document() if c.document == key)


def test_a_citation_that_nobody_judged_counts_as_never_checked():
    article, _ = builders.cited_article()
    assert of(article).parts == [(0, "good"), (0, "negative"), (0, "stale"), (1, "never")]


@pytest.mark.parametrize("outcome", [Outcome.NOT_REACHED])
def test_a_verdict_that_does_not_count_leaves_it_never_checked(outcome):
    article, citation = builders.cited_article()
    builders.judge(citation, outcome)
    assert of(article).never == 1


def test_a_fresh_verdict_counts_and_says_since_when():
    article, citation = builders.cited_article()
    builders.judge(citation, now=later(2))
    assert (of(article).good, of(article).oldest) == (1, later(2))


def test_a_changed_sentence_makes_it_stale():
    article, citation = builders.cited_article()
    builders.judge(citation)
    text = builders.Text.objects.get(parent=article).text
    builders.rewrite(article, text.replace("2 points", "3 points"), by=builders.editor())
    assert (of(article).stale, of(article).fresh, of(article).oldest) == (1, 0, None)


def test_a_source_that_says_otherwise_is_negative_unless_the_editor_says_so_too():
    against, citation = builders.cited_article()
    builders.judge(citation, Outcome.CONTRADICTED)
    expected, other = builders.cited_article("It did not help.", stance=Stance.CONTRADICTS)
    builders.judge(other, Outcome.CONTRADICTED)
    assert (of(against).negative, of(expected).good) == (1, 1)


def test_those_with_most_to_do_come_first_and_all_together_add_up():
    done, citation = builders.cited_article()
    builders.judge(citation)
    waiting, _ = builders.cited_article()
    found = by_document()
    assert [c.document[1] for c in found] == [str(waiting.pk), str(done.pk)]
    assert altogether(found).parts == [(1, "good"), (0, "negative"), (0, "stale"), (1, "never")]


def test_one_that_is_missing_never_rounds_up_to_all():
    assert Coverage(None, good=999, never=1).share == 99
    assert Coverage(None).share == 100
