"""Whether two records may be one work. Pure.

Nothing is decided here: a person looks at both. Records that name different DOIs are never called the same work; they
may be its preprint and its paper, or two of its editions. A shared ISBN says nothing, as chapters share that of their
book and many ISBNs are nonsense. What is written about a work (erratum, reply) carries its title and is not it.
"""

from dataclasses import dataclass

from rapidfuzz import fuzz

from .sketch import figures_of, sketch

ENOUGH = 88  # of 100: titles below it are not alike
CERTAIN = 96  # titles that differ by a slip of the pen
_LEFT_OUT = 90  # a subtitle is left out
_SHORT = 16  # letters: “Magnesium” names many works
_LABELS = {"doi": "DOIs", "pmid": "PMIDs", "pmcid": "PMCIDs", "arxiv": "arXiv ids"}


@dataclass(frozen=True, slots=True)
class Likeness:
    """score: how alike the titles are, 0 to 100. reasons: sentences. versions: rather two versions of one work."""

    score: int
    reasons: tuple[str, ...]
    versions: bool = False


def alike(a, b):
    """A Likeness if these two Details may be one work, or two versions of it; else None."""
    return compare(sketch(a), sketch(b))


def compare(a, b):
    """The same for two Sketches."""
    if a.work and a.work == b.work:
        return _of_one_family(a, b)
    if related(a, b):
        return Likeness(_ratio(a.title, b.title), ("A catalogue names one as a version of the other.",), versions=True)
    if a.notice != b.notice or {a.csl_type, b.csl_type} == {"book", "chapter"}:
        return None
    if a.url and a.url == b.url and not (a.doi or b.doi):
        return _at_one_address(a, b)
    score = _titles(a, b)
    if score < ENOUGH:
        return None
    differing = _differing(a, b)
    versions = bool(differing) or a.preprint != b.preprint or _other_edition(a, b)
    return Likeness(score, _reasons(a, b, score, differing), versions) if _may_be(a, b, score, versions) else None


def related(a, b):
    """Whether the catalogue's record of one names the other as a version of it."""
    return any(_names(relation, b) for relation in a.relations) or any(_names(relation, a) for relation in b.relations)


def _names(relation, other):
    return bool(
        (relation.doi and relation.doi.lower() == other.doi)
        or (relation.pmid and relation.pmid == other.pmid)
        or (relation.arxiv and relation.arxiv == other.arxiv)
    )


def _of_one_family(a, b):
    name = f"Cochrane review {a.work.split()[1].upper()}" if a.work.startswith("cochrane") else "work"
    one = a.version == b.version if a.version and b.version else a.year == b.year
    what = "Both are the same version" if one else "Both are versions"
    return Likeness(_ratio(a.title, b.title), (f"{what} of one {name}, by its number.",), versions=not one)


def _at_one_address(a, b):
    score = _ratio(a.title, b.title)
    return Likeness(score, ("They have the same address on the web.",)) if score >= 60 else None


def _ratio(a, b):
    return round(fuzz.ratio(a, b))


def _titles(a, b):
    """0 to 100. Where a word or a figure stands in place of quite another one, 0, however long the rest is."""
    if not a.title or not b.title:
        return 0
    score = 100 if a.title == b.title else _ratio(a.title, b.title)
    if score >= ENOUGH and _say_the_same(a.words, b.words):
        return score
    return _without_subtitle(a, b) or _without_subtitle(b, a)


def _say_the_same(a, b):
    return figures_of(a) == figures_of(b) and not _other_words(a, b)


def _without_subtitle(a, b):
    """`a` has a subtitle that the record of `b` leaves out."""
    if b.main or len(a.main) < _SHORT:
        return 0
    same = fuzz.ratio(a.main, b.words) >= CERTAIN and _say_the_same(a.main, b.words)
    return _LEFT_OUT if same else 0


def _other_words(a, b):
    """Magnesium for zinc, adults for children: more than a slip of the pen."""
    a, b = a.split(), b.split()
    left, right = _less(a, b), _less(b, a)
    if not left or not right or fuzz.ratio("".join(left), "".join(right)) >= 90:
        return False
    if len(left) > len(right):
        left, right = right, left
    return any(max(fuzz.ratio(word, other) for other in right) < 75 for word in left)


def _less(words, others):
    others = list(others)
    return [w for w in words if not (w in others and others.remove(w) is None)]


def _differing(a, b):
    return [name for name in _LABELS if getattr(a, name) and getattr(b, name) and getattr(a, name) != getattr(b, name)]


def _other_edition(a, b):
    return a.is_book and b.is_book and (a.isbn != b.isbn or a.edition != b.edition or _gap(a, b) > 1)


def _gap(a, b):
    """Years between them; 0 where one is not known."""
    return abs(a.year - b.year) if a.year and b.year else 0


def _may_be(a, b, score, versions):
    """Whether authors, years and places leave it possible."""
    author, journal, place = _same_author(a, b), _same_journal(a, b), _same_place(a, b)
    if author is False and not place:
        return False
    if len(a.title) < _SHORT or len(b.title) < _SHORT:
        return place or (author is True and journal and _gap(a, b) == 0 and not _other_place(a, b))
    if a.notice:
        return place or (author is True and journal and score >= CERTAIN and _gap(a, b) == 0)
    if author is None and not place and (score < CERTAIN or not (journal or a.year == b.year)):
        return False
    return _gap(a, b) <= 1 or (versions and author is True and score >= CERTAIN and _may_lie_between(a, b))


def _may_lie_between(a, b):
    """Editions of a book are decades apart, a paper follows its preprint within three years."""
    return (a.is_book and b.is_book) or _gap(a, b) <= 3


def _same_author(a, b):
    """None if one of both names nobody. The first author of one may stand later in the other."""
    if not a.author or not b.author:
        return None
    near = fuzz.ratio(a.author, b.author) >= 85 or a.author.endswith(b.author) or b.author.endswith(a.author)
    return near or a.author in b.others.split() or b.author in a.others.split()


def _same_journal(a, b):
    if not a.journal or not b.journal:
        return False
    return a.journal == b.journal or abbreviates(a.journal, b.journal) or abbreviates(b.journal, a.journal)


def abbreviates(short, full):
    """Whether “jpen j parenter enteral nutr” shortens “jpen journal of parenteral and enteral nutrition”."""
    words = iter(w for w in full.split() if w not in {"of", "the", "and", "for", "in", "on"})
    return len(short) < len(full) and all(any(w.startswith(part) for w in words) for part in short.split())


def _same_place(a, b):
    same = a.volume and a.page and a.volume == b.volume and a.page == b.page
    return bool(same) and _gap(a, b) <= 1 and (not a.journal or not b.journal or _same_journal(a, b))


def _other_place(a, b):
    return bool(a.page and b.page and a.page != b.page)


def _reasons(a, b, score, differing):
    said = ["The titles are the same." if score == 100 else f"The titles are {score} % alike."]
    if a.year and b.year:
        said.append("The year is the same." if a.year == b.year else f"The years differ: {a.year} and {b.year}.")
    if _same_author(a, b):
        said.append("The first author is the same.")
    if _same_journal(a, b):
        said.append("The journal is the same.")
    if a.preprint != b.preprint:
        said.append("One of them is a preprint.")
    if differing:
        said.append(f"Their {' and '.join(_LABELS[name] for name in differing)} differ.")
    elif not any(getattr(a, name) and getattr(a, name) == getattr(b, name) for name in _LABELS):
        said.append("They have no identifier in common.")
    return tuple(said)
