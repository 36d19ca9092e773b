"""Does what a claim rests on bear it?

These rules read designs, sizes and populations from the record of the source, and words from its passages. Where the record
says nothing they find nothing: an empty field is no reason to warn.
"""

import re

from . import likeness
from .findings import Rule, Severity
from .resting import NOT_HUMAN, TRIALS, english
from .sentences import paragraphs
from .words_of_outcomes import benefit, cause, denies, felt, surrogate
from .words_of_people import speaks_of_animals_or_cells

SMALL = 100
"""People in a trial. With fewer than fifty in each of two groups, the 95% interval of a difference is wider than 0.39 standard
deviations to either side (1.96 · √(2/50)), so that a moderate effect cannot be told from a small one."""

NOT_IN_PEOPLE = Rule(
    "not-in-people",
    Severity.WARN,
    "A benefit for people that rests on animals or cells alone",
    why="Most of what works in a dish or in a rat does not work in people.",
    mend="Say in which animals or cells it was seen, or attach a study of people.",
    several="{n} benefits for people rest on animals or cells alone.",
)
ONE_SMALL_TRIAL = Rule(
    "one-small-trial",
    Severity.INFORM,
    "A benefit that rests on one small trial, and the sentence does not say so",
    why="In a trial with fewer than 100 people chance moves the result a lot; the next one often finds less.",
    mend="Say that it was one trial, and how many took part.",
    several="{n} benefits rest on one small trial each, and the sentences do not say so.",
)
ONLY_SURROGATES = Rule(
    "only-surrogates",
    Severity.WARN,
    "What people feel, told from what only a test shows",
    why="A better blood value or a denser bone does not always mean less pain or fewer fractures.",
    mend="Say what was measured, or attach a study that asked the people.",
    several="{n} sentences speak of what people feel, and their passages of what only a test shows.",
)
MECHANISM_ONLY = Rule(
    "mechanism-only",
    Severity.INFORM,
    "A benefit drawn from a mechanism",
    why="How something could work is a reason to test it, and no proof that it does.",
    mend="Attach a trial, or say that it has not been shown in people.",
    several="{n} benefits are drawn from a mechanism.",
)
LINK_AS_CAUSE = Rule(
    "link-as-cause",
    Severity.WARN,
    "A link worded as a cause",
    why="Studies that only watch people cannot tell whether one thing brought the other about.",
    mend="Say that the two went together: “people who took in more … had … less often”.",
    several="{n} sentences word a link as a cause.",
)

RULES = (NOT_IN_PEOPLE, ONE_SMALL_TRIAL, ONLY_SURROGATES, MECHANISM_ONLY, LINK_AS_CAUSE, *likeness.RULES)

_BENEFIT_KINDS = {"efficacy", "safety", "dose"}
_ONE_TRIAL = re.compile(
    r"\b(?:one|a|an|this|that|the|another|only|first|second|single|small|pilot)\s(?:[\w-]+\s){0,4}(?:trial|study|experiment|pilot|survey)\b"
    r"|\bpilot\b|\bsmall (?:trial|study)|\bthose (?:who had|who took|on|with)\b|\b(?:this|that"
    r"|the magnesium|the placebo|each|other) groups?\b",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    r"\b\d[\d,]* (?:[\w-]+ ){0,3}(?:people|patients|adults|women|men|children|volunteers|participants|athletes)\b|\bn ?= ?\d",
    re.IGNORECASE,
)
_THEREFORE = re.compile(
    r"\b(?:so|therefore|thus|hence|which is why|that is why|this is why|this means|that means"
    r"|as a result|for this reason|because of this|"
    r"and this|in this way|this way|which)\b",
    re.IGNORECASE,
)
_NOT_SHOWN = re.compile(
    r"\b(?:may|might|could|trials?|stud(?:y|ies)|shown|tested|proof|theory|in theory|placebo)\b", re.IGNORECASE
)


def benefits_rest_on_people(content, request):
    """Every bearing source studied animals or cells, and the sentence does not say so."""
    for rests in english(content):
        bearing = rests.bearing
        if not bearing or rests.claim["kind"] not in _BENEFIT_KINDS or any(r.design not in NOT_HUMAN for r in bearing):
            continue
        if not speaks_of_animals_or_cells(rests.text) and not denies(rests.text):
            what = "cells" if all(r.design == "laboratory" for r in bearing) else "animals or cells"
            yield NOT_IN_PEOPLE.at_claim(
                rests.claim, f"It rests on studies of {what} alone ({_names(bearing)}).", citation=_only(bearing)
            )


