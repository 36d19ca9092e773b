"""The passages that a citation rests on."""

from .models import CitationPassage, Passage
from .models.passage import Basis


def set_passages(citation, passage_ids):
    """Let `citation` rest on exactly these passages of its source."""
    CitationPassage.objects.filter(citation=citation).exclude(passage__in=passage_ids).delete()
    have = set(CitationPassage.objects.filter(citation=citation).values_list("passage_id", flat=True))
    CitationPassage.objects.bulk_create(
        CitationPassage(citation=citation, passage_id=pk) for pk in sorted(set(passage_ids) - have)
    )


def passage_id(source_id, wanted, by, now):
    """The id of a passage of this source: the named one, an equal one, or a new one. None if it says nothing."""
    passages = Passage.objects.filter(source=source_id)
    if wanted.id:
        return passages.filter(pk=wanted.id).values_list("pk", flat=True).first()
    said = {
        "locator": wanted.locator.strip()[:200],
        "quote": wanted.quote.strip(),
        "finding": wanted.finding.strip(),
        "basis": wanted.basis if wanted.basis in Basis.values else Basis.ABSTRACT,
    }
    if not (said["quote"] or said["finding"]):
        return None
    equal = passages.filter(**said).values_list("pk", flat=True).first()
    return equal or Passage.objects.create(source_id=source_id, **said, changed_at=now, changed_by=by).pk
