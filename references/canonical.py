"""Canonical text and digests: what makes two wordings the same. Pure.

White space, typographic quotation marks and Unicode composition do not change what a sentence says; everything else may.
Dashes and digits stay as they are, and there is no NFKC: ½ is not 1⁄2 spelled out, and 10² is not 102.
"""

import hashlib
import json
import re
import unicodedata
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from uuid import UUID

JUDGED_FORMAT = 1

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛‹›", "'"))
_SPACES = re.compile(r"\s+")
_BREAKS = {
    "p",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "blockquote",
    "table",
    "tr",
    "td",
    "th",
    "br",
    "div",
    "figure",
}
_SCRIPTS = {"sup": "^", "sub": "_"}


def storable(text):
    """`text` without what databases refuse: NUL, and half of a surrogate pair (JSON can carry both)."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


def canonical_text(text):
    """NFC, white space folded, quotation marks unified."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text).translate(_QUOTES)).strip()


class _Text(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts = []

    def handle_starttag(self, tag, attrs):
        if tag in _BREAKS:
            self.parts.append(" ")
        self.parts.append(_SCRIPTS.get(tag, ""))

    def handle_endtag(self, tag):
        if tag in _BREAKS:
            self.parts.append(" ")

    def handle_data(self, data):
        self.parts.append(data)


def text_of(html):
    """The text of sanitised HTML, white space folded; superscript as ^, subscript as _, so that 10³ never becomes 103."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    return _SPACES.sub(" ", "".join(reader.parts)).strip()


def canonical_json(value):
    """Sorted keys, compact, UTF-8 as it is, times in UTC. Raises TypeError on floats: they have no one spelling."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def plain(value):
    """`value` as what canonical JSON can hold: times as UTC text, ids as text. Raises TypeError on anything else."""
    match value:
        case None | bool() | int() | str():
            return value
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case dict():
            return {str(k): plain(v) for k, v in value.items()}
        case list() | tuple():
            return [plain(v) for v in value]
        case _:
            raise TypeError(f"{type(value).__name__} has no canonical spelling")


def digest(text):
    """SHA-256 of the UTF-8 text, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def judged_text(*, claim, kind, voice, stance, passages, notices, question="", heads=None):
    """What a reviewer judges, as canonical text. Without citekeys and row numbers, so that a merge changes nothing.

    passages: dicts with locator, quote, finding, basis. notices: dicts with kind, published_on, note. The order of both
    does not matter. question: for answers. heads: for cells of a comparison, its row and column heads, form, route, unit.
    """
    judged = {
        "format": JUDGED_FORMAT,
        "claim": canonical_text(claim),
        "kind": kind,
        "voice": voice,
        "stance": stance,
        "passages": sorted((_folded(p) for p in passages), key=canonical_json),
        "notices": sorted((_folded(n) for n in notices), key=canonical_json),
    }
    if question:
        judged["question"] = canonical_text(question)
    if heads:
        judged["heads"] = _folded(heads)
    return canonical_json(judged)


def appraised_text(*, claim, kind, voice, citation_digests):
    """What an appraisal is about: the claim and what it rests on."""
    return canonical_json(
        {
            "format": JUDGED_FORMAT,
            "claim": canonical_text(claim),
            "kind": kind,
            "voice": voice,
            "citations": sorted(citation_digests),
        }
    )


def differs_only_in_notices(judged, today):
    """Whether two judged texts differ, and in nothing but the notices of the source."""
    before, after = json.loads(judged), json.loads(today)
    return before.pop("notices") != after.pop("notices") and before == after


def _folded(record):
    return {k: canonical_text(v) if isinstance(v, str) else v for k, v in record.items()}
