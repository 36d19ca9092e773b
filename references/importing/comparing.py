"""Two records side by side: what each says in short, and which pieces differ; or field by field.

A piece differs where both say something, and not the same; what only one of them says is no contradiction.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain

from references import titles
from references.duplicates.likeness import abbreviates
from references.duplicates.sketch import words_of
from references.models.source import CslType

IDENTIFIERS = {"doi": "", "pmid": "PMID ", "pmcid": "", "isbn": "ISBN ", "arxiv": "arXiv "}


@dataclass(frozen=True)
class Piece:
    """Text with the spaces and signs around it."""

    text: str
    differs: bool = False


@dataclass(frozen=True)
class Side:
    """One record in short, as pieces that follow each other: author and title; journal, place, identifiers."""

    author: tuple
    title: tuple
    place: tuple


def differences(a, b):
    """The Sides of two Details, what differs marked on both."""
    authors = _pair(author_of(a), author_of(b))
    both = _titles(titles.plain(a.title), titles.plain(b.title))
    places = [
        (" ", _containers(a, b)),
        (" ", _pair(str(a.year or ""), str(b.year or ""))),
        (";", _pair(_volume(a), _volume(b))),
        (":", _pair(_pages(a), _pages(b))),
        *((", ", pair) for pair in _identifiers(a, b)),
    ]
    return tuple(
        Side(authors[n], both[n], _joined([(sign, pair[n]) for sign, pair in places if pair[n]])) for n in (0, 1)
    )


def _joined(parts):
    """Pieces with a sign between each and the next."""
    pieces = chain.from_iterable((Piece(sign), *piece) for sign, piece in parts)
    return tuple(pieces)[1:]


def _pair(a, b, same=None):
    """A piece for each of two texts, none for an empty one. same: whether they are, if the letters do not tell."""
    same = _letters(a) == _letters(b) if same is None else same
    differs = bool(a and b) and not same
    return ((Piece(a, differs),) if a else (), (Piece(b, differs),) if b else ())


def _letters(text):
    return "".join(words_of(text))


def author_of(work):
    """The first author's family name, or the organisation."""
    first = work.authors[0] if work.authors else {}
    return first.get("family") or first.get("literal") or ""


def _containers(a, b):
    """The short titles; a journal and what abbreviates it are the same."""
    names = [[" ".join(words_of(n)) for n in (w.container_title, w.container_title_short) if n] for w in (a, b)]
    same = any(
        one == other or abbreviates(one, other) or abbreviates(other, one) for one in names[0] for other in names[1]
    )
    return _pair(*(w.container_title_short or w.container_title for w in (a, b)), same=same)


def _volume(work):
    return f"{work.volume}({work.issue})" if work.issue else work.volume


def _pages(work):
    return re.sub(r"(?<=\d)-(?=\d)", "–", work.pages)


def _identifiers(a, b):
    for field, label in IDENTIFIERS.items():
        mine, theirs = getattr(a, field), getattr(b, field)
        yield _pair(mine and label + mine, theirs and label + theirs, same=mine.lower() == theirs.lower())


def _titles(a, b):
    """Word by word: only the words that differ are marked. A title that is missing differs from nothing."""
    if not a or not b:
        return _pair(a, b)
    left, right = a.split(), b.split()
    match = SequenceMatcher(None, [_letters(w) for w in left], [_letters(w) for w in right], autojunk=False)
    sides = ([], [])
    for act, i, j, k, m in match.get_opcodes():
        for side, words in zip(sides, (left[i:j], right[k:m]), strict=True):
            if words:
                side.extend([Piece(" "), Piece(" ".join(words), act != "equal")])
    return tuple(sides[0][1:]), tuple(sides[1][1:])


# ---- field by field


@dataclass(frozen=True)
class Field:
    """One field of two records, in words. `verdict`: same, differs, file (said there only), library."""

    label: str
    file: str
    library: str
    verdict: str


_ROWS = (
    ("Type", "csl_type"),
    ("Title", "title"),
    ("Authors", "authors"),
    ("Editors", "editors"),
    ("Journal, book or site", "container_title"),
    ("Short title", "container_title_short"),
    ("Year", "year"),
    ("Volume", "volume"),
    ("Issue", "issue"),
    ("Pages", "pages"),
    ("Publisher", "publisher"),
    ("Edition", "edition"),
    ("DOI", "doi"),
    ("PMID", "pmid"),
    ("PMCID", "pmcid"),
    ("ISBN", "isbn"),
    ("arXiv id", "arxiv"),
    ("Address", "url"),
    ("Abstract", "abstract"),
)


def table(a, b):
    """A Field for each field that one of two Details says."""
    return [_field(label, name, a, b) for label, name in _ROWS if getattr(a, name) or getattr(b, name)]


def _field(label, name, a, b):
    mine, theirs = _words(name, a), _words(name, b)
    if not mine or not theirs:
        return Field(label, mine, theirs, "file" if mine else "library")
    return Field(label, mine, theirs, "same" if _letters(mine) == _letters(theirs) else "differs")


def _words(name, work):
    value = getattr(work, name)
    if name == "csl_type":
        return dict(CslType.choices).get(value, value)
    if not isinstance(value, tuple):
        return titles.plain(str(value)) if value else ""
    return "; ".join(_name(one) if isinstance(one, dict) else one.text for one in value)


def _name(name):
    if "literal" in name:
        return name["literal"]
    return ", ".join(part for part in (name.get("family"), name.get("given"), name.get("suffix")) if part)
