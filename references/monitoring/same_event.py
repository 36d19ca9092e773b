"""Whether a notice that a catalogue names is one that we have. Pure.

Catalogues tell of the same event with different identifiers, and often with another day: that of the print issue, or
of the page on the web.
"""

from datetime import date

from references.notice_types import NoticeKind, kind_of


def find(seen, notices, *, own=()):
    """The one of `notices` that `seen` (a details.NoticeSeen) is, or None.

    own: identifiers of the work itself; a publisher that writes its notice over the work gives the work's own DOI,
    which tells no two notices apart. A notice that was lifted is found too, so that it is not recorded again.
    Reads the notices' witnesses.
    """
    kind, day = kind_of(seen.type), date_of(seen)
    ids, record = _identifiers(seen, own), (seen.asserted_by, seen.record_id)
    alike = [n for n in notices if n.kind == kind]
    alike = [n for n in alike if not (n.lifted_at and _counts_it_apart(n, seen))]
    standing_first = sorted(alike, key=lambda n: n.lifted_at is not None)
    for notice in standing_first:
        if ids & _identifiers(notice, own) or (seen.record_id and record in _records(notice)):
            return notice
    for notice in standing_first:
        if _nothing_differs(ids, _identifiers(notice, own)) and _same_day(notice, kind, day, bool(ids)):
            return notice
    return None


def twins(seen, notice, notices, *, own=()):
    """Those of `notices` that the watch took for other events before `seen` gave both their identifiers."""
    ids = _identifiers(seen, own) | _identifiers(notice, own)
    return [
        n
        for n in notices
        if n.pk != notice.pk
        and n.kind == notice.kind
        and n.lifted_at is None
        and n.recorded_by_id is None
        and ids & _identifiers(n, own)
    ]


def date_of(seen):
    """The day of the notice, or None where it is not known to the day."""
    try:
        return date.fromisoformat(seen.published_on)
    except ValueError:
        return None


def _identifiers(notice, own):
    """{("doi", …), ("pmid", …)}, without those of the work itself."""
    found = {("doi", notice.doi.lower()), ("pmid", notice.pmid)}
    return {(name, value) for name, value in found if value and value not in {o.lower() for o in own}}


def _records(notice):
    return {(w.asserted_by, w.record_id) for w in notice.witnesses.all()}


def _counts_it_apart(notice, seen):
    """Whether who numbers events has another number for this one: retracted, reinstated, and retracted again."""
    numbers = {number for by, number in _records(notice) if by == seen.asserted_by and number}
    return bool(seen.record_id and numbers) and seen.record_id not in numbers


def _nothing_differs(some, others):
    return not {name for name, _ in some} & {name for name, _ in others}


def _same_day(notice, kind, day, has_identifier):
    if kind == NoticeKind.RETRACTION and notice.lifted_at is None:
        return True  # a work is retracted once, whatever day the catalogues give
    if day is None and notice.published_on is None:
        return kind == NoticeKind.RETRACTION or not (has_identifier or notice.doi or notice.pmid)
    return day == notice.published_on
