"""What readers type into the tools: every field says what is wrong in a sentence, and keeps what was typed."""

from django import forms

from references.canonical import storable
from supplements import amounts

_UNKNOWN = "“%(value)s” is none of the choices here. Choose one from the list."


class AmountField(forms.CharField):
    """A Decimal; None of nothing where it is not required."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, unit, zero=False, **options):
        self.unit, self.zero = unit, zero
        super().__init__(**options)

    def clean(self, value):
        text = storable(self.to_python(value)).strip()
        if not text and not self.required:
            return None
        try:
            return amounts.read(text, self.unit, zero=self.zero)
        except amounts.AmountUnreadable as error:
            raise forms.ValidationError(str(error)) from error


class TabletsField(AmountField):
    """Tablets a day: halves and quarters are tablets too."""

    def __init__(self, **options):
        super().__init__(unit="tablets", **options)

    def clean(self, value):
        tablets = super().clean(value)
        if tablets is not None and tablets > 100:
            raise forms.ValidationError("This is more than 100 tablets a day. Is there a digit too many?")
        return tablets


class OneOf(forms.ChoiceField):
    """A choice that says what was asked for when it is not there."""

    def __init__(self, **options):
        super().__init__(
            error_messages={"invalid_choice": _UNKNOWN, "required": "Choose one from the list."}, **options
        )

    def validate(self, value):
        try:
            super().validate(value)
        except forms.ValidationError as error:
            short = value if len(value) <= 40 else f"{value[:40]}…"
            raise forms.ValidationError(_UNKNOWN, params={"value": short}) if value else error from error


class CalculatorForm(forms.Form):
    """asked: the address; until it names an amount nothing is judged. compounds: {key: (told form, its compound)}."""

    way = OneOf(label="What do you want to know?", widget=forms.RadioSelect)
    what = OneOf(label="Which compound?")
    amount = AmountField(unit="mg", label="Amount")
    element = AmountField(unit="mg", required=False, label="Element")
    tablets = TabletsField(
        required=False,
        label="Tablets or portions a day",
        help_text="Optional: the amount is then that of one of them.",
    )

    def __init__(self, asked, *, substance, told_forms):
        said, unit = substance["said"], substance["unit"]
        self.compounds = {
            f"{form['slug']}:{compound['formula']}": (form, compound)
            for form in told_forms
            for compound in form["compounds"]
            if compound["fraction"]
        }
        usual = {"way": "compound", "what": next(iter(self.compounds), "")}
        chosen = usual | asked.dict()
        super().__init__(chosen if "amount" in asked else None, initial=chosen)
        self.fields["way"].choices = [
            ("compound", f"Compound to {said}"),
            ("element", f"{substance['name']} to compound"),
            ("label", "What a label means"),
        ]
        self.fields["what"].choices = [
            (
                form["label"],
                [(key, _named(f, c)) for key, (f, c) in self.compounds.items() if f["slug"] == form["slug"]],
            )
            for form in told_forms
            if any(c["fraction"] for c in form["compounds"])
        ]
        amount, element = self.fields["amount"], self.fields["element"]
        amount.unit = element.unit = unit
        amount.label = f"Amount, in {unit}"
        element.label = f"{substance['name']} itself, in {unit}, if the label gives both"
        element.help_text = "Optional. The two figures are then held against the formula."


def _named(form, compound):
    name = compound["name"]
    return f"{form['name']}, {name}: {compound['shown']}" if name else f"{form['name']}: {compound['shown']}"


class DoseForm(forms.Form):
    """What somebody gets in a day."""

    food = AmountField(unit="mg", zero=True, required=False, label="From food")
    dose = AmountField(unit="mg", zero=True, required=False, label="From a supplement")

    def __init__(self, data, *, substance):
        super().__init__(data)
        for name, label in (("food", "From food"), ("dose", "From a supplement")):
            self.fields[name].unit = substance["unit"]
            self.fields[name].label = f"{label}, {substance['unit']} a day"
        self.fields["food"].help_text = "Leave it empty if you do not know: the chart then says so."
        self.fields["dose"].help_text = f"Of {substance['said']} itself, not of the compound."
