"""Passages in an abstract: its sentences, the place of words in it, and whether a quote stands there word for word. Pure.

White space and typographic quotation marks do not count (`references.canonical`); every other character does.
"""

import re
from dataclasses import dataclass

from . import abstracts
from .canonical import canonical_text

# what ends with a point and does not end a sentence
_SHORT = re.compile(
    r"(?:\b(?:vs|et al|e\.g|i\.e|cf|ca|approx|resp|fig|figs|no|nos|vol|pp?|dr|prof|st|inc|ltd|spp?|var|eq|ref|refs)"
    r"|\b[A-Z])\.$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])[”’\"')\]]*\s+(?=[“‘\"'(\[]*[A-Z0-9À-ÞΑ-Ω])")
_LEFT_OUT = re.compile(r"\s*[\[(]?\s*(?:…|\.\s?\.\s?\.)\s*[\])]?\s*")


@dataclass(frozen=True)
class Part:
    """A part of an abstract as people choose passages in it."""

    label: str
    text: str
    place: str

    @property
    def sentences(self):
        return sentences(self.text)


def parts(abstract):
    """The parts of a stored abstract, each with its place: “Abstract, results”."""
    return [Part(p.label, p.text, place(p.label)) for p in abstracts.parts(abstract)]


def place(label):
    """“Results” → “Abstract, results”; a part without a heading stands in the “Abstract”."""
    return f"Abstract, {label.lower()}"[:200] if label else "Abstract"


def sentences(text):
    """The sentences of a part; joined with a space they are the part again, its white space folded."""
    found, start = [], 0
    for end in _SENTENCE_END.finditer(text):
        piece = text[start : end.end()].strip()
        if not _SHORT.search(piece):
            found.append(" ".join(piece.split()))
            start = end.end()
    return [*found, last] if (last := " ".join(text[start:].split())) else found


def place_of(quote, abstract):
    """Where these words stand in the abstract, as a place; None if they do not. Words over several parts: “Abstract”."""
    wanted = canonical_text(quote)
    for part in parts(abstract):
        if wanted in canonical_text(part.text):
            return part.place
    return "Abstract" if is_verbatim(quote, abstract) else None


def is_verbatim(quote, abstract):
    """Whether the quote stands in the abstract word for word. What it leaves out it may mark with an ellipsis."""
    whole, at = canonical_text(abstract), 0
    pieces = [piece for piece in _LEFT_OUT.split(canonical_text(quote)) if piece]
    if canonical_text(quote) in whole:
        return True
    for piece in pieces:
        found = whole.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return bool(pieces)


def is_misquoted(*, quote, basis, abstract):
    """Whether a passage says that its quote stands in the abstract, and it does not.

    False where there is no abstract to look in: then nobody can tell.
    """
    return bool(abstract and quote and basis == "abstract" and not is_verbatim(quote, abstract))


def marked(text, quotes):
    """[(piece of text, whether it stands in one of the quotes)]; the pieces together are the text."""
    folded, at = _folded(text)
    inside = [False] * len(text)
    for quote in quotes:
        for piece in _LEFT_OUT.split(canonical_text(quote)):
            if piece and (found := folded.find(piece)) >= 0:
                for position in range(at[found], at[found + len(piece) - 1] + 1):
                    inside[position] = True
    pieces, start = [], 0
    for end in range(1, len(text) + 1):
        if end == len(text) or inside[end] != inside[start]:
            pieces.append((text[start:end], inside[start]))
            start = end
    return pieces


def _folded(text):
    """The canonical text, and for each of its characters the position in `text`."""
    folded, at = [], []
    for position, character in enumerate(text):
        said = canonical_text(character)
        if not said and (not folded or folded[-1] == " "):
            continue
        for each in said or " ":
            folded.append(each)
            at.append(position)
    return "".join(folded), at
