"""What stands beside a number: its unit, or what makes it a name and no quantity. Pure; looks no further than a few words."""

import re

from .finding import ORDINALS
from .units import PER, SYMBOLS, WORDS

_REACH = 32  # how many characters before a number count


def _words(text):
    return frozenset(text.split())


# What makes the number behind it a name: “type 2”, “p. 261”, “omega-3”, “H^2”.
_NAMES = _words("""
    type types phase stage grade table tables figure figures fig fig. figs. section sections chapter page pages p. pp.
    ref ref. refs. reference references step class part no. nos. question appendix article version vol vol. volume issue edition
    equation omega vitamin coenzyme interleukin covid pmid pmid: pmcid pmcid: isbn isbn: doi doi: schedule annex""")
_GLUED_NAME = re.compile(r"(?:[A-Za-z)][-‐‑]|[A-Za-z)\]]\^|_|\#|§)$")
_GLUED_UNIT = re.compile(r"(?:%|\bmg|\bg|\bµg|\bIU|\bto|\bdays?|\bweeks?|\bmonths?|\byears?)[-‐‑]$", re.IGNORECASE)
# These do so where no unit stands behind the number: “group 2”, but “per group 12 people”.
_LOOSE_NAMES = _words("""
    group groups arm arms trial trials study studies experiment supplement factor level tier box criterion aim hypothesis
    model block line layer case visit site lead channel room item""")
_YEAR_BEFORE = _words("in since by until till during from to and between before after of year late early")
_DAY_BEFORE = re.compile(
    r"\b(?:(day|week|month|year)s?|(aged?|ages))[\s\u00a0-](?:of\s)?(?:over\s|under\s)?$", re.IGNORECASE
)
_COUNT_BEFORE = re.compile(r"\bn\s?=\s?$", re.IGNORECASE)
_RATIO_BEFORE = re.compile(
    r"(?:\b(?:a?(OR|RR|HR)|(odds|risk|relative risk|hazards?)(?:\sratio)?s?)\b[\s,:=(]{0,3}(?:of|was|is|were)?\s?)$",
    re.IGNORECASE,
)
_P_BEFORE = re.compile(r"\bp(?:[\s-]?values?)?(?:\sof)?\s?[<>=≤≥]{1,2}\s?$|\bp-?values?\sof\s$", re.IGNORECASE)
_CI_BEFORE = re.compile(
    r"\b(?:C\.?I\.?|(?:confidence|credible) interval)[\s,:=\[(]{0,3}(?:of|from|was)?\s?[−-]?$", re.IGNORECASE
)
_CURRENCY_BEFORE = re.compile(r"[$€£]\s?$")
# Only behind these does one of the patterns above end.
_LABELS_END = _words(
    "of is was were from or rr hr aor arr ahr ci odds risk hazard hazards ratio ratios interval aged age ages over under"
) | {
    *("day", "days", "week", "weeks", "month", "months", "year", "years"),
}
_LOOSE = re.compile(
    r"(?:(\babout|\baround|\broughly|\bapproximately|\bapprox\.?|\bnearly|\balmost|\bsome|\bclose to|\bcirca|~|≈)"
    r"|(\bmore than|\bover|\bat least|\babove|\bexceeding|\bgreater than|>|≥)"
    r"|(\bless than|\bunder|\bup to|\bat most|\bbelow|\bfewer than|\bno more than|\bmaximum of|<|≤))\s?(?:the\s|a\s)?$",
    re.IGNORECASE,
)

_LOOSE_END = _words("""
    about around roughly approximately approx approx. nearly almost some to circa than over least above exceeding under most
    below of the a""")

