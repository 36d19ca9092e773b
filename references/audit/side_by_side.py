"""The numbers of sentence and source side by side: what is marked in either text, and the table between them. Pure.

Both sides and the table come from one `quantities.Comparison`, so they cannot tell different things.
"""

from dataclasses import dataclass
from functools import cached_property

from references.outcomes import Mismatch
from references.quantities import Comparison

SAME, FREE, MISSING = "same", "free", "missing"
RESULTS = {
    "differs": "differs",
    "unit": "another unit",
    "magnitude": "another order of magnitude",
    MISSING: "not in the source",
}
_IMPLIED = {"unit": Mismatch.UNIT}


@dataclass(frozen=True)
class Piece:
    """A run of a text. how: "" for words, "same", "differs" (of any kind) or "free" (on one side only) for a number.

    letters: those of its pairs, the same on both sides; none where the other side has nothing like it.
    """

    text: str
    how: str = ""
    letters: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    how: str
    letters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A number of the sentence that the source does not bear out. source: "" where it has nothing like it."""

    letter: str
    sentence: str
    source: str
    result: str


@dataclass(frozen=True)
class SideBySide:
    """What the desk shows of one comparison."""

    comparison: Comparison

    @cached_property
    def _of_sentence(self):
        return [
            _Mark(p.sentence.start, p.sentence.end, _how(p), (p.letter,) if p.source else ())
            for p in self.comparison.pairs
        ]

    def _of_passage(self, index):
        pairs = [p for p in self.comparison.pairs if p.source and p.passage == index]
        marks = [_Mark(p.source.start, p.source.end, _how(p), (p.letter,)) for p in pairs]
        return marks + [_Mark(q.start, q.end, FREE) for i, q in self.comparison.only_in_source if i == index]

    def sentence(self, text):
        """The sentence as pieces."""
        return _cut(text, self._of_sentence)

    def passage(self, index, text, start=0):
        """A part of the text number `index` of the source as pieces; the part begins at `start` of that text."""
        return _cut(text, self._of_passage(index), start)

    @cached_property
    def rows(self):
        return [
            Row(p.letter if p.source else "", p.sentence.text, p.source.text if p.source else "", RESULTS[p.how])
            for p in self.comparison.pairs
            if p.how != SAME
        ]

    @cached_property
    def same(self):
        """[(letter, the number as the sentence has it)] of those that both sides have."""
        return [(p.letter, p.sentence.text) for p in self.comparison.pairs if p.how == SAME]

    @cached_property
    def only_in_source(self):
        """Numbers that stand in the source only, each once, in its order."""
        return list(dict.fromkeys(q.text for _, q in self.comparison.only_in_source))

    @cached_property
    def implied(self):
        """The tags that the numbers speak for."""
        return {_IMPLIED.get(p.how, Mismatch.NUMBER) for p in self.comparison.pairs if p.how != SAME}

    def __bool__(self):
        return bool(self.comparison.pairs or self.comparison.only_in_source)


def _how(pair):
    if pair.source is None:
        return FREE
    return SAME if pair.how == SAME else "differs"


def _cut(text, marks, start=0):
    """`text` as pieces. Marks that meet become one, with all their letters; what lies outside of `text` is left out."""
    pieces, at = [], 0
    for mark in _joined(marks):
        low, high = max(mark.start - start, 0), min(mark.end - start, len(text))
        if low >= high:
            continue
        if low > at:
            pieces.append(Piece(text[at:low]))
        pieces.append(Piece(text[low:high], mark.how, mark.letters))
        at = high
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return pieces


def _joined(marks):
    joined = []
    for mark in sorted(marks, key=lambda m: (m.start, m.end)):
        last = joined[-1] if joined else None
        if last and mark.start < last.end:
            letters = tuple(dict.fromkeys(last.letters + mark.letters))
            # a number that is the same for one pair and another for the next is shown as the latter
            how = "differs" if "differs" in (last.how, mark.how) else min(last.how, mark.how, key=[SAME, FREE].index)
            joined[-1] = _Mark(last.start, max(last.end, mark.end), how, letters)
        else:
            joined.append(mark)
    return joined
