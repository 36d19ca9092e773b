"""The table of statuses and what blocks, row by row."""

import pytest

from references.outcomes import FITTING, Outcome, Stance
from references.status import AppraisalState, CitationState, ClaimState, Status, blockers, claim_status

NONE_FOUND = AppraisalState("none-found", fresh=True, independent=True)
MIXED = AppraisalState("mixed", fresh=True, independent=True)


def cite(stance, outcome="", fresh=True, **extra):
    return CitationState(stance, outcome, fresh=fresh and bool(outcome), **extra)


def claim(*citations, voice="own", kind="efficacy", **extra):
    return ClaimState(voice=voice, kind=kind, citations=citations, **extra)


S, Q, C, M = "supports", "qualifies", "contradicts", "mentions"

TABLE = [
    # unsourced: no citation but mentions, and not openly without evidence
    (claim(), Status.UNSOURCED),
    (claim(cite(M, "not-addressed")), Status.UNSOURCED),
    (claim(cite(M)), Status.UNSOURCED),
    (claim(no_evidence_because="We looked."), Status.UNSOURCED),
    (claim(appraisal=NONE_FOUND), Status.UNSOURCED),
    (claim(no_evidence_because="  ", appraisal=NONE_FOUND), Status.UNSOURCED),
    (claim(no_evidence_because="We looked.", appraisal=AppraisalState("none-found", False, True)), Status.UNSOURCED),
    (claim(no_evidence_because="We looked.", appraisal=AppraisalState("none-found", True, False)), Status.UNSOURCED),
    (claim(no_evidence_because="We looked.", appraisal=MIXED), Status.UNSOURCED),
    (claim(kind="dose", no_evidence_because="We looked.", appraisal=NONE_FOUND), Status.UNSOURCED),
    (claim(kind="safety", no_evidence_because="We looked.", appraisal=NONE_FOUND), Status.UNSOURCED),
    # disagrees and divided come before unchecked and stale
    (claim(cite(C, "contradicted")), Status.DISAGREES),
    (claim(cite(S, "contradicted")), Status.DISAGREES),
    (claim(cite(S, "contradicted"), cite(S)), Status.DISAGREES),
    (claim(cite(S, "contradicted"), cite(Q, "partly")), Status.DISAGREES),
    (claim(cite(S, "contradicted"), cite(S, "supported", fresh=False)), Status.DISAGREES),
    (claim(cite(S, "supported"), cite(C, "contradicted")), Status.DIVIDED),
    (claim(cite(S, "supported"), cite(C, "contradicted"), cite(S)), Status.DIVIDED),
    # unchecked
    (claim(cite(S)), Status.UNCHECKED),
    (claim(cite(S, "undone")), Status.UNCHECKED),
    (claim(cite(S, "not-reached")), Status.UNCHECKED),
    (claim(cite(S, "supported"), cite(M)), Status.UNCHECKED),
    (claim(cite(S, "supported", fresh=False), cite(S)), Status.UNCHECKED),
    # stale
    (claim(cite(S, "supported", fresh=False)), Status.STALE),
    (claim(cite(S, "contradicted", fresh=False)), Status.STALE),
    (claim(cite(S, "supported"), cite(M, "not-addressed", fresh=False)), Status.STALE),
    # openly without evidence
    (claim(no_evidence_because="We looked.", appraisal=NONE_FOUND), Status.NO_EVIDENCE),
    (claim(cite(M, "not-addressed"), no_evidence_because="We looked.", appraisal=NONE_FOUND), Status.NO_EVIDENCE),
    (claim(cite(M), no_evidence_because="We looked.", appraisal=NONE_FOUND), Status.UNCHECKED),
    # what the sources say
    (claim(cite(S, "not-addressed")), Status.NOT_ADDRESSED),
    (claim(cite(S, "not-addressed"), cite(M, "not-addressed")), Status.NOT_ADDRESSED),
    (claim(cite(S, "supported"), cite(S, "not-addressed")), Status.PARTLY),
    (claim(cite(Q, "partly")), Status.PARTLY),
    (claim(cite(Q, "weaker"), cite(S, "supported")), Status.PARTLY),
    (claim(cite(S, "supported"), cite(M, "partly")), Status.PARTLY),
    (claim(cite(S, "supported")), Status.MATCHES),
    (claim(cite(S, "supported"), cite(S, "supported")), Status.MATCHES),
    (claim(cite(S, "supported"), cite(M, "not-addressed")), Status.MATCHES),
    (claim(cite(S, "supported"), cite(M, "supported")), Status.MATCHES),
]


