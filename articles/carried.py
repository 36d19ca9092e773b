"""Rows of the catalogue that an article carries: its draft places them by blocks, its editions freeze them.

They are claims of a substance, not of the article; what the article publishes, checks and stands for includes them.
"""

from django.db.models import Q

from references.models import Claim
from supplements import freezing
from supplements.models import PARTS

from .models import ComparisonTable, SubstanceFacts


def blocks_of(article):
    """(comparison tables, facts) of the draft, as they stood when this object was first asked. Two queries."""
    if not hasattr(article, "_blocks_of_catalogue"):
        article._blocks_of_catalogue = _blocks_today(article)
    return article._blocks_of_catalogue


def know(article, blocks):
    """These are all blocks of the draft: what was read once need not be read again."""
    tables = [block for block in blocks if isinstance(block, ComparisonTable)]
    article._blocks_of_catalogue = tables, [block for block in blocks if isinstance(block, SubstanceFacts)]


def _blocks_today(article):
    tables = ComparisonTable.objects.filter(parent=article).select_related("comparison__substance")
    facts = SubstanceFacts.objects.filter(parent=article).select_related("substance")
    return list(tables), list(facts)


def freeze_block(block):
    """What a block of the catalogue shows, as plain content; None for any other block."""
    match block:
        case ComparisonTable():
            choice = {"only_forms": block.only_forms, "only_attributes": block.only_attributes}
            return freezing.comparison(block.comparison, **choice)
        case SubstanceFacts():
            example = {"food": block.example_food, "dose": block.example_dose}
            return freezing.facts(block.substance, block.part) | {"example": freezing.plain(example)}
    return None


def claim_ids(frozen_block):
    """The ids, as text, of the claims that a frozen block of the catalogue shows, in order; none for other blocks."""
    rows = frozen_block.get("cells") or frozen_block.get("rows") or ()
    return [row["claim"] for row in rows if row["claim"]]


def claims_carried(article):
    """Claims of the catalogue that the draft of `article` places, as a condition on claims."""
    tables, facts = blocks_of(article)
    placed = Q(pk__in=[])
    for block in tables:
        choice = {"only_forms": block.only_forms, "only_attributes": block.only_attributes}
        placed |= Q(pk__in=freezing.placed_cells(block.comparison, **choice).order_by().values("pk"))
    for block in facts:
        for part in freezing.parts_of(block.part):
            placed |= Q(pk__in=PARTS[part].objects.filter(substance=block.substance_id).order_by().values("pk"))
    return placed


def claims_in(article):
    """Every claim that stands in the draft of `article`: its own sentences, and what it carries."""
    own = Claim.objects.of(article).present()
    return own | Claim.objects.present().filter(claims_carried(article)) if any(blocks_of(article)) else own


def parts_placed(article):
    """{(substance id, part)} of the catalogue, as `CatalogueEdit` names parts."""
    tables, facts = blocks_of(article)
    placed = {(t.comparison.substance_id, name) for t in tables for name in (t.comparison.part, "forms")}
    return placed | {(f.substance_id, name) for f in facts for name in freezing.parts_of(f.part)}


def lock(article):
    """Lock an article with the substances it carries, these first, as acts on the catalogue do. Returns the article."""
    while True:
        before = _substances(article)
        for substance in before:
            substance.lock()
        locked = article.lock()
        if {s.pk for s in _substances(article)} <= {s.pk for s in before}:
            return locked


def _substances(article):
    tables, facts = _blocks_today(article)
    found = {s.pk: s for s in [t.comparison.substance for t in tables] + [f.substance for f in facts]}
    return [found[pk] for pk in sorted(found, key=str)]
