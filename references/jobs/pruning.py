"""Old jobs go, so that the list stays one that people read."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from references.models import Job, Schedule
from references.models.job import JobState

from . import schedule
from .kinds import job

AT_ONCE = 1000


@job(limit=timedelta(minutes=5))
def remove_old_jobs(progress):
    """Jobs and tickets that ended longer ago than settings.JOBS["KEPT"]; in portions, so nobody waits for the lock."""
    before = progress.now - settings.JOBS["KEPT"]
    over = [JobState.FINISHED, JobState.FAILED, JobState.CANCELLED]
    jobs = Job.objects.filter(state__in=over, finished_at__lt=before)
    held = Job.objects.unfinished().filter(result_id=OuterRef("pk"))
    ended = [TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED, TaskResultStatus.RUNNING]
    tickets = DBTaskResult.objects.filter(~Exists(held), status__in=ended, enqueued_at__lt=before)
    removed = 0
    for old in (jobs, tickets):
        while portion := list(old.order_by().values_list("pk", flat=True)[:AT_ONCE]):
            old.model.objects.filter(pk__in=portion).delete()
            removed += len(portion) if old is jobs else 0
            progress.say(f"{removed:,} old jobs are removed.")
    Schedule.objects.exclude(name__in=schedule.known()).filter(next_at__lt=before).delete()
    return f"{removed:,} old job{' is' if removed == 1 else 's are'} removed."
