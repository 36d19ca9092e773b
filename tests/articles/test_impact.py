"""What becomes known about a source reaches every sentence that readers see resting on it."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from articles import publishing
from references.models import Citation
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db


def test_a_citation_knows_that_readers_see_it_until_an_edition_without_it():
    editor = builders.editor()
    article, citation, _ = builders.published_article(by=editor)
    assert citation.is_live
    builders.rewrite(article, "<p>Nothing.</p>", by=editor, now=later(10))
    citation.refresh_from_db()
    assert citation.is_live
    publishing.withdraw(article=article, by=builders.publisher(), now=later(11), because="Wrong.")
    citation.refresh_from_db()
    assert not citation.is_live


def test_citations_of_live_editions_that_stood_before_are_marked_when_upgrading():
    _, citation, _ = builders.published_article()
    _, draft = builders.cited_article()
    Citation.objects.update(is_live=False)
    upgrade = import_module("articles.migrations.0002_live_citations")
    upgrade.mark(apps, connection.schema_editor())
    assert list(Citation.objects.filter(is_live=True)) == [citation]
    assert not draft.is_live
