"""Two records side by side: one row for each unit of fields, what differs in it, and what may be taken."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from references import titles
from references.duplicates import taking
from references.duplicates.units import UNITS, is_empty, is_same, values
from references.models import Source

from . import names
from .shown import date

_NAMES = {
    "journal": "journal, book or site",
    "date": "date",
    "volume": "volume, issue",
    "publisher": "publisher",
    "pages": "pages",
    "people": "people",
}
# where one looks first, so they are shown even if both records say the same
_ALWAYS = ("title", "authors", "journal", "date", "volume", "pages", "doi", "pmid")
_WORDS = 60
_TOKEN = re.compile(r"\w+|\W")


@dataclass(frozen=True)
class Row:
    """One unit. `right_parts`: [(text, differs)]. `refused`: the source that has this identifier or address, or None."""

    unit: str
    label: str
    left: str
    right_parts: list
    same: bool
    takes_right: bool
    refused: Source | None


def rows_of(left, right, taken=None):
    """(rows, labels of units that are the same and not shown). taken: the units chosen from the right, None: the gaps."""
    rows, same = [], []
    for unit in UNITS:
        if is_empty(left, unit) and is_empty(right, unit):
            continue
        if is_same(left, right, unit) and unit not in _ALWAYS:
            same += [_name_of(unit)] if unit != "identification" else []
        else:
            rows.append(_row(unit, left, right, taken))
    order = {unit: place for place, unit in enumerate(_ALWAYS)}
    return sorted(rows, key=lambda row: order.get(row.unit, len(order))), same


def _row(unit, left, right, taken):
    same = is_same(left, right, unit)
    refused = None if same else taking.third_holder(unit, getattr(right, unit, ""), left, right)
    wanted = (is_empty(left, unit) if taken is None else unit in taken) and not same and not refused
    here, there = text_of(left, unit), text_of(right, unit)
    if here == there and not same:
        here, there = getattr(left, unit, here), getattr(right, unit, there)  # only its markup or its case differs
    return Row(unit, label_of(unit), here, parts(here, there), same, wanted, refused)


def label_of(unit):
    name = _name_of(unit)
    return name[0].upper() + name[1:]


def _name_of(unit):
    return _NAMES.get(unit) or str(Source._meta.get_field(UNITS[unit][0]).verbose_name)


def text_of(source, unit):
    """The values of a unit as plain text; "" where nothing is said."""
    said = values(source, unit)
    if unit == "date":
        return date(said)
    if unit == "title":
        return titles.plain(source.title)
    if unit in {"authors", "editors"}:
        return "; ".join(names.written(said[unit]).splitlines())
    if unit == "volume":
        return source.volume + (f"({source.issue})" if source.issue else "")
    texts = [_text(source, name, value) for name, value in said.items() if value not in ("", None, [])]
    return _shortened(" · ".join(texts))


def _text(source, name, value):
    if isinstance(value, list):
        return ", ".join(map(str, value))
    shown = getattr(source, f"get_{name}_display", None)
    return str(shown() if shown else value)


def _shortened(text):
    words = text.split(" ")
    return text if len(words) <= _WORDS else " ".join(words[:_WORDS]) + " …"


def parts(left, right):
    """[(text, differs)] of `right`, seen from `left`; the whole of it where little is the same."""
    a, b = _TOKEN.findall(left), _TOKEN.findall(right)
    match = SequenceMatcher(None, a, b, autojunk=False)
    if match.ratio() < 0.5:
        return [(right, left != right)] if right else []
    found = (("".join(b[j:k]), act != "equal") for act, _, _, j, k in match.get_opcodes())
    return [(text, differs) for text, differs in found if text]
