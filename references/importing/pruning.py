"""Remove the files of imports that are over: they are needed for the list of what could not be read, for a while."""

from datetime import timedelta

from references import jobs
from references.models import Import
from references.models.importing import ImportState

from . import files

KEPT = timedelta(days=30)
_OVER = [ImportState.DONE, ImportState.UNDONE, ImportState.FAILED]


@jobs.job(limit=timedelta(minutes=5), label="Remove files of old imports")
def prune_files(progress):
    """Remove the files of imports that were over a month ago."""
    prune(now=progress.now)


def prune(*, now):
    """Returns how many files went. Their records stay, and so does the way to undo them."""
    over = Import.objects.filter(state__in=_OVER, finished_at__lt=now - KEPT).exclude(path="")
    for batch in over:
        files.remove(batch)
    return over.update(path="")