# What stands behind a number.
_SYMBOL = re.compile(r"[\s\u00a0\u2006\u2008\u2009\u202f]{0,2}(?:[-‐‑]\s?)?(%|‰|°[CF]|℃|[A-Za-zµμ]{1,20})(?:\^2|²)?")
_LONG_UNIT = re.compile(
    r"[\s\u00a0-]{0,2}(?:(per\s?cent(?:age)?|%)[\s-]points?|(percentage)[\s-]points?|(per\scent)|(mm\sHg)|(international\sunits?|i\.u\.))\b"
    r"|[\s\u00a0]?(kg/m(?:\^2|²))",
    re.IGNORECASE,
)
_LONG_UNITS = ("percentage points", "percentage points", "%", "mmHg", "IU", "kg/m^2")
_EACH = re.compile(
    r"(?:(?:\s?/\s?|\s(?:per|a|an|each|every)\s)(?:1\.73\s)?(m\^2|m²|mm\^3|mm³|[A-Za-z]{1,9})(?![\w])(?:\sof\sbody\sweight)?"
    r"|(?:\s|,\s)(?:once\s|taken\s|twice\s|given\s)?(daily|weekly|hourly|monthly)\b)"
)
_OF_SOMETHING = re.compile(
    r"\s(?:of\s)?(?!and\b|or\b|in\b|for\b|than\b|to\b|with\b|from\b)[A-Za-z][\w-]{1,20}(?:\s(?!and\b|or\b|in\b|for\b|than\b|to\b|with\b|from\b)[A-Za-z][\w-]{1,20}){0,2}?(?=(?:,)?\s(?:a\s|per\s|each\s|every\s|once\s|/)?(?:day|daily|weekly|week)\b)"
)
_BODY_WEIGHT = re.compile(r"\sof\sbody\sweight")
_NO_ADJECTIVE = _words("""
    in of and to or by for with the a an on at from than per was were is are had have has as vs versus between among after
    before that who which but when where if compared more fewer less each every because while out into did do does not no it
    this these about""")
_WORD_BEHIND = re.compile(r"[\s\u00a0-]([A-Za-z][\w’'-]{1,25})(,?)")
_MOST_ADJECTIVES = 4
_TAKING_PART = re.compile(
    r"\s(?:(?:were|was|had been|people)\s)?"
    r"(?:randomi[sz]ed|analy[sz]ed|enrolled|recruited|completed|included|allocated|assigned|counted|took part)"
    r"(?!\s(?:\w+\s){0,2}(?:trials?|stud|controlled))",
    re.IGNORECASE,
)
_OLD = re.compile(r"[\s-]years?[\s-](?:old|of age)\b", re.IGNORECASE)
_ORDINAL_DAY = re.compile(r"(?:st|nd|rd|th)\s(day|week|month|year)\b")

_GLUE = {"", "-", "‐", "‑"}
# Words for units that may stand right behind the number; nouns of what is counted may have adjectives before them.
MEASURED = {w: u for w, u in WORDS.items() if u in SYMBOLS.values() or u in {"days", "weeks", "months", "years"}}


def look_around(text, number):
    """Give the number its unit, or find that it is a name."""
    number.before = before = text[max(0, number.start - _REACH) : number.start]
    stripped = before.rstrip()
    last = stripped[stripped.rfind(" ") + 1 :].lstrip("([").lower()
    if before and _is_name(before, last):
        number.named = True
        return
    unit, end, glued = _unit_behind(text, number)
    if unit is None and (glued or last in _LOOSE_NAMES or _is_year(text, number)):
        number.named = True
        return
    number.unit, number.unit_end = unit or _unit_before(before, stripped, last), end
    number.named = _counts_nothing(number, last)


def loosely(number):
    """ "about", "over", "under" or "": how closely the text wants the number to be taken."""
    stripped = number.before.rstrip()
    if stripped[-1:] not in "~≈<>≤≥" and stripped[stripped.rfind(" ") + 1 :].lower() not in _LOOSE_END:
        return ""
    loose = _LOOSE.search(number.before)
    return ("about", "over", "under")[loose.lastindex - 1] if loose else ""


def _is_name(before, last):
    if before[-1] in "-‐‑^_#§":
        return bool(_GLUED_NAME.search(before)) and not _GLUED_UNIT.search(before)
    return last in _NAMES


