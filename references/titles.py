"""Titles with their italics, bold, subscripts and superscripts, and nothing else of HTML. Pure.

A stored title is plain text in which the pairs <i>, <b>, <sub> and <sup> mean what they mean in CSL-JSON. Every other
character stands for itself: “p < 0.05” needs no entity.
"""

import re
from html import escape, unescape

_PAIR = re.compile(r"<(i|b|sub|sup)>(.*?)</\1>", re.DOTALL)
_MARKUP = re.compile(r"</?[a-zA-Z][\w:.-]*(?:\s[^<>]*)?/?>|<!--.*?-->", re.DOTALL)
_SAME = {"em": "i", "italic": "i", "it": "i", "strong": "b", "bold": "b", "inf": "sub"}


def html(title):
    """The title as safe HTML: escaped, with its four kinds of markup where they come in pairs."""
    match = _PAIR.search(title)
    if not match:
        return escape(title, quote=False)
    tag, inner = match.groups()
    before, after = title[: match.start()], title[match.end() :]
    return f"{escape(before, quote=False)}<{tag}>{html(inner)}</{tag}>{html(after)}"


def plain(title):
    """The title without its markup, for lists, search and comparison."""
    while (bare := _PAIR.sub(r"\2", title)) != title:
        title = bare
    return title


def from_markup(text):
    """A stored title out of HTML, JATS or MathML: the four kept, other tags dropped, entities read, spaces folded."""
    return re.sub(r"\s+", " ", unescape(_MARKUP.sub(_kept, text))).strip()


def _kept(match):
    name = re.sub(r"^</?(?:jats:)?|[\s/>].*$|>$", "", match[0]).lower()
    name = _SAME.get(name, name)
    if name not in {"i", "b", "sub", "sup"}:
        return ""
    return f"</{name}>" if match[0].startswith("</") else f"<{name}>"
