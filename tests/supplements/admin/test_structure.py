"""Forms, compounds, attributes and steps: what their change does to claims, and why some of them stay."""

import pytest
from django.urls import reverse

from references.models import Citation, Claim
from supplements import catalogue
from supplements.models import Attribute, Cell, Comparison, Form, IntakeValue, Step
from supplements.record import breaks
from tests.builders import editor, judge, later, source
from tests.supplement_builders import (
    attribute,
    cell,
    comparison,
    form,
    placing,
    published_comparison,
    receipt,
    row,
    substance,
)

from .pages import main_form, parsed, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client):
    client.force_login(editor())
    return client


def address_of(obj, page="change"):
    return reverse(f"admin:supplements_{obj._meta.model_name}_{page}", args=[obj.pk])


def structure(compared):
    return reverse("admin:supplements_comparison_structure", args=[compared.pk])


def send(client, address, **typed):
    return client.post(address, main_form(parsed(client.get(address))) | typed)


def delete(client, obj):
    return client.post(address_of(obj, "delete"), {"post": "yes"})


# ---- forms and compounds


COMPOUNDS = [
    ("ZnO2x", "cannot be read as a formula"),
    ("MgO", "There is no Zn in “MgO”."),
    ("Zn=O", "“=” has no place in a formula."),
]


@pytest.mark.parametrize(("formula", "sentence"), COMPOUNDS)
def test_a_formula_that_cannot_be_used_is_refused_at_its_field(signed_in, formula, sentence):
    made = form(substance(), formula="")
    compound = {"compounds-0-name": "anhydrous", "compounds-0-formula": formula, "compounds-0-position": 0}
    response = send(signed_in, address_of(made), **{"compounds-TOTAL_FORMS": 1}, **compound)
    assert response.status_code == 200
    (place,) = parsed(response).xpath("//*[contains(@class, 'field-formula')][.//*[contains(@class, 'errorlist')]][1]")
    assert sentence in said(place)


def test_the_share_of_the_element_is_computed_beside_the_formula(signed_in):
    page = parsed(signed_in.get(address_of(form(substance()))))
    assert "80.34%" in said(page.get_element_by_id("compounds-0"))


def test_a_form_without_a_substance_is_refused_and_does_not_break(signed_in):
    typed = {"name": "Oxide", "slug": "oxide", "bond": "salt", "route": "oral", "position": 0}
    compound = {
        "compounds-TOTAL_FORMS": 1,
        "compounds-INITIAL_FORMS": 0,
        "compounds-0-name": "x",
        "compounds-0-formula": "ZnO",
    }
    response = signed_in.post(reverse("admin:supplements_form_add"), typed | compound | {"compounds-0-position": 0})
    assert "This field is required" in said(parsed(response).body)


LABELS = [
    ("500", "402", "It can."),
    ("500", "450", "It cannot. The label’s figures make it 90% zinc. This cannot be pure oxide"),
    ("500", "600", "It cannot. There cannot be as much zinc as compound"),
]


@pytest.mark.parametrize(("compound", "element", "told"), LABELS)
def test_a_label_is_held_against_the_formula(signed_in, compound, element, told):
    made = form(substance("Zinc"))
    asked = {"made_of": made.compounds.get().pk, "compound": compound, "element": element}
    page = parsed(signed_in.get(address_of(made), asked))
    assert told in said(page.get_element_by_id("label"))


@pytest.mark.parametrize("figure", ["", "much", "0", "-1", "NaN"])
def test_a_label_figure_that_is_none_gets_a_sentence(signed_in, figure):
    made = form(substance("Zinc"))
    page = parsed(
        signed_in.get(address_of(made), {"made_of": made.compounds.get().pk, "compound": figure, "element": "5"})
    )
    assert page.get_element_by_id("label").xpath(".//*[contains(@class, 'errorlist')]")


