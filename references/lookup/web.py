"""Any web page, by what it says of itself: Highwire, Dublin Core, PRISM, schema.org and Open Graph, in this order."""

import json
import re
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from references import identifiers, web_addresses
from references.formats import kinds, texts
from references.formats.dates import date_of
from references.formats.draft import Draft
from references.formats.people import organisation, spoken

from . import client
from .errors import NotFound, Unavailable
from .json_values import rows, text
from .json_values import texts as several

MAX_BYTES = 3_000_000
_HTML = ("text/html", "application/xhtml+xml", "")
# what a site shows to programs in place of the page
_WALL = re.compile(
    r"just a moment|attention required|access denied|are you a (?:robot|human)|client challenge|security check"
    r"|(?:human|bot) verification|validate user|captcha|pardon our interruption|403 forbidden|unusual traffic",
    re.IGNORECASE,
)
_ARTICLES = {"scholarlyarticle", "medicalscholarlyarticle", "newsarticle", "article", "techarticle", "report", "dataset",
             "book", "chapter", "thesis", "webpage", "medicalwebpage", "blogposting", "creativework", "faqpage",
             "healthtopiccontent"}  # fmt: skip
_KINDS = {
    "scholarlyarticle": kinds.ARTICLE, "medicalscholarlyarticle": kinds.ARTICLE, "report": kinds.REPORT,
    "dataset": kinds.DATASET, "book": kinds.BOOK, "chapter": kinds.CHAPTER, "thesis": kinds.THESIS,
}  # fmt: skip


def find(url, *, now):
    """(Details, [(field, value)] of identifiers that the page names for itself).

    Raises NotFound where there is no page, or none that can be read; Refused; Unavailable.
    """
    reply = client.get(url, now=now, guarded=True, max_bytes=MAX_BYTES, read=_page)
    if reply.status in (404, 410):
        raise NotFound(f"There is no page at this address (status {reply.status}).")
    if reply.status != 200 or _WALL.search(_of_page(reply.content)):
        why = f"status {reply.status}" if reply.status != 200 else "a wall against robots"
        raise Unavailable(
            f"The site shows this page to people only ({why}). Look the work up by its DOI, or type it by hand."
        )
    if _media_type(reply) not in _HTML:
        raise NotFound(
            f"This address leads to a file ({_media_type(reply)}), which says nothing of itself that could be read. "
            "Look the work up by its DOI, or type its details by hand."
        )
    details, named = read(reply.content, url=reply.url)
    if not details.title and not named:
        raise NotFound("This page does not say what it is. Type its details by hand.")
    return details, named


def _media_type(reply):
    return reply.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _page(reply):
    """The parsed page, None for what is no HTML. Raises ValueError for what claims to be and is not."""
    if reply.status != 200 or _media_type(reply) not in _HTML:
        return None
    charset = re.search(r"charset=[\"']?([\w-]+)", reply.headers.get("Content-Type", ""))
    return parsed(reply.body, charset[1] if charset else None)


def parsed(body, charset=None):
    """The tree of a page; bytes that name no encoding, here or inside, are taken for UTF-8, else Windows-1252."""
    if not charset and not re.search(rb"<meta[^>]{1,200}charset", body[:4096], re.IGNORECASE):
        charset = "utf-8" if _is_utf8(body) else "windows-1252"
    try:
        page = html.document_fromstring(body, parser=html.HTMLParser(encoding=charset, no_network=True))
    except (LookupError, etree.LxmlError) as error:
        if charset not in (None, "utf-8"):
            return parsed(body, "utf-8")
        raise ValueError("This is no web page.") from error
    return page


def _is_utf8(body):
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _of_page(page):
    title = page.find(".//title") if page is not None else None
    return (title.text_content() if title is not None else "")[:300]


class _Said:
    """What a page says of itself, by the small letters of its names."""

    def __init__(self, page):
        self.metas = {}
        for meta in page.iter("meta"):
            name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
            if name and (content := texts.folded(meta.get("content") or "")[:20_000]):
                self.metas.setdefault(name.replace("dcterms.", "dc."), []).append(content)
        self.linked = _linked_data(page)

    def all(self, *names):
        """The contents of the first of these names that the page has."""
        return next((self.metas[name] for name in names if name in self.metas), [])

    def one(self, *names):
        return (self.all(*names) or [""])[0]

    def linked_text(self, *names):
        return next(filter(None, (_name_in(self.linked.get(name)) for name in names)), "")


def _name_in(value):
    """A text, or the name of the thing that stands in its place."""
    things = rows(value)
    return text(value) or (text(things[0].get("name")) if things else "")


def _linked_data(page):
    """The first thing of schema.org that is a work; {} if there is none."""
    found = []
    for script in page.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            try:
                found += _things(json.loads(script.text_content()))
            except (ValueError, RecursionError):
                continue
    works = [thing for thing in found if _types(thing) & _ARTICLES]
    # a page and its article may both stand there
    return next((w for w in works if _types(w) & _KINDS.keys()), works[0] if works else {})


def _things(value):
    for thing in rows(value):
        yield from rows(thing.get("@graph"))
        yield thing
        yield from rows(thing.get("mainEntity"))


def _types(thing):
    return {name.rpartition("/")[2].lower() for name in several(thing.get("@type"))}


# ---- from the page to our shape


