"""Two people at once, on real connections, and a kill at the worst moment."""

import pytest

from articles import claims, impact, publishing, snapshot
from articles.models import Article, DraftEdit, Edition, EditionContent, EditionRendering, PublishedCitation, Text
from articles.record import breaks
from references.outcomes import Outcome
from tests import builders
from tests.at_once import at_once
from tests.builders import later
from tests.killing import die, killed

pytestmark = pytest.mark.django_db(transaction=True)


def judged_article():
    article, citation = builders.cited_article()
    builders.judge(citation)
    return article, citation


def publish_act(article, by, token):
    return lambda: publishing.publish(article=article, by=by, now=later(5), token=token)


def test_two_publishers_at_once_make_one_edition():
    article, _ = judged_article()
    token = publishing.preview_token(snapshot.freeze(article), None)
    results = at_once(*[publish_act(article, builders.publisher(), token) for _ in range(6)])
    assert sum(isinstance(r, Edition) for r in results) == 1
    assert {type(r) for r in results} == {Edition, publishing.DraftChanged}
    assert Edition.objects.count() == EditionContent.objects.count() == 1
    assert list(breaks()) == []


def test_a_draft_saved_while_it_is_published_is_either_in_the_edition_or_refuses_it():
    article, _ = judged_article()
    token = publishing.preview_token(snapshot.freeze(article), None)
    editor, block = builders.editor(), Text.objects.get(parent=article)

    def save():
        block.text += "<p>Saved meanwhile.</p>"
        block.save()
        claims.sync(article, by=editor, now=later(4))

    result, saved = at_once(publish_act(article, builders.publisher(), token), save)
    assert saved is None
    if isinstance(result, Edition):
        assert "Saved meanwhile" not in result.content.content
    else:
        assert isinstance(result, publishing.DraftChanged)


def test_two_reviewers_at_once_are_both_recorded_in_one_chain():
    _, citation = builders.cited_article()
    people = [builders.reviewer() for _ in range(4)]
    results = at_once(*[lambda p=p: builders.judge(citation, Outcome.SUPPORTED, by=p) for p in people])
    assert sorted(r.number for r in results) == [1, 2, 3, 4]
    chain = list(citation.verdicts.order_by("number"))
    assert [v.previous for v in chain[1:]] == [v.digest for v in chain[:-1]]


def test_two_saves_at_once_are_both_counted():
    article, _ = builders.cited_article()
    version = Article.objects.get(pk=article.pk).draft_version
    people = [builders.editor() for _ in range(4)]
    at_once(*[lambda p=p: claims.sync(article, by=p, now=later()) for p in people])
    assert Article.objects.get(pk=article.pk).draft_version == version + 4
    assert DraftEdit.objects.filter(article=article, person__in=people).count() == 4


def publish_until_all_is_written(article, by, token):
    impact.refresh_alerts = die  # nothing is committed
    publish_act(article, by, token)()


def test_a_kill_in_the_middle_of_publishing_leaves_nothing_half_done():
    article, _ = judged_article()
    by, token = builders.publisher(), publishing.preview_token(snapshot.freeze(article), None)
    assert killed(publish_until_all_is_written, article, by, token)
    for model in (Edition, EditionContent, EditionRendering, PublishedCitation):
        assert not model.objects.exists()
    assert Article.objects.get(pk=article.pk).live_edition is None
    assert builders.publish(article, by=by).number == 1
