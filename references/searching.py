"""Find sources by what people remember of them: title, author, citekey, year, identifier."""

import json
import re

from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Replace

from . import identifiers, titles
from .models import CitekeyAlias

_TEXTS = ("citekey", "title", "container_title")
_TAGGED = re.compile(r"\s*(pmid|pmcid)\s*:?\s*((?:PMC)?\d+)\s*", re.I | re.A)
_NUMBERS = ("doi", "pmid", "pmcid", "isbn", "arxiv")


def matching(sources, typed):
    """The sources of this queryset that match every word of `typed`; all of them for an empty one."""
    if identifier := _identifier(typed):
        field, value = identifier
        return sources.filter(**{f"{field}__icontains": value})
    words = titles.plain(typed).split()
    if words:
        sources = sources.alias(bare_title=_bare_title())
    for word in words:
        sources = sources.filter(_has(word))
    return sources


def _has(word):
    """What finds one word. Each column that is read costs, so identifiers are left out for a word of letters only."""
    found = Q(authors__icontains=word)
    # SQLite keeps JSON as ASCII, so that “ö” stands there as an escape.
    if (escaped := json.dumps(word)[1:-1]) != word:
        found |= Q(authors__icontains=escaped)
    for field in _TEXTS if word.isalpha() else (*_TEXTS, *_NUMBERS):
        found |= Q(**{f"{field}__icontains": word})
    # “Mg2+” is stored as Mg<sup>2+</sup>; few titles have markup, so only theirs is taken out
    found |= Q(title__contains="</", bare_title__icontains=word)
    # no join: many former names must not make many rows, and DISTINCT over whole rows is slow
    found |= Q(pk__in=CitekeyAlias.objects.filter(citekey__icontains=word).values("source"))
    if word.isdecimal() and len(word) == 4:
        found |= Q(year=word)
    return found


def _bare_title():
    """The title without its markup, for the database."""
    bare = F("title")
    for name in titles.KEPT:
        for tag in (f"<{name}>", f"</{name}>"):
            bare = Replace(bare, Value(tag), output_field=TextField())
    return bare


def _identifier(typed):
    """(field, canonical spelling) if the whole of `typed` is one identifier as people paste it, else None.

    A number alone may stand in a title or be a year, so it is a PMID only behind its name.
    """
    if tagged := _TAGGED.fullmatch(typed):
        return tagged[1].lower(), tagged[2].upper()
    for name in ("doi", "isbn"):
        try:
            return name, identifiers.CANONICAL[name](typed)
        except ValueError:
            continue
    return None
