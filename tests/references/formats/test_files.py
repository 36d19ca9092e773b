"""Files of every kind: what they are is found by their content, in any encoding; the wrong kind gets one sentence."""

import codecs
import io
import tracemalloc
import zipfile

import pytest

from references import formats
from references.formats import Unreadable
from references.formats.encoding import LARGEST, Text

RIS = "TY  - JOUR\nTI  - Wirkung von Käse – „Mg“\nAU  - Müller, Jörg\nER  - \n"
FILES = {
    "ris": RIS,
    "bibtex": "% a comment\n@article{a,\n title = {Wirkung von Käse – „Mg“},\n author = {Müller, Jörg}\n}\n",
    "nbib": "PMID- 90000001\nTI  - Wirkung von Käse – „Mg“.\nFAU - Müller, Jörg\n",
    "csl-json": '[\n{"title": "Wirkung von Käse – „Mg“", "author": [{"family": "Müller", "given": "Jörg"}]}\n]\n',
    "pubmed-xml": "<PubmedArticleSet>\n<PubmedArticle><MedlineCitation><PMID>90000001</PMID><Article><ArticleTitle>"
    "Wirkung von Käse – „Mg“.</ArticleTitle><AuthorList><Author><LastName>Müller</LastName><ForeName>Jörg</ForeName>"
    "</Author></AuthorList></Article></MedlineCitation></PubmedArticle>\n</PubmedArticleSet>\n",
}
ENCODINGS = {
    "utf-8": ("utf-8", b"", "UTF-8"),
    "utf-8 with a mark": ("utf-8", codecs.BOM_UTF8, "UTF-8"),
    "utf-16 LE": ("utf-16-le", codecs.BOM_UTF16_LE, "UTF-16"),
    "utf-16 BE": ("utf-16-be", codecs.BOM_UTF16_BE, "UTF-16"),
    "utf-16 LE without mark": ("utf-16-le", b"", "UTF-16"),
    "utf-16 BE without mark": ("utf-16-be", b"", "UTF-16"),
    "windows-1252": ("cp1252", b"", "Windows-1252"),
}


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("format", FILES)
def test_every_format_is_found_and_read_in_every_encoding(format, encoding, ends):
    codec, mark, label = ENCODINGS[encoding]
    reading = formats.read(mark + FILES[format].replace("\n", ends).encode(codec))
    (record,) = reading.records
    assert (reading.format, reading.encoding) == (format, label)
    assert reading.lines == FILES[format].count("\n")
    assert record.details.title == "Wirkung von Käse – „Mg“"
    assert record.details.authors == ({"family": "Müller", "given": "Jörg"},)


def test_a_file_put_together_from_two_encodings_is_read_in_both():
    data = RIS.encode() + RIS.encode("cp1252")
    assert [r.details.authors[0]["family"] for r in formats.read(data).records] == ["Müller", "Müller"]


@pytest.mark.parametrize("size", [65535, 65536, 65537])
def test_a_character_on_the_seam_of_two_pieces_is_one(size):
    data = b"TY  - JOUR\nTI  - One\nN1  - " + b"x" * (size - 31) + "é\r\nN1  - ü\r\nER  - \r\n".encode()
    (record,) = formats.read(data).records
    assert record.details.notes[0].endswith("xé")
    assert record.details.notes[1] == "ü"


def test_what_no_database_stores_is_left_out():
    data = RIS.replace("Wirkung", "Wir\x00kung\x0b\x7f").encode() + b"TY  - JOUR\nTI  - a\xed\xa0\x80b\nER  - \n"
    data += "TY  - JOUR\nTI  - a\x85b&#0;c\u200b\nER  - \n".encode()
    titles = [r.details.title for r in formats.read(data).records]
    assert titles == ["Wirkung von Käse – „Mg“", "ab", "a b\ufffdc"]
    (record,) = formats.read(rb'[{"title": "a\ud800b\u0000c"}]').records
    assert record.details.title == "abc"


def xlsx():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    return data.getvalue()


