"""Change what the text of a document does not say of its claims: from the evidence sheet and the pages of sources."""

from django.db import transaction
from django.db.models import Q

from .citing import wording_of
from .documents import lock_document, lock_documents, record_work
from .independence import after_verdicts
from .judged import refresh_digests, refresh_without_source, with_judged
from .models import Citation, Claim, EvidenceEdit
from .models.claim import Kind, Voice
from .models.evidence_edit import EditedPart
from .outcomes import Stance
from .passages import passage_id, set_passages


@transaction.atomic
def change_citation(citation, *, by, now, stance, passages):
    """Set stance and passages (a list of WantedPassage) of one citation."""
    lock_document(citation.claim)
    citation = with_judged(Citation.objects.filter(pk=citation.pk)).get()
    now = after_verdicts([citation.pk], now)
    parts = []
    if citation.stance != stance:
        citation.stance = Stance(stance)
        parts.append(EditedPart.STANCE)
    chosen = {passage_id(citation.source_id, w, by, now) for w in passages} - {None}
    if chosen != {p.pk for p in citation.passages.all()}:
        set_passages(citation, chosen)
        parts.append(EditedPart.PASSAGES)
    if parts:
        citation.changed_at, citation.changed_by = now, by
        citation.save(update_fields=["stance", "changed_at", "changed_by"])
        EvidenceEdit.objects.bulk_create(
            EvidenceEdit(claim=citation.claim, citation=citation, part=p, person=by, at=now) for p in parts
        )
        refresh_digests(Citation.objects.filter(pk=citation.pk))
        refresh_without_source(Claim.objects.filter(pk=citation.claim_id))
        record_work(citation.claim, by=by, now=now, act="evidence")
    return bool(parts)


@transaction.atomic
def change_claim(claim, *, by, now, voice, reported_by, kind, no_evidence_because):
    """Set what the text of a claim does not say of itself. Raises ValidationError where a constraint forbids it."""
    lock_document(claim)
    now = after_verdicts(Citation.objects.filter(claim=claim), now)
    before = Claim.objects.get(pk=claim.pk)
    after = Claim.objects.get(pk=claim.pk)
    after.voice, after.reported_by, after.kind = Voice(voice), reported_by.strip(), Kind(kind)
    after.no_evidence_because = no_evidence_because.strip()
    if wording_of(before) == wording_of(after):
        return False
    after.changed_at, after.changed_by = now, by
    after.validate_constraints()
    after.save()
    EvidenceEdit.objects.create(claim=after, part=EditedPart.WORDING, person=by, at=now)
    refresh_digests(Citation.objects.filter(claim=after, present=True))
    record_work(after, by=by, now=now, act="evidence")
    return True


@transaction.atomic
def change_passage(passage, *, by, now):
    """Save an edited passage; that counts as changing each citation that uses it. Returns how many stand in a text.

    A citation whose mark was taken out counts too: it may come back, and then it rests on the edited passage.
    """
    users = Citation.objects.filter(passages=passage).prefetch_related("claim__document")
    lock_documents(c.claim for c in users)
    now = after_verdicts(users, now)
    passage.changed_at, passage.changed_by = now, by
    passage.save()
    changed = {c.pk for c in refresh_digests(users)}
    touched = [c for c in users if c.pk in changed]
    EvidenceEdit.objects.bulk_create(
        EvidenceEdit(claim=c.claim, citation=c, part=EditedPart.PASSAGES, person=by, at=now) for c in touched
    )
    standing = [c for c in touched if c.present]
    for claim in {c.claim for c in standing if c.claim.present}:
        record_work(claim, by=by, now=now, act="passage")
    return len(standing)


@transaction.atomic
def record_source_work(source, *, by, now):
    """An edited source changes what each article that cites it would publish, so it counts as work on their drafts.

    Call it before the source is saved: documents are locked first.
    """
    citations = Citation.objects.present().filter(Q(source=source) | Q(source__merged_into=source))
    for document in lock_documents(c.claim for c in citations.prefetch_related("claim__document")):
        document.record_work(by=by, now=now, act="source")
