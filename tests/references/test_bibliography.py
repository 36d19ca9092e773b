"""What readers see of a work in a reference list, and what they copy, in each style: the text, never the calls."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from articles.demo.sources import SOURCES
from references.bibliography import CUT_SHORT, STYLES, citation_html, citation_text, csl_of, reference_html
from references.models import Source
from references.reference_line import AMA, APA, NLM, line

GARRISON, LOON = {"family": "Garrison", "given": "Scott R"}, {"family": "van Loon", "given": "Luc J C"}
JOURNAL = {
    "type": "article-journal",
    "title": "Magnesium for pain",
    "author": [GARRISON, LOON],
    "container-title": "Cochrane Database of Systematic Reviews",
    "container-title-short": "Cochrane Database Syst Rev",
    "issued": {"date-parts": [[2020, 9, 21]]},
    "volume": "9",
    "issue": "2",
    "page": "1-9",
}
BOOK = {
    "type": "book",
    "title": "Magnesium and life",
    "author": [GARRISON],
    "publisher": "Wiley & Sons, Inc.",
    "publisher-place": "New York",
    "edition": "2nd ed.",
    "issued": {"date-parts": [[1999]]},
}
WHO = [{"literal": "World Health Organization"}]
MANY = [{"family": f"Author{n}", "given": "B C"} for n in range(25)]
IN_JOURNAL = "<i>Cochrane Database Syst Rev</i>. 2020;9(2):1-9."
IN_JOURNAL_APA = "<i>Cochrane Database of Systematic Reviews</i>, <i>9</i>(2), 1–9."


def journal(**more):
    return JOURNAL | {name.replace("_", "-"): value for name, value in more.items()}


# Awkward records: what the line must be, in AMA, NLM and APA (None: only the faults below are looked for).
AWKWARD = {
    "two authors, a particle": (
        journal(),
        f"Garrison SR, van Loon LJC. Magnesium for pain. {IN_JOURNAL}",
        "Garrison SR, van Loon LJC. Magnesium for pain. Cochrane Database Syst Rev. 2020;9(2):1–9.",
        f"Garrison, S. R., &amp; van Loon, L. J. C. (2020). Magnesium for pain. {IN_JOURNAL_APA}",
    ),
    "no author": (
        journal(author=[]),
        f"Magnesium for pain. {IN_JOURNAL}",
        "Magnesium for pain. Cochrane Database Syst Rev. 2020;9(2):1–9.",
        f"Magnesium for pain. (2020). {IN_JOURNAL_APA}",
    ),
    "twenty-five authors": (
        journal(author=MANY),
        f"Author0 BC, Author1 BC, Author2 BC, et al. Magnesium for pain. {IN_JOURNAL}",
        "Author0 BC, Author1 BC, Author2 BC, Author3 BC, Author4 BC, Author5 BC, et al. Magnesium for pain. "
        "Cochrane Database Syst Rev. 2020;9(2):1–9.",
        ", ".join(f"Author{n}, B. C." for n in range(19))
        + f", … Author24, B. C. (2020). Magnesium for pain. {IN_JOURNAL_APA}",
    ),
    "a list cut short": (
        journal(author=[GARRISON, LOON, CUT_SHORT]),
        f"Garrison SR, van Loon LJC, et al. Magnesium for pain. {IN_JOURNAL}",
        "Garrison SR, van Loon LJC, et al. Magnesium for pain. Cochrane Database Syst Rev. 2020;9(2):1–9.",
        f"Garrison, S. R., van Loon, L. J. C., et al. (2020). Magnesium for pain. {IN_JOURNAL_APA}",
    ),
    "a long list cut short": (journal(author=[*MANY, CUT_SHORT]), None, None, None),
    "nobody but others": (journal(author=[CUT_SHORT]), f"Magnesium for pain. {IN_JOURNAL}", None, None),
    "suffix": (
        journal(author=[{"family": "Smith", "given": "John", "suffix": "Jr."}]),
        f"Smith J Jr. Magnesium for pain. {IN_JOURNAL}",
        "Smith J Jr. Magnesium for pain. Cochrane Database Syst Rev. 2020;9(2):1–9.",
        f"Smith, J., Jr. (2020). Magnesium for pain. {IN_JOURNAL_APA}",
    ),
    "one name only": (journal(author=[{"family": "Plato"}]), f"Plato. Magnesium for pain. {IN_JOURNAL}", None, None),
    "only a given name": (journal(author=[{"given": "Plato"}]), f"Plato. Magnesium for pain. {IN_JOURNAL}", None, None),
    "organisation": (
        journal(author=WHO),
        f"World Health Organization. Magnesium for pain. {IN_JOURNAL}",
        None,
        f"World Health Organization. (2020). Magnesium for pain. {IN_JOURNAL_APA}",
    ),
    "organisation with a full stop": (
        journal(author=[{"literal": "Kora Inc."}]),
        f"Kora Inc. Magnesium for pain. {IN_JOURNAL}",
        None,
        None,
    ),
    "question": (
        journal(title="Magnesium?"),
        f"Garrison SR, van Loon LJC. Magnesium? {IN_JOURNAL}",
        None,
        f"Garrison, S. R., &amp; van Loon, L. J. C. (2020). Magnesium? {IN_JOURNAL_APA}",
    ),
    "quotes, italics, scripts": (
        journal(title="“What is <i>E. coli</i> & Mg<sup>2+</sup>?”"),
        f"Garrison SR, van Loon LJC. “What is <i>E. coli</i> &amp; Mg<sup>2+</sup>?” {IN_JOURNAL}",
        None,
        None,
    ),
    "italics at the end": (
        journal(title="A trial in <i>E. coli?</i>"),
        f"Garrison SR, van Loon LJC. A trial in <i>E. coli?</i> {IN_JOURNAL}",
        None,
        None,
    ),
    "unfinished": (
        journal(title="Pain..."), f"Garrison SR, van Loon LJC. Pain... {IN_JOURNAL}", None, None
    ),
    "title twice in itself": (
        journal(title="Pain. Pain. Pain", author=[]), f"Pain. Pain. Pain. {IN_JOURNAL}", None, None
    ),
    "title of a number": (
        journal(title="1. Magnesium", author=[]), f"1. Magnesium. {IN_JOURNAL}", None, f"1. Magnesium. (2020). {IN_JOURNAL_APA}"
    ),
    "mixed case": (
        {**BOOK, "title": "pH of mRNA in the McGill trial"},
        "Garrison SR. <i>pH of mRNA in the McGill trial</i>. 2nd ed. Wiley &amp; Sons, Inc.; 1999.",
        None,
        "Garrison, S. R. (1999). <i>pH of mRNA in the McGill trial</i> (2nd ed.). Wiley &amp; Sons, Inc.",
    ),
    "script": (
        journal(title="<script>alert(1)</script> <b>x", author=[{"family": "<b>Bold</b>", "given": "A & B"}]),
        None,
        None,
        None,
    ),
    "right to left": (
        journal(title="אוכל ומגנזיום"), f"Garrison SR, van Loon LJC. <bdi>אוכל ומגנזיום</bdi>. {IN_JOURNAL}", None, None
    ),
    "no date": (
        journal(issued=None),
        "Garrison SR, van Loon LJC. Magnesium for pain. <i>Cochrane Database Syst Rev</i>. 9(2):1-9.",
        None,
        "Garrison, S. R., &amp; van Loon, L. J. C. (n.d.). Magnesium for pain. " + IN_JOURNAL_APA,
    ),
    "empty date": (journal(issued={"date-parts": [[None]]}), None, None, None),
    "date of nothing": (journal(issued={"date-parts": []}), None, None, None),
    "raw date": (journal(issued={"raw": "2020"}), None, None, None),
    "season": (
        journal(issued={"date-parts": [[2020]], "season": 3}),
        f"Garrison SR, van Loon LJC. Magnesium for pain. {IN_JOURNAL}",
        None,
        f"Garrison, S. R., &amp; van Loon, L. J. C. (2020). Magnesium for pain. {IN_JOURNAL_APA}",
    ),
    "range of dates": (
        journal(issued={"date-parts": [[2020, 1], [2021, 2]]}),
        f"Garrison SR, van Loon LJC. Magnesium for pain. {IN_JOURNAL}",
        None,
        f"Garrison, S. R., &amp; van Loon, L. J. C. (2020). Magnesium for pain. {IN_JOURNAL_APA}",
    ),
    "no volume": (
        journal(volume=None, issue=None, page=None),
        "Garrison SR, van Loon LJC. Magnesium for pain. <i>Cochrane Database Syst Rev</i>. 2020.",
        "Garrison SR, van Loon LJC. Magnesium for pain. Cochrane Database Syst Rev. 2020.",
        "Garrison, S. R., &amp; van Loon, L. J. C. (2020). Magnesium for pain. "
        "<i>Cochrane Database of Systematic Reviews</i>.",
    ),
    "an article number": (
        journal(page="CD009402"), None, None, None
    ),
    "book": (
        BOOK,
        "Garrison SR. <i>Magnesium and life</i>. 2nd ed. Wiley &amp; Sons, Inc.; 1999.",
        "Garrison SR. Magnesium and life. 2nd ed. New York: Wiley &amp; Sons, Inc.; 1999.",
        "Garrison, S. R. (1999). <i>Magnesium and life</i> (2nd ed.). Wiley &amp; Sons, Inc.",
    ),
    "book without author": (
        {**BOOK, "author": []},
        "<i>Magnesium and life</i>. 2nd ed. Wiley &amp; Sons, Inc.; 1999.",
        "Magnesium and life. 2nd ed. New York: Wiley &amp; Sons, Inc.; 1999.",
        "<i>Magnesium and life</i> (2nd ed.). (1999). Wiley &amp; Sons, Inc.",
    ),
    "book of editors": (
        {**BOOK, "author": [], "editor": [GARRISON, LOON]},
        "Garrison SR, van Loon LJC, eds. <i>Magnesium and life</i>. 2nd ed. Wiley &amp; Sons, Inc.; 1999.",
        "Garrison SR, van Loon LJC, editors. Magnesium and life. 2nd ed. New York: Wiley &amp; Sons, Inc.; 1999.",
        "Garrison, S. R., &amp; van Loon, L. J. C. (Eds.). (1999). <i>Magnesium and life</i> (2nd ed.). "
        "Wiley &amp; Sons, Inc.",
    ),
    "chapter": (
        {**BOOK, "type": "chapter", "container-title": "Handbook", "editor": [LOON], "page": "1-9"},
        "Garrison SR. Magnesium and life. In: van Loon LJC, ed. <i>Handbook</i>. 2nd ed. Wiley &amp; Sons, Inc.; 1999:1-9.",
        "Garrison SR. Magnesium and life. In: van Loon LJC, editor. Handbook. 2nd ed. New York: Wiley &amp; Sons, Inc.; "
        "1999. p. 1–9.",
        "Garrison, S. R. (1999). Magnesium and life. In L. J. C. van Loon (Ed.), <i>Handbook</i> (2nd ed., pp. 1–9). "
        "Wiley &amp; Sons, Inc.",
    ),
    "chapter of no book": (
        {**BOOK, "type": "chapter"}, "Garrison SR. <i>Magnesium and life</i>. 2nd ed. Wiley &amp; Sons, Inc.; 1999.", None, None
    ),
    "report of its publisher": (
        {"type": "report", "title": "Magnesium", "author": WHO, "publisher": "World Health Organization", "number": "12",
         "issued": {"date-parts": [[1999]]}},
        "World Health Organization. <i>Magnesium</i>. World Health Organization; 1999.",
        "World Health Organization. Magnesium. World Health Organization; 1999. Report no.: 12.",
        "World Health Organization. (1999). <i>Magnesium</i> (No. 12).",
    ),
    "report with an odd number": (
        {"type": "report", "title": "Magnesium", "author": WHO, "number": "2016:15", "issued": {"date-parts": [[2016]]}},
        None,
        "World Health Organization. Magnesium. 2016. Report no.: 2016:15.",
        None,
    ),
    "web page of nobody": (
        {"type": "webpage", "title": "Magnesium", "publisher": "NHS", "container-title": "NHS", "URL": "https://nhs.uk/mg",
         "issued": {"date-parts": [[2024]]}},
        "Magnesium. NHS. 2024.",
        "Magnesium. NHS; 2024.",
        "NHS. (2024). <i>Magnesium</i>.",
    ),
    "web page without a date": (
        {"type": "webpage", "title": "Magnesium", "author": WHO, "URL": "https://who.int/mg"},
        "World Health Organization. Magnesium.",
        "World Health Organization. Magnesium.",
        "World Health Organization. (n.d.). <i>Magnesium</i>.",
    ),
    "thesis": (
        {**BOOK, "type": "thesis", "publisher": "University of Oslo", "edition": None},
        "Garrison SR. <i>Magnesium and life</i>. University of Oslo; 1999.",
        "Garrison SR. Magnesium and life. [New York]: University of Oslo; 1999.",
        "Garrison, S. R. (1999). <i>Magnesium and life</i>. University of Oslo.",
    ),
    "data set": (
        {**BOOK, "type": "dataset", "publisher": "Dryad", "edition": None},
        "Garrison SR. Magnesium and life. Dryad. 1999.",
        "Garrison SR. Magnesium and life. New York: Dryad; 1999.",
        "Garrison, S. R. (1999). <i>Magnesium and life</i> [Dataset]. Dryad.",
    ),
    "guideline": (
        {"type": "standard", "title": "Low back pain", "author": [{"literal": "NICE"}], "publisher": "NICE", "number": "NG59",
         "issued": {"date-parts": [[2016]]}},
        "NICE. <i>Low back pain</i>. NICE; 2016.",
        "NICE. Low back pain. NICE; 2016. Report no.: NG59.",
        "NICE. (2016). <i>Low back pain</i> (No. NG59).",
    ),
    "guideline in a journal": (
        journal(type="standard"), f"Garrison SR, van Loon LJC. Magnesium for pain. {IN_JOURNAL}", None, None
    ),
    "no type": ({"title": "Magnesium"}, "<i>Magnesium</i>.", "Magnesium.", "<i>Magnesium</i>. (n.d.)."),
    "as Crossref gives it": (
        {"type": "journal-article", "title": ["Magnesium & pain"], "container-title": ["Nutrients", "N"], "custom": {"a": 1},
         "issued": {"date-parts": [[2020]]}, "volume": 12},
        "Magnesium &amp; pain. <i>Nutrients</i>. 2020;12.",
        None,
        None,
    ),
    "nothing but nothing": (
        dict.fromkeys(JOURNAL), "Nothing is known of this work.", "Nothing is known of this work.",
        "Nothing is known of this work.",
    ),
    "nothing": ({}, "Nothing is known of this work.", None, None),
}  # fmt: skip
FAULTS = {
    "a date run together": r"\d{4}(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)|cited",
    "two stops": r"(?<!\.)\.\.(?!\.)|[?!]”?\.|et al\.\.|,\.|;\.|,,|:\.",
    "a space before a stop": r"\s[.,;:]",
    "empty brackets": r"\(\s*[,;]?\s*\)|\[\s*\]",
    "a number glued to the line": r"^\d+\.\S",
    "something of Python": r"None|\[\[|\['",
    "a state nobody knows of": r"Published online",
    "two spaces": r"\s\s",
    "a private character": "[\ue000-\uf8ff]",
}


def test_at_least_seventy_records_are_looked_at():
    assert len(AWKWARD) + len(SOURCES) >= 70


@pytest.mark.parametrize("name", AWKWARD)
def test_an_awkward_record_reads_as_its_style_wants_it(name):
    csl, *wanted = AWKWARD[name]
    for style, expected in zip((AMA, NLM, APA), wanted, strict=True):
        if expected is not None:
            assert line(csl, style) == expected


def records():
    for name, (csl, *_) in AWKWARD.items():
        yield pytest.param(csl, id=name)
    for citekey, record in SOURCES.items():
        fields = {k: v for k, v in record.items() if k in {f.name for f in Source._meta.concrete_fields}}
        yield pytest.param(csl_of(Source(citekey=citekey, **fields)), id=citekey)


@pytest.mark.parametrize("csl", list(records()))
def test_no_fault_of_the_processor_reaches_the_page(csl):
    for style in STYLES:
        html = line(csl, style.csl)
        text = re.sub(r"<[^>]*>", "", html)
        for fault, pattern in FAULTS.items():
            assert not re.search(pattern, text), f"{fault}: {html}"
        assert re.fullmatch(r"(?:[^<>]|</?(?:i|b|sub|sup|bdi)>)*", html)
        title = csl.get("title") if isinstance(csl.get("title"), str) else ""
        if title and "<" not in title and "&" not in title and title.count("Pain") < 2:
            assert text.count(title) == 1, html


_texts = st.text(max_size=20) | st.sampled_from(["<b>x</b>", "a & b", "Jr.", "et al.", "“Why?”", "1-9", "…", ""])
_anything = st.none() | _texts | st.integers(-5, 3000) | st.lists(_texts, max_size=2)
_names = st.lists(
    st.fixed_dictionaries({}, optional=dict.fromkeys(("family", "given", "suffix", "literal", "name"), _anything)),
    max_size=4,
)
_items = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["book", "webpage", "chapter", "report", "thesis", "dataset", "standard"]) | _anything,
        "author": _names | _anything,
        "editor": _names,
        "issued": st.none()
        | st.fixed_dictionaries({"date-parts": st.lists(st.lists(_anything, max_size=3), max_size=2)}),
        **dict.fromkeys(
            ("title", "container-title", "publisher", "publisher-place", "volume", "issue", "page"), _anything
        ),
        **dict.fromkeys(("number", "edition", "URL", "DOI", "id", "custom"), _anything),
    },
)


@limits(max_examples=40)
@given(_items)
def test_no_record_breaks_the_page_or_brings_html_with_it(csl):
    for style in STYLES:
        assert re.fullmatch(r"(?:[^<>]|</?(?:i|b|sub|sup|bdi)>)+", line(csl, style.csl))


def test_the_title_of_a_retracted_work_is_struck_through_and_nothing_else():
    csl = journal(title="Mg<sup>2+</sup> & pain")
    struck = '<s class="retracted-title">Mg<sup>2+</sup> &amp; pain</s>'
    assert line(csl, AMA, struck=True) == f"Garrison SR, van Loon LJC. {struck}. {IN_JOURNAL}"


def test_the_site_has_a_style_of_its_own(settings):
    assert reference_html(JOURNAL).startswith("Garrison SR, van Loon LJC.")
    settings.BIBLIOGRAPHY_STYLE = APA
    assert reference_html(JOURNAL).startswith("Garrison, S. R., &amp; van Loon")


@pytest.mark.parametrize(
    ("known", "ama", "nlm", "apa"),
    [
        (
            {"DOI": "10.1000/A(1)", "PMID": "123"},
            "doi:10.1000/A(1)",
            "doi: 10.1000/A(1). PubMed PMID: 123.",
            "https://doi.org/10.1000/A(1)",
        ),
        (
            {"PMID": "123", "PMCID": "PMC9"},
            "https://pubmed.ncbi.nlm.nih.gov/123/",
            "PubMed PMID: 123; PubMed Central PMCID: PMC9.",
            "https://pubmed.ncbi.nlm.nih.gov/123/",
        ),
        (
            {"URL": "https://example.org/a?b=1&c"},
            "https://example.org/a?b=1&c",
            "Available from: https://example.org/a?b=1&c",
            "https://example.org/a?b=1&c",
        ),
        ({"URL": "javascript:alert(1)"}, "1-9.", "1–9.", "1–9."),
        ({}, "1-9.", "1–9.", "1–9."),
    ],
)
def test_a_copied_citation_ends_with_the_way_to_the_work(known, ama, nlm, apa):
    for style, ending in zip(STYLES, (ama, nlm, apa), strict=True):
        assert citation_text(JOURNAL | known, style).endswith(f" {ending}" if ending[0] != "1" else ending)
        assert "javascript" not in citation_html(JOURNAL | known, style)


def test_a_copied_citation_is_text_without_markup():
    csl = journal(title="<i>E. coli</i> & pain, p < 0.05")
    assert citation_text(csl, STYLES[0]).startswith("Garrison SR, van Loon LJC. E. coli & pain, p < 0.05. Cochrane")


def test_a_season_stands_in_the_record():
    source = Source(citekey="x", title="T", year=2020, season="autumn")
    assert csl_of(source)["issued"] == {"date-parts": [[2020]], "season": 3}


def test_a_thousand_authors_take_no_longer_than_thirty():
    csl = journal(author=[{"family": f"Author{n}", "given": "A B"} for n in range(3000)])
    start = time.process_time()
    text = line(csl, APA)
    assert time.process_time() - start < 1
    assert "… Author2999, A. B. (2020)" in text
