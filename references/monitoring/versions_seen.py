"""Newer versions that catalogues name: a notice about the older one, and the two linked where both are here."""

from references.details import NoticeSeen
from references.notice_types import NoticeType

_NEWER = {"newer", "preprint-of"}


def newer_seen(source, relations, feed):
    """What `relations` (details.Relation) name as newer than `source`, as notices of kind newer version."""
    return [
        NoticeSeen(NoticeType.NEW_VERSION, "pubmed" if feed == "pubmed" else "publisher", doi=r.doi, pmid=r.pmid)
        for r in relations
        if r.kind in _NEWER and (r.doi or r.pmid)
    ]
