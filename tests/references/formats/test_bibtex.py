r"""BibTeX as other programs write it. The samples are written for these tests."""

import pytest

from references import formats


def read(text):
    return list(formats.read(text.encode(), "bibtex").records)


def one(text):
    (record,) = read(text)
    assert not record.unreadable
    return record.details


def article(*fields, kind="article"):
    return one("@" + kind + "{key,\n  title = {On magnesium},\n  " + ",\n  ".join(fields) + "\n}\n")


JABREF = r"""% Encoding: UTF-8
@Comment{jabref-meta: databaseType:bibtex;}
@string{jb = "Journal of Bone"}
@preamble{ "\newcommand{\noop}[1]{}" }

@Article{Delft2020,
  author       = {van Delft, Marieke and {World Health Organization} and Lisette de Groot and King, Jr., Martin and others},
  title        = {{Effect} of {Mg$^{2+}$} and $\beta$-carotene \emph{in vivo}: {M\"u}nchner Stra{\ss}e \& {\'E}lan},
  journal      = jb # " Suppl",
  year         = 2020,
  month        = sep # "~21",
  volume       = {9},
  number       = 2,
  pages        = {123--30},
  doi          = {10.1000/bone\_1},
  url          = {https://example.org/a\_b},
  issn         = {0028-4793},
  keywords     = {Bone, {Pain, lasting}; Sleep},
  abstract     = {Background: It hurts. Results: Pain fell by 50\,\% ($p<0.05$).},
  note         = {Read it},
  annote       = {Twice},
  file         = {:a.pdf:PDF},
}
@Comment{jabref-meta: grouping: {x} }
"""


def test_an_entry_of_jabref():
    assert one(JABREF).as_json() == {
        "csl_type": "article-journal",
        "title": "Effect of Mg<sup>2+</sup> and β-carotene <i>in vivo</i>: Münchner Straße & Élan",
        "authors": (
            {"family": "van Delft", "given": "Marieke"},
            {"literal": "World Health Organization"},
            {"family": "de Groot", "given": "Lisette"},
            {"family": "King", "given": "Martin", "suffix": "Jr."},
            {"literal": "and others"},
        ),
        "container_title": "Journal of Bone Suppl",
        "year": 2020,
        "month": 9,
        "day": 21,
        "volume": "9",
        "issue": "2",
        "pages": "123-130",
        "doi": "10.1000/bone_1",
        "issn": "0028-4793",
        "url": "https://example.org/a_b",
        "abstract": ({"text": "It hurts. Results: Pain fell by 50 % (p<0.05).", "label": "Background"},),
        "keywords": ("Bone", "Pain, lasting", "Sleep"),
        "notes": ("Read it", "Twice"),
    }


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("{World Health Organization}", [{"literal": "World Health Organization"}]),
        ("World Health Organization", [{"literal": "World Health Organization"}]),
        ("{{World Health Organization}}", [{"literal": "World Health Organization"}]),
        ("{Simon and Schuster} and WHO", [{"literal": "Simon and Schuster"}, {"literal": "WHO"}]),
        (r"{\'E}cole, Ana", [{"family": "École", "given": "Ana"}]),
        (r"{\"O}zt{\"u}rk, {\c S}ule", [{"family": "Öztürk", "given": "Şule"}]),
        ("Ludwig van Beethoven", [{"family": "van Beethoven", "given": "Ludwig"}]),
        ("de la Cruz, Ana", [{"family": "de la Cruz", "given": "Ana"}]),
        ("King, III, Martin", [{"family": "King", "given": "Martin", "suffix": "III"}]),
        ("{Smith, Sons}, John", [{"family": "Smith, Sons", "given": "John"}]),
        ("Donald E. Knuth and others", [{"family": "Knuth", "given": "Donald E."}, {"literal": "and others"}]),
        ("Nguy{\\~\\^e}n, Van", [{"family": "Nguyễn", "given": "Van"}]),
        ("Garc{\\'\\i}a M{\\'a}rquez, G.", [{"family": "García Márquez", "given": "G."}]),
        ("Broken {brace, Ana", None),
    ],
)  # fmt: skip
def test_names_stay_what_they_are(raw, names):
    if names is None:
        assert (
            read("@article{a,\n title={T},\n author={" + raw + "},\n}\n@article{b,\n title={U}\n}")[-1].details.title
            == "U"
        )
    else:
        assert list(article("author = {" + raw + "}").authors) == names


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (["year = 2020", "month = sep"], (2020, 9, None, "")),
        (["year = {2020}", "month = {9}"], (2020, 9, None, "")),
        (["year = {2020}", "month = {September}"], (2020, 9, None, "")),
        (["year = {2020}", 'month = "21~" # sep'], (2020, 9, 21, "")),
        (["year = {2020}", "month = {Spring}"], (2020, None, None, "spring")),
        (["year = {2020}", "month = {Sep-Oct}"], (2020, 9, None, "")),
        (["date = {2020-09-21}"], (2020, 9, 21, "")),
        (["date = {2020-22}"], (2020, None, None, "summer")),
        (["date = {2020-09-21/2020-09-25}"], (2020, 9, 21, "")),
        (["year = {n.d.}"], (None, None, None, "")),
        (["year = {c. 1999}"], (1999, None, None, "")),
    ],
)
def test_dates_months_and_seasons(fields, expected):
    found = article(*fields)
    assert (found.year, found.month, found.day, found.season) == expected


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("inproceedings", ["booktitle = {Proceedings}"], ("chapter", "Proceedings", "")),
        ("incollection", ["booktitle = {Minerals}", "publisher = {Press}"], ("chapter", "Minerals", "Press")),
        ("techreport", ["institution = {WHO}", "number = {12}"], ("report", "", "WHO")),
        ("phdthesis", ["school = {University of X}"], ("thesis", "", "University of X")),
        ("online", ["url = {https://example.org/m}", "organization = {NIH}"], ("webpage", "NIH", "NIH")),
        ("misc", [r"howpublished = {\url{https://example.org/m}}"], ("webpage", "", "")),
        ("misc", ["journal = {medRxiv}"], ("article-journal", "medRxiv", "")),
        ("unheardof", ["publisher = {Press}"], ("report", "", "Press")),
    ],
)
def test_kinds_of_entry(kind, fields, expected):
    found = article(*fields, kind=kind)
    assert (found.csl_type, found.container_title, found.publisher) == expected


