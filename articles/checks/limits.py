"""Upper limits of intake: data, each with its scope and where it stands. Pure.

Only figures that were confirmed are here. Limits of other authorities (EFSA, United Kingdom) were not, and are left out.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from references.quantities.units import measure


@dataclass(frozen=True)
class Limit:
    """substance, the most of it in a day, for whom, from what, and who says so. words: how a text names these people."""

    substance: str
    amount: Decimal
    unit: str
    people: str
    scope: str
    authority: str
    words: re.Pattern | None = None

    def is_passed_by(self, amount, unit):
        said, most = measure(unit), measure(self.unit)
        return said.kind == most.kind and amount * said.factor > self.amount * most.factor

    def __str__(self):
        return f"{self.amount.normalize():f} {self.unit} a day from {self.scope} for {self.people} ({self.authority})"


_SCOPE = "supplements and medicines"
_IOM = "US Institute of Medicine, 1997"


def _magnesium(amount, people, words):
    return Limit("magnesium", Decimal(amount), "mg", people, _SCOPE, _IOM, words and re.compile(words, re.IGNORECASE))


# The narrowest first: the last of a substance is for everybody whom the text does not name.
LIMITS = (
    _magnesium(
        65, "children of 1 to 3", r"\btoddlers?\b|\b(?:aged?|of) (?:1|one) to (?:3|three)\b|\b[123]-year-olds?\b"
    ),
    _magnesium(
        110,
        "children of 4 to 8",
        r"\b(?:aged?|of) (?:4|four) to (?:8|eight)\b|\b[4-8]-year-olds?\b"
        r"|\b(?:young|small|school) children\b|\bpreschool|\b(?:for|in|give|giving"
        r"|to) (?:your )?(?:children|child|kids)\b(?! (?:over|from|aged?|of) )",
    ),
    _magnesium(350, "people from 9 years on", None),
)


def limit_for(substance, text):
    """The limit for the people whom the text names; None for a substance without one."""
    of_it = [limit for limit in LIMITS if limit.substance == substance]
    return next((limit for limit in of_it if limit.words is None or limit.words.search(text)), None)


SUBSTANCES = tuple(dict.fromkeys(limit.substance for limit in LIMITS))
