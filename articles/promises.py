"""An edition that says a claim otherwise keeps what a reviewer promised to its reporter: a correction."""

import json

from references.reporting import keep_promises

from .models import EditionContent


def keep(*, edition, content, last):
    """Tell as corrected what was to be corrected and is another in `content` than in the edition before, `last`.

    Call it inside the transaction that publishes `edition`.
    """
    before = EditionContent.objects.filter(edition=last).values_list("content", flat=True).first() if last else None
    if before:
        keep_promises(claims=changed(json.loads(before), content), now=edition.published_at)


def changed(before, after):
    """The ids of claims that went, or say or cite something else than before. Both are frozen contents."""
    stands = {claim["id"]: _said(claim) for claim in after["claims"]}
    return [claim["id"] for claim in before["claims"] if stands.get(claim["id"]) != _said(claim)]


def _said(claim):
    """What a reader could have found wrong with it; neither verdicts nor the place it stands at."""
    cites = sorted((c["source"], c["stance"], json.dumps(c["passages"], sort_keys=True)) for c in claim["citations"])
    return claim["text"], claim["voice"], claim["no_evidence_because"], cites
