"""PubMed: PMIDs, and DOIs through its search."""

from django.conf import settings

from references.formats import Unreadable, pubmed_xml

from . import client
from .errors import NotFound
from .json_values import json_object, record, texts

NAME = "PubMed"
MAX_BYTES = 30_000_000
_MOST_BY_GET = 200


def who():
    about = {"tool": "spinehealth", "email": settings.LOOKUP_MAILTO, "api_key": settings.CATALOGUE_KEYS["pubmed"]}
    return {name: value for name, value in about.items() if value}


def find(pmid, *, now, **how):
    """Details of a PMID. Raises NotFound, Unavailable."""
    found = find_many([pmid], now=now, **how)
    if pmid not in found:
        raise NotFound(f"PubMed knows no work with the PMID {pmid}.")
    return found[pmid]


def find_many(pmids, *, now, **how):
    """{PMID: Details} of those that PubMed has; one that it lacks is absent, as in its answer. Raises Unavailable."""
    asked = {"db": "pubmed", "id": ",".join(pmids), "retmode": "xml"}
    how = {"now": now, "name": NAME, "read": _articles, "max_bytes": MAX_BYTES, **how}
    url = f"{settings.CATALOGUES['pubmed']}/efetch.fcgi"
    if len(pmids) > _MOST_BY_GET:
        how.pop("fresh_for", None)
        reply = client.post(url, form=asked | who(), **how)
    else:
        reply = client.get(url, params=asked, who=who(), **how)
    wanted = set(pmids)
    return {details.pmid: details for details in reply.content if details.pmid in wanted}


def _articles(reply):
    if reply.status == 400:  # what it says to a number that is no PMID at all
        return []
    if reply.status != 200:
        raise ValueError(f"status {reply.status}")
    try:
        return pubmed_xml.read_articles(reply.body)
    except Unreadable as error:
        raise ValueError(str(error)) from error


def pmid_of(doi, *, now, **how):
    """The PMID of a DOI, or "". PubMed falls back to other papers where it does not know the DOI, and names none then."""
    url = f"{settings.CATALOGUES['pubmed']}/esearch.fcgi"
    asked = {"db": "pubmed", "term": f'"{doi}"[doi]', "retmode": "json"}
    found = client.get(url, params=asked, who=who(), now=now, name=NAME, read=_ids, **how).content
    if len(found) != 1:
        return ""
    details = find_many(found, now=now, **how).get(found[0])
    return found[0] if details and details.doi.lower() == doi.lower() else ""


def _ids(reply):
    result = record(json_object(reply).get("esearchresult"))
    if reply.status != 200 or "idlist" not in result:
        raise ValueError("This is no answer to a search.")
    return [pmid for pmid in texts(result["idlist"]) if pmid.isdecimal()]
