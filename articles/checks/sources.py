"""Are the sources the ones to rest on today?"""

from references.notice_types import NoticeKind

from .findings import Rule, Severity

OLDER_VERSION = Rule(
    "older-version",
    Severity.WARN,
    "An older version of a source is cited",
    why="A review is updated because studies came in; what the older one says may no longer hold.",
    mend="See whether the newer one still says it, and cite that one.",
)

RULES = (OLDER_VERSION,)


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


CHECKS = (newer_versions_are_cited,)
