"""Give a verdict, say that the last one still holds, or take it back: the acts behind the desk.

Each locks the document first, and reads what stands there today before it writes.
"""

import json
from typing import NamedTuple

from django.db import transaction

from references import permits
from references.documents import lock_document, lock_documents
from references.independence import NotIndependent, require_expert_independence, require_independence
from references.judged import said_by_source
from references.models.passage import Basis
from references.outcomes import NOT_JUDGED, VERDICTS, Mismatch, Outcome, Way
from references.quantities import differs, quantities

from . import invitations, opinions
from .verdict_record import (
    CHANGED,
    Judge,
    WordingChanged,
    citation_today,
    refuse_changed,
    verdict_digest,
    write_verdict,
)

__all__ = [
    "CannotHold",
    "Given",
    "NothingToUndo",
    "ReasonNeeded",
    "WordingChanged",
    "give_verdict",
    "give_verdicts",
    "hold",
    "needs_reason_to_hold",
    "undo_verdict",
    "verdict_digest",
]

JUDGE = "references.judge_citation"


class NothingToUndo(Exception):
    """There is no verdict of this reviewer to take back."""


class CannotHold(Exception):
    """Says why “still holds” says nothing here."""


class ReasonNeeded(CannotHold):
    """A number changed, so “still holds” needs a reason."""


class Given(NamedTuple):
    """What `give_verdicts` did: the verdicts, and [(citation, why)] of those that this person may not judge."""

    verdicts: list
    skipped: list


@transaction.atomic
def give_verdict(
    *,
    citation,
    outcome,
    now,
    by=None,
    invitation=None,
    read="",
    mismatches=(),
    note="",
    suggested="",
    way="",
    seen_digest=None,
):
    """Record what `by`, or an invited expert, decided about this citation as it stands today.

    seen_digest: the citation's digest when the page was shown. Raises NotPermitted, WordingChanged if it has changed
    since, NotIndependent if they may not judge it, ValueError for an outcome that is not one of the six.
    """
    judge = Judge(by, invitation)
    said = _said(outcome, read, mismatches, note, suggested, way)
    if by is not None:
        permits.require(by, JUDGE)
    lock_document(citation.claim)
    citation = citation_today(citation)
    refuse_changed(citation, seen_digest)
    return _judge(citation, judge, said, now)


@transaction.atomic
def give_verdicts(*, citations, by, now, seen_digests, outcome, read="", mismatches=(), note="", suggested="", way=""):
    """One verdict for each citation of a group: the same wording, passages and source in several places.

    seen_digests: {citation id: digest when its context was shown}. If one of them changed nothing is written; those
    that `by` may not judge are left out. Raises what `give_verdict` raises, NotIndependent if none is left.
    """
    judge = Judge(by)
    said = _said(outcome, read, mismatches, note, suggested, way)
    permits.require(by, JUDGE)
    lock_documents(c.claim for c in citations)
    citations = [citation_today(c) for c in citations]
    for citation in citations:
        refuse_changed(citation, seen_digests.get(citation.pk, ""))
    if len({(c.digest, c.source.survivor.pk) for c in citations}) > 1:
        raise WordingChanged(CHANGED)
    given = Given([], [])
    for citation in citations:
        try:
            given.verdicts.append(_judge(citation, judge, said, now))
        except NotIndependent as refused:
            given.skipped.append((citation, refused))
    if given.skipped and not given.verdicts:
        raise given.skipped[0][1]
    return given


def _said(outcome, read, mismatches, note, suggested, way):
    if outcome not in VERDICTS:
        raise ValueError(f"{outcome} is not a verdict")
    return {
        "outcome": Outcome(outcome),
        "read": Basis(read).value if read else "",
        "mismatches": [Mismatch(m).value for m in mismatches],
        "note": note,
        "suggested": suggested,
        "way": Way(way).value if way else "",
    }


def _judge(citation, judge, said, now):
    """Write the verdict of somebody who may give it; the document is locked."""
    if judge.invitation:
        invitations.require_open(judge.invitation, citation.claim, now)
        require_expert_independence(citation.claim, judge.invitation)
    else:
        require_independence(citation, judge.person)
    if opinion := opinions.open_on(citation):
        said = said | {"way": opinions.turn(opinion, judge) or said["way"]}
    verdict = write_verdict(citation, judge=judge, now=now, **said)
    if opinion:
        opinions.move_on(opinion, judge, verdict)
    return verdict


@transaction.atomic
def hold(*, citation, by, now, seen_digest, because=""):
    """Say that the last verdict still holds for today's wording: a new verdict with the same outcome.

    Mismatches and note of the last one stand on, what was read only if it was `by` who read. Raises CannotHold where
    nothing is stale or there is no verdict to hold, ReasonNeeded where a number changed and `because` is empty.
    """
    permits.require(by, JUDGE)
    lock_document(citation.claim)
    citation = citation_today(citation)
    refuse_changed(citation, seen_digest)
    require_independence(citation, by)
    last = citation.verdicts.order_by("-number").first()
    if last is None or last.outcome in NOT_JUDGED:
        raise CannotHold("There is no verdict that could still hold. Give one.")
    if opinions.open_on(citation):
        raise CannotHold("A second opinion on this is asked for, so read it as new and give a verdict of your own.")
    if citation.is_fresh:
        raise CannotHold("Nothing changed since the last verdict, so it stands anyway.")
    if not because.strip() and needs_reason_to_hold(citation, last):
        raise ReasonNeeded("A number changed, or stands in none of the passages. Say why the verdict still holds.")
    return write_verdict(
        citation,
        judge=Judge(by),
        now=now,
        outcome=last.outcome,
        mismatches=last.mismatches,
        read=last.read if last.reviewer_id == by.pk else "",
        note="\n\n".join(filter(None, [last.note, because.strip()])),
        way=Way.STILL_HOLDS,
    )


def needs_reason_to_hold(citation, last):
    """Whether a number of the sentence or its passages is another than when `last` was given, or still unmatched."""
    passages = [f"{p.quote} {p.finding}" for p in citation.passages.all()]
    judged = json.loads(last.judged)
    before = [judged["claim"], *(f"{p['quote']} {p['finding']}" for p in judged["passages"])]
    return differs(citation.claim.text, said_by_source(citation)) or _numbers(before) != _numbers(
        [citation.claim.text, *passages]
    )


def _numbers(texts):
    return sorted((q.low, q.high, q.unit) for text in texts for q in quantities(text))


@transaction.atomic
def undo_verdict(*, citation, by, now, note=""):
    """Take back one's own latest verdict, by a new one that says so."""
    permits.require(by, JUDGE)
    lock_document(citation.claim)
    citation = citation_today(citation)
    last = citation.verdicts.order_by("-number").first()
    if last is None or last.reviewer_id != by.pk or last.outcome == Outcome.UNDONE:
        raise NothingToUndo("You can take back your own latest verdict only.")
    undone = write_verdict(citation, judge=Judge(by), now=now, outcome=Outcome.UNDONE, note=note)
    opinions.take_back(citation, last, now)
    return undone
