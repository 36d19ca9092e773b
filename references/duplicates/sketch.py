"""A record boiled down to what tells works apart, so that comparing two costs microseconds. Pure."""

import re
import unicodedata
from dataclasses import dataclass

from references import titles

from . import doi_families

_LETTERS = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "κ": "kappa", "λ": "lambda", "μ": "mu", "ω": "omega", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_SAME_WORD = {"vs": "versus", "v": "versus"}
_STANDING = re.compile(r"^\s*(?:retracted(?: article| paper)?|withdrawn)\s*[:.\-–—]\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*(?:\[(?:internet|version \d[^\]]*|pre-?print)\]|\(review\))\s*\.?\s*$", re.IGNORECASE)
_SUBTITLE = re.compile(r"\s*(?::|\?|\.\s|\s[-–—]\s)\s*")
_INITIALS = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}")  # “U.S.” is one word, and no end of a sentence
_PARTS = {"part", "volume", "chapter", "section"}
_ARTICLES = {"a", "an", "the"}
# what is written about a work and carries its title
_NOTICES = re.compile(
    r"""\W*(?:
        (?P<correction>(?:author(?:'s|s)?|publisher(?:'s)?)?\s*(?:errat(?:um|a)|corrigend(?:um|a)|correction)
            (?:\s+(?:to|for|notice)\b|\W*[:.\-–—]|\W*$))
      | (?P<addendum>addend(?:um|a)(?:\s+to\b|\W*[:.\-–—]|\W*$))
      | (?P<retraction>(?:notice\ of\ )?retraction(?:\s+(?:of|note|notice)\b|\W*[:.\-–—]|\W*$))
      | (?P<concern>(?:editorial\ )?expression\ of\ concern)
      | (?P<reply>(?:in\ |author(?:'s|s'?)?\ |the\ authors?\ )?(?:reply|response|rejoinder)
            (?:\s+to\b|\W*[:.\-–—]|\W*$) | re\s*: )
      | (?P<comment>(?:invited\ )?comment(?:s|ary)?(?:\s+on\b|\W*[:.\-–—]|\W*$))
      | (?P<protocol>(?:study\ )?protocol\s+(?:for|of)\b)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_BOOKS = {"book", "report", "thesis"}
_NUMERAL = re.compile(r"[b-hj-rt-z]|[ivx]+")
_PAGE = re.compile(r"[A-Za-z]*\d+")


@dataclass(frozen=True, slots=True)
class Sketch:
    """Small letters and digits only. `words` is the title, `main` what stands in it before a subtitle."""

    words: str
    main: str
    notice: str
    csl_type: str
    author: str
    others: str
    year: int | None
    journal: str
    volume: str
    page: str
    doi: str
    pmid: str
    pmcid: str
    arxiv: str
    isbn: str
    url: str
    edition: str
    work: str
    version: int | None
    preprint: bool
    relations: tuple = ()

    @property
    def title(self):
        """Without spaces, so that “double-blind” and “doubleblind” are one."""
        return self.words.replace(" ", "")

    @property
    def is_book(self):
        return self.csl_type in _BOOKS


def sketch(details):
    """The Sketch of `details` (references.details.Details)."""
    shown = _BRACKETS.sub("", _STANDING.sub("", _joined_initials(titles.plain(details.title))))
    words = words_of(shown)
    families = [_family(name) for name in details.authors]
    work, version = _work(details)
    return Sketch(
        words=" ".join(words),
        main=_main(shown),
        notice=_notice(shown),
        csl_type=details.csl_type,
        author=families[0] if families else "",
        others=" ".join(families[1:]),
        year=details.year,
        journal=" ".join(words_of(details.container_title or details.container_title_short)),
        volume=details.volume.strip().lower(),
        page=page[0].lower() if (page := _PAGE.search(details.pages)) else "",
        doi=details.doi.lower(),
        pmid=details.pmid,
        pmcid=details.pmcid,
        arxiv=details.arxiv,
        isbn=details.isbn,
        url=_address(details.url),
        edition="".join(words_of(details.edition)),
        work=work,
        version=version,
        preprint=_is_preprint(details),
        relations=details.relations,
    )


def _joined_initials(text):
    return _INITIALS.sub(lambda initials: initials[0].replace(".", ""), text)


def words_of(text):
    """“The β-cells & Mg²⁺” → ["beta", "cells", "and", "mg2"]: plain small letters, no leading article."""
    text = "".join(_LETTERS.get(c, c) for c in text.casefold()).replace("&", " and ").replace("'", "").replace("’", "")
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = [_SAME_WORD.get(w, w) for w in _WORD.findall(text)]
    return words[1:] if words[1:] and words[0] in _ARTICLES else words


def _main(title):
    parts = _SUBTITLE.split(title, maxsplit=1)
    subtitle = words_of(parts[1]) if len(parts) == 2 else []
    # “part 2” is not a subtitle that a record may leave out
    return " ".join(words_of(parts[0])) if subtitle and subtitle[0] not in _PARTS else ""


def figures_of(words):
    """What tells two titles apart that are otherwise alike: “part I” and “part II”, 2016 and 2017, vitamin D and E."""
    return "".join(c for c in words if c.isdigit()), [w for w in words.split() if _NUMERAL.fullmatch(w)]


def _notice(title):
    match = _NOTICES.match(title)
    return next(kind for kind, text in match.groupdict().items() if text) if match else ""


def _family(name):
    return "".join(words_of(name.get("family") or name.get("literal") or ""))


def _work(details):
    """A Cochrane review is named by its number too: PubMed gives it as the page."""
    found = doi_families.version_in(details.doi)
    if not found and "cochrane" in details.container_title.lower():
        number = re.search(r"cd\d{6}", f"{details.pages} {details.number}".lower())
        return (f"cochrane {number[0]}", None) if number else ("", None)
    return found or ("", None)


def _is_preprint(details):
    if "preprint" in {t.lower() for t in details.publication_types}:
        return True
    if details.doi:
        return doi_families.is_preprint(details.doi)
    return bool(details.arxiv) and details.container_title.lower() in {"", "arxiv"}


def _address(url):
    return re.sub(r"^https?://(?:www\.)?|#.*$|/+(?=$|#)", "", url.strip(), flags=re.IGNORECASE).lower()
