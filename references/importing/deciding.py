"""What a person says: of look-alikes, one by one or many at once, and for all records of a file."""

from django.db import transaction

from references import details as shapes
from references.holders import holders_of
from references.models import Import, ImportRecord
from references.models.importing import ImportState, RecordState, Said

from .gains import gains_of, gains_of_twin, held_by_others

# nothing more is decided about a file that is on its way out
OPEN = [ImportState.PREVIEW, ImportState.IMPORTING, ImportState.PAUSED, ImportState.DONE]
_DECIDED = [RecordState.NEW, RecordState.HERE]


class Closed(Exception):
    """The import is not open for this; the message is a sentence."""


def locked(import_id, states):
    """The import, locked to the end of the transaction. Raises Closed where it is in none of these states."""
    batch = Import.objects.select_for_update(of=("self",)).get(pk=import_id)
    if batch.state not in states:
        raise Closed(f"This import is {batch.get_state_display()}, so that cannot be done now.")
    return batch


@transaction.atomic
def decide(batch, positions, said, *, by):
    """Say of look-alikes what they are; returns how many that was.

    said: apart (it goes in), same (it stays out, and the gaps of the work that is here are filled), versions (it goes in
    and is linked), or "" to take back what was said. What went in already is not touched.
    """
    batch, said = locked(batch.pk, OPEN), Said(said)
    rows = batch.rows.filter(position__in=positions).select_related("source__merged_into")
    open_rows = rows.filter(state=RecordState.LOOK_ALIKE)
    rows = open_rows if said else rows.filter(state__in=_DECIDED).exclude(said=Said.NOTHING)
    decided = list(rows.select_for_update(of=("self",)))
    for row in decided:
        _say(row, said, by)
    ImportRecord.objects.bulk_update(decided, ["state", "said", "said_by", "gains"])
    return len(decided)


def _say(row, said, by):
    row.said, row.said_by, row.gains = said, by if said else None, []
    row.state = {Said.SAME: RecordState.HERE, Said.NOTHING: RecordState.LOOK_ALIKE}.get(said, RecordState.NEW)
    if said == Said.SAME:
        row.gains = gains_of_row(row)


def gains_of_row(row):
    """Labels of what the record would add to the work that it is."""
    work = shapes.from_json(row.details)
    if row.source:
        source = row.source.survivor
        return gains_of(source, work, held_by_others(source, holders_of(work)))
    twin = row.batch.rows.filter(position=row.twin).first()
    return gains_of_twin(shapes.from_json(twin.details), work) if twin else []


@transaction.atomic
def choose(batch, *, fill_gaps, not_findable_because, collections=(), tags=()):
    """What holds for all records that have not gone in yet."""
    batch = locked(batch.pk, OPEN)
    batch.fill_gaps = fill_gaps
    batch.not_findable_because = not_findable_because.strip()
    batch.save(update_fields=["fill_gaps", "not_findable_because"])
    batch.collections.set(collections)
    batch.tags.set(tags)
    return batch
