"""Are doses said safely: with their limit, with what the figure counts, and with who should be careful?"""

import re
from dataclasses import replace

from references.canonical import text_of
from references.quantities import quantities
from references.quantities.units import DOSE, measure

from . import limits
from .findings import Rule, Severity
from .resting import english
from .sentences import paragraphs
from .words_of_forms import ANY_FORM, MINERALS, routes

NO_CAUTION = Rule(
    "no-caution",
    Severity.BLOCK,
    "A dose or a benefit without “before you take it”",
    why="A reader may act on the dose and never meet the caution twenty screens down.",
    mend="Say who should be careful: kidneys, pregnancy, medicines, when to get help.",
)
ABOVE_LIMIT = Rule(
    "above-limit",
    Severity.WARN,
    "A dose above the upper limit, and nothing says so",
    why="Readers take what they read. Trials use doses that nobody should take without being watched.",
    mend="Say beside the dose that it is above the limit, and in which setting it was given.",
    several="{n} doses are above the upper limit, and nothing says so.",
)
DOSE_BASIS = Rule(
    "dose-basis",
    Severity.WARN,
    "A dose of a compound that does not say what it counts",
    why="400 mg of magnesium oxide holds 241 mg of magnesium, 400 mg of magnesium bisglycinate at most 56 mg.",
    mend="Say whether the figure is the compound or the element: “400 mg of magnesium oxide (241 mg of elemental magnesium)”.",
    several="{n} doses of a compound do not say what they count.",
)

RULES = (NO_CAUTION, ABOVE_LIMIT, DOSE_BASIS)

_DOSE = re.compile(r"\d(?:[\d.,–-]*\d)?\s*(?:mg|µg|mcg|g|IU|milligrams?|micrograms?|grams?)\b")
_BENEFIT_KINDS = {"efficacy", "dose"}
_TAKEN = re.compile(
    r"\b(?:tak(?:e|es|ing|en)|took|dos(?:e|es|ed|ing|age)|daily|a day|per day|each day|every day"
    r"|supplement\w*|tablets?|capsules?|pills?|given|"
    r"gave|received?|receiving|swallow\w*|had)\b|/d(?:ay)?\b",
    re.IGNORECASE,
)
# Where the figure is no dose that somebody takes: food and need, what a body holds, a limit, a vein.
_NO_DOSE = re.compile(
    r"\b(?:food|foods|diet|dietary|eat|eating|serving|meals?|RDA|recommend\w*|advised|need|needs|requirements?|allowance|reference|intake|"
    r"serum|plasma|blood (?:level|magnesium)|urine|excret\w+|absorbed|skeleton|bones? hold|body holds"
    r"|in the body|limit|limits|upper level|"
    r"dissolved|bath|contains?|holds|infusion|intravenous\w*|IV|drips?|injection|zinc|calcium|glycine|potassium|vitamin)\b",
    re.IGNORECASE,
)
_SAID_SO = re.compile(
    r"\b(?:above|over|higher than|more than|beyond|exceeds?|exceeding|near|past|twice"
    r"|times) (?:\w+ ){0,4}?(?:limit|upper (?:level|limit)|UL)\b"
    r"|\bsupervis\w+|\bprescri\w+|\b(?:a|your|their) doctor\b|\bunder medical\b|\bin hospital\b"
    r"|\bnot advice\b|\bdo not take (?:this|that|so) much\b",
    re.IGNORECASE,
)
_SAID_FOR_ALL = re.compile(
    r"\bdoses (?:\w+ ){0,6}(?:are|were|is) (?:\w+ )?(?:higher|above|over|more)\b|\b(?:above|over"
    r"|more than|higher than) (?:the|this|that) limit\b",
    re.IGNORECASE,
)
_COMPOUND = rf"(?:(?:{MINERALS})[\s-]+(?:{ANY_FORM})|(?:{ANY_FORM}))"
_OF_COMPOUND = re.compile(
    rf"\s(?:of\s|a day of\s|daily of\s|per day of\s)?(?:oral\s|pure\s|buffered\s)?{_COMPOUND}\b", re.IGNORECASE
)
_COMPOUND_BEFORE = re.compile(
    rf"\b{_COMPOUND}\s?(?:\(|,\s|at\s|in doses of\s|tablets of\s|:\s)?(?:about\s)?$", re.IGNORECASE
)
_OF_ELEMENT = re.compile(rf"\s(?:a day\s)?of (?:{MINERALS})\b(?![\s-]+(?:{ANY_FORM})\b)", re.IGNORECASE)
_BASIS_SAID = re.compile(
    r"\belemental\b|\b(?:of|as) (?:pure )?magnesium (?:as|from|in)\b|\bof (?:the )?(?:element|salt"
    r"|compound)\b|\bwhich (?:gives?|holds?|contains?)\b"
    r"|\b(?:gives?|holds?|contains?|provid\w+|equals?|equivalent to|amounts? to) (?:about )?\d[\d.,]* ?(?:mg|g)\b|\bof which\b",
    re.IGNORECASE,
)


