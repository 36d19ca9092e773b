"""Read → write → read gives the same record, for everything that a format can hold."""

import os
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from references import abstracts, designs, formats
from references.bibliography import CUT_SHORT
from references.details import AbstractPart, Details
from references.formats import people, texts
from references.formats.kinds import ARTICLE, BOOK, CHAPTER, OF_CSL
from references.formats.pages import pages_of

from . import test_pubmed_xml as xml
from .test_bibtex import JABREF
from .test_nbib import PUBMED
from .test_ris import ZOTERO

FUZZ = int(os.environ.get("FUZZ", "0"))  # see test_fuzz.py
# letters of many kinds, and every sign that means something in some format
SIGNS = "abcXYZ 0123456789äÉñøβΔ中文—–-<>&{}\\$%#_^~\"'`´“”;:,./()[]+=|@!?*°²½​\u0301"
TEXT = st.text(SIGNS, max_size=24).map(texts.plain)
SAID = TEXT.filter(bool)
TITLE = st.one_of(
    SAID,
    st.tuples(TEXT, st.sampled_from(["i", "b", "sub", "sup"]), SAID, TEXT).map("{0[0]} <{0[1]}>{0[2]}</{0[1]}>{0[3]}".format),
    st.sampled_from(["Mg<sup>2+</sup> & <i>in <b>vivo</b></i>", "p <em> q", "&amp; &lt;i&gt;", "<i>", "A <b and c> d", "DNA"]),
).map(texts.title).filter(bool)  # fmt: skip
WORD = st.sampled_from(["Delft", "O’Neill", "Ångström", "García Márquez", "Smith-Jones", "Nguyễn", "Şahin", "Li"])
GIVEN = st.sampled_from(["Marieke", "M L", "Luc J. C.", "Jean-Paul", "É", "G Michael"])
PERSON = st.builds(
    lambda particle, family, given, suffix: people.person(f"{particle} {family}", given, suffix),
    st.sampled_from(["", "van", "van der", "de la"]),
    WORD,
    GIVEN,
    st.sampled_from(["", "Jr", "Jr.", "III", "2nd"]),
)
BODY = st.sampled_from(
    ["World Health Organization", "Department of Health, Australia", "WHO", "Simon and Schuster", "Group {A} & Co_1"]
).map(people.organisation)
NAMES = st.tuples(st.lists(PERSON | BODY, max_size=4), st.booleans()).map(
    lambda drawn: tuple(drawn[0]) + ((CUT_SHORT,) if drawn[0] and drawn[1] else ())
)
LABEL = st.sampled_from(["", "Background", "Results", "Main outcome measures", "Materials and methods"])
ABSTRACT = st.lists(st.builds(AbstractPart, SAID, LABEL), max_size=4).map(
    lambda parts: tuple(abstracts.parts(abstracts.text_of(parts)))
)
# in RIS a type of work that is a DOI is taken for one
WORDS = st.lists(SAID.filter(lambda word: "10." not in word), max_size=3, unique=True).map(tuple)
KEYWORDS = st.lists(
    SAID.map(lambda word: texts.folded(word.replace(";", "").strip(" *"))).filter(bool), max_size=3, unique=True
).map(tuple)
YEARS = st.integers(1600, 2099)
DATE = st.one_of(
    st.just({}),
    YEARS.map(lambda y: {"year": y}),
    st.tuples(YEARS, st.integers(1, 12)).map(lambda d: {"year": d[0], "month": d[1]}),
    st.dates().filter(lambda d: d.year >= 1600 and d.year < 2100).map(lambda d: {"year": d.year, "month": d.month, "day": d.day}),
    st.tuples(YEARS, st.sampled_from(["spring", "summer", "autumn", "winter"])).map(lambda d: {"year": d[0], "season": d[1]}),
)  # fmt: skip


