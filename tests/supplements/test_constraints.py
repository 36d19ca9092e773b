"""Each rule that the database keeps for the catalogue, broken once."""

from datetime import date
from itertools import count

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from supplements.models import (
    Attribute,
    Authority,
    Caution,
    Cell,
    ComparedForm,
    Comparison,
    Compound,
    Definition,
    Food,
    Form,
    IntakeValue,
    Interaction,
    Medicine,
    Step,
    StudiedDose,
    Substance,
)
from tests.supplement_builders import attribute, authority, comparison, form, medicine, substance

pytestmark = pytest.mark.django_db

_number = count(1)


def a_form(**extra):
    return Form(**{"substance": zinc(), "name": "Oxide", "slug": f"oxide-{next(_number)}"} | extra)


def zinc():
    return Substance.objects.filter(slug="zinc").first() or substance("Zinc", slug="zinc")


def compared():
    return Comparison.objects.filter(slug="forms").first() or comparison(zinc(), slug="forms", forms=[form(zinc())])


def asked():
    return Attribute.objects.filter(slug="absorption").first() or attribute(compared(), kind="text")


def a_cell(**extra):
    return Cell(
        **{"comparison": compared(), "form": compared().forms.first(), "attribute": asked(), "text": "4%"} | extra
    )


def an_attribute(**extra):
    n = next(_number)
    about = {"comparison": compared(), "name": f"Taste {n}", "slug": f"taste-{n}", "kind": "text"}
    return Attribute(**about | extra)


def intake(**extra):
    about = {"substance": zinc(), "authority": authority(), "kind": "ul", "scope": "supplements", "age_from": 228}
    return IntakeValue(**about | {"amount": 25} | extra)


def interaction(**extra):
    about = {"substance": zinc(), "medicine": medicine(), "authority": authority(), "happens": "other"}
    return Interaction(**about | {"explained": "It binds."} | extra)


def dose(**extra):
    return StudiedDose(**{"substance": zinc(), "label": "A trial", "low": 75} | extra)


def food(**extra):
    return Food(**{"substance": zinc(), "name": "Oysters", "serving": "85 g", "amount": 32} | extra)


def caution(**extra):
    return Caution(**{"substance": zinc(), "condition": "Kidneys", "slug": "kidneys", "advice": "Ask."} | extra)


BROKEN = {
    "attribute_number_has_unit": lambda: an_attribute(kind="number"),
    "attribute_filter_has_label": lambda: an_attribute(filter_as="goal"),
    "cell_range_in_order": lambda: a_cell(text="", low=5, high=4),
    "cell_dose_in_order": lambda: a_cell(dose_low=5, dose_high=4),
    "cell_has_value_or_reason": lambda: a_cell(text=""),
    "cell_none_found_has_receipt": lambda: a_cell(text="", empty="none-found", looked_in="PubMed"),
    "definition_says_something": lambda: Definition(substance=zinc(), text=""),
    "food_amount_not_negative": lambda: food(amount=-1),
    "intake_ages_in_order": lambda: intake(age_below=228),
    "intake_amount_above_zero": lambda: intake(amount=0),
    "intake_recommended_from_all_sources": lambda: intake(kind="rda"),
    "intake_stage_of_women": lambda: intake(stage="pregnant"),
    "interaction_before_in_order": lambda: interaction(before_from=4, before_to=2),
    "interaction_after_in_order": lambda: interaction(after_from=4, after_to=2),
    "interaction_hours_begin": lambda: interaction(after_to=2),
    "studied_dose_in_order": lambda: dose(high=50),
}
TWICE = {
    "attribute_slug_once_per_comparison": lambda: an_attribute(slug="taste"),
    "attribute_once_per_comparison": lambda: an_attribute(name="Taste"),
    "caution_once_per_substance": caution,
    "cell_once_per_form_and_attribute": a_cell,
    "comparison_slug_once_per_substance": lambda: Comparison(substance=zinc(), name="Forms", slug="salts"),
    "compound_once_per_form": lambda: Compound(form=compared().forms.first(), name="x", formula="ZnO2"),
    "food_once_per_serving": food,
    "form_once_per_comparison": lambda: ComparedForm(comparison=compared(), form=_acetate()),
    "form_once_per_substance_and_route": lambda: a_form(name="Gluconate"),
    "form_slug_once_per_substance": lambda: a_form(name=f"Form {next(_number)}", slug="form"),
    "intake_once_per_people": intake,
    "interaction_once_per_authority": interaction,
    "step_once_per_attribute": lambda: Step(attribute=asked(), label="lower", meaning="Lower."),
}
UNIQUE_FIELDS = {
    "authority's name": lambda: Authority(name="Institute", short=f"I{next(_number)}", slug=f"i-{next(_number)}"),
    "medicine's name": lambda: Medicine(name="Diuretics", slug=f"d-{next(_number)}"),
    "substance's address": lambda: Substance(name=f"Metal {next(_number)}", slug="metal"),
}


def _acetate():
    return Form.objects.filter(slug="acetate").first() or form(zinc(), "Acetate", "Zn(C2H3O2)2")


def refused_by_the_database(row, name):
    """SQLite names the columns of a unique constraint in place of it; a unique field has no name of its own."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        row.save()
    told = str(refused.value)
    return name in told or "unique constraint" in told.lower()


def sentence_of(row, name):
    return next(c.violation_error_message for c in row._meta.constraints if c.name == name)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_gets_its_sentence_and_is_refused_by_the_database(name):
    row = BROKEN[name]()
    with pytest.raises(ValidationError) as refused:
        row.validate_constraints()
    assert sentence_of(row, name) in refused.value.messages
    assert refused_by_the_database(row, name)


@pytest.mark.parametrize("name", TWICE)
def test_what_can_be_there_once_is_refused_the_second_time(name):
    TWICE[name]().save()
    row = TWICE[name]()
    with pytest.raises(ValidationError) as refused:
        row.validate_constraints()
    assert sentence_of(row, name) in refused.value.messages
    assert refused_by_the_database(row, name)


@pytest.mark.parametrize("what", UNIQUE_FIELDS)
def test_names_and_addresses_are_given_once(what):
    UNIQUE_FIELDS[what]().save()
    assert refused_by_the_database(UNIQUE_FIELDS[what](), what)


def test_every_constraint_of_the_catalogue_is_tried_here():
    named = {c.name for model in apps.get_app_config("supplements").get_models() for c in model._meta.constraints}
    assert named == {*BROKEN, *TWICE}


def test_a_reason_beside_a_value_is_refused():
    row = a_cell(empty="withdrawn")
    with pytest.raises(ValidationError, match="not both"):
        row.validate_constraints()


@pytest.mark.parametrize("missing", ["looked_in", "looked_for", "looked_on"])
def test_none_found_needs_all_of_its_receipt(missing):
    receipt = {"looked_in": "PubMed", "looked_for": "zinc", "looked_on": date(2026, 3, 1)}
    receipt[missing] = None if missing == "looked_on" else ""
    with pytest.raises(ValidationError, match="Say where you looked"):
        a_cell(text="", empty="none-found", **receipt).validate_constraints()
