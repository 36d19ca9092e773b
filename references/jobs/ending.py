"""How a run ends. Each function writes only if the job is still this run's, and tells whether it was."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from references.models import Job
from references.models.job import JobState

from . import tickets
from .storable import storable_text


def finished(run, *, now, said="", shown=None):
    """Done. `said` is the last word, if the function had one."""
    last = {**(shown or {}), **({"said": storable_text(said)[:300]} if said else {})}
    return _end(run, JobState.FINISHED, now=now, reason="", trace="", **last)


def failed(run, reason, *, now, trace="", shown=None):
    """Not done, and nobody tries again unasked."""
    shown = shown or {}
    return _end(run, JobState.FAILED, now=now, reason=_text(reason), trace=_text(trace), **shown)


def cancelled(run, *, now, shown=None):
    return _end(run, JobState.CANCELLED, now=now, reason="", trace="", **(shown or {}))


@transaction.atomic
def again(run, reason, *, now, after=None, trace="", shown=None):
    """It is tried again after a while; once its attempts are used up it has failed for this reason."""
    job = _held(run)
    if job is None:
        return False
    if job.cancel_asked_at:
        return cancelled(run, now=now, shown=shown)
    if job.attempts >= run.attempts:
        return failed(run, reason, now=now, trace=trace, shown=shown)
    after = back_off(job.attempts) if after is None else after
    said = f"Attempt {job.attempts} of {run.attempts} did not succeed. The next one comes after {in_words(after)}."
    tickets.close(run.ticket, now=now, failed=_text(reason))
    return _wait(job, now=now, due=now + after, reason=_text(reason), trace=_text(trace), said=said)


@transaction.atomic
def handed_back(run, *, now, shown=None):
    """The worker ends: the job waits for another one, and this attempt does not count."""
    job = _held(run)
    if job is None:
        return False
    if job.cancel_asked_at:
        return cancelled(run, now=now, shown=shown)
    tickets.close(run.ticket, now=now)
    return _wait(job, now=now, due=None, attempts=max(job.attempts - 1, 0), **(shown or {}))


def back_off(attempts):
    """How long to wait after that many attempts: four times as long after each, an hour at most."""
    return min(settings.JOBS["BACK_OFF"] * 4 ** (attempts - 1), timedelta(hours=1))


def _held(run):
    held = Job.objects.select_for_update(of=["self"])
    return held.filter(pk=run.job.pk, state=JobState.RUNNING, result_id=run.ticket).first()


@transaction.atomic
def _end(run, state, *, now, **fields):
    mine = Job.objects.filter(pk=run.job.pk, state=JobState.RUNNING, result_id=run.ticket)
    if not mine.update(state=state, finished_at=now, **fields):
        return False
    tickets.close(run.ticket, now=now, failed=fields["reason"])
    return True


def _wait(job, *, now, due, **fields):
    ticket = tickets.issue(job, due=due)
    Job.objects.filter(pk=job.pk).update(state=JobState.WAITING, result_id=ticket, **fields)
    return True


def _text(text):
    return storable_text(text)[:20_000]


def in_words(span):
    """Like “30 seconds” or “2 minutes”."""
    seconds = round(span.total_seconds())
    count, unit = (seconds, "second") if seconds < 60 else (round(seconds / 60), "minute")
    return f"{count} {unit}{'' if count == 1 else 's'}"
