"""What a bad file gets: a sentence, line numbers, and its readable records in the library."""

import io
import json
import zipfile

import pytest

from references.importing import files, preview, starting, unreadable
from references.models import Import, Source
from tests import builders

from .conftest import states
from .files import paper, ris

pytestmark = pytest.mark.django_db


def _zip_bomb():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("library.ris", b"\0" * 20_000_000)
    return data.getvalue()


LAUGHS = """<?xml version="1.0"?><!DOCTYPE PubmedArticleSet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<PubmedArticleSet><PubmedArticle>&b;</PubmedArticle></PubmedArticleSet>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE PubmedArticleSet SYSTEM "http://127.0.0.1:9/evil.dtd">
<PubmedArticleSet><PubmedArticle></PubmedArticle></PubmedArticleSet>"""


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 \n%\xe2\xe3", "This is a PDF, not a file of references."),
        (_zip_bomb(), "This is a zip archive."),
        (b"\x89PNG\r\n\x1a\n", "This is an image."),
        (b"<!doctype html><title>Papers</title>", "This is a web page, not a file of references."),
        (b"   \n\n ", "There is nothing in this file."),
        (LAUGHS.encode(), "This XML declares entities or a document type of its own, so it is not opened."),
        (OUTSIDE.encode(), "This XML declares entities or a document type of its own, so it is not opened."),
        (b"[]", "No reference was found in this file. Is it the right one?"),
    ],
    ids=["PDF", "zip bomb", "image", "web page", "blank", "a billion laughs", "a DTD from outside", "nothing in it"],
)
def test_a_file_of_the_wrong_kind_is_refused_with_a_sentence(importing, content, sentence):
    batch = importing.start(content)
    assert batch.state == "failed"
    assert batch.problem.startswith(sentence)
    assert not batch.rows.exists()
    assert not files.is_kept(batch)


def test_an_empty_file_is_refused_and_leaves_nothing(importing):
    with pytest.raises(starting.NotImportable, match="The file is empty"):
        importing.start("")
    assert not Import.objects.exists()


def test_a_file_that_is_too_large_is_refused_before_it_is_kept(importing, settings):
    settings.IMPORT_MAX_BYTES = 1000
    with pytest.raises(starting.NotImportable) as refusal:
        importing.start("x" * 1001)
    assert str(refusal.value) == (
        "The file has 1001 bytes, and at most 1000 bytes can be imported at once. Split it into several files."
    )
    assert not Import.objects.exists()


def test_a_full_disk_leaves_no_half_of_a_file(importing):
    def chunks():
        yield b"TY  - JOUR\n"
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        starting.start(chunks(), name="a.ris", size=99, by=importing.by, now=builders.NOW)
    folder = files.place_of(Import(path=files.FOLDER))
    assert list(folder.iterdir()) == []


def test_a_truncated_file_gives_its_whole_records_and_names_the_last(importing):
    whole = json.dumps(
        [{"type": "article-journal", "title": paper(n)["TI"], "DOI": paper(n)["DO"]} for n in range(3)], indent=1
    )
    batch = importing.whole(whole[:-40])
    assert states(batch) == ["imported", "imported", "unreadable"]
    assert batch.rows.get(position=3).problems[0]["line"] > 10


def test_characters_that_no_database_keeps_are_left_out(importing):
    title = paper(1)["TI"]
    nul = importing.whole(ris(paper(1)).replace(title, title.replace(" and ", "\0 and ")))
    assert nul.rows.get().source.title == title
    lone = importing.whole(
        json.dumps([{"type": "article-journal", "title": f"{paper(2)['TI']}\ud800", "DOI": "10.1000/z"}])
    )
    assert lone.rows.get().source.title == paper(2)["TI"]


def test_three_broken_records_among_many_are_named_and_the_others_go_in(importing):
    records = [
        json.dumps({"type": "article-journal", "title": paper(n)["TI"], "DOI": paper(n)["DO"]}) for n in range(300)
    ]
    for n in (10, 150, 299):
        records[n] = records[n].replace('"title":', '"title"')
    content = "[\n" + ",\n".join(records) + "\n]\n"
    batch = importing.start(content, name="library.json")
    assert [row.line for row in preview.rows_of(batch, "unreadable")] == [12, 152, 301]
    figures = preview.counts(batch)
    assert (figures["new"], figures["unreadable"], figures["unreadable_out"]) == (297, 3, 3)
    assert "".join(unreadable.text_of(batch)) == f"{records[10]},\n{records[150]},\n{records[299]}\n]\n"
    importing.bring_in(batch)
    assert Source.objects.count() == 297


def test_a_list_of_identifiers_goes_in_as_stubs_to_be_finished(importing):
    batch = importing.whole("10.1000/first\nPMID: 32956536\nnothing here\n10.1000/FIRST\n")
    assert states(batch) == ["imported", "imported", "unreadable", "here"]
    assert sorted(Source.objects.values_list("title", "doi", "pmid")) == [
        ("DOI 10.1000/first", "10.1000/first", ""),
        ("PMID 32956536", "", "32956536"),
    ]


def test_a_text_that_no_reference_has_is_cut_and_said(importing):
    batch = importing.whole(ris(paper(1, AB="word " * 20_000)))
    row = batch.rows.get()
    assert len(row.source.abstract) <= 50_000
    assert [p["stands"] for p in row.problems] == ["abstract"]
