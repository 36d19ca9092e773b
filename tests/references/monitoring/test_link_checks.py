"""Addresses of sources: asked for, judged over days, and told to readers when a page is dead and a copy is kept."""

from datetime import timedelta

import pytest

from references.models import Source, SourceLink
from references.models.watching import LinkState
from references.monitoring import link_checks
from tests import builders
from tests.builders import NOW

pytestmark = pytest.mark.django_db


def day(n):
    return NOW + timedelta(days=n)


def page(catalogues, path="/fact-sheet", body="<title>Facts</title>", **extra):
    return builders.source(doi="", url=catalogues.page(path, body), csl_type="webpage", **extra)


def test_a_page_that_answers_is_alive(catalogues):
    link = link_checks.check_link(page(catalogues), now=day(0))
    assert (link.state, link.answer, link.checked_at) == (LinkState.ALIVE, "Status 200", day(0))


def test_a_page_is_dead_after_three_failures_over_a_week(catalogues):
    source = page(catalogues)
    catalogues.pages.clear()
    states = [link_checks.check_link(source, now=day(n)).state for n in (0, 1, 3, 4, 6)]
    assert states == ["failing"] * 4 + ["dead"]
    assert link_checks.check_link(source, now=day(6)).answer == "Status 404"


@pytest.mark.parametrize("how", ["silent", "hang-up", "drip-head", "broken"])
def test_no_answer_counts_as_a_failure(catalogues, settings, how):
    settings.LOOKUP_DEADLINE = 0.4
    source = page(catalogues)
    catalogues.misbehave("pages", how)
    link = link_checks.check_link(source, now=day(0))
    assert (link.state, len(link.failures)) == (LinkState.FAILING, 1)


@pytest.mark.parametrize("status", [401, 403, 429, 503])
def test_a_wall_against_programs_is_no_dead_page(catalogues, status):
    source = page(catalogues)
    catalogues.misbehave("pages", status)
    for n in range(0, 15, 3):
        assert link_checks.check_link(source, now=day(n)).state == LinkState.BLOCKED


def test_a_host_that_is_left_alone_for_a_while_has_not_failed(catalogues, settings):
    source = page(catalogues)
    settings.LOOKUP_BACK_OFF = 60
    catalogues.misbehave("pages", "limited", retry_after=3600, times=1)
    link_checks.check_link(source, now=day(0))
    link = link_checks.check_link(source, now=day(1))
    assert (link.state, link.checked_at) == (LinkState.BLOCKED, day(0))


def test_a_doi_is_judged_by_its_handle_not_by_the_publishers_wall(catalogues):
    source = builders.source(doi="10.1000/walled")
    catalogues.doi["10.1000/walled"] = {"URL": catalogues.page("/paywall", "no robots", status=403)}
    assert link_checks.check_link(source, now=day(0)).state == LinkState.ALIVE
    assert catalogues.asked("pages") == []


def test_a_doi_that_nobody_registered_fails_and_one_that_cannot_be_asked_for_does_not(catalogues):
    source = builders.source(doi="10.1000/unheard")
    catalogues.misbehave("doi", "broken")
    assert link_checks.check_link(source, now=day(0)).state == LinkState.NEVER
    catalogues.mend()
    link = link_checks.check_link(source, now=day(1))
    assert (link.state, link.answer) == (LinkState.FAILING, "Nobody has registered this DOI.")


def test_another_address_starts_anew(catalogues):
    source = page(catalogues)
    catalogues.pages.clear()
    for n in (0, 3, 6):
        link_checks.check_link(source, now=day(n))
    source.url = catalogues.page("/moved", "here")
    source.save()
    link = link_checks.check_link(source, now=day(7))
    assert (link.url, link.state, link.failures) == (source.url, LinkState.ALIVE, [])