def _unit_behind(text, number):
    """(unit or None, where it ends, whether the number is glued to a word that is none)."""
    at = number.end
    found = _SYMBOL.match(text, at)
    if not found:
        return None, at, False
    word, between = found[1], text[at : found.start(1)]
    lower = word.lower()
    if lower in _LONG_STARTS and (long := _LONG_UNIT.match(text, at)):
        return *_each(text, _LONG_UNITS[long.lastindex - 1], long.end()), False
    if number.in_words and text[number.start : at].lower() in ORDINALS:
        return f"{lower.rstrip('s')}s", at, False
    if unit := SYMBOLS.get(word) or MEASURED.get(lower):
        if unit == "years" and (old := _OLD.match(text, at)):
            return unit, old.end(), False
        return *_each(text, unit, found.end(1)), False
    if not number.in_words and between in _GLUE:
        if lower in {"st", "nd", "rd", "th"} and (ordinal := _ORDINAL_DAY.match(text, at)):
            return f"{ordinal[1]}s", ordinal.end(), False
        if between and lower in WORDS:
            return WORDS[lower], found.end(1), False  # a 28-point scale
        return None, at, True  # 3D, 12-lipoxygenase
    return *_counted(text, at), False


def _counted(text, at):
    """The noun behind a number, adjectives between them: “nine small randomised trials”."""
    end = at
    for _ in range(_MOST_ADJECTIVES + 1):
        found = _WORD_BEHIND.match(text, end)
        if not found or (word := found[1].lower()) in _NO_ADJECTIVE:
            break
        if unit := WORDS.get(word):
            return unit, found.end(1)
        end = found.end()
    return ("people", at) if _TAKING_PART.match(text, at) else (None, at)


def _each(text, unit, end):
    """The unit with what it is taken per: “mg/kg/day”; “250 mg of magnesium a day” too."""
    for _ in range(2):
        per = _EACH.match(text, end)
        if not per:
            break
        each = PER.get(per[1] or per[2])
        if each is None:
            break
        if each:
            unit = f"{unit}/{each}"
        end = per.end()
        if weight := _BODY_WEIGHT.match(text, end):
            end = weight.end()
    else:
        return unit, end
    if unit in {"mg", "g", "µg", "IU"} and (of := _OF_SOMETHING.match(text, end)):
        per = _EACH.match(text, of.end())
        each = PER.get((per[1] or per[2]) if per else "")
        if each in {"day", "week"}:
            # what it is of stays outside, so that only the figure is marked
            return f"{unit}/{each}", end
    return unit, end


def _unit_before(before, stripped, last):
    if stripped[-1:] not in "=:(,<>≤≥[−-$€£" and last not in _LABELS_END:
        return None
    if found := _DAY_BEFORE.search(before):
        return f"{found[1].lower()}s" if found[1] else "years"
    if _COUNT_BEFORE.search(before):
        return "n"
    if found := _RATIO_BEFORE.search(before):
        said = (found[1] or found[2]).lower()
        return "odds ratio" if said.startswith("o") else "hazard ratio" if said.startswith("h") else "risk ratio"
    if _P_BEFORE.search(before):
        return "p"
    if _CI_BEFORE.search(before):
        return "CI"
    if found := _CURRENCY_BEFORE.search(before):
        return found[0].strip()
    return None


def _is_year(text, number):
    """Four digits without a unit between 1800 and 2099, written without a comma."""
    said = text[number.start : number.end]
    if not (len(said) == 4 and said.isdigit() and 1800 <= int(said) < 2100):
        return False
    return not _COUNT_BEFORE.search(number.before)


def _counts_nothing(number, last):
    """“In 2013 women who …”: that is no count of 2,013 women."""
    is_year = number.end - number.start == 4 and 1900 <= number.value < 2100 and not number.in_words
    return is_year and number.unit in _COUNTS and last in _YEAR_BEFORE


_COUNTS = frozenset(WORDS.values()) - frozenset(MEASURED.values())
_LONG_STARTS = frozenset(("per", "percent", "percentage", "%", "mm", "international", "i", "kg"))
