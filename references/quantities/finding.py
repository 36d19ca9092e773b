"""Numbers as they stand in a text, in digits or words, before anybody asks what they count. Pure, and linear.

Passed over are dates, addresses, identifiers, marks of references ([3, 4]), chemical names and the “95%” before “CI”.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

_ONES = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen"""
_ONES = re.findall(r"\w+", _ONES)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ORDINALS = ["fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"]
_VALUES = {word: n for n, word in enumerate(_ONES, 1)} | {word: n * 10 for n, word in enumerate(_TENS, 2)}
_VALUES |= {word: n for n, word in enumerate(ORDINALS, 4)}
_BIG = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.3333", "⅔": "0.6667", "⅕": "0.2", "⅛": "0.125", "⅒": "0.1"}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MOST_DIGITS = 15  # what is longer is an identifier

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_WORD = rf"(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_ONES[:9])}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))}"
_SCAN = re.compile(
    rf"""
    (?P<skip>
        https?://[^\s<>"]++
      | (?<![\w.])10\.[0-9]{{4,9}}/[^\s<>"]++
      | \[[0-9][0-9,;\s–-]{{0,60}}+\]                                          # [3, 4]
      | (?<![\w.])[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?![0-9])                    # 2020-03-04
      | (?<![\w.])[0-9]{{1,2}}[/.][0-9]{{1,2}}[/.](?:[0-9]{{4}}|[0-9]{{2}})(?![0-9])
      | (?<![\w.])[0-9]{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:\s[0-9]{{4}})?(?!\w)
      | (?<!\w){_MONTH}\s[0-9]{{1,2}}(?:st|nd|rd|th)?(?:,?\s[0-9]{{4}})?(?![\w%.])
      | (?<![\w.])[0-9]{{1,2}}:[0-9]{{2}}(?![0-9])                             # 8:30
      | (?<![\w.])[0-9]++(?:[,'′][0-9]++)*+[ -]?(?:alpha|beta|α|β|\(OH\)|-?hydroxy|-?OH\b)
      | (?<![\w.])[0-9](?:,[0-9]){{0,4}}-(?=(?:[a-z]{{0,3}}hydroxy|deoxy|methyl|O-|N-))
    )
  | (?P<percent_label>(?<![\w.])9[059]\s?%\s?(?=C\.?I|confidence|credible|uncertainty|prediction))
  | (?P<fraction>(?:(?<![\w.])[0-9]{{1,3}}\s?)?[½¼¾⅓⅔⅕⅛⅒])
  | (?P<digits>
        (?<![\w.,·_/])[0-9]{{1,3}}(?:[\s\u00a0\u2006\u2008\u2009\u202f][0-9]{{3}}){{1,4}}+(?![,/]?[0-9])(?:[.·][0-9]{{1,9}}(?![0-9]))?
      | (?<![\w.·_])(?:[0-9]++(?:[.,·][0-9]++)*+|[.·][0-9]++)
    )
  | (?P<ordinal>\b(?:{"|".join(ORDINALS)})(?=\s(?:day|week|month|year)\b))
  | (?P<word>\b(?:{_WORD}|a(?=\s(?:hundred|thousand|million)\b))(?:[\s-](?:hundred|thousand|million|billion))?\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_POWER = re.compile(
    r"\^([+−-]?[0-9]{1,2})(?![0-9])|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})|\s?[×x*]\s?10(?:\^([+−-]?[0-9]{1,2})(?![0-9])|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))"
)
_MULTIPLIER = re.compile(r"[\s\u00a0-]?(hundred|thousand|million|billion)s?\b", re.IGNORECASE)


@dataclass
class Number:
    """A number as it was found. unit: None as long as it has none of its own. named: it is a name, and no quantity.

    before: the words in front of it. unit_end: where its unit ends, if that stands behind it.
    """

    value: Decimal
    start: int
    end: int
    unit: str | None = None
    unit_end: int = 0
    in_words: bool = False
    is_one: bool = False
    named: bool = False
    before: str = ""


def numbers(text):
    """The numbers of a text, none within another: in 10^3 there is one."""
    end = 0
    for match in _SCAN.finditer(text):
        for number in _numbers(text, match):
            if number.start >= end:
                yield number
                end = number.end


def _numbers(text, match):
    kind, said = match.lastgroup, match[0]
    if kind == "fraction":
        whole = said[:-1].strip()
        yield Number(Decimal(whole or 0) + Decimal(_FRACTIONS[said[-1]]), match.start(), match.end())
    elif kind == "digits":
        yield from _digits(text, match)
    elif kind == "ordinal":
        yield Number(Decimal(_VALUES[said.lower()]), match.start(), match.end(), in_words=True)
    elif kind == "word":
        yield _in_words(said, match.start(), match.end())


def _digits(text, match):
    """One number, or several that only commas part; none where it is too long or has several points: an identifier."""
    said, start = match[0].replace("·", "."), match.start()
    grouped = re.fullmatch(r"[0-9]{1,3}(?:[,\s\u00a0\u2006\u2008\u2009\u202f][0-9]{3}){1,6}(?:\.[0-9]{1,9})?", said)
    if grouped or re.fullmatch(r"0,[0-9]{1,6}", said):
        plain = re.sub(r"[,\s\u00a0\u2006\u2008\u2009\u202f]", "" if grouped else ".", said)
        yield from _one(text, plain, start, match.end())
        return
    # a sentence may end in a number, so only digits belong to it
    for piece in re.finditer(r"[^,]+", said) if len(said) <= 200 else ():
        yield from _one(text, piece[0], start + piece.start(), start + piece.end())


def _one(text, said, start, end):
    if len(said) > _MOST_DIGITS or said.count(".") > 1:
        return
    value = Decimal(said)
    if power := _POWER.match(text, end):
        raised, base = power[1] or power[2], value
        exponent = int((raised or power[3] or power[4]).translate(_SUPERSCRIPTS).replace("−", "-"))
        if raised and value != 10:
            yield Number(value, start, end)  # 250^3: the 3 is a reference
            return
        value = base * Decimal(10) ** exponent if not raised else Decimal(10) ** exponent
        end = power.end()
    elif multiplier := _MULTIPLIER.match(text, end):
        value, end = value * _BIG[multiplier[1].lower()], multiplier.end()
    yield Number(value, start, end)


def _in_words(said, start, end):
    first, _, last = re.sub(r"\s+", " ", said.lower()).replace("-", " ").rpartition(" ")
    factor = _BIG.get(last, 1)
    words = (first if last in _BIG else f"{first} {last}").split()
    value = sum(_VALUES.get(w, 1) for w in words)
    return Number(Decimal(value * factor), start, end, in_words=True, is_one=value == 1 and factor == 1)
