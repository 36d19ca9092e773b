"""The quantities of a text. Pure, and linear in its length: nothing here looks further than a few words from a number.

Left out are figures that state no quantity: years, dates, sections, pages and references, names (vitamin B6, omega-3,
type 2 diabetes, L5-S1, 25-hydroxyvitamin D), addresses and identifiers, and “one” where it is a pronoun.
"""

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from .beside import MEASURED, look_around, loosely
from .finding import numbers
from .shapes import Quantity
from .units import WORDS

_LONGEST_KEPT = 5_000  # characters of a text whose quantities are kept in memory

_TIMES = re.compile(r"\s?[×x]\s?(?=[0-9])")
# What may stand between two numbers that share the unit of the second: “250 and 500 mg”, “4 of the 12 people”, “7.5 ± 1.2 points”.
_SHARED = re.compile(
    r"\s?(?:,|and|or|to|v\.?|vs\.?|versus|±|\+/-|and then|,\sand|,\sor|/|–|—|-|compared with|rather than|against)\s?"
    r"(?:about\s|from\s)?"
)
_OUT_OF = re.compile(r"\s(?:out\s)?of\s(?:the\s|these\s|all\s)?")
_ONE_IN = re.compile(r"\s(?:in|out of)\s(?:every\s)?")
_TO = re.compile(r"\s?(?:–|—|-|‐|‑)\s?|[-‐‑]?\sto\s")
_AND = re.compile(r"\s(?:and|to)\s")
_CHANGED_FROM = re.compile(r"\bfrom\s(?:about\s|around\s)?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s(?:about\s|around\s)?$", re.IGNORECASE)


# “one trial”, “one day” are said of anything
_COUNTS_OF_ONE = frozenset(WORDS.values()) - (frozenset(MEASURED.values()) - {"days"})
_COUNTED = frozenset(WORDS.values())


def quantities(text: str) -> list[Quantity]:
    """Every quantity of `text`, in order, none within another."""
    # The same sentence and passage are read by one rule after another.
    return list(_kept(text) if len(text) <= _LONGEST_KEPT else _read(text))


@lru_cache(maxsize=2_000)
def _kept(text):
    return tuple(_read(text))


def _read(text):
    found = list(numbers(text))
    for number in found:
        look_around(text, number)
    _share_names(text, found)
    _share_units(text, found)
    return _combined(text, found)


def _share_names(text, numbers):
    """“types 1 and 2”, “pp. 12–14”: the second is as little a quantity as the first."""
    for number, following in pairwise(numbers):
        if number.unit_end > following.start:
            number.unit_end = number.end  # “12 two-week courses”
        gap = text[number.end : following.start]
        if number.named and following.unit is None and len(gap) <= 8 and (_SHARED.fullmatch(gap) or _TO.fullmatch(gap)):
            following.named = True


def _share_units(text, numbers):
    """“250 and 500 mg”: the first takes the unit of the second. From the end, so that “1, 2 and 3 g” are all grams."""
    following = None
    for number in reversed(numbers):
        if number.named:
            following = None
            continue
        if number.unit is None and following is not None and following.unit and following.start - number.end <= 20:
            gap = text[number.end : following.start]
            if _SHARED.fullmatch(gap) or (_OUT_OF.fullmatch(gap) and following.unit not in {"%", "years"}):
                number.unit = following.unit
                number.unit_end = number.end
        following = number


def _combined(text, numbers):
    at = 0
    while at < len(numbers):
        number, following = numbers[at], numbers[at + 1] if at + 1 < len(numbers) else None
        at += 1
        if number.named:
            continue
        if following and not following.named and following.start - number.end <= 14:
            made = _range(text, number, following) or _one_in(text, number, following)
            if made:
                yield made
                at += 1
                continue
        if number.in_words and not number.unit:
            continue  # “two of them”: which two of what?
        if number.is_one and number.unit in _COUNTS_OF_ONE:
            continue
        yield _quantity(text, number, number.value, number.value, number.unit or _times(text, number))


_COUNTS_OF_ONE = frozenset(WORDS.values()) - {
    "µg",
    "mg",
    "g",
    "kg",
    "L",
    "mL",
    "mmol",
    "hours",
    "weeks",
    "months",
    "years",
    "%",
}


def _times(text, number):
    """“2 × 250 mg”"""
    return "times" if _TIMES.match(text, number.end) else ""


def _range(text, low, high):
    """“300–400 mg”, “2 to 3 hours”, “between 2 and 3”. “7.5 to 4.7” falls and “from 4 to 6” changes: two quantities."""
    labelled = low.unit == "CI" and not low.unit_end > low.end  # CI 0.87 to 0.99
    if low.value >= high.value or not (labelled or low.unit in (None, high.unit)):
        return None
    gap = (
        text[low.unit_end or low.end : high.start]
        if low.unit and low.unit_end > low.end
        else text[low.end : high.start]
    )
    if _BETWEEN.search(low.before):
        joined = _AND.fullmatch(gap)
    else:
        joined = _TO.fullmatch(gap) and not (
            _CHANGED_FROM.search(low.before) and high.unit != "CI" and low.unit != "CI"
        )
    if not joined or (low.in_words and not high.unit):
        return None
    unit = (high.unit if labelled else low.unit) or high.unit or low.unit or ""
    return _quantity(text, _joined(low, high), low.value, high.value, unit)


def _joined(low, high):
    """The one number that both are."""
    return replace(low, end=high.end, unit=high.unit or low.unit, unit_end=high.unit_end)


def _one_in(text, part, whole):
    """“one in four”, “1 in 10 people”: a share, told as one number in percent."""
    if not (_ONE_IN.fullmatch(text[part.end : whole.start]) and 0 < part.value < whole.value <= 100_000):
        return None
    if whole.unit not in (None, "", "people", "women", "men", "children") or part.value != 1 or part.unit:
        return None
    both = replace(part, end=whole.end, unit="%", unit_end=whole.end)
    share = (100 * part.value / whole.value).quantize(Decimal("0.01"))
    return _quantity(text, both, share, share, "%")


def _quantity(text, number, low, high, unit):
    end = max(number.end, number.unit_end if unit and number.unit_end - number.end <= 60 else 0)
    if unit in _COUNTED and not number.unit_end > number.end:
        end = number.end
    return Quantity(low, high, unit or "", text[number.start : end], number.start, end, loosely(number))