def test_a_renamed_form_is_said_by_its_claims_and_makes_verdicts_out_of_date(signed_in):
    compared = comparison()
    made = cell(compared, compared.forms.first(), attribute(compared), sources=[source()])
    judge(Citation.objects.get())
    send(signed_in, address_of(made.form), name="Zincite")
    assert Claim.objects.get().text.startswith(f"{compared.substance} zincite: ")
    assert not Citation.objects.get().is_fresh
    assert list(breaks()) == []


def test_a_form_that_an_edition_shows_says_so_and_stays(signed_in):
    compared, (_, second), _, carrying, edition = published_comparison()
    compared.rows.filter(form=second).delete()
    told = said(parsed(delete(signed_in, second)).body)
    assert f"This form is shown in edition {edition.number} of “{carrying.title}”, so it stays" in told
    assert Form.objects.filter(pk=second.pk).exists()


def test_a_form_that_an_edition_shows_is_not_deleted_from_the_list_either(signed_in):
    compared, (_, second), _, _, _ = published_comparison()
    compared.rows.filter(form=second).delete()
    unused = form(compared.substance, "Acetate", "Zn(C2H3O2)2")
    body = {"action": "delete_selected", "_selected_action": [second.pk, unused.pk], "post": "yes"}
    told = said(parsed(signed_in.post(reverse("admin:supplements_form_changelist"), body)).body)
    assert "This form is shown in edition 1" in told
    assert Form.objects.filter(pk__in=[second.pk, unused.pk]).count() == 2


def test_a_form_in_a_comparison_is_taken_out_there_first_and_then_goes_with_its_cells(signed_in):
    compared = comparison()
    made = cell(compared, compared.forms.first(), attribute(compared), sources=[source()])
    assert "stands in the comparison" in said(parsed(delete(signed_in, made.form)).body)
    send(signed_in, structure(compared), **{"rows-0-DELETE": "on"})
    assert delete(signed_in, made.form).status_code == 302
    assert not Form.objects.filter(pk=made.form_id).exists()
    assert [c.present for c in Claim.objects.all()] == [False]


# ---- which forms a comparison has


def test_a_form_that_is_taken_out_takes_its_claims_along_and_brings_them_back(signed_in):
    compared = comparison()
    first = compared.rows.first()
    made = cell(compared, first.form, attribute(compared), sources=[source()])
    judge(Citation.objects.get())
    send(signed_in, structure(compared), **{"rows-0-DELETE": "on"})
    assert not Claim.objects.get().present
    assert list(breaks()) == []
    # another change of the catalogue does not bring it back
    send(signed_in, address_of(compared.substance), name="Zincum")
    assert not Claim.objects.get().present
    send(signed_in, address_of(compared.substance), name=compared.substance.name)
    typed = {"rows-TOTAL_FORMS": 2, "rows-1-form": first.form_id, "rows-1-position": 9}
    send(signed_in, structure(compared), **typed)
    assert Claim.objects.get(pk=made.pk).present
    assert Citation.objects.get().is_fresh
    assert list(breaks()) == []


def test_a_form_of_another_substance_is_refused(signed_in):
    compared, other = comparison(), form(substance())
    typed = {"rows-TOTAL_FORMS": 3, "rows-2-form": other.pk, "rows-2-position": 9}
    assert "This is a form of another substance." in said(parsed(send(signed_in, structure(compared), **typed)).body)


def test_a_comparison_that_an_article_places_stays(signed_in):
    compared = comparison()
    placing(compared)
    told = said(parsed(delete(signed_in, compared)).body)
    assert f"“{compared}” is needed by 1 comparison of forms, so it stays." in told
    assert Comparison.objects.exists()


# ---- attributes and steps


