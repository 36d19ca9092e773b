"""The prose of an article, paragraph by paragraph and sentence by sentence, each with its place. Pure, linear in time."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from typing import NamedTuple

LONGEST = 1_000
"""Characters. What runs on for longer without a full stop is no sentence, and is cut so that no rule has to wait for it."""

_ELEMENTS = {"p", "li", "td", "th", "h2", "h3", "blockquote"}
_SPACES = re.compile(r"\s+")
_PAUSE = re.compile(r"(?<=[.!?…\"”’)\]]) ")
_CLOSING = '"”’)]'
_SHORT_FORMS = frozenset(
    ("al", "approx", "ca", "cf", "dr", "e.g", "etc", "fig", "i.e", "mr", "mrs", "no", "prof", "st", "vol", "vs")
)
_RICH = dict.fromkeys(("text", "keypoints", "callout", "table", "unknowns", "conclusion"), "text")
_RICH |= {"questionanswer": "answer", "figure": "caption"}
_PLAIN = {"questionanswer": "question", "callout": "title", "table": "caption"}
_FIELDS = ("answer", "before_you_take_it", "summary")


class Link(NamedTuple):
    """Where it leads, what is read aloud as its name, and where it stands in the text of its paragraph."""

    href: str
    words: str
    rel: str
    start: int


class Sentence(NamedTuple):
    """text, the paragraph it is in, ids of the claims that it belongs to, whether one stood in the sentence before it."""

    text: str
    paragraph: "Paragraph"
    claims: tuple
    after_claim: bool
    links: tuple

    @property
    def place(self):
        return self.paragraph.place


@dataclass(frozen=True)
class Paragraph:
    """place: the field or block. part: "title", a field, or the type of the block. element: its tag; "" if plain text.

    section: the heading above it; the question, title or caption of its own block. marks: (start, end, id of the claim).
    """

    place: str
    part: str
    element: str
    section: str
    text: str
    marks: tuple = ()
    links: tuple = ()

    @property
    def is_heading(self):
        return self.element in {"h2", "h3", "th"}

    def sentences(self):
        before = False
        for start, end in spans(self.text):
            claims = tuple(dict.fromkeys(i for s, e, i in self.marks if s < end and start < e))
            links = tuple(link for link in self.links if start <= link.start < end)
            yield Sentence(self.text[start:end], self, claims, before, links)
            before = bool(claims)


class _Prose(NamedTuple):
    place: str
    part: str
    html: str
    rich: bool


def paragraphs(content):
    """Every paragraph, list item, cell and heading that readers meet, in reading order, the title first."""
    return _paragraphs(tuple(_prose(content)))


def sentences(content):
    """Every sentence that readers meet, headings not among them."""
    return _sentences(tuple(_prose(content)))


def split(text):
    """The sentences of a plain text."""
    return [text[start:end] for start, end in spans(text)]


def spans(text):
    """(start, end) of each sentence of `text`, whose white space is folded."""
    start = 0
    for pause in _PAUSE.finditer(text):
        if _ends(text, start, pause.start()):
            yield from _cut(start, pause.start())
            start = pause.end()
    if start < len(text):
        yield from _cut(start, len(text))


def _ends(text, start, end):
    """Whether a sentence ends at `end`, where a space follows."""
    after, last = text[end + 1 : end + 3].lstrip("\"“‘('["), end - 1
    while last > start and end - last < 4 and text[last] in _CLOSING:
        last -= 1
    if text[last] not in ".!?…" or not after[:1] or after[0].islower():
        return False
    word = text[max(start, last - 12) : last].rpartition(" ")[2].lower().lstrip("(")
    # "e.g. Oxide", "Dr. Who", and the A. of "A. Author"
    return text[last] != "." or not (word in _SHORT_FORMS or (len(word) == 1 and word.isalpha() and word != "i"))


def _cut(start, end):
    while end - start > LONGEST:
        yield start, start + LONGEST
        start += LONGEST
    yield start, end


def _prose(content):
    """What is written, field by field: the title, the fields of the article, then its blocks."""
    article = content["article"]
    yield _Prose("title", "title", article["title"], False)
    for name in _FIELDS:
        yield _Prose(name, name, article[name], True)
    for block in content["blocks"]:
        kind = block["type"]
        if plain := block.get(_PLAIN.get(kind)):
            yield _Prose(block["id"], kind, plain, False)
        if rich := block.get(_RICH.get(kind)):
            yield _Prose(block["id"], kind, rich, True)


# several rules read the same article one after the other, so its last reading is kept
@lru_cache(maxsize=1)
def _paragraphs(prose):
    found, section, names = [], "", {}
    for place, part, text, rich in prose:
        if not rich:
            names[place] = folded(text)
            found.append(Paragraph(place, part, "", names[place], names[place]))
            continue
        reader = _Reader(place, part, section if part == "text" else names.get(place, ""))
        reader.feed(text)
        reader.close()
        found += reader.found
        section = reader.section if part == "text" else section
    return tuple(found)


@lru_cache(maxsize=1)
def _sentences(prose):
    return tuple(s for p in _paragraphs(prose) if not p.is_heading for s in p.sentences())


def folded(text):
    return _SPACES.sub(" ", text).strip()


@dataclass
class _Open:
    """What is being read: text so far, what is marked and linked in it."""

    element: str = ""
    parts: list = field(default_factory=list)
    length: int = 0
    marks: list = field(default_factory=list)
    links: list = field(default_factory=list)

    def add(self, text):
        text = _SPACES.sub(" ", text)
        if text.startswith(" ") and (not self.length or self.parts[-1].endswith(" ")):
            text = text[1:]
        if text:
            self.parts.append(text)
            self.length += len(text)


class _Reader(HTMLParser):
    def __init__(self, place, part, section):
        super().__init__(convert_charrefs=True)
        self.place, self.part, self.section = place, part, section
        self.found, self.now = [], _Open()
        self.claims, self.link = [], None

    def handle_starttag(self, tag, attrs):
        if tag in _ELEMENTS:
            self._end()
            self.now.element = tag
        elif tag == "br":
            self.handle_data(" ")
        elif tag == "span":
            self.claims.append(dict(attrs).get("data-claim"))
        elif tag == "a":
            self._end_link()
            given = dict(attrs)
            self.link = (given.get("href") or "", given.get("rel") or "", given.get("title") or "", self.now.length, [])
        elif tag in {"sup", "sub"}:
            self.now.add("^" if tag == "sup" else "_")

    def handle_endtag(self, tag):
        if tag in _ELEMENTS:
            self._end()
        elif tag == "span" and self.claims:
            self.claims.pop()
        elif tag == "a":
            self._end_link()

    def handle_data(self, data):
        start = self.now.length
        self.now.add(data)
        if self.claims and self.claims[-1]:
            self.now.marks.append((start, self.now.length, self.claims[-1]))
        if self.link:
            self.link[-1].append(data)

    def _end_link(self):
        if self.link:
            href, rel, title, start, words = self.link
            self.now.links.append(Link(href, folded("".join(words)) or folded(title), rel, start))
            self.link = None

    def _end(self):
        self._end_link()
        now, self.now = self.now, _Open()
        text = "".join(now.parts).rstrip()
        if now.element == "h2":
            self.section = text
        if text or now.links:
            marks = tuple(m for m in now.marks if m[0] < m[1])
            about = (self.place, self.part, now.element or "p", self.section, text)
            self.found.append(Paragraph(*about, marks, tuple(now.links)))

    def close(self):
        super().close()
        self._end()
