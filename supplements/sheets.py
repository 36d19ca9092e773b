"""Cells of a comparison as people write them in a spreadsheet, and back. Pure: it asks no database.

    a number           “23.5”, “22 to 25”, “22–25”, with the unit of the column or without
    a step             its label
    an effect          “helps”, “no clear difference: 2 minutes”
    a few words        as they are
    a reason           “not searched”, “none found”, “does not apply” (or “n/a”), “withdrawn”
    sources            citekeys in braces at the end: “{firoz2001; walker2003}”

A text that begins with an apostrophe is taken as it stands behind it: spreadsheets that must not run “=1+1”, and words that
would be read as a reason, are written so.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from .models.comparison import AttributeKind, Effect, Empty

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may run."""
LITERAL = "'"
REASONS = {
    "not searched": Empty.NOT_SEARCHED,
    "not searched yet": Empty.NOT_SEARCHED,
    "none found": Empty.NONE_FOUND,
    "searched, none found": Empty.NONE_FOUND,
    "n/a": Empty.NOT_APPLICABLE,
    "does not apply": Empty.NOT_APPLICABLE,
    "withdrawn": Empty.WITHDRAWN,
}
_WRITTEN = {Empty.NOT_SEARCHED: "not searched", Empty.NONE_FOUND: "none found", Empty.NOT_APPLICABLE: "does not apply"}
_NUMBER = r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_SPAN = re.compile(rf"({_NUMBER})(?:\s*(?:to|–|-)\s*({_NUMBER}))?\s*(.*)", re.IGNORECASE)
_SOURCES = re.compile(r"(.*?)\s*\{([^{}]*)\}")
NO_VALUE = {"low": None, "high": None, "step": None, "effect": "", "text": ""}


class Unreadable(ValueError):
    """Says in a sentence what is wrong with the text of a cell."""


@dataclass(frozen=True)
class Read:
    """What the text of a cell says. values: fields of Cell, {} if it says nothing of the value."""

    values: dict = field(default_factory=dict)
    citekeys: tuple = ()


def folded(text):
    """White space folded: a line break within a cell is a space."""
    return " ".join(text.split())


def harmless(text):
    """What no spreadsheet takes for a formula."""
    return f"{LITERAL}{text}" if text.startswith(_FORMULA) else text


# ---- writing


def written(cell, attribute, citekeys=()):
    """The text that stands for a cell; read again, it says the same."""
    if not cell.is_filled:
        return _WRITTEN.get(cell.empty, cell.empty)
    text = _value(cell, attribute)
    if citekeys:
        return f"{text} {{{'; '.join(citekeys)}}}"
    return f"{text} {{}}" if text.endswith("}") else text


def _value(cell, attribute):
    match attribute.kind:
        case AttributeKind.NUMBER:
            return (
                plain_number(cell.low)
                if cell.high is None
                else f"{plain_number(cell.low)} to {plain_number(cell.high)}"
            )
        case AttributeKind.SCALE:
            text = folded(cell.step.label)
        case AttributeKind.OUTCOME:
            effect = Effect(cell.effect).label
            return f"{effect}: {folded(cell.text)}" if cell.text else effect
        case _:
            text = folded(cell.text)
    return f"{LITERAL}{text}" if text.startswith(LITERAL) or text.casefold() in REASONS else text


def plain_number(value):
    """A Decimal without zeros at its end, and without a mark for thousands."""
    return f"{Decimal(value).normalize():f}"


# ---- reading


def read(text, attribute, steps=()):
    """What `text` says of a cell of this column; None if it is blank. Raises Unreadable. steps: those of its scale."""
    text = folded(text)
    if not text:
        return None
    literal = text.startswith(LITERAL)
    text, citekeys = _without_sources(text[1:].lstrip() if literal else text)
    reason = None if literal else REASONS.get(text.casefold())
    if reason:
        if citekeys:
            raise Unreadable("A cell without a value rests on no source. Leave the braces out, or give the value.")
        return Read({**NO_VALUE, "empty": reason})
    if not text:
        return Read({}, citekeys) if citekeys else None
    return Read({**NO_VALUE, "empty": "", **_read_value(text, attribute, steps)}, citekeys)


def _without_sources(text):
    found = _SOURCES.fullmatch(text)
    if not found:
        return text, ()
    keys = [key.strip() for key in re.split(r"[;,]", found[2])]
    return found[1], tuple(dict.fromkeys(key for key in keys if key))


def _read_value(text, attribute, steps):
    match attribute.kind:
        case AttributeKind.NUMBER:
            return _read_number(text, attribute.unit)
        case AttributeKind.SCALE:
            return {"step": _one_of(text, {step.label: step for step in steps}, "no step of this scale")}
        case AttributeKind.OUTCOME:
            effect, _, size = text.partition(":")
            choices = {**{e.label: e.value for e in Effect}, **{e.value: e.value for e in Effect}}
            shown = [e.label for e in Effect]
            return {"effect": _one_of(effect, choices, "no effect", shown), "text": size.strip()}
    return {"text": text}


def _one_of(text, choices, no, shown=None):
    by_name = {folded(label).casefold(): value for label, value in choices.items()}
    if (key := folded(text).casefold()) in by_name:
        return by_name[key]
    known = ", ".join(f"“{label}”" for label in (shown or choices))
    raise Unreadable(f"“{text.strip()}” is {no}. Write {known or 'nothing here until the scale has steps'}.")


def _read_number(text, unit):
    found = _SPAN.fullmatch(text.replace("−", "-"))
    if not found:
        raise Unreadable(f"“{text}” is no number. Write it like 23.5, or 22 to 25.")
    low, high, said = found.groups()
    if re.match(r",[0-9]", said):
        raise Unreadable(f"“{text}”: write decimals with a point, like 23.5.")
    if said and not _fits(said, unit):
        raise Unreadable(
            f"“{said}” does not fit: this column is in {unit}. Leave the unit out, or give the figure in it."
        )
    low, high = _number(low), _number(high) if high else None
    if high is not None and high < low:
        raise Unreadable("The range is upside down: give the smaller number first.")
    return {"low": low, "high": high}


def _fits(said, unit):
    """The unit itself, or its sign alone: “4%” in a column of “% of the dose”."""
    said, unit = folded(said).casefold(), folded(unit).casefold()
    return said == unit or (said == "%" and unit.startswith("%"))


def _number(text):
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation as error:
        raise Unreadable(f"“{text}” is no number.") from error
