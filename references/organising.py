"""Collections and tags: what colleagues sort sources by. Readers never see them, and no verdict depends on them."""

import re

from django.db import transaction

from .models import Collection, Tag

_SPACES = re.compile(r"\s+")


class BadLabel(Exception):
    """Why this is no name of a collection or a tag, in a sentence."""


def label(model, name):
    """The Collection or Tag of this name, however its letters are written; made if there is none. Raises BadLabel."""
    name = checked_name(model, name)
    found = model.objects.filter(name__iexact=name).first()
    return found or model.objects.get_or_create(name=name)[0]


def checked_name(model, name):
    """The name as it would be stored. Raises BadLabel."""
    name = _SPACES.sub(" ", name.replace("\x00", "")).strip()
    longest = model._meta.get_field("name").max_length
    if not name:
        raise BadLabel("Give it a name.")
    if name.isdecimal():
        # in a form, a number is the key of one that is there
        raise BadLabel(f"“{name}” is only a number. Add a word, like “year {name}”.")
    if len(name) > longest:
        raise BadLabel(f"“{name[:30]}…” is longer than {longest} characters.")
    return name


@transaction.atomic
def add_to_collection(sources, name):
    """Put all of these sources (a queryset) into the collection of this name; returns (collection, how many are new)."""
    return _add(label(Collection, name), sources)


@transaction.atomic
def add_tag(sources, name):
    """Give all of these sources this tag; returns (tag, how many are new)."""
    return _add(label(Tag, name), sources)


def _add(row, sources):
    fresh = list(sources.exclude(pk__in=row.sources.values("pk")).order_by().values_list("pk", flat=True))
    for start in range(0, len(fresh), 1000):
        row.sources.add(*fresh[start : start + 1000])
    return row, len(fresh)