def doses_and_benefits_come_with_cautions(content, request):
    """A dose or a benefit spoken of without “before you take it”."""
    if text_of(content["article"]["before_you_take_it"]):
        return
    for claim in content["claims"]:
        dose = _DOSE.search(claim["text"])
        if dose or claim["kind"] in _BENEFIT_KINDS:
            what = f"The dose “{dose[0]}” is" if dose else "A benefit is"
            message = f"{what} spoken of, and “before you take it” is empty."
            yield replace(NO_CAUTION.at_claim(claim, message), place="before_you_take_it")
            return


def doses_above_the_limit_say_so(content, request):
    """A dose that people take, above the limit for the people it names, where neither its paragraph nor the article says so."""
    if content["article"].get("health") is False or not (doses := list(_doses_taken(content))):
        return
    told = _paragraphs_of_claims(content)
    said_for_all = _SAID_FOR_ALL.search(" ".join(dict.fromkeys(told.values()))) or _SAID_FOR_ALL.search(_whole(content))
    for claim, dose, limit in doses:
        if not said_for_all and not _SAID_SO.search(f"{told.get(claim['id'], '')} {claim['text']}"):
            message = f"“{dose.text}” is above the limit of {limit}, and nothing beside it says so."
            yield ABOVE_LIMIT.at_claim(claim, message)


def compounds_say_what_the_figure_counts(content, request):
    """A dose of a salt without a word on whether it is the salt or the element."""
    for rests in english(content):
        text = rests.text
        if _BASIS_SAID.search(text):
            continue
        for dose in _doses(text):
            behind = _OF_COMPOUND.match(text, dose.end)
            before = (
                None
                if _OF_ELEMENT.match(text, dose.end)
                else _COMPOUND_BEFORE.search(text, max(0, dose.start - 60), dose.start)
            )
            if behind or before:
                of = f"{dose.text}{behind[0]}" if behind else dose.text
                yield DOSE_BASIS.at_claim(rests.claim, f"“{of}”: is that the compound, or the element in it?")
                break


def _doses(text):
    """Quantities in which doses are taken."""
    for q in quantities(text):
        head, *below = q.unit.split("/")
        if head in DOSE and (not below or below == ["day"]):
            yield q


def _doses_taken(content):
    """(claim, its largest dose, the limit that it passes)"""
    title = content["article"]["title"].lower()
    for rests in english(content):
        text = rests.text
        if not _TAKEN.search(text) or _NO_DOSE.search(text) or routes(text) - {"by mouth"}:
            continue
        substance = next((s for s in limits.SUBSTANCES if s in text.lower() or s in title), None)
        if not substance or not (limit := limits.limit_for(substance, text)):
            continue
        over = [d for d in _doses(text) if not _OF_COMPOUND.match(text, d.end) and limit.is_passed_by(d.high, d.unit)]
        if over:
            yield rests.claim, max(over, key=lambda d: d.high * measure(d.unit).factor), limit


def _paragraphs_of_claims(content):
    """{claim id: the paragraph it stands in}"""
    return {claim: p.text for p in paragraphs(content) for _, _, claim in p.marks}


def _whole(content):
    return " ".join(p.text for p in paragraphs(content))


CHECKS = (doses_and_benefits_come_with_cautions, doses_above_the_limit_say_so, compounds_say_what_the_figure_counts)
