"""MEDLINE tags. The samples are written for these tests; names, numbers and findings are made up."""

import pytest

from references import formats
from references.details import NoticeSeen, Relation


def read(text):
    return list(formats.read(text.encode(), "nbib").records)


def one(text):
    (record,) = read(text)
    assert not record.unreadable
    return record.details


PUBMED = """
PMID- 90000001
OWN - NLM
STAT- MEDLINE
IS  - 1873-2763 (Electronic)
IS  - 8756-3282 (Linking)
VI  - 154
IP  - 2
DP  - 2022 Jan 9
TI  - Effect of magnesium on bone in older adults: a
      systematic review and meta-analysis.
PG  - 123-30
LID - 10.1000/bone.2022.1 [doi]
LID - S8756-3282(21)00001-1 [pii]
AB  - BACKGROUND: Bone needs magnesium. METHODS: We read MEDLINE: all of it. MAIN
      OUTCOME MEASURES: Pain, by the DNA scale. RESULTS: Pain fell (p<0.05).
CI  - Copyright (c) 2022.
FAU - van Delft, Marieke
AU  - van Delft M
FAU - King, Martin L Jr
AU  - King ML Jr
AU  - Oddny T
CN  - Magnesium and Bone Study Group
LA  - eng
GR  - R01 AG000001/AG/NIA NIH HHS/United States
GR  - WT_/Wellcome Trust/United Kingdom
PT  - Journal Article
PT  - Meta-Analysis
PL  - United States
TA  - Bone Miner
JT  - Bone and mineral
MH  - *Magnesium/blood/*therapeutic use
MH  - Humans
EIN - Bone. 2023 Feb 3;1(2):3. doi: 10.1000/erratum.1. PMID: 90000002
CIN - Bone. 2023;1:4. PMID: 90000003
UOF - doi: 10.1101/2021.05.01.1
ECF - Bone. 2001;1:4. PMID: 90000005
OTO - NOTNLM
OT  - *Bone
OT  - Pain, lasting
COIS- None to declare.
PMC - PMC9000001
AID - S8756-3282(21)00001-1 [pii]
AID - 10.1000/bone.2022.1 [doi]
SO  - Bone Miner. 2022 Jan 9;154(2):123-30. doi: 10.1000/bone.2022.1.
"""


def test_a_record_of_pubmed():
    assert one(PUBMED).as_json() == {
        "csl_type": "article-journal",
        "title": "Effect of magnesium on bone in older adults: a systematic review and meta-analysis",
        "authors": (
            {"family": "van Delft", "given": "Marieke"},
            {"family": "King", "given": "Martin L", "suffix": "Jr"},
            {"family": "Oddny", "given": "T"},
            {"literal": "Magnesium and Bone Study Group"},
        ),
        "container_title": "Bone and mineral",
        "container_title_short": "Bone Miner",
        "year": 2022,
        "month": 1,
        "day": 9,
        "volume": "154",
        "issue": "2",
        "pages": "123-130",
        "language": "en",
        "issn": "1873-2763",
        "doi": "10.1000/bone.2022.1",
        "pmid": "90000001",
        "pmcid": "PMC9000001",
        "abstract": (
            {"label": "Background", "text": "Bone needs magnesium."},
            {"label": "Methods", "text": "We read MEDLINE: all of it."},
            {"label": "Main outcome measures", "text": "Pain, by the DNA scale."},
            {"label": "Results", "text": "Pain fell (p<0.05)."},
        ),
        "design": "meta-analysis",
        "funding": "NIA NIH HHS (R01 AG000001); WT_/Wellcome Trust/United Kingdom",
        "interests": "None to declare.",
        "keywords": ("Bone", "Pain, lasting"),
        "mesh": ("Magnesium/blood/therapeutic use", "Humans"),
        "publication_types": ("Journal Article", "Meta-Analysis"),
        "notices": (
            {
                "type": "erratum",
                "asserted_by": "pubmed",
                "doi": "10.1000/erratum.1",
                "pmid": "90000002",
                "url": "",
                "published_on": "2023-02-03",
                "record_id": "",
                "note": "Bone. 2023 Feb 3;1(2):3. doi: 10.1000/erratum.1.",
            },
        ),
        "relations": ({"kind": "older", "doi": "10.1101/2021.05.01.1", "pmid": "", "arxiv": ""},),
    }


