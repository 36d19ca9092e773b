"""Notices as Crossref names them: on the affected work (`updated-by`), and on the notices themselves (`update-to`).

Both are asked, many works at once: publishers deposit the one, Retraction Watch and Crossref add the other.
"""

from datetime import timedelta

from django.conf import settings

from references.details import NoticeSeen
from references.lookup import client
from references.lookup import crossref as catalogue
from references.lookup.errors import NotFound, Unavailable
from references.lookup.json_values import json_object, record, rows, text
from references.notice_types import from_crossref

from .look import NOT_THERE, Look

NAME = "crossref"
LABEL = catalogue.NAME
AT_ONCE = 40
_MOST_NOTICES = 1000
_FIELDS = "DOI,updated-by,update-to,relation"
_FRESH = timedelta(0)


def asks_about(source):
    return bool(source.doi)


def look(sources, *, now):
    """{id of source: Look}. Raises Unavailable."""
    # a comma divides filters, so a DOI with one is asked for alone
    together = [s for s in sources if "," not in s.doi]
    try:
        messages, updating = _works([s.doi for s in together], now), _notices_about([s.doi for s in together], now)
    except _Rejected:
        together, messages, updating = [], {}, {}  # one of the DOIs is none to Crossref
    return {
        s.pk: _look(messages.get(s.doi.lower()), updating.get(s.doi.lower(), []))
        if s in together
        else _alone(s.doi, now)
        for s in sources
    }


class _Rejected(Exception):
    """Crossref does not take the question."""


def _look(message, updating):
    if message is None:
        return Look(notices=tuple(updating)) if updating else NOT_THERE
    notices = (*catalogue.notices(message), *updating)
    return Look(notices=tuple(dict.fromkeys(notices)), relations=tuple(catalogue.relations(message)))


def _alone(doi, now):
    try:
        message = catalogue.find(doi, now=now, fresh_for=_FRESH)
        updating = _notices_about([doi], now).get(doi.lower(), []) if "," not in doi else []
    except NotFound:
        return NOT_THERE
    except _Rejected:
        updating = []
    except Unavailable as unavailable:
        return Look(problem=str(unavailable))
    return _look(message, updating)


def _works(dois, now):
    """{DOI in small letters: message} of the works that Crossref knows."""
    found = _list("doi", dois, len(dois), now)
    return {text(message.get("DOI")).lower(): message for message in found}


def _notices_about(dois, now):
    """{DOI in small letters: [NoticeSeen]} from the notices that name these works."""
    found = {}
    for message in _list("updates", dois, _MOST_NOTICES, now):
        for update in rows(message.get("update-to")):
            doi = text(update.get("DOI")).lower()
            if kind := from_crossref(text(update.get("type"))):
                found.setdefault(doi, []).append(_notice(kind, message, update))
    return found


def _notice(kind, message, update):
    return NoticeSeen(
        kind.value,
        text(update.get("source")) or "publisher",
        doi=text(message.get("DOI")),
        published_on=catalogue.day_of(update.get("updated")),
        record_id=text(update.get("record-id")),
    )


def _list(name, dois, most, now):
    """The works that the filter `name` finds for any of these DOIs. Raises Unavailable, also for an answer cut short."""
    if not dois:
        return []
    asked = {"filter": ",".join(f"{name}:{doi}" for doi in dois), "select": _FIELDS, "rows": str(most)}
    url = f"{settings.CATALOGUES['crossref']}/works"
    reply = client.get(
        url, params=asked, who=catalogue.who(), now=now, name=LABEL, read=_items, fresh_for=_FRESH, max_bytes=30_000_000
    )
    if reply.content is None:
        raise _Rejected
    items, total = reply.content
    if total > len(items):
        raise Unavailable(f"{LABEL} named {len(items)} of {total} works only.")
    return items


def _items(reply):
    if reply.status == 400:
        return None
    answer = json_object(reply)
    message = record(answer.get("message"))
    if reply.status != 200 or answer.get("status") != "ok" or not isinstance(message.get("items"), list):
        raise ValueError("This is no list of works.")
    items = rows(message["items"])
    return items, int(text(message.get("total-results")) or len(items))
