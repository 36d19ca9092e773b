"""Plots as plain geometry for SVG: they start at zero and print their numbers. Pure.

Lengths are in the units of the plot's view box.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

COLUMN_PLOT = (720, 168)
"""Width and height of a plot of columns."""
BAR_LENGTH = 1000
_HEAD, _FOOT = 20, 22


@dataclass(frozen=True)
class Column:
    """One column with its number above and its label below; `how` is the class that colours it."""

    x: float
    y: float
    width: float
    height: float
    number: int
    label: str
    how: str = ""

    @property
    def middle(self):
        return round(self.x + self.width / 2, 1)

    @property
    def above(self):
        return round(self.y - 5, 1)


def columns(values: Sequence[tuple[str, int, str]]) -> list[Column]:
    """values: (label, number, how). The highest one fills the plot."""
    width, height = COLUMN_PLOT
    room, floor = height - _HEAD - _FOOT, height - _FOOT
    most, step = max((number for _, number, _ in values), default=0) or 1, width / max(len(values), 1)
    made = []
    for place, (label, number, how) in enumerate(values):
        tall = round(room * number / most, 1)
        made.append(
            Column(round(place * step + step * 0.14, 1), floor - tall, round(step * 0.72, 1), tall, number, label, how)
        )
    return made


@dataclass(frozen=True)
class Part:
    """One part of a bar: how many, where, and the class that colours it."""

    x: float
    width: float
    number: int
    how: str


def bars(rows: Sequence[Sequence[tuple[int, str]]]) -> list[tuple[Part, ...]]:
    """Bars on one scale, the longest BAR_LENGTH long. rows: the parts of each as (number, how); zeros take no room."""
    most = max((sum(number for number, _ in row) for row in rows), default=0) or 1
    return [tuple(_parts(row, (BAR_LENGTH - 8) / most)) for row in rows]


def _parts(row, scale):
    x = 0.0
    for number, how in row:
        if number:
            wide = max(round(scale * number, 1), 2)  # one of 10,000 is still to be seen
            yield Part(round(x, 1), wide, number, how)
            x += wide


def interval(part: int, whole: int) -> tuple[int, int] | None:
    """The 95 % interval of a share, in whole per cent, by Wilson's formula; None without cases.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, J Am Stat Assoc 1927;22:209-212.
    """
    if not whole:
        return None
    z, share = 1.96, part / whole
    middle = share + z * z / (2 * whole)
    spread = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    scale = 1 + z * z / whole
    return round(100 * (middle - spread) / scale), round(100 * (middle + spread) / scale)
