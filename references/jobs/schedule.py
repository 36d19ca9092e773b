"""Jobs that come again."""

import logging
from datetime import datetime, timedelta

from django.db import Error, transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from references.models import Schedule

log = logging.getLogger("references.jobs")
_entries = {}


def every(when, name, ask):
    """Call `ask(now)`, which asks for a job, every so often (timedelta) or each day at that time (time).

    Stands in an app's schedule.py. The times of day are those of settings.TIME_ZONE. After a pause of the workers it
    comes once, not once for each time that was missed.
    """
    _entries[name] = (when, ask)


def next_after(when, now):
    """The first time after `now`."""
    if isinstance(when, timedelta):
        return now + when
    today = timezone.localdate(now)
    times = (datetime.combine(today + timedelta(days=d), when, timezone.get_default_timezone()) for d in range(3))
    return next(moment for moment in times if moment > now)


def known():
    """{name: (when, ask)} of all apps."""
    autodiscover_modules("schedule")
    return dict(_entries)


def start_due(now):
    """Ask for what is due. Whoever moves `next_at` on has the run, so of several workers one asks."""
    rows = {row.name: row for row in Schedule.objects.all()}
    for name, (when, ask) in known().items():
        if name not in rows:
            Schedule.objects.get_or_create(name=name, defaults={"next_at": next_after(when, now)})
        elif rows[name].next_at <= now:
            _start(rows[name], when, ask, now)


def _start(row, when, ask, now):
    mine = Schedule.objects.filter(pk=row.pk, next_at=row.next_at)
    moved = {"next_at": next_after(when, now), "last_at": now}
    try:
        with transaction.atomic():
            if mine.update(**moved):
                ask(now)
    except Error:
        raise
    except Exception:
        log.exception("“%s” could not be asked for; it comes again at its next time.", row)
        mine.update(**moved)
