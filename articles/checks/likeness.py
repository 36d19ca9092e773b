"""Is what was studied what the sentence speaks of: the same form, the same way into the body, the same people?"""

from .findings import Rule, Severity
from .resting import english
from .words_of_forms import forms, routes
from .words_of_outcomes import denies
from .words_of_people import SPECIAL, groups, names

FORM_DIFFERS = Rule(
    "form-differs",
    Severity.WARN,
    "Another form was studied",
    why="Forms differ in how much of them is taken up and in what they do to the gut; one does not stand for another.",
    mend="Name the form that was studied, or attach a study of this one.",
    several="In {n} sentences another form is named than was studied.",
)
ROUTE_DIFFERS = Rule(
    "route-differs",
    Severity.WARN,
    "It was given in another way",
    why="What a drip does in hospital, a tablet at home may not do.",
    mend="Say how it was given, or attach a study of this way.",
    several="In {n} sentences it is taken in another way than was studied.",
)
PEOPLE_DIFFER = Rule(
    "people-differ",
    Severity.WARN,
    "Other people were studied",
    why="What was found in athletes or in pregnant women may not hold for the reader.",
    mend="Say who was studied, or attach a study of the people you speak of.",
    several="In {n} sentences other people are spoken of than were studied.",
)

RULES = (FORM_DIFFERS, ROUTE_DIFFERS, PEOPLE_DIFFER)
_ABOUT_PEOPLE = {"efficacy", "safety", "dose", "prevalence"}


def forms_are_those_studied(content, request):
    """The sentence names a form, its sources name forms too, and none of them is that one."""
    for rests in english(content):
        said = forms(rests.text)
        studied = set().union(*(forms(r.about) for r in rests.bearing)) if said else set()
        # a comparison names several, and one of them was studied
        if studied and not said & studied:
            message = f"The sentence speaks of {_all(said)}, its source of {_all(studied)}."
            yield FORM_DIFFERS.at_claim(rests.claim, message, citation=_only(rests))


def routes_are_those_studied(content, request):
    """The sentence names a way into the body, its sources name ways too, and none of them is that one."""
    for rests in english(content):
        if denies(rests.text) or not (said := routes(rests.text)):
            continue
        studied = set().union(*(routes(r.about) for r in rests.bearing))
        if studied and not said & studied:
            message = f"The sentence says “{_all(said)}”; what was studied went {_all(studied)}."
            yield ROUTE_DIFFERS.at_claim(rests.claim, message, citation=_only(rests))


def people_are_those_studied(content, request):
    """The sentence names people who were not studied, or leaves out that only a special group was."""
    for rests in english(content):
        if rests.claim["kind"] not in _ABOUT_PEOPLE or not rests.bearing:
            continue
        said = groups(rests.text)
        studied = [groups(r.about) for r in rests.bearing]
        if found := _others(said, studied) or _special(rests, said):
            yield PEOPLE_DIFFER.at_claim(rests.claim, found, citation=_only(rests))


def _others(said, studied):
    """Of one family, the sentence names some and every source names others."""
    for family, spoken in said.items():
        there = [s[family] for s in studied]
        # “adults” of any age hold older adults, and a study of adults may be told of the older ones among them
        if spoken and all(there) and not any(spoken & t or _overlap(spoken, t) for t in there):
            return f"The sentence speaks of {_all(spoken)}, its source of {_all(set().union(*there))}."
    return None


def _overlap(spoken, studied):
    ages = {"adults", "older adults"}
    return bool(spoken & ages and studied & ages)


def _special(rests, said):
    """Every source studied one special group and nobody else, by its record, and the sentence names no group at all."""
    if said["state"] or said["age"] - {"adults"}:
        return None
    special = [_only_special(r.source["population"]) for r in rests.bearing]
    if not all(special):
        return None
    left_out = sorted({s for s in special if not names(rests.text, s)})
    return (
        f"Only {_all(left_out)} were studied, and the sentence does not say so."
        if left_out and not denies(rests.text)
        else None
    )


def _only_special(population):
    """The special group that a population consists of; None for a mixed one (“mostly”, “and”, several)."""
    found = [g for g in SPECIAL if names(population, g)]
    mixed = any(word in population.lower() for word in ("mostly", "some of", "including", " and people", "; ", "both"))
    return found[0] if len(found) == 1 and not mixed else None


def _all(names):
    return " and ".join(sorted(names))


def _only(rests):
    return rests.bearing[0].citation if len(rests.bearing) == 1 else None


CHECKS = (forms_are_those_studied, routes_are_those_studied, people_are_those_studied)