def test_records_are_parted_with_or_without_blank_lines_and_pmids():
    text = "PMID- 1\nTI  - One.\nPMID- 2\nTI  - Two.\n\nPMID-3\nTI  - Three.\n\nTI  - Four.\nOWN - X\n\nTI  - Five.\n"
    assert [(r.line, r.details.pmid, r.details.title) for r in read(text)] == [
        (1, "1", "One"),
        (3, "2", "Two"),
        (6, "3", "Three"),
        (9, "", "Four"),
        (12, "", "Five"),
    ]


def test_an_empty_tag_does_not_swallow_what_follows():
    found = one("PMID- 1\nTI  - One.\nAB  -\nVI  - \nIP  - 2\n")
    assert (found.abstract, found.volume, found.issue) == ((), "", "2")


def test_books_and_chapters():
    book = one(
        "PMID- 1\nBTI - Minerals in Food\nISBN- 978-0-309-06403-3\nPB  - Press\nPL  - Washington\n"
        "FED - Editor, Eva\nED  - Editor E\n"
    )
    assert (book.csl_type, book.title, book.isbn) == ("book", "Minerals in Food", "9780309064033")
    assert (book.publisher_place, book.editors) == ("Washington", ({"family": "Editor", "given": "Eva"},))
    chapter = one("PMID- 1\nTI  - One.\nBTI - Minerals\nISBN- 9780309064033\nAID - NBK900001 [bookaccession]\n")
    assert (chapter.csl_type, chapter.title, chapter.container_title) == ("chapter", "One", "Minerals")
    assert (chapter.isbn, chapter.url) == ("", "https://www.ncbi.nlm.nih.gov/books/NBK900001/")


@pytest.mark.parametrize(
    ("tag", "type", "relation"),
    [
        ("EIN", "erratum", None),
        ("RIN", "retraction", None),
        ("ECI", "expression-of-concern", None),
        ("CRI", "correction", "newer"),
        ("RRI", "retraction", "newer"),
        ("UIN", "new-version", "newer"),
        ("UOF", None, "older"),
        ("EFR", None, None),
        ("ROF", None, None),
        ("ECF", None, None),
        ("CIN", None, None),
        ("CON", None, None),
    ],
)
def test_only_what_says_that_this_record_is_affected_is_a_notice(tag, type, relation):
    found = one(f"PMID- 1\nTI  - One.\n{tag} - J. 2021 Jan;3:4. PMID: 90000007\n")
    assert found.notices == ((NoticeSeen(type, "pubmed", pmid="90000007", note="J. 2021 Jan;3:4."),) if type else ())
    assert found.relations == ((Relation(relation, pmid="90000007"),) if relation else ())


def test_an_abstract_without_headings_stays_one():
    text = "The drug CURCUMIN: a spice. We saw NO RESULTS: none."
    assert [p.text for p in one(f"PMID- 1\nTI  - One.\nAB  - {text}\n").abstract] == [
        "The drug CURCUMIN: a spice. We saw NO",
        "none.",
    ]


def test_what_is_written_looks_like_pubmed():
    written = "".join(formats.write([one(PUBMED)], "nbib"))
    assert written.startswith("PMID- 90000001\nPMC - PMC9000001\nIS  - 1873-2763\n")
    assert "FAU - King, Martin L Jr\nAU  - King ML Jr\n" in written
    assert "AB  - BACKGROUND: Bone needs magnesium. METHODS: We read MEDLINE: all of it. MAIN" in written
    assert "MAIN OUTCOME MEASURES: Pain" in " ".join(written.split())
    assert max(map(len, written.splitlines())) <= 88
