"""Formulas of compounds, and how much of an element stands in them. Pure.

Atomic masses are those that molmass ships: relative atomic masses and isotopic compositions of NIST, Physical Measurement
Laboratory (https://www.nist.gov/pml/atomic-weights-and-isotopic-compositions-relative-atomic-masses), each element's mass
the mean over its natural isotopes. They differ from the abridged IUPAC table by less than 0.02 per cent of a mass.
"""

import re
from decimal import Decimal
from functools import lru_cache

import molmass

LONGEST = 120
_DOTS = str.maketrans(dict.fromkeys("·•⋅∙*×", "."))
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_LOWER = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_WRITTEN = re.compile(r"[A-Za-z0-9().]+")
_COUNT = re.compile(r"[0-9]{4,}")
_CAS = re.compile(r"([1-9][0-9]{1,6})-([0-9]{2})-([0-9])")
_PLACES = Decimal("0.000001")


class FormulaUnreadable(ValueError):
    """Says in a sentence why a formula cannot be used."""


def normal(formula):
    """One spelling: “MgCl₂ • 6 H₂O” and “MgCl2.6H2O” are both “MgCl2·6H2O”."""
    text = re.sub(r"\s+", "", formula).translate(_DOTS).translate(_LOWERED)
    return text.replace(".", "·")


def shown(formula):
    """As people read it: “MgCl₂·6H₂O”. A number in front of a part counts it, and stays on the line."""
    return re.sub(r"(?<=[A-Za-z)])[0-9]+", lambda found: found[0].translate(_LOWER), normal(formula))


@lru_cache(maxsize=1_000)
def masses(formula):
    """{symbol: mass in g/mol} of one formula unit, as Decimals. Raises FormulaUnreadable."""
    text = normal(formula).replace("·", ".")
    if not text:
        raise FormulaUnreadable("Write the formula, like MgO or MgCl2·6H2O.")
    if len(text) > LONGEST:
        raise FormulaUnreadable(f"A formula has at most {LONGEST} characters; this one has {len(text)}.")
    if not _WRITTEN.fullmatch(text):
        odd = next(c for c in text if not _WRITTEN.fullmatch(c))
        raise FormulaUnreadable(
            f"“{odd}” has no place in a formula. Write symbols, numbers and brackets, like Mg(OH)2."
        )
    if _COUNT.search(text):
        raise FormulaUnreadable("A number in a formula has at most three digits.")
    try:
        parts = molmass.Formula(text, groups={}).composition()
    except (molmass.FormulaError, ValueError, KeyError) as error:
        raise FormulaUnreadable(f"“{formula.strip()}” cannot be read as a formula: {_reason(error)}.") from error
    found = {symbol: Decimal(repr(item.mass)) for symbol, item in parts.items()}
    if odd := [symbol for symbol in found if not symbol.isalpha()]:
        raise FormulaUnreadable(f"“{odd[0]}” is no element. Write the plain symbols.")
    return found


def _reason(error):
    said = str(error).splitlines()[0].strip() if str(error) else ""
    return said.rstrip(".") or "something in it is no element"


def molar_mass(formula):
    """g/mol, as a Decimal. Raises FormulaUnreadable."""
    return sum(masses(formula).values(), Decimal(0))


def fraction(formula, element):
    """How much of the compound's mass is the element: a Decimal from 0 to 1, to six places.

    Raises FormulaUnreadable, also where the element does not occur.
    """
    found = masses(formula)
    if element not in found:
        raise FormulaUnreadable(f"There is no {element} in “{formula.strip()}”.")
    return (found[element] / sum(found.values())).quantize(_PLACES)


def is_cas(number):
    """Whether this can be a CAS registry number: its last digit is the check digit over the others."""
    found = _CAS.fullmatch(number.strip())
    if not found:
        return False
    digits = (found[1] + found[2])[::-1]
    return sum(n * int(d) for n, d in enumerate(digits, 1)) % 10 == int(found[3])
