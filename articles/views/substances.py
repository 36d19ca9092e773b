"""Substances as last published: their page, and the list of them."""

from django.http import Http404

from articles.published_catalogue import published

from .caching import etag_of, page, public, unchanged


def substance_at(slug):
    """What is published of this substance. Raises Http404."""
    found = published(slug)
    if found is None:
        raise Http404("Nothing about this substance is published at present.")
    return found


@public
def substance(request, slug):
    """What is published of a substance. One query."""
    found = substance_at(slug)
    if response := unchanged(request, etag := etag_of("substance", *found.facts_of_etag)):
        return response
    return page("supplements/substance.html", {"published": found, "substance": found.substance}, etag=etag)
