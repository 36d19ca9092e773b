"""Whether the record that came back is the one that was asked for. Pure."""

import re

from rapidfuzz import fuzz, utils

from references import titles
from references.notice_types import NoticeKind, kind_of

LITTLE_IN_COMMON = 60
_LABELS = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "isbn": "ISBN", "arxiv": "arXiv id"}
_RETRACTED = re.compile(r"(?:\[?retracted|withdrawn)\b", re.IGNORECASE)
_GRAVE = {NoticeKind.RETRACTION: "was retracted", NoticeKind.CONCERN: "has an expression of concern"}


def warnings(field, value, details, had=None):
    """[sentence] about a record that came back for `value`. `had`: the Details that the editor had before, if any."""
    return [
        *_another_identifier(field, value, details),
        *_another_title(details, had),
        *_notices(details),
        *_newer_version(details),
    ]


def titles_alike(one, other):
    """Whether two titles may be those of one work: word order, subtitles and markup do not matter. An empty one may."""
    one, other = (utils.default_process(titles.plain(title)) for title in (one, other))
    return not one or not other or fuzz.token_set_ratio(one, other) >= LITTLE_IN_COMMON


def _another_identifier(field, value, details):
    found = getattr(details, field, "") if field in _LABELS else value
    if not found and field in _LABELS:
        yield f"The record that came back names no {_LABELS[field]}; make sure that it is {value}."
    elif found.lower() != value.lower():
        label = _LABELS[field]
        yield f"You asked for the {label} {value}, and the record that came back has the {label} {found}."


def _another_title(details, had):
    if had and not titles_alike(details.title, had.title):
        yield (
            f"The title that came back, “{_short(details.title)}”, has little in common with “{_short(had.title)}”. "
            "Make sure that the identifier is right."
        )


def _notices(details):
    kinds = {kind_of(notice.type) for notice in details.notices}
    for kind, sentence in _GRAVE.items():
        if kind in kinds:
            yield f"This work {sentence}."
    if NoticeKind.RETRACTION not in kinds and _RETRACTED.match(titles.plain(details.title)):
        yield "The title says that this work was withdrawn, and no notice of that was found. Look at its page."


def _newer_version(details):
    for relation in details.relations:
        if relation.kind in {"newer", "preprint-of"}:
            of = "The paper that came of this preprint" if relation.kind == "preprint-of" else "A newer version"
            name = relation.doi or (f"PMID {relation.pmid}" if relation.pmid else f"arXiv {relation.arxiv}")
            yield f"{of} is {name}."


def _short(title):
    title = titles.plain(title)
    return title if len(title) <= 90 else f"{title[:89]}…"
