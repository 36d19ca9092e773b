"""Why something of the catalogue cannot be deleted, in a sentence that says what to do instead."""

from collections import Counter

from django.db import router
from django.db.models import ProtectedError
from django.db.models.deletion import Collector

from supplements.models import CatalogueEdit, Cell, ComparedForm


def protecting(obj):
    """The rows that hold `obj` in its place."""
    collector = Collector(using=router.db_for_write(type(obj)), origin=obj)
    try:
        collector.collect([obj])
    except ProtectedError as kept:
        return list(kept.protected_objects)
    return []


def why_form_stays(form):
    held = protecting(form)
    if shown := next((row.edition for row in held if hasattr(row, "edition")), None):
        return (
            f"This form is shown in edition {shown.number} of “{shown.article}”, so it stays: "
            "take it out of the comparison instead."
        )
    if compared := [row for row in held if isinstance(row, ComparedForm)]:
        return f"{form} stands in the comparison “{compared[0].comparison}”. Take it out there first."
    return why_it_stays(form, held=[row for row in held if not isinstance(row, Cell)])


def why_attribute_stays(attribute):
    filled = attribute.cells.filter(empty="").count()
    if filled:
        cells = "1 cell of this column has" if filled == 1 else f"{filled} cells of this column have"
        return f"{cells} a value in “{attribute.comparison}”. Empty them first, and say why; then the column can go."
    return ""


def why_it_stays(obj, held=None):
    """A sentence that counts what points to it; "" if nothing does."""
    held = protecting(obj) if held is None else held
    if not held:
        return ""
    if all(isinstance(row, CatalogueEdit) for row in held):
        return f"It is on record who worked on {obj}, so it stays."
    counts = Counter(type(row)._meta for row in held if not isinstance(row, CatalogueEdit))
    named = [f"{n} {meta.verbose_name if n == 1 else meta.verbose_name_plural}" for meta, n in counts.items()]
    listed = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    return f"“{obj}” is needed by {listed}, so it stays. Change or delete those first."
