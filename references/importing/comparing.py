"""Two records side by side: what each says in short, and which pieces differ. Pure.

A piece differs where both say something, and not the same; what only one of them says is no contradiction.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from references import titles
from references.duplicates.sketch import words_of

IDENTIFIERS = {"doi": "", "pmid": "PMID ", "pmcid": "", "isbn": "ISBN ", "arxiv": "arXiv "}


@dataclass(frozen=True)
class Piece:
    text: str
    differs: bool = False


@dataclass(frozen=True)
class Side:
    """One record in short. Each is a list of Piece: author, title, place (year, volume, pages …), identifiers."""

    author: tuple
    title: tuple
    container: tuple
    place: tuple
    identifiers: tuple


def differences(a, b):
    """The Sides of two Details, what differs marked on both."""
    pairs = {
        "author": _pair(author_of(a), author_of(b)),
        "title": _titles(titles.plain(a.title), titles.plain(b.title)),
        "container": _pair(_container(a), _container(b)),
        "place": _pair(place_of(a), place_of(b)),
        "identifiers": _identifiers(a, b),
    }
    return tuple(Side(**{name: pair[n] for name, pair in pairs.items()}) for n in (0, 1))


def _pair(a, b, differs=None):
    differs = bool(a and b) and (_letters(a) != _letters(b) if differs is None else differs)
    return ((Piece(a, differs),) if a else (), (Piece(b, differs),) if b else ())


def _letters(text):
    return "".join(words_of(text))


def author_of(work):
    """The first author's family name, or the organisation."""
    first = work.authors[0] if work.authors else {}
    return first.get("family") or first.get("literal") or ""


def _container(work):
    return work.container_title_short or work.container_title


def place_of(work):
    """“1994;18(4):430–435”."""
    volume = f"{work.volume}({work.issue})" if work.issue else work.volume
    pages = re.sub(r"(?<=\d)-(?=\d)", "–", work.pages)
    return ":".join(part for part in (";".join(p for p in (str(work.year or ""), volume) if p), pages) if part)


def _identifiers(a, b):
    sides = ((), ())
    for field, label in IDENTIFIERS.items():
        mine, theirs = getattr(a, field), getattr(b, field)
        pair = _pair(mine and label + mine, theirs and label + theirs, mine.lower() != theirs.lower())
        sides = tuple(side + pieces for side, pieces in zip(sides, pair, strict=True))
    return sides


def _titles(a, b):
    """Word by word: only the words that differ are marked. A title that is missing differs from nothing."""
    if not a or not b:
        return ((Piece(a),) if a else ()), ((Piece(b),) if b else ())
    left, right = a.split(), b.split()
    match = SequenceMatcher(None, [_letters(w) for w in left], [_letters(w) for w in right], autojunk=False)
    sides = ([], [])
    for act, i, j, k, m in match.get_opcodes():
        for side, words in zip(sides, (left[i:j], right[k:m]), strict=True):
            if words:
                side.append(Piece(" ".join(words), act != "equal"))
    return tuple(sides[0]), tuple(sides[1])


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
    mine, theirs = _words(getattr(a, name)), _words(getattr(b, name))
    if not mine or not theirs:
        return Field(label, mine, theirs, "file" if mine else "library")
    return Field(label, mine, theirs, "same" if _letters(mine) == _letters(theirs) else "differs")


def _words(value):
    if not isinstance(value, tuple):
        return titles.plain(str(value)) if value else ""
    return "; ".join(_name(one) if isinstance(one, dict) else one.text for one in value)


def _name(name):
    if "literal" in name:
        return name["literal"]
    return ", ".join(part for part in (name.get("family"), name.get("given"), name.get("suffix")) if part)
