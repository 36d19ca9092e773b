"""The PDF of a source, for staff only: kept in PRIVATE_ROOT by the digest of what is in it, never where the web server looks.

Page numbers of passages are those of the first file of a source.
"""

import hashlib
import os
import tempfile
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from . import jobs, pdf_pages
from .canonical import storable
from .models import Attachment, Source

FOLDER = "attachments"
_CHUNK = 1024 * 1024
# A browser sends a moment later what it began to send; nothing younger is swept away.
_PRUNE_AFTER_SECONDS = 24 * 3600


class Refused(Exception):
    """Why this file is not kept, in a sentence for the person who chose it."""


def attach(*, source, file, name, by, now):
    """Keep `file` (an open binary file) with `source`; returns (attachment, problem).

    problem: why its pages could not be counted, as the end of a sentence; "" where they were. Raises Refused.
    """
    held, size, digest = _held(file)
    try:
        counted = pdf_pages.count(held)
        path = f"{FOLDER}/{digest[:2]}/{digest}-{source.pk}.pdf"
        with transaction.atomic():
            Source.objects.select_for_update(no_key=True).get(pk=source.pk)
            if source.attachments.filter(sha256=digest).exists():
                raise Refused("This very file is attached already.")
            attachment = Attachment.objects.create(
                source=source,
                name=_name(name),
                path=path,
                size=size,
                sha256=digest,
                pages=counted.pages,
                added_at=now,
                added_by=by,
            )
            place = settings.PRIVATE_ROOT / path
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.replace(held, place)
    finally:
        held.unlink(missing_ok=True)
    return attachment, counted.problem


def _held(file):
    """(path, size, sha256) of a copy in our own folder. Raises Refused for what is no PDF or too large."""
    folder = settings.PRIVATE_ROOT / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, path = tempfile.mkstemp(prefix="incoming-", dir=folder)
    path, size, digest = Path(path), 0, hashlib.sha256()
    try:
        with os.fdopen(handle, "wb") as copy:
            while chunk := file.read(_CHUNK):
                if not size and not chunk.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
                    raise Refused("This is no PDF: it does not begin as one, whatever its name says.")
                size += len(chunk)
                if size > settings.ATTACHMENT_MAX_BYTES:
                    most = settings.ATTACHMENT_MAX_BYTES // 1_000_000
                    raise Refused(f"This file is larger than {most} MB. Attach a smaller copy of it.")
                digest.update(chunk)
                copy.write(chunk)
        if not size:
            raise Refused("This file is empty.")
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path, size, digest.hexdigest()


def _name(name):
    """The name of an uploaded file as people may see it: without folders and control characters."""
    name = storable(name).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(c for c in name if c.isprintable()).strip()
    return (name or "attachment.pdf")[-200:]


def file_of(attachment):
    """Where the file lies."""
    return settings.PRIVATE_ROOT / attachment.path


def pages_of(source):
    """(attachment, its pages) that page numbers of passages mean, or (None, None)."""
    first = source.attachments.first()
    return (first, first.pages) if first else (None, None)


def why_it_stays(attachment):
    """Why this file may not be deleted, in a sentence; "" means it may."""
    source = attachment.source
    if source.attachments.first() != attachment:
        return ""
    named = source.passages.filter(page__isnull=False).count()
    if not named:
        return ""
    return (
        f"{named} passage{'s name' if named > 1 else ' names'} a page of this file, so it stays. "
        "Take the page numbers out of them first."
    )


@transaction.atomic
def delete(attachment):
    """Remove the file and its row. Raises Refused while a passage names a page of it."""
    Source.objects.select_for_update(no_key=True).get(pk=attachment.source_id)
    if reason := why_it_stays(attachment):
        raise Refused(reason)
    place = file_of(attachment)
    attachment.delete()
    transaction.on_commit(lambda: place.unlink(missing_ok=True))


@jobs.job(limit=timedelta(minutes=5), label="Remove unused files")
def sweep(progress):
    """Remove files that no row knows."""
    gone = prune(progress.now)
    return f"{gone:,} stray file{' is' if gone == 1 else 's are'} removed."


def prune(now):
    """Remove files that no row knows, left behind when a transaction failed; returns how many."""
    folder = settings.PRIVATE_ROOT / FOLDER
    known = set(Attachment.objects.values_list("path", flat=True))
    gone = 0
    for path in folder.rglob("*") if folder.exists() else ():
        old = path.is_file() and path.stat().st_mtime < now.timestamp() - _PRUNE_AFTER_SECONDS
        if old and path.relative_to(settings.PRIVATE_ROOT).as_posix() not in known:
            path.unlink()
            gone += 1
    return gone
