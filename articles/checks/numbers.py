"""Are the numbers those of the sources, and are doses said safely?"""

import re
from dataclasses import replace

from references.canonical import text_of

from .findings import Rule, Severity

_DOSE = re.compile(r"\d(?:[\d.,–-]*\d)?\s*(?:mg|µg|mcg|g|IU|milligrams?|micrograms?|grams?)\b")
_BENEFIT_KINDS = {"efficacy", "dose"}

NO_CAUTION = Rule(
    "no-caution",
    Severity.BLOCK,
    "A dose or a benefit without “before you take it”",
    why="A reader may act on the dose and never meet the caution twenty screens down.",
    mend="Say who should be careful: kidneys, pregnancy, medicines, when to get help.",
)

RULES = (NO_CAUTION,)


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


CHECKS = (doses_and_benefits_come_with_cautions,)
