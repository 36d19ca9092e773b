"""Fill the record of a source from what a catalogue or a file says: the only writer of where each field came from.

A field that a person typed or corrected wins over a catalogue, now and at every later look-up. `Source.origins` says
which came from where and when; each change leaves a `SourceChange`.
"""

from dataclasses import dataclass

from django.db import transaction

from . import abstracts, canonical, citekeys, corrections, identifiers
from .details import Details, identifiers_of
from .holders import holder_of
from .judged import refresh_numbers
from .models import Source, SourceChange

HAND = "hand"
DATE = ("year", "month", "day", "season")
_SAME_NAME = (
    "csl_type", "title", "authors", "editors", "container_title", "container_title_short", "volume", "issue", "pages",
    "number", "publisher", "publisher_place", "edition", "language", "issn", "doi", "pmid", "pmcid", "isbn", "arxiv",
    "url", "open_access_url", "abstract", "keywords", "mesh", "publication_types", "design", "sample_size", "funding",
    "interests",
)  # fmt: skip
# What is taken over as one: half a date from here and half from there would be a date that nobody gave.
UNITS = {"date": DATE, **{name: (name,) for name in _SAME_NAME}}
FIELDS = tuple(name for names in UNITS.values() for name in names)
_TUPLES = {"authors", "editors", "keywords", "mesh", "publication_types"}


class Known(Exception):
    """Another source has this identifier already: `source`, in `field`."""

    def __init__(self, source, field):
        self.source, self.field = source, field
        label = Source._meta.get_field(field).verbose_name
        super().__init__(f"This {label} belongs to {source.short_name}, which is here already as “{source.citekey}”.")


@dataclass(frozen=True)
class Proposal:
    """What taking over one unit would change. `kept`: a person wrote what stands, so it stays unless asked for."""

    field: str
    label: str
    before: dict
    after: dict
    kept: bool

    @property
    def fills_a_gap(self):
        return not any(self.before.values())


def details_of(source):
    """What stands in the record of a source, in the shape of formats and catalogues."""
    said = {name: getattr(source, name) for name in FIELDS if name != "abstract"}
    said |= {name: tuple(said[name]) for name in _TUPLES}
    return Details(**said, abstract=tuple(abstracts.parts(source.abstract)))


def values_of(details):
    """{field of Source: value} for what `details` says; texts cut to what the columns hold."""
    values = {}
    for name in FIELDS:
        value = getattr(details, name)
        if name == "abstract":
            value = abstracts.text_of(value)
        elif name in _TUPLES:
            value = list(value)
        if value in (None, "", []):
            continue
        values[name] = _cut(name, value)
    return values


def _cut(name, value):
    length = Source._meta.get_field(name).max_length
    value = canonical.storable(value) if isinstance(value, str) else value
    return value[:length].strip() if length and isinstance(value, str) else value


def proposals(source, details):
    """What `details` would change in `source`, unit by unit; what is the same or not said is left out."""
    values = values_of(details)
    return [
        Proposal(
            field=unit,
            label="date" if unit == "date" else str(Source._meta.get_field(unit).verbose_name),
            before={name: getattr(source, name) for name in names},
            after={name: values.get(name, _empty(name)) for name in names},
            kept=_is_by_hand(source, names),
        )
        for unit, names in UNITS.items()
        if values.get(names[0]) and any(_differs(source, name, values.get(name, _empty(name))) for name in names)
    ]


def _empty(name):
    field = Source._meta.get_field(name)
    return field.get_default() if name != "language" else ""


def _differs(source, name, value):
    standing = getattr(source, name)
    if name == "doi":
        return standing.lower() != value.lower()
    return standing != value


def _is_by_hand(source, names):
    """A value of unknown origin was typed by somebody too."""
    return any(getattr(source, n) and source.origins.get(n, [HAND])[0] == HAND for n in names)


@transaction.atomic
def new_source(details, *, by, now, origin, origins=None, citekey="", **more):
    """Save a source made from `details`; `more` are fields that no catalogue gives.

    origins: {field: catalogue} of what came from another than `origin`. Raises Known where an identifier belongs to
    another source, ValidationError where the record cannot stand.
    """
    for field, value in identifiers_of(details).items():
        if holder := holder_of(field, value):
            raise Known(holder, field)
    citekey = citekey or citekeys.proposed(details)
    source = unsaved(details, by=by, now=now, origin=origin, origins=origins, citekey=citekey, **more)
    source.full_clean()
    source.save()
    SourceChange.objects.create(source=source, origin=origin, changes=first_change(source), at=now, by=by)
    return source


