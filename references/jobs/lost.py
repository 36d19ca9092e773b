"""Who lives, and what becomes of the jobs of those who do not."""

import logging
from datetime import timedelta

from django.conf import settings
from django_tasks_db.models import DBTaskResult

from references.models import Job, Worker
from references.models.job import JobState

from . import ending, kinds
from .running import Run

log = logging.getLogger("references.jobs")
LOST = "The worker that carried it out was lost."
SOON = timedelta(seconds=2)


def register(name, *, now):
    Worker.objects.create(name=name, started_at=now, beat_at=now)


def beat(name, *, now):
    """Say that this worker lives. False: it was silent for too long, and its jobs are others' by now."""
    return bool(Worker.objects.filter(name=name).update(beat_at=now))


def living(now):
    """Workers that were heard of within the lease."""
    return Worker.objects.filter(beat_at__gte=now - settings.JOBS["LEASE"])


def take_over(now, *, worker="", carried=()):
    """Jobs whose worker is dead go back into the queue, or have failed if that was their last attempt.

    A worker that was declared dead wrongly finds its row gone and begins anew under another name. `worker` is who asks
    and `carried` the tickets it knows of: a job that it took while its database went away may be unknown to it.
    """
    Worker.objects.filter(beat_at__lt=now - settings.JOBS["LEASE"]).delete()
    running = list(Job.objects.filter(state=JobState.RUNNING))
    if not running:
        return
    tickets = DBTaskResult.objects.in_bulk([job.result_id for job in running])
    names = set(Worker.objects.values_list("name", flat=True))
    for job in running:
        ticket = tickets.get(job.result_id)
        holder = ticket.worker_ids[-1] if ticket and ticket.worker_ids else None
        if holder not in names or (holder == worker and ticket.pk not in carried):
            _take_over(job, now)


def _take_over(job, now):
    try:
        kind = kinds.find(job.task)
    except kinds.Unknown:
        kind = None
    if ending.again(Run(job, job.result_id, kind), LOST, after=SOON, now=now):
        log.warning("“%s” lost its worker and was put back.", job)
