"""Newer versions of a Cochrane review: each has a DOI of its own, so the next one is asked for by its number."""

from references.details import NoticeSeen
from references.duplicates.doi_families import version_in
from references.notice_types import NoticeType

from . import handles
from .look import Look

NAME = "doi.org"
LABEL = "doi.org"
AT_ONCE = 20
MOST = 10
"""Versions that are asked for in one look; no review has had as many."""


def asks_about(source):
    version = version_in(source.doi)
    return version is not None and version[0].startswith("cochrane")


def look(sources, *, now):
    """{id of source: Look}. Raises Unavailable."""
    return {source.pk: _look(source.doi, now) for source in sources}


def _look(doi, now):
    base, number = doi.partition(".pub")[0], version_in(doi)[1]
    newest = ""
    for following in range(number + 1, number + 1 + MOST):
        if not handles.exists(following_doi := f"{base}.pub{following}", now=now):
            break
        newest = following_doi
    notice = NoticeSeen(NoticeType.NEW_VERSION, "publisher", doi=newest) if newest else None
    return Look(notices=(notice,) if notice else ())
