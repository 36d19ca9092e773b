"""CSL-JSON as Zotero, Crossref and others write it."""

import json

import pytest

from references import formats
from references.details import AbstractPart


def read(text):
    text = text if isinstance(text, str) else json.dumps(text)
    return list(formats.read(text.encode(), "csl-json").records)


def one(**item):
    (record,) = read([{"title": "On magnesium", "type": "article-journal", **item}])
    assert not record.unreadable
    return record.details


def test_crossref_calls_csl_what_is_its_own():
    found = one(
        type="journal-article",
        title=["Magnesium &amp; <i>bone</i>"],
        **{
            "container-title": ["Bone"],
            "ISSN": ["1873-2763", "8756-3282"],
            "author": [
                {"given": "Marieke", "family": "van Delft", "sequence": "first", "affiliation": []},
                {"name": "Magnesium Study Group"},
            ],
            "issued": {"date-parts": [[None]]},
            "published-print": {"date-parts": [[2020]]},
            "abstract": "<jats:title>Abstract</jats:title><jats:sec><jats:title>Background</jats:title>"
            "<jats:p>It hurts.</jats:p></jats:sec>"
            "<jats:sec><jats:title>Results</jats:title>\n<jats:p>10<jats:sup>3</jats:sup> fell (p &lt; 0.05).</jats:p></jats:sec>",
            "reference": [{"key": "x"}],
            "DOI": "10.1000/Bone",
            "URL": "http://dx.doi.org/10.1000/bone",
        },
    )
    assert (found.csl_type, found.title, found.container_title, found.issn) == (
        "article-journal",
        "Magnesium & <i>bone</i>",
        "Bone",
        "1873-2763",
    )
    assert found.authors == ({"family": "van Delft", "given": "Marieke"}, {"literal": "Magnesium Study Group"})
    assert found.abstract == (AbstractPart("It hurts.", "Background"), AbstractPart("10³ fell (p < 0.05).", "Results"))
    assert (found.year, found.doi, found.url) == (None, "10.1000/Bone", "")


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        ({"date-parts": [[2020, 9, 21]]}, (2020, 9, 21, "")),
        ({"date-parts": [["2020", "9"]]}, (2020, 9, None, "")),
        ({"date-parts": [[2020, 9, 21], [2020, 9, 25]]}, (2020, 9, 21, "")),
        ({"date-parts": [[2020]], "season": 3}, (2020, None, None, "autumn")),
        ({"date-parts": [[2020]], "season": "Fall"}, (2020, None, None, "autumn")),
        ({"date-parts": [[2020, 21]]}, (2020, None, None, "spring")),
        ({"date-parts": [[2020, 0]]}, (2020, None, None, "")),
        ({"date-parts": [[None]]}, (None, None, None, "")),
        ({"date-parts": []}, (None, None, None, "")),
        ({"raw": "2020-09-21"}, (2020, 9, 21, "")),
        ({"literal": "September 2020"}, (2020, 9, None, "")),
        ("2020", (2020, None, None, "")),
        ([], (None, None, None, "")),
        ({"date-parts": [[10**30, 1]]}, (None, None, None, "")),
        ({"date-parts": [[2020.0, 9.0]]}, (2020, 9, None, "")),
    ],
)
def test_dates_months_and_seasons(issued, expected):
    found = one(issued=issued)
    assert (found.year, found.month, found.day, found.season) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ({"family": "Delft", "given": "Marieke", "non-dropping-particle": "van"}, {"family": "van Delft", "given": "Marieke"}),
        ({"family": "Beethoven", "given": "L", "dropping-particle": "van"}, {"family": "van Beethoven", "given": "L"}),
        ({"family": "King", "given": "M", "suffix": "Jr."}, {"family": "King", "given": "M", "suffix": "Jr."}),
        ({"literal": "Department of Health, Australia"}, {"literal": "Department of Health, Australia"}),
        ({"literal": "et al."}, {"literal": "and others"}),
        ("van Delft, Marieke", {"family": "van Delft", "given": "Marieke"}),
        ({"family": "Suharto"}, {"family": "Suharto"}),
    ],
)  # fmt: skip
def test_names_stay_what_they_are(name, expected):
    assert one(author=[name]).authors == (expected,)


def test_what_zotero_puts_into_notes_is_found():
    found = one(note="PMID: 90000001\nPMCID: PMC9000001\narXiv: 2101.00001\nRead twice\nAnd again")
    assert (found.pmid, found.pmcid, found.arxiv) == ("90000001", "PMC9000001", "2101.00001")
    assert found.notes == ("Read twice", "And again")


def test_values_of_the_wrong_kind_are_let_go():
    found = one(
        volume=9,
        issue=True,
        page={"x": 1},
        author="nobody",
        editor=[None, 7, {}, []],
        custom={"design": "magic", "sample_size": -3, "mesh": "x", "funding": ["a"]},
        keyword=3,
        language=["en"],
        DOI=10.1,
        abstract=None,
    )
    assert (found.volume, found.issue, found.pages, found.authors, found.sample_size) == ("9", "", "", (), None)
    assert (found.language, found.doi, found.design) == ("en", "", "")


def test_a_list_may_be_wrapped_or_a_single_item():
    assert [r.details.title for r in read({"items": [{"title": "One"}, {"title": "Two"}]})] == ["One", "Two"]
    assert [r.details.title for r in read({"title": "One", "author": [{"family": "Oddny"}]})] == ["One"]
    assert [r.details.title for r in read('{"title": "One"}\n{"title": "Two"}')] == ["One", "Two"]
    assert read("[]") == []


@pytest.mark.parametrize("indent", [None, 0, 1, 2])
@pytest.mark.parametrize("broken", ["missing brace", "stray quote", "missing comma", "cut off"])
def test_items_that_are_broken_do_not_take_others_along(indent, broken):
    items = [{"title": f"Work {n}", "author": [{"family": "A"}], "note": "x"} for n in range(3)]
    texts = [json.dumps(item, indent=indent) for item in items]
    if indent:
        texts = ["\n".join(" " * indent + line for line in text.split("\n")) for text in texts]
    texts[1] = {
        "missing brace": texts[1].rstrip("} \n"),
        "stray quote": texts[1].replace('"x"', '"x" "'),
        "missing comma": texts[1].replace(",", "", 1),
        "cut off": texts[1],
    }[broken]
    whole = "[\n" + ",\n".join(texts) + "\n]"
    if broken == "cut off":
        whole = whole[: whole.rindex('"note"') + 3]
    found = [(r.details.title, r.unreadable) for r in read(whole)]
    if broken == "cut off":
        assert found == [("Work 0", False), ("Work 1", False), ("", True)]
    else:
        assert found == [("Work 0", False), ("", True), ("Work 2", False)]


def test_an_item_without_end_is_given_up_and_the_memory_stays_small():
    huge = '[{"title": "One"}, {"title": "Two", "author": [' + '{"family": "A"},' * 200_000 + "]}, {"
    assert [(r.details.title, r.unreadable) for r in read(huge + '"title": "Three"}]')] == [
        ("One", False),
        ("", True),
        ("Three", False),
    ]


def test_the_line_of_an_item_is_that_of_the_file():
    text = '[\n {\n  "title": "One"\n },\n\n {\n  "title": "Two"\n },\n {"title": "Three" x}\n]'
    assert [r.line for r in read(text)] == [2, 6, 9]
