"""Titles with their italics, bold, subscripts and superscripts, and nothing else of HTML. Pure.

A stored title is plain text in which the pairs <i>, <b>, <sub> and <sup> mean what they mean in CSL-JSON. Every other
character stands for itself: “p < 0.05” needs no entity.
"""

import re
from html import escape, unescape

_TAG = re.compile(r"</?(?:i|b|sub|sup)>")
_MARKUP = re.compile(r"</?[a-zA-Z][\w:.-]*(?:\s[^<>]*)?/?>|<!--(?:(?!<!--).)*?-->", re.DOTALL)
_SAME = {"em": "i", "italic": "i", "it": "i", "strong": "b", "bold": "b", "inf": "sub"}


def html(title):
    """The title as safe HTML: escaped, with its four kinds of markup where they come in pairs."""
    return "".join(piece if is_markup else escape(piece, quote=False) for piece, is_markup in _pieces(title))


def plain(title):
    """The title without its markup, for lists, search and comparison."""
    return "".join(piece for piece, is_markup in _pieces(title) if not is_markup)


def _pieces(title):
    """[(text, whether it is one of a properly nested pair of tags)], in order."""
    pieces, is_open, at = [], [], 0
    for match in _TAG.finditer(title):
        pieces.append([title[at : match.start()], False])
        pieces.append([match[0], False])
        at = match.end()
        if not match[0].startswith("</"):
            is_open.append(len(pieces) - 1)
        elif is_open and pieces[is_open[-1]][0] == match[0].replace("/", ""):
            pieces[is_open.pop()][1] = pieces[-1][1] = True
    pieces.append([title[at:], False])
    return pieces


def from_markup(text):
    """A stored title out of HTML, JATS or MathML: the four kept, other tags dropped, entities read, spaces folded."""
    return re.sub(r"\s+", " ", unescape(_MARKUP.sub(_kept, text))).strip()


def _kept(match):
    name = re.sub(r"^</?(?:jats:)?|[\s/>].*$|>$", "", match[0]).lower()
    name = _SAME.get(name, name)
    if name not in {"i", "b", "sub", "sup"}:
        return ""
    return f"</{name}>" if match[0].startswith("</") else f"<{name}>"
