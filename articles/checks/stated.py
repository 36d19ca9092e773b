"""Is the same quantity told with two figures, here or in another article?"""

import re
from dataclasses import dataclass
from functools import lru_cache

from references.quantities import equal, quantities
from references.quantities.units import alike

from .findings import Rule, Severity
from .resting import english, is_row

TOLD_TWICE = Rule(
    "told-twice",
    Severity.WARN,
    "The same quantity is given differently in two places",
    why="One of the two figures is wrong, and readers cannot know which.",
    mend="See what the source says, and give one figure in both places.",
    several="{n} quantities are given differently in two places.",
)
TOLD_ELSEWHERE = Rule(
    "told-elsewhere",
    Severity.WARN,
    "Another live article gives the same quantity differently",
    why="Readers who see both pages trust neither.",
    mend="See what the source says, and put the figure right in the article that is wrong.",
    several="{n} quantities are given differently in other articles.",
)

RULES = (TOLD_TWICE, TOLD_ELSEWHERE)

# Words that carry no meaning of their own: sentences that differ only in them say the same. What decides what a figure is
# about (limit, not, less, over, between) is no filler.
_FILLERS = frozenset(
    word
    for line in (
        "a about all almost also among an and any are around as at be been both but by day days did do does each every for from",
        "get given had has have having in into is it its just made many may mean most much nearly of on one only or other our",
        "per people roughly said same say says set should so some such suggest suggested than that the their them then there",
        "these they this those to took take taken takes taking up was we week were what when which while who will with year",
        "years you your advise advised advises reach reached find found finding trial study total overall alone told",
    )
    for word in line.split()
)
_WORD = re.compile(r"[a-z][a-z'’-]+")
_TIMES = {"days", "weeks", "months", "years", "hours", "minutes", "times", "p", "CI"}
_ALIKE_WITH_SOURCE = 0.75
_FEWEST_WORDS = 2


@dataclass(frozen=True)
class Stated:
    """A live sentence of another article, or a live row of the catalogue, that rests on a source of this one.

    sources: the citekeys that both name.
    """

    claim: str
    text: str
    article: str
    sources: frozenset = frozenset()
    is_row: bool = False


def quantities_agree_within(content, request):
    """Two claims that say the same of one thing, with two figures.

    Rows of the catalogue are not held against each other: no two of them are about the same thing.
    """
    told = [(r.claim, frozenset(x.source["citekey"] for x in r.all)) for r in english(content) if _figures(r.text)]
    before, sentences_before = [], []
    for later, of_later in told:
        for earlier, of_earlier in sentences_before if is_row(later) else before:
            pair = _two_figures(earlier["text"], later["text"], same_source=bool(of_earlier & of_later))
            if pair:
                message = f"“{pair[1].text}” here, and “{pair[0].text}” in claim {earlier['number']}: “{_short(earlier['text'])}”"
                yield TOLD_TWICE.at_claim(later, message)
                break
        before.append((later, of_later))
        if not is_row(later):
            sentences_before.append((later, of_later))


def quantities_agree_elsewhere(content, request):
    """A claim, and a live one of another article that rests on the same source and has another figure."""
    if not request.library.elsewhere:
        return
    for rests in english(content):
        if not _figures(rests.text):
            continue
        keys = {r.source["citekey"] for r in rests.all}
        for there in request.library.elsewhere:
            if not keys & there.sources or (there.is_row and is_row(rests.claim)):
                continue
            if pair := _two_figures(rests.text, there.text, same_source=True):
                message = f"“{pair[0].text}” here, and “{pair[1].text}” in “{there.article}”: “{_short(there.text)}”"
                yield TOLD_ELSEWHERE.at_claim(rests.claim, message)
                break


def _two_figures(one, other, *, same_source):
    """(quantity, quantity) where two sentences say the same of one thing but for this figure; None otherwise.

    They say the same when their words are the same but for fillers; with a source in common, when most words are, and
    those that are not stand on one side only (“men” here and “women” there are two things).
    """
    words, others = _words(one), _words(other)
    here, there = words - others, others - words
    shared = len(words & others)
    if shared < _FEWEST_WORDS or (here and there) or ((here or there) and not same_source):
        return None
    if shared / (len(words | others)) < _ALIKE_WITH_SOURCE:
        return None
    return _the_one_that_differs(_figures(one), _figures(other))


def _the_one_that_differs(figures, others):
    if len(figures) != len(others):
        return None
    different = [(a, b) for a, b in zip(figures, others, strict=True) if not _same(a, b)]
    if len(different) != 1:
        return None
    a, b = different[0]
    # “about 4%” and “4.2%” are one figure; on day 4 and on day 10 are two moments
    return (a, b) if alike(a.unit, b.unit) and a.unit not in _TIMES and not (a.loosely or b.loosely) else None


def _same(a, b):
    return (a.low, a.high, a.unit) == (b.low, b.high, b.unit) or equal(a, b)


@lru_cache(maxsize=5_000)
def _figures(text):
    return tuple(quantities(text))


@lru_cache(maxsize=5_000)
def _words(text):
    """The words of a sentence that carry its meaning, its figures left out."""
    spared = list(text.lower())
    for q in quantities(text):
        spared[q.start : q.end] = " " * (q.end - q.start)
    return frozenset(w.rstrip("s’'") for w in _WORD.findall("".join(spared)) if w not in _FILLERS)


def _short(text):
    return text if len(text) <= 90 else f"{text[:89].rstrip()}…"


CHECKS = (quantities_agree_within, quantities_agree_elsewhere)
