from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html

from references import identifiers
from references.models import Source

from . import names

_LOOKUPS = {"doi": "doi__iexact"}  # DOIs are case-insensitive


class NamesField(forms.CharField):
    """Persons and organisations, one a line; nobody has to read JSON."""

    widget = forms.Textarea(attrs={"rows": 4, "cols": 60})

    def prepare_value(self, value):
        return names.written(value) if isinstance(value, list) else value

    def to_python(self, value):
        try:
            return names.read(super().to_python(value))
        except ValueError as error:
            raise ValidationError(str(error), code="names") from error

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != (initial or [])
        except ValidationError:
            return True


def _identifier_field(name):
    # Wider than the column: people paste “https://doi.org/…” and “978-0-…”; the stored spelling is shorter.
    model_field = Source._meta.get_field(name)
    return forms.CharField(
        label=model_field.verbose_name,
        required=False,
        max_length=400,
        help_text=model_field.help_text,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class SourceForm(forms.ModelForm):
    """A source as a person types it: names as lines, identifiers in any spelling."""

    authors = NamesField(
        required=False,
        help_text="One a line, in the order of the work: “Yousef, A. A.”. An organisation in braces: "
        "“{World Health Organization}”.",
    )
    editors = NamesField(required=False)
    doi = _identifier_field("doi")
    pmid = _identifier_field("pmid")
    pmcid = _identifier_field("pmcid")
    isbn = _identifier_field("isbn")
    arxiv = _identifier_field("arxiv")
    url = forms.URLField(
        label="Address on the web",
        required=False,
        max_length=1000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vURLField"}),
    )

    def clean(self):
        cleaned = super().clean()
        for name in identifiers.CANONICAL:
            if typed := cleaned.get(name):
                self._clean_identifier(name, typed)
        return cleaned

    def _clean_identifier(self, name, typed):
        try:
            spelling = identifiers.CANONICAL[name](typed)
        except ValueError as error:
            self.add_error(name, str(error))
            return
        other = Source.objects.filter(**{_LOOKUPS.get(name, name): spelling}).exclude(pk=self.instance.pk).first()
        if other:
            label = self.fields[name].label
            self.add_error(
                name,
                format_html(
                    'This {} belongs to <a href="{}">{} ({})</a>. Use that source, or correct the {} here.',
                    label,
                    reverse("admin:references_source_change", args=[other.pk]),
                    other.short_name,
                    other.citekey,
                    label,
                ),
            )
        else:
            self.cleaned_data[name] = spelling
