"""Write one verdict into the record: who gives it, its digest, and the copies that citations keep of their latest."""

from dataclasses import dataclass

from references import canonical
from references.judged import judged_today, with_judged
from references.models import Citation, EvidenceEdit, Invitation, Verdict
from references.models.waiting import ItemKind
from references.outcomes import Outcome

from . import waiting


class WordingChanged(Exception):
    """What the reviewer read is no longer what the draft says."""


GONE = "This citation is no longer in the text, so there is nothing to judge."
CHANGED = "The sentence, its passages or the notices of its source changed while you read. Read it again."


@dataclass(frozen=True)
class Judge:
    """Who judges: a person with an account, or an invited expert. Exactly one of the two."""

    person: object = None
    invitation: Invitation | None = None

    def __post_init__(self):
        if (self.person is None) == (self.invitation is None):
            raise ValueError("A verdict is given by a reviewer or by an invited expert, by exactly one.")

    @property
    def name(self):
        """As the record keeps it."""
        return self.invitation.name if self.invitation else name_of(self.person)[:200]

    def gave(self, verdict):
        """Whether this verdict, or None, is theirs. An expert who was invited twice is one person."""
        if verdict is None:
            return False
        if self.invitation:
            return bool(verdict.invitation_id) and verdict.reviewer_name.casefold() == self.name.casefold()
        return verdict.reviewer_id == self.person.pk


def name_of(person):
    return person.get_full_name() or person.get_username()


def verdict_digest(verdict):
    """The digest of a verdict over all of it and the one before it."""
    said_besides = {"suggested": verdict.suggested, "way": verdict.way, "context": verdict.context}
    return canonical.digest(
        canonical.canonical_json(
            {k: v for k, v in said_besides.items() if v}
            | {
                "citation": verdict.citation_id,
                "number": verdict.number,
                "outcome": verdict.outcome,
                "mismatches": verdict.mismatches,
                "note": verdict.note,
                "reviewer": verdict.reviewer_id,
                "invitation": verdict.invitation_id,
                "name": verdict.reviewer_name,
                "at": verdict.at,
                "read": verdict.read,
                "judged_digest": verdict.judged_digest,
                "previous": verdict.previous,
            }
        )
    )


def citation_today(citation):
    """The citation with all that is judged, read anew; call it with the document locked."""
    return with_judged(Citation.objects.filter(pk=citation.pk)).get()


def refuse_changed(citation, seen_digest):
    """Raise WordingChanged unless the citation stands in the text as it was shown. seen_digest None: not shown."""
    if not (citation.present and citation.claim.present):
        raise WordingChanged(GONE)
    if seen_digest is not None and seen_digest != citation.digest:
        raise WordingChanged(CHANGED)


def write_verdict(citation, *, judge, outcome, now, read="", mismatches=(), note="", suggested="", way=""):
    """Append a verdict on what the citation says today, which `citation_today` has read."""
    last = citation.verdicts.order_by("-number").first()
    judged = judged_today(citation)
    edits = EvidenceEdit.objects.filter(claim=citation.claim_id)
    # this request may have waited for the lock while an edit with a later time went in
    now = max([now, *edits.order_by("-at").values_list("at", flat=True)[:1]])
    suggested = canonical.storable(" ".join(suggested.split()))
    if canonical.canonical_text(suggested) == canonical.canonical_text(citation.claim.text):
        suggested = ""
    verdict = Verdict(
        citation=citation,
        number=last.number + 1 if last else 1,
        outcome=Outcome(outcome),
        mismatches=list(mismatches),
        note=canonical.storable(note).strip(),
        suggested=suggested,
        way=way,
        reviewer=judge.person,
        invitation=judge.invitation,
        reviewer_name=judge.name,
        at=now,
        read=read,
        context=citation.claim.context,
        judged=judged,
        judged_digest=canonical.digest(judged),
        previous=last.digest if last else "",
    )
    verdict.digest = verdict_digest(verdict)
    verdict.save(force_insert=True)
    citation.digest = citation.verdict_digest = verdict.judged_digest
    citation.outcome, citation.judged_at = verdict.outcome, now
    citation.save(update_fields=["digest", "verdict_digest", "outcome", "judged_at"])
    waiting.done(ItemKind.CITATION, citation)
    if citation.claim.document is not None:
        citation.claim.document.evidence_changed()
    return verdict
