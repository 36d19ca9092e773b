"""Staff cancel a job, or have one tried again that failed or was cancelled."""

from django.db import IntegrityError, transaction

from references.models import Job
from references.models.job import JobState

from . import tickets


class NotNow(Exception):
    """The job is not in a state for this; the sentence says why."""


def may_stop(job, person):
    """May this person cancel it and have it tried again? Those with run_job all, an editor their own."""
    if person.has_perm("references.run_job"):
        return True
    return job.asked_by_id == person.pk and person.has_perm("references.change_source")


@transaction.atomic
def cancel(*, job, by, now):
    """One that waits is cancelled; one that runs is told to, and ends at its next word. Raises NotNow."""
    job = Job.objects.select_for_update(of=["self"]).get(pk=job.pk)
    if job.state not in {JobState.WAITING, JobState.RUNNING}:
        raise NotNow(f"It is {job.get_state_display()} already.")
    job.cancel_asked_at, job.cancel_asked_by = now, by
    if job.state == JobState.WAITING:
        job.state, job.finished_at = JobState.CANCELLED, now
        tickets.close(job.result_id, now=now)
    job.save(update_fields=["state", "finished_at", "cancel_asked_at", "cancel_asked_by"])
    return job


@transaction.atomic
def retry(*, job, by):
    """It waits again, with all its attempts before it. Raises NotNow."""
    job = Job.objects.select_for_update(of=["self"]).get(pk=job.pk)
    if job.state not in {JobState.FAILED, JobState.CANCELLED}:
        raise NotNow(f"It is {job.get_state_display()}; only what failed or was cancelled can be tried again.")
    job.state, job.attempts, job.reason, job.trace = JobState.WAITING, 0, "", ""
    job.said = f"To be tried again, as {by.get_full_name() or by} asked."
    job.started_at = job.finished_at = job.cancel_asked_at = job.cancel_asked_by = None
    job.result_id = tickets.issue(job)
    try:
        with transaction.atomic():
            job.save()
    except IntegrityError as error:
        raise NotNow("The same work was asked for again since; it waits or runs.") from error
    return job
