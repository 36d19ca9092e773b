"""Languages as two letters, out of the three of libraries (“ger”) and of names (“German”, “ngerman”). Pure."""

import re

_CODES = """
en eng eng english american british usenglish ukenglish
de ger deu german ngerman deutsch
fr fre fra french français
es spa spa spanish español
it ita ita italian italiano
pt por por portuguese português
nl dut nld dutch nederlands
da dan dan danish
sv swe swe swedish
no nor nor norwegian
fi fin fin finnish
pl pol pol polish
cs cze ces czech
sk slo slk slovak
hu hun hun hungarian
ro rum ron romanian
bg bul bul bulgarian
el gre ell greek
tr tur tur turkish
ru rus rus russian
uk ukr ukr ukrainian
sr srp scc serbian
hr hrv scr croatian
he heb heb hebrew
ar ara ara arabic
fa per fas persian
zh chi zho chinese
ja jpn jpn japanese
ko kor kor korean
th tha tha thai
"""
_ROWS = [line.split() for line in _CODES.strip().splitlines()]
_TWO = {name: row[0] for row in _ROWS for name in row}
_THREE = {row[0]: row[1] for row in _ROWS}
_TAG = re.compile(r"[a-zA-Z]{2}(?:[-_][a-zA-Z0-9]{2,8})?")


def language_of(text):
    """“eng”, “English”, “en-GB” → “en”, “en”, “en-GB”; "" for what is no language we know, and for “und” and “mul”."""
    word = re.split(r"[;,/]|\s", text.strip())[0]
    if found := _TWO.get(word.lower()):
        return found
    return word.replace("_", "-") if _TAG.fullmatch(word) and word[:2].lower() in _THREE else ""


def of_libraries(language):
    """“en-GB” → “eng”, as MEDLINE has it; "" where we know none."""
    return _THREE.get(language[:2].lower(), "")