def small_trials_are_named(content, request):
    """One trial with fewer than SMALL people bears it, and the sentence tells neither that it was one nor how many."""
    for rests in english(content):
        bearing = rests.bearing
        if rests.claim["kind"] != "efficacy" or len(bearing) != 1 or bearing[0].design not in TRIALS:
            continue
        people = bearing[0].people
        if people is None or people >= SMALL or _ONE_TRIAL.search(rests.text) or _HOW_MANY.search(rests.text):
            continue
        message = f"It rests on one trial with {people} people ({bearing[0].source['citekey']}), fewer than {SMALL}."
        yield ONE_SMALL_TRIAL.at_claim(rests.claim, message, citation=bearing[0].citation)


def what_people_feel_was_asked(content, request):
    """The sentence speaks of what people feel; the passages speak of a marker and of nothing that people feel."""
    for rests in english(content):
        said = " ".join(r.said for r in rests.bearing)
        if (
            rests.claim["kind"] != "efficacy"
            or not (marker := surrogate(said))
            or surrogate(rests.text)
            or denies(rests.text)
        ):
            continue
        if (spoken := felt(rests.text)) and not felt(said):
            message = f"The sentence speaks of {' and '.join(sorted(spoken))}, its passages of “{marker}”."
            yield ONLY_SURROGATES.at_claim(rests.claim, message, citation=_only(rests.bearing))


def benefits_are_more_than_mechanisms(content, request):
    """A sentence about a mechanism, and behind it, in the same paragraph, a benefit that no study of people bears."""
    known = {r.claim["id"]: r for r in english(content)}
    if not any(r.claim["kind"] == "mechanism" for r in known.values()):
        return
    for paragraph in paragraphs(content):
        before = None
        for sentence in paragraph.sentences() if paragraph.marks else ():
            claims = [known[c] for c in sentence.claims if c in known]
            if mechanism := next((r for r in claims if r.claim["kind"] == "mechanism"), None):
                if found := _drawn(sentence.text):
                    yield MECHANISM_ONLY.at_claim(mechanism.claim, f"“{found}” is drawn from how it might work.")
                before = mechanism
                continue
            if (
                before
                and (words := benefit(sentence.text))
                and not _NOT_SHOWN.search(sentence.text)
                and not _in_people(claims)
            ):
                message = f"“{words}” follows a mechanism, and no study of people stands behind it."
                if claims:
                    yield MECHANISM_ONLY.at_claim(claims[0].claim, message)
                else:
                    yield MECHANISM_ONLY.at(message, place=sentence.place, quote=sentence.text)
            before = None


def _drawn(text):
    """The benefit that a sentence about a mechanism draws from it: “… blocks the receptor, so it eases pain”."""
    therefore = _THEREFORE.search(text)
    behind = text[therefore.end() :] if therefore else ""
    found = benefit(behind)
    return found if found and felt(behind) and not _NOT_SHOWN.search(behind) else None


def _in_people(claims):
    """Whether a study of people bears one of them."""
    return any(r.design not in NOT_HUMAN | {"narrative-review", ""} for rests in claims for r in rests.bearing)


def links_are_no_causes(content, request):
    """Every bearing source only watched people, and the sentence says that one thing brings the other about."""
    for rests in english(content):
        bearing = rests.bearing
        if (
            not bearing
            or rests.claim["kind"] in {"definition", "composition"}
            or not all(r.is_observational for r in bearing)
        ):
            continue
        if words := cause(rests.text):
            message = f"“{words}” says that one thing brings the other about; {_names(bearing)} only watched."
            yield LINK_AS_CAUSE.at_claim(rests.claim, message, citation=_only(bearing))


def _names(bearing):
    return ", ".join(r.source["citekey"] for r in bearing[:3])


def _only(bearing):
    return bearing[0].citation if len(bearing) == 1 else None


CHECKS = (
    benefits_rest_on_people,
    small_trials_are_named,
    what_people_feel_was_asked,
    benefits_are_more_than_mechanisms,
    links_are_no_causes,
    *likeness.CHECKS,
)
