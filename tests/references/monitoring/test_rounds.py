"""The watch as jobs: each night, on demand, and from the command line."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from references import jobs
from references.jobs import schedule
from references.models import Job, Source
from references.models.source import CheckState, SourceStatus
from references.monitoring import archive, rounds
from tests import builders
from tests.builders import NOW, later

from .test_checking import DOI, healthy, many, paper, update

pytestmark = pytest.mark.django_db


def run(now=None):
    jobs.run_waiting(now or later(60))
    return Job.objects.latest("asked_at")


def test_the_night_checks_every_source_and_says_what_came_of_it(catalogues):
    sources = many(catalogues, 3)
    catalogues.crossref[sources[0].doi] = {"updated-by": [update()]}
    rounds.ask_for_all(by=None, now=NOW)
    job = run()
    assert (job.state, job.done, job.total) == ("finished", 3, 3)
    assert "3 checked, 0 could not be checked, 1 new notice." in job.said
    assert set(Source.objects.values_list("check_state", flat=True)) == {CheckState.CHECKED}
    sources[0].refresh_from_db()
    assert sources[0].status == SourceStatus.RETRACTED


def test_a_second_start_goes_on_where_the_first_one_came_to(catalogues):
    done, waiting = many(catalogues, 2)
    Source.objects.filter(pk=done.pk).update(check_tried_at=later(1))
    rounds.ask_for_all(by=None, now=NOW)
    run()
    assert not any("many.0" in request.query.lower() for request in catalogues.asked("crossref"))
    waiting.refresh_from_db()
    assert waiting.check_state == CheckState.CHECKED


def test_chosen_sources_are_checked_and_no_others(catalogues):
    one, two, other = many(catalogues, 3)
    rounds.ask_for_many([one.pk, two.pk], by=None, now=NOW)
    job = run()
    assert (job.state, job.title) == ("finished", "Check 2 chosen sources")
    assert "2 checked, 0 could not be checked" in job.said
    other.refresh_from_db()
    assert other.check_state == CheckState.NEVER


def test_the_night_is_asked_for_once(catalogues):
    assert rounds.ask_for_all(by=None, now=NOW) == rounds.ask_for_all(by=None, now=later(1))


def test_the_schedule_names_the_rounds_of_the_watch():
    assert {"Check all sources", "Check links", "Keep copies of web pages"} <= set(schedule.known())


def test_a_click_on_check_now_looks_at_one_source(client, catalogues):
    source = paper()
    healthy(catalogues)
    catalogues.crossref[DOI] = {"updated-by": [update()]}
    client.force_login(builders.editor())
    page = client.get(reverse("admin:references_source_change", args=[source.pk])).content.decode()
    address = reverse("admin:references_source_check", args=[source.pk])
    assert f'action="{address}"' in page
    response = client.post(address, follow=True)
    assert "It is being checked." in response.content.decode()
    job = run()
    assert (job.title, job.state) == (f"Check {source.citekey}", "finished")
    source.refresh_from_db()
    assert source.status == SourceStatus.RETRACTED
    page = client.get(reverse("admin:references_source_change", args=[source.pk])).content.decode()
    assert "Recorded by the watch" in page
    assert source.link.state == "alive"


def test_check_now_says_when_no_catalogue_can_be_asked(client):
    source = builders.source(doi="", not_findable_because="A leaflet.")
    client.force_login(builders.editor())
    response = client.post(reverse("admin:references_source_check", args=[source.pk]), follow=True)
    assert "No catalogue can be asked about it" in response.content.decode()
    assert not Job.objects.exists()


def test_check_now_is_a_post_and_needs_a_source(client):
    client.force_login(builders.editor())
    assert client.get(reverse("admin:references_source_check", args=[1])).status_code == 405
    assert client.post(reverse("admin:references_source_check", args=[1])).status_code == 404


def test_a_source_that_is_gone_when_its_turn_comes_is_no_failure(catalogues):
    source = paper()
    rounds.ask_for(source, by=None, now=NOW)
    source.delete()
    assert run().state == "finished"


# ---- links and copies


def test_links_that_are_due_are_looked_at_and_a_copy_of_a_dead_page_is_found(catalogues):
    address = catalogues.page("/gone", "x")
    source = builders.source(doi="", url=address)
    builders.source(doi="10.1000/fine")
    catalogues.crossref["10.1000/fine"] = {}
    catalogues.pages.clear()
    catalogues.wayback[address] = "20260102030405"
    for day in (0, 3, 6):
        rounds.ask_for_links(NOW + timedelta(days=day))
        job = run(NOW + timedelta(days=day))
    assert job.said == "1 looked at, 1 dead."
    source.link.refresh_from_db()
    assert (source.link.state, source.link.archive_url != "") == ("dead", True)


def test_a_new_web_page_gets_a_copy_without_anyones_doing(catalogues):
    source = builders.source(doi="", url="https://example.org/page")
    catalogues.wayback["https://example.org/page"] = "20260102030405"
    rounds.ask_for_copies(NOW)
    assert run().state == "finished"
    source.link.refresh_from_db()
    assert source.link.archive_url.endswith("/20260102030405/https://example.org/page")
    assert rounds.ask_for_copies(later(20)) is None


def test_a_page_that_the_archive_cannot_be_asked_about_does_not_stop_the_rest(catalogues):
    one, two = (builders.source(doi="", url=f"https://example.org/{n}") for n in range(2))
    catalogues.wayback[two.url] = "20260102030405"
    catalogues.misbehave("wayback", "garbage", on="example.org/0")
    rounds.ask_for_copies(NOW)
    assert run().state == "finished"
    assert set(Source.objects.filter(link__archive_url="").values_list("pk", flat=True)) == {one.pk}
    assert archive.waiting(later(200)).get() == one


# ---- the command


def test_the_command_checks_everything_and_tells_the_new_notices(catalogues, capsys):
    sources = many(catalogues, 2)
    catalogues.crossref[sources[1].doi] = {"updated-by": [update()]}
    call_command("check_sources")
    said = capsys.readouterr().out.splitlines()
    assert said == [
        f"{sources[1].citekey}: retraction, 2026-02-03",
        "2 checked, 0 could not be checked, 1 new notice.",
    ]


def test_the_command_tells_of_one_source_what_each_catalogue_said(catalogues, capsys):
    source = paper()
    healthy(catalogues)
    catalogues.crossref[DOI] = {"updated-by": [update("erratum")]}
    catalogues.misbehave("europepmc", "broken")
    call_command("check_sources", source=source.citekey)
    said = capsys.readouterr().out
    assert "crossref: notices found." in said
    assert "europe-pmc: could not be checked. Europe PMC has a fault of its own (error 500)." in said
    assert "correction, 2026-02-03 (new)" in said


def test_the_command_refuses_what_it_cannot_check(catalogues):
    with pytest.raises(CommandError, match="There is no source “nobody2020”"):
        call_command("check_sources", source="nobody2020")
    source = builders.source(doi="", url="https://example.org/")
    with pytest.raises(CommandError, match="no DOI, PMID or PMCID"):
        call_command("check_sources", source=source.citekey)


def test_the_command_can_leave_it_to_the_worker(catalogues, capsys):
    paper()
    call_command("check_sources", later=True)
    assert "Asked for: Check all sources." in capsys.readouterr().out
    assert Job.objects.get().state == "waiting"