@pytest.mark.parametrize(("state", "status"), TABLE)
def test_a_claim_has_the_first_status_that_fits(state, status):
    assert claim_status(state) is status


def test_every_status_stands_in_the_table():
    assert {status for _, status in TABLE} == set(Status)


def codes(state, assurance="checked"):
    return {(b.code, b.blocks) for b in blockers(state, assurance)}


ALWAYS = [
    (claim(), "unsourced"),
    (claim(cite(S, "not-addressed")), "not-addressed"),
    (claim(cite(S, "partly")), "misfit"),
    (claim(cite(S, "supported", retracted=True)), "retracted"),
    (claim(cite(Q, "partly", retracted=True)), "retracted"),
    (claim(cite(C, "contradicted")), "disagrees"),
    (claim(cite(S, "supported"), cite(C, "contradicted")), "divided"),
]


@pytest.mark.parametrize(("state", "code"), ALWAYS)
@pytest.mark.parametrize("assurance", ["checked", "not-yet-checked"])
def test_some_things_block_every_edition(state, code, assurance):
    assert (code, True) in codes(state, assurance)


@pytest.mark.parametrize(("outcome", "fresh", "code"), [("", True, "unchecked"), ("supported", False, "stale")])
def test_a_checked_edition_promises_that_every_citation_was_checked(outcome, fresh, code):
    state = claim(cite(S, outcome, fresh=fresh))
    assert codes(state, "checked") == {(code, True)}
    assert codes(state, "not-yet-checked") == {(code, False)}


def test_an_unchecked_citation_blocks_beside_one_that_disagrees():
    state = claim(cite(C, "contradicted"), cite(S), voice="reported")
    assert codes(state) == {("unchecked", True)}


def test_a_reported_claim_may_be_published_as_what_it_is():
    assert not codes(claim(cite(C, "contradicted"), voice="reported"))
    assert not codes(claim(cite(S, "supported"), cite(C, "contradicted"), voice="reported"))


def test_a_divided_claim_needs_a_fresh_mixed_appraisal_by_someone_else():
    both = (cite(S, "supported"), cite(C, "contradicted"))
    assert not codes(claim(*both, appraisal=MIXED))
    assert codes(claim(*both, appraisal=AppraisalState("mixed", fresh=False, independent=True)))
    assert codes(claim(*both, appraisal=AppraisalState("mixed", fresh=True, independent=False)))
    assert codes(claim(*both, appraisal=AppraisalState("for", fresh=True, independent=True)))


def test_a_retracted_source_may_stand_as_contradicting_or_mentioned():
    assert not codes(claim(cite(C, "contradicted", retracted=True), voice="reported"))
    assert not codes(claim(cite(S, "supported"), cite(M, "not-addressed", retracted=True)))


def test_a_correction_notice_alone_warns_and_does_not_stop_an_urgent_edition():
    by_notice = cite(S, "supported", fresh=False, stale_by_notice_only=True)
    assert codes(claim(by_notice)) == {("stale", False)}
    retracted = cite(S, "supported", fresh=False, stale_by_notice_only=True, retracted=True)
    assert codes(claim(retracted)) == {("stale", True), ("retracted", True)}


@pytest.mark.parametrize("stance", Stance)
@pytest.mark.parametrize("outcome", [o for o in Outcome if o not in {"undone", "not-reached"}])
def test_stance_and_verdict_must_fit(stance, outcome):
    found = codes(claim(cite(stance, outcome), cite(S, "supported"), voice="reported"))
    assert (("misfit", True) in found) is (outcome not in FITTING[stance])


def test_only_four_stances_fit_five_verdicts():
    assert {(s.value, o.value) for s, fits in FITTING.items() for o in fits} == {
        (S, "supported"),
        (Q, "partly"),
        (Q, "weaker"),
        (C, "contradicted"),
        (M, "not-addressed"),
    }
