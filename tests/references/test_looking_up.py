"""A look-up from question to source: what is asked, what is kept, what is taken over, what stays."""

import pytest
from django.core.exceptions import ValidationError

from references import filling, jobs, looking_up
from references.models import Job, LookAlike, LookUp, Source
from references.models.look_up import LookUpState
from tests import builders
from tests.builders import NOW, later

pytestmark = pytest.mark.django_db

DOI = "10.1000/cramps"
ABSTRACT = (
    "<jats:sec><jats:title>Results</jats:title><jats:p>Pain fell by 2 points. Sleep improved.</jats:p></jats:sec>"
)


@pytest.fixture(autouse=True)
def upstream(catalogues):
    catalogues.crossref[DOI] = {"title": ["Magnesium and cramps"], "volume": "9", "abstract": ABSTRACT}
    return catalogues


@pytest.fixture
def emi():
    return builders.editor()


def asked(by, text=DOI, **more):
    """A look-up whose answer has come."""
    look_up = looking_up.ask(text, by=by, now=NOW, **more)
    jobs.run_waiting(later())
    look_up.refresh_from_db()
    return look_up


# ---- asking


def test_what_was_found_waits_for_a_person_and_is_no_source_yet(emi):
    look_up = asked(emi, f"https://doi.org/{DOI}")
    assert (look_up.state, look_up.field, look_up.value, look_up.origin) == ("found", "doi", DOI, "crossref")
    assert (look_up.asked_at, look_up.asked_by, look_up.answered_at) == (NOW, emi, later())
    assert looking_up.details_of(look_up).title == "Magnesium and cramps"
    assert not Source.objects.exists()


def test_the_answer_comes_in_a_job_that_staff_see(emi):
    look_up = looking_up.ask(DOI, by=emi, now=NOW)
    assert looking_up.standing(look_up, now=NOW) == (LookUpState.WAITING, "")
    assert (look_up.job.title, look_up.job.state) == (f"Look up {DOI}", "waiting")
    jobs.run_waiting(later())
    look_up.refresh_from_db()
    assert look_up.job.state == "finished"


def test_what_no_database_stores_is_left_out_of_what_was_pasted(emi):
    look_up = asked(emi, f"{DOI} \x00\ud800")
    assert (look_up.asked, look_up.state) == (f"{DOI} ", "found")


def test_the_same_question_by_the_same_person_is_asked_once_while_it_waits(emi):
    first = looking_up.ask(DOI, by=emi, now=NOW)
    assert looking_up.ask(f"doi:{DOI}", by=emi, now=later()) == first
    assert looking_up.ask(DOI, by=builders.editor(), now=later()) != first
    jobs.run_waiting(later())
    assert looking_up.ask(DOI, by=emi, now=later()) != first


def test_a_work_that_is_here_is_not_asked_for_again_but_led_to(emi, upstream):
    here = builders.source(doi=DOI.upper())
    with pytest.raises(filling.Known) as known:
        looking_up.ask(DOI, by=emi, now=NOW)
    assert known.value.source == here
    assert not LookUp.objects.exists()


@pytest.mark.parametrize("typed", ["", "magnesium", "23550975", "2013"])
def test_what_names_no_work_is_refused_with_what_would(emi, typed):
    with pytest.raises(looking_up.NothingToLookUp, match="PMID 32956536"):
        looking_up.ask(typed, by=emi, now=NOW)


def test_a_mistyped_isbn_is_told_from_no_isbn(emi):
    with pytest.raises(looking_up.NothingToLookUp, match="check digit"):
        looking_up.ask("978-0-306-40615-8", by=emi, now=NOW)


def test_several_identifiers_at_once_are_told_where_a_list_of_them_goes(emi):
    with pytest.raises(looking_up.NothingToLookUp, match="Paste one; for a list of them, add an import"):
        looking_up.ask("10.1000/one 10.1000/two", by=emi, now=NOW)


def test_a_record_found_by_one_identifier_may_be_here_by_another(emi, upstream):
    here = builders.source(doi=DOI)
    upstream.pubmed["32956536"] = {"title": "Magnesium and cramps", "doi": DOI}
    look_up = asked(emi, "PMID 32956536")
    assert looking_up.here_already(look_up) == here
    with pytest.raises(filling.Known):
        looking_up.take(look_up, by=emi, now=later(2))


# ---- what the catalogues could not say


def test_an_identifier_that_does_not_exist_becomes_a_stub_to_be_finished_by_hand(emi):
    look_up = asked(emi, "10.1000/nowhere")
    assert look_up.state == "not-found"
    assert look_up.problem
    stub = looking_up.stub(look_up, title=" A leaflet ", by=emi, now=later(2))
    assert (stub.doi, stub.title, stub.citekey, stub.created_by) == ("10.1000/nowhere", "A leaflet", "leaflet", emi)
    assert stub.origins["title"][0] == "hand"
    assert looking_up.stub(look_up, title="Again", by=emi, now=later(3)) == stub


def test_a_stub_needs_a_title(emi):
    look_up = asked(emi, "10.1000/nowhere")
    with pytest.raises(ValidationError):
        looking_up.stub(look_up, title=" ", by=emi, now=later(2))
    assert not Source.objects.exists()


@pytest.mark.parametrize("how", ["broken", "garbage", "hang-up", "error-inside", "cut"])
def test_a_catalogue_that_fails_leaves_the_source_as_it_was_and_is_said(emi, upstream, how):
    source = builders.source(doi=DOI, title="As it was")
    for service in ("crossref", "doi", "datacite"):
        upstream.misbehave(service, how)
    look_up = asked(emi, "", source=source)
    assert look_up.state == "failed"
    assert look_up.problem.endswith(".")
    source.refresh_from_db()
    assert (source.title, source.looked_up_at) == ("As it was", None)
    with pytest.raises(looking_up.NotThere):
        looking_up.take(look_up, by=emi, now=later(2))


