"""Parts of the catalogue as plain content, for editions. What readers see of the catalogue is what an edition froze.

Amounts are text (“350”, “0.5”), days are ISO text; nothing is a float. `claim` is the id of the claim that stands for a row;
the claim itself, with its citations and verdicts, stands among the claims of the content.

    substance     {id, name, slug, said (within a sentence), synonyms [text], element, unit}
    a comparison  {substance, comparison {id, name, slug}, whole: whether every form and attribute is there,
                  forms [{slug, name, synonyms [text], bond, route, compounds [{name, formula, cas, fraction}]}],
                  attributes [{slug, name, meaning, kind, unit, better, filter_as, filter_label,
                  steps [{label, meaning, passes}]}],
                  cells [{form, attribute (slugs), claim or null, value (in words), low, high, step (its label), effect,
                  text, note, studies, people, who, dose_low, dose_high, studied_as, route, empty, looked_in, looked_for,
                  looked_on}]}
                  A cell that nobody touched is not among the cells: not searched. Computed columns have no cells: the
                  fraction of each compound (“0.603037”, null where the substance is no element) stands with its form.
    facts         {substance, part, rows [{part, claim, sentence, …fields of the row}]}; a block adds example {food, dose},
                  for a dose chart, either null
                  definition       text
                  intake           authority {slug, short, name}, kind, sex, stage, age_from, age_below (months), amount,
                                   scope, people (in words)
                  doses            label, low, high, form (its name, or "")
                  interactions     medicine {slug, name, lay_name, examples [text]}, authority, happens, explained,
                                   seriousness, before_from, before_to, after_from, after_to (hours), spacing, advice
                  cautions         condition, slug, advice, care, seriousness, outside_limits
                  adverse-effects  name, known, seriousness
                  how-to-take      topic, advice
                  foods            name, serving, amount
"""

from datetime import date
from decimal import Decimal

from . import catalogue
from .models import Authority, Cell, Form, Medicine

DOSE_CHART = "dose-chart"
"""Not a kind of row: intake values and doses used in studies, shown as one chart."""
PARTS_OF_CHART = ("intake", "doses")
_NOT_SAID = {"id", "position", "substance_id", "comparison_id", "form_id", "attribute_id", "step_id"}


def parts_of(part):
    """The kinds of rows of which a part of a page is made."""
    return PARTS_OF_CHART if part == DOSE_CHART else (part,)


def substance(subject):
    return {
        "id": str(subject.pk),
        "name": subject.name,
        "slug": subject.slug,
        "said": subject.said,
        "synonyms": _listed(subject.synonyms),
        "element": subject.element,
        "unit": subject.unit,
    }


def facts(subject, part):
    """A part of what is known about a substance. As many queries as it has kinds of rows."""
    rows = [row for name in parts_of(part) for row in catalogue.rows_of(subject, name)]
    return {"substance": substance(subject), "part": part, "rows": [_fact(row) for row in rows]}


def comparison(subject, *, only_forms=(), only_attributes=()):
    """A comparison, whole or a choice of forms and attributes by their slugs; an empty choice means all. Five queries."""
    compared = subject.rows.select_related("form").prefetch_related("form__compounds").order_by("position", "id")
    forms = [row.form for row in compared if not only_forms or row.form.slug in only_forms]
    attributes = list(subject.attributes.prefetch_related("steps").order_by("position", "id"))
    shown = [a for a in attributes if not only_attributes or a.slug in only_attributes]
    cells = placed_cells(subject, only_forms=only_forms, only_attributes=only_attributes)
    return {
        "substance": substance(subject.substance),
        "comparison": {"id": subject.pk, "name": subject.name, "slug": subject.slug},
        "whole": len(forms) == len(compared) and len(shown) == len(attributes),
        "forms": [_form(form, subject.substance) for form in forms],
        "attributes": [_attribute(attribute) for attribute in shown],
        "cells": [_cell(cell) for cell in cells],
    }


def placed_cells(subject, *, only_forms=(), only_attributes=()):
    """The cells of a comparison that are shown, in the order of its rows."""
    cells = catalogue.cells().filter(comparison=subject, form__compared__comparison=subject)
    if only_forms:
        cells = cells.filter(form__slug__in=only_forms)
    if only_attributes:
        cells = cells.filter(attribute__slug__in=only_attributes)
    return cells.order_by("form__compared__position", "form__compared__id", "attribute__position", "attribute__id")


def _form(form, subject):
    form.substance = subject
    return {
        "slug": form.slug,
        "name": form.name,
        "synonyms": _listed(form.synonyms),
        "bond": form.bond,
        "route": form.route,
        "compounds": [_compound(compound, form) for compound in form.compounds.all()],
    }


def _compound(compound, form):
    compound.form = form
    share = compound.fraction
    return {
        "name": compound.name,
        "formula": compound.formula,
        "cas": compound.cas,
        "fraction": None if share is None else str(share),
    }


def _attribute(attribute):
    said = ("slug", "name", "meaning", "kind", "unit", "better", "filter_as", "filter_label")
    steps = [{"label": s.label, "meaning": s.meaning, "passes": s.passes} for s in attribute.steps.all()]
    return {**{name: getattr(attribute, name) for name in said}, "steps": steps}


def _cell(cell: Cell):
    return {
        "form": cell.form.slug,
        "attribute": cell.attribute.slug,
        "claim": str(cell.pk) if cell.is_filled else None,
        "value": cell.value(),
        "step": cell.step.label if cell.step_id else "",
        **_fields(cell),
    }


def _fact(row):
    return {"part": row.part, "claim": str(row.pk), "sentence": row.sentence(), **_fields(row), **_besides(row)}


def _fields(row):
    """The fields of a row as plain values; a row that it points to as what readers need of it."""
    found = {}
    for field in row._meta.concrete_fields:
        if field.attname in _NOT_SAID:
            continue
        if field.is_relation:
            found[field.name] = _related(getattr(row, field.name))
        else:
            found[field.name] = plain(getattr(row, field.attname))
    return found


def _besides(row):
    match row.part:
        case "intake":
            return {"people": row.people}
        case "doses":
            return {"form": row.form.name if row.form_id else ""}
        case "interactions":
            return {"spacing": row.spacing}
    return {}


def _related(related):
    match related:
        case Authority():
            return {"slug": related.slug, "short": related.short, "name": related.name}
        case Medicine():
            said = {name: getattr(related, name) for name in ("slug", "name", "lay_name")}
            return {**said, "examples": _listed(related.examples)}
        case Form():
            return related.name
    return str(related)


def plain(value):
    """Amounts and days as text; what else there is as it is."""
    match value:
        case dict():
            return {name: plain(one) for name, one in value.items()}
        case Decimal():
            return f"{value.normalize():f}"
        case date():
            return value.isoformat()
    return value


def _listed(text):
    return [part.strip() for part in text.split(",") if part.strip()]
