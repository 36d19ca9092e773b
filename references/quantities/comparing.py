"""Which quantities of a sentence stand in the passages that it rests on. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from string import ascii_lowercase

from .reading import quantities
from .shapes import Comparison, Pair, Quantity
from .units import RATIOS, VAGUE_TIMES, alike, measure

# More numbers than these are no sentence and no passage; they are looked for only as they are written.
_MOST_IN_SENTENCE, _MOST_IN_PASSAGES = 200, 1_000
_MONTHS_ARE_ABOUT = Decimal("0.085")  # twelve weeks are called three months
_ABOUT = Decimal("0.05")
_ROUNDED = Decimal("0.1")  # a year and a half is not two
_SHARE_ABOUT = Decimal("0.1")  # “almost one in four” of 23%
_MAGNITUDES = frozenset(Decimal(10) ** n for n in (-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6))


def compare(sentence: str, passages: Sequence[str]) -> Comparison:
    """Pair each quantity of the sentence with its like in the passages; the best likes are given away first."""
    return _Pairing(
        quantities(sentence), [_There(i, q) for i, text in enumerate(passages) for q in quantities(text)]
    ).made()


def differs(sentence: str, passages: Sequence[str]) -> bool:
    """Whether a number of the sentence stands in none of the passages. Without passages there is nothing to compare."""
    passages = [p for p in passages if p]
    return bool(passages) and compare(sentence, passages).differs


def equal(one: Quantity, other: Quantity) -> bool:
    """Whether both state the same figure, once units are converted: 0.5 g and 500 mg. Symmetric."""
    if one.unit == other.unit:
        return (one.low, one.high) == (other.low, other.high)
    if not one.unit or not other.unit or not alike(one.unit, other.unit):
        return False
    a, b = measure(one.unit).factor, measure(other.unit).factor
    if (one.unit in VAGUE_TIMES) != (other.unit in VAGUE_TIMES):
        return _near(one.low * a, other.low * b, _MONTHS_ARE_ABOUT) and _near(
            one.high * a, other.high * b, _MONTHS_ARE_ABOUT
        )
    return one.low * a == other.low * b and one.high * a == other.high * b


@dataclass(frozen=True)
class _There:
    passage: int
    quantity: Quantity


class _Pairing:
    def __init__(self, said, there):
        self.said, self.there = said, there
        self.found = {}  # position in the sentence: (how, there)
        self.used = set()

    def made(self):
        self._same_as_written()
        few = self.there[:_MOST_IN_PASSAGES]
        for like in (_converted, _rounded, _bare, _end_of_range):
            self._each("same", like, few, again=True)
        self._both_ends(few)
        for how, like in (("unit", _other_unit), ("magnitude", _other_magnitude)):
            self._each(how, like, few)
        self._other_numbers(few)
        pairs = tuple(self._pairs())
        spans = {(t.passage, t.quantity.start) for _, t in self.found.values() if t}
        ends = {(t.passage, t.quantity.end) for _, t in self.found.values() if t}
        only = tuple(
            (t.passage, t.quantity)
            for t in self.there
            if (t.passage, t.quantity.start) not in spans
            and not (t.quantity.is_range and (t.passage, t.quantity.end) in ends)
        )
        return Comparison(pairs, only)

    def _same_as_written(self):
        as_written = defaultdict(list)
        for t in self.there:
            as_written[t.quantity.low, t.quantity.high, t.quantity.unit].append(t)
        for position, q in enumerate(self.said):
            if likes := as_written.get((q.low, q.high, q.unit)):
                # said twice here, and once there: both point to it
                self._take(position, "same", likes.pop(0) if len(likes) > 1 else likes[0])

    def _take(self, position, how, there):
        self.found[position] = (how, there)
        self.used.add((there.passage, there.quantity.start))

    def _open(self):
        return [(i, q) for i, q in enumerate(self.said[:_MOST_IN_SENTENCE]) if i not in self.found]

    def _free(self, there):
        return (there.passage, there.quantity.start) not in self.used

    def _each(self, how, like, there, again=False):
        """Give each open quantity the first that is `like` it, one that is still free before one that is not."""
        for position, q in self._open():
            likes = ((found, t) for t in there if (found := like(q, t.quantity)))
            best = min(likes, key=lambda found: not self._free(found[1]), default=None)
            if best and (again or self._free(best[1])):
                self._take(position, how, replace(best[1], quantity=best[0]))

    def _both_ends(self, there):
        """“300–400 mg” where the passage says “300 mg to begin with and 400 mg later”."""
        for position, q in self._open():
            if q.is_range:
                low, high = (replace(q, low=v, high=v) for v in (q.low, q.high))
                first = next((t for t in there if _same(low, t.quantity)), None)
                if first and any(_same(high, t.quantity) for t in there):
                    self._take(position, "same", first)

    def _other_numbers(self, there):
        """The nearest numbers of the same kind, each given away once."""
        near = sorted(
            (
                (_distance(q, t.quantity), position, at)
                for position, q in self._open()
                for at, t in enumerate(there)
                if self._free(t) and _same_kind(q, t.quantity)
            ),
        )
        for _, position, at in near:
            if position not in self.found and self._free(there[at]):
                self._take(position, "differs", there[at])

    def _pairs(self):
        letters = {}
        for position, q in enumerate(self.said):
            how, there = self.found.get(position, ("missing", None))
            # what points to the same place bears the same letter
            key = (there.passage, there.quantity.start) if there else position
            letter = letters.setdefault(key, _letter(len(letters)))
            yield Pair(letter, how, q, there and there.quantity, there.passage if there else None)


def _letter(number):
    """a … z, then aa, ab …"""
    tens, ones = divmod(number, 26)
    return (_letter(tens - 1) if tens else "") + ascii_lowercase[ones]


# ---- likes: each says of a quantity of the passage whether it is like that of the sentence, and gives back the part that is


def _converted(q, p):
    return p if q.unit != p.unit and equal(q, p) else None


def _rounded(q, p):
    """“about 17 minutes” of 17.36, “4.7” of 4.68, “over 13,000” of 13,434."""
    if q.is_range != p.is_range or not (alike(q.unit, p.unit)):
        return None
    factor = measure(p.unit).factor / measure(q.unit).factor
    return p if all(_rounds(said, there * factor, q) for said, there in ((q.low, p.low), (q.high, p.high))) else None


def _rounds(said, there, q):
    """Whether the sentence may say `said` of what is `there`."""
    if said == there:
        return True
    decimals = min(0, said.as_tuple().exponent)
    step = Decimal(1).scaleb(decimals)
    if there.as_tuple().exponent < decimals and there < 10**15 and _near(said, there, _ROUNDED):
        for way in (ROUND_HALF_UP, ROUND_DOWN) if q.loosely else (ROUND_HALF_UP,):
            if there.quantize(step, way) == said and said:
                return True
    if q.loosely == "about":
        return _near(said, there, _SHARE_ABOUT if " in " in q.text or " out of " in q.text else _ABOUT)
    if q.loosely == "over":
        return said < there <= said * Decimal("1.1")
    return q.loosely == "under" and said * Decimal("0.9") <= there < said


def _near(one, other, share):
    return abs(one - other) <= share * max(abs(one), abs(other))


def _bare(q, p):
    """The same figure where one side leaves its unit out."""
    if (q.unit and p.unit) or q.unit == p.unit:
        return None
    return (
        p
        if (q.low, q.high) == (p.low, p.high) or (not q.is_range and not p.is_range and _rounds(q.low, p.low, q))
        else None
    )


def _end_of_range(q, p):
    """One end of a range: the sentence says less than the passage, and nothing that it does not say."""
    if not p.is_range or q.is_range:
        return None
    for value, end in ((p.low, _low_end(p)), (p.high, _high_end(p))):
        if end and _same(q, replace(p, low=value, high=value)):
            return end
    return None


def _low_end(p):
    return replace(p, high=p.low, text=p.text[: _digits_long(p.text)], end=p.start + _digits_long(p.text))


def _high_end(p):
    start = _digits_long(p.text)
    start += next((i for i, c in enumerate(p.text[start:]) if c.isdigit()), 0)
    return replace(p, low=p.high, text=p.text[start:], start=p.start + start)


def _digits_long(text):
    """How long the first number of the text of a range is."""
    return next((i for i, c in enumerate(text) if i and not (c.isdigit() or c in ".,·")), len(text))


def _same(q, p):
    return (q.low, q.high, q.unit) == (p.low, p.high, p.unit) or equal(q, p) or bool(_rounded(q, p) or _bare(q, p))


def _other_unit(q, p):
    """The same figure, and another unit: 350 g for 350 mg, 36 people for 36%, OR for RR, days for weeks."""
    if (q.low, q.high) != (p.low, p.high) or not q.unit or not p.unit:
        return None
    a, b = measure(q.unit), measure(p.unit)
    units = {q.unit, p.unit}
    of_one_kind = a.kind == b.kind or (a.kind.split("/")[0] == b.kind.split("/")[0])
    measured = {a.kind.split("/")[0], b.kind.split("/")[0]} <= {"mass", "volume", "amount", "IU", "energy", "mEq"}
    confused = units <= RATIOS or units <= {"%", "percentage points", "points", "people"}
    return p if of_one_kind or measured or confused else None


def _other_magnitude(q, p):
    if not q.unit or not alike(q.unit, p.unit) or not p.low or not p.high:
        return None
    if measure(q.unit).kind == "time":
        return None
    factor = measure(q.unit).factor / measure(p.unit).factor
    times = {q.low * factor / p.low, q.high * factor / p.high}
    return p if len(times) == 1 and times <= _MAGNITUDES else None


def _same_kind(q, p):
    return measure(q.unit).kind == measure(p.unit).kind or alike(q.unit, p.unit)


def _distance(q, p):
    a, b = q.low * measure(q.unit).factor, p.low * measure(p.unit).factor
    return abs(a - b) / (max(abs(a), abs(b)) or 1)
