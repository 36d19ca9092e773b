"""Texts of a record: from what a file has to what Details hold, and back. Pure."""

import re
import unicodedata
from html import escape

from references import titles

from .encoding import storable

_INVISIBLE = re.compile("[\u00ad\u200b\u2060]")
_SUPERSCRIPTS = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
_HEADING = re.compile(r"<(?:jats:)?title[^>]*>([^<]*)</(?:jats:)?title>(?:\s*<(?:jats:)?p[^>]*>)?\s*", re.IGNORECASE)
_PARAGRAPH_END = re.compile(r"</(?:jats:)?(?:p|sec)>|<br\s*/?>", re.IGNORECASE)
_EMPTY = re.compile(r"(?:<(i|b|sub|sup)>\s*</\1>)+")
_SCRIPT = re.compile(r"<(sup|sub)>([^<>]*)</\1>")


def folded(text):
    """One line, NFC, single spaces, nothing that cannot be stored."""
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", storable(text))).split())


def title(text):
    """A title as Details hold it, out of text that may carry HTML."""
    return folded(_EMPTY.sub("", titles.tidy(storable(text))))


def without_full_stop(text):
    """PubMed ends every title with a full stop; one that ends an abbreviation like “U.S.” stays."""
    text = text.rstrip()
    return text[:-1] if text.endswith(".") and not re.search(r"\b[A-Z]\.[A-Z]\.$", text) else text


def plain(text):
    """A text of one line without markup: 10<sup>3</sup> becomes 10³, never 103."""
    if "<" not in text and "&" not in text:
        return folded(text)
    return folded(flat(titles.tidy(storable(text))))


def paragraphs(markup):
    """The paragraphs of an abstract in JATS or HTML, one a line; a heading of a part stands in front of its text."""
    text = _HEADING.sub(
        lambda match: "\n" if match[1].strip().lower() == "abstract" else f"\n{match[1].strip()}: ", markup
    )
    return _PARAGRAPH_END.sub("\n", text)


def flat(marked):
    """A title as text, with its raised and lowered figures as characters, or behind ^ and _ where there are none."""
    return titles.plain(_SCRIPT.sub(_as_characters, marked))


def _as_characters(match):
    kind, inner = match.groups()
    table, sign = (_SUPERSCRIPTS, "^") if kind == "sup" else (_SUBSCRIPTS, "_")
    return inner.translate(table) if all(ord(c) in table for c in inner) else f"{sign}{inner}"


def written(text, read=plain):
    """`text` so that `read` gives it back: escaped as HTML only where it would be taken for markup."""
    if read(text) == text:
        return text
    return titles.html(text) if read is title else escape(text, quote=False)
