"""What a web page says of works in a manner that reference managers read. Pure.

Highwire's `citation_*` tags in <head> name the work that a page is about (Zotero, Mendeley, Google Scholar); its
`citation_reference` names one that the page cites. Zotero does not read the latter, so each reference also carries a
context object (COinS, an OpenURL in the title of an empty <span class="Z3988">), which its connector offers as a list.
"""

from urllib.parse import quote, urlencode

from . import titles
from .bibliography import CUT_SHORT
from .formats.kinds import ARTICLE, BOOK, CHAPTER, GUIDELINE, REPORT, THESIS
from .formats.pages import ends_of

_CONTAINERS = {ARTICLE: "journal_title", CHAPTER: "inbook_title"}
_PUBLISHERS = {THESIS: "dissertation_institution", REPORT: "technical_report_institution"}


def highwire(details):
    """[(name, content)] of the tags for the page of a work."""
    first, last = ends_of(details.pages)
    tags = [
        ("title", titles.plain(details.title)),
        *(("author", _name(name)) for name in details.authors if name != CUT_SHORT),
        ("publication_date", _date(details, "/")),
        (_CONTAINERS.get(details.csl_type, ""), details.container_title),
        ("journal_abbrev" if details.csl_type == ARTICLE else "", details.container_title_short),
        ("volume", details.volume),
        ("issue", details.issue),
        ("firstpage", first),
        ("lastpage", last),
        ("technical_report_number" if details.csl_type == REPORT else "", details.number),
        (_PUBLISHERS.get(details.csl_type, "publisher"), details.publisher),
        ("issn", details.issn),
        ("isbn", details.isbn),
        ("doi", details.doi),
        ("pmid", details.pmid),
        ("arxiv_id", details.arxiv),
        ("language", details.language),
    ]
    return [(f"citation_{name}", content) for name, content in tags if name and content]


def highwire_reference(details):
    """The content of one `citation_reference`: “citation_title=…; citation_author=…; …”. Semicolons divide it."""
    return "; ".join(f"{name}={content.replace(';', ',')}" for name, content in highwire(details))


def context_object(details, url=""):
    """The work as an OpenURL (ANSI/NISO Z39.88), for the title of a span. `url`: its address, for a page of the web."""
    first, last = ends_of(details.pages)
    said = [
        ("ctx_ver", "Z39.88-2004"),
        *_kind(details),
        ("rft.date", _date(details, "-")),
        ("rft.volume", details.volume),
        ("rft.issue", details.issue),
        ("rft.spage", first),
        ("rft.epage", last),
        ("rft.publisher", details.publisher),
        ("rft.place", details.publisher_place),
        ("rft.edition", details.edition),
        ("rft.issn", details.issn),
        ("rft.isbn", details.isbn),
        ("rft.language", details.language),
        *(_creator(name) for name in details.authors if name != CUT_SHORT),
        ("rft_id", details.doi and f"info:doi/{details.doi}"),
        ("rft_id", details.pmid and f"info:pmid/{details.pmid}"),
        ("rft.identifier", url or details.url),
    ]
    return urlencode([(name, value) for name, value in said if value], quote_via=quote, safe=":/,")


def _kind(details):
    """The format of the context object, and what titles are called in it."""
    title = titles.plain(details.title)
    if details.csl_type == ARTICLE:
        journal = (("rft.jtitle", details.container_title), ("rft.stitle", details.container_title_short))
        return [_format("journal"), ("rft.genre", "article"), ("rft.atitle", title), *journal]
    if details.csl_type == CHAPTER:
        return [
            _format("book"),
            ("rft.genre", "bookitem"),
            ("rft.atitle", title),
            ("rft.btitle", details.container_title),
        ]
    if details.csl_type in {BOOK, REPORT, GUIDELINE}:
        return [_format("book"), ("rft.genre", "book" if details.csl_type == BOOK else "report"), ("rft.btitle", title)]
    if details.csl_type == THESIS:
        return [_format("dissertation"), ("rft.title", title), ("rft.inst", details.publisher)]
    return [_format("dc"), ("rft.type", "webpage"), ("rft.title", title), ("rft.source", details.container_title)]


def _format(name):
    return "rft_val_fmt", f"info:ofi/fmt:kev:mtx:{name}"


def _creator(name):
    return ("rft.aucorp" if "literal" in name else "rft.au"), _name(name)


def _name(name):
    if literal := name.get("literal"):
        return literal
    given = " ".join(part for part in (name.get("given", ""), name.get("suffix", "")) if part)
    return f"{name['family']}, {given}" if given else name["family"]


def _date(details, sign):
    parts = [details.year and f"{details.year:04}", *(f"{n:02}" for n in (details.month, details.day) if n)]
    return sign.join(parts) if details.year else ""