def zip_bomb():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.ris", b"0" * 10_000_000)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty."),
        (b"  \n\r\n", "There is nothing in this file."),
        (b"\xef\xbb\xbf", "There is nothing in this file."),
        (b"%PDF-1.7\n%\xe2\xe3", "This is a PDF"),
        (xlsx(), "This is an Office document."),
        (zip_bomb(), "This is a zip archive."),
        (b"\x1f\x8b\x08\x00", "This is a compressed file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "This is an old Office document"),
        (b"\x89PNG\r\n", "This is an image."),
        (b"{\\rtf1 TY  - JOUR}", "This is a Word document"),
        (b"<!DOCTYPE html><html><body>TY  - JOUR</body></html>", "This is a web page"),
        (b"<html>", "This is a web page"),
        (b"<?xml version='1.0'?><xml><records><record/></records></xml>", "This XML is not of PubMed."),
        (b"%0 Journal Article\n%T One\n", "This is EndNote's own format."),
        (b"FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\n", "This is Web of Science's own format."),
        (b"Dear colleague,\nplease find attached\nwhat you asked for.\n", "This is no file of references"),
        (bytes(range(256)) * 20, "This is no file of references"),
    ],
)
def test_a_file_of_the_wrong_kind_gets_one_sentence(data, sentence):
    with pytest.raises(Unreadable) as refused:
        formats.read(data)
    assert str(refused.value).startswith(sentence)
    assert str(refused.value).count("\n") == 0


def test_a_file_that_is_not_what_a_person_said_gets_one_sentence():
    with pytest.raises(Unreadable, match="looks like RIS, not like BibTeX"):
        formats.read(RIS.encode(), "bibtex")


class Endless(io.RawIOBase):
    """A file of more than 200 MB that nobody may read."""

    def seekable(self):
        return True

    def seek(self, offset, whence=io.SEEK_SET):
        return LARGEST + 1 if whence == io.SEEK_END else offset

    def read(self, size=-1):
        raise AssertionError("It was read.")


def test_a_file_of_more_than_200_mb_is_refused_before_it_is_read():
    with pytest.raises(Unreadable, match="This file has 201 MB; up to 200 MB can be read"):
        formats.read(Endless())


def test_memory_stays_flat_however_many_records_a_file_has():
    peaks = []
    record = RIS.replace("ER  - ", f"AB  - {'word ' * 2000}\nER  - ").encode()
    for many in (20, 100):
        data = io.BytesIO(record * many)
        tracemalloc.start()
        assert sum(1 for _ in formats.read(data).records) == many
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.2


def test_a_line_without_end_is_cut_and_not_held():
    data = b"TY  - JOUR\nTI  - One\nAB  - " + b"word " * 500_000 + b"\nER  - \n"
    assert [number for number, _ in Text(data).numbered()][:6] == [1, 2, 3, 3, 3, 4]
    (record,) = formats.read(data).records
    assert record.details.title == "One"


def test_ten_thousand_records_of_which_three_are_broken():
    good = "@article{{k{0},\n title = {{Work {0}}}\n}}\n"
    entries = [good.format(n) for n in range(2000)]
    for n in (10, 700, 1999):
        entries[n] = entries[n].replace("\n}\n", "\n")
    records = list(formats.read("".join(entries).encode()).records)
    assert [r.line for r in records if r.unreadable] == [31, 2100, 5997 - 1]
    assert sum(not r.unreadable for r in records) == 1997


def test_a_list_of_identifiers_is_read_line_by_line():
    text = (
        "# my list\n10.1000/x.1\n\nPMID: 90000001,\nhttps://doi.org/10.1000/y\nISBN 978-0-309-06403-3\n"
        "arXiv:2101.00001v2\nnonsense\nhttps://example.org/page\n10.1000/a 10.1000/b\n123456\n"
    )
    found = [(r.line, r.details.as_json(), r.unreadable) for r in formats.read(text.encode()).records]
    assert found == [
        (2, {"doi": "10.1000/x.1"}, False),
        (4, {"pmid": "90000001"}, False),
        (5, {"doi": "10.1000/y"}, False),
        (6, {"isbn": "9780309064033"}, False),
        (7, {"arxiv": "2101.00001"}, False),
        (8, {}, True),
        (9, {"url": "https://example.org/page"}, False),
        (10, {}, True),
        (11, {}, True),  # a bare number could be anything
    ]


def test_a_file_of_numbers_only_is_a_list_of_pmids_as_pubmed_saves_it():
    assert [r.details.pmid for r in formats.read(b"90000001\n90000002\r\n\n3\n").records] == [
        "90000001",
        "90000002",
        "3",
    ]
