"""Who shows the catalogue to readers. The publishing stands above this app, and tells itself here when it starts.

A carrier is a module with
    evidence_changed(substance)     something became known about claims of the catalogue: tell readers where they see them
    live_wording(claim)             {edition, text} of what readers see of the claim now, or None
    findings_about(claim)           what the checks say of the claim where it is placed, as a document offers it
    address_of(substance)           where readers find it
    drafts_placing(comparison)      [(what it is called, where staff read it as readers will)]
"""

_carriers = []


def register(carrier):
    if carrier not in _carriers:
        _carriers.append(carrier)


def evidence_changed(substance):
    for carrier in _carriers:
        carrier.evidence_changed(substance)


def live_wording(claim):
    return next(filter(None, (carrier.live_wording(claim) for carrier in _carriers)), None)


def findings_about(claim):
    return [finding for carrier in _carriers for finding in carrier.findings_about(claim)]


def address_of(substance):
    return next((carrier.address_of(substance) for carrier in _carriers), "")


def drafts_placing(comparison):
    return [draft for carrier in _carriers for draft in carrier.drafts_placing(comparison)]
