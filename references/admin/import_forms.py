"""What a person types for an import: the file, and what holds for all its records."""

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat

from references import formats
from references.models import Import

CHOICES = [("", "found out by content"), *((name, format.label) for name, format in formats.FORMATS.items())]


class FileForm(forms.Form):
    """The file, and what is in it if that cannot be seen."""

    file = forms.FileField(
        label="file",
        allow_empty_file=True,  # it is refused with a sentence of our own
        error_messages={"required": "Choose a file.", "invalid": "Choose a file."},
    )
    format = forms.ChoiceField(label="format", choices=CHOICES, required=False)

    def __init__(self, *args, refused="", **kwargs):
        """refused: why the file was not kept when it arrived."""
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        file = self.fields["file"]
        largest = filesizeformat(settings.IMPORT_MAX_BYTES).replace("\xa0", " ").replace(".0 ", " ")
        file.help_text = f"RIS, BibTeX, PubMed (.nbib or XML), CSL-JSON, or identifiers one a line; up to {largest}."
        file.widget.attrs["data-largest"] = settings.IMPORT_MAX_BYTES
        if refused:
            file.error_messages["required"] = refused

    @staticmethod
    def label_of(format):
        """“RIS” for “ris”."""
        return formats.FORMATS[format].label if format in formats.FORMATS else ""


class ChoicesForm(forms.ModelForm):
    """What holds for all records that go in."""

    class Meta:
        model = Import
        fields = ["fill_gaps", "not_findable_because", "collections", "tags"]
        widgets = {
            "not_findable_because": forms.Textarea(attrs={"rows": 2}),
            "collections": forms.SelectMultiple(attrs={"size": 4}),
            "tags": forms.SelectMultiple(attrs={"size": 4}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})
