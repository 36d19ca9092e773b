"""The queue: rows of django-tasks that say “this job is due”.

A job has one ticket at a time (`Job.result_id`). A retry or a take-over issues a new one, so whoever still holds the
old one can no longer write about the job.
"""

from django.db.models import Q
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult, get_date_max

SHORT, LONG = "default", "long"


@task(takes_context=True)
def run_job(context, job_id):
    """What the queue calls. `manage.py work` does the same in a process of its own, which it can end."""
    from .running import run_ticket

    run_ticket(context.task_result.id)


def issue(job, *, due=None):
    """A new ticket for this job, due at once or at that time; returns its id."""
    from .kinds import is_long  # a kind asks for tickets

    queue = LONG if is_long(job.task) else SHORT
    return run_job.using(queue_name=queue, run_after=due).enqueue(str(job.pk)).id


def ready(now, *, only=None, long=True):
    """Tickets whose time has come. `only`: the id of one. `long`: those of long jobs, too."""
    due = Q(run_after=get_date_max()) | Q(run_after__lte=now)
    tickets = DBTaskResult.objects.filter(due, status=TaskResultStatus.READY, task_path=run_job.module_path)
    if not long:
        tickets = tickets.exclude(queue_name=LONG)
    return tickets if only is None else tickets.filter(pk=only)


def claim(now, *, worker, **which):
    """The next ready ticket, now this worker's, or None. Call it in a transaction."""
    waiting = ready(now, **which)
    if ticket := waiting.get_locked():
        ticket.status = TaskResultStatus.RUNNING
        ticket.started_at = now
        ticket.worker_ids = [*ticket.worker_ids, worker]
        ticket.save(update_fields=["status", "started_at", "worker_ids"])
    return ticket


def close(ticket_id, *, now, failed=""):
    """Nothing more is due for it; `failed` says what went wrong."""
    status = TaskResultStatus.FAILED if failed else TaskResultStatus.SUCCESSFUL
    DBTaskResult.objects.filter(pk=ticket_id).update(
        status=status, finished_at=now, traceback=failed, exception_class_path=""
    )
