"""Which tables of this app are the record."""

from collections.abc import Iterator

from . import catalogue
from .models import Substance

APPEND_ONLY = ["supplements_catalogueedit"]


def breaks() -> Iterator[str]:
    """A sentence for each row of the catalogue whose claim does not say what the row says."""
    for substance in Substance.objects.order_by("name"):
        for row, claim in catalogue.rows_with_claims(substance):
            if row.is_filled != bool(claim and claim.present):
                yield f"the claim of {row._meta.verbose_name} {row.pk} does not stand as the row does"
            elif row.is_filled and (claim.text, claim.heads) != (row.sentence(), row.heads()):
                yield f"the claim of {row._meta.verbose_name} {row.pk} does not say what the row says"
