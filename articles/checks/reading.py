"""Can readers follow it: plain words, links that say where they lead."""

import re
from itertools import groupby
from operator import itemgetter

from .findings import Rule, Severity
from .reading_grade import reading_grade, words
from .sentences import paragraphs, sentences
from .speaking import is_english

HARDEST = 5
GRADE = 9
FEWEST_WORDS = 30
"""Of so little text a grade says nothing."""

HARD_TO_READ = Rule(
    "hard-to-read",
    Severity.WARN,
    "A section is hard to read",
    why="Advice to the public is best written for grade 6 to 8, and nobody reads well in pain.",
    mend="Use shorter sentences and everyday words.",
    several="{n} sections are hard to read.",
)
LINK_TEXT = Rule(
    "link-text",
    Severity.WARN,
    "A link does not say where it leads",
    why="Screen readers list links without the text around them: “here, here, here” helps nobody.",
    mend="Let the link's words name what stands behind it.",
    several="{n} links do not say where they lead.",
)

RULES = (HARD_TO_READ, LINK_TEXT)

_SHOWN = 110
_FRAGMENTS = {"title", "table", "figure"}
_SAYS_NOTHING = {
    "article", "check it out", "click", "click here", "continue", "continue reading", "details", "download",
    "find out more", "go", "here", "info", "learn more", "link", "more", "more details", "more info", "more information",
    "open", "page", "read more", "see here", "see more", "see this", "source", "the link", "this", "this article",
    "this link", "this page", "this website", "view", "website",
}  # fmt: skip
_ENDS = "com|org|net|gov|edu|info|eu|uk|de|io"
_ADDRESS = re.compile(rf"^(?:https?://|www\.)\S+$|^[\w-]+(?:\.[\w-]+)*\.(?:{_ENDS})(?:/\S*)?$", re.IGNORECASE)
_EDGES = " .,:;!?…»>→()[]“”\"'"


def sections_are_easy_to_read(content, request):
    """The reading grade of each section, with the sentences that make it hard."""
    if not is_english(content):
        return
    for section in _sections(content):
        texts = [s.text for s in section]
        grade = reading_grade(texts)
        if sum(len(words(text)) for text in texts) < FEWEST_WORDS or grade <= GRADE:
            continue
        hardest = sorted(dict.fromkeys(texts), key=lambda text: reading_grade([text]), reverse=True)[:HARDEST]
        name = next((s.paragraph.section for s in section if s.paragraph.section), "")
        about = f"“{name}” reads" if name else "This part reads"
        mend = f"Hardest first: {' · '.join(f'“{_short(text)}”' for text in hardest)}"
        message = f"{about} like grade {grade:.1f}; up to {GRADE} most people can follow."
        yield HARD_TO_READ.at(message, place=section[0].place, quote=" ".join(texts), mend=mend)


def _sections(content):
    """The sentences of each section: under one heading of the text, or of one other field or block."""
    prose = [s for s in sentences(content) if s.paragraph.part not in _FRAGMENTS]
    named = [((s.paragraph.section or s.place) if s.paragraph.part == "text" else s.place, s) for s in prose]
    named.sort(key=itemgetter(0))
    return [[s for _, s in found] for _, found in groupby(named, key=itemgetter(0))]


def _short(text):
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]}…"


def links_say_where_they_lead(content, request):
    """Empty links, bare addresses, “click here”."""
    for paragraph in paragraphs(content):
        for link in paragraph.links:
            if message := _says_nothing(link.words):
                yield LINK_TEXT.at(message, place=paragraph.place, quote=f"{link.words} {link.href}")


def _says_nothing(said):
    said = said.strip(_EDGES)
    if not said:
        return "A link has no words."
    if _ADDRESS.match(said):
        return f"The link “{_short(said)}” is a bare address."
    return f"The link “{said}” does not say where it leads." if said.lower() in _SAYS_NOTHING else ""


CHECKS = (sections_are_easy_to_read, links_say_where_they_lead)