def read(page, *, url):
    """(Details, identifiers that the page names for itself)."""
    said, draft = _Said(page), Draft(0)
    _identify(said, draft)
    draft.put("csl_type", _kind(said))
    draft.title(said.one("citation_title", "dc.title", "prism.title") or said.linked_text("headline", "name")
                or said.one("og:title", "twitter:title") or _of_page(page))  # fmt: skip
    _authors(said, draft)
    site = said.one("og:site_name") or said.linked_text("publisher")
    journal = said.one("citation_journal_title", "citation_inbook_title", "citation_book_title", "citation_conference_title",
                       "prism.publicationname") or said.linked_text("isPartOf")  # fmt: skip
    draft.text("container_title", journal or (site if draft.said["csl_type"] == kinds.WEBPAGE else ""))
    draft.text("container_title_short", said.one("citation_journal_abbrev").replace(".", ""))
    draft.text("publisher", said.one("citation_publisher", "dc.publisher", "citation_dissertation_institution",
                                     "citation_technical_report_institution") or said.linked_text("publisher"))  # fmt: skip
    _issue(said, draft)
    draft.date(_date(said))
    draft.language(
        said.one("citation_language", "dc.language") or said.linked_text("inLanguage") or page.get("lang") or ""
    )
    draft.abstract(said.one("citation_abstract", "dc.abstract"))
    words = said.all("citation_keywords", "keywords")
    draft.several("keywords", [word for line in words[:50] for word in re.split(r"[;,]", line)][:30])
    draft.put("url", _address(page, url))
    named = [(field, draft.said[field]) for field in identifiers.CANONICAL if draft.has(field)]
    return draft.details(), named


def _identify(said, draft):
    for field, names in (
        ("doi", ("citation_doi", "bepress_citation_doi", "prism.doi", "doi")),
        ("pmid", ("citation_pmid",)),
        ("arxiv", ("citation_arxiv_id",)),
        ("isbn", ("citation_isbn",)),
    ):
        if value := said.one(*names):
            draft.identifier(field, value)
    for value in (*said.all("dc.identifier", "dc.identifier.doi"), *_linked_identifiers(said.linked)):
        if (found := identifiers.one_in(value)) and found[0] in {"doi", "pmid", "pmcid"} and not draft.has(found[0]):
            draft.identifier(*found)


def _linked_identifiers(thing):
    for value in (thing.get("identifier"), thing.get("sameAs"), thing.get("@id")):
        yield from several(value)
        yield from (text(row.get("value")) for row in rows(value))


def _kind(said):
    for name, kind in (
        ("citation_journal_title", kinds.ARTICLE),
        ("prism.publicationname", kinds.ARTICLE),
        ("citation_inbook_title", kinds.CHAPTER),
        ("citation_conference_title", kinds.CHAPTER),
        ("citation_dissertation_institution", kinds.THESIS),
        ("citation_technical_report_institution", kinds.REPORT),
        ("citation_isbn", kinds.BOOK),
    ):
        if said.one(name):
            return kind
    return next((_KINDS[name] for name in _types(said.linked) if name in _KINDS), kinds.WEBPAGE)


def _authors(said, draft):
    names = said.all("citation_author", "dc.creator", "dc.contributor") or [
        name for line in said.all("citation_authors") for name in line.split(";")
    ]
    if names:
        for name in names[:2000]:
            draft.name("authors", spoken(name))
        return
    author = said.linked.get("author")
    for thing in rows(author)[:2000]:
        read_name = organisation if "organization" in _types(thing) else spoken
        draft.name("authors", read_name(text(thing.get("name"))))
    if not draft.has("authors"):
        plain = several(author) or said.all("author", "article:author")
        for name in plain[:50]:
            if not name.lower().startswith(("http://", "https://", "@")):
                draft.name("authors", spoken(name))


def _issue(said, draft):
    draft.text("volume", said.one("citation_volume", "prism.volume"))
    draft.text("issue", said.one("citation_issue", "prism.number"))
    first = said.one("citation_firstpage", "prism.startingpage", "citation_article_number")
    last = said.one("citation_lastpage", "prism.endingpage")
    draft.pages(f"{first}-{last}" if first and last and first != last else first)
    draft.issn(said.one("citation_issn", "prism.issn", "prism.eissn"))


def _date(said):
    named = said.all("citation_publication_date", "citation_date", "citation_cover_date", "prism.publicationdate",
                     "citation_online_date", "citation_year", "dc.issued", "dc.date.issued", "dc.date",
                     "article:published_time")  # fmt: skip
    for value in (*named, said.linked_text("datePublished"), said.one("dc.created", "dc.modified")):
        if found := date_of(value.partition("T")[0]):
            return found
    return {}


def _address(page, url):
    """The address that the page calls its own, where that is on the same site; else where it was found."""
    links = (link.get("href") for link in page.iter("link") if (link.get("rel") or "").strip().lower() == "canonical")
    for href in filter(None, links):
        try:
            own = web_addresses.normal(urljoin(url, href.strip()))
        except ValueError:
            continue
        if _site(own) == _site(url) and urlsplit(own).path != "/":
            return own
    try:
        return web_addresses.normal(url)
    except ValueError:
        return url


def _site(url):
    return (urlsplit(url).hostname or "").lower().removeprefix("www.")
