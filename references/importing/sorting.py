"""Sort the records of a file: new, already here, look-alike, unreadable. The library is asked, never changed.

Two records with one identifier are one work, unless their titles have little in common: then a person looks at both.
Whatever merely looks alike waits for a person too.
"""

from django.db.models import Max
from rapidfuzz import fuzz

from references import details as shapes
from references import titles
from references.details import identifiers_of
from references.duplicates.index import Index
from references.duplicates.sketch import words_of
from references.holders import holders_of_many, key
from references.models import ImportRecord, Source
from references.models.importing import RecordState

from .gains import gains_of, gains_of_twin, has_no_place, held_by_others

LITTLE_IN_COMMON = 65  # of 100: below it, two titles under one identifier are two works


class Sorter:
    """Rows for the records of one file, in their order. Keeps the identifiers and sketches of what came before."""

    def __init__(self, batch):
        self.batch, self.position = batch, 0
        self.library_seen = Source.objects.aggregate(last=Max("pk"))["last"] or 0
        self._index = Index.of_library()
        # {(field, identifier): the id of a source (positive) or the position of an earlier record (negative)}
        self._seen = {}

    def rows(self, records):
        """An ImportRecord, not saved, for each ReadRecord."""
        works = [record.details for record in records]
        known = _Known(self.batch, works, self._seen)
        return [
            self._row(record, work, holders, known)
            for record, work, holders in zip(records, works, holders_of_many(works), strict=True)
        ]

    def _row(self, record, work, holders, known):
        self.position += 1
        row = ImportRecord(
            batch=self.batch,
            position=self.position,
            line=record.line,
            details=work.as_json(),
            problems=[{"line": p.line, "stands": p.stands, "made": p.made} for p in record.problems],
        )
        known.works[self.position], known.lines[self.position] = work, record.line
        if record.unreadable or not (work.title or not has_no_place(work)):
            row.state, row.reason = RecordState.UNREADABLE, "" if record.unreadable else "It has no title."
            return row
        self._sort(row, work, holders, known)
        self._remember(row, work)
        return row

    def _sort(self, row, work, holders, known):
        if holders:
            by_identifier(row, work, holders)
            if row.score < LITTLE_IN_COMMON:
                self._closer(row, work)
        elif earlier := self._earlier(work):
            _like_earlier(row, work, earlier, known)
        elif found := self._index.look_alikes(work):
            other, likeness = found[0]
            row.state = RecordState.LOOK_ALIKE
            row.score, row.reason = likeness.score, " ".join(likeness.reasons)[:300]
            _point(row, other)
        else:
            row.state = RecordState.NEW

    def _closer(self, row, work):
        """Its identifier is that of quite another work, but something else in the library looks like it."""
        if found := [(pk, likeness) for pk, likeness in self._index.look_alikes(work) if pk > 0]:
            pk, likeness = found[0]
            belongs = row.reason.partition(", but")[0].rstrip(".")
            row.source_id, row.score = pk, likeness.score
            row.reason = f"{' '.join(likeness.reasons[:1])} {belongs}."[:300]

    def _earlier(self, work):
        """{field: what has this identifier}, as in `_seen`."""
        found = {field: self._seen.get((field, key(field, value))) for field, value in identifiers_of(work).items()}
        return {field: other for field, other in found.items() if other}

    def _remember(self, row, work):
        same = row.source_id if row.state == RecordState.HERE else None
        other = same or -(row.twin if row.state == RecordState.HERE else row.position)
        for field, value in identifiers_of(work).items():
            self._seen.setdefault((field, key(field, value)), other)
        if other == -row.position:
            self._index.add(other, work)


class _Known:
    """What earlier records say, and the sources they were: fetched for a chunk of records at once."""

    def __init__(self, batch, works, seen):
        named = {seen.get((f, key(f, value))) for work in works for f, value in identifiers_of(work).items()} - {None}
        rows = batch.rows.filter(position__in=[-n for n in named if n < 0]).values_list("position", "line", "details")
        rows = list(rows)
        self.works = {position: shapes.from_json(details) for position, _, details in rows}
        self.lines = {position: line for position, line, _ in rows}
        self._sources = Source.objects.in_bulk([n for n in named if n > 0])

    def source(self, pk):
        # of a record of this very chunk
        return self._sources.get(pk) or self._sources.setdefault(pk, Source.objects.get(pk=pk))


def by_identifier(row, work, holders):
    """Sort a record whose identifiers the library has; holders: {field: source}."""
    sources = {source.pk: source for source in holders.values()}
    source = max(sources.values(), key=lambda s: closeness(work.title, s.title))
    fields = [field for field, holder in holders.items() if holder.pk == source.pk]
    row.source, row.score = source, round(closeness(work.title, source.title))
    if len(sources) > 1:
        row.state = RecordState.LOOK_ALIKE
        row.reason = " ".join(f"The {labels([f])} belongs to {s.citekey}." for f, s in holders.items())[:300]
    elif row.score < LITTLE_IN_COMMON:
        row.state = RecordState.LOOK_ALIKE
        row.reason = f"The {labels(fields)} belongs to {source.citekey}, but the titles have little in common."
    else:
        row.state, row.reason = RecordState.HERE, f"Same {labels(fields)}."
        row.gains = gains_of(source, work, held_by_others(source, holders))


def _like_earlier(row, work, earlier, known):
    """Sort a record whose identifiers stood in earlier records of the file."""
    other = next(iter(earlier.values()))
    fields = [f for f, o in earlier.items() if o == other]
    if other > 0:
        by_identifier(row, work, dict.fromkeys(fields, known.source(other)))
        return
    twin = known.works[-other]
    same = f"the same {labels(fields)} as in line {known.lines[-other]:,}"
    row.twin, row.score = -other, round(closeness(work.title, twin.title))
    row.state = RecordState.LOOK_ALIKE
    if row.score < LITTLE_IN_COMMON:
        row.reason = f"It has {same}, but the titles have little in common."
    elif len(set(earlier.values())) > 1:
        row.reason = f"It has {same}; its other identifiers stand in another record."
    else:
        row.state, row.reason = RecordState.HERE, f"It has {same}."
        row.gains = gains_of_twin(twin, work)


def _point(row, other):
    """`other`: the id of a source, or the negative position of an earlier record."""
    if other > 0:
        row.source_id = other
    else:
        row.twin = -other


def closeness(title, other):
    """0 to 100; a record without a title says nothing against being the same work."""
    if not title or not other:
        return 100
    a, b = (" ".join(words_of(titles.plain(t))) for t in (title, other))
    return fuzz.token_set_ratio(a, b)


def labels(fields):
    """“DOI and PMID”."""
    return " and ".join(str(Source._meta.get_field(f).verbose_name) for f in fields)