def unsaved(details, *, by, now, origin, citekey, origins=None, **more):
    """The source that `details` would become, not saved and not validated: for many at once."""
    values = values_of(details)
    stamps = _stamps(values, origin, origins, now)
    values.setdefault("language", "")  # our default is for those who type; who names no language does not say English
    notes = {"private_note": "\n\n".join(details.notes)} if details.notes else {}
    source = Source(citekey=citekey, created_by=by, origins=stamps, **({**notes, **values, **more}))
    if origin != HAND:
        source.looked_up_at = now
    return source


def _stamps(names, origin, origins, now):
    return {name: [(origins or {}).get(name, origin), canonical.plain(now)] for name in names}


def first_change(source):
    """The `changes` of the row that says how a source began."""
    return {name: [_empty(name), getattr(source, name)] for name in source.origins}


@transaction.atomic
def fill(source, details, *, by, now, origin, origins=None, fields=None, gaps_only=False):
    """Take over what `details` says; returns {field: [before, after]}.

    origins: {field: catalogue} of what came from another than `origin`.
    fields: the units a person chose, those kept by hand included; None: all but those. gaps_only: only what is empty,
    and no identifier that belongs to another source. Raises Known and ValidationError, and then nothing is changed.
    """
    if by is not None:
        corrections.record_source_work(source, by=by, now=now)
    source = Source.objects.select_for_update(no_key=True).get(pk=source.pk)
    changed = {}
    for proposal in proposals(source, details):
        if _is_wanted(proposal, fields, gaps_only) and _is_free(source, proposal, gaps_only):
            for name, after in proposal.after.items():
                changed[name] = [proposal.before[name], after]
    source.looked_up_at = now
    after = {name: value for name, (_, value) in changed.items()}
    _write(source, after, changed, by=by, now=now, origin=origin, origins=origins)
    return changed


def _is_wanted(proposal, fields, gaps_only):
    if gaps_only and not proposal.fills_a_gap:
        return False
    return proposal.field in fields if fields is not None else not proposal.kept


def _is_free(source, proposal, gaps_only):
    if proposal.field not in identifiers.CANONICAL:
        return True
    holder = holder_of(proposal.field, proposal.after[proposal.field])
    if holder is None or holder.pk == source.pk:
        return True
    if gaps_only:
        return False
    raise Known(holder, proposal.field)


@transaction.atomic
def undo_fill(source, changed, *, by, now, origin=HAND):
    """Put back what `fill` returned, where nobody changed it since; returns the fields that stay as they are now."""
    if by is not None:
        corrections.record_source_work(source, by=by, now=now)
    source = Source.objects.select_for_update(no_key=True).get(pk=source.pk)
    back = {n: before for n, (before, after) in changed.items() if getattr(source, n) == after}
    _write(source, back, {n: [changed[n][1], v] for n, v in back.items()}, by=by, now=now, origin=origin)
    return sorted(changed.keys() - back.keys())


def _write(source, values, changes, *, by, now, origin, origins=None):
    for name, value in values.items():
        setattr(source, name, value)
    source.origins |= _stamps(values, origin, origins, now)
    if values:
        source.full_clean(exclude=[f.name for f in Source._meta.fields if f.name not in values])
        SourceChange.objects.create(source=source, origin=origin, changes=changes, at=now, by=by)
    source.save(update_fields=[*values, "origins", "looked_up_at"])
    if "sample_size" in values:
        refresh_numbers(source)


def snapshot(source):
    """{field: value} as it stands, to compare with after a person edited it."""
    return {name: getattr(source, name) for name in FIELDS}


@transaction.atomic
def note_hand_edits(source, before, *, by, now):
    """After a person saved a source: the fields that differ from `before` (a `snapshot`, {} for a new one) are theirs."""
    changes = {
        name: [before.get(name, _empty(name)), getattr(source, name)]
        for name in FIELDS
        if before.get(name, _empty(name)) != getattr(source, name)
    }
    if not changes:
        return
    stamp = [HAND, canonical.plain(now)]
    source.origins |= dict.fromkeys(changes, stamp)
    source.save(update_fields=["origins"])
    SourceChange.objects.create(source=source, origin=HAND, changes=changes, at=now, by=by)
