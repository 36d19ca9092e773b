"""RIS as other programs write it. The samples are written for these tests, in the manner of the programs named."""

import pytest

from references import formats


def read(text):
    return list(formats.read(text.encode(), "ris").records)


def one(text):
    (record,) = read(text)
    assert not record.unreadable
    return record.details


def article(*lines):
    return one("\n".join(["TY  - JOUR", "TI  - On magnesium", *lines, "ER  - "]))


ZOTERO = """TY  - JOUR
TI  - Magnesium and <i>in vivo</i> bone
AU  - van Delft, Marieke
AU  - King, Martin L., Jr.
AU  - World Health Organization
T2  - Journal of Bone
AB  - Pain fell &amp; sleep rose (p &lt; 0.05).
DA  - 2020/09/21/
PY  - 2020
DO  - 10.1000/bone.1
DP  - example.org
VL  - 9
IS  - 2
SP  - 123
EP  - 30
J2  - J. Bone
LA  - en
SN  - 0028-4793
UR  - https://example.org/bone?utm_source=x
Y2  - 2021/01/01/10:00:00
KW  - Bone
KW  - Pain, lasting
N1  - PMID: 90000001
N1  - <p>Read the <b>methods</b>.</p>
ER  -\x20

"""


def test_a_record_of_zotero():
    assert one(ZOTERO).as_json() == {
        "csl_type": "article-journal",
        "title": "Magnesium and <i>in vivo</i> bone",
        "authors": (
            {"family": "van Delft", "given": "Marieke"},
            {"family": "King", "given": "Martin L.", "suffix": "Jr."},
            {"literal": "World Health Organization"},
        ),
        "container_title": "Journal of Bone",
        "container_title_short": "J. Bone",
        "year": 2020,
        "month": 9,
        "day": 21,
        "volume": "9",
        "issue": "2",
        "pages": "123-130",
        "language": "en",
        "issn": "0028-4793",
        "doi": "10.1000/bone.1",
        "pmid": "90000001",
        "url": "https://example.org/bone",
        "abstract": ({"text": "Pain fell & sleep rose (p < 0.05).", "label": ""},),
        "keywords": ("Bone", "Pain, lasting"),
        "notes": ("Read the methods.",),
    }


def test_keywords_of_endnote_stand_on_lines_of_their_own():
    found = article("KW  - Adult", "Aged", "Pain, lasting", "*Magnesium/therapeutic use", "PB  - Press")
    assert found.keywords == ("Adult", "Aged", "Pain, lasting", "Magnesium/therapeutic use")


def test_a_record_of_ovid_has_headers_and_rubbish_around_it():
    text = (
        "Database: Ovid MEDLINE(R)\nSearch: 1 and 2\n\n<1>\nTY  - JOUR\nDB  - Ovid MEDLINE(R)\nAN  - 90000001\n"
        "T1  - One\nER  - \n\n<2>\nLink to the article\n\nTY  - JOUR\nT1  - Two\nAN  - 90000002\nER  - \nend\n"
    )
    assert [(r.line, r.details.title, r.details.pmid) for r in read(text)] == [(5, "One", "90000001"), (14, "Two", "")]


def test_lists_between_records_as_cochrane_writes_them_do_not_end_up_in_records():
    text = "Record #1 of 2\nTY  - JOUR\nTI  - One\nER  - \n\nRecord #2 of 2\nTY  - JOUR\nTI  - Two\nER  - \n"
    assert [r.details.title for r in read(text)] == ["One", "Two"]


@pytest.mark.parametrize(
    "mangled",
    [
        "TY  - JOUR\nTI  - One\nAU  - Oddny, T\nPY  - 2020\n\nTY  - JOUR\nTI  - Two\nPY  - 2021\n",
        "TY - JOUR\nTI - One\nAU - Oddny, T\nPY - 2020\nER -\n\nTY - JOUR\nTI - Two\nPY - 2021\nER -\n",
        "ty  - jour\nti  - One\nau  - Oddny, T\npy  - 2020\ner  -\nty  - jour\nti  - Two\npy  - 2021\ner  -\n",
        "  TY  - JOUR\n  TI  - One\n  AU  - Oddny, T\n  PY  - 2020\n  ER  -\n  TY  - JOUR\n  TI  - Two\n  PY  - 2021\n",
        "TY  -JOUR\nTI  -One\nAU  -Oddny, T\nPY  -2020\nER  -\nTY  -JOUR\nTI  -Two\nPY  -2021\nER  -",
        "TY- JOUR\nTI- One\nAU- Oddny, T\nPY- 2020\nER-\nTY- JOUR\nTI- Two\nPY- 2021\nER-",
    ],
    ids=["no end", "one space", "small letters", "indented", "glued", "no space"],
)
def test_tags_are_found_however_they_are_written(mangled):
    first, second = (record.details for record in read(mangled))
    assert (first.title, first.year, first.authors) == ("One", 2020, ({"family": "Oddny", "given": "T"},))
    assert (second.title, second.year) == ("Two", 2021)


