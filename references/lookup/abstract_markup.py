"""Abstracts in JATS (Crossref) or HTML (Europe PMC) → their parts with headings. Pure."""

import re

from references import abstracts
from references.details import AbstractPart
from references.formats import texts

LONGEST = 100_000
_BLOCK = re.compile(r"<(/?)(?:jats:)?(title|label|h[1-6]|p|sec|list-item|li|div|br)\b[^<>]*>", re.IGNORECASE)
_HEADINGS = re.compile(r"title|label|h[1-6]", re.IGNORECASE)
_OF_THE_WHOLE = {"abstract", "summary", "graphical abstract", "structured abstract"}


def parts(markup):
    """(AbstractPart, …) in order. A paragraph takes the heading that stands before it; those that follow have none."""
    found, label = [], ""
    for heading, text in _paragraphs(markup[:LONGEST]):
        if heading:
            label = "" if text.lower().strip(":. ") in _OF_THE_WHOLE else text.rstrip(":. ")
        elif label:
            found.append(AbstractPart(text, label.capitalize() if label.isupper() else label))
            label = ""
        else:
            found += abstracts.parts(text)
    return tuple(found)


def _paragraphs(markup):
    """(whether it is a heading, its text) of everything between the tags of blocks."""
    pieces = _BLOCK.split(markup)
    is_heading = False
    for at in range(0, len(pieces), 3):
        if text := texts.plain(pieces[at]):
            yield is_heading, text
        if at + 2 < len(pieces):
            closing, tag = pieces[at + 1 : at + 3]
            is_heading = not closing and bool(_HEADINGS.fullmatch(tag))
