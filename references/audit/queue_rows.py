"""The rows of the queue: each item with what a reviewer needs to choose it. A constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse

from references.judged import said_by_source
from references.models import Citation, Claim, EvidenceEdit, ProblemReport, SecondOpinion, Skip, Taking, Verdict
from references.models.second_opinion import OPEN
from references.models.source import SourceStatus
from references.models.waiting import ItemKind
from references.quantities import compare

from . import reading, waiting
from .queue import FIRST_OF_EACH, Item, Queue, Risk, documents_of


@dataclass
class Row:
    """places: in how many places the same words stand on the same source; the first of them is shown.

    skips: who left it for later and why. opinion: an open one; then no verdict is told, since its second reviewer must not
    know the first.
    """

    item: Item
    claim: Claim
    citation: Citation | None = None
    report: ProblemReport | None = None
    document: object = None
    edit: EvidenceEdit | None = None
    verdict: Verdict | None = None
    opinion: SecondOpinion | None = None
    taking: Taking | None = None
    skips: list[Skip] = field(default_factory=list)
    places: int = 1

    @property
    def source(self):
        return self.citation.source.survivor if self.citation else None

    @property
    def state(self):
        return reading.state_of(self.citation)

    @property
    def is_gone(self):
        """It left the draft, yet readers see it until the next edition."""
        return bool(self.citation) and not (self.citation.present and self.claim.present)

    @property
    def is_doubtful(self):
        return self.source.status in {SourceStatus.RETRACTED, SourceStatus.CONCERN}

    @property
    def pieces(self):
        """[(piece of the sentence, whether it is a number that no passage has)]"""
        if self.item.risk != Risk.NUMBER:
            return [(self.claim.text, False)]
        pairs = compare(self.claim.text, said_by_source(self.citation)).pairs
        return _cut(self.claim.text, [(p.sentence.start, p.sentence.end) for p in pairs if p.how != "same"])

    @property
    def address(self):
        return address_of(self.item)


@dataclass
class Section:
    """The rows of one risk, or of what this person skipped (no risk). total: how many there are."""

    risk: Risk | None
    total: int
    rows: list[Row] = field(default_factory=list)
    more: bool = False
    address: str = ""

    @property
    def key(self):
        return self.risk.key if self.risk else "skipped"

    @property
    def told(self):
        return self.risk.told if self.risk else "Skipped by you; they come back when what is judged changes"

    @property
    def icon(self):
        return self.risk.icon if self.risk else "undone"


def address_of(item):
    """Where an item is worked on."""
    names = {ItemKind.CITATION: "audit:citation", ItemKind.CLAIM: "audit:appraisal", ItemKind.REPORT: "audit:report"}
    return reverse(names[item.kind], args=[item.key])


def _cut(text, places):
    pieces, at = [], 0
    for start, end in places:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def sections(queue: Queue):
    """The items of a list in sections, each with its rows."""
    made, items = {}, queue.items
    for item in items:
        risk = None if item.skipped else item.risk
        total = queue.skipped_here if risk is None else queue.not_skipped[risk]
        made.setdefault(risk, Section(risk, total, more=total > FIRST_OF_EACH and not queue.filters.shows_all))
    for row in rows(items, queue.now):
        made[None if row.item.skipped else row.item.risk].rows.append(row)
    return [section for section in made.values() if section.rows]


def rows(items, now: datetime):
    """A row for each item; those with the same words on the same source are one."""
    by_kind = defaultdict(list)
    for item in items:
        by_kind[item.kind].append(item.key)
    citations = Citation.objects.select_related("claim", "source__merged_into").prefetch_related("passages")
    citations = citations.in_bulk(by_kind[ItemKind.CITATION])
    claims = Claim.objects.in_bulk(by_kind[ItemKind.CLAIM])
    reports = ProblemReport.objects.select_related("claim").in_bulk(by_kind[ItemKind.REPORT])
    records = {**citations, **claims, **reports}
    found = [_row(item, records[item.key]) for item in items if item.key in records]
    found = _grouped(found)
    documents = documents_of({_document(row) for row in found})
    edits, verdicts, opinions = _edits(found), _verdicts(citations), _opinions(citations)
    takings = waiting.standing([row.item.key for row in found], now)
    skips = _skips(found)
    for row in found:
        key = row.item.key
        row.document = documents.get(_document(row))
        row.edit = max((edits[k] for k in (row.claim.pk, key) if k in edits), key=lambda e: e.pk, default=None)
        row.opinion, row.taking, row.skips = opinions.get(key), takings.get(key), skips[key]
        row.verdict = None if row.opinion else verdicts.get(key)
    return found


def _row(item, record):
    if item.kind == ItemKind.CLAIM:
        return Row(item, record)
    return Row(item, record.claim, **{str(item.kind): record})


def _document(row):
    return row.claim.content_type_id, row.claim.object_id


def _grouped(found):
    """One row for each wording and source, the first; it says in how many places the same waits."""
    digests = {row.citation.digest for row in found if row.citation}
    same = Citation.objects.awaiting_verdict().filter(digest__in=digests).order_by()
    places = defaultdict(int)
    for digest, source in same.values_list("digest", "source"):
        places[digest, source] += 1
    seen, kept = set(), []
    for row in found:
        group = (row.citation.digest, row.citation.source_id) if row.citation else row.item.key
        if group not in seen:
            seen.add(group)
            kept.append(row)
            row.places = max(places.get(group, 1), 1)
    return kept


def _edits(found):
    """{citation or claim: the last change of it}"""
    last = {}
    claims = {row.claim.pk for row in found}
    for edit in EvidenceEdit.objects.filter(claim__in=claims).select_related("person").order_by("id"):
        last[edit.citation_id or edit.claim_id] = edit
    return last


def _verdicts(citations):
    verdicts = Verdict.objects.filter(citation__in=citations).order_by("number").defer("judged", "context")
    return {verdict.citation_id: verdict for verdict in verdicts}


def _opinions(citations):
    opinions = SecondOpinion.objects.filter(citation__in=citations, state__in=OPEN).select_related(
        "asked_by", "asked_of"
    )
    return {opinion.citation_id: opinion for opinion in opinions}


def _skips(found):
    """{item: those who skipped it as it stands}"""
    skips = defaultdict(list)
    rows = {row.item.key: row for row in found}
    for skip in Skip.objects.filter(item__in=rows).select_related("person").order_by("id"):
        if _still(skip, rows[skip.item]):
            skips[skip.item].append(skip)
    return skips


def _still(skip, row):
    if row.citation:
        return skip.digest == row.citation.digest
    return row.report is not None or skip.at >= row.claim.changed_at
