"""The study design of a work, from what catalogues and titles say of it. Pure.

Only what is said in so many words is taken. Where a word could mean two designs (“Clinical Trial”, “Retrospective
Studies”), or the work only speaks about others (a comment, a protocol), the design stays empty for a person to give.
The values are those of `references.models.source.StudyDesign`.
"""

import re

from . import titles

_ALL = """
systematic-review meta-analysis randomised-trial non-randomised-trial cohort case-control cross-sectional case-series
laboratory animal narrative-review guideline reference-values risk-assessment regulatory fact-sheet
"""
DESIGNS = frozenset(_ALL.split())
# Publication types of MEDLINE and Europe PMC that settle the design, the strongest first.
_TYPES = (
    ("meta-analysis", {"meta-analysis", "network meta-analysis"}),
    ("systematic-review", {"systematic review"}),
    ("guideline", {"guideline", "practice guideline", "consensus development conference", "consensus statement"}),
    ("randomised-trial", {"randomized controlled trial", "equivalence trial", "pragmatic clinical trial"}),
    ("non-randomised-trial", {"controlled clinical trial"}),
    ("case-series", {"case reports"}),
)
# What speaks about another work, or about one that is still to be done, has no design of its own.
_ABOUT_OTHERS = {
    "comment", "editorial", "letter", "news", "newspaper article", "published erratum", "retraction of publication",
    "expression of concern", "clinical trial protocol", "correction", "erratum", "retraction",
}  # fmt: skip
_MESH = (
    ("case-control", {"case-control studies"}),
    ("cross-sectional", {"cross-sectional studies"}),
    ("cohort", {"cohort studies", "prospective studies", "longitudinal studies"}),
)
_LABORATORY = {"in vitro techniques", "cells, cultured", "cell line"}
_KINDS = {"standard": "guideline"}

_PROTOCOL = re.compile(r"\bprotocol\b|^(?:comment|erratum|correction|corrigendum|retraction|reply)\b", re.IGNORECASE)
_REVIEW_OF = (
    r"(?:systematic(?:ally)?\s+(?:literature\s+|scoping\s+)?review|systematic\s+(?:overview|literature search))"
)
_TITLES = tuple(
    (design, re.compile(pattern, re.IGNORECASE))
    for design, pattern in (
        ("meta-analysis", r"\bmeta-?\s?analy(?:sis|ses|tic)\b|\bmetaanalysis\b"),
        ("systematic-review", rf"\b{_REVIEW_OF}\b|\bcochrane review\b"),
        ("guideline", r"\b(?:practice|clinical|treatment|consensus) guidelines?\b|\bguidelines? (?:for|on) the\b"),
        ("non-randomised-trial", r"\b(?:non-?\s?|un|quasi-?\s?)randomi[sz]ed\b.*\b(?:trial|study)\b"),
        (
            "animal",
            r"\bin (?:\w+ )?(?:rats?|mice|mouse|rabbits?|pigs?|piglets|dogs?|sheep|zebrafish)\b"
            r"|\b(?:rat|mouse|murine|animal) model\b",
        ),
        (
            "randomised-trial",
            r"\brandomi[sz]ed,?\s+(?:[\w-]+,?\s+){0,5}(?:trial|study)\b|\bRCT\b"
            r"|\bdouble-?blind,?\s+(?:[\w-]+,?\s+){0,3}placebo-?controlled\b",
        ),
        ("case-control", r"\bcase-?\s?control(?:led)? study\b|\bcase-control\b"),
        ("cross-sectional", r"\bcross-?\s?sectional\b"),
        ("cohort", r"\bcohort\b"),
        ("case-series", r"\bcase (?:report|series)\b|\b(?:report of (?:a|one|two|three) cases?)\b"),
        ("laboratory", r"\bin vitro\b"),
        ("reference-values", r"\bdietary reference (?:intakes?|values?)\b|\breference (?:intakes?|values) for\b"),
        ("risk-assessment", r"\brisk assessment\b|\btolerable upper intake levels?\b"),
        ("fact-sheet", r"\bfact sheet\b"),
        ("narrative-review", r"\bnarrative review\b"),
    )
)


def design_of(*, publication_types=(), mesh=(), title="", csl_type=""):
    """The design, or "" where nothing settles it.

    publication_types: as the catalogue names them. mesh: headings, with or without “/qualifier”. title: as stored or plain.
    """
    title = titles.plain(title)
    types = {t.lower() for t in publication_types}
    headings = {m.partition("/")[0].lower() for m in mesh}
    if types & _ABOUT_OTHERS or _PROTOCOL.search(title):
        return ""
    by_type = next((design for design, names in _TYPES if types & names), "")
    by_title = next((design for design, words in _TITLES if words.search(title)), "")
    if by_title == "meta-analysis" and by_type in {"", "systematic-review"}:
        return by_title
    if by_type in {"meta-analysis", "systematic-review", "guideline"} or by_title == "systematic-review":
        return by_type or by_title
    if "animals" in headings and "humans" not in headings:
        return "narrative-review" if "review" in types else "animal"
    if by_type or by_title:
        return by_type or by_title
    if "review" in types:
        return "narrative-review"
    if headings & _LABORATORY and not headings & {"animals", "humans"}:
        return "laboratory"
    return next((d for d, names in _MESH if headings & names), "") or _KINDS.get(csl_type, "")
