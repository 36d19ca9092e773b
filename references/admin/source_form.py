from types import SimpleNamespace

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst

from references import citekeys, identifiers
from references.models import Collection, Source, Tag
from references.models.source import Identification

from . import names
from .labels import LabelsField

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


def _label(model_field):
    return "arXiv id" if model_field.name == "arxiv" else capfirst(model_field.verbose_name)


def _identifier_field(name):
    # Wider than the column: people paste “https://doi.org/…” and “978-0-…”; the stored spelling is shorter.
    model_field = Source._meta.get_field(name)
    return forms.CharField(
        label=_label(model_field),
        required=False,
        max_length=400,
        help_text=model_field.help_text,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


def _address_field(name):
    model_field = Source._meta.get_field(name)
    return forms.URLField(
        label=_label(model_field),
        required=False,
        max_length=model_field.max_length,
        help_text=model_field.help_text,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vURLField"}),
    )


class SourceForm(forms.ModelForm):
    """A source as a person types it: names as lines, identifiers in any spelling."""

    authors = NamesField(
        required=False,
        help_text="One a line, in the order of the work: “Yousef, A. A.” or “Smith, John, Jr.”. An organisation in "
        "braces: “{World Health Organization}”. A list that goes on ends with “et al.”.",
    )
    editors = NamesField(required=False)
    doi = _identifier_field("doi")
    pmid = _identifier_field("pmid")
    pmcid = _identifier_field("pmcid")
    isbn = _identifier_field("isbn")
    arxiv = _identifier_field("arxiv")
    url = _address_field("url")
    open_access_url = _address_field("open_access_url")

    collections = LabelsField(Collection, "collections", help_text="Groups of sources for somebody's work.")
    tags = LabelsField(Tag, "tags", help_text="Words to sort by.")

    class Meta:
        # the admin takes a help text for HTML
        help_texts = {
            "title": "Italics, bold, sub- and superscript as &lt;i&gt;, &lt;b&gt;, &lt;sub&gt;, &lt;sup&gt;; "
            "other markup that is pasted goes."
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and "citekey" in self.fields:
            self.fields["citekey"].required = False
            self.fields["citekey"].help_text += " Left empty, it is made of author and year."

    def clean(self):
        cleaned = super().clean()
        if "citekey" in cleaned and not cleaned["citekey"]:
            known = {name: cleaned.get(name) for name in ("authors", "title", "year")}
            cleaned["citekey"] = citekeys.proposed(SimpleNamespace(**known | {"title": known["title"] or ""}))
        if cleaned.get("identification") == Identification.CANDIDATES and not cleaned.get("candidates"):
            self.add_error("candidates", "Name the works it may be, or say that it was not located.")
        for name in identifiers.CANONICAL:
            if typed := cleaned.get(name):
                self._clean_identifier(name, typed)
        return cleaned

    def _save_m2m(self):
        for name in ("collections", "tags"):
            if name in self.cleaned_data:
                self.cleaned_data[name] = self.fields[name].saved(self.cleaned_data[name])
        super()._save_m2m()

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
