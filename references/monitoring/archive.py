"""Copies of web pages in the Wayback Machine: found, or asked for, when a page is added; for readers when it dies."""

import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape

from django.conf import settings
from django.db.models import Q

from references.lookup import client
from references.lookup.errors import Unavailable
from references.models import Source
from references.models.watching import LinkState

from .link_checks import link_of, tell_documents

AGAIN = timedelta(days=30)
SAVING_TAKES = timedelta(minutes=5)
GIVEN_UP_AFTER = timedelta(hours=1)
NOBODY_ASKED = "There is no copy yet, and this site has no key to ask for one (WAYBACK_KEYS)."
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_WALLS = (
    "just a moment", "attention required", "access denied", "are you a robot", "are you human", "captcha", "security check",
    "page not found", "404", "403 forbidden", "error 40",
)  # fmt: skip


def waiting(now):
    """Web pages without a copy: never looked for, being made, to be tried again, or not looked for in a long time."""
    pages = Source.objects.filter(merged_into=None, doi="").exclude(url="")
    asked = "link__archive_asked_at"
    never = Q(link=None) | Q(**{f"{asked}": None})
    being_made = Q(**{f"{asked}__range": (now - GIVEN_UP_AFTER, now - SAVING_TAKES)}, link__archive_problem="")
    failed = Q(**{f"{asked}__lt": now - GIVEN_UP_AFTER}) & ~Q(link__archive_problem__in=["", NOBODY_ASKED])
    again = never | being_made | failed | Q(**{f"{asked}__lt": now - AGAIN})
    return pages.filter(again).filter(Q(link=None) | Q(link__archive_url="")).order_by("pk")


def keep_a_copy(source, *, now):
    """Find a copy of the page of `source`, or ask for one; returns its address, "" where there is none yet.

    Raises Unavailable when archive.org cannot be asked; the source says so.
    """
    try:
        if copy := find(source, now=now):
            return copy
        _ask_for(source, now)
    except Unavailable as unavailable:
        _asked(link_of(source), now, problem=str(unavailable))
        raise
    return ""


def find(source, *, now):
    """Look for a copy and keep its address with the source; returns the address, "" where there is none.

    Raises Unavailable. “No copy” of the first service may be wrong, so the list of captures is asked as well.
    """
    link = link_of(source)
    for time in _captures(link.url, source.created_at, now):
        if _shows_the_page(time, link.url, now):
            address = f"https://web.archive.org/web/{time}/{link.url}"
            link.archive_url, link.archived_at, link.archive_problem = address[:1200], _moment(time), ""
            link.archive_asked_at = link.archive_asked_at or now
            link.save(update_fields=["archive_url", "archived_at", "archive_problem", "archive_asked_at"])
            if link.state == LinkState.DEAD:
                tell_documents(source)
            return address
    return ""


def _ask_for(source, now):
    """Ask archive.org to save the page, unless it was asked a while ago. Raises Unavailable."""
    keys, link = settings.CATALOGUE_KEYS["archive"], link_of(source)
    if not keys:
        return _asked(link, now, problem=NOBODY_ASKED)
    if link.archive_asked_at and not link.archive_problem and now - link.archive_asked_at < AGAIN:
        return None
    job = client.post(
        f"{settings.CATALOGUES['archive']}/save",
        now=now,
        name="archive.org",
        form={"url": link.url, "capture_all": "0", "if_not_archived_within": "30d", "skip_first_archive": "1"},
        headers={"Accept": "application/json", "Authorization": f"LOW {keys}"},
        read=_json,
    ).content
    if not job.get("job_id"):
        raise Unavailable(f"archive.org did not take the page: {str(job.get('message') or 'no reason given')[:200]}")
    return _asked(link, now)


def _asked(link, now, problem=""):
    link.archive_asked_at, link.archive_problem = now, problem[:300]
    link.save(update_fields=["archive_asked_at", "archive_problem"])


def _captures(url, added_at, now):
    """Times of captures, like “20260102030405”; the one nearest to when the source was added first."""
    base = settings.CATALOGUES
    near = {"url": url, "timestamp": f"{added_at.astimezone(UTC):%Y%m%d%H%M%S}"}
    reply = client.get(base["wayback"], params=near, now=now, name="archive.org", read=_json, fresh_for=timedelta(0))
    closest = _part(_part(reply.content, "archived_snapshots"), "closest")
    if closest.get("available") and str(closest.get("status")) == "200":
        yield str(closest["timestamp"])
    wanted = {"url": url, "output": "json", "filter": "statuscode:200", "limit": "-1"}
    address = f"{base['archive']}/cdx/search/cdx"
    reply = client.get(address, params=wanted, now=now, name="archive.org", read=_rows, fresh_for=timedelta(0))
    yield from reply.content


def _shows_the_page(time, url, now):
    """Whether the capture shows a page, not a wall against robots that was captured in its place."""
    if not re.fullmatch(r"\d{4,14}", time):
        return False
    address = f"{settings.CATALOGUES['archive']}/web/{time}id_/{url}"
    reply = client.get(address, now=now, name="archive.org", max_bytes=20_000_000)
    title = _TITLE.search(reply.body[:100_000])
    words = unescape(title[1].decode("utf-8", "replace")).strip().lower() if title else ""
    return reply.status == 200 and not any(wall in words for wall in _WALLS)


def _json(reply):
    answer = json.loads(reply.body)
    if not isinstance(answer, dict) or (reply.status == 200 and "error" in answer):
        raise ValueError("not the answer of the Wayback Machine")
    return answer


def _rows(reply):
    """The times in a list of captures: a row of names, then a row for each."""
    rows = json.loads(reply.body or b"[]")
    if reply.status != 200 or not isinstance(rows, list):
        raise ValueError("not a list of captures")
    return [row[rows[0].index("timestamp")] for row in rows[1:]] if rows else []


def _part(answer, name):
    part = answer.get(name)
    return part if isinstance(part, dict) else {}


def _moment(time):
    """“20260102030405” as a time; a shorter one begins its day, month or year."""
    full = time + "00000101000000"[len(time) :]
    return datetime.strptime(full, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
