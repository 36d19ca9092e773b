"""What a web page says of itself."""

import json
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from references.lookup import web

URL = "https://www.example.org/articles/7"


def page(*metas, head="", title="The title of the window", lang="en"):
    tags = "".join(f'<meta name="{name}" content="{content}">' for name, content in metas)
    return f"<!doctype html><html lang='{lang}'><head><title>{title}</title>{tags}{head}</head><body><p>Text</p></body></html>"


def read(text, url=URL):
    return web.read(web.parsed(text.encode() if isinstance(text, str) else text), url=url)


def details(*metas, **more):
    return read(page(*metas, **more))[0]


def linked(thing):
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


HIGHWIRE = [
    ("citation_title", "Magnesium for skeletal muscle cramps"),
    ("citation_author", "Garrison, Scott R"),
    ("citation_author", "G Michael Allan"),
    ("citation_author", "Cochrane Neuromuscular Group"),
    ("citation_journal_title", "Cochrane Database of Systematic Reviews"),
    ("citation_journal_abbrev", "Cochrane Database Syst. Rev."),
    ("citation_publication_date", "2020/09/21"),
    ("citation_volume", "9"),
    ("citation_issue", "9"),
    ("citation_firstpage", "1"),
    ("citation_lastpage", "20"),
    ("citation_issn", "1469-493X"),
    ("citation_doi", "doi:10.1002/14651858.CD009402.pub3"),
    ("citation_pmid", "32956536"),
    ("citation_keywords", "cramp; magnesium"),
    ("citation_abstract", "Cramps hurt."),
    ("citation_publisher", "Wiley"),
]


def test_highwire_tags_give_the_whole_record():
    found, named = read(page(*HIGHWIRE))
    assert found.title == "Magnesium for skeletal muscle cramps"
    assert found.csl_type == "article-journal"
    assert found.authors == (
        {"family": "Garrison", "given": "Scott R"},
        {"family": "Allan", "given": "G Michael"},
        {"literal": "Cochrane Neuromuscular Group"},
    )
    assert (found.year, found.month, found.day) == (2020, 9, 21)
    assert (found.volume, found.issue, found.pages, found.issn) == ("9", "9", "1-20", "1469-493X")
    assert found.container_title_short == "Cochrane Database Syst Rev"
    assert found.keywords == ("cramp", "magnesium")
    assert found.abstract[0].text == "Cramps hurt."
    assert (found.publisher, found.language, found.url) == ("Wiley", "en", URL)
    assert named == [("doi", "10.1002/14651858.CD009402.pub3"), ("pmid", "32956536")]


@pytest.mark.parametrize(
    ("metas", "field", "value"),
    [
        ([("DC.title", "A leaflet"), ("DC.creator", "Maker, Anna")], "authors", ({"family": "Maker", "given": "Anna"},)),
        ([("dcterms.title", "A leaflet")], "title", "A leaflet"),
        ([("DC.date", "2019-05-06")], "day", 6),
        ([("dcterms.issued", "2019-05")], "month", 5),
        ([("DC.identifier", "https://doi.org/10.1000/x")], "doi", "10.1000/x"),
        ([("DC.identifier", "oai:repository:123")], "doi", ""),
        ([("DC.publisher", "The ministry")], "publisher", "The ministry"),
        ([("DC.language", "de")], "language", "de"),
        ([("prism.publicationName", "Journal"), ("prism.doi", "10.1000/x")], "container_title", "Journal"),
        ([("citation_authors", "Garrison, Scott; Allan, Michael")], "authors",
         ({"family": "Garrison", "given": "Scott"}, {"family": "Allan", "given": "Michael"})),
        ([("citation_dissertation_institution", "Uni")], "csl_type", "thesis"),
        ([("citation_technical_report_institution", "EFSA")], "csl_type", "report"),
        ([("citation_inbook_title", "The book")], "csl_type", "chapter"),
        ([("citation_isbn", "978-0-306-40615-7")], "isbn", "9780306406157"),
        ([("citation_arxiv_id", "2101.00001v2")], "arxiv", "2101.00001"),
        ([("citation_title", "Mg&lt;sup&gt;2+&lt;/sup&gt; &amp;amp; more")], "title", "Mg<sup>2+</sup> & more"),
        ([("citation_title", ""), ("DC.title", "The other")], "title", "The other"),
        ([("author", "https://example.org/people/1"), ("citation_title", "x")], "authors", ()),
        ([("author", "Anna Author")], "authors", ({"family": "Author", "given": "Anna"},)),
        ([], "title", "The title of the window"),
        ([], "csl_type", "webpage"),
    ],
)  # fmt: skip
def test_each_way_of_saying_it_is_understood(metas, field, value):
    assert getattr(details(*metas), field) == value


