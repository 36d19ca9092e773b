"""The rows of the catalogue and their claims: the one writer of both.

A row is the truth about the claim that stands for it, as the text of an article is about its claims. What a row cites is
kept as its citations. Every act locks the substance first, and writes down who changed what.
"""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.urls import NoReverseMatch, reverse

from references import canonical, citing
from references.citing import Wanted, WantedCitation
from references.models import Citation, Claim

from .models import FACTS, PARTS, Cell, Substance

_ROOM = 10_000
"""Positions that claims of one part may take."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the row since it was shown. `row` is how it stands now; None if it is gone."""

    def __init__(self, row):
        self.row = row
        super().__init__(
            "Somebody changed this row after you opened it. Nothing of yours is saved yet, and nothing is lost: "
            "compare the two, then save again to put yours in place."
        )


def substance_of(row):
    return row.comparison.substance if isinstance(row, Cell) else row.substance


def part_of(row):
    """As `CatalogueEdit.part` names it."""
    return row.comparison.part if isinstance(row, Cell) else row.part


def rows_of(substance, part=None):
    """The rows of a substance, or of one part of it, in the order of pages; facts first, then cells."""
    for model in FACTS if part is None else [PARTS[part]]:
        yield from _read(model, substance=substance)
    if part is None:
        # the cells of a form that was taken out of a comparison wait there until it is put back
        yield from cells().filter(comparison__substance=substance, form__compared__comparison=F("comparison"))


def _read(model, **of):
    related = [f.name for f in model._meta.concrete_fields if f.is_relation]
    return model.objects.filter(**of).select_related(*related)


def cells():
    """Cells with all that their sentences are made of."""
    return Cell.objects.select_related("comparison__substance", "form__substance", "attribute", "step")


def rows_with_claims(substance):
    """(row, its Claim or None) for every row."""
    rows = list(rows_of(substance))
    claims = Claim.objects.in_bulk([row.pk for row in rows])
    return [(row, claims.get(row.pk)) for row in rows]


def row_of(claim):
    """The row that stands behind a claim, or None."""
    for model in FACTS:
        if row := _read(model, pk=claim.pk).first():
            return row
    return cells().filter(pk=claim.pk).first()


def address_of(claim):
    """Where staff edit the row of a claim; "" if it is gone."""
    row = row_of(claim)
    if row is None:
        return ""
    if isinstance(row, Cell):
        return f"{row.comparison.get_admin_url()}?cell={row.form.slug}.{row.attribute.slug}#cell"
    try:
        return reverse(f"admin:supplements_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return ""


def citations_of(rows):
    """{row id: its present citations, with source and passages}"""
    found = defaultdict(list)
    citations = Citation.objects.filter(claim__in=[row.pk for row in rows], present=True)
    for citation in citations.select_related("source__merged_into").prefetch_related("passages").order_by("changed_at"):
        found[citation.claim_id].append(citation)
    return found


def seen_of(row, citations=None):
    """A digest of how a row stands, with what it cites; of nothing where there is no row. citations: if they are known."""
    if row is None or row._state.adding:
        return canonical.digest("")
    citations = citations_of([row])[row.pk] if citations is None else citations
    cited = sorted([c.source.citekey, c.stance, c.digest] for c in citations)
    return canonical.digest(canonical.canonical_json({"row": values_of(row), "cited": cited}))


def values_of(row):
    """The fields of a row as plain values."""
    return {f.attname: _plain(getattr(row, f.attname)) for f in row._meta.concrete_fields}


def _plain(value):
    match value:
        case Decimal():
            return f"{value.normalize():f}"
        case None | bool() | int() | str() | date():
            return value
    return str(value)


@transaction.atomic
def save(row, *, by, now, citations=None, seen=None):
    """Save one row, and make its claim say what it says.

    citations: a list of WantedCitation; None: what it cites stays. seen: `seen_of` what was shown; then ChangedMeanwhile is
    raised where the row is no longer that. Raises ValidationError where the row cannot stand.
    """
    substance = substance_of(row).lock()
    standing = _standing(row)
    if seen is not None and seen_of(standing) != seen:
        raise ChangedMeanwhile(standing)
    if standing is not None and row._state.adding:
        raise ChangedMeanwhile(standing)
    _write(substance, [row], {row.pk: citations}, by, now)
    return row


@transaction.atomic
def save_many(substance, rows, *, by, now, citations=None, checked=False):
    """Save many rows of one substance at once, all or none. citations: {row id: list of WantedCitation}

    checked: each row was held against its rules already. Those that are constraints the database keeps anyway; asking it
    about each of them, for each of hundreds of rows, takes longer than all the rest.
    """
    substance = substance.lock()
    _write(substance, list(rows), citations or {}, by, now, checked=checked)


def _standing(row):
    if isinstance(row, Cell):
        return cells().filter(comparison=row.comparison, form=row.form, attribute=row.attribute).first()
    return _read(type(row), pk=row.pk).first()


def _write(substance, rows, citations, by, now, *, checked=False):
    for row in rows:
        row.full_clean(validate_unique=not checked, validate_constraints=not checked)
        row.save()
    write_claims(substance, rows, by=by, now=now, citations=citations)
    for part in dict.fromkeys(part_of(row) for row in rows):
        of_part = [row for row in rows if part_of(row) == part]
        what = of_part[0].sentence() if len(of_part) == 1 and of_part[0].is_filled else f"{len(of_part)} rows"
        substance.record_work(by=by, now=now, act="row", part=part, what=what)


def write_claims(substance, rows, *, by, now, citations=None):
    """Make the claims of these rows say what the rows say; a row that is empty has no claim in the catalogue."""
    filled = [row for row in rows if row.is_filled]
    standing = citations_of(filled)
    wanted = [_wanted(row, (citations or {}).get(row.pk), standing[row.pk]) for row in filled]
    citing.write_claims(substance, wanted, by=by, now=now, whole=False)
    citing.take_out(row.pk for row in rows if not row.is_filled)


def _wanted(row, said, standing):
    if said is None:
        said = [WantedCitation(citation.source.survivor.citekey) for citation in standing]
    sentence = row.sentence()
    heads = row.heads()
    return Wanted(
        id=row.pk,
        text=sentence,
        citations=tuple(said),
        section=row.section(),
        context=f"{sentence} ({_as_line(heads)})" if heads else sentence,
        place=part_of(row),
        kind=row.claim_kind,
        heads=heads,
        position=_position(row),
    )


def _as_line(heads):
    return "; ".join(f"{name}: {text}" for name, text in heads.items())


def _position(row):
    if isinstance(row, Cell):
        within = row.form.position * 100 + row.attribute.position
        return len(FACTS) * _ROOM + row.comparison_id * _ROOM + min(within, _ROOM - 1)
    return FACTS.index(type(row)) * _ROOM + min(row.position, _ROOM - 1)


@transaction.atomic
def remove(row, *, by, now):
    """Take a row out of the catalogue. Its claim stays, as not present: verdicts and editions point to it."""
    substance = substance_of(row).lock()
    what = row.sentence() if row.is_filled else ""
    part, key = part_of(row), row.pk
    row.delete()
    citing.take_out([key])
    substance.record_work(by=by, now=now, act="removed", part=part, what=what)


@transaction.atomic
def structure_changed(substance, *, by, now, part, what=""):
    """A name, a unit, a scale or an order changed: every claim that says it is written anew. Call it after saving."""
    substance = Substance.objects.get(pk=substance.lock().pk)
    write_claims(substance, list(rows_of(substance)), by=by, now=now)
    substance.record_work(by=by, now=now, act="structure", part=part, what=what)
