"""Claims and citations as rows: the one writer of both, and of the digests that make a verdict stale.

A document's text is the truth about which claims exist and which sources each names. Whoever reads the marks of a text
(`articles.claims`; later the catalogue) hands them here as `Wanted`. Every act that touches what is judged ends in
`refresh_digests`, in the same transaction.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from . import canonical
from .models import Citation, CitationPassage, Claim, EvidenceEdit, Passage, Source, Verdict
from .models.claim import Kind, Voice
from .models.evidence_edit import EditedPart
from .models.passage import Basis
from .outcomes import Stance
from .status import NEEDS_EVIDENCE


@dataclass(frozen=True)
class WantedPassage:
    """An existing passage by `id`, or a new one."""

    id: int | None = None
    locator: str = ""
    quote: str = ""
    finding: str = ""
    basis: str = Basis.ABSTRACT


@dataclass(frozen=True)
class WantedCitation:
    """What an editor said of one source of a claim. None: nothing said, so what stands stays."""

    citekey: str
    stance: str | None = None
    passages: tuple[WantedPassage, ...] | None = None


@dataclass(frozen=True)
class Wanted:
    """A claim as the text has it, with what the editor's dialog collected (None: nothing said)."""

    id: UUID
    text: str
    citations: tuple[WantedCitation, ...]
    section: str = ""
    context: str = ""
    question: str = ""
    place: str = ""
    voice: str | None = None
    reported_by: str | None = None
    kind: str | None = None
    no_evidence_because: str | None = None
    copied_from: UUID | None = None


@dataclass
class _Edits:
    by: object
    at: object
    rows: list = field(default_factory=list)

    def add(self, claim, part, citation=None):
        self.rows.append(EvidenceEdit(claim=claim, citation=citation, part=part, person=self.by, at=self.at))


@transaction.atomic
def write_claims(document, wanted: Iterable[Wanted], *, by, now):
    """Make the rows of `document` say what its text says. Claims and citations that vanished stay, as not present.

    Returns whether anything that is judged changed. Citekeys that nobody has are left in the text without a row; the
    checks find them there.
    """
    wanted = list(wanted)
    now = after_verdicts(Citation.objects.filter(claim__in=[w.id for w in wanted]), now)
    edits = _Edits(by, now)
    originals = {w.copied_from for w in wanted if w.copied_from}
    known = {c.pk: c for c in Claim.objects.filter(pk__in={w.id for w in wanted} | originals)}
    claims = [_claim_row(document, w, position, known, edits) for position, w in enumerate(wanted, 1)]
    Claim.objects.bulk_create(
        claims,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[
            "text", "voice", "reported_by", "kind", "no_evidence_because", "section", "context", "question", "place",
            "position", "present", "changed_at", "changed_by",
        ],
    )  # fmt: skip
    gone = Claim.objects.of(document).present().exclude(pk__in=[c.pk for c in claims])
    gone_ids = list(gone.values_list("pk", flat=True))
    gone.update(present=False)

    touched = _write_citations(dict(zip(claims, wanted, strict=True)), edits, by, now)
    EvidenceEdit.objects.bulk_create(edits.rows)
    changed = refresh_digests(Citation.objects.filter(claim__in=claims, present=True))
    return bool(edits.rows or gone_ids or touched or changed)


def after_verdicts(citations, now):
    """`now`, or just after the latest verdict on these citations.

    A request may have waited for a lock since it took the time; who may judge depends on the true order of acts.
    """
    last = Verdict.objects.filter(citation__in=citations).aggregate(last=Max("at"))["last"]
    return max(now, last + timedelta(microseconds=1)) if last else now


def _claim_row(document, wanted, position, known, edits):
    """The row to write for one mark: what the text says, then what the dialog said, then what stood before."""
    before = known.get(wanted.id)
    model = before or known.get(wanted.copied_from) or Claim()
    kind = _choice(wanted.kind, Kind, model.kind)
    reason = model.no_evidence_because if wanted.no_evidence_because is None else wanted.no_evidence_because.strip()
    claim = Claim(
        pk=wanted.id,
        text=wanted.text,
        voice=_choice(wanted.voice, Voice, model.voice),
        reported_by=(model.reported_by if wanted.reported_by is None else wanted.reported_by.strip())[:200],
        kind=kind,
        no_evidence_because="" if kind in NEEDS_EVIDENCE else reason,
        section=wanted.section[:300],
        context=wanted.context,
        question=wanted.question,
        place=wanted.place,
        position=position,
        present=True,
        is_live=before.is_live if before else False,
        changed_at=before.changed_at if before else edits.at,
        changed_by_id=before.changed_by_id if before else edits.by.pk,
    )
    claim.document = document
    if not before or _wording(before) != _wording(claim):
        claim.changed_at, claim.changed_by = edits.at, edits.by
        edits.add(claim, EditedPart.WORDING)
    return claim


