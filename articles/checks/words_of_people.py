"""Who is spoken of, and who was studied. Pure.

Groups of one family shut each other out: what was found in pregnant women was not found in men.
"""

import re
from functools import lru_cache

_FAMILIES = {
    "age": {
        "children": r"children|child|infants?|babies|toddlers?|adolescents?|teenagers?|paediatric|pediatric|newborns?|preterm",
        "older adults": r"older (?:adults?|people|persons|women|men)|elderly|(?:over|above) (?:6[05]|7[05])|seniors",
        "adults": r"adults?|middle-aged",
    },
    "sex": {
        "women": r"wom[ae]n|females?|mothers?",
        "men": r"men|man|males?",
    },
    "state": {
        "pregnant women": r"pregnan(?:t|cy)|pre-?eclampsia|eclampsia",
        "athletes": r"athletes?|cyclists?|runners?|players?|sportsmen|resistance-trained",
        "people on dialysis": r"dialysis|ha?emodialysis",
        "people after an operation": r"after (?:an )?operations?|postoperative|post-operative"
        r"|after surgery|undergoing (?:\w+ ){0,3}surgery|perioperative",
        "people in intensive care": r"intensive care|critically ill|ICU",
        "people with diabetes": r"diabet(?:es|ics?)",
        "healthy people": r"healthy (?:\w+ )?(?:adults?|people|volunteers?|men|women|subjects|participants)",
    },
}
_WORDS = {
    family: {group: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for group, words in groups.items()}
    for family, groups in _FAMILIES.items()
}
# Found in these, it says little of others: a sentence that does not name them speaks of people who were not studied.
SPECIAL = {
    "children",
    "pregnant women",
    "athletes",
    "people on dialysis",
    "people after an operation",
    "people in intensive care",
}
_ANIMALS = re.compile(
    r"\b(?:rats?|mice|mouse|rodents?|animals?|rabbits?|pigs?|piglets?|dogs?|sheep|zebrafish|worms?|flies|murine)\b",
    re.IGNORECASE,
)
_CELLS = re.compile(
    r"\b(?:in vitro|test tubes?|cells? (?:in a dish|culture|line)|cultured|cell lines?"
    r"|(?:in )?(?:isolated|human|nerve|muscle|bone) cells|"
    r"laborator(?:y|ies)|in the lab|petri|tissue samples?)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=2_000)
def groups(text):
    """{family: groups that `text` names}"""
    found = {family: {g for g, words in of.items() if words.search(text)} for family, of in _WORDS.items()}
    if "pregnant women" in found["state"]:
        found["sex"].add("women")
    return {family: frozenset(of) for family, of in found.items()}


def names(text, group):
    return any(group in of and of[group].search(text) for of in _WORDS.values())


def speaks_of_animals_or_cells(text):
    return bool(_ANIMALS.search(text) or _CELLS.search(text))
