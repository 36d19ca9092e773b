"""Is it said with care?"""

import re

from references.canonical import text_of

from .findings import Finding, Severity

_DOSE = re.compile(r"\d(?:[\d.,–-]*\d)?\s*(?:mg|µg|mcg|g|IU|milligrams?|micrograms?|grams?)\b")
_BENEFIT_KINDS = {"efficacy", "dose"}


def doses_and_benefits_come_with_cautions(content, request):
    """A dose or a benefit spoken of without “before you take it”."""
    if text_of(content["article"]["before_you_take_it"]):
        return
    for claim in content["claims"]:
        dose = _DOSE.search(claim["text"])
        if dose or claim["kind"] in _BENEFIT_KINDS:
            what = f"The dose “{dose[0]}” is" if dose else "A benefit is"
            yield Finding(
                "no-caution",
                Severity.BLOCK,
                f"{what} spoken of, and “before you take it” is empty.",
                "Say who should be careful: kidneys, pregnancy, medicines, when to get help.",
                place="before_you_take_it",
                claim=claim["id"],
                number=claim["number"],
                quote=claim["text"],
            )
            return