def _choice(said, choices, standing):
    return said if said in choices.values else standing


def _wording(claim):
    return (
        canonical.canonical_text(claim.text),
        claim.voice,
        claim.reported_by,
        claim.kind,
        claim.no_evidence_because,
        canonical.canonical_text(claim.question),
    )


def _write_citations(claims, edits, by, now):
    """Rows for the sources that each claim names; returns whether any came or went."""
    sources = Source.objects.resolve({c.citekey for w in claims.values() for c in w.citations})
    standing = defaultdict(dict)
    owners = {c.pk for c in claims} | {w.copied_from for w in claims.values() if w.copied_from}
    # present rows last, so that they win over an older row for the same source
    for row in Citation.objects.filter(claim__in=owners).order_by("present", "changed_at").prefetch_related("passages"):
        standing[row.claim_id][row.source_id] = row

    fresh, back, kept, links = [], [], set(), []
    for claim, want in claims.items():
        named = {}
        for said in want.citations:
            if source := sources.get(said.citekey):
                named.setdefault(source.pk, (source, said))
        for source, said in named.values():
            row = standing[claim.pk].get(source.pk)
            model = row or standing[want.copied_from].get(source.pk)
            stance = _choice(said.stance, Stance, model.stance if model else Stance.SUPPORTS)
            if row is None:
                row = Citation(claim=claim, source=source, stance=stance, changed_at=now, changed_by=by)
                fresh.append(row)
                edits.add(claim, EditedPart.SOURCE, row)
                old_passages = list(model.passages.all()) if model else []
                links.append((row, said, old_passages, set()))
            else:
                if not row.present or row.stance != stance:
                    edits.add(claim, EditedPart.STANCE if row.present else EditedPart.SOURCE, row)
                    row.present, row.stance, row.changed_at, row.changed_by = True, stance, now, by
                    back.append(row)
                links.append((row, said, None, {p.pk for p in row.passages.all()}))
            kept.add(row.pk)

    gone = Citation.objects.filter(claim__in=claims, present=True).exclude(pk__in=kept)
    for row in gone:
        edits.add(row.claim, EditedPart.SOURCE, row)
    went = gone.update(present=False)
    Citation.objects.bulk_create(fresh)
    Citation.objects.bulk_update(back, ["present", "stance", "changed_at", "changed_by"])
    for row, said, copied, had in links:
        _write_passages(row, said.passages, copied, had, edits, by, now)
    return bool(went or fresh or back)


def _write_passages(citation, wanted, copied, had, edits, by, now):
    if wanted is None:
        chosen = {p.pk for p in copied} if copied else had
    else:
        chosen = {_passage(citation.source_id, w, by, now) for w in wanted} - {None}
    if chosen != had:
        set_passages(citation, chosen)
        if had:
            edits.add(citation.claim, EditedPart.PASSAGES, citation)


def set_passages(citation, passage_ids):
    """Let `citation` rest on exactly these passages of its source."""
    CitationPassage.objects.filter(citation=citation).exclude(passage__in=passage_ids).delete()
    have = set(CitationPassage.objects.filter(citation=citation).values_list("passage_id", flat=True))
    CitationPassage.objects.bulk_create(
        CitationPassage(citation=citation, passage_id=pk) for pk in sorted(set(passage_ids) - have)
    )


def _passage(source_id, wanted, by, now):
    """The id of a passage of this source: the named one, an equal one, or a new one. None if it says nothing."""
    passages = Passage.objects.filter(source=source_id)
    if wanted.id:
        return passages.filter(pk=wanted.id).values_list("pk", flat=True).first()
    said = {
        "locator": wanted.locator.strip()[:200],
        "quote": wanted.quote.strip(),
        "finding": wanted.finding.strip(),
        "basis": _choice(wanted.basis, Basis, Basis.ABSTRACT),
    }
    if not (said["quote"] or said["finding"]):
        return None
    equal = passages.filter(**said).values_list("pk", flat=True).first()
    return equal or Passage.objects.create(source_id=source_id, **said, changed_at=now, changed_by=by).pk


# ---- digests


