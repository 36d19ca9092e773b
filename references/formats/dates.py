"""When a work came out, out of the many ways files write it. Pure.

A date is a dict with some of year, month, day, season; a season stands in place of a month.
"""

import datetime
import re

_MONTHS = (
    ("jan", 1), ("feb", 2), ("fév", 2), ("mar", 3), ("mär", 3), ("mrz", 3), ("apr", 4), ("avr", 4), ("may", 5),
    ("mai", 5), ("jun", 6), ("juin", 6), ("jul", 7), ("juil", 7), ("aug", 8), ("aoû", 8), ("sep", 9), ("oct", 10),
    ("okt", 10), ("nov", 11), ("dec", 12), ("dez", 12), ("déc", 12),
)  # fmt: skip
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SEASONS = ("spring", "summer", "autumn", "winter")
_YEAR = re.compile(r"(?<!\d)(1\d{3}|20\d{2})(?!\d)")
_NUMBERS = re.compile(r"\s*(1\d{3}|20\d{2})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?!\d)")
_COMPACT = re.compile(r"\s*((?:1\d|20)\d{2})(\d{2})(\d{2})\s*")
_WORD = re.compile(r"[^\W\d_]{3,}")
_DAY_AFTER = re.compile(r"\.?\s*(\d{1,2})(?:st|nd|rd|th)?(?![\d–-])(?!\s*[–-]\s*\d)")
_DAY_BEFORE = re.compile(r"(?<![\d–-])(\d{1,2})(?:st|nd|rd|th|\.)?\s*(?:of\s+)?$")


def date_of(text):
    """“2020 Sep 21”, “21 September 2020”, “2020/09/21/”, “2020 Sep-Oct”, “Fall 2017”, “2020-21” (spring) → a date.

    Empty if there is no year. Figures that could be a month or a day (“9/5/2020”) give the year only.
    """
    if compact := _COMPACT.fullmatch(text):
        return made(*compact.groups())
    if numbers := _NUMBERS.match(text):
        year, _, month, day = numbers.groups()
        # EDTF, and so BibLaTeX, has the seasons as months 21 to 24
        return made(year, season=SEASONS[int(month) - 21]) if 21 <= int(month) <= 24 else made(year, month, day)
    if not (year := _YEAR.search(text)):
        return {}
    for word in _WORD.finditer(text):
        if month := month_of(word[0]):
            after, before = _DAY_AFTER.match(text, word.end()), _DAY_BEFORE.search(text[: word.start()])
            return made(year[1], month, (after or before or [None, None])[1])
        if season := season_of(word[0]):
            return made(year[1], season=season)
    return made(year[1])


def made(year, month=None, day=None, season=""):
    """A date out of figures; what is no month or no day of that month is left out."""
    found = {"year": int(year)}
    if season:
        return found | {"season": season}
    month, day = _figure(month), _figure(day)
    if month not in range(1, 13):
        return found
    found["month"] = month
    try:
        datetime.date(found["year"], month, day)
    except ValueError:
        return found
    return found | {"day": day}


def _figure(value):
    """One or two figures as a number; 0 for anything else, as a longer number would be too large for a date."""
    value = str(value or "")
    return int(value) if value.isdecimal() and len(value) <= 2 else 0


def month_of(word):
    """“Sept.”, “September”, “09”, “Mai” → 9 …; None for anything else."""
    word = word.strip(" .").lower()
    if word.isdecimal():
        return _figure(word) if _figure(word) in range(1, 13) else None
    return next((number for start, number in _MONTHS if word.startswith(start)), None)


def season_of(word):
    """“Fall” → “autumn”; "" for anything else."""
    word = word.strip(" .").lower()
    return "autumn" if word == "fall" else word if word in SEASONS else ""


def iso(date):
    """“2020-09-21” of a whole date, else ""."""
    return "{year:04}-{month:02}-{day:02}".format(**date) if "day" in date else ""
