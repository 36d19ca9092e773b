"""Ask for a job: it is stored with the caller's own work, and a worker does it after the commit."""

import hashlib
import json

from django.db import IntegrityError, transaction

from references.models import Job
from references.models.job import JobState

from . import tickets
from .storable import storable, storable_text

CANNOT_BE_KEPT = (
    "What it was asked with holds characters that a database does not keep (NUL). Remove them and ask anew."
)


def ask(name, /, *, title, by, now, key="", **arguments):
    """The Job that will do it. One with the same key that waits or runs is returned instead of a second one.

    The queue's row is written in the same transaction as the job's: rolled back together, seen by workers together.
    Arguments are what JSON holds; anything else is a TypeError.
    """
    arguments = json.loads(json.dumps(arguments, allow_nan=False))
    key = _short(key)
    kept = storable(arguments)
    about = {"task": name, "arguments": kept, "title": storable_text(title)[:200], "key": key}
    if kept != arguments:
        return Job.objects.create(
            **about, state=JobState.FAILED, reason=CANNOT_BE_KEPT, asked_by=by, asked_at=now, finished_at=now
        )
    while True:
        if key and (same := Job.objects.unfinished().filter(key=key).first()):
            return same
        try:
            with transaction.atomic():
                asked = Job(**about, asked_by=by, asked_at=now)
                asked.result_id = tickets.issue(asked)
                asked.save(force_insert=True)
                return asked
        except IntegrityError:
            if not (key and Job.objects.unfinished().filter(key=key).exists()):
                raise


def _short(key):
    """Identifiers may be longer than the field: then their digest tells them apart."""
    key = storable_text(key)
    return key if len(key) <= 200 else key[:135] + "…" + hashlib.sha256(key.encode()).hexdigest()
