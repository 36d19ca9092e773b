"""Fill the catalogue with magnesium, through the acts that editors use."""

from django.core.exceptions import ValidationError

from supplements import catalogue
from supplements.models import (
    Attribute,
    Authority,
    Cell,
    ComparedForm,
    Comparison,
    Compound,
    Form,
    Medicine,
    Step,
    Substance,
)

from . import prose
from .advice import ADVERSE_EFFECTS, CAUTIONS, HOW_TO_TAKE, WHAT_IT_IS
from .cells import CELLS
from .comparison import ATTRIBUTES, COMPARISON
from .facts import AUTHORITIES
from .forms import FORMS, SUBSTANCE
from .intake import DOSES, INTAKE
from .library import DemoRefused, wanted_citations
from .medicines import INTERACTIONS, MEDICINES

FACTS = [*WHAT_IT_IS, *INTAKE, *DOSES, *INTERACTIONS, *CAUTIONS, *ADVERSE_EFFECTS, *HOW_TO_TAKE]
ROWS = [*CELLS, *FACTS]
ABOUT = {prose.claim_id(row.key): row for row in ROWS}


def fill(*, by, now):
    """Write the substance, its forms, the comparison and every row; returns the substance. Raises DemoRefused."""
    substance = _saved(Substance(pk=prose.claim_id("magnesium itself"), **SUBSTANCE))
    forms = _forms(substance)
    _fill_comparison(substance, forms, by, now)
    _fill_facts(substance, forms, by, now)
    return substance


def _saved(row):
    try:
        row.full_clean()
    except ValidationError as error:
        raise DemoRefused(f"“{row}” was refused: {'; '.join(error.messages)}") from error
    row.save()
    return row


def _forms(substance):
    """{slug: Form}"""
    made = {}
    for position, (about, compounds) in enumerate(FORMS):
        form = made[about["slug"]] = _saved(Form(substance=substance, position=position, **about))
        for place, compound in enumerate(compounds):
            _saved(Compound(form=form, position=place, **compound))
    return made


def _fill_comparison(substance, forms, by, now):
    comparison = _saved(Comparison(substance=substance, **COMPARISON))
    for position, form in enumerate(forms.values()):
        _saved(ComparedForm(comparison=comparison, form=form, position=position))
    attributes = {slug: _attribute(comparison, slug, place) for place, slug in enumerate(ATTRIBUTES)}
    catalogue.structure_changed(substance, by=by, now=now, part=comparison.part, what=comparison.name)
    cells = [_cell(comparison, forms[c.form], attributes[c.attribute], c) for c in CELLS]
    catalogue.save_many(substance, cells, by=by, now=now, citations=_cited(CELLS))


def _attribute(comparison, slug, position):
    about = dict(ATTRIBUTES[slug])
    steps = about.pop("steps", ())
    attribute = _saved(Attribute(comparison=comparison, slug=slug, position=position, **about))
    for place, step in enumerate(steps):
        _saved(Step(attribute=attribute, position=place, **step))
    return attribute


def _cell(comparison, form, attribute, square):
    says = dict(square.says)
    if label := says.pop("step", ""):
        says["step"] = attribute.steps.get(label=label)
    where = {"comparison": comparison, "form": form, "attribute": attribute, "route": form.route}
    return Cell(pk=prose.claim_id(square.key), **where, **says)


def _fill_facts(substance, forms, by, now):
    pointed_to = {"authority": _authorities(), "medicine": _medicines(), "form": forms}
    rows = [_fact(substance, fact, position, pointed_to) for position, fact in enumerate(FACTS)]
    catalogue.save_many(substance, rows, by=by, now=now, citations=_cited(FACTS))


def _authorities():
    """{slug: Authority}; one that is there already is used as it is."""
    return {
        slug: Authority.objects.get_or_create(slug=slug, defaults={**about, "position": position})[0]
        for position, (slug, about) in enumerate(AUTHORITIES.items())
    }


def _medicines():
    """{slug: Medicine}; one that is there already is used as it is."""
    fields = ("name", "lay_name", "examples")
    return {
        slug: Medicine.objects.get_or_create(slug=slug, defaults=dict(zip(fields, about, strict=True)))[0]
        for slug, about in MEDICINES.items()
    }


def _fact(substance, fact, position, pointed_to):
    says = {
        name: pointed_to[name][value] if name in pointed_to and value else value for name, value in fact.says.items()
    }
    return fact.model(pk=prose.claim_id(fact.key), substance=substance, position=position, **says)


def _cited(rows):
    """{id of a row: what it cites}"""
    return {prose.claim_id(row.key): list(wanted_citations(row)) for row in rows if row.cites}
