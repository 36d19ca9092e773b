"""Take a file in: it is kept, and a job reads it for the preview. Nothing goes into the library yet."""

from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.template.defaultfilters import filesizeformat

from references import canonical
from references.models import Import

from . import files, reading


class NotImportable(Exception):
    """The file is refused as it stands; the message is a sentence for the person who gave it."""


def start(file, *, name, size, by, now, format=""):
    """Keep `file` (an iterable of chunks of bytes) and ask for it to be read; returns the Import.

    size: what the sender said, in bytes. format: one of references.formats, or "" to find it out by content.
    Raises NotImportable.
    """
    batch = kept(file, name=name, size=size, by=by, now=now, format=format)
    try:
        with transaction.atomic():
            batch.save()
            batch.job = reading.read.ask(title=f"Read {batch.name}", by=by, now=now, import_id=str(batch.pk))
            batch.save(update_fields=["job"])
    except BaseException:
        files.remove(batch)
        raise
    return batch


def kept(file, *, name, size, by, now, format=""):
    """An Import, not saved, whose file lies in its place. Raises NotImportable."""
    if size > settings.IMPORT_MAX_BYTES:
        raise NotImportable(too_large(size))
    batch = Import(id=uuid4(), name=canonical.storable(name)[-200:], format=format, started_by=by, started_at=now)
    batch.path, batch.size = files.keep(file, batch.pk)
    if not batch.size:
        files.remove(batch)
        raise NotImportable("The file is empty. Export it again, and look at its size before you upload it.")
    return batch


def too_large(size):
    return (
        f"The file has {_megabytes(size)}, and at most {_megabytes(settings.IMPORT_MAX_BYTES)} can be imported at once. "
        "Split it into several files."
    )


def _megabytes(size):
    return filesizeformat(size).replace("\xa0", " ")
