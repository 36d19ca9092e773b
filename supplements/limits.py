"""Which intake values are those of a person, and how an amount stands against them. Pure, over frozen or told rows."""

from dataclasses import dataclass
from decimal import Decimal

from .amounts import said, share_of
from .wording import number

RECOMMENDED = ("rda", "ai")
LIMIT = "ul"
OF_SUPPLEMENTS = "supplements"
_ADULT = 216  # months
_SHORT = {"rda": "RDA", "ai": "AI", "ul": "Upper limit"}
_NAMES = {"rda": "recommended intake (RDA)", "ai": "adequate intake (AI)", "ul": "upper limit"}


@dataclass(frozen=True)
class Person:
    """People for whom values are set. key: in addresses; ages in months, age_below None: and over."""

    key: str
    sex: str
    stage: str
    age_from: int
    age_below: int | None
    words: str

    @property
    def is_adult(self):
        return self.age_from >= _ADULT


def person_of(row):
    ends = "" if row["age_below"] is None else f"-{row['age_below']}"
    key = "-".join(filter(None, [row["sex"], row["stage"], str(row["age_from"])])) + ends
    return Person(key, row["sex"], row["stage"], row["age_from"], row["age_below"], row["people"])


def authorities(rows):
    """{slug: authority}, in the order of the rows."""
    return {row["authority"]["slug"]: row["authority"] for row in rows}


def persons(rows):
    """{key: Person} for whom these rows set values: the people of recommendations, then those whom only a limit names."""
    found = {p.key: p for p in (person_of(row) for row in rows if row["kind"] in RECOMMENDED)}
    for row in rows:
        person = person_of(row)
        if row["kind"] == LIMIT and not any(covers(row, p) for p in found.values()):
            found[person.key] = person
    return found


def usual(found):
    """The person that is shown until somebody chooses: an adult, neither pregnant nor breast-feeding. None of none."""
    adults = [p for p in found.values() if p.is_adult and not p.stage]
    return next(iter(adults or found.values()), None)


def covers(row, person):
    """Whether a value is meant for these people: a value for all adults is, one for pregnant women is only theirs."""
    of_sex = row["sex"] in ("any", person.sex)
    if row["stage"] != person.stage or not of_sex or row["age_from"] > person.age_from:
        return False
    return row["age_below"] is None or (person.age_below is not None and person.age_below <= row["age_below"])


def values_for(rows, person):
    """The rows that are meant for a person, recommendations first."""
    meant = [row for row in rows if person and covers(row, person)]
    return sorted(meant, key=lambda row: row["kind"] == LIMIT)


def amount_of(row):
    return Decimal(row["amount"])


def is_limit(row):
    return row["kind"] == LIMIT


def counts_supplements_only(row):
    return row["scope"] == OF_SUPPLEMENTS


def short(row):
    """“RDA”, “AI”, “Upper limit”"""
    return _SHORT[row["kind"]]


def standing(amount, row, unit):
    """{row, over, words}: how an amount taken a day in supplements stands against a value."""
    value = Decimal(row["amount"])
    what = f"the {_NAMES[row['kind']]} of {number(value)} {unit} a day ({row['authority']['short']})"
    over = is_limit(row) and amount > value
    if over:
        words = f"{said(amount)} {unit} is more than {what}: {share_of(amount, value, 'it')}."
    else:
        words = f"{said(amount)} {unit} is {share_of(amount, value, what)}."
    return {"row": row, "over": over, "words": f"{words} {rule(row)}"}


def rule(row):
    """What a value counts."""
    if not is_limit(row):
        return "It counts everything in a day, food included."
    if counts_supplements_only(row):
        return "It counts supplements and medicines only, not food."
    return "It counts everything in a day, so what is in food comes on top."


def lower_limit(rows, unit):
    """Why a limit stands below a recommendation, where it does; else ""."""
    wanted = [Decimal(row["amount"]) for row in rows if not is_limit(row)]
    capped = [Decimal(row["amount"]) for row in rows if is_limit(row) and counts_supplements_only(row)]
    if not wanted or not capped or min(capped) >= max(wanted):
        return ""
    low, high = number(min(capped)), number(max(wanted))
    return (
        f"Why can the limit, {low} {unit}, be lower than the recommended {high} {unit}? They count different things: the "
        "recommendation counts food, the limit counts supplements and medicines only. Food alone is not limited by it."
    )


def left_out(cautions, person=None):
    """Whom limits and recommendations do not cover, as one run of text. cautions: rows; person: for whom they are shown."""
    named = [row["condition"] for row in cautions if row["outside_limits"]]
    besides = f" They do not cover: {'; '.join(named)}." if named else ""
    for_whom = f", and here for one group only ({person.words[:1].lower()}{person.words[1:]})" if person else ""
    others = [
        words
        for words, shown in (
            ("for children", person and not person.is_adult),
            ("in pregnancy", person and person.stage == "pregnant"),
            ("while breast-feeding", person and person.stage == "breast-feeding"),
        )
        if not shown
    ]
    return (
        f"These values are for healthy people{for_whom}.{besides} Ask a doctor or pharmacist first if you are ill or take "
        f"medicines. Other values, or none, hold {', '.join(others[:-1])} and {others[-1]}."
    )
