"""Are the sources the ones to rest on today?"""

from references.notice_types import NoticeKind

from .findings import Severity, about_claim


def newer_versions_are_cited(content, request):
    """An older version of a work: an earlier edition of a review, the preprint of a paper."""
    older = {s["citekey"]: s for s in content["sources"] if _is_older(s)}
    for claim in content["claims"]:
        for citation in claim["citations"]:
            if source := older.get(citation["source"]):
                yield about_claim(
                    claim,
                    code="older-version",
                    severity=Severity.WARN,
                    message=_message(source),
                    mend="See whether the newer one still says it, and cite that one.",
                    citation=citation["id"],
                )


def _is_older(source):
    return source.get("newer") or any(n["kind"] == NoticeKind.NEWER_VERSION for n in source["notices"])


def _message(source):
    if newer := source.get("newer"):
        return f"{source['citekey']} is an older version of {newer}."
    return f"A newer version of {source['citekey']} has appeared."
