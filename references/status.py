"""The table: what readers are told about a claim, and what blocks publishing. Pure.

The status is the first row of the table that fits, over the citations that are present. Nothing else in the product
decides a status.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import TextChoices

from .outcomes import FITTING, NOT_JUDGED, Direction, Outcome, Stance

NEEDS_EVIDENCE = {"dose", "safety"}
"""Kinds of claim that can never stand openly without evidence."""


class Status(TextChoices):
    """Values are the data; labels are what readers are told."""

    UNSOURCED = "unsourced", "No source"
    DISAGREES = "disagrees", "Source disagrees"
    DIVIDED = "divided", "Sources disagree"
    UNCHECKED = "unchecked", "Not yet checked"
    STALE = "stale", "Its check is out of date"
    NO_EVIDENCE = "no-evidence", "No good evidence found"
    NOT_ADDRESSED = "not-addressed", "Source does not say this"
    PARTLY = "partly", "Matches in part"
    MATCHES = "matches", "Matches its source"


class Assurance(TextChoices):
    CHECKED = "checked", "checked"
    NOT_YET_CHECKED = "not-yet-checked", "not yet checked"


@dataclass(frozen=True)
class CitationState:
    """One present citation. `outcome` is of its latest verdict, "" without one; `fresh`: given for today's wording."""

    stance: str
    outcome: str = ""
    fresh: bool = False
    retracted: bool = False
    stale_by_notice_only: bool = False

    @property
    def judged(self):
        return self.outcome not in NOT_JUDGED

    @property
    def fits(self):
        return self.outcome in FITTING[Stance(self.stance)]

    @property
    def counts(self):
        """A mention of a source that does not address the claim says nothing about it, as it should."""
        return not (self.stance == Stance.MENTIONS and self.outcome == Outcome.NOT_ADDRESSED)


@dataclass(frozen=True)
class AppraisalState:
    """The latest appraisal of a claim. `independent`: by someone who did not write the sentence."""

    direction: str
    fresh: bool
    independent: bool


@dataclass(frozen=True)
class ClaimState:
    voice: str
    kind: str
    citations: tuple[CitationState, ...] = ()
    no_evidence_because: str = ""
    appraisal: AppraisalState | None = None

    def appraised(self, direction):
        """Whether someone else's fresh appraisal says `direction`."""
        a = self.appraisal
        return a is not None and a.direction == direction and a.fresh and a.independent

    @property
    def openly_without_evidence(self):
        return (
            bool(self.no_evidence_because.strip())
            and self.kind not in NEEDS_EVIDENCE
            and self.appraised(Direction.NONE_FOUND)
        )


def claim_status(claim: ClaimState) -> Status:
    """The first row of the table that fits."""
    fresh = {c.outcome for c in claim.citations if c.judged and c.fresh}
    counted = {c.outcome for c in claim.citations if c.counts}
    rests_on_something = any(c.stance != Stance.MENTIONS for c in claim.citations)

    if not rests_on_something and not claim.openly_without_evidence:
        return Status.UNSOURCED
    if Outcome.CONTRADICTED in fresh:
        return Status.DIVIDED if Outcome.SUPPORTED in fresh else Status.DISAGREES
    if not all(c.judged for c in claim.citations):
        return Status.UNCHECKED
    if not all(c.fresh for c in claim.citations):
        return Status.STALE
    if claim.openly_without_evidence:
        return Status.NO_EVIDENCE
    if counted <= {Outcome.NOT_ADDRESSED}:
        return Status.NOT_ADDRESSED
    if counted - {Outcome.SUPPORTED}:
        return Status.PARTLY
    return Status.MATCHES


@dataclass(frozen=True)
class Blocker:
    """Why a claim stops an edition, or only warns. `citation` is the index of the citation, or None for the claim."""

    code: str
    blocks: bool = True
    citation: int | None = None


def blockers(claim: ClaimState, assurance: str) -> Iterator[Blocker]:
    """Everything about this claim that blocks or warns, for an edition of this assurance."""
    status = claim_status(claim)
    if status in {Status.UNSOURCED, Status.NOT_ADDRESSED}:
        yield Blocker(status.value)
    if claim.voice == "own" and status == Status.DISAGREES:
        yield Blocker("disagrees")
    if claim.voice == "own" and status == Status.DIVIDED and not claim.appraised(Direction.MIXED):
        yield Blocker("divided")
    for index, citation in enumerate(claim.citations):
        yield from _citation_blockers(citation, index, assurance == Assurance.CHECKED)


def _citation_blockers(citation, index, checked):
    if citation.retracted and citation.stance in {Stance.SUPPORTS, Stance.QUALIFIES}:
        yield Blocker("retracted", citation=index)
    if not citation.judged:
        yield Blocker("unchecked", blocks=checked, citation=index)
    elif not citation.fresh:
        # An urgent correction must not wait for a re-reading that only a correction notice asks for.
        by_notice = citation.stale_by_notice_only and not citation.retracted
        yield Blocker("stale", blocks=checked and not by_notice, citation=index)
    elif not citation.fits:
        yield Blocker("misfit", citation=index)
