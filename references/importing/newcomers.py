"""Put a batch of records into the library as new sources, with as many questions to the database as one record takes."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from references import citekeys, filling
from references import details as shapes
from references.details import identifiers_of
from references.duplicates.finding import digest_of
from references.duplicates.sketch import sketch
from references.holders import holders_of, holders_of_many, key
from references.models import ImportRecord, LookAlike, Source, SourceChange
from references.models.duplicate import Decision
from references.models.importing import RecordState, Said

from .gains import ORIGIN, has_no_place, without
from .sorting import by_identifier


def put(rows, *, batch, library, now):
    """Make sources of these rows of one import and mark the rows, inside the caller's transaction.

    What came into the library since the preview is met here: such a row is already here, or waits for a person.
    """
    works = {row.position: shapes.from_json(row.details) for row in rows}
    going = _without_those_here(rows, works, library)
    try:
        with transaction.atomic():
            _save([(row, _source(row, works[row.position], batch, library, now)) for row in going], batch, now)
    except (IntegrityError, ValidationError):
        for row in going:
            _put_alone(row, works[row.position], batch, now)
    ImportRecord.objects.bulk_update(rows, ["state", "source", "reason", "score", "gains", "said", "twin"])


def _without_those_here(rows, works, library):
    """The rows that still go in. Identifiers that others hold, where a person kept the works apart, are dropped."""
    going, taken = [], {}
    for row, holders in zip(rows, holders_of_many(works.values()), strict=True):
        work = works[row.position]
        names = {(field, key(field, value)): field for field, value in identifiers_of(work).items()}
        twins = {field for name, field in names.items() if name in taken}
        if row.said and (holders or twins):
            works[row.position] = without(work, {*holders, *twins})
        elif holders:
            by_identifier(row, work, holders)
            continue
        if (found := library.index.look_alikes(work)) and not holders:
            other, likeness = found[0]
            row.state, row.said, row.twin = RecordState.LOOK_ALIKE, Said.NOTHING, None
            row.source_id, row.score = other, likeness.score
            row.reason = f"It came in meanwhile. {' '.join(likeness.reasons)}"[:300]
            continue
        taken.update(names)
        going.append(row)
    return going


def _source(row, work, batch, library, now, citekey=""):
    """A source, not saved, whose fields are valid. Raises ValidationError."""
    work = _with_title(work)
    more = {"not_findable_because": batch.not_findable_because} if has_no_place(work) else {}
    citekey = citekey or citekeys.proposed(work, library.citekeys if library else None)
    source = filling.unsaved(work, by=batch.started_by, now=now, origin=ORIGIN, citekey=citekey, **more)
    source.clean_fields(exclude=_POINTERS)
    return source


_POINTERS = {f.name for f in Source._meta.fields if f.is_relation}


def _with_title(work):
    """A line of a list of identifiers: until somebody looks it up, its identifier stands for the title."""
    if work.title:
        return work
    field, value = next(iter(identifiers_of(work).items()), ("url", work.url))
    name = "" if field == "url" else f"{Source._meta.get_field(field).verbose_name} "
    return work.__class__(**{**vars(work), "title": f"{name}{value}"})


def _save(made, batch, now):
    """Save valid sources with the row of their history, their collections and tags, and mark what they came from."""
    sources = Source.objects.bulk_create([source for _, source in made])
    SourceChange.objects.bulk_create(
        SourceChange(source=s, origin=ORIGIN, changes=filling.first_change(s), at=now, by=batch.started_by)
        for s in sources
    )
    _organise(sources, batch)
    _keep_apart(made, batch, now)
    for row, source in made:
        row.state, row.source = RecordState.IMPORTED, source


def _organise(sources, batch):
    for name, chosen in (("collection", batch.collections.all()), ("tag", batch.tags.all())):
        through = getattr(Source, f"{name}s").through
        through.objects.bulk_create(through(**{"source_id": s.pk, f"{name}_id": c.pk}) for c in chosen for s in sources)


def _keep_apart(made, batch, now):
    """A pair that a person kept apart is not offered again, unless one of both records changes."""
    said = [(row, source) for row, source in made if row.said == Said.APART]
    twins = {row.position: source for row, source in made}
    if positions := [row.twin for row, _ in said if row.twin and row.twin not in twins]:
        twins |= {
            row.position: row.source for row in batch.rows.filter(position__in=positions).select_related("source")
        }
    pairs = [(row, source, row.source.survivor if row.source else twins.get(row.twin)) for row, source in said]
    LookAlike.objects.bulk_create((_apart(*pair, now) for pair in pairs if pair[2]), ignore_conflicts=True)


def _apart(row, source, other, now):
    first, second = sorted([source, other], key=lambda s: s.pk)
    return LookAlike(
        first=first,
        second=second,
        score=row.score,
        reasons=[row.reason],
        digest=digest_of(*(sketch(filling.details_of(s)) for s in (first, second))),
        found_at=now,
        decision=Decision.APART,
        decided_at=now,
        decided_by=row.said_by,
    )


def _put_alone(row, work, batch, now):
    """One record of a batch in which one could not go in: that one is left out, with its reason."""
    if not row.said and (holders := holders_of(work)):
        by_identifier(row, work, holders)  # somebody was quicker by a moment
        return
    try:
        with transaction.atomic():
            source = _source(row, work, batch, None, now)
            source.full_clean()
            _save([(row, source)], batch, now)
    except ValidationError as error:
        row.state, row.reason = (
            RecordState.LEFT_OUT,
            f"It cannot stand in the library. {' '.join(error.messages)}"[:300],
        )
    except IntegrityError:
        row.state, row.reason = RecordState.LEFT_OUT, "The database refused it. Add it by hand."