def test_empty_tags_do_not_swallow_what_follows():
    found = article("AB  -", "KW  -", "KW  - ", "VL  - ", "IS  -", "SP  - 7", "PB  -  ", "N1  -")
    assert (found.abstract, found.keywords, found.volume, found.pages, found.notes) == ((), (), "", "7", ())


def test_lines_that_go_on_are_one_text_and_several_notes_stay_apart():
    found = article(
        "AB  - Pain fell in", "both groups - by a little", "AB", "  of it.", "N1  - One", "and more", "N1  - Two"
    )
    assert found.abstract[0].text == "Pain fell in both groups - by a little AB of it."
    assert found.notes == ("One and more", "Two")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["PY  - 2017/07/28/"], (2017, 7, 28, "")),
        (["PY  - 2017/07//"], (2017, 7, None, "")),
        (["PY  - 2017///"], (2017, None, None, "")),
        (["PY  - 2017///Spring"], (2017, None, None, "spring")),
        (["PY  - 2017//  /Fall 2017"], (2017, None, None, "autumn")),
        (["Y1  - 2017/07/28/12:00"], (2017, 7, 28, "")),
        (["PY  - 2017", "DA  - Jul 28"], (2017, 7, 28, "")),
        (["PY  - 2017", "DA  - 2016/12/01"], (2017, None, None, "")),
        (["DA  - 2017-07-28"], (2017, 7, 28, "")),
        (["PY  - 2017 Jul-Aug"], (2017, 7, None, "")),
        (["PY  - c2017"], (2017, None, None, "")),
        (["PY  - in press"], (None, None, None, "")),
        (["PY  - 2017/13/45/"], (2017, None, None, "")),
    ],
)
def test_dates_months_and_seasons(lines, expected):
    found = article(*lines)
    assert (found.year, found.month, found.day, found.season) == expected


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Groenendijk, Inge", {"family": "Groenendijk", "given": "Inge"}),
        ("de Groot, Lisette C.P.G.M.", {"family": "de Groot", "given": "Lisette C.P.G.M."}),
        ("Groot, Lisette de", {"family": "de Groot", "given": "Lisette"}),
        ("King, Martin L., Jr.", {"family": "King", "given": "Martin L.", "suffix": "Jr."}),
        ("King, Jr., Martin L.", {"family": "King", "given": "Martin L.", "suffix": "Jr."}),
        ("King, Martin L. III", {"family": "King", "given": "Martin L.", "suffix": "III"}),
        ("Garrison SR", {"family": "Garrison", "given": "SR"}),
        ("World Health Organization", {"literal": "World Health Organization"}),
        ("World Health Organization,", {"literal": "World Health Organization"}),
        ("Department of Health,, Australia", {"literal": "Department of Health, Australia"}),
        ("Department of Health, Education, and Welfare, US", {"literal": "Department of Health, Education, and Welfare, US"}),
        ("The DASH-Sodium Collaborative Research Group", {"literal": "The DASH-Sodium Collaborative Research Group"}),
        ("et al.", {"literal": "and others"}),
    ],
)  # fmt: skip
def test_names_stay_what_they_are(line, name):
    assert article(f"AU  - {line}").authors == (name,)