def test_a_job_that_ended_without_an_answer_says_so_instead_of_waiting_for_ever(emi):
    look_up = looking_up.ask(DOI, by=emi, now=NOW)
    Job.objects.update(state="failed", finished_at=later(), reason="The database was away.")
    look_up = LookUp.objects.get()
    assert looking_up.standing(look_up, now=later()) == (LookUpState.FAILED, "The database was away.")
    assert looking_up.ask(DOI, by=emi, now=later()) != look_up


def test_without_a_worker_whoever_waits_is_told(emi):
    look_up = looking_up.ask(DOI, by=emi, now=NOW)
    assert "manage.py work" in looking_up.standing(look_up, now=later())[1]


# ---- taking over


def test_what_was_found_becomes_a_source_that_says_where_it_came_from(emi):
    source = looking_up.take(asked(emi), by=emi, now=later(2))
    assert (source.title, source.volume, source.doi) == ("Magnesium and cramps", "9", DOI)
    assert source.abstract == "Results: Pain fell by 2 points. Sleep improved."
    assert source.origins["title"][0] == "crossref"
    assert source.created_by == emi


def test_what_another_catalogue_adds_says_that_it_came_from_there(emi, upstream):
    upstream.unpaywall[DOI] = {"best_oa_location": {"url": "https://repository.example/cramps.pdf"}}
    source = looking_up.take(asked(emi), by=emi, now=later(2))
    assert source.open_access_url == "https://repository.example/cramps.pdf"
    assert (source.origins["open_access_url"][0], source.origins["title"][0]) == ("unpaywall", "crossref")


def test_a_record_about_something_else_is_said_to_be(emi):
    look_up = asked(emi, "", source=builders.source(doi=DOI, title="Sleep in shift workers"))
    assert "has little in common with" in look_up.warnings[0]


def test_a_new_source_is_looked_at_by_the_watch_and_put_beside_what_it_looks_like(emi, upstream):
    upstream.crossref[DOI] |= {
        "updated-by": [
            {
                "DOI": "10.1000/notice",
                "type": "retraction",
                "source": "publisher",
                "updated": {"date-parts": [[2025, 5, 6]]},
            }
        ]
    }
    alike = builders.source(title="Magnesium and cramps", doi="10.1000/other", volume="9")
    look_up = asked(emi)
    assert "This work was retracted." in look_up.warnings
    source = looking_up.take(look_up, by=emi, now=later(2))
    jobs.run_waiting(later(3))
    source.refresh_from_db()
    assert (source.status, source.check_state) == ("retracted", "checked")
    assert {pair.first for pair in LookAlike.objects.all()} == {alike}


def test_a_look_up_is_taken_over_once(emi):
    look_up = asked(emi)
    first = looking_up.take(look_up, by=emi, now=later(2))
    assert looking_up.take(look_up, by=emi, now=later(3)) == first
    assert Source.objects.count() == 1


def test_what_a_person_corrected_stays_unless_they_choose_the_other(emi):
    source = builders.source(doi=DOI, title="My title", volume="")
    look_up = asked(emi, "", source=source)
    looking_up.take(look_up, by=emi, now=later(2))
    source.refresh_from_db()
    assert (source.title, source.volume) == ("My title", "9")
    look_up = asked(emi, "", source=source)
    looking_up.take(look_up, by=emi, now=later(2), fields={"title"})
    source.refresh_from_db()
    assert source.title == "Magnesium and cramps"


def test_a_source_that_was_merged_meanwhile_is_filled_where_it_went(emi):
    source, winner = builders.source(doi=DOI), builders.source(volume="")
    look_up = asked(emi, "", source=source)
    Source.objects.filter(pk=source.pk).update(merged_into=winner, doi="")
    assert looking_up.take(look_up, by=emi, now=later(2)) == winner
    winner.refresh_from_db()
    assert winner.volume == "9"


# ---- many at once


def test_many_sources_are_looked_up_in_one_job_and_wait_for_a_person(emi, upstream):
    upstream.crossref["10.1000/sleep"] = {"title": ["Magnesium and sleep"], "volume": "4"}
    ours = [builders.source(doi=d, volume="") for d in (DOI, "10.1000/sleep", "10.1000/gone")]
    bare = builders.source(doi="", not_findable_because="A leaflet.")
    job = looking_up.ask_again([*ours, bare], by=emi, now=NOW)
    [done] = jobs.run_waiting(later())
    assert (done.pk, done.state, done.done, done.total) == (job.pk, "finished", 3, 3)
    look_ups = LookUp.objects.filter(job=job)
    assert sorted(look_ups.values_list("state", flat=True)) == ["found", "found", "not-found"]
    assert not Source.objects.exclude(volume="").exists()
    taken, refused = looking_up.take_many(look_ups, by=emi, now=later(2))
    assert (taken, [str(one.source) for one, _ in refused]) == (2, [str(ours[2])])
    assert sorted(Source.objects.exclude(volume="").values_list("volume", flat=True)) == ["4", "9"]


def test_sources_without_anything_to_ask_by_start_no_job(emi):
    bare = builders.source(doi="", not_findable_because="A leaflet.")
    assert looking_up.ask_again([bare], by=emi, now=NOW) is None
    with pytest.raises(looking_up.NothingToLookUp):
        looking_up.ask("", by=emi, now=NOW, source=bare)
    assert not Job.objects.exists()
