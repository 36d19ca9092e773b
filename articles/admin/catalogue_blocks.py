"""The block that places a comparison: which one, and what of it."""

from django import forms

from articles.models import ComparisonTable


class SlugsField(forms.MultipleChoiceField):
    """A choice of forms or attributes by their slugs, in the order of the comparison; none chosen means all."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *args, **kwargs):
        super().__init__(*args, required=False, **kwargs)

    def valid_value(self, value):
        # what was taken out of the comparison meanwhile is let go, not refused
        return True

    def clean(self, value):
        known = [slug for slug, _ in self.choices]
        chosen = [slug for slug in known if slug in super(SlugsField, self).clean(value)]
        return [] if chosen == known else chosen


class ComparisonTableForm(forms.ModelForm):
    only_forms = SlugsField(label="only these forms", help_text="None chosen: all of them.")
    only_attributes = SlugsField(label="only these attributes", help_text="None chosen: all of them.")

    class Meta:
        model = ComparisonTable
        fields = ("comparison", "title", "only_forms", "only_attributes", "region", "ordering")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        comparison = self.instance.comparison if self.instance.comparison_id else None
        if comparison is None:
            for name in ("only_forms", "only_attributes"):  # a choice can be made once it is known of what
                self.fields[name].widget = forms.MultipleHiddenInput()
            return
        rows = comparison.rows.select_related("form__substance").order_by("position", "id")
        self.fields["only_forms"].choices = [(row.form.slug, str(row.form)) for row in rows]
        self.fields["only_attributes"].choices = list(comparison.attributes.values_list("slug", "name"))
