"""Figures, ages and hours of the catalogue in words. Pure."""

from decimal import Decimal


def number(value):
    """A Decimal as people write it: 350, 0.5, 1,419; "" for None."""
    if value is None:
        return ""
    value = Decimal(value)
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def span(low, high):
    """“8 to 12”, or the one figure that there is."""
    if high is None or low == high:
        return number(low)
    return number(high) if low is None else f"{number(low)} to {number(high)}"


def with_unit(text, unit):
    """“4%” stays together; other units stand behind a space."""
    return f"{text}{unit}" if unit.startswith("%") else f"{text} {unit}".strip()


def ages(age_from, age_below):
    """age_from: months of the first day; age_below: months from which it ends, None: never. “19 to 30 years”."""
    if age_below is None:
        return "all ages" if age_from == 0 else f"{age_from // 12} years and over"
    if age_from < 12 and age_below <= 12:
        return f"{age_from} to {12 if age_below == 12 else age_below - 1} months"
    return f"{age_from // 12} to {age_below // 12 - 1} years"


def spacing(substance, *, before, after):
    """“Take magnesium 2 hours before or 4 to 6 hours after it.” before, after: (from, to) in hours, or None."""
    if before is None and after is None:
        return ""
    if before == after:
        when = f"{span(*before)} {_hours(before)} before or after it"
    elif after is None:
        when = f"{span(*before)} {_hours(before)} before it"
    elif before is None:
        when = f"{span(*after)} {_hours(after)} after it"
    else:
        when = f"{span(*before)} {_hours(before)} before it, or {span(*after)} {_hours(after)} after it"
    return f"Take {substance} {when}."


def _hours(window):
    return "hour" if span(*window) == "1" else "hours"


def sentence(*parts):
    """The parts as one run of text, each ending in a full stop."""
    said = [part.strip() for part in parts if part and part.strip()]
    return " ".join(part if part[-1] in ".!?…”" else f"{part}." for part in said)
