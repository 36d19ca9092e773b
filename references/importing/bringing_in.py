"""Bring the records of a file into the library.

A batch of new records is one transaction that also marks their rows, so a job that is killed at any moment has lost
nothing and doubled nothing: whoever goes on takes the rows that are not marked yet. Batches of all imports take turns,
and each looks at what came into the library since its preview. So two imports of one file give no record twice.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from references import citekeys, filling, jobs
from references import details as shapes
from references.duplicates import index, versions
from references.models import Import, ImportRecord, Source
from references.models.importing import ImportState, RecordState, Said

from .deciding import Closed, locked
from .gains import ORIGIN
from .giving_way import GivingWay
from .newcomers import put

BATCH = 200
MAY_BEGIN = [ImportState.PREVIEW, ImportState.PAUSED, ImportState.DONE]


@transaction.atomic
def begin(batch, *, by, now):
    """Bring in what is to go in, or go on with it: a job does it. Raises Closed."""
    batch = locked(batch.pk, MAY_BEGIN)
    if not to_do(batch).exists():
        raise Closed("No record waits to go in. Decide on look-alikes first.")
    batch.state, batch.finished_at = ImportState.IMPORTING, None
    batch.job = run.ask(title=f"Import {batch.name}", by=by, now=now, import_id=str(batch.pk))
    batch.save(update_fields=["state", "finished_at", "job"])
    return batch


@transaction.atomic
def pause(batch):
    """Stop after the batch that is going in just now. `begin` goes on. Raises Closed."""
    batch = locked(batch.pk, [ImportState.IMPORTING])
    batch.state = ImportState.PAUSED
    batch.save(update_fields=["state"])
    return batch


@jobs.job(limit=timedelta(minutes=5), attempts=5, label="Bring in an import", long=True)
def run(progress, *, import_id):
    """Bring in the records of one import. Killed and run again, or run twice, it goes on where the rows say."""
    try:
        return bring_in(import_id, say=progress.say, clock=lambda: progress.now)
    except jobs.Cancelled:
        Import.objects.filter(pk=import_id, state=ImportState.IMPORTING).update(state=ImportState.PAUSED)
        raise


def to_do(batch):
    """The rows that go in, or whose gaps are filled, but have not been yet."""
    return batch.rows.filter(_new() | _to_fill(batch))


def _new():
    return Q(state=RecordState.NEW)


def _to_fill(batch):
    same = Q(state=RecordState.HERE) & ~Q(gains=[])
    return same if batch.fill_gaps else same & Q(said=Said.SAME)


def bring_in(import_id, *, say, clock):
    """Bring in batch after batch until nothing is left, or somebody paused or cancelled.

    say: a function (text, done=, total=), told after each batch. clock: a function that gives the time.
    """
    batch = Import.objects.get(pk=import_id)
    total = to_do(batch).count()
    done = batch.rows.filter(state__in=[RecordState.IMPORTED, RecordState.FILLED]).count()
    total, library, give_way = total + done, _Library(batch), GivingWay()
    while marked := _next(import_id, library, clock()):
        done += marked
        say(f"{done:,} of {max(done, total):,} records are in", done=done, total=max(done, total))
        give_way()


@transaction.atomic
def _next(import_id, library, now):
    """Bring in the next batch; returns how many rows it marked, 0 at the end."""
    # The rows of all imports that run, in one order: their batches take turns.
    running = Import.objects.select_for_update(of=("self",)).filter(state=ImportState.IMPORTING).order_by("pk")
    batch = {b.pk: b for b in running.select_related("started_by")}.get(library.import_id)
    if batch is None:
        return 0
    if rows := _locked(batch.rows.filter(_new()).exclude(said=Said.VERSIONS), BATCH):
        put(rows, batch=batch, library=library.refreshed(), now=now)
    elif rows := _locked(batch.rows.filter(_new()), 1):
        _put_version(rows[0], batch=batch, library=library.refreshed(), now=now)
    elif rows := _locked(batch.rows.filter(_to_fill(batch)), 1):
        _fill(rows[0], batch=batch, now=now)
    else:
        Import.objects.filter(pk=batch.pk).update(state=ImportState.DONE, finished_at=now)
    return len(rows)


def _locked(rows, count):
    rows = rows.select_related("source__merged_into").select_for_update(of=("self",), no_key=True)
    return list(rows.order_by("position")[:count])


class _Library:
    """The citekeys in use, and sketches of what others brought since the preview was made."""

    def __init__(self, batch):
        self.import_id, self.index = batch.pk, index.Index()
        self.citekeys = citekeys.in_use()
        self._seen = batch.library_seen

    def refreshed(self):
        """Also with what came since the last time. Call it in the transaction of a batch."""
        ours = ImportRecord.objects.filter(batch_id=self.import_id, source=OuterRef("pk"), state=RecordState.IMPORTED)
        since = Source.objects.filter(pk__gt=self._seen).filter(~Exists(ours))
        self.citekeys.update(since.values_list("citekey", flat=True))
        for pk, details in index.library(since):
            self.index.add(pk, details)
        self._seen = Source.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        return self


def _put_version(row, *, batch, library, now):
    """A record that is another version of a work that is here: it goes in, and both are linked."""
    other = row.source or _went_into(row)
    put([row], batch=batch, library=library, now=now)
    if other is None or row.state != RecordState.IMPORTED:
        return
    older, newer = versions.in_order(row.source, other.survivor)
    try:
        versions.link(older=older, newer=newer, by=row.said_by, now=now)
    except versions.NotLinkable as error:
        row.reason = f"It went in, but was not linked. {error}"[:300]
        row.save(update_fields=["reason"])


def _fill(row, *, batch, now):
    """Fill the gaps of the work that a record is. In a transaction of its own: it locks articles, then the source."""
    source = row.source or _went_into(row)
    row.gains, changed = [], {}
    if source is None:
        row.state, row.reason = RecordState.LEFT_OUT, "The record that it is the same work as did not go in."
    else:
        row.source = source.survivor
        try:
            work = shapes.from_json(row.details)
            changed = filling.fill(row.source, work, by=batch.started_by, now=now, origin=ORIGIN, gaps_only=True)
        except ValidationError as error:
            row.reason = f"Its gaps were not filled. {' '.join(error.messages)}"[:300]
    if changed:
        row.state, row.filled = RecordState.FILLED, changed
    row.save(update_fields=["state", "source", "reason", "gains", "filled"])


def _went_into(row):
    """The source that the earlier record of the file became, which is the same work."""
    twin = row.batch.rows.filter(position=row.twin).select_related("source__merged_into").first()
    return twin.source if twin and twin.state in {RecordState.IMPORTED, RecordState.FILLED, RecordState.HERE} else None
