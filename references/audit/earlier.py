"""What was decided about a citation before, and what changed since."""

from dataclasses import dataclass, field

from references.judged import judged_today
from references.models import EvidenceEdit, Verdict
from references.outcomes import NOT_JUDGED, Mismatch, Outcome

from . import reading
from .changes import Change, Piece, changes, paragraph_changed, unchanged
from .verdicts import needs_reason_to_hold


@dataclass(frozen=True)
class Earlier:
    """The verdicts on a citation, newest first, as one person may see them.

    latest: the last one that was not taken back itself. changes: since then; unchanged: what stayed, in words. paragraph:
    how the text around the sentence changed, which leaves the verdict standing. edits: who changed it since, newest first.
    """

    history: list[tuple[Verdict, list[str]]] = field(default_factory=list)
    latest: Verdict | None = None
    changes: list[Change] = field(default_factory=list)
    unchanged: str = ""
    paragraph: tuple[Piece, ...] = ()
    edits: list[EvidenceEdit] = field(default_factory=list)
    can_undo: bool = False
    can_hold: bool = False
    reason_to_hold: bool = False
    hidden: bool = False

    @property
    def number(self):
        """That of the last verdict, as this person was shown it: 0 without one, "" where it is hidden."""
        return "" if self.hidden else self.history[0][0].number if self.history else 0


def earlier(citation, person):
    """What `person` may know of the verdicts on `citation`."""
    verdicts = list(citation.verdicts.order_by("-number"))
    latest = next((v for v in verdicts if v.outcome != Outcome.UNDONE), None)
    if latest is None:
        return Earlier(history=_told(verdicts))
    last, claim = verdicts[0], citation.claim
    found = changes(latest.judged, judged_today(citation))
    counts = last.outcome not in NOT_JUDGED
    can_hold = counts and not citation.is_fresh
    return Earlier(
        history=_told(verdicts),
        latest=latest,
        changes=found,
        unchanged=unchanged(found),
        paragraph=paragraph_changed(judged=latest.judged, before=latest.context, text=claim.text, today=claim.context),
        edits=_since(citation, latest.at) if found else [],
        can_undo=last.reviewer_id == person.pk and last.outcome != Outcome.UNDONE,
        can_hold=can_hold,
        reason_to_hold=can_hold and needs_reason_to_hold(citation, last),
    )


def _told(verdicts):
    return [(v, reading.labels(Mismatch, v.mismatches)) for v in verdicts]


def _since(citation, at):
    """The last edit of each person since then."""
    edits = EvidenceEdit.objects.filter(claim=citation.claim_id, at__gt=at).select_related("person").order_by("-at")
    mine = [e for e in edits if e.citation_id in (None, citation.pk)]
    return list({e.person_id: e for e in reversed(mine)}.values())[:5]
