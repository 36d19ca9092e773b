"""Who worked on a draft: on its own text and evidence, and on the rows of the catalogue that it carries."""

from functools import reduce
from operator import or_

from django.db.models import Q

from references.models import Claim, EvidenceEdit
from references.models.evidence_edit import EditedPart
from supplements.models import CatalogueEdit

from . import carried
from .models import DraftEdit


def edits_of(article):
    """What counts as work on the draft, as querysets whose rows have `person` and `at`."""
    parts = carried.parts_placed(article)
    edits = [DraftEdit.objects.filter(article=article)]
    if parts:
        placed = reduce(or_, (Q(substance=substance, part=part) for substance, part in sorted(parts, key=str)))
        edits.append(CatalogueEdit.objects.filter(placed))
        evidence = EvidenceEdit.objects.exclude(part__in=[EditedPart.NOTICE, EditedPart.SUGGESTION])
        edits.append(evidence.filter(claim__in=_carried(article)))
    return edits


def _carried(article):
    return Claim.objects.filter(carried.claims_carried(article)).order_by().values("pk")


def since_last_edition(article):
    """The same, of what no edition carries yet, or one in an emergency that nobody else approved since."""
    last = DraftEdit.objects.last_edition_stood_for(article)
    return [edits.filter(at__gt=last.published_at) if last else edits for edits in edits_of(article)]


def saves_since_last_edition(article):
    """{person id: how often they saved} since the last edition, the most first."""
    counts = {}
    for edits in since_last_edition(article):
        for person in edits.order_by().values_list("person", flat=True):
            counts[person] = counts.get(person, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
