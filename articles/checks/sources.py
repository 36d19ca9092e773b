"""Are the sources the ones to rest on today?"""

from functools import lru_cache

from rapidfuzz import fuzz

from references import abstract_passages
from references.canonical import canonical_text
from references.notice_types import NoticeKind

from .findings import Rule, Severity

OLDER_VERSION = Rule(
    "older-version",
    Severity.WARN,
    "An older version of a source is cited",
    why="A review is updated because studies came in; what the older one says may no longer hold.",
    mend="See whether the newer one still says it, and cite that one.",
)
MISQUOTED = Rule(
    "misquoted",
    Severity.WARN,
    "A quote does not stand in the abstract word for word",
    why="What stands between quotation marks is what the authors wrote. One word more or less can turn it round.",
    mend="Copy the words from the abstract, mark what is left out with “…”, or tell the finding in our words.",
    several="{n} quotes do not stand in the abstract word for word.",
)
CONTRARY_LEFT_OUT = Rule(
    "contrary-left-out",
    Severity.WARN,
    "A study in the library says otherwise, and the article does not mention it",
    why="Readers who see only the friendly studies are misled, however true each sentence is.",
    mend="Attach it with the stance “contradicts”, or change the sentence.",
    several="Of {n} sentences a study in the library says otherwise, and the article does not mention it.",
)

RULES = (OLDER_VERSION, MISQUOTED, CONTRARY_LEFT_OUT)

_LIKE = 60
"""Percent. Below it two texts have only their letters in common, and no place is named."""
_LONGEST = 1_000


def newer_versions_are_cited(content, request):
    """An older version of a work: an earlier edition of a review, the preprint of a paper."""
    older = {s["citekey"]: s for s in content["sources"] if _is_older(s)}
    for claim in content["claims"]:
        for citation in claim["citations"]:
            if source := older.get(citation["source"]):
                yield OLDER_VERSION.at_claim(claim, _message(source), citation=citation)


def _is_older(source):
    return source.get("newer") or any(n["kind"] == NoticeKind.NEWER_VERSION for n in source["notices"])


def _message(source):
    if newer := source.get("newer"):
        return f"{source['citekey']} is an older version of {newer}."
    return f"A newer version of {source['citekey']} has appeared."


def quotes_are_verbatim(content, request):
    """A quote read in the abstract that does not stand in the abstract we hold; the place that is most like it is shown."""
    for claim in content["claims"]:
        for citation in claim["citations"]:
            abstract = request.library.abstracts.get(citation["source"], "")
            for passage in citation["passages"] if abstract else ():
                quote, basis = passage["quote"], passage["basis"]
                if abstract_passages.is_misquoted(quote=quote, basis=basis, abstract=abstract):
                    message = f"“{_short(quote)}” does not stand in the abstract of {citation['source']}{_nearest(quote, abstract)}"
                    yield MISQUOTED.at_claim(claim, message, citation=citation)


@lru_cache(maxsize=500)
def _nearest(quote, abstract):
    """Where something like it stands, and what."""
    quote = canonical_text(quote)[:_LONGEST]
    likes = [
        (
            fuzz.partial_ratio_alignment(quote, text) if len(text) >= len(quote) else None,
            fuzz.ratio(quote, text),
            part,
            text,
        )
        for part in abstract_passages.parts(abstract)
        if (text := canonical_text(part.text))
    ]
    found = max(likes, key=lambda like: like[0].score if like[0] else like[1], default=None)
    if not found:
        return "."
    alignment, ratio, part, text = found
    score = alignment.score if alignment else ratio
    if score < _LIKE:
        return ", and nothing like it does."
    words = _whole_words(text, alignment.dest_start, alignment.dest_end) if alignment else text
    return f". Most like it is “{_short(words)}” ({part.place}; {score:.0f}% alike)."


def _whole_words(text, start, end):
    start = text.rfind(" ", 0, start + 1) + 1
    stop = text.find(" ", max(end - 1, start))
    return text[start : stop if stop >= 0 else len(text)]


def _short(text):
    return text if len(text) <= 120 else f"{text[:119].rstrip()}…"


def contrary_studies_are_mentioned(content, request):
    """`Library.contrary` names studies that were judged to contradict these very words, and the article cites none of them."""
    for claim in content["claims"]:
        if keys := request.library.contrary.get(claim["id"]):
            says = "says" if len(keys) == 1 else "say"
            yield CONTRARY_LEFT_OUT.at_claim(
                claim, f"{', '.join(keys)} {says} otherwise, and the article does not mention it."
            )


CHECKS = (newer_versions_are_cited, quotes_are_verbatim, contrary_studies_are_mentioned)
