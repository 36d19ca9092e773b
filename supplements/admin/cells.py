"""The panel of one cell: its value in the shape of its column, or why it is empty, and what it rests on."""

from functools import cached_property

from django import forms

from supplements import sheets
from supplements.layout import form_head, is_computed, share_of
from supplements.models import Cell, Step
from supplements.models.comparison import AttributeKind, Effect, Empty

from .editing import RowEdit
from .told import cited_told

_VALUE = {
    AttributeKind.NUMBER: ["low", "high"],
    AttributeKind.SCALE: ["step"],
    AttributeKind.OUTCOME: ["effect", "text"],
    AttributeKind.TEXT: ["text"],
}
_STUDIED = ["studies", "people", "who", "dose_low", "dose_high", "studied_as", "route", "note"]
_DECIMALS = ("low", "high", "dose_low", "dose_high")
_RECEIPT = ("looked_in", "looked_for", "looked_on")


class ValueForm(forms.ModelForm):
    """What stands in the cell, and how it was studied."""

    class Meta:
        model = Cell
        fields = _STUDIED
        widgets = {"note": forms.Textarea(attrs={"rows": 2}), "text": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        attribute = self.instance.attribute
        for name in _DECIMALS:
            if name in self.fields and getattr(self.instance, name) is not None:
                self.initial[name] = sheets.plain_number(getattr(self.instance, name))
        if "low" in self.fields:
            self.fields["low"].label = f"number, in {attribute.unit}"
        if "step" in self.fields:
            self.fields["step"] = forms.ModelChoiceField(
                Step.objects.filter(attribute=attribute), required=False, label="step", empty_label=None,
                widget=forms.RadioSelect,
            )  # fmt: skip
        if "effect" in self.fields:
            self.fields["effect"] = forms.ChoiceField(
                choices=Effect.choices, required=False, label="effect", widget=forms.RadioSelect
            )
            self.fields["text"].label = "how large it was"
        for name in ("dose_low", "dose_high"):
            unit = self.instance.comparison.substance.unit
            self.fields[name].label = f"{self.fields[name].label}, {unit}"

    def clean(self):
        self.instance.empty = ""
        return super().clean()

    @property
    def value_fields(self):
        return [self[name] for name in _VALUE[self.instance.attribute.kind]]

    @property
    def studied_fields(self):
        return [self[name] for name in _STUDIED]


class EmptyForm(forms.ModelForm):
    """Why there is no value; “none found” says where somebody looked."""

    empty = forms.ChoiceField(label="why is it empty?", choices=Empty.choices, widget=forms.RadioSelect)

    class Meta:
        model = Cell
        fields = ["empty", *_RECEIPT]
        widgets = {"looked_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def clean(self):
        said = super().clean()
        if said.get("empty") == Empty.NONE_FOUND:
            for name, sentence in zip(
                _RECEIPT, ("Say where you looked.", "Say for what.", "Say on which day."), strict=True
            ):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, f"{sentence} Readers see it.")
        for name, nothing in sheets.NO_VALUE.items():
            setattr(self.instance, name, nothing)
        return said


def _value_form(attribute):
    return forms.modelform_factory(Cell, form=ValueForm, fields=[*_VALUE[attribute.kind], *_STUDIED])


class Panel:
    """One cell that is open. emptying: it is asked why the cell is empty, in place of its value."""

    def __init__(self, layout, form, attribute, person, *, may_edit, emptying=None, typed=None):
        self.layout, self.form, self.attribute, self.person = layout, form, attribute, person
        self.may_edit = may_edit
        self.cell = layout.cell(form, attribute)
        stands_empty = self.cell is not None and not self.cell.is_filled
        self.emptying = stands_empty if emptying is None else emptying
        self.edit = self._edit(typed) if may_edit and not self.is_computed else None

    @property
    def key(self):
        return f"{self.form.slug}.{self.attribute.slug}"

    @property
    def title(self):
        return f"{form_head(self.form)} × {self.attribute.name}"

    @property
    def is_computed(self):
        return is_computed(self.attribute)

    @property
    def share(self):
        return share_of(self.form)

    @cached_property
    def told(self):
        return cited_told(self.cell, self.person) if self.cell else []

    @cached_property
    def sentence(self):
        """As it stands, before what was typed."""
        return self.cell.sentence() if self.cell and self.cell.is_filled else ""

    def _edit(self, typed):
        more = {"typed": typed, "citations": self.layout.citations[self.cell.pk] if self.cell else []}
        if self.emptying:
            initial = {"empty": Empty.NONE_FOUND} if self.cell is None or self.cell.is_filled else None
            return RowEdit(self._row(), EmptyForm, with_sources=False, initial=initial, **more)
        return RowEdit(self._row(), _value_form(self.attribute), **more)

    def _row(self):
        """A row of its own, so that what is typed does not change what is shown as standing."""
        row = Cell(comparison=self.layout.comparison, form=self.form, attribute=self.attribute, route=self.form.route)
        if self.cell:
            for field in Cell._meta.concrete_fields:
                setattr(row, field.attname, getattr(self.cell, field.attname))
            row.form, row.attribute, row.comparison = self.form, self.attribute, self.layout.comparison
            row.step, row._state.adding = self.cell.step, False
        return row


def panel_at(layout, key, person, **more):
    """The panel of the cell at “form.attribute”, or None where there is none."""
    form_slug, _, attribute_slug = key.partition(".")
    form = next((f for f in layout.forms if f.slug == form_slug), None)
    attribute = next((a for a in layout.attributes if a.slug == attribute_slug), None)
    return Panel(layout, form, attribute, person, **more) if form and attribute else None
