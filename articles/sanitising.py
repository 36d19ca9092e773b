"""One policy for rich text: what the editor may save, and what goes into an edition."""

import re
from html import unescape
from html.parser import HTMLParser

import nh3

from references.canonical import storable

from .claim_markup import keep_attribute
from .paid_links import REL, is_paid

MAX_BYTES = 1_000_000
MAX_DEPTH = 200
MAX_LOOSE_TAGS = 5_000

TAGS = {
    "p", "br", "strong", "em", "sub", "sup", "a", "ul", "ol", "li", "h2", "h3", "blockquote", "span",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "span": {"data-claim", "data-sources"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
}

_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    attribute_filter=keep_attribute,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer",
)


class TooMuch(ValueError):
    """A text that is too long, or nested too deeply, to be cleaned safely. Says so in a sentence."""


class _Depth(HTMLParser):
    # Tags without an end of their own, and those whose end may be left out, are no nesting.
    FLAT = {"br", "img", "hr", "input", "meta", "link", "p", "li", "td", "th", "tr", "dt", "dd", "option"}

    def __init__(self):
        super().__init__()
        self.depth = 0

    def handle_starttag(self, tag, attrs):
        if tag not in self.FLAT:
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise TooMuch(f"This text is nested more than {MAX_DEPTH} levels deep. Paste it as plain text.")

    def handle_endtag(self, tag):
        if tag not in self.FLAT and self.depth:
            self.depth -= 1


# A tag as the editor and our cleaner write it.
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)(?: [a-z-]+="[^"<]*")*>')


def _well_formed(html):
    """Whether every tag is one of ours, written plainly, and closed where it should be."""
    tags, still_open = _TAG.findall(html), []
    if len(tags) != html.count("<"):
        return False
    for end, name in tags:
        if name not in TAGS:
            return False
        if name in _Depth.FLAT:
            continue
        if not end:
            still_open.append(name)
        elif not still_open or still_open.pop() != name:
            return False
    return True


def refuse_too_much(html):
    """Raise TooMuch before a parser has to work on it: cleaning takes time quadratic in depth."""
    if len(html.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise TooMuch("This text is longer than a million characters. Split it into several blocks.")
    _Depth().feed(html)
    # Two parsers never agree on how deep broken HTML is, so of many tags only well-formed ones are taken.
    if html.count("<") > MAX_LOOSE_TAGS and not _well_formed(html):
        raise TooMuch(
            f"This text has more than {MAX_LOOSE_TAGS:,} tags, and some are not closed. Paste it as plain text."
        )


# A link as our cleaner writes it.
_LINK = re.compile(r'<a (?:title="[^"]*" )?href="([^"]*)"(?: title="[^"]*")? rel="noopener noreferrer">')


def _mark_as_paid(found):
    """Links to shops say so to search engines; nobody has to remember it."""
    return f'{found[0][:-2]} {" ".join(REL)}">' if is_paid(unescape(found[1])) else found[0]


def clean(html):
    """Sanitised HTML. Idempotent. Raises TooMuch."""
    refuse_too_much(html)
    return _LINK.sub(_mark_as_paid, _cleaner.clean(storable(html)))