def test_an_address_inside_our_own_network_is_not_fetched(catalogues):
    source = builders.source(doi="", url=f"http://127.0.0.1:{catalogues.neighbour.server_port}/")
    link = link_checks.check_link(source, now=day(0))
    assert link.state == LinkState.FAILING
    assert "private network" in link.answer
    assert catalogues.neighbour.requests == 0


def test_a_source_without_an_address_has_no_link(catalogues):
    source = builders.source(doi="", pmid="5")
    assert link_checks.check_link(source, now=day(0)) is None
    assert not link_checks.due(day(0)).exists()


def test_failing_addresses_are_due_after_three_days_and_others_after_a_week(catalogues):
    alive, failing, never = (builders.source() for _ in range(3))
    SourceLink.objects.create(source=alive, url="x", state=LinkState.ALIVE, checked_at=day(0))
    SourceLink.objects.create(source=failing, url="x", state=LinkState.FAILING, checked_at=day(0))
    assert set(link_checks.due(day(1))) == {never}
    assert set(link_checks.due(day(3))) == {never, failing}
    assert set(link_checks.due(day(7))) == {never, failing, alive}


# ---- readers


def dead(source, copy="https://web.archive.org/web/2025/https://example.org/"):
    failures = [day(n).isoformat() for n in (-9, -6, -3)]
    defaults = {"url": source.url, "state": LinkState.DEAD, "failures": failures, "checked_at": day(0)}
    SourceLink.objects.update_or_create(
        source=source, defaults=defaults | {"archive_url": copy, "archived_at": day(-100) if copy else None}
    )
    link_checks.tell_documents(source)


@pytest.fixture
def cited_page(catalogues):
    """A live article that rests on a web page."""
    article, citation = builders.cited_article()
    Source.objects.filter(pk=citation.source_id).update(doi="", url=catalogues.page("/fact-sheet", "<title>F</title>"))
    builders.judge(citation)
    builders.publish(article)
    citation.refresh_from_db()
    return article, Source.objects.get(pk=citation.source_id)


def test_readers_are_offered_the_copy_of_a_page_that_died(client, cited_page, django_assert_num_queries):
    article, source = cited_page
    before = client.get(article.get_absolute_url())
    assert "no longer answers" not in before.content.decode()
    dead(source)
    with django_assert_num_queries(1):
        response = client.get(article.get_absolute_url())
    html = response.content.decode()
    reference = html[html.index('id="ref-1"') :].split("</li>")[0]
    assert "This page no longer answers." in reference
    assert "Read the copy of 24 November 2025" in reference
    assert response["ETag"] != before["ETag"]
    assert "Since this was published" not in html
    source_page = client.get(source.get_absolute_url()).content.decode()
    assert "Read the copy of 24 November 2025" in source_page
    for address in ("evidence/", "evidence.json"):
        assert client.get(article.get_absolute_url() + address).status_code == 200
    assert client.get(article.get_absolute_url() + "evidence.json").json()["live"]["notices"] == []


def test_the_copy_goes_when_the_page_answers_again(client, cited_page):
    article, source = cited_page
    dead(source)
    assert link_checks.check_link(source, now=day(1)).state == LinkState.ALIVE
    assert "no longer answers" not in client.get(article.get_absolute_url()).content.decode()


def test_a_dead_page_without_a_copy_and_a_living_one_with_a_copy_say_nothing(client, cited_page):
    article, source = cited_page
    dead(source, copy="")
    assert "no longer answers" not in client.get(article.get_absolute_url()).content.decode()
    SourceLink.objects.filter(source=source).update(
        state=LinkState.ALIVE, archive_url="https://web.archive.org/web/1/x"
    )
    assert "no longer answers" not in client.get(source.get_absolute_url()).content.decode()


def test_a_claim_on_a_dead_page_has_its_own_page_still(client, cited_page):
    _, source = cited_page
    dead(source)
    claim = source.citations.get().claim
    assert client.get(claim.get_absolute_url()).status_code == 200
    assert client.get(f"/claims/{claim.pk}.json").json()["notices"] == []
