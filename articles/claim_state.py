"""What `references.status` needs to know of a claim in frozen content. Pure: freezing and the checks both ask it."""

from references.status import AppraisalState, CitationState, ClaimState


def claim_state(claim, sources):
    """What `references.status` needs of a frozen claim. sources: {citekey: frozen source}."""
    certainty = claim["certainty"]
    return ClaimState(
        voice=claim["voice"],
        kind=claim["kind"],
        no_evidence_because=claim["no_evidence_because"],
        appraisal=certainty
        and AppraisalState(certainty["direction"], fresh=certainty["fresh"], independent=certainty["independent"]),
        citations=tuple(_frozen_state(c, sources) for c in claim["citations"]),
    )


def _frozen_state(citation, sources):
    verdict = citation["verdict"] or {"outcome": "", "fresh": False, "stale_by_notice_only": False}
    return CitationState(
        stance=citation["stance"],
        outcome=verdict["outcome"],
        fresh=verdict["fresh"],
        retracted=sources.get(citation["source"], {}).get("status") == "retracted",
        stale_by_notice_only=verdict["stale_by_notice_only"],
    )
