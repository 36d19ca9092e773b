"""From frozen content to the HTML of a page; can be rebuilt at any time."""

from .models import EditionRendering

RENDERER = 1


def render(content, people):
    """The fields of EditionRendering, without edition."""
    return {"renderer": RENDERER, "html": "", "description": "", "meter": {}, "people": people}


def store(edition, content, people):
    return EditionRendering.objects.update_or_create(edition=edition, defaults=render(content, people))[0]


def forget(edition):
    EditionRendering.objects.filter(edition=edition).delete()
