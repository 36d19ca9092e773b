"""What all public pages have in common: read only, cacheable by anyone, revalidated by ETag."""

import hashlib
from functools import wraps

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import get_template
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

CACHE_CONTROL = "public, max-age=0, must-revalidate"


def etag_of(*facts):
    """A strong ETag over everything that decides what a page says, and over the release that writes it."""
    text = "\x00".join(str(f) for f in (settings.RELEASE, *facts))
    return quote_etag(hashlib.sha256(text.encode()).hexdigest()[:32])


def unchanged(request, etag):
    """The 304 for a reader who has this page already, or None. Nothing is rendered for it."""
    if "HTTP_IF_NONE_MATCH" not in request.META:
        return None
    response = get_conditional_response(request, etag=etag)
    if response is not None:
        response["Cache-Control"] = CACHE_CONTROL
    return response


def page(template, context, *, etag=None, status=200):
    """A public page. Without a request: no context processor runs, and nobody's session is looked at."""
    return public_response(get_template(template).render(context), etag=etag, status=status)


def public_response(body, *, etag=None, status=200):
    response = HttpResponse(body, status=status)
    response["Cache-Control"] = CACHE_CONTROL
    response["ETag"] = etag or etag_of(response.content)
    return response


def public(view):
    """GET and HEAD only; a page that readers have already is answered with 304."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and (etag := response.headers.get("ETag")):
            return unchanged(request, etag) or response
        return response

    return require_safe(wrapped)
