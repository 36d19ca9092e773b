"""What changed between two judged texts, in words. Pure."""

import json
import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from references.canonical import canonical_text
from references.models.claim import Kind, Voice
from references.models.notice import NoticeKind
from references.models.passage import Basis
from references.outcomes import Stance

_WORDS = re.compile(r"\d+(?:[.,]\d+)*|\w+|\s+|[^\w\s]")
_TOO_LONG = 4_000  # words; comparing takes the square of it

_CHOICES = {"stance": Stance, "voice": Voice, "kind": Kind}
_PARTS = {
    "claim": "Sentence",
    "question": "Question",
    "stance": "Stance",
    "voice": "Voice",
    "kind": "Kind",
    "locator": "Place",
    "quote": "Quote",
    "finding": "Finding",
    "basis": "Read in",
}
_STAYS = {
    "Sentence": "wording",
    "Stance": "stance",
    "Kind": "kind",
    "Passage": "passages",
    "Notice": "notices",
}


@dataclass(frozen=True)
class Piece:
    """A run of words: `how` is "same", "removed" or "added"."""

    how: str
    text: str


@dataclass(frozen=True)
class Change:
    """One thing that changed: what it is, and its words before and after."""

    what: str
    pieces: tuple[Piece, ...]

    @property
    def before(self):
        return tuple(piece for piece in self.pieces if piece.how != "added")

    @property
    def after(self):
        return tuple(piece for piece in self.pieces if piece.how != "removed")


def words_changed(before, after):
    """Two texts as one run of pieces, word by word."""
    if before == after:
        return (Piece("same", after),)
    a, b = _WORDS.findall(before), _WORDS.findall(after)
    if not a or not b or max(len(a), len(b)) > _TOO_LONG:
        return _replaced(before, after)
    pieces = []
    for tag, a1, a2, b1, b2 in _joined(SequenceMatcher(None, a, b, autojunk=False).get_opcodes(), a):
        old, new = "".join(a[a1:a2]), "".join(b[b1:b2])
        pieces += (Piece("same", new),) if tag == "equal" else _replaced(old, new)
    return tuple(pieces)


def _joined(opcodes, words):
    """Opcodes with changes joined over a lone space, so that a changed phrase reads as one."""
    joined = []
    for tag, *span in opcodes:
        lone_space = tag == "equal" and words[span[0] : span[1]] == [" "]
        kind = "replace" if tag != "equal" or (lone_space and joined) else "equal"
        if joined and kind == joined[-1][0] == "replace":
            _, a1, _, b1, _ = joined[-1]
            joined[-1] = ("replace", a1, span[1], b1, span[3])
        else:
            joined.append((kind, *span))
    return joined


def _replaced(old, new):
    return tuple(Piece(how, text) for how, text in (("removed", old), ("added", new)) if text)


def changes(judged, today):
    """What is different today from what was judged, as Changes; both are canonical judged texts."""
    before, after = json.loads(judged), json.loads(today)
    found = [
        Change(_PARTS[key], words_changed(_said(key, before.get(key, "")), _said(key, after.get(key, ""))))
        for key in ("claim", "question", "stance", "voice", "kind")
        if before.get(key, "") != after.get(key, "")
    ]
    found += _heads(before.get("heads", {}), after.get("heads", {}))
    return [*found, *_passages(before["passages"], after["passages"]), *_notices(before["notices"], after["notices"])]


def _heads(before, after):
    """Of a row of the catalogue: its heads, form, route and unit."""
    for name in dict.fromkeys([*before, *after]):
        if before.get(name, "") != after.get(name, ""):
            yield Change(name.capitalize(), words_changed(before.get(name, ""), after.get(name, "")))


def unchanged(found):
    """What stayed as it was judged, in the words of a sentence: “stance, kind and notices”; "" if nothing did."""
    changed = {change.what.partition(",")[0] for change in found}
    words = [word for what, word in _STAYS.items() if what not in changed]
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def paragraph_changed(*, judged, before, text, today):
    """How the paragraph around a sentence changed since a verdict: pieces, or () if it did not.

    judged: the judged text of the verdict; before: the paragraph as it was then, "" if nobody wrote it down; text and
    today: sentence and paragraph now. A change of the sentence itself is none of the paragraph.
    """
    then = _around(before, json.loads(judged)["claim"])
    now = _around(today, text)
    return words_changed(then, now) if before and then != now else ()


def _around(paragraph, sentence):
    """The paragraph with the sentence left out."""
    paragraph, sentence = canonical_text(paragraph), canonical_text(sentence)
    return paragraph.replace(sentence, "[…]", 1) if sentence else paragraph


def _said(key, value):
    """A stored value as people read it."""
    return _CHOICES[key](value).label if value and key in _CHOICES else value


def _only_in(these, those):
    return [record for record in these if record not in those]


def _passages(before, after):
    """Passages that went, came, or were edited; an edited one is recognised by its words."""
    went, came = _only_in(before, after), _only_in(after, before)
    for new in came:
        old = max(went, key=lambda p: _likeness(p, new), default=None)
        if old and _likeness(old, new) > 0.5:
            went.remove(old)
            for key in ("quote", "finding", "locator", "basis"):
                if old[key] != new[key]:
                    texts = (Basis(p[key]).label if key == "basis" else p[key] for p in (old, new))
                    yield Change(f"Passage, {_PARTS[key].lower()}", words_changed(*texts))
        else:
            yield Change("Passage", (Piece("added", _passage_text(new)),))
    for old in went:
        yield Change("Passage", (Piece("removed", _passage_text(old)),))


def _likeness(one, other):
    texts = [_WORDS.findall(p["quote"] + p["finding"])[:_TOO_LONG] for p in (one, other)]
    return SequenceMatcher(None, *texts, autojunk=False).ratio() + (one["locator"] == other["locator"]) / 4


def _passage_text(passage):
    quote = f"“{passage['quote']}”" if passage["quote"] else ""
    return " ".join(filter(None, [passage["locator"] and f"{passage['locator']}:", quote, passage["finding"]]))


def _notices(before, after):
    for how, notices in (("removed", _only_in(before, after)), ("added", _only_in(after, before))):
        for notice in notices:
            texts = [NoticeKind(notice["kind"]).label, notice["published_on"] or "", notice["note"]]
            yield Change("Notice", (Piece(how, ", ".join(filter(None, texts))),))
