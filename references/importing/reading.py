"""Read an imported file: each record is sorted and stored for the preview. Nothing goes into the library."""

import itertools
from datetime import timedelta

from django.db import transaction

from references import formats, jobs
from references.models import Import, ImportRecord
from references.models.importing import ImportState

from . import files
from .sorting import Sorter
from .tidying import tidied

CHUNK = 200


@jobs.job(limit=timedelta(minutes=5), attempts=3, label="Read an import", long=True)
def read(progress, *, import_id):
    """Read the file of one import. Killed and run again, it begins anew."""
    batch = Import.objects.get(pk=import_id)
    try:
        return read_file(batch, say=progress.say, now=progress.now)
    except jobs.Cancelled:
        fail(batch, "The reading was cancelled.", now=progress.now)
        raise


def read_file(batch, *, say, now):
    """Fill the rows of `batch`, then let it wait for a person; a file that cannot be read fails with its sentence.

    say: a function (text, done=) that is told how far it is.
    """
    if batch.state != ImportState.READING:
        return
    try:
        found, sorter = _sort_records(batch, say)
    except formats.Unreadable as error:
        fail(batch, str(error), now=now)
    except FileNotFoundError:
        fail(batch, "The file is not there any more. Upload it again.", now=now)
    else:
        Import.objects.filter(pk=batch.pk, state=ImportState.READING).update(
            state=ImportState.PREVIEW,
            format=found.format,
            encoding=found.encoding,
            lines=found.lines,
            records=sorter.position,
            library_seen=sorter.library_seen,
        )


def _sort_records(batch, say):
    batch.rows.all().delete()  # of a try that was killed
    with files.place_of(batch).open("rb") as file:
        found = formats.read(file, batch.format)
        sorter = Sorter(batch)
        for records in _chunks(map(tidied, found.records)):
            ImportRecord.objects.bulk_create(sorter.rows(records))
            say(f"{sorter.position:,} records read", done=sorter.position)
    if not sorter.position:
        raise formats.Unreadable("No reference was found in this file. Is it the right one?")
    return found, sorter


def _chunks(records):
    records = iter(records)
    while chunk := list(itertools.islice(records, CHUNK)):
        yield chunk


def fail(batch, sentence, *, now):
    """Nothing of this file goes in, and `sentence` says why."""
    with transaction.atomic():
        Import.objects.filter(pk=batch.pk).update(state=ImportState.FAILED, problem=sentence, finished_at=now)
        batch.rows.all().delete()
    files.remove(batch)
