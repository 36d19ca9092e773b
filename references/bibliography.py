"""A source as CSL-JSON, as a line of a reference list, and as a citation to copy, in the styles that readers may choose.

Lines are cached by what they are made from.
"""

import json
import re
from functools import lru_cache
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import quote

from django.conf import settings

from .canonical import canonical_json
from .reference_line import AMA, APA, CUT_SHORT, NLM, line

__all__ = [
    "CUT_SHORT",
    "STYLES",
    "authors_short",
    "citation_html",
    "citation_text",
    "csl_of",
    "reference_html",
]


class Style(NamedTuple):
    """A style that readers may copy a citation in: a name for addresses, one for people, its CSL file."""

    name: str
    label: str
    csl: str


STYLES = (Style("ama", "AMA", AMA), Style("nlm", "NLM (Vancouver)", NLM), Style("apa", "APA", APA))
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "winter": 4}


def csl_of(source):
    """The source as a CSL-JSON item (citationstyles.org, schema 1.0.2), empty fields left out."""
    date = [part for part in (source.year, source.month, source.day) if part]
    issued = {"date-parts": [date]} if date else None
    if issued and source.season:
        issued["season"] = _SEASONS[source.season]
    item = {
        "id": source.citekey,
        "type": source.csl_type,
        "title": source.title,
        "author": source.authors,
        "editor": source.editors,
        "container-title": source.container_title,
        "container-title-short": source.container_title_short,
        "issued": issued,
        "volume": source.volume,
        "issue": source.issue,
        "page": source.pages,
        "number": source.number,
        "publisher": source.publisher,
        "publisher-place": source.publisher_place,
        "edition": source.edition,
        "language": source.language,
        "DOI": source.doi,
        "PMID": source.pmid,
        "PMCID": source.pmcid,
        "ISBN": source.isbn,
        "URL": source.url,
    }
    return {key: value for key, value in item.items() if value}


def reference_html(csl, *, struck=False):
    """One line of the reference list in the site's style, as safe HTML, without number, identifiers or address.

    struck: its title is struck through, because it was retracted.
    """
    return _line(canonical_json(csl), settings.BIBLIOGRAPHY_STYLE, struck)


def citation_html(csl, style):
    """A whole citation in one of STYLES, with its DOI or address, as safe HTML."""
    text = _line(canonical_json(csl), style.csl, False)
    return f"{text} {escape(address, quote=False)}" if (address := _address(csl, style.csl)) else text


def citation_text(csl, style):
    """The same as plain text."""
    return unescape(re.sub(r"<[^>]*>", "", citation_html(csl, style)))


@lru_cache(maxsize=4096)
def _line(csl_text, style, struck):
    return line(json.loads(csl_text), style, struck=struck)


def _address(csl, style):
    """Where the work is found, in the words of the style; "" where nothing is known."""
    doi, url, pmid, pmcid = (str(csl.get(name) or "") for name in ("DOI", "URL", "PMID", "PMCID"))
    web = url if re.match(r"https?://[^\s<>]+$", url) else ""
    if not web and pmid and style != NLM:
        web = f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"
    if style == APA:
        return f"https://doi.org/{quote(doi, safe='/:;().')}" if doi else web
    if style == NLM:
        known = "; ".join(f"{name}: {v}" for name, v in (("PubMed PMID", pmid), ("PubMed Central PMCID", pmcid)) if v)
        place = f"doi: {doi}." if doi else f"Available from: {web}" if web and not known else ""
        return f"{place} {known}.".strip() if known else place
    return f"doi:{doi}" if doi else web


def authors_short(csl):
    """“Yousef and Al-deeb”, “Bayram and 5 others”; “Garrison and others” where the list is known to be cut short."""
    names = [n.get("family") or n.get("literal", "") for n in csl.get("author", [])]
    if len(names) > 1 and names[-1] == CUT_SHORT["literal"]:
        return f"{names[0]} and others"
    match names:
        case []:
            return ""
        case [one]:
            return one
        case [first, second]:
            return f"{first} and {second}"
        case _:
            return f"{names[0]} and {len(names) - 1} others"
