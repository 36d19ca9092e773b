"""Find sources by what people remember of them: title, author, citekey, year, identifier."""

import json

from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Replace

from . import identifiers, titles
from .models import CitekeyAlias

_TEXTS = ("citekey", "title", "container_title", "doi", "pmid", "pmcid", "isbn", "arxiv")


def matching(sources, typed):
    """The sources of this queryset that match every word of `typed`; all of them for an empty one."""
    words = _identifier(typed) or titles.plain(typed).split()
    if words:
        sources = sources.alias(bare_title=_bare_title())
    for word in words:
        # SQLite keeps JSON as ASCII, so that “ö” stands there as an escape.
        found = Q(authors__icontains=word) | Q(authors__icontains=json.dumps(word)[1:-1])
        for field in _TEXTS:
            found |= Q(**{f"{field}__icontains": word})
        # “Mg2+” is stored as Mg<sup>2+</sup>; few titles have markup, so only theirs is taken out
        found |= Q(title__contains="</", bare_title__icontains=word)
        # no join: many former names must not make many rows, and DISTINCT over whole rows is slow
        found |= Q(pk__in=CitekeyAlias.objects.filter(citekey__icontains=word).values("source"))
        if word.isdecimal() and len(word) == 4:
            found |= Q(year=word)
        sources = sources.filter(found)
    return sources


def _bare_title():
    """The title without its markup, for the database."""
    bare = F("title")
    for name in titles.KEPT:
        for tag in (f"<{name}>", f"</{name}>"):
            bare = Replace(bare, Value(tag), output_field=TextField())
    return bare


def _identifier(typed):
    """[canonical spelling] if the whole of `typed` is a DOI or an ISBN as people paste it, else []."""
    for name in ("doi", "isbn"):
        try:
            return [identifiers.CANONICAL[name](typed)]
        except ValueError:
            continue
    return []
