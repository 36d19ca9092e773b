"""Texts of a record: from what a file has to what Details hold, and back. Pure."""

import re
import unicodedata
from html import escape

from references import titles

from .encoding import storable

_INVISIBLE = re.compile("[\u00ad\u200b\u2060]")
_SUPERSCRIPTS = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
_SCRIPT = re.compile(r"<(sup|sub)>([^<>]*)</\1>")


def folded(text):
    """One line, NFC, single spaces, nothing that cannot be stored."""
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", storable(text))).split())


def title(text):
    """A title as Details hold it, out of text that may carry HTML."""
    return folded(titles.tidy(storable(text)))


def plain(text):
    """A text of one line without markup: 10<sup>3</sup> becomes 10³, never 103."""
    return folded(flat(titles.tidy(storable(text))))


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
