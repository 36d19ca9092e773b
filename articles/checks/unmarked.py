"""Is a fact told that nobody can check, because it is not marked?"""

import re

from .findings import Rule, Severity
from .sentences import sentences
from .speaking import is_english, phrases, unquoted
from .strength import Strength, effect, says_unknown

UNMARKED_FACT = Rule(
    "unmarked-fact",
    Severity.INFORM,
    "A sentence that looks like a fact is not marked as a claim",
    why="What is not marked has no source, and no reviewer ever sees it.",
    mend="Mark it and attach a source, or word it as what it is: advice, a definition, your own conclusion.",
    several="{n} sentences look like facts and are not marked as claims.",
)

RULES = (UNMARKED_FACT,)

_SHORTEST = 4
_UNITS = "per ?cent|mg|milligrams?|g|grams?|µg|mcg|IU|kg|ml|litres?|mm|times|points?|million"
_COUNTED = "people|adults|patients|women|men|children|participants|volunteers|trials|studies|hours|minutes|days|weeks|months|years"
_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|twenty|\\d{1,6}"
_PART = "half|a third|a quarter|two[- ]thirds|three[- ]quarters|most|the majority"
_NUMBER = phrases(
    rf"""
    \d[\d.,]{{0,12}} ?(?:{_UNITS}|(?:\w{{1,20}} )?(?:{_COUNTED}))
    \d[\d.,]{{0,12}} ?%(?!\w)(?:\W\w{{0,20}})?
    (?:{_SMALL}) (?:in|out of) (?:every )?(?:{_SMALL})
    (?:{_PART}) of (?:all |the |our )?(?:{_COUNTED}|body|bones?|magnesium|cases|those)
    most (?:people|adults|patients|women|men)
    twice as
    millions of
    """
)
_CAUSE = phrases(
    r"""
    caused by
    (?:is|are|was|were) (?:closely |strongly )?(?:linked|associated|tied) (?:to|with)
    (?:raise|lower|increase|reduce)s? (?:the|your) risk
    because of (?:low|too little|a lack)
    """
)
_THAN = (
    "more|less|fewer|higher|lower|better|worse|faster|slower|stronger|weaker|longer|shorter|greater|larger|smaller|sooner|"
    "safer|cheaper|easier"
)
_COMPARISON = phrases(
    rf"""
    (?:{_THAN})(?: \w+){{0,3}} than
    compared (?:with|to)
    as (?:well|much|many|often|good|strong) as
    """
)
_KINDS = ((_NUMBER, "a number"), (_CAUSE, "a cause"), (_COMPARISON, "a comparison"))

# What is no statement of fact: about this page or its writers, advice, a definition, a remark on the sentence before.
_OURS = phrases(
    r"""
    (?:we|our|us|I|my)
    this (?:page|article|guide|text|table|list|site)
    """
)
_BEGINNINGS = re.compile(r"^(?:please |always |never |then |so |and |but |if [^,]{1,120}, )", re.IGNORECASE)
_IMPERATIVES = (
    "ask|avoid|begin|bring|call|check|choose|consider|count|divide|do|don['’]t|drink|eat|get|go|keep|leave|look|mind|"
    "multiply|note|read|remember|see|seek|speak|start|stay|stop|subtract|swallow|take|talk|tell|think|try|use|visit|wait|"
    "watch|write"
)
_ORDERS = re.compile(rf"(?:{_IMPERATIVES})\b", re.IGNORECASE)
_ADVICE = phrases(
    r"""
    you (?:should|must|can|may|could|might|need|have|want)
    should (?:not )?(?:be|ask|avoid|take|talk|see|speak|start|stop|tell)
    (?:your|a) (?:doctor|GP|pharmacist|midwife|physiotherapist|nurse)
    """
)
_DEFINITION = phrases(
    r"""
    (?:is|are) (?:a|an|the|one of the|another|also|simply)(?: \w+){0,3} (?:of|for|that|which|with|in|made|called)
    means?
    (?:is|are) (?:called|known as|short for|another word for|measured in|written)
    (?:is|are) more than an?
    refers? to
    stands? for
    """
)
_REMARK = re.compile(
    r"^(?:and |but |so )?(?:that|this|it|these|those|such|so|they|which|neither|both|none|all (?:three|two|of))\b",
    re.IGNORECASE,
)
_SUPPOSES = re.compile(r"^(?:if|suppose|imagine|for example|say)\b", re.IGNORECASE)


def facts_are_marked(content, request):
    """A sentence outside every claim that gives a number, a cause or a comparison."""
    for sentence in sentences(content) if is_english(content) else ():
        if sentence.claims or sentence.links or not sentence.paragraph.element or sentence.paragraph.part == "unknowns":
            continue
        text = unquoted(sentence.text)
        what = _fact(text)
        if what and not _is_something_else(text, what, sentence.after_claim):
            message = f"This sentence states {what} and is not marked as a claim."
            yield UNMARKED_FACT.at(message, place=sentence.place, quote=sentence.text)


def _fact(text):
    if found := next((what for pattern, what in _KINDS if pattern.search(text)), None):
        return found
    said = effect(text)
    # “it may not help” is a caution
    return "what something does" if said and not (said.denied and said.strength <= Strength.MAY) else None


def _is_something_else(text, what, after_claim):
    return (
        len(text.split()) < _SHORTEST
        or text.endswith(("?", ":"))
        or bool(_OURS.search(text) or _SUPPOSES.search(text))
        or _is_advice(text)
        or says_unknown(text)
        or (after_claim and bool(_REMARK.search(text)))
        or (what != "a number" and bool(_DEFINITION.search(text)))
    )


def _is_advice(text):
    begins = _BEGINNINGS.match(text)
    return bool(_ORDERS.match(text, begins.end() if begins else 0) or _ADVICE.search(text))


CHECKS = (facts_are_marked,)
