"""Notices as Europe PMC names them: those of PubMed, and papers that followed a preprint."""

from datetime import timedelta

from django.conf import settings

from references.lookup import client
from references.lookup import europepmc as catalogue
from references.lookup.json_values import json_object, record, rows, text

from .look import NOT_THERE, Look

NAME = "europe-pmc"
LABEL = catalogue.NAME
AT_ONCE = 25
_KEYS = ("pmid", "pmcid", "doi")
_QUERIES = {"pmid": "(EXT_ID:{} AND SRC:MED)", "pmcid": "PMCID:{}", "doi": 'DOI:"{}"'}


def asks_about(source):
    return any(getattr(source, key) for key in _KEYS)


def look(sources, *, now):
    """{id of source: Look}. Raises Unavailable."""
    results = {}
    for result in _search(sources, now):
        for key in _KEYS:
            if value := text(result.get(key)).lower():
                results.setdefault((key, value), result)
    return {source.pk: _look(source, results) for source in sources}


def _look(source, results):
    key, value = _asked(source)
    result = results.get((key, value.lower()))
    if result is None:
        return NOT_THERE
    return Look(notices=tuple(catalogue.notices(result)), relations=tuple(catalogue.relations(result)))


def _asked(source):
    """The one identifier that a source is asked for by."""
    return next((key, getattr(source, key)) for key in _KEYS if getattr(source, key))


def _search(sources, now):
    asked = [_asked(source) for source in sources]
    query = " OR ".join(_QUERIES[key].format(value.replace('"', "")) for key, value in asked)
    reply = client.get(
        f"{settings.CATALOGUES['europepmc']}/search",
        params={"query": query, "resultType": "core", "format": "json", "pageSize": "100"},
        now=now,
        name=LABEL,
        read=_results,
        fresh_for=timedelta(0),
        max_bytes=30_000_000,
    )
    return reply.content


def _results(reply):
    answer = json_object(reply)
    if reply.status != 200 or not isinstance(answer.get("resultList"), dict):
        raise ValueError("This is no answer to a search.")
    return rows(record(answer["resultList"]).get("result"))
