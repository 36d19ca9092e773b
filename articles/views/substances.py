"""Substances as last published: the list of them, and what all their pages share."""

from functools import wraps

from articles.published_catalogue import newest_of_each, published
from articles.rendering.catalogue import TITLES
from articles.supplement_address import Address
from articles.supplement_json_ld import json_ld
from articles.supplement_reader import Reader
from articles.supplement_tables import TABLES

from .caching import etag_of, page, public, unchanged

_SHOWN = ["definition", "cautions", "adverse-effects", "how-to-take", "intake", "doses", "interactions"]
"""The parts that the overview shows in full; forms and foods have a page of their own."""


def of_substance(view):
    """A public view that takes what is published of a substance, and the etag of its answer; what is not there is a 404."""

    @public
    @wraps(view)
    def wrapped(request, slug, **kwargs):
        found = published(slug)
        if found is None:
            return page("supplements/unknown.html", {}, status=404)
        asked = (request.get_host(), request.path, request.META["QUERY_STRING"])
        if response := unchanged(request, etag := etag_of(*asked, *found.facts_of_etag)):
            return response
        return view(request, found, etag, **kwargs)

    return wrapped


@public
def substance_list(request):
    """Every substance of which something is published. Two queries."""
    return page("supplements/substance_list.html", {"substances": newest_of_each().values()})


@of_substance
def substance(request, found, etag):
    """What is published of a substance. One query."""
    reader = Reader(found, Address(request.GET), "substance")
    parts = [{"name": name, "title": TITLES[name], "placed": found.parts.get(name)} for name in _SHOWN]
    more = {"parts": parts, "tables": TABLES, "json_ld": json_ld(found)}
    return page("supplements/substance.html", reader.context(**more), etag=etag)
