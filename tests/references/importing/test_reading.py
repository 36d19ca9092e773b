"""Read a file: each record is sorted, nothing goes into the library."""

import pytest

from references.importing import preview
from references.models import Source
from tests import builders

from .conftest import states
from .files import paper, ris

pytestmark = pytest.mark.django_db


def test_a_preview_counts_and_changes_nothing(importing):
    here = builders.source(doi="10.1000/import.1", title=paper(1)["TI"], volume="")
    batch = importing.start(ris(paper(1, DO="10.1000/IMPORT.1"), paper(2), paper(3)))
    assert (batch.state, batch.format, batch.records, batch.encoding) == ("preview", "ris", 3, "UTF-8")
    assert states(batch) == ["here", "new", "new"]
    row = batch.rows.get(position=1)
    assert (row.source, row.reason) == (here, "Same DOI.")
    assert "volume" in row.gains
    figures = preview.counts(batch)
    assert (figures["new"], figures["here"], figures["gaining"]) == (2, 1, 1)
    assert preview.to_go_in(batch, figures) == 2
    assert Source.objects.count() == 1


def test_two_records_of_one_file_with_one_identifier_are_one(importing):
    batch = importing.start(ris(paper(1), paper(1, DO="https://doi.org/10.1000/IMPORT.1", AB="Pain fell."), paper(2)))
    assert states(batch) == ["new", "here", "new"]
    second = batch.rows.get(position=2)
    assert second.twin == 1
    assert second.reason == "It has the same DOI as in line 1."
    assert second.gains == ["abstract"]


def test_a_record_that_looks_like_a_source_waits_for_a_person(importing):
    here = builders.source(title="Clinical features of hypermagnesemia in patients with constipation", year=2020)
    batch = importing.start(
        ris(
            paper(
                1,
                TI="Clinical features of hypermagnesaemia in patients with constipation",
                AU="Author, A. B.",
                PY="2020",
                DO="",
            )
        )
    )
    row = batch.rows.get()
    assert (row.state, row.source) == ("look-alike", here)
    assert row.reason


def test_records_of_one_file_that_look_alike_wait_for_a_person(importing):
    batch = importing.start(ris(paper(1), paper(2), paper(1, DO="")))
    assert states(batch) == ["new", "new", "look-alike"]
    assert batch.rows.get(position=3).twin == 1


def test_one_identifier_with_two_quite_different_titles_is_for_a_person(importing):
    builders.source("abbasi2012", pmid="23853635", title="The effect of magnesium on primary insomnia in elderly")
    batch = importing.start(ris(paper(1, AN="23853635", DB="PubMed")))
    row = batch.rows.get()
    assert row.state == "look-alike"
    assert row.reason == "The PMID belongs to abbasi2012, but the titles have little in common."


def test_a_work_under_the_identifier_of_another_is_shown_beside_its_own_record(importing):
    builders.source("abbasi2012", pmid="23853635", title="The effect of magnesium on primary insomnia in elderly")
    family = paper(1)["AU"][0].partition(",")[0]
    own = builders.source(title=paper(1)["TI"], authors=[{"family": family}], year=1991, doi="10.1000/own")
    row = importing.start(ris(paper(1, DO="", AN="23853635", DB="PubMed"))).rows.get()
    assert (row.state, row.source) == ("look-alike", own)
    assert row.reason == "The titles are the same. The PMID belongs to abbasi2012."


def test_identifiers_of_two_sources_in_one_record_are_for_a_person(importing):
    builders.source("first", doi="10.1000/import.1", title=paper(1)["TI"])
    builders.source("second", doi="", pmid="23853635")
    row = importing.start(ris(paper(1, AN="23853635", DB="PubMed"))).rows.get()
    assert row.state == "look-alike"
    assert row.reason == "The DOI belongs to first. The PMID belongs to second."


def test_two_chapters_of_one_book_are_two_works(importing):
    one = paper(1, TY="CHAP", DO="", SN="978-0-309-06403-3")
    two = paper(2, TY="CHAP", DO="", SN="978-0-309-06403-3")
    batch = importing.whole(ris(one, two))
    assert states(batch) == ["imported", "imported"]
    assert list(Source.objects.values_list("isbn", flat=True)) == ["", ""]
    assert "ISBN of the book: 9780309064033" in Source.objects.first().private_note


def test_reading_asks_the_database_as_often_for_many_records_as_for_few(importing, django_assert_max_num_queries):
    few, many = ris(*map(paper, range(5))), ris(*map(paper, range(150)))
    for content in (few, many):
        with django_assert_max_num_queries(32):
            importing.start(content)
