"""The image files of figures: what an edition shows must stay what was published."""

import hashlib
import json

from django.core.files.storage import default_storage

from .models import EditionContent, Figure


def digest_of(name):
    """SHA-256 of the stored file, 64 hexadecimal digits; "" where there is no such file."""
    try:
        with default_storage.open(name) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def images_in(content_text):
    """{name: digest} of the images in the stored content of an edition."""
    blocks = json.loads(content_text)["blocks"]
    return {b["image"]: b["image_digest"] for b in blocks if b["type"] == "figure"}


def remove_unused(names):
    """Delete image files that no draft and no edition shows any more."""
    for name in names:
        drafted = Figure.objects.filter(image=name).exists()
        published = EditionContent.objects.filter(content__contains=json.dumps(name, ensure_ascii=False)).exists()
        if not (drafted or published):
            default_storage.delete(name)
