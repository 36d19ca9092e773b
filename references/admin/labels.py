"""A form field for collections or tags: choose those that are there, or type a new one."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import ValidationError

from references import organising
from references.models import Source


class LabelsWidget(AutocompleteSelectMultiple):
    """The admin's search box, which also takes words that it does not find."""

    def __init__(self, name):
        super().__init__(Source._meta.get_field(name), admin.site)

    def build_attrs(self, base_attrs, extra_attrs=None):
        return super().build_attrs(base_attrs, extra_attrs) | {
            "data-tags": "true",
            "data-placeholder": "Choose, or type a new one",
        }

    def optgroups(self, name, value, attr=None):
        typed = [v for v in value if not str(v).isdecimal()]
        groups = super().optgroups(name, [v for v in value if v not in typed], attr)
        options = [self.create_option(name, text, text, True, n) for n, text in enumerate(typed, 10_000)]
        return [*groups, *((None, [option], 0) for option in options)]


class LabelsField(forms.ModelMultipleChoiceField):
    """Its value is a list of Collections or Tags; new ones are not saved yet, see `saved`."""

    def __init__(self, model, name, **more):
        super().__init__(model.objects.all(), required=False, widget=LabelsWidget(name), **more)
        self.model = model

    def clean(self, value):
        texts = [str(v) for v in value or []]
        known = super().clean([t for t in texts if t.isdecimal()])
        try:
            names = [organising.checked_name(self.model, t) for t in texts if not t.isdecimal()]
        except organising.BadLabel as bad:
            raise ValidationError(str(bad)) from bad
        return [*known, *(self.model(name=name) for name in names)]

    def saved(self, labels):
        """The same, the new ones saved."""
        return [row if row.pk else organising.label(self.model, row.name) for row in labels]
