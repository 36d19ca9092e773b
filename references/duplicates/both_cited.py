"""Citations when two sources become one, above all where one claim cites both."""

from references.models import Citation, CitationPassage, EvidenceEdit, Passage
from references.models.evidence_edit import EditedPart
from references.outcomes import NOT_JUDGED, Outcome

_NEGATIVE = {Outcome.CONTRADICTED, Outcome.NOT_ADDRESSED}


def move(journal, winner, loser, *, by, now):
    """Point the loser's citations to the winner. Where one claim cites both, one stays in the text.

    Returns (pairs, added): [[dropped, kept]] and [[citation, passage]], ids as text and numbers, for `undo`.
    """
    pairs, added = [], []
    for ours, theirs in _rivals(winner, loser):
        kept = max((ours, theirs), key=_weight)
        dropped = theirs if kept is ours else ours
        Citation.objects.filter(pk=dropped.pk).update(present=False)
        pairs.append([str(dropped.pk), str(kept.pk)])
        added += _share_passages(kept, dropped, by, now)
    ids = Citation.objects.filter(source=loser).values_list("pk", flat=True)
    journal.change(Citation, ids, "source", loser.pk, winner.pk)
    return pairs, added


def _rivals(winner, loser):
    """[(the winner's, the loser's)] citations in the text of one claim."""
    present = Citation.objects.filter(present=True).prefetch_related("verdicts", "passages").select_related("claim")
    theirs = {c.claim_id: c for c in present.filter(source=loser)}
    return [(c, theirs[c.claim_id]) for c in present.filter(source=winner, claim__in=theirs)]


def _weight(citation):
    """Which of two stays: a fresh verdict before a stale one before none.

    A negative verdict must not vanish behind a good one; then the later one, then the winner's counts.
    """
    if citation.outcome in NOT_JUDGED:
        return 0, False, 0
    latest = list(citation.verdicts.all())[-1]
    return 1 + citation.is_fresh, citation.outcome in _NEGATIVE, latest.at.timestamp()


def _share_passages(kept, dropped, by, now):
    """Let the citation that stays rest on the passages of both, unless that would make its verdict stale.

    Who chose the passages that join it may no longer judge it alone; nor may the person who merges.
    """
    if kept.outcome not in NOT_JUDGED and kept.is_fresh:
        return []
    had = {p.pk for p in kept.passages.all()}
    new = [p.pk for p in dropped.passages.all() if p.pk not in had]
    if not new:
        return []
    CitationPassage.objects.bulk_create(CitationPassage(citation=kept, passage_id=pk) for pk in new)
    chose = dropped.edits.filter(part__in=[EditedPart.PASSAGES, EditedPart.SOURCE]).values_list("person", flat=True)
    EvidenceEdit.objects.bulk_create(
        EvidenceEdit(claim=kept.claim, citation=kept, part=EditedPart.PASSAGES, person_id=person, at=now)
        for person in sorted({by.pk, *chose})
    )
    return [[str(kept.pk), pk] for pk in new]


def bring_back(pairs, added, *, by, now):
    """Undo `move`, but for the sources. Returns how many citations do not come back, as the text dropped them since."""
    _take_passages_out(added, by, now)
    gone = 0
    for dropped, kept in pairs:
        row = Citation.objects.get(pk=dropped)
        if row.present:
            continue
        rivals = Citation.objects.filter(claim=row.claim_id, source=row.source_id, present=True)
        if Citation.objects.filter(pk=kept, present=True).exists() and not rivals.exists():
            Citation.objects.filter(pk=dropped).update(present=True)
        else:
            gone += 1
    return gone


def _take_passages_out(added, by, now):
    """But not from a citation that was judged with them since."""
    touched = {}
    for citation, passage in added:
        row = touched.setdefault(citation, Citation.objects.select_related("claim").get(pk=citation))
        if row.outcome in NOT_JUDGED or not row.is_fresh:
            CitationPassage.objects.filter(citation=row, passage=passage).delete()
    EvidenceEdit.objects.bulk_create(
        EvidenceEdit(claim=row.claim, citation=row, part=EditedPart.PASSAGES, person=by, at=now)
        for row in touched.values()
    )


def settle_passages(*sources):
    """Let every citation rest on passages of its own source: one of another source is copied, word for word.

    What was judged stays the same, so no verdict goes stale.
    """
    links = CitationPassage.objects.filter(citation__source__in=sources).select_related("citation", "passage")
    for link in links:
        if link.passage.source_id != link.citation.source_id:
            own = _same_passage(link.passage, link.citation.source_id)
            link.delete()
            CitationPassage.objects.get_or_create(citation=link.citation, passage=own)


def _same_passage(passage, source_id):
    says = {name: getattr(passage, name) for name in ("locator", "quote", "finding", "basis", "page")}
    equal = Passage.objects.filter(source=source_id, **says).first()
    return equal or Passage.objects.create(
        source_id=source_id, **says, changed_at=passage.changed_at, changed_by=passage.changed_by
    )
