"""Claims and citations as rows: the one writer of both.

A document's text is the truth about which claims exist and which sources each names. Whoever reads the marks of a text
(`articles.claims`) hands them here as `Wanted`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from . import canonical
from .independence import after_verdicts
from .judged import refresh_digests, refresh_without_source
from .models import Citation, Claim, EvidenceEdit, Source
from .models.claim import Kind, Voice
from .models.evidence_edit import EditedPart
from .models.passage import Basis
from .outcomes import Stance
from .passages import passage_id, set_passages
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
    heads: dict = field(default_factory=dict)
    position: int | None = None


@dataclass
class _Edits:
    by: object
    at: object
    rows: list = field(default_factory=list)

    def add(self, claim, part, citation=None):
        self.rows.append(EvidenceEdit(claim=claim, citation=citation, part=part, person=self.by, at=self.at))


@transaction.atomic
def write_claims(document, wanted: Iterable[Wanted], *, by, now, whole=True):
    """Make the rows of `document` say what its text says. Claims and citations that vanished stay, as not present.

    whole: `wanted` are all claims of the document, and others are gone. Returns whether anything that is judged changed.
    Citekeys that nobody has are left in the text without a row; the checks find them there.
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
            "heads", "position", "present", "changed_at", "changed_by",
        ],
    )  # fmt: skip
    gone = (
        Claim.objects.of(document).present().exclude(pk__in=[c.pk for c in claims]) if whole else Claim.objects.none()
    )
    gone_ids = list(gone.values_list("pk", flat=True))
    gone.update(present=False)

    touched = _write_citations(dict(zip(claims, wanted, strict=True)), edits, by, now)
    EvidenceEdit.objects.bulk_create(edits.rows)
    changed = refresh_digests(Citation.objects.filter(claim__in=claims, present=True))
    refresh_without_source(Claim.objects.of(document) if whole else Claim.objects.filter(pk__in=[c.pk for c in claims]))
    return bool(edits.rows or gone_ids or touched or changed)


def take_out(claim_ids):
    """These claims are no longer in their document. They stay as not present, with their verdicts."""
    claims = Claim.objects.filter(pk__in=list(claim_ids))
    claims.filter(present=True).update(present=False)
    refresh_without_source(claims)


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
        heads=wanted.heads,
        place=wanted.place,
        position=position if wanted.position is None else wanted.position,
        present=True,
        is_live=before.is_live if before else False,
        changed_at=before.changed_at if before else edits.at,
        changed_by_id=before.changed_by_id if before else edits.by.pk,
    )
    claim.document = document
    if not before or wording_of(before) != wording_of(claim):
        claim.changed_at, claim.changed_by = edits.at, edits.by
        edits.add(claim, EditedPart.WORDING)
    return claim


def _choice(said, choices, standing):
    return said if said in choices.values else standing


def wording_of(claim):
    """What counts as the wording of a claim when somebody changes it."""
    return (
        canonical.canonical_text(claim.text),
        claim.voice,
        claim.reported_by,
        claim.kind,
        claim.no_evidence_because,
        canonical.canonical_text(claim.question),
        canonical.canonical_json(claim.heads),
    )


def _write_citations(claims, edits, by, now):
    """Rows for the sources that each claim names; returns whether any came or went."""
    begun = len(edits.rows)
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
                links.append((row, said, old_passages, None))
            else:
                if not row.present or row.stance != stance:
                    edits.add(claim, EditedPart.STANCE if row.present else EditedPart.SOURCE, row)
                    row.present, row.stance, row.changed_at, row.changed_by = True, stance, now, by
                    back.append(row)
                links.append((row, said, None, {p.pk for p in row.passages.all()}))
            kept.add(row.pk)
    if _merged_meanwhile({row.source_id for row in fresh}):
        del edits.rows[begun:]
        return _write_citations(claims, edits, by, now)

    gone = Citation.objects.filter(claim__in=claims, present=True).exclude(pk__in=kept)
    for row in gone:
        edits.add(row.claim, EditedPart.SOURCE, row)
    went = gone.update(present=False)
    Citation.objects.bulk_create(fresh)
    Citation.objects.bulk_update(back, ["present", "stance", "changed_at", "changed_by"])
    for row, said, copied, had in links:
        _write_passages(row, said.passages, copied, had, edits, by, now)
    return bool(went or fresh or back)


def _merged_meanwhile(source_ids):
    """Hold the sources that are newly cited: whether one of them was merged since it was looked up.

    A merge moves the citations it finds; one that comes after it would be left at the record that went.
    """
    if not source_ids:
        return False
    held = Source.objects.select_for_update(no_key=True).filter(pk__in=source_ids).order_by("pk")
    return any(held.values_list("merged_into", flat=True))


def _write_passages(citation, wanted, copied, had, edits, by, now):
    """had: what the citation rested on; None if it is new, which is an edit of its own already."""
    if wanted is None:
        chosen = {p.pk for p in copied} if copied else had or set()
    else:
        chosen = {passage_id(citation.source_id, w, by, now) for w in wanted} - {None}
    if chosen != (had or set()):
        set_passages(citation, chosen)
        if had is not None:
            edits.add(citation.claim, EditedPart.PASSAGES, citation)
