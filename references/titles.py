"""Titles with their italics, bold, subscripts and superscripts, and nothing else of HTML. Pure.

A stored title is plain text in which the pairs <i>, <b>, <sub> and <sup> mean what they mean in CSL-JSON. Every other
character stands for itself: “p < 0.05” needs no entity.
"""

import re
from html import escape, unescape

KEPT = ("i", "b", "sub", "sup")
_TAG = re.compile(rf"(</?(?:{'|'.join(KEPT)})>)")
_MARKUP = re.compile(r"</?[a-zA-Z][\w:.-]*(?:\s[^<>]*)?/?>|<!--[^<]*-->")
_SAME = {"em": "i", "italic": "i", "it": "i", "strong": "b", "bold": "b", "inf": "sub"}
# What people paste with a title. Another word in angle brackets is more likely a part of it: “a <b and c> d”.
_PASTED = re.compile(
    r"</?(?:(?:jats|mml):[a-z-]+|em|italic|it|strong|bold|inf|i|b|sub|sup|span|div|p|br|font|small|u|sc|scp|title"
    r"|math|mrow|mi|mn|mo|msub|msup|mtext|msubsup|h[1-6])(?:\s+[\w:-]+=[^<>]*)?\s?/?>"
    r"|&(?:amp|lt|gt|quot|nbsp|#\d{1,7}|#x[\da-f]{1,6});",
    re.IGNORECASE,
)


def pieces(title):
    """The title cut up: [(text, is markup)]. Only tags that come in pairs, closed in order, are markup."""
    tokens = _TAG.split(title)
    opened, waiting, paired = [], dict.fromkeys(KEPT, 0), set()
    for at in range(1, len(tokens), 2):
        name = _name(tokens[at])
        if not tokens[at].startswith("</"):
            opened.append(at)
            waiting[name] += 1
        elif waiting[name]:
            # what was opened inside and not closed is text
            while (last := opened.pop()) is not None:
                waiting[_name(tokens[last])] -= 1
                if _name(tokens[last]) == name:
                    break
            paired |= {last, at}
    return [(token, at in paired) for at, token in enumerate(tokens) if token]


def _name(tag):
    return tag.strip("</>")


def html(title):
    """The title as safe HTML: escaped, with its four kinds of markup where they come in pairs."""
    return "".join(piece if is_markup else escape(piece, quote=False) for piece, is_markup in pieces(title))


def plain(title):
    """The title without its markup, for lists, search and comparison."""
    return "".join(piece for piece, is_markup in pieces(title) if not is_markup)


def from_markup(text):
    """A stored title out of HTML, JATS or MathML: the four kept, other tags dropped, entities read, spaces folded."""
    return _folded(unescape(_MARKUP.sub(_kept, text)))


def tidy(typed):
    """A title as it is stored, out of what a person typed or pasted: read as markup only where there is some."""
    pasted = (tag[0] for tag in _PASTED.finditer(typed))
    return from_markup(typed) if any(not _TAG.fullmatch(tag) for tag in pasted) else _folded(typed)


def _folded(text):
    return re.sub(r"\s+", " ", text).strip()


def _kept(match):
    name = re.sub(r"^</?(?:jats:)?|[\s/>].*$|>$", "", match[0]).lower()
    name = _SAME.get(name, name)
    if name not in KEPT:
        # a line break or a paragraph divides words
        return " " if name in {"br", "p", "div", "title"} else ""
    return f"</{name}>" if match[0].startswith("</") else f"<{name}>"
