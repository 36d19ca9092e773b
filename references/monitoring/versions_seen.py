"""Newer versions that catalogues name: a notice about the older one, and the two linked where both are here."""

from references.details import NoticeSeen
from references.duplicates import versions
from references.holders import holder_of
from references.models import SourceChange
from references.notice_types import NoticeKind, NoticeType, kind_of

_NEWER = {"newer", "preprint-of"}


def newer_seen(relations, *, asserted_by):
    """What `relations` (details.Relation) name as newer, as notices of kind newer version."""
    return tuple(
        NoticeSeen(NoticeType.NEW_VERSION, asserted_by, doi=r.doi, pmid=r.pmid)
        for r in relations
        if r.kind in _NEWER and (r.doi or r.pmid)
    )


def link_newer(source, notices_seen, *, now):
    """Link `source` with the newer version that a catalogue names, if that is in the library.

    What a person linked, or unlinked, stays as it is.
    """
    newer = [n for n in notices_seen if kind_of(n.type) == NoticeKind.NEWER_VERSION]
    if not newer or source.superseded_by_id or _a_person_decided(source):
        return
    for notice in newer:
        for field in ("doi", "pmid"):
            found = holder_of(field, getattr(notice, field)) if getattr(notice, field) else None
            if found and found.pk != source.pk:
                return _link(source, found, now)


def _link(older, newer, now):
    try:
        versions.link(older=older, newer=newer, by=None, now=now)
    except versions.NotLinkable:
        pass  # the notice says that there is a newer one; a person sorts out the rest


def _a_person_decided(source):
    return SourceChange.objects.filter(source=source, changes__has_key="superseded_by", by__isnull=False).exists()
