"""Newer versions that catalogues name: a notice about the older one, and the two linked where both are here."""

from contextlib import suppress

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
    if newer and not source.superseded_by_id and not _a_person_decided(source):
        found = filter(None, map(_here, newer))
        if following := next((other for other in found if other.pk != source.pk), None):
            _link(source, following, now)


def _here(notice):
    """The source that the notice is, if the library has it."""
    named = (holder_of(field, value) for field in ("doi", "pmid") if (value := getattr(notice, field)))
    return next(filter(None, named), None)


def _link(older, newer, now):
    # where it cannot be, the notice says that there is a newer one, and a person sorts out the rest
    with suppress(versions.NotLinkable):
        versions.link(older=older, newer=newer, by=None, now=now)


def _a_person_decided(source):
    return SourceChange.objects.filter(source=source, changes__has_key="superseded_by", by__isnull=False).exists()
