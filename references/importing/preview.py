"""What an import would do, or did, in figures and lists: read for its page, never changed here."""

from dataclasses import dataclass

from django.db.models import Count, Q

from references import details as shapes
from references import filling
from references.models.importing import ImportState, RecordState, Said

from .comparing import Side, differences, table

_PARTLY = ~Q(problems=[]) | Q(state=RecordState.UNREADABLE)
LISTS = {
    "new": Q(state__in=[RecordState.NEW, RecordState.IMPORTED]),
    "here": Q(state__in=[RecordState.HERE, RecordState.FILLED]),
    "look-alikes": Q(state=RecordState.LOOK_ALIKE),
    "decided": ~Q(said=Said.NOTHING),
    "unreadable": _PARTLY,
    "left-out": Q(state=RecordState.LEFT_OUT),
    # after undoing: what was not taken out again
    "stays": Q(state__in=[RecordState.IMPORTED, RecordState.FILLED]),
}


def counts(batch):
    """{name: how many records}, of all lists and a few more, in one question."""
    more = {
        "went_in": Q(state=RecordState.IMPORTED),
        "filled": Q(state=RecordState.FILLED),
        "gaining": Q(state=RecordState.HERE) & ~Q(gains=[]),
        "waiting": Q(state=RecordState.NEW),
        "same": Q(state=RecordState.HERE, said=Said.SAME) & ~Q(gains=[]),
        "unreadable_out": Q(state=RecordState.UNREADABLE),
        "taken_out": Q(state=RecordState.UNDONE),
    }
    lists = {name.replace("-", "_"): condition for name, condition in LISTS.items()}
    return batch.rows.aggregate(**{name: Count("pk", filter=which) for name, which in (lists | more).items()})


def to_go_in(batch, figures):
    """How many rows an import would still work on."""
    return figures["waiting"] + (figures["gaining"] if batch.fill_gaps else figures["same"])


def rows_of(batch, shown):
    """The rows of one list, in the order of the file; look-alikes the most alike first."""
    rows = batch.rows.filter(LISTS[shown]).select_related("source__merged_into")
    return rows.order_by("-score", "position") if shown == "look-alikes" else rows.order_by("position")


@dataclass(frozen=True)
class Line:
    """One row as its page shows it. `other`: the work that it is, or may be; None if there is none."""

    row: object
    read: Side
    other: Side | None
    citekey: str = ""
    twin_line: int | None = None

    @property
    def so_it(self):
        """What happens, or happened, to it, in words that follow “so it …”."""
        return so_it(self.row)


def lines(rows):
    """A Line for each row; the earlier records of the file that some are like are fetched together."""
    rows = list(rows)
    if not rows:
        return []
    positions = [row.twin for row in rows if row.twin and not row.source_id]
    twins = {t.position: t for t in rows[0].batch.rows.filter(position__in=positions)} if positions else {}
    return [_line(row, twins.get(row.twin)) for row in rows]


def _line(row, twin):
    work = shapes.from_json(row.details)
    if row.source and row.state != RecordState.IMPORTED:
        source = row.source.survivor
        return Line(row, *differences(work, filling.details_of(source)), citekey=source.citekey)
    if twin and not row.source:
        return Line(row, *differences(work, shapes.from_json(twin.details)), twin_line=twin.line)
    return Line(row, differences(work, work)[0], None, citekey=row.source.citekey if row.source else "")


def pair(row):
    """(the work it may be or None, its line in the file or None, [comparing.Field]) of one row."""
    work = shapes.from_json(row.details)
    if row.source and row.state != RecordState.IMPORTED:
        source = row.source.survivor
        return source, None, table(work, filling.details_of(source))
    twin = row.batch.rows.filter(position=row.twin).first() if row.twin else None
    if twin:
        return None, twin.line, table(work, shapes.from_json(twin.details))
    return row.source, None, table(work, work)


def so_it(row):
    """“goes in, marked”, “stays out” …"""
    gone = row.batch.state in {ImportState.DONE, ImportState.UNDONE, ImportState.UNDOING}
    match RecordState(row.state):
        case RecordState.NEW:
            return "goes in and is linked as a version" if row.said == Said.VERSIONS else "goes in"
        case RecordState.IMPORTED:
            return "went in"
        case RecordState.HERE:
            return "is here already"
        case RecordState.FILLED:
            return "filled gaps"
        case RecordState.LOOK_ALIKE:
            return "stayed out" if gone else "waits for a person"
        case RecordState.UNREADABLE | RecordState.LEFT_OUT:
            return "was left out" if gone else "is left out"
        case RecordState.UNDONE:
            return "was taken out again"
