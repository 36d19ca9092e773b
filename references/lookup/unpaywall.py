"""Unpaywall: where anybody may read a work."""

from urllib.parse import quote

from django.conf import settings

from . import client
from .json_values import json_object, record, text

NAME = "Unpaywall"


def is_usable():
    """It answers those only who give an address that they can be written to."""
    return bool(settings.LOOKUP_MAILTO)


def open_access_url(doi, *, now, **how):
    """Where the whole work is free to read, "" if nowhere. Raises Unavailable."""
    url = f"{settings.CATALOGUES['unpaywall']}/{quote(doi, safe='/')}"
    how = {"name": NAME, "who": {"email": settings.LOOKUP_MAILTO}, "read": _location, **how}
    reply = client.get(url, now=now, **how)
    address = reply.content
    return address if address.startswith(("https://", "http://")) and len(address) <= 1000 else ""


def _location(reply):
    if reply.status == 404:
        return ""
    answer = json_object(reply)
    if reply.status != 200 or "doi" not in answer:
        raise ValueError("This is no answer about a work.")
    best = record(answer.get("best_oa_location"))
    return text(best.get("url_for_landing_page")) or text(best.get("url")) or text(best.get("url_for_pdf"))
