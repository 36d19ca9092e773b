"""A comparison as it stands: forms down, attributes across, and what stands in each cell. Six queries, whatever its size."""

from functools import cached_property

from references import canonical

from . import catalogue
from .models.comparison import AttributeKind, Cell


class Layout:
    """What the grid, the sheets and their previews are made of."""

    def __init__(self, comparison):
        self.comparison = comparison

    @cached_property
    def forms(self):
        """In the order of the comparison, each with its compounds."""
        compared = self.comparison.rows.select_related("form").prefetch_related("form__compounds")
        forms = [row.form for row in compared.order_by("position", "id")]
        for form in forms:
            form.substance = self.comparison.substance
        return forms

    @cached_property
    def attributes(self):
        return list(self.comparison.attributes.prefetch_related("steps").order_by("position", "id"))

    @cached_property
    def cells(self):
        """{(form id, attribute id): Cell}; whoever is not there was never touched."""
        forms = {form.pk: form for form in self.forms}
        attributes = {attribute.pk: attribute for attribute in self.attributes}
        found = {}
        for cell in Cell.objects.filter(comparison=self.comparison, form__in=forms).select_related("step"):
            cell.comparison = self.comparison
            cell.form, cell.attribute = forms[cell.form_id], attributes[cell.attribute_id]
            found[cell.form_id, cell.attribute_id] = cell
        return found

    @cached_property
    def citations(self):
        """{cell id: its present citations}"""
        return catalogue.citations_of(list(self.cells.values()))

    def cell(self, form, attribute):
        return self.cells.get((form.pk, attribute.pk))

    def citekeys(self, cell):
        return [c.source.survivor.citekey for c in self.citations[cell.pk]] if cell and cell.is_filled else []

    @property
    def digest(self):
        """Of all that stands: another one means that somebody changed something."""
        cells = sorted([str(key), catalogue.values_of(cell), self.citekeys(cell)] for key, cell in self.cells.items())
        forms = [[form.pk, form_head(form)] for form in self.forms]
        attributes = [[a.pk, a.name, a.kind, a.unit, [s.label for s in a.steps.all()]] for a in self.attributes]
        return canonical.digest(canonical.canonical_json([forms, attributes, cells]))


def form_head(form):
    """What a form is called within its comparison."""
    return f"{form.name}{form.by_route}"


def is_computed(attribute):
    return attribute.kind == AttributeKind.COMPUTED


def share_of(form):
    """How much of a form is the element, in per cent: “60.3%”, “11.3–16.2%”; "" where it cannot be computed."""
    shares = [compound.fraction for compound in _compounds(form)]
    shares = [f"{share * 100:.1f}" for share in sorted(share for share in shares if share is not None)]
    if not shares:
        return ""
    return f"{shares[0]}%" if shares[0] == shares[-1] else f"{shares[0]}–{shares[-1]}%"


def _compounds(form):
    for compound in form.compounds.all():
        compound.form = form
        yield compound
