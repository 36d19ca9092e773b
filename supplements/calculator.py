"""How much of an element stands in so much of a compound, and what a label can mean. Pure; Decimals throughout.

A fraction is that of `supplements.chemistry`: above 0, at most 1.
"""

from dataclasses import dataclass
from decimal import Decimal

from .amounts import said


def element_in(compound, fraction):
    """The element in this amount of a compound."""
    return compound * _checked(fraction)


def compound_for(element, fraction):
    """The amount of a compound that holds this much of the element."""
    return element / _checked(fraction)


def _checked(fraction):
    if not 0 < fraction <= 1:
        raise ValueError(f"A fraction is above 0 and at most 1; this is {fraction}.")
    return fraction


@dataclass(frozen=True)
class Label:
    """What a label's two figures mean together. fits: whether they can be those of the pure compound; words: why."""

    fits: bool
    words: str


def label(compound, element, *, fraction, fractions, name, of):
    """Whether a label that gives both amounts can be about a pure form.

    fraction: of the compound that was chosen, fractions: of all that the form is sold as. name: the form, of: the element,
    within a sentence. Labels round: each figure stands for all that would be rounded to it.
    """
    if element >= compound:
        return Label(False, f"There cannot be as much {of} as compound, or more. Are the two figures exchanged?")
    least = (element - _half(element)) / (compound + _half(compound))
    most = (element + _half(element)) / (compound - _half(compound))
    given = f"The label’s figures make it {percent(element / compound)} {of}."
    highest, lowest = max(fractions), min(fractions)
    if least > highest:
        return Label(False, f"{given} This cannot be pure {name}, which has at most {percent(highest)}.")
    if most < lowest:
        return Label(False, f"{given} Pure {name} has at least {percent(lowest)}: something else is weighed with it.")
    if least <= fraction <= most:
        return Label(True, f"{given} The chosen compound has {percent(fraction)}, so the two figures fit each other.")
    between = f"{percent(lowest)} to {percent(highest)}"
    why = f"The chosen compound has {percent(fraction)}; {name} has {between}, by salt and water."
    return Label(True, f"{given} {why} It can be another of these, or a mixture.")


def _half(amount):
    """Half a step of the last digit that was given."""
    return Decimal(1).scaleb(amount.as_tuple().exponent) / 2


def percent(fraction):
    """“14.1%”"""
    return f"{said(fraction * 100)}%"
