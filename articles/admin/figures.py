"""What may be uploaded as a figure: an image that every browser shows, of a size that a phone can load."""

from django import forms

FORMATS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP", "gif": "GIF"}
MAX_BYTES = 10_000_000
MAX_PIXELS = 40_000_000


class FigureForm(forms.ModelForm):
    def clean_image(self):
        upload = self.cleaned_data["image"]
        if "image" in self.changed_data and upload and (sentence := why_refused(upload)):
            raise forms.ValidationError(sentence)
        return upload


def why_refused(upload):
    """A sentence, or "" for an upload that may stand. The field has opened it already: `upload.image` is Pillow's."""
    ending = upload.name.rpartition(".")[2].lower()
    if ending not in FORMATS:
        return "Upload a PNG, JPEG, WebP or GIF image."
    # The web server tells browsers what it is by the ending of its name.
    if upload.image.format != FORMATS[ending]:
        return f"This file is called “.{ending}”, but it is none. Save the image anew, then upload it."
    if upload.size > MAX_BYTES:
        return "This image is larger than 10 MB. Save it smaller, then upload it."
    width, height = upload.image.size
    if width * height > MAX_PIXELS:
        return f"This image has {width:,} × {height:,} pixels, more than a browser can show well. Save it smaller."
    return ""