@st.composite
def works(draw):
    said = {name: draw(TEXT) for name in ("volume", "issue", "number", "publisher", "publisher_place", "edition")}
    details = Details(
        csl_type=draw(st.sampled_from(sorted(set(OF_CSL.values())))),
        title=draw(TITLE),
        authors=draw(NAMES),
        editors=draw(NAMES),
        container_title=draw(TEXT),
        pages=pages_of(draw(TEXT | st.sampled_from(["123-130", "e12", "S1-S4", "1-9, 12"]))),
        language=draw(st.sampled_from(["", "en", "de", "en-GB"])),
        issn=draw(st.sampled_from(["", "0028-4793", "1234-567X"])),
        doi=draw(st.sampled_from(["", "10.1000/a_b.c(1)", "10.1002/14651858.CD009402.pub3"])),
        pmid=draw(st.sampled_from(["", "32956536"])),
        pmcid=draw(st.sampled_from(["", "PMC8094171"])),
        arxiv=draw(st.sampled_from(["", "2101.00001", "hep-th/9901001"])),
        url=draw(st.sampled_from(["", "https://example.org/a_b?x=1&y=%20z"])),
        abstract=draw(ABSTRACT),
        sample_size=draw(st.none() | st.integers(1, 9999)),
        funding=draw(TEXT),
        interests=draw(TEXT),
        keywords=draw(KEYWORDS),
        mesh=draw(
            st.lists(st.sampled_from(["Humans", "Magnesium/blood", "Aged, 80 and over"]), unique=True).map(tuple)
        ),
        publication_types=draw(WORDS),
        notes=draw(WORDS),
        open_access_url=draw(st.sampled_from(["", "https://example.org/free.pdf"])),
        **draw(DATE),
        **said,
    )
    if details.csl_type != CHAPTER:
        details = replace(details, isbn=draw(st.sampled_from(["", "9780309064033"])))
    return replace(details, container_title_short=draw(TEXT) if details.container_title else "", design=design(details))


def design(details):
    return designs.design_of(
        publication_types=details.publication_types,
        mesh=details.mesh,
        title=details.title,
        csl_type=details.csl_type,
    )


NOT_IN_RIS = ("mesh", "funding", "interests", "sample_size", "open_access_url", "notices", "relations")
NOT_IN = {
    "ris": NOT_IN_RIS,
    "bibtex": (*NOT_IN_RIS, "publication_types"),
    "csl-json": ("notices", "relations"),
    "nbib": ("number", "url", "arxiv", "sample_size", "open_access_url", "notices", "relations"),
}


def held(details, format):
    """What a format can hold of a record, as the docstrings of the modules say."""
    empty = Details()
    kept = replace(details, **{name: getattr(empty, name) for name in NOT_IN[format]})
    if format == "nbib":
        kept = _held_by_nbib(kept)
    return replace(kept, design=design(kept) if format != "csl-json" else kept.design)


def _held_by_nbib(kept):
    parts = []
    for part in kept.abstract:
        if part.label or not parts:
            parts.append(part)
        else:
            parts[-1] = replace(parts[-1], text=f"{parts[-1].text} {part.text}")
    is_article = kept.csl_type in {ARTICLE, CHAPTER}
    if kept.csl_type == CHAPTER and not kept.container_title:
        kept = replace(kept, csl_type=ARTICLE)
    if kept.csl_type == ARTICLE:
        kept = replace(kept, publisher_place="")
    return replace(
        kept,
        abstract=tuple(parts),
        csl_type=kept.csl_type if is_article else BOOK,
        language=kept.language[:2],
    )


def back_and_forth(details, format):
    text = "".join(formats.write([details], format))
    (record,) = formats.read(text.encode(), format).records
    assert not record.unreadable
    return record


@pytest.mark.parametrize("format", formats.WRITTEN)
@settings(max_examples=max(40, FUZZ // 5))
@given(details=works())
def test_a_record_that_is_written_is_read_as_it_was(format, details):
    record = back_and_forth(details, format)
    assert record.details == held(details, format)
    assert record.problems == ()


FOREIGN = {
    "jabref": (JABREF, "bibtex"),
    "pubmed": (PUBMED, "nbib"),
    "pubmed xml": (xml.ARTICLE, "pubmed-xml"),
    "a book of pubmed": (xml.BOOK.format(chapter=""), "pubmed-xml"),
    "a chapter of pubmed": (xml.BOOK.format(chapter="<ArticleTitle>Magnesium</ArticleTitle>"), "pubmed-xml"),
    "zotero": (ZOTERO, "ris"),
}


@pytest.mark.parametrize("format", formats.WRITTEN)
@pytest.mark.parametrize("name", FOREIGN)
def test_what_other_programs_wrote_survives_every_format(name, format):
    text, its_format = FOREIGN[name]
    (record,) = formats.read(text.encode(), its_format).records
    assert back_and_forth(record.details, format).details == held(record.details, format)