def test_several_names_in_one_line_are_parted():
    assert [n["family"] for n in article("AU  - Oddny, T.; Delft, M. van").authors] == ["Oddny", "van Delft"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["DO  - https://doi.org/10.1000/x.1"], {"doi": "10.1000/x.1"}),
        (["M3  - doi: 10.1000/x.1"], {"doi": "10.1000/x.1"}),
        (["UR  - http://dx.doi.org/10.1000/x.1"], {"doi": "10.1000/x.1"}),
        (["UR  - https://pubmed.ncbi.nlm.nih.gov/90000001/"], {"pmid": "90000001"}),
        (["DB  - PubMed", "AN  - 90000001"], {"pmid": "90000001"}),
        (["AN  - PMID: 90000001"], {"pmid": "90000001"}),
        (["AN  - WOS:000123"], {}),
        (["AN  - 90000001"], {}),
        (["C2  - PMC9000001"], {"pmcid": "PMC9000001"}),
        (["N1  - arXiv: 2101.00001"], {"arxiv": "2101.00001"}),
        (["SN  - 1873-2763 (Electronic)"], {"issn": "1873-2763"}),
        (["SN  - 978-0-309-06403-3 (pbk.)", "SN  - 0028-4793"], {"isbn": "9780309064033", "issn": "0028-4793"}),
    ],
)
def test_identifiers_are_found_where_programs_put_them(lines, expected):
    found = article(*lines).as_json()
    assert {k: v for k, v in found.items() if k in {"doi", "pmid", "pmcid", "isbn", "arxiv", "issn", "url"}} == expected


@pytest.mark.parametrize(
    ("kind", "lines", "expected"),
    [
        ("BOOK", ["T1  - Minerals", "T2  - A series"], ("book", "Minerals", "A series")),
        ("CHAP", ["TI  - Magnesium", "BT  - Minerals"], ("chapter", "Magnesium", "Minerals")),
        ("ELEC", ["TI  - Fact sheet", "UR  - https://example.org/m"], ("webpage", "Fact sheet", "")),
        ("RPRT", ["TI  - A report", "M1  - 12"], ("report", "A report", "")),
        ("THES", ["TI  - A thesis"], ("thesis", "A thesis", "")),
        ("GEN", ["TI  - Some article", "JO  - J Bone"], ("article-journal", "Some article", "J Bone")),
        ("XYZ", ["TI  - Some page", "UR  - https://example.org/m"], ("webpage", "Some page", "")),
    ],
)
def test_kinds_of_work(kind, lines, expected):
    found = one("\n".join([f"TY  - {kind}", *lines, "ER  - "]))
    assert (found.csl_type, found.title, found.container_title) == expected


@pytest.mark.parametrize(
    ("lines", "full", "short"),
    [
        (["JF  - Journal of Bone", "JO  - J Bone"], "Journal of Bone", "J Bone"),
        (["JO  - Journal of Bone"], "Journal of Bone", ""),
        (["T2  - Journal of Bone", "JA  - J Bone"], "Journal of Bone", "J Bone"),
        (["JO  - Journal of Bone", "JA  - J Bone"], "Journal of Bone", "J Bone"),
        (["JA  - J Bone"], "J Bone", "J Bone"),
    ],
)
def test_the_journal_is_found_under_any_of_its_tags(lines, full, short):
    found = article(*lines)
    assert (found.container_title, found.container_title_short) == (full, short)


def test_what_was_left_out_is_said_with_its_line():
    (record,) = read("\n\nTY  - JOUR\nTI  - One\nDO  - none\nUR  - see the library\nSN  - 978-0-309-06403-9\nER  - \n")
    assert record.details.title == "One"
    assert [(p.line, p.stands) for p in record.problems] == [
        (5, "none"),
        (7, "978-0-309-06403-9"),
        (6, "see the library"),
    ]
    assert all(p.made.startswith("Left out: ") for p in record.problems)


def test_a_record_without_title_and_identifier_cannot_go_in():
    first, second = read("TY  - JOUR\nJO  - J Bone\nER  - \nTY  - JOUR\nTI  - Two\nER  - \n")
    assert first.unreadable
    assert first.problems[-1].made == "There is neither a title nor an identifier here."
    assert not second.unreadable


def test_a_record_whose_first_line_is_missing_is_read_and_said_so():
    _, second = read("TY  - JOUR\nTI  - One\nER  - \nTI  - Two\nJO  - J Bone\nER  - \n")
    assert (second.line, second.details.title, second.details.csl_type) == (4, "Two", "article-journal")
    assert "no TY line" in second.problems[0].made