def judged_today(citation):
    """The canonical text that a reviewer would judge today. Reads prefetched claim, passages and source notices."""
    claim = citation.claim
    return canonical.judged_text(
        claim=claim.text,
        kind=claim.kind,
        voice=claim.voice,
        stance=citation.stance,
        question=claim.question,
        passages=[
            {"locator": p.locator, "quote": p.quote, "finding": p.finding, "basis": p.basis}
            for p in citation.passages.all()
        ],
        notices=[
            {"kind": n.kind, "published_on": n.published_on, "note": n.note}
            for n in citation.source.survivor.notices.all()
            if n.lifted_at is None
        ],
    )


def with_judged(citations):
    """A queryset of citations with all that `judged_today` reads."""
    return citations.select_related("claim", "source__merged_into").prefetch_related(
        "passages", "source__notices", "source__merged_into__notices"
    )


def refresh_digests(citations):
    """Recompute `digest` of these citations; returns those whose digest changed."""
    changed = []
    for citation in with_judged(citations):
        today = canonical.digest(judged_today(citation))
        if citation.digest != today:
            citation.digest = today
            changed.append(citation)
    Citation.objects.bulk_update(changed, ["digest"], batch_size=500)
    return changed


def appraised_today(claim):
    """The canonical text that an appraisal of `claim` would be about today."""
    return canonical.appraised_text(
        claim=claim.text,
        kind=claim.kind,
        voice=claim.voice,
        citation_digests=[c.digest for c in claim.citations.all() if c.present],
    )


# ---- acts on single citations, from the evidence sheet and the pages of sources


@transaction.atomic
def change_citation(citation, *, by, now, stance, passages):
    """Set stance and passages (a list of WantedPassage) of one citation."""
    lock_document(citation.claim)
    citation = with_judged(Citation.objects.filter(pk=citation.pk)).get()
    now = after_verdicts([citation.pk], now)
    edits = _Edits(by, now)
    if citation.stance != stance:
        citation.stance = Stance(stance)
        edits.add(citation.claim, EditedPart.STANCE, citation)
    chosen = {_passage(citation.source_id, w, by, now) for w in passages} - {None}
    if chosen != {p.pk for p in citation.passages.all()}:
        set_passages(citation, chosen)
        edits.add(citation.claim, EditedPart.PASSAGES, citation)
    if edits.rows:
        citation.changed_at, citation.changed_by = now, by
        citation.save(update_fields=["stance", "changed_at", "changed_by"])
        EvidenceEdit.objects.bulk_create(edits.rows)
        refresh_digests(Citation.objects.filter(pk=citation.pk))
        record_work(citation.claim, by=by, now=now, act="evidence")
    return bool(edits.rows)


@transaction.atomic
def change_claim(claim, *, by, now, voice, reported_by, kind, no_evidence_because):
    """Set what the text of a claim does not say of itself. Raises ValidationError where a constraint forbids it."""
    lock_document(claim)
    now = after_verdicts(Citation.objects.filter(claim=claim), now)
    before = Claim.objects.get(pk=claim.pk)
    after = Claim.objects.get(pk=claim.pk)
    after.voice, after.reported_by, after.kind = Voice(voice), reported_by.strip(), Kind(kind)
    after.no_evidence_because = no_evidence_because.strip()
    if _wording(before) == _wording(after):
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
    """Save an edited passage; that counts as changing each citation that uses it."""
    users = Citation.objects.filter(passages=passage, present=True).prefetch_related("claim__document")
    lock_documents(c.claim for c in users)
    now = after_verdicts(users, now)
    passage.changed_at, passage.changed_by = now, by
    passage.save()
    changed = {c.pk for c in refresh_digests(users)}
    touched = [c for c in users if c.pk in changed]
    EvidenceEdit.objects.bulk_create(
        EvidenceEdit(claim=c.claim, citation=c, part=EditedPart.PASSAGES, person=by, at=now) for c in touched
    )
    for claim in {c.claim for c in touched if c.claim.present}:
        record_work(claim, by=by, now=now, act="passage")
    return len(touched)


# ---- the protocol of documents


def lock_document(claim):
    """Acts lock the document first, so that none of them sees another half done."""
    if claim.document is not None:
        claim.document.lock()


def lock_documents(claims):
    """Lock every document of these claims, always in the same order."""
    documents = {claim.document for claim in claims} - {None}
    for document in sorted(documents, key=lambda d: str(d.pk)):
        document.lock()
    return documents


def record_work(claim, *, by, now, act):
    """Tell the document that `by` worked on its draft."""
    if claim.document is not None:
        claim.document.record_work(by=by, now=now, act=act)
