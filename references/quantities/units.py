"""Units as texts spell them, and what they measure. Pure data and its look-up.

A unit is written in one way: “mg/day”, “mg/kg/day”, “people”, “%”, "" for a bare number.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

# {unit: (what it measures, how much of the base unit)}
_BASE = {
    **{u: ("mass", Decimal(f)) for u, f in (("ng", "0.000001"), ("µg", "0.001"), ("mg", "1"), ("g", "1000"))},
    "kg": ("mass", Decimal(1_000_000)),
    **{u: ("volume", Decimal(f)) for u, f in (("µL", "0.001"), ("mL", "1"), ("dL", "100"), ("L", "1000"))},
    **{u: ("amount", Decimal(f)) for u, f in (("nmol", "0.000001"), ("µmol", "0.001"), ("mmol", "1"), ("mol", "1000"))},
    **{u: ("energy", Decimal(f)) for u, f in (("kJ", "1"), ("kcal", "4.184"))},
    **{u: ("length", Decimal(f)) for u, f in (("mm", "1"), ("cm", "10"), ("m", "1000"), ("km", "1000000"))},
    **{u: ("time", Decimal(f)) for u, f in (("seconds", "0.0166666667"), ("minutes", "1"), ("hours", "60"))},
    **{u: ("time", Decimal(f)) for u, f in (("days", "1440"), ("weeks", "10080"))},
    # a month has no fixed length; a year has twelve
    **{u: ("time", Decimal(f)) for u, f in (("months", "43830"), ("years", "525960"))},
}
VAGUE_TIMES = {"months", "years"}
PEOPLE = {"people", "women", "men", "children", "n"}
# Numbers that a table or a test gives; between them the same figure is still another statement.
RATIOS = {"odds ratio", "risk ratio", "hazard ratio"}

# As symbols are written, upper and lower case as here: Mg is magnesium, mg is not.
SYMBOLS = {
    **{u: u for u in ("ng", "µg", "mg", "g", "kg", "µL", "mL", "dL", "L", "nmol", "µmol", "mmol", "mol", "mEq", "IU")},
    **{u: u for u in ("kcal", "kJ", "mm", "cm", "km", "mmHg", "%", "‰", "°C", "°F", "oz")},
    **dict.fromkeys(("mcg", "ug", "μg"), "µg"),  # the last with a Greek mu, which is another character than the sign
    **dict.fromkeys(("μL", "µl", "μl"), "µL"),
    "μmol": "µmol",
    "ml": "mL",
    "dl": "dL",
    "l": "L",
    "meq": "mEq",
    "iu": "IU",
    "℃": "°C",
    "tbsp": "tablespoons",
    "tsp": "teaspoons",
    "sec": "seconds",
    **dict.fromkeys(("min", "mins"), "minutes"),
    **dict.fromkeys(("h", "hr", "hrs"), "hours"),
    **dict.fromkeys(("wk", "wks"), "weeks"),
    "mo": "months",
    **dict.fromkeys(("y", "yr", "yrs"), "years"),
}
_WORDS = {
    "µg": "microgram micrograms",
    "mg": "milligram milligrams milligramme milligrammes",
    "g": "gram grams gramme grammes",
    "kg": "kilogram kilograms kilo kilos",
    "L": "litre litres liter liters",
    "mL": "millilitre millilitres milliliter milliliters",
    "mmol": "millimole millimoles",
    "kcal": "kilocalorie kilocalories calories",
    "%": "percent",
    "cm": "centimetre centimetres centimeter centimeters",
    "seconds": "second seconds",
    "minutes": "minute minutes",
    "hours": "hour hours",
    "days": "day days night nights",
    "weeks": "week weeks",
    "months": "month months",
    "years": "year years",
    "people": "people person persons participant participants patient patients adult adults subject subjects volunteer "
    "volunteers individual individuals respondent respondents student students athlete athletes inpatients "
    "outpatients residents elders controls completers",
    "women": "woman women females girls mothers",
    "men": "man men males boys",
    "children": "child children infants babies adolescents teenagers",
    "studies": "study studies trial trials rct rcts papers cohorts experiments",
    "reviews": "review reviews meta-analyses meta-analysis",
    "groups": "group groups arm arms",
    "points": "point points",
    "times": "time times fold",
    "tablets": "tablet tablets pill pills capsule capsules",
    "servings": "serving servings portion portions",
    "cups": "cup cups glass glasses",
    "teaspoons": "teaspoon teaspoons",
    "tablespoons": "tablespoon tablespoons",
    "cramps": "cramp cramps",
    "doses": "dose doses",
    "items": "item items",
    "countries": "country countries",
    "centres": "centre centres center centers hospitals",
    "events": "event events",
    "deaths": "death deaths",
    "cases": "case cases",
    "fractures": "fracture fractures",
    "animals": "rat rats mouse mice animal animals rabbits pigs",
    "cells": "cells",
}
WORDS = {word: unit for unit, words in _WORDS.items() for word in words.split()}
# How often: what stands behind “per”, “a”, “each”, “/”.
PER = {
    **dict.fromkeys(("day", "d", "night", "daily"), "day"),
    **dict.fromkeys(("week", "wk", "weekly"), "week"),
    **dict.fromkeys(("hour", "h", "hr", "hourly"), "hour"),
    **dict.fromkeys(("month", "monthly"), "month"),
    **dict.fromkeys(("year", "yr", "yearly"), "year"),
    **dict.fromkeys(("minute", "min"), "minute"),
    **dict.fromkeys(("kg", "kilogram", "kilo"), "kg"),
    **dict.fromkeys(("litre", "liter", "L", "l"), "L"),
    **dict.fromkeys(("dose", "serving", "tablet", "capsule", "person", "patient"), ""),
    **{unit: unit for unit in ("g", "dL", "mL", "mmol", "mol")},
    "gram": "g",
    "dl": "dL",
    "ml": "mL",
    **dict.fromkeys(("m^2", "m²"), "m^2"),
    **dict.fromkeys(("mm^3", "mm³"), "mm^3"),
}
# Units in which a dose is taken.
DOSE = {"ng", "µg", "mg", "g", "IU", "mmol", "mEq"}
_TIMES = {u + "s": Decimal(f) for u, f in (("minute", 1), ("hour", 60), ("day", 1440), ("week", 10080))}
_TIMES |= {"months": Decimal(43830), "years": Decimal(525960)}


@dataclass(frozen=True)
class Measure:
    """What a unit measures: `kind` names it, `factor` turns it into the base unit of its kind; often: its time, if it has one."""

    kind: str
    factor: Decimal
    often: str


@lru_cache(maxsize=2000)
def measure(unit):
    head, *below = unit.split("/")
    kind, factor = _BASE.get(head, (head, Decimal(1)))
    often = ""
    for each in below:
        if each + "s" in _TIMES:
            often = each
        elif each in _BASE:
            kind, factor = f"{kind}/{_BASE[each][0]}", factor / _BASE[each][1]
        else:
            kind = f"{kind}/{each}"
    return Measure(kind, factor, often)


def alike(one, other):
    """Whether figures in these units can be the same statement once converted. A time that one leaves out is no difference."""
    a, b = measure(one), measure(other)
    if a.often and b.often and a.often != b.often:
        return False
    if a.kind == b.kind:
        return True
    # “n = 240” may count people or studies; “240 people” may be women
    if "n" in (a.kind, b.kind) and {a.kind, b.kind} <= PEOPLE | {"studies", "n"}:
        return True
    return "people" in (a.kind, b.kind) and {a.kind, b.kind} <= PEOPLE
