"""Take back what an import brought: sources that nobody used or changed since, and gaps that nobody changed since.

What stays is marked with the reason. The records keep their rows, so that the report can name them.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, Q

from references import filling, jobs
from references.deleting import delete_source
from references.duplicates import versions
from references.models import Import, ImportRecord, Source
from references.models.importing import ImportState, RecordState, Said

from .deciding import locked
from .gains import ORIGIN
from .giving_way import GivingWay
from .staying import why_they_stay

BATCH = 200
MAY_UNDO = [ImportState.PREVIEW, ImportState.IMPORTING, ImportState.PAUSED, ImportState.DONE, ImportState.UNDONE]


@transaction.atomic
def begin(batch, *, by, now):
    """Stop an import and take back what it brought: a job does it. Raises Closed."""
    batch = locked(batch.pk, MAY_UNDO)
    batch.state = ImportState.UNDOING
    batch.job = run.ask(title=f"Undo the import of {batch.name}", by=by, now=now, import_id=str(batch.pk))
    batch.save(update_fields=["state", "job"])
    return batch


@jobs.job(limit=timedelta(minutes=5), attempts=5, label="Undo an import", long=True)
def run(progress, *, import_id):
    """Take back what one import brought. Killed and run again, it goes on."""
    undo(import_id, by=progress.by, say=progress.say, clock=lambda: progress.now)


def undo(import_id, *, by, say, clock):
    """Take back filled gaps and sources, the last first; a source is asked after the gaps that were filled in it."""
    batch = Import.objects.get(pk=import_id)
    total = batch.rows.filter(state__in=[RecordState.IMPORTED, RecordState.FILLED]).count()
    done, give_way = 0, GivingWay()
    for which, size, act in _ACTS:
        last = None
        while rows := _next(import_id, which, size, last, lambda rows, act=act: act(rows, by, clock())):
            last, done = rows[-1].position, done + (0 if act is _unlink else len(rows))
            say(f"{done:,} of {total:,} records are looked at", done=done, total=total)
            give_way()
    Import.objects.filter(pk=import_id, state=ImportState.UNDOING).update(state=ImportState.UNDONE, finished_at=clock())


@transaction.atomic
def _next(import_id, which, size, last, act):
    """Do `act` to the next rows before `last`, from the end of the file; returns them."""
    batch = Import.objects.select_for_update(of=("self",)).get(pk=import_id)
    if batch.state != ImportState.UNDOING:
        return []
    rows = batch.rows.filter(which).select_related("source").order_by("-position")
    rows = list((rows.filter(position__lt=last) if last else rows)[:size])
    if rows:
        act(rows)
    return rows


def _unlink(rows, by, now):
    """Versions that the import linked are parted; links that somebody made since stay."""
    for row in rows:
        if row.source is None:
            continue
        pairs = [
            (row.source, row.source.superseded_by),
            *((older, row.source) for older in row.source.supersedes.all()),
        ]
        for older, newer in pairs:
            if newer:
                versions.unlink(older=older, newer=newer, by=by, now=now)


def _empty_gaps(rows, by, now):
    for row in rows:
        stay = []
        if row.source:
            stay = filling.undo_fill(row.source, row.filled, by=by, now=now, origin=ORIGIN)
        row.filled = {name: row.filled[name] for name in stay}
        row.state = RecordState.FILLED if stay else RecordState.UNDONE
        row.reason = f"Somebody changed since: {', '.join(_label(n) for n in stay)}."[:300] if stay else ""
        row.save(update_fields=["filled", "state", "reason"])


def _label(name):
    return str(Source._meta.get_field(name).verbose_name)


def _take_out(rows, by, now):
    # locked before they are looked at: nobody can cite them until it is over
    sources = Source.objects.select_for_update().in_bulk([row.source_id for row in rows if row.source_id])
    reasons = why_they_stay(rows, sources)
    going = [row for row in rows if row.source_id in sources and not reasons.get(row.source_id)]
    try:
        with transaction.atomic():
            Source.objects.filter(pk__in=[row.source_id for row in going]).delete()
    except (ProtectedError, IntegrityError):
        for row in going:
            reasons[row.source_id] = _delete_alone(sources[row.source_id])
    for row in rows:
        row.reason = reasons.get(row.source_id, "")
        if not row.reason:
            row.state, row.source_id = RecordState.UNDONE, None
    ImportRecord.objects.bulk_update(rows, ["state", "source", "reason"])


def _delete_alone(source):
    try:
        with transaction.atomic():
            delete_source(source)
    except (ProtectedError, IntegrityError):
        return "Something else in the library rests on it."
    return ""


# each: which rows, how many in one transaction, what to do with them
_ACTS = (
    (Q(state=RecordState.FILLED), 1, _empty_gaps),
    (Q(state=RecordState.IMPORTED, said=Said.VERSIONS), 1, _unlink),
    (Q(state=RecordState.IMPORTED), BATCH, _take_out),
)
