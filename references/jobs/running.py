"""Take a job that waits, and carry it out."""

import logging
import os
import traceback
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from references.models import Job, Worker
from references.models.job import JobState

from . import ending, kinds, tickets
from .interruptions import Cancelled, HandedBack, TakenOver, TryAgain
from .outages import OUTAGES, first_line
from .progress import Progress

log = logging.getLogger("references.jobs")


@dataclass(frozen=True)
class Run:
    """A job that is being carried out under one ticket. Without a kind it can only fail."""

    job: Job
    ticket: UUID
    kind: kinds.Kind | None = None

    @property
    def attempts(self):
        return self.kind.attempts if self.kind else 1


def take(*, worker, now, only=None, long=True):
    """Claim the next job whose time has come: its Run, or None if none waits.

    only: the id of one ticket. long: whether it may be a long job.

    A job that cannot be carried out at all fails here, with a sentence.
    """
    while tickets.ready(now, only=only, long=long).exists():
        with transaction.atomic():
            ticket = tickets.claim(now, worker=worker, only=only, long=long)
            if ticket is None:
                return None
            run = _start(ticket, now=now)
        if run:
            return run
    return None


def _start(ticket, *, now):
    job = _job_of(ticket)
    if job is None:  # cancelled or removed meanwhile
        tickets.close(ticket.pk, now=now)
        return None
    job.state, job.started_at, job.attempts = JobState.RUNNING, now, job.attempts + 1
    job.said = job.reason = job.trace = ""
    job.save(update_fields=["state", "started_at", "attempts", "said", "reason", "trace"])
    try:
        kind = kinds.find(job.task)
        kind.check(job.arguments)
    except (kinds.Unknown, kinds.DoesNotFit) as error:
        ending.failed(Run(job, ticket.pk), f"It cannot be carried out. {error}", now=now)
        return None
    return Run(job, ticket.pk, kind)


def _job_of(ticket):
    try:
        job_id = UUID(ticket.args_kwargs["args"][0])
    except (TypeError, ValueError, LookupError, AttributeError):
        return None
    waiting = Job.objects.select_for_update(of=["self"]).select_related("asked_by")
    return waiting.filter(pk=job_id, result_id=ticket.pk, state=JobState.WAITING).first()


def carry_out(run, progress, *, keep=lambda write: write()):
    """Call the function and write down how it ended. `keep` calls what writes; a worker's goes on until it works."""
    now, shown = lambda: progress.now, progress.shown
    try:
        said = run.kind.function(progress, **run.job.arguments)
    except Cancelled:
        keep(lambda: ending.cancelled(run, now=now(), shown=shown))
    except HandedBack:
        keep(lambda: ending.handed_back(run, now=now(), shown=shown))
    except TakenOver:
        log.warning("“%s” was taken over by another worker.", run.job)
    except TryAgain as later:
        reason, after = str(later), later.after
        keep(lambda: ending.again(run, reason, after=after, now=now(), shown=shown))
    except OUTAGES as error:
        reason, trace = f"The database did not answer: {first_line(error)}", traceback.format_exc()
        keep(lambda: ending.again(run, reason, trace=trace, now=now(), shown=shown))
    except (Exception, SystemExit) as error:
        log.exception("“%s” broke off.", run.job)
        reason, trace = f"It broke off. {type(error).__name__}: {error}", traceback.format_exc()
        keep(lambda: ending.again(run, reason, trace=trace, now=now(), shown=shown))
    else:
        last = said if isinstance(said, str) else ""
        keep(lambda: ending.finished(run, now=now(), said=last, shown=shown))


def run_waiting(now, *, only=None):
    """Carry out what waits at `now`, in this process, one after another; returns the jobs as they then are.

    Jobs that these ask for are carried out, too; one that is to be tried again later is not. `only`: this job alone.
    """
    return _run_here(lambda: now, ticket=only.result_id if only else None)


def run_ticket(ticket):
    """Carry out the job of one ticket, in this process."""
    return _run_here(timezone.now, ticket=ticket)


def _run_here(clock, *, ticket):
    # Nobody beats for this process: its lease is the time limit of its job, renewed by each word.
    worker = Worker.objects.create(
        name=f"here-{os.getpid()}-{get_random_string(8)}", started_at=clock(), beat_at=clock()
    )
    ran = []
    try:
        while run := take(worker=worker.name, now=clock(), only=ticket):
            ran.append(run.job.pk)
            heard = _renewal(worker, run, clock)
            heard()
            carry_out(run, Progress(run, clock=clock, heard=heard))
    finally:
        worker.delete()
    jobs = Job.objects.in_bulk(ran)
    return [jobs[pk] for pk in ran if pk in jobs]


def _renewal(worker, run, clock):
    return lambda: Worker.objects.filter(pk=worker.pk).update(beat_at=clock() + run.kind.limit)
