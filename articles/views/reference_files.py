"""Sources and reference lists as files for reference managers: RIS, BibTeX, CSL-JSON."""

import json
from dataclasses import replace

from django.db.models import F
from django.http import Http404
from django.shortcuts import redirect

from articles.models import Edition
from articles.reference_list import details_of
from references import filling, formats

from .caching import etag_of, public, public_response, unchanged
from .sources import cited_source

_NAMES = {"ris": "ris", "bibtex": "bib", "csl-json": "csl"}


@public
def source_file(request, citekey, format):
    """One source, without its abstract, which is somebody else's text. Three queries at most."""
    found = cited_source(citekey)
    if found.citekey != citekey:
        response = redirect(f"source-{_NAMES[format]}", found.citekey)
        response["Access-Control-Allow-Origin"] = "*"
        return response
    record = (found.citekey, replace(filling.details_of(found), abstract=()))
    return _file([record], format, found.citekey)


@public
def references_file(request, slug, format, number=None):
    """The references of an edition, as they were frozen; of the live one without a number. One query."""
    editions = Edition.objects.filter(article__slug=slug)
    editions = editions.filter(number=number) if number else editions.filter(live_article__isnull=False)
    found = editions.values("number", "digest", frozen=F("content__content")).first()
    if found is None or found["frozen"] is None:
        raise Http404("There is no published article at this address.")
    etag = etag_of(found["digest"], format)
    if response := unchanged(request, etag):
        return response
    sources = json.loads(found["frozen"])["sources"]
    name = f"{slug}-edition-{found['number']}-references"
    return _file([(s["citekey"], details_of(s)) for s in sources], format, name, etag=etag)


def _file(records, format, name, etag=None):
    kind = formats.FORMATS[format]
    response = public_response("".join(formats.write(records, format)), etag=etag)
    response["Content-Type"] = f"{kind.media_type}; charset=utf-8"
    response["Content-Disposition"] = f'inline; filename="{name}.{kind.extension}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response
