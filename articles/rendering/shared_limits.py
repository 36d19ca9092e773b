"""Doubt must not become noise: where it is common, one sentence says so and the markers there go quiet. Pure."""

from collections import Counter, defaultdict

from references.status import Status

from .claims_in_text import part_of

_FEWEST = 2
_SENTENCES = {
    Status.PARTLY: "{n} of {of} statements in this part match their source only in part{why}. "
    "Open a marker to see the limit of each.",
    Status.UNCHECKED: "{n} of {of} statements in this part have not been checked against their sources yet.",
    Status.STALE: "The checks of {n} of {of} statements in this part are out of date.",
}


def shared_limits(claims):
    """{part: (status, sentence)} for each part of the page where more than a third of the claims share such a doubt."""
    parts = defaultdict(list)
    for claim in claims:
        parts[part_of(claim)].append(claim)
    limits = {}
    for part, those in parts.items():
        for status, sentence in _SENTENCES.items():
            doubtful = [c for c in those if c["status"] == status]
            if part and len(doubtful) >= _FEWEST and len(doubtful) * 3 > len(those):
                words = sentence.format(n=len(doubtful), of=len(those), why=_shared_reason(doubtful))
                limits[part] = (status.value, words)
                break
    return limits


def _shared_reason(claims):
    """What most of the verdicts name as mismatch, if they agree."""
    named = Counter(m for c in claims for m in {m for x in c["citations"] for m in x["verdict"].get("mismatches", ())})
    if named and (most := named.most_common(1)[0])[1] * 2 >= len(claims):
        return f", mostly because of the {most[0]}"
    return ""
