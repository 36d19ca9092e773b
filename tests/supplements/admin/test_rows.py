"""The pages of rows about a substance: saved with what they rest on, and not over somebody else's work."""

import pytest
from django.urls import reverse

from references.models import Citation, Claim
from supplements import catalogue
from supplements.models import FACTS, Caution, Food, HowToTake, IntakeValue, Interaction
from tests.builders import editor, judge, later, passage, reviewer, source
from tests.supplement_builders import authority, comparison, medicine, row, substance

from .pages import main_form, parsed, place_of, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def zinc(client):
    client.force_login(editor())
    return substance("Zinc")


def page_address(made):
    return reverse(f"admin:supplements_{made._meta.model_name}_change", args=[made.pk])


def add_address(model):
    return reverse(f"admin:supplements_{model._meta.model_name}_add")


def open_form(client, address):
    return main_form(parsed(client.get(address)))


def send(client, address, **typed):
    fields = open_form(client, address) | typed
    return client.post(address, {name: value for name, value in fields.items() if value is not None})


FOOD = {"name": "Oysters", "serving": "85 g", "amount": "32"}


def test_a_new_row_becomes_a_claim_with_its_source_and_passage(client, zinc):
    source("usda2020")
    rests = {"rests-0-source": "usda2020", "rests-0-finding": "32 mg in 85 g.", "rests-0-locator": "Table 1"}
    response = send(client, add_address(Food), substance=zinc.pk, **FOOD, **rests)
    assert response.status_code == 302
    made = Food.objects.get()
    assert Claim.objects.get(pk=made.pk).text == "Oysters, 85 g: 32 mg of zinc."
    (citation,) = Citation.objects.all()
    assert [p.locator for p in citation.passages.all()] == ["Table 1"]


def test_stance_and_passages_of_a_row_are_changed_on_its_page(client, zinc):
    made = row(Food, zinc, sources=[source("usda2020")])
    other = passage(Citation.objects.get().source, finding="30 mg in 85 g.")
    send(client, page_address(made), **{"rests-0-stance": "qualifies", "rests-0-passages": [other.pk]})
    citation = Citation.objects.get()
    assert (citation.stance, [p.pk for p in citation.passages.all()]) == ("qualifies", [other.pk])


def test_a_row_shows_the_verdict_on_each_of_its_sources(client, zinc):
    made = row(Food, zinc, sources=[source("usda2020")])
    judge(Citation.objects.get(), "supported", by=reviewer(first_name="Rita", last_name="Read"))
    rests = said(parsed(client.get(page_address(made))).get_element_by_id("rests"))
    assert "Supported Rita Read, " in rests


def test_a_row_saved_over_a_newer_one_shows_both_and_is_saved_on_purpose(client, zinc):
    made = row(Food, zinc, sources=[source("usda2020")])
    fields = open_form(client, page_address(made)) | {"amount": "30"}
    made.amount = 33
    catalogue.save(made, by=editor(), now=later(2))
    response = client.post(page_address(made), fields)
    page = parsed(response)
    (conflict,) = page.xpath("//*[@class='conflict']")
    assert "Amount 33.000 30" in said(conflict)
    assert Food.objects.get().amount == 33
    assert client.post(page_address(made), main_form(page)).status_code == 302
    assert Food.objects.get().amount == 30


def test_what_was_typed_into_a_row_that_was_deleted_meanwhile_is_shown(client, zinc):
    made = row(Food, zinc)
    fields = open_form(client, page_address(made)) | {"name": "Smoked oysters"}
    catalogue.remove(made, by=editor(), now=later(2))
    response = client.post(page_address(made), fields)
    assert response.status_code == 409
    assert "Smoked oysters" in said(parsed(response).body)


def test_a_deleted_row_takes_its_claim_out_of_the_draft(client, zinc):
    made = row(Food, zinc, sources=[source()])
    judge(Citation.objects.get())
    address = reverse("admin:supplements_food_delete", args=[made.pk])
    assert client.post(address, {"post": "yes"}).status_code == 302
    assert not Food.objects.exists()
    assert [c.present for c in Claim.objects.all()] == [False]


