"""What a number of a text is, and how two texts compare. Pure."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Quantity:
    """One number of a text: `low` to `high` (equal for a single one) in `unit` ("" without); start and end in the text.

    Signs do not count: “1.33 lower” and “−1.33” are one number. loosely: "" | "about" | "over" | "under", as the text says.
    """

    low: Decimal
    high: Decimal
    unit: str
    text: str
    start: int
    end: int
    loosely: str = ""

    @property
    def is_range(self):
        return self.low != self.high


@dataclass(frozen=True)
class Pair:
    """A quantity of the sentence and its like in a passage.

    letter: the same on both sides, in the order of the sentence; one that is said twice keeps its letter. how: "same",
    "differs" (another number of the same kind), "unit" (the same number in another unit), "magnitude" (ten, a hundred …
    times as much), "missing" (nothing like it in the passages). passage: index of the text it stands in.
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
