"""Read the marks of claims out of sanitised HTML. Pure."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from uuid import UUID

CLAIM_ATTRIBUTE = re.compile(r'data-claim="([0-9a-f-]{36})"')  # nh3's output has one spelling
_BLOCKS = {"p", "li", "td", "th", "h2", "h3", "blockquote"}
_SCRIPTS = {"sup": "^", "sub": "_"}
_SPACES = re.compile(r"\s+")


@dataclass
class Mark:
    """One claim of a text; several fragments if Enter split it. place: of a row of the catalogue, its block."""

    id: UUID
    citekeys: list[str]
    heading: str
    fragments: list[str] = field(default_factory=list)
    contexts: list[str] = field(default_factory=list)
    place: str = ""

    @property
    def text(self):
        return " ".join(f for f in map(_folded, self.fragments) if f)

    @property
    def context(self):
        """The paragraph, list item or cell around the claim."""
        return " ".join(dict.fromkeys(self.contexts))


def _folded(text):
    return _SPACES.sub(" ", text).strip()


class _Reader(HTMLParser):
    def __init__(self, heading):
        super().__init__(convert_charrefs=True)
        self.marks = {}
        self.headings = [heading, ""] if heading else ["", ""]
        self.spans = []
        self.block, self.in_block, self.tag = [], [], None

    def handle_starttag(self, tag, attrs):
        if tag in _BLOCKS:
            self._end_block()
            self.tag = tag
        elif tag == "span":
            self._open(dict(attrs))
        self._text(" " if tag == "br" else _SCRIPTS.get(tag, ""))

    def handle_endtag(self, tag):
        if tag == "span" and self.spans:
            self.spans.pop()
        elif tag in _BLOCKS:
            self._end_block()

    def handle_data(self, data):
        self._text(data)

    def _open(self, attrs):
        key = attrs.get("data-claim")
        self.spans.append(key)
        if key:
            mark = self.marks.setdefault(key, Mark(UUID(key), [], " › ".join(h for h in self.headings if h)))
            mark.citekeys += [k for k in (attrs.get("data-sources") or "").split() if k not in mark.citekeys]
            mark.fragments.append("")
            self.in_block.append(mark)

    def _text(self, text):
        self.block.append(text)
        for key in filter(None, self.spans):
            self.marks[key].fragments[-1] += text

    def _end_block(self):
        text = _folded("".join(self.block))
        for mark in self.in_block:
            mark.contexts.append(text)
        if self.tag == "h2":
            self.headings = [text, ""]
        elif self.tag == "h3":
            self.headings[1] = text
        self.block, self.in_block, self.tag = [], [], None

    def close(self):
        super().close()
        self._end_block()


def read_marks(html, heading=""):
    """The claims marked in `html`, in order, and the heading that stands when it ends (for the next block)."""
    reader = _Reader(heading)
    reader.feed(html)
    reader.close()
    return list(reader.marks.values()), reader.headings[0]
