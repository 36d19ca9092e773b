"""Notices and newer versions as PubMed names them on the record of the affected work."""

from dataclasses import replace
from datetime import timedelta

from references.lookup import pubmed as catalogue
from references.models import Notice

from .look import NOT_THERE, Look

NAME = "pubmed"
LABEL = catalogue.NAME
AT_ONCE = 100
_FRESH = timedelta(0)


def asks_about(source):
    return bool(source.pmid)


def look(sources, *, now):
    """{id of source: Look}; a record that PubMed no longer has is simply absent from its answer. Raises Unavailable."""
    found = catalogue.find_many([s.pmid for s in sources], now=now, fresh_for=_FRESH)
    dois = _dois_of_notices([n for details in found.values() for n in details.notices], now)
    return {s.pk: _look(found[s.pmid], dois) if s.pmid in found else NOT_THERE for s in sources}


def _look(details, dois):
    notices = tuple(replace(n, doi=n.doi or dois.get(n.pmid, "")) for n in details.notices)
    return Look(notices=notices, relations=details.relations)


def _dois_of_notices(notices, now):
    """{PMID: DOI} of notices whose DOI we do not know yet: Crossref knows the same ones by their DOIs only."""
    bare = {n.pmid for n in notices if n.pmid and not n.doi}
    bare -= set(Notice.objects.filter(pmid__in=bare).exclude(doi="").values_list("pmid", flat=True))
    found = catalogue.find_many(sorted(bare), now=now) if bare else {}
    return {pmid: details.doi for pmid, details in found.items()}