def test_rows_deleted_from_the_list_take_their_claims_along(client, zinc):
    made = row(Food, zinc, sources=[source()])
    body = {"action": "delete_selected", "_selected_action": [made.pk], "post": "yes"}
    assert client.post(reverse("admin:supplements_food_changelist"), body).status_code == 302
    assert not Claim.objects.present().exists()


WRONG = [
    (Food, FOOD | {"amount": "-1"}, "amount", "Give an amount of 0 or more."),
    (
        IntakeValue,
        {"kind": "rda", "scope": "supplements", "age_from": "228", "amount": "11"},
        None,
        "Recommended and adequate intakes count all sources, food included.",
    ),
    (
        IntakeValue,
        {"kind": "ul", "scope": "all", "age_from": "228", "age_below": "100", "amount": "11"},
        None,
        "The age at which it ends must be above the age at which it begins.",
    ),
    (
        Interaction,
        {"happens": "other", "explained": "It binds.", "before_from": "4", "before_to": "2"},
        None,
        "The hours are upside down: give the smaller number first.",
    ),
    (
        Interaction,
        {"happens": "other", "explained": "It binds.", "after_to": "2"},
        None,
        "Give the smaller number of hours too.",
    ),
]


@pytest.mark.parametrize(("model", "typed", "name", "sentence"), WRONG)
def test_a_row_that_cannot_stand_says_why_and_keeps_what_was_typed(client, zinc, model, typed, name, sentence):
    about = {"substance": zinc.pk}
    if model is not Food:
        about |= {"authority": authority().pk}
    if model is Interaction:
        about |= {"medicine": medicine().pk}
    response = send(client, add_address(model), **about, **typed)
    page = parsed(response)
    assert response.status_code == 200
    assert sentence in said(page.body)
    kept = main_form(page)
    assert typed == {key: kept[key] for key in typed}
    assert not model.objects.exists()
    assert not Claim.objects.exists()


def test_an_unknown_source_of_a_row_is_told_at_its_place(client, zinc):
    response = send(client, add_address(Food), substance=zinc.pk, **FOOD, **{"rests-0-source": "nobody1999"})
    assert "No source has the citekey, DOI or PMID “nobody1999”" in place_of(parsed(response), "rests-0-source")
    assert not Food.objects.exists()


def test_a_second_caution_of_the_same_address_is_refused(client, zinc):
    row(Caution, zinc)
    typed = {"condition": "Kidneys", "slug": "kidney-disease", "advice": "Ask.", "care": "ask-first"}
    response = send(client, add_address(Caution), substance=zinc.pk, **typed)
    assert "A caution with this address is there already." in said(parsed(response).body)


def test_a_changed_row_that_meets_another_is_refused_in_a_sentence(client, zinc):
    """The substance is not in its form, so only the catalogue can tell."""
    row(Caution, zinc)
    other = row(Caution, zinc, condition="Pregnancy", slug="pregnancy")
    response = send(client, page_address(other), slug="kidney-disease")
    assert response.status_code == 200
    assert "A caution with this address is there already." in said(parsed(response).body)


@pytest.mark.parametrize("model", FACTS)
def test_a_list_of_rows_takes_the_same_queries_whatever_its_length(client, zinc, model, django_assert_max_num_queries):
    extra = {"topic": "food", "advice": "Take it with food."} if model is HowToTake else {}
    row(model, zinc, **extra)
    address = reverse(f"admin:supplements_{model._meta.model_name}_changelist")
    client.get(address)
    with django_assert_max_num_queries(14) as first:
        assert client.get(address).status_code == 200
    for n in range(3):
        row(model, substance(f"Metal {n}"), **extra)
    with django_assert_max_num_queries(len(first)):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", ["comparison", "substance"])
def test_editors_find_comparisons_and_substances_for_the_blocks_of_an_article(client, zinc, name):
    compared = comparison(zinc)
    model, field = {"comparison": ("comparisontable", "comparison"), "substance": ("substancefacts", "substance")}[name]
    asked = {"app_label": "articles", "model_name": model, "field_name": field, "term": "zinc"}
    found = client.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [r["text"] for r in found] == [compared.name if name == "comparison" else zinc.name]