def test_entries_that_are_broken_do_not_take_others_along():
    text = (
        "@article{a, title = {One}}\n"
        "@article{b,\n title = {Two,\n year = 2000\n}\n"
        "@article{c,\n title = {Three}\n}\n"
        "@article{d, title = {Four}} @article{e, title = {Five}}\n"
        "@article{f title = {Six}}\n"
        "@article{ title = {Seven}, year = 2001}\n"
        "@article{h, title = {Eight}"
    )
    found = [(r.line, r.details.title, r.unreadable) for r in read(text)]
    assert found == [
        (1, "One", False),
        (2, "", True),
        (6, "Three", False),
        (9, "Four", False),
        (9, "Five", False),
        (10, "", True),
        (11, "Seven", False),
        (12, "", True),
    ]


def test_a_field_that_stands_twice_is_read():
    found = article("note = {One}", "note = {Two}", "year = 2020", "year = 2021")
    assert (found.notes, found.year) == (("One", "Two"), 2020)


def test_a_name_that_nobody_defined_and_a_reference_to_another_entry_are_said():
    (record,) = read("@incollection{a,\n title = {One},\n journal = nosuch,\n crossref = {book1},\n}\n")
    assert [p.line for p in record.problems] == [3, 4]
    assert "Nothing defines “nosuch” here." in record.problems[0].made


def test_an_entry_may_stand_in_round_brackets_and_a_sign_at_may_stand_in_a_text():
    found = one('@article(a, title = "Mail to me @ {home}, please", note = "x (y)")')
    assert (found.title, found.notes) == ("Mail to me @ home, please", ("x (y)",))


def test_capitals_that_a_style_must_not_lose_are_protected():
    details = article("author = {Oddny, T}", "year = 2020")
    written = "".join(
        formats.write(
            [details.__class__(**{**details.__dict__, "title": "The role of DNA in Alzheimer disease"})], "bibtex"
        )
    )
    assert "title = {The role of {DNA} in {Alzheimer} disease}" in written  # fmt: skip
    assert written.startswith("@article{oddny2020,")


def test_two_entries_never_share_a_key():
    written = "".join(formats.write([article("year = 2020")] * 3, "bibtex"))
    assert [line for line in written.splitlines() if line.startswith("@")] == [
        "@article{on2020,",
        "@article{on2020-2,",
        "@article{on2020-3,",
    ]
