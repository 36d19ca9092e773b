"""Copies of web pages: found, or asked for, when a page is added."""

from datetime import timedelta

import pytest

from references.lookup.errors import Unavailable
from references.models import Source
from references.models.watching import LinkState
from references.monitoring import archive, link_checks
from tests import builders
from tests.builders import NOW, later

pytestmark = pytest.mark.django_db

PAGE = "https://example.org/fact-sheet"


@pytest.fixture
def source():
    made = builders.source(doi="", url=PAGE, csl_type="webpage")
    Source.objects.filter(pk=made.pk).update(created_at=NOW)
    made.refresh_from_db()
    return made


@pytest.fixture
def keys(settings):
    settings.CATALOGUE_KEYS = {**settings.CATALOGUE_KEYS, "archive": "access:secret"}


@pytest.fixture
def no_keys(settings):
    settings.CATALOGUE_KEYS = {**settings.CATALOGUE_KEYS, "archive": ""}


def test_a_copy_that_exists_is_found(catalogues, source):
    catalogues.wayback[PAGE] = "20260102030405"
    assert archive.keep_a_copy(source, now=NOW) == f"https://web.archive.org/web/20260102030405/{PAGE}"
    source.link.refresh_from_db()
    assert (source.link.archived_at.isoformat(), source.link.state) == ("2026-01-02T03:04:05+00:00", LinkState.NEVER)
    assert not archive.waiting(later(10**6)).exists()


def test_the_copy_nearest_to_when_the_source_was_added_is_asked_for(catalogues, source):
    catalogues.wayback[PAGE] = "20260102030405"
    archive.find(source, now=NOW)
    assert "timestamp=20260304090000" in catalogues.asked("wayback")[0].query


def test_no_copy_may_be_a_mistake_so_the_list_of_captures_is_asked_too(catalogues, source):
    catalogues.wayback[PAGE] = "20260102030405"
    catalogues.misbehave("wayback", "none-known")
    assert archive.keep_a_copy(source, now=NOW).endswith(f"/20260102030405/{PAGE}")


@pytest.mark.parametrize("title", ["Just a moment...", "Access denied", "404 &ndash; Page not found"])
def test_a_wall_that_was_captured_is_no_copy(catalogues, source, no_keys, title):
    catalogues.wayback[PAGE] = "20260102030405"
    catalogues.capture = f"<html><title>\n{title}</title>"
    assert archive.keep_a_copy(source, now=NOW) == ""


def test_without_keys_nobody_is_asked_to_make_one(catalogues, source, no_keys):
    assert archive.keep_a_copy(source, now=NOW) == ""
    source.link.refresh_from_db()
    assert source.link.archive_problem == archive.NOBODY_ASKED
    assert [r for r in catalogues.requests if r.method == "POST"] == []
    assert not archive.waiting(NOW + timedelta(days=29)).exists()
    assert archive.waiting(NOW + timedelta(days=31)).exists()


def test_with_keys_a_copy_is_asked_for_once_and_found_when_it_is_made(catalogues, source, keys):
    assert archive.keep_a_copy(source, now=NOW) == ""
    [saved] = [r for r in catalogues.requests if r.method == "POST"]
    assert saved.headers["Authorization"] == "LOW access:secret"
    assert not archive.waiting(later(4)).exists()
    assert archive.waiting(later(6)).exists()
    archive.keep_a_copy(source, now=later(6))
    assert len([r for r in catalogues.requests if r.method == "POST"]) == 1
    catalogues.wayback[PAGE] = "20260304091000"
    assert archive.keep_a_copy(source, now=later(12))


@pytest.mark.parametrize("how", ["limited", "broken", "garbage", "silent", "error-inside"])
def test_an_archive_that_cannot_be_asked_is_asked_again_in_an_hour(catalogues, source, keys, settings, how):
    settings.LOOKUP_DEADLINE = 0.4
    catalogues.misbehave("wayback", how)
    with pytest.raises(Unavailable):
        archive.keep_a_copy(source, now=NOW)
    source.link.refresh_from_db()
    assert source.link.archive_problem
    assert not archive.waiting(later(30)).exists()
    assert archive.waiting(later(61)).exists()


def test_an_archive_that_refuses_the_page_says_why(catalogues, source, settings):
    settings.CATALOGUE_KEYS = {**settings.CATALOGUE_KEYS, "archive": "wrong"}
    catalogues.misbehave("archive", 401, on="save")
    with pytest.raises(Unavailable):
        archive.keep_a_copy(source, now=NOW)


def test_only_web_pages_without_a_doi_wait_for_a_copy(source):
    builders.source()
    builders.source(doi="", pmid="5")
    merged = builders.source(doi="", url="https://example.org/other")
    merged.merged_into = source
    merged.save()
    assert list(archive.waiting(NOW)) == [source]


def test_a_copy_found_after_the_page_died_is_offered_at_once(catalogues, client):
    article, citation = builders.cited_article()
    Source.objects.filter(pk=citation.source_id).update(doi="", url=PAGE)
    builders.judge(citation)
    builders.publish(article)
    source = Source.objects.get(pk=citation.source_id)
    link = link_checks.link_of(source)
    link.state = LinkState.DEAD
    link.save()
    catalogues.wayback[PAGE] = "20260102030405"
    archive.find(source, now=NOW)
    assert "Read the copy of 2 January 2026" in client.get(article.get_absolute_url()).content.decode()
