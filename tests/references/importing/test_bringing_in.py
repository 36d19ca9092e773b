"""Bring records in: each once, with its history, whatever happens meanwhile."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from references import jobs
from references.duplicates import finding
from references.importing import bringing_in, deciding
from references.models import Collection, Import, LookAlike, Source, Tag
from references.models.importing import Said
from tests import builders

from .conftest import states
from .files import paper, ris

pytestmark = pytest.mark.django_db


def test_new_records_become_sources_with_their_history(importing):
    batch = importing.whole(ris(paper(1, AB="Pain fell.", N1="From my desk."), paper(2)))
    assert (batch.state, states(batch)) == ("done", ["imported", "imported"])
    source = batch.rows.get(position=1).source
    assert source.doi == "10.1000/import.1"
    assert source.abstract == "Pain fell."
    assert source.private_note == "From my desk."
    assert source.created_by == importing.by
    assert source.origins["title"][0] == "import"
    change = source.changes.get()
    assert (change.origin, change.by) == ("import", importing.by)
    assert change.changes["doi"] == ["", "10.1000/import.1"]


def test_citekeys_of_one_file_differ(importing):
    builders.source("same2020")
    batch = importing.whole(ris(*[paper(n, AU="Same, A.", PY="2020") for n in range(3)]))
    keys = set(Source.objects.filter(pk__in=batch.rows.values("source")).values_list("citekey", flat=True))
    assert keys == {"same2020a", "same2020b", "same2020c"}


def test_a_record_without_identifier_says_in_public_why(importing):
    batch = importing.start(ris(paper(1, DO=""), paper(2)))
    deciding.choose(batch, fill_gaps=False, not_findable_because="An old leaflet.")
    batch = importing.bring_in(batch)
    assert batch.rows.get(position=1).source.not_findable_because == "An old leaflet."
    assert batch.rows.get(position=2).source.not_findable_because == ""


def test_collections_and_tags_are_given_to_all_that_come_in(importing):
    shelf, word = Collection.objects.create(name="Sleep"), Tag.objects.create(name="to read")
    batch = importing.start(ris(paper(1), paper(2)))
    deciding.choose(batch, fill_gaps=False, not_findable_because="None.", collections=[shelf], tags=[word])
    importing.bring_in(batch)
    assert shelf.sources.count() == word.sources.count() == 2


def test_gaps_of_what_is_here_are_filled_only_when_asked(importing):
    here = builders.source(doi="10.1000/import.1", title=paper(1)["TI"], volume="", pages="7")
    content = ris(paper(1), paper(2))
    importing.whole(content)
    here.refresh_from_db()
    assert (here.volume, here.pages) == ("", "7")
    batch = importing.start(content)
    deciding.choose(batch, fill_gaps=True, not_findable_because="None.")
    batch = importing.bring_in(batch)
    here.refresh_from_db()
    assert (here.volume, here.pages) == ("2", "7")
    row = batch.rows.get(position=1)
    assert (row.state, row.filled["volume"]) == ("filled", ["", "2"])
    assert states(batch)[1] == "here"


def test_two_records_of_one_work_fill_one_source_when_asked(importing):
    batch = importing.start(ris(paper(1), paper(1, AB="Pain fell.")))
    deciding.choose(batch, fill_gaps=True, not_findable_because="None.")
    importing.bring_in(batch)
    assert Source.objects.get().abstract == "Pain fell."


def test_undecided_look_alikes_stay_out_and_can_come_in_later(importing):
    here = builders.source(
        title=paper(1)["TI"], authors=[{"family": paper(1)["AU"][0].split(",")[0]}], year=1991, doi="10.1000/other"
    )
    batch = importing.whole(ris(paper(1), paper(2)))
    assert states(batch) == ["look-alike", "imported"]
    assert Source.objects.count() == 2
    assert deciding.decide(batch, [1], Said.APART, by=importing.by) == 1
    batch = importing.bring_in(batch)
    row = batch.rows.get(position=1)
    assert (batch.state, row.state) == ("done", "imported")
    pair = LookAlike.objects.get()
    assert {pair.first, pair.second} == {here, row.source}
    assert (pair.decision, pair.decided_by) == ("apart", importing.by)
    finding.ask(by=importing.by, now=builders.NOW)
    jobs.run_waiting(timezone.now())
    pair.refresh_from_db()
    assert pair.decision == "apart", "it is not offered again"


def test_the_same_work_only_fills_gaps(importing):
    here = builders.source(
        title=paper(1)["TI"], authors=[{"family": paper(1)["AU"][0].split(",")[0]}], year=1991, doi="", pmid="77"
    )
    batch = importing.start(ris(paper(1)))
    deciding.decide(batch, [1], Said.SAME, by=importing.by)
    batch = importing.bring_in(batch)
    here.refresh_from_db()
    assert (states(batch), here.doi, here.volume) == (["filled"], "10.1000/import.1", "2")
    assert Source.objects.count() == 1


def test_what_was_said_of_a_look_alike_can_be_taken_back(importing):
    batch = importing.start(ris(paper(1), paper(1, DO="")))
    deciding.decide(batch, [2], Said.SAME, by=importing.by)
    assert states(batch) == ["new", "here"]
    deciding.decide(batch, [2], Said.NOTHING, by=importing.by)
    assert states(batch) == ["new", "look-alike"]


def test_another_version_goes_in_and_is_linked(importing):
    title = "Magnesium for skeletal muscle cramps"
    about = {"JO": "Cochrane Database of Systematic Reviews", "AU": "Garrison, S. R.", "TI": title}
    here = builders.source(
        "garrison2020",
        title=title,
        authors=[{"family": "Garrison", "given": "S R"}],
        year=2020,
        doi="10.1002/14651858.CD009402.pub3",
    )
    batch = importing.start(ris(paper(1, PY="2012", DO="10.1002/14651858.CD009402.pub2", **about)))
    assert states(batch) == ["look-alike"]
    deciding.decide(batch, [1], Said.VERSIONS, by=importing.by)
    batch = importing.bring_in(batch)
    older = batch.rows.get().source
    assert older.superseded_by == here
    batch = importing.undo(batch)
    assert (states(batch), Source.objects.get()) == (["undone"], here)


def test_running_twice_brings_nothing_twice(importing):
    batch = importing.start(ris(*map(paper, range(5))))
    bringing_in.begin(batch, by=importing.by, now=builders.NOW)
    for _ in range(2):
        bringing_in.bring_in(batch.pk, say=lambda *a, **k: None, clock=builders.later)
    assert Source.objects.count() == 5
    with pytest.raises(deciding.Closed):
        bringing_in.begin(batch, by=importing.by, now=builders.NOW)


def test_what_came_in_after_the_preview_is_met(importing):
    """By identifier it is here already; what merely looks alike waits for a person."""
    batch = importing.start(ris(paper(1), paper(2, DO=""), paper(3)))
    by_doi = builders.source(doi="10.1000/import.1", title=paper(1)["TI"])
    alike = builders.source(title=paper(2)["TI"], authors=[{"family": paper(2)["AU"][0].split(",")[0]}], year=1992)
    batch = importing.bring_in(batch)
    assert states(batch) == ["here", "look-alike", "imported"]
    assert batch.rows.get(position=1).source == by_doi
    assert batch.rows.get(position=2).source == alike


def test_one_file_imported_twice_at_once_gives_no_record_twice(importing):
    content = ris(paper(1), paper(2, DO=""), paper(3, DO=""))
    first, second = importing.start(content), importing.start(content)
    first, second = importing.bring_in(first), importing.bring_in(second)
    assert states(first) == ["imported"] * 3
    assert states(second) == ["here", "look-alike", "look-alike"]
    assert Source.objects.count() == 3


def test_works_kept_apart_that_share_an_identifier_go_in_without_it(importing):
    builders.source("abbasi2012", pmid="23853635", title="The effect of magnesium on primary insomnia in elderly")
    batch = importing.start(ris(paper(1, AN="23853635", DB="PubMed")))
    deciding.decide(batch, [1], Said.APART, by=importing.by)
    source = importing.bring_in(batch).rows.get().source
    assert (source.doi, source.pmid) == ("10.1000/import.1", "")


def test_a_record_that_cannot_stand_is_left_out_and_the_others_go_in(importing):
    batch = importing.start(ris(paper(1), paper(2), paper(3)))
    bad = batch.rows.get(position=2)
    bad.details["doi"] = "nonsense"
    bad.save()
    batch = importing.bring_in(batch)
    assert states(batch) == ["imported", "left-out", "imported"]
    assert batch.rows.get(position=2).reason == (
        "It cannot stand in the library. This is not a DOI. A DOI looks like 10.1111/anae.12107."
    )


def test_a_pause_stops_after_a_batch_and_resuming_goes_on(importing, monkeypatch):
    monkeypatch.setattr(bringing_in, "BATCH", 2)
    batch = importing.start(ris(*map(paper, range(5))))
    bringing_in.begin(batch, by=importing.by, now=builders.NOW)

    def pause(text, done, total):
        assert text == f"{done} of 5 records are in"
        bringing_in.pause(batch)

    bringing_in.bring_in(batch.pk, say=pause, clock=builders.later)
    assert Source.objects.count() == 2
    assert Import.objects.get().state == "paused"
    assert importing.bring_in(batch).state == "done"
    assert Source.objects.count() == 5


def test_many_records_ask_the_database_hardly_more_than_few(importing):
    asked = []
    for records in (range(100, 105), range(200, 300)):
        batch = importing.start(ris(*map(paper, records)))
        with CaptureQueriesContext(connection) as queries:
            importing.bring_in(batch)
        asked.append(len([q for q in queries if not q["sql"].startswith(("INSERT", "UPDATE"))]))
    assert asked[0] == asked[1]
