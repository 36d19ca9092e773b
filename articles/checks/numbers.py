"""Are the numbers those of the sources, and are doses said safely?"""

import re
from functools import lru_cache

from references.quantities import compare, quantities

from . import doses, stated
from .findings import Rule, Severity
from .resting import english, resting

NUMBER_NOT_IN_SOURCE = Rule(
    "number-not-in-source",
    Severity.WARN,
    "A number that stands in none of the passages",
    why="Slips of the pen in figures are the commonest error of quotation, and the easiest to find.",
    mend="Compare with the passage; put the figure right, or add the passage in which it stands.",
    several="{n} sentences give numbers that stand in none of their passages.",
)
UNIT_DIFFERS = Rule(
    "unit-differs",
    Severity.WARN,
    "The number is that of the source, its unit or its order of magnitude is not",
    why="A dose that is ten or a thousand times too high harms.",
    mend="Compare unit and decimal point with the passage.",
    several="{n} sentences differ from their passages in a unit or an order of magnitude.",
)
BARE_PERCENTAGE = Rule(
    "bare-percentage",
    Severity.INFORM,
    "A change in percent, and nothing says compared with what",
    why="“30% less pain” may mean 3 in 100 people or 30 in 100, against nothing or against placebo.",
    mend="Name the comparison, and the figures it began with: “from 10 to 7 in 100 people, compared with placebo”.",
    several="{n} sentences give a change in percent without saying compared with what.",
)

RULES = (NUMBER_NOT_IN_SOURCE, UNIT_DIFFERS, BARE_PERCENTAGE, *doses.RULES, *stated.RULES)

_CHANGE = (
    r"less|more|fewer|lower|higher|better|worse|greater|sooner|faster|longer|shorter|larger|smaller|stronger|reduction|increase|decrease|"
    r"drop|fall|rise|improvement|decline|cut|boost|gain|loss|reduced|increased|improved"
)
_CHANGED_BY = re.compile(
    r"\b(?:reduc\w+|lower\w*|increas\w+|decreas\w+|improv\w+|cuts?|cutting|drop(?:s|ped)?|f[ae]ll(?:s|ing)?|fell|rose|rises?|rais\w+|boost\w*|"
    r"eas\w+|reliev\w+|declin\w+|shorten\w*|slow\w*|prevent\w*|gr[eo]w\w*"
    r"|chang\w+)\b[^.;%]{0,60}?(?:\bby\s)?(?:about |up to |around |nearly |as much as )?$",
    re.IGNORECASE,
)
_THEN_CHANGE = re.compile(rf"\s?(?:\w+ )?(?:{_CHANGE})\b", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:than|compared|comparison|versus|vs\.?|against|placebo|controls?|control group|from|between"
    r"|without|baseline|before|relative to|"
    r"as (?:many|much|often)|other group|others?|no treatment|usual care|at the start|untreated|started)\b",
    re.IGNORECASE,
)
_STUDIES = {"studies", "reviews"}


def numbers_stand_in_the_source(content, request):
    """A number that stands in no passage of any source of its claim, nor in what is noted of who was studied."""
    for rests, wrong in _wrong_numbers(content):
        if found := [p for p in wrong if p.how in {"missing", "differs"}]:
            yield NUMBER_NOT_IN_SOURCE.at_claim(rests.claim, _not_there(found), citation=_only_citation(rests))


def units_are_those_of_the_source(content, request):
    """The same figure in another unit, or ten, a hundred … times as much."""
    for rests, wrong in _wrong_numbers(content):
        for pair in wrong:
            if pair.how in {"unit", "magnitude"}:
                what = "another unit" if pair.how == "unit" else "another order of magnitude"
                message = f"“{pair.sentence.text}” here, “{pair.source.text}” in the source: {what}."
                yield UNIT_DIFFERS.at_claim(rests.claim, message, citation=_only_citation(rests))
                break


def percentages_are_compared(content, request):
    """A change in percent without what it is compared with, and without what it began with."""
    for rests in english(content):
        if rests.claim["kind"] not in {"efficacy", "safety", "prevalence", "mechanism"} or _COMPARED.search(rests.text):
            continue
        for q in quantities(rests.text):
            if q.unit == "%" and (
                _CHANGED_BY.search(rests.text[max(0, q.start - 100) : q.start]) or _THEN_CHANGE.match(rests.text, q.end)
            ):
                yield BARE_PERCENTAGE.at_claim(rests.claim, f"“{q.text}”: compared with what, and of how many?")
                break


def _wrong_numbers(content):
    """(claim and its sources, pairs that are not the same) for each claim with passages to compare."""
    for rests in resting(content):
        texts = _texts(rests)
        if texts and quantities(rests.text) and (wrong := _wrong(rests, texts)):
            yield rests, wrong


def _texts(rests):
    """All that the sources of a claim say of it, and of whom they studied; empty where no passage was given."""
    passages = [f"{p['quote']} {p['finding']}" for r in rests.all for p in r.citation["passages"]]
    sizes = [f"{r.source['sample_note']} {r.source['population']} {_people(r.source)}" for r in rests.all]
    return [*passages, *sizes] if any(p.strip() for p in passages) else []


def _people(source):
    return f"n = {source['sample_size']}" if source["sample_size"] else ""


def _wrong(rests, texts):
    pairs = _unlike(rests.text, tuple(texts))
    # “two trials” over two sources counts what stands behind the sentence
    return [p for p in pairs if not (p.sentence.unit in _STUDIES and p.sentence.low == len(rests.all))]


@lru_cache(maxsize=2_000)
def _unlike(text, texts):
    """The pairs that are not the same. Two rules ask for them, at each look at a draft."""
    return [pair for pair in compare(text, texts).pairs if pair.how != "same"]


def _not_there(pairs):
    said = ", ".join(f"“{p.sentence.text}”" for p in pairs[:3])
    stands = "stands" if len(pairs) == 1 else "stand"
    near = next((p.source.text for p in pairs if p.source), None)
    return f"{said} {stands} in none of the passages" + (f"; the nearest there is “{near}”." if near else ".")


def _only_citation(rests):
    return rests.all[0].citation if len(rests.all) == 1 else None


CHECKS = (
    numbers_stand_in_the_source,
    units_are_those_of_the_source,
    percentages_are_compared,
    *doses.CHECKS,
    *stated.CHECKS,
)
