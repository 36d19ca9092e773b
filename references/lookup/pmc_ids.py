"""PubMed Central's converter: the PMID of an article that it holds."""

from django.conf import settings

from . import client
from .errors import NotFound
from .json_values import json_object, rows, text

NAME = "PubMed Central"


def pmid_of(pmcid, *, now):
    """The PMID of a PMCID, "" for an article that PubMed does not list. Raises NotFound, Unavailable."""
    asked = {"ids": pmcid, "idtype": "pmcid", "format": "json", "versions": "no"}
    who = (
        {"tool": "spinehealth", "email": settings.LOOKUP_MAILTO} if settings.LOOKUP_MAILTO else {"tool": "spinehealth"}
    )
    reply = client.get(f"{settings.CATALOGUES['pmc_ids']}/", params=asked, who=who, now=now, name=NAME, read=_records)
    for found in reply.content:
        if text(found.get("pmcid")).upper() == pmcid.upper() and not text(found.get("errmsg")):
            return text(found.get("pmid"))
    raise NotFound(f"PubMed Central holds no article with the PMCID {pmcid}.")


def _records(reply):
    # a miss is an entry with an error inside a good answer; an id that is none at all is status 400
    answer = json_object(reply)
    if reply.status not in (200, 400) or "records" not in answer:
        raise ValueError("This is no list of identifiers.")
    return rows(answer["records"])
