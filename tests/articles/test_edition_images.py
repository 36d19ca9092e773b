"""The image of a figure belongs to the edition that shows it."""

import pytest
from django.core.files.storage import default_storage

from articles import publishing, record
from articles.models import Figure
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db


def published_figure():
    article, citation = builders.cited_article()
    figure = Figure.objects.create(
        parent=article, region="main", ordering=20, image=builders.image(), alt="Pain over time in both groups."
    )
    builders.judge(citation)
    return article, figure, builders.publish(article)


def test_an_image_that_was_changed_behind_our_back_breaks_the_record():
    _, figure, _ = published_figure()
    assert list(record.breaks()) == []
    with default_storage.open(figure.image.name, "wb") as file:
        file.write(b"another picture")
    [broken] = record.breaks()
    assert figure.image.name in broken


def test_an_image_that_is_gone_breaks_the_record():
    _, figure, _ = published_figure()
    default_storage.delete(figure.image.name)
    assert len(list(record.breaks())) == 1


def suppress(edition, callbacks):
    with callbacks(execute=True):
        publishing.suppress(
            edition=edition, by=builders.administrator(), now=later(9), what="A face.", legal_basis="GDPR, article 17"
        )


def test_suppressing_an_edition_removes_the_images_that_only_it_showed(django_capture_on_commit_callbacks):
    _, figure, edition = published_figure()
    name = figure.image.name
    figure.delete()
    suppress(edition, django_capture_on_commit_callbacks)
    assert not default_storage.exists(name)


def test_suppressing_an_edition_leaves_the_images_of_the_draft(django_capture_on_commit_callbacks):
    _, figure, edition = published_figure()
    suppress(edition, django_capture_on_commit_callbacks)
    assert default_storage.exists(figure.image.name)