def test_open_graph_is_better_than_nothing():
    head = ('<meta property="og:title" content="Magnesium: fact sheet"><meta property="og:site_name" content="NIH">'
            '<meta property="article:published_time" content="2022-06-02T10:00:00Z">')  # fmt: skip
    found = details(head=head)
    assert (found.title, found.container_title, found.csl_type) == ("Magnesium: fact sheet", "NIH", "webpage")
    assert (found.year, found.month, found.day) == (2022, 6, 2)


@pytest.mark.parametrize(
    "wrap", [lambda w: w, lambda w: [w], lambda w: {"@context": "x", "@graph": [{"@type": "Person"}, w]}]
)
def test_schema_org_is_understood_in_each_of_its_shapes(wrap):
    work = {
        "@type": ["MedicalScholarlyArticle"],
        "headline": "Magnesium and sleep",
        "author": [{"@type": "Person", "name": "Anna B. Author"}, {"@type": "Organization", "name": "Sleep Lab"}],
        "datePublished": "2021-03-04",
        "isPartOf": {"@type": "Periodical", "name": "Journal of Sleep"},
        "publisher": {"name": "Press"},
        "identifier": {"@type": "PropertyValue", "propertyID": "doi", "value": "10.1000/x"},
    }
    found, named = read(page(head=linked(wrap(work))))
    assert (found.title, found.container_title, found.publisher) == ("Magnesium and sleep", "Journal of Sleep", "Press")
    assert found.authors == ({"family": "Author", "given": "Anna B."}, {"literal": "Sleep Lab"})
    assert (found.csl_type, found.year, found.day) == ("article-journal", 2021, 4)
    assert named == [("doi", "10.1000/x")]


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{not json</script>',
        f'<script type="application/ld+json">{"[" * 5000}</script>',
        linked({"@type": "BreadcrumbList", "name": "Home"}),
        linked([1, None, "x"]),
        linked({"@type": "Article", "author": "x", "identifier": [None], "isPartOf": [], "publisher": 3}),
    ],
)
def test_linked_data_that_says_nothing_does_no_harm(head):
    assert details(head=head).title == "The title of the window"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://example.org/articles/7?utm_source=x", "https://example.org/articles/7"),
        ("/articles/seven", "https://www.example.org/articles/seven"),
        ("https://elsewhere.example/", URL),
        ("https://www.example.org/", URL),
        ("javascript:alert(1)", URL),
        ("http://[::1", URL),
        ("", URL),
    ],
)
def test_a_page_names_its_own_address_on_its_own_site_only(href, url):
    assert details(head=f'<link rel="canonical" href="{href}">').url == url


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (page(title="Müller").encode("utf-8"), None),
        (page(title="Müller").encode("windows-1252"), None),
        (page(title="Müller").encode("iso-8859-1"), "iso-8859-1"),
        (page(title="Müller", head='<meta charset="iso-8859-1">').encode("iso-8859-1"), None),
        (b"\xef\xbb\xbf" + page(title="Müller").encode(), None),
        (page(title="Müller").encode(), "no-such-charset"),
    ],
)
def test_the_letters_of_a_page_arrive_whole(body, charset):
    assert web.read(web.parsed(body, charset), url=URL)[0].title == "Müller"


def test_a_page_cannot_smuggle_markup_or_entities_in():
    entity = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    text = f'{entity}<title>&x; a</title><meta name="citation_author" content="&lt;b&gt;">'
    found, _ = read(text)
    assert "root:" not in found.title
    assert found.authors in ((), ({"literal": "<b>"},))


@pytest.mark.parametrize("body", [b"", b" ", b"<!-- -->"])
def test_what_is_no_page_is_unreadable(body):
    with pytest.raises(ValueError):
        web.parsed(body)


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "utf-16", "latin-1", "nonsense"]))
def test_no_bytes_are_an_error_but_those_that_are_no_page(body, charset):
    try:
        tree = web.parsed(body, charset)
    except ValueError:
        return
    web.read(tree, url=URL)


@given(
    st.dictionaries(
        st.sampled_from([name for name, _ in HIGHWIRE] + ["DC.identifier", "DC.date"]), st.text(max_size=30)
    )
)
def test_whatever_a_page_says_of_itself_is_no_error(metas):
    read(page(*((name, escape(content)) for name, content in metas.items())).encode("utf-8", "ignore"))
