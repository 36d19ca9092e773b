import pytest

from articles import publishing
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_judged_article_becomes_edition_one():
    article, _, edition = builders.published_article()
    assert edition.number == 1
    assert article.live_edition == edition


def test_an_article_with_an_unjudged_citation_is_refused():
    article, _ = builders.cited_article()
    with pytest.raises(publishing.NotPublishable) as refused:
        builders.publish(article)
    assert [f.code for f in refused.value.findings] == ["unchecked"]
