"""Where the words of marks on a bar stand, so that no two of them meet and no line crosses a word. Pure.

A flag is planted at its mark, its words to the right or left of the pole, in a lane above the bar; a pole ends in the
lane of its words.
"""

import textwrap
from dataclasses import dataclass, replace
from itertools import product

MOST = 6
_GAP = 6
_WIDE, _WIDE_BOLD = 0.64, 0.69
"""Width of a character on average, in parts of the size of the type: that of the widest face that --ui may come to."""


@dataclass(frozen=True)
class Flag:
    x: float
    words: str
    row: object = None
    start: float = 0
    end: float = 0
    lane: int = 0


def wide_of(words, size, *, bold=False):
    return len(words) * size * (_WIDE_BOLD if bold else _WIDE)


def wrapped(words, width, size, *, bold=False):
    """The words in lines that fit the width; a word that is longer than a line is cut."""
    return textwrap.wrap(words, max(1, int(width / wide_of("x", size, bold=bold))))


def planted(flags, width, size):
    """The flags with the place of their words, in as few lanes as can be; None where that is impossible, or too many."""
    if len(flags) > MOST:
        return None
    best = None
    for sides in product((1, -1), repeat=len(flags)):
        plan = _in_lanes([_towards(f, side, size) for f, side in zip(flags, sides, strict=True)], width)
        if plan is not None and (best is None or _height(plan) < _height(best)):
            best = plan
    return best


def _height(plan):
    return max((flag.lane for flag in plan), default=0)


def _towards(flag, side, size):
    wide = wide_of(flag.words, size)
    start = flag.x + _GAP if side > 0 else flag.x - _GAP - wide
    return replace(flag, start=start, end=start + wide)


def _in_lanes(flags, width):
    """The flags with a lane each, or None: words leave the picture, or poles and words cross whatever the lanes."""
    if any(flag.start < 0 or flag.end > width for flag in flags):
        return None
    placed, waiting = [], list(range(len(flags)))
    while waiting:
        # words may be planted once every pole that would cross them has its lane, which is below
        ready = next((n for n in waiting if not any(_crosses(flags[m], flags[n]) for m in waiting if m != n)), None)
        if ready is None:
            return None
        waiting.remove(ready)
        placed.append(replace(flags[ready], lane=_lowest(flags[ready], placed)))
    return placed


def _crosses(pole, words):
    return words.start - _GAP < pole.x < words.end + _GAP


def _lowest(flag, placed):
    lane = 1 + max((other.lane for other in placed if _crosses(other, flag)), default=-1)
    while any(o.lane == lane and o.start < flag.end + _GAP and flag.start < o.end + _GAP for o in placed):
        lane += 1
    return lane