def test_a_new_attribute_comes_last_and_leads_back_to_the_grid(signed_in):
    compared = comparison()
    last = attribute(compared)
    address = f"{reverse('admin:supplements_attribute_add')}?comparison={compared.pk}"
    typed = {"name": "Taste", "slug": "taste", "kind": "text", "better": "neither", "claim_kind": "efficacy"}
    response = send(signed_in, address, comparison=compared.pk, **typed)
    assert response["Location"] == compared.get_admin_url()
    assert Attribute.objects.get(slug="taste").position == last.position + 1


def test_a_new_unit_is_said_by_every_cell_of_its_column(signed_in):
    compared = comparison()
    asked = attribute(compared, kind="number")
    cell(compared, compared.forms.first(), asked)
    send(signed_in, address_of(asked), unit="mg")
    assert Claim.objects.get().text.endswith("absorption: 4 mg.")


ATTRIBUTES = [
    ({"kind": "number", "unit": ""}, "A number needs a unit."),
    ({"kind": "scale"}, "A scale needs its steps"),
    ({"filter_as": "goal", "filter_label": ""}, "Say what readers will choose"),
]


@pytest.mark.parametrize(("typed", "sentence"), ATTRIBUTES)
def test_an_attribute_that_cannot_stand_says_why(signed_in, typed, sentence):
    asked = attribute(comparison())
    assert sentence in said(parsed(send(signed_in, address_of(asked), **typed)).body)


def test_a_substance_that_is_no_element_has_no_computed_column(signed_in):
    asked = attribute(comparison(forms=[form(substance(element=""), "Root", "")]))
    told = said(parsed(send(signed_in, address_of(asked), kind="computed")).body)
    assert "is no chemical element" in told


def test_a_column_with_values_keeps_its_kind(signed_in):
    compared = comparison()
    asked = attribute(compared)
    cell(compared, compared.forms.first(), asked)
    told = said(parsed(send(signed_in, address_of(asked), kind="number", unit="mg")).body)
    assert "Cells of this column hold a few words. Empty them first" in told


def test_a_column_with_values_stays_and_one_of_reasons_goes(signed_in):
    compared = comparison()
    asked = attribute(compared)
    made = cell(compared, compared.forms.first(), asked, sources=[source()])
    assert "1 cell of this column has a value" in said(parsed(delete(signed_in, asked)).body)
    made.text, made.empty = "", "withdrawn"
    catalogue.save(made, by=editor(), now=later(2))
    assert delete(signed_in, asked).status_code == 302
    assert not Attribute.objects.exists()
    assert not Cell.objects.exists()
    assert Citation.objects.count() == 1


def test_a_step_on_which_a_cell_stands_is_not_taken_away(signed_in):
    compared = comparison()
    asked = attribute(compared, kind="scale", steps=[("lower", False), ("higher", True)])
    cell(compared, compared.forms.first(), asked)
    response = send(signed_in, address_of(asked), **{"steps-0-DELETE": "on"})
    assert "1 cell stands on “lower”. Give it another step first." in said(parsed(response).body)
    assert Step.objects.count() == 2


# ---- what many rows name


def test_an_authority_in_use_stays_and_its_new_name_is_said(signed_in):
    made = row(IntakeValue, substance("Zinc"))
    told = said(parsed(delete(signed_in, made.authority)).body)
    assert "“US” is needed by 1 intake value, so it stays." in told
    send(signed_in, address_of(made.authority), name="National Academies, 2001")
    assert "(National Academies, 2001)" in Claim.objects.get().text


def test_a_substance_that_was_worked_on_stays(signed_in):
    compared = comparison()
    cell(compared, compared.forms.first(), attribute(compared), **receipt())
    assert "so it stays" in said(parsed(delete(signed_in, compared.substance)).body)


def test_a_new_element_must_stand_in_the_formulas_that_are_there(signed_in):
    of = substance("Zinc")
    form(of)
    told = said(parsed(send(signed_in, address_of(of), element="Mg")).body)
    assert "There is no Mg in “ZnO”. It is a compound of Oxide: mend it first." in told
