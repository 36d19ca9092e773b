"""Which format a file is in, by its content. A file of the wrong kind is refused with one sentence."""

import re

from .identifier_list import looks_like_one
from .reading import Unreadable

_KINDS = (
    (b"%PDF", "This is a PDF, not a file of references."),
    (b"PK\x05\x06", "This is an empty zip archive."),
    (b"\x1f\x8b", "This is a compressed file (gzip)."),
    (b"BZh", "This is a compressed file (bzip2)."),
    (b"\xfd7zXZ", "This is a compressed file (xz)."),
    (b"7z\xbc\xaf", "This is a compressed file (7-Zip)."),
    (b"Rar!", "This is a compressed file (RAR)."),
    (b"\xd0\xcf\x11\xe0", "This is an old Office document (Word or Excel)."),
    (b"\x89PNG", "This is an image."),
    (b"\xff\xd8\xff", "This is an image."),
    (b"GIF8", "This is an image."),
    (b"SQLite format 3", "This is a database."),
    (b"{\\rtf", "This is a Word document (RTF)."),
)
_INSTEAD = "Export the references as RIS, BibTeX, PubMed or CSL-JSON, and give that file."
_NAMES = {
    "ris": "RIS",
    "bibtex": "BibTeX",
    "csl-json": "CSL-JSON",
    "nbib": "PubMed’s tags (.nbib)",
    "pubmed-xml": "PubMed XML",
    "identifiers": "a list of identifiers",
}
_WANTED = "RIS, BibTeX, PubMed (.nbib or XML), CSL-JSON, or identifiers one a line"
_RECORDS_OF_PUBMED = re.compile(r"<Pubmed(?:Book)?Article(?:Set)?[\s>/]")
# NLM's own document type is named by every file of PubMed. It is never fetched, and nothing else may be declared.
_DOCTYPE_OF_PUBMED = re.compile(
    r'<!DOCTYPE\s+Pubmed\w+(?:\s+PUBLIC\s+"-//NLM//DTD [^"]*"\s+"https?://[\w.-]+\.nih\.gov/[^"]*")?\s*>'
)
_FIRST_LINES = (
    ("ris", re.compile(r"^[ \t]*TY {0,3}- ?[ \t]*\w", re.MULTILINE | re.IGNORECASE)),
    ("nbib", re.compile(r"^[ \t]*(?:PMID {0,2}-|(?:OWN|STAT|BTI|DCOM|OCRC) {0,2}- ?\S)", re.MULTILINE)),
    ("bibtex", re.compile(r"^[ \t]*@[ \t]*[a-zA-Z]+[ \t\n]*[{(]", re.MULTILINE)),
)
_OTHERS = (
    (re.compile(r"^%0 \w", re.MULTILINE), "This is EndNote's own format."),
    (re.compile(r"^(?:FN (?:Clarivate|ISI|Thomson)|PT [JBSP]$)", re.MULTILINE), "This is Web of Science's own format."),
    (re.compile(r"^(?:TI|AU|UI|AN)  ?-? ?$", re.MULTILINE), "This is a format of Ovid."),
)


def refuse_wrong_kind(start):
    """Raise Unreadable if the first bytes are those of a PDF, an archive, an Office document, an image …"""
    for magic, what in _KINDS:
        if start.startswith(magic):
            raise Unreadable(f"{what} {_INSTEAD}")
    if start.startswith(b"PK\x03\x04"):
        office = "n Office document" if b"[Content_Types].xml" in start or b"word/" in start else " zip archive"
        raise Unreadable(f"This is a{office}. {_INSTEAD}")


def format_of(head):
    """“ris”, “bibtex”, “nbib”, “pubmed-xml”, “csl-json” or “identifiers”, from the beginning of a text.

    Raises Unreadable for anything else.
    """
    first = head.lstrip()
    if not first:
        raise Unreadable("There is nothing in this file.")
    if first.startswith("<"):
        return _of_markup(first)
    if first.startswith(("[", "{")):
        return "csl-json"
    found = [(m.start(), name) for name, pattern in _FIRST_LINES if (m := pattern.search(head))]
    if found:
        return min(found)[1]
    for pattern, what in _OTHERS:
        if pattern.search(head):
            raise Unreadable(f"{what} {_INSTEAD}")
    if looks_like_one(head):
        return "identifiers"
    raise Unreadable(f"This is no file of references that we can read: {_WANTED}.")


def refuse_other_than(format, found):
    """Raise Unreadable where a person said one format, and the content is another."""
    if format != found:
        raise Unreadable(f"This file looks like {_NAMES[found]}, not like {_NAMES[format]}.")


def _of_markup(text):
    if re.match(r"<!doctype html|<html", text, re.IGNORECASE):
        raise Unreadable(f"This is a web page, not a file of references. {_INSTEAD}")
    start = _RECORDS_OF_PUBMED.search(text)
    before = text[: start.start()] if start else text
    declared = re.search(r"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST)", before)
    if declared and ("<!ENTITY" in before or not _DOCTYPE_OF_PUBMED.match(before, declared.start())):
        raise Unreadable("This XML declares entities or a document type of its own, so it is not opened.")
    if not start:
        raise Unreadable(f"This XML is not of PubMed. {_INSTEAD}")
    return "pubmed-xml"
