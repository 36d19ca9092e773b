"""An import whose job broke off or was cancelled is no dead end: another job goes on with it."""

from django.db import transaction

from references.models.importing import ImportState
from references.models.job import JobState

from . import bringing_in, reading, undoing
from .deciding import Closed, locked

_JOBS = {
    ImportState.READING: ("Read {}", reading.read),
    ImportState.IMPORTING: ("Import {}", bringing_in.run),
    ImportState.UNDOING: ("Undo the import of {}", undoing.run),
}
STATES = frozenset(_JOBS)
_GONE = {JobState.FAILED, JobState.CANCELLED, JobState.FINISHED}


def has_stopped(batch):
    """Whether the import waits for a job that will not come."""
    return batch.state in _JOBS and (batch.job is None or batch.job.state in _GONE)


@transaction.atomic
def go_on(batch, *, by, now):
    """Ask for another job. Two at once would do no harm: they take turns. Raises Closed."""
    batch = locked(batch.pk, list(_JOBS))
    if not has_stopped(batch):
        raise Closed("Its job is at work already.")
    title, job = _JOBS[ImportState(batch.state)]
    batch.job = job.ask(title=title.format(batch.name), by=by, now=now, import_id=str(batch.pk))
    batch.save(update_fields=["job"])
    return batch
