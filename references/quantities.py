"""Numbers with their units, and which of a sentence stand in its passages too. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_lowercase

_NUMBER = r"\d+(?:[.,]\d+)*"
_QUANTITY = re.compile(
    rf"(?<![\w.])({_NUMBER})\s*(%|mg|g|µg|mcg|kg|IU|people|days?|weeks?|months?|years?|hours?)?(?!\w)"
)


@dataclass(frozen=True)
class Quantity:
    """One number of a text: `low` to `high` (equal for a single one) in `unit` ("" without); start and end in the text."""

    low: Decimal
    high: Decimal
    unit: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Pair:
    """A quantity of the sentence and its like in a passage.

    letter: the same on both sides, in the order of the sentence. how: "same", "differs" (another number of the same
    kind), "unit", "magnitude", "missing" (nothing like it in the passages). passage: index of the text it stands in.
    """

    letter: str
    how: str
    sentence: Quantity
    source: Quantity | None = None
    passage: int | None = None


@dataclass(frozen=True)
class Comparison:
    """pairs: one for each quantity of the sentence. only_in_source: [(index of the passage, Quantity)]"""

    pairs: tuple[Pair, ...]
    only_in_source: tuple[tuple[int, Quantity], ...] = ()

    @property
    def differs(self):
        return any(pair.how != "same" for pair in self.pairs)


def quantities(text: str) -> list[Quantity]:
    """Every number of `text`, in order."""
    found = []
    for match in _QUANTITY.finditer(text):
        value = Decimal(match[1].replace(",", "")) if match[1].count(".") < 2 else Decimal(0)
        found.append(Quantity(value, value, match[2] or "", match[0].strip(), match.start(), match.end()))
    return found


def compare(sentence: str, passages: Sequence[str]) -> Comparison:
    """Pair each quantity of the sentence with its like in the passages."""
    there = [(index, q) for index, text in enumerate(passages) for q in quantities(text)]
    pairs = []
    for number, q in enumerate(quantities(sentence)):
        letter = ascii_lowercase[number % 26]
        same = next(((i, p) for i, p in there if (p.low, p.high, p.unit) == (q.low, q.high, q.unit)), None)
        pairs.append(Pair(letter, "same", q, same[1], same[0]) if same else Pair(letter, "missing", q))
    used = {id(pair.source) for pair in pairs}
    return Comparison(tuple(pairs), tuple((i, p) for i, p in there if id(p) not in used))


def differs(sentence: str, passages: Sequence[str]) -> bool:
    """Whether a number of the sentence stands in none of the passages. Without passages there is nothing to compare."""
    return any(passages) and compare(sentence, passages).differs
