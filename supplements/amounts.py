"""Amounts as readers type them, and as pages say them. Pure; Decimals throughout."""

import re
from decimal import ROUND_HALF_UP, Decimal

from .wording import number

LARGEST = Decimal(1_000_000)
_LONGEST = 30
_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?|\.[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}([, \u00a0\u202f])[0-9]{3}(\1[0-9]{3})*(\.[0-9]+)?")
_TWO_WAYS = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+")
_COMMA = re.compile(r"[0-9]+,[0-9]+")
_PLACES = 4


class AmountUnreadable(ValueError):
    """Says in a sentence what is wrong with an amount, and what to write."""


def read(text, unit="mg", *, zero=False):
    """The Decimal that was typed, at most LARGEST; “5,000”, “5 000” and “5000 mg” are all 5000. zero: whether 0 is one.

    Raises AmountUnreadable. A point with three digits behind it is five in one country and five thousand in another, so
    whoever types “5.000” is asked.
    """
    typed = text.strip()
    bare = typed.removesuffix(unit).strip()
    if not bare:
        raise AmountUnreadable("Write an amount, like 250.")
    if len(bare) > _LONGEST:
        raise AmountUnreadable(f"This is more than {_LONGEST} characters long. Write an amount, like 250.")
    if re.fullmatch(r"[-−–][0-9.,]+", bare):
        raise AmountUnreadable("An amount cannot be below 0. Leave the minus out.")
    if _TWO_WAYS.fullmatch(bare):
        whole, shorter = bare.replace(".", ""), number(Decimal(bare)) if bare.count(".") == 1 else ""
        raise AmountUnreadable(f"“{bare}” can be read in two ways. Write {whole}{f' or {shorter}' if shorter else ''}.")
    if _GROUPED.fullmatch(bare):
        bare = re.sub(r"[, \u00a0\u202f]", "", bare)
    elif _COMMA.fullmatch(bare):
        raise AmountUnreadable(f"Write a point before decimals: {bare.replace(',', '.')}.")
    if not _PLAIN.fullmatch(bare):
        raise AmountUnreadable(f"“{typed}” is no amount. Write digits from 0 to 9, like 250 or 2.5.")
    return _within(Decimal(bare), unit, zero)


def _within(amount, unit, zero):
    if amount == 0 and not zero:
        raise AmountUnreadable("Write an amount above 0.")
    if amount > LARGEST:
        raise AmountUnreadable(f"This is more than {number(LARGEST)} {unit}. Is there a digit too many?")
    if -amount.normalize().as_tuple().exponent > _PLACES:
        raise AmountUnreadable(f"Write at most {_PLACES} digits behind the point.")
    return amount


def said(amount):
    """A computed amount to three figures, whole numbers in full: “1,419”, “141”, “14.1”, “0.0141”."""
    if not amount:
        return "0"
    places = max(0, 2 - amount.adjusted())
    return number(amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))


def share(part, whole):
    """“40%”, “7.5 times” where it is far more, “under 1%” where it is next to nothing."""
    percent = part * 100 / whole
    if percent >= 500:
        return f"{said(part / whole)} times"
    if percent < 1:
        return "0%" if percent == 0 else "under 1%"
    return f"{percent.quantize(Decimal(1), rounding=ROUND_HALF_UP)}%"


def share_of(part, whole, what):
    """“40% of the limit”, “7.5 times the limit”"""
    share_said = share(part, whole)
    return f"{share_said} {what}" if share_said.endswith("times") else f"{share_said} of {what}"
