"""Any DOI, whoever registered it: doi.org hands the question on, and the answer is CSL-JSON or what passes for it."""

from dataclasses import replace
from urllib.parse import quote

from django.conf import settings

from . import client, crossref, datacite
from .errors import NotFound, Unavailable
from .json_values import json_object

NAME = "doi.org"
CSL = "application/vnd.citationstyles.csl+json"


def find(doi, *, now):
    """The record of a DOI; `read` makes Details of it. Raises NotFound, Unavailable."""
    url = f"{settings.CATALOGUES['doi']}/{quote(doi, safe='/')}"
    reply = client.get(url, now=now, name=NAME, headers={"Accept": CSL}, read=_record)
    if reply.status == 404:
        raise NotFound(f"Nobody has registered the DOI {doi}.")
    if reply.status in (204, 406):
        raise NotFound(f"The DOI {doi} exists, but whoever registered it gives no details.")
    if reply.status != 200:
        raise Unavailable(f"doi.org did not give details (status {reply.status}).")
    return reply.content


def _record(reply):
    if reply.status != 200:
        return None
    record = json_object(reply)
    if not record.get("DOI") and not record.get("title"):
        raise ValueError("This is no record of a work.")
    return record


def read(record):
    """Agencies send Crossref's shape, or CSL-JSON proper; Crossref's reader takes both."""
    details = crossref.read(record)
    return replace(details, arxiv=datacite.arxiv_of(details.doi).lower())
