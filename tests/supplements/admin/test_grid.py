"""The grid: a comparison as a sheet, one cell open beside it."""

import pytest
from django.urls import reverse

from references.audit import opinions
from references.models import Citation, Claim
from supplements import catalogue
from supplements.models import Cell, Food
from tests.builders import editor, judge, later, passage, reviewer, source
from tests.supplement_builders import attribute, cell, cites, comparison, form, receipt, row, substance

from .pages import by_id, open_cell, parsed, place_of, post_cell, said, typed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def compared(client):
    """Two forms, an attribute in words and one in numbers; an editor is signed in."""
    made = comparison()
    attribute(made)
    attribute(made, "Dose taken up", "number")
    client.force_login(editor())
    return made


def first_cell(compared):
    return compared.rows.first().form, compared.attributes.first()


def square(page, key):
    """The text of a cell of the grid, and its classes."""
    found = by_id(page, f"cell-{key}")
    return said(found), set(found.get("class").split())


# ---- what it shows


def test_each_cell_shows_its_value_source_and_state(client, compared, page_of):
    of, asked = first_cell(compared)
    cell(compared, of, asked, sources=[source("firoz2001")], text="About 4%")
    text, classes = square(page_of(compared.get_admin_url()), "oxide.absorption")
    assert text == "About 4% never checked, firoz2001"
    assert {"g-never", "todo"} <= classes


STATES = [
    ("supports", "supported", "supported", False),
    ("qualifies", "partly", "partly supported", False),
    ("supports", "partly", "partly supported, the stance does not fit the verdict", True),
    ("contradicts", "contradicted", "contradicted", True),
    ("supports", "not-addressed", "not addressed, the stance does not fit the verdict", True),
]


@pytest.mark.parametrize(("stance", "outcome", "word", "is_problem"), STATES)
def test_a_judged_cell_shows_the_verdict_in_words(client, compared, page_of, stance, outcome, word, is_problem):
    of, asked = first_cell(compared)
    made = cell(compared, of, asked, text="About 4%")
    catalogue.save(made, by=editor(), now=later(1), citations=cites(source("firoz2001"), stance=stance))
    judge(Citation.objects.get(), outcome)
    text, classes = square(page_of(compared.get_admin_url()), "oxide.absorption")
    assert text == f"About 4% {word}, firoz2001"
    assert ("todo" in classes) is is_problem


def test_a_changed_cell_shows_that_its_check_is_out_of_date(client, compared, page_of):
    of, asked = first_cell(compared)
    made = cell(compared, of, asked, sources=[source()], text="About 4%")
    judge(Citation.objects.get())
    made.text = "About 5%"
    catalogue.save(made, by=editor(), now=later(5))
    assert "out of date" in square(page_of(compared.get_admin_url()), "oxide.absorption")[0]


def test_empty_cells_say_why(client, compared, page_of):
    of, asked = first_cell(compared)
    cell(compared, of, asked, **receipt())
    page = page_of(compared.get_admin_url())
    assert square(page, "oxide.absorption")[0] == "none found"
    assert square(page, "sulfate.absorption")[0] == "not searched"


def test_a_computed_column_shows_the_share_of_the_element_and_opens_to_its_formula(client, compared, page_of):
    attribute(compared, "Zinc", "computed")
    page = page_of(f"{compared.get_admin_url()}?cell=oxide.zinc")
    assert square(page, "oxide.zinc")[0] == "80.3% computed"
    panel = by_id(page, "cell")
    assert "anhydrous (ZnO)" in said(panel)
    assert not panel.xpath(".//form")


def test_the_states_are_counted_in_words(client, compared, page_of):
    of, asked = first_cell(compared)
    cell(compared, of, asked, sources=[source()])
    counted = said(by_id(page_of(compared.get_admin_url()), "grid-counts"))
    assert counted == "2 forms × 2 attributes, 4 cells 1 never checked · 3 not searched"


def test_only_problems_leaves_out_what_is_done(client, compared, page_of):
    of, asked = first_cell(compared)
    cell(compared, of, asked, text="About 4%")
    page = page_of(f"{compared.get_admin_url()}?only=problems")
    assert [td.get("data-cell") for td in page.xpath("//table[@id='grid']//td")] == ["oxide.absorption"]


def test_a_verdict_that_a_second_reviewer_must_not_know_is_not_told(client, compared, page_of):
    of, asked = first_cell(compared)
    cell(compared, of, asked, sources=[source()])
    first, second = reviewer(), reviewer()
    citation = Citation.objects.get()
    judge(citation, "contradicted", by=first)
    opinions.ask(citation=citation, by=first, now=later(3), because="Look, please.")
    client.force_login(second)
    page = page_of(f"{compared.get_admin_url()}?cell=oxide.absorption")
    assert "never checked" in square(page, "oxide.absorption")[0]
    assert "contradicted" not in said(by_id(page, "cell")).lower()


@pytest.mark.parametrize(("forms", "attributes"), [(2, 2), (20, 15)])
def test_the_grid_takes_the_same_queries_whatever_its_size(client, django_assert_num_queries, forms, attributes):
    of, cited = substance(), source()
    made = comparison(forms=[form(of, f"Form {n}", "ZnO") for n in range(forms)])
    columns = [attribute(made, f"Attribute {n}") for n in range(attributes)]
    rows = [Cell(comparison=made, form=r.form, attribute=a, text="About 4%") for r in made.rows.all() for a in columns]
    catalogue.save_many(of, rows, by=editor(), now=later(), citations={r.pk: cites(cited) for r in rows})
    client.force_login(editor())
    with django_assert_num_queries(13):
        assert client.get(made.get_admin_url()).status_code == 200
    with django_assert_num_queries(19):
        assert client.get(f"{made.get_admin_url()}?cell=form-0.attribute-0").status_code == 200


# ---- one cell


def test_a_cell_is_filled_with_a_source_and_a_passage(client, compared):
    source("firoz2001", doi="10.1000/firoz")
    response = post_cell(
        client,
        compared,
        "oxide.absorption",
        **{
            "text": "About 4% of the dose",
            "rests-0-source": "https://doi.org/10.1000/FIROZ",
            "rests-0-stance": "qualifies",
            "rests-0-locator": "Abstract, results",
            "rests-0-finding": "About 4% was taken up.",
        },
    )
    assert response.status_code == 302
    citation = Citation.objects.get()
    assert (citation.source.citekey, citation.stance) == ("firoz2001", "qualifies")
    assert [p.finding for p in citation.passages.all()] == ["About 4% was taken up."]
    assert Claim.objects.get().text == f"{Cell.objects.get().form}: absorption: About 4% of the dose."


def test_an_existing_passage_is_ticked_once_the_source_is_known(client, compared):
    known = passage(source("firoz2001"))
    typed = {"text": "About 4%", "rests-0-source": "firoz2001", "_look": "1"}
    shown = parsed(post_cell(client, compared, "oxide.absorption", **typed))
    assert Cell.objects.count() == 0
    assert typed_in(by_id(shown, "cell"))["text"] == "About 4%"
    assert shown.xpath("//input[@name='rests-0-passages']/@value") == [str(known.pk)]
    assert shown.xpath("//input[@name='rests-1-source']")
    post_cell(client, compared, "oxide.absorption", **typed | {"rests-0-passages": known.pk, "_look": None})
    assert list(Citation.objects.get().passages.all()) == [known]


def test_a_source_is_taken_out_of_a_cell(client, compared):
    cell(compared, *first_cell(compared), sources=[source()])
    post_cell(client, compared, "oxide.absorption", **{"rests-0-out": "on"})
    assert not Citation.objects.filter(present=True).exists()


def test_a_cell_that_is_saved_as_it_was_keeps_its_verdict(client, compared):
    cell(compared, *first_cell(compared), sources=[source()])
    judge(Citation.objects.get())
    post_cell(client, compared, "oxide.absorption")
    assert Citation.objects.get().is_fresh


WRONG = [
    ("oxide.absorption", {"text": ""}, "text", "Write a few words."),
    ("oxide.dose-taken-up", {"low": "5", "high": "4"}, "high", "The range is upside down"),
    ("oxide.dose-taken-up", {"low": "", "high": "4"}, "low", "Give a number, in % of the dose."),
    ("oxide.absorption", {"text": "x", "route": "infusion"}, "route", "Put it in the row of its own route."),
    ("oxide.absorption", {"text": "x", "rests-0-source": "nobody1999"}, "rests-0-source", "No source has the citekey"),
    ("oxide.absorption", {"text": "x", "rests-0-finding": "It was so."}, "rests-0-source", "Say which source this is"),
    (
        "oxide.absorption",
        {"text": "x", "rests-0-source": "firoz2001", "rests-0-locator": "p. 1"},
        "rests-0-finding",
        "Give the quote word for word",
    ),
]


@pytest.mark.parametrize(("key", "typed", "name", "sentence"), WRONG)
def test_bad_input_gets_its_sentence_at_its_place_and_nothing_typed_is_lost(
    client, compared, key, typed, name, sentence
):
    source("firoz2001")
    response = post_cell(client, compared, key, **typed)
    assert response.status_code == 422
    shown = parsed(response)
    assert Cell.objects.count() == 0
    assert sentence in (said(by_id(shown, "cell")) if "upside" in sentence else place_of(shown, name))
    kept = typed_in(by_id(shown, "cell"))
    assert {k: v for k, v in typed.items() if v} == {k: kept[k] for k, v in typed.items() if v}


def test_a_misspelled_source_gets_a_suggestion(client, compared):
    source("firoz2001")
    response = post_cell(client, compared, "oxide.absorption", **{"text": "x", "rests-0-source": "firoz"})
    assert "Did you mean “firoz2001”?" in said(by_id(parsed(response), "cell"))


def test_emptying_a_cell_asks_why_and_keeps_its_claim_for_the_record(client, compared, page_of):
    cell(compared, *first_cell(compared), sources=[source()])
    shown = page_of(f"{compared.get_admin_url()}?cell=oxide.absorption&empty=1")
    assert "why is it empty?" in said(by_id(shown, "cell")).lower()
    response = post_cell(client, compared, "oxide.absorption", emptying=True, empty="withdrawn")
    assert response.status_code == 302
    assert Cell.objects.get().empty == "withdrawn"
    assert not Claim.objects.get().present


def test_none_found_needs_a_receipt(client, compared):
    response = post_cell(client, compared, "oxide.absorption", emptying=True, empty="none-found", looked_in="PubMed")
    assert response.status_code == 422
    assert "Say for what. Readers see it." in said(by_id(parsed(response), "cell"))
    assert Cell.objects.count() == 0
    receipt_of = {"empty": "none-found", "looked_in": "PubMed", "looked_for": "zinc", "looked_on": "2026-03-01"}
    assert post_cell(client, compared, "oxide.absorption", emptying=True, **receipt_of).status_code == 302
    assert Cell.objects.get().looked_for == "zinc"


def test_an_address_of_a_cell_that_is_not_there_says_so(client, compared, page_of):
    shown = page_of(f"{compared.get_admin_url()}?cell=oxide.colour")
    assert "There is no such cell" in said(by_id(shown, "cell"))


def test_a_pinned_cell_stays_beside_the_open_one(client, compared, page_of):
    cell(compared, *first_cell(compared), sources=[source("firoz2001")])
    shown = page_of(f"{compared.get_admin_url()}?cell=sulfate.absorption&pin=oxide.absorption")
    assert "firoz2001" in said(by_id(shown, "pinned"))
    assert "pin=oxide.absorption" in by_id(shown, "cell-sulfate.dose-taken-up")[0].get("href")


# ---- two at one cell


def test_a_second_editor_sees_what_stands_now_beside_what_they_typed(client, compared):
    made = cell(compared, *first_cell(compared), sources=[source("firoz2001")], text="About 4%")
    typed = typed_in(open_cell(client, compared, "oxide.absorption"))
    made.text = "About 5%"
    catalogue.save(made, by=editor(), now=later(2))
    address = f"{compared.get_admin_url()}?cell=oxide.absorption"
    response = client.post(address, typed | {"text": "About 6%"})
    assert response.status_code == 409
    shown = by_id(parsed(response), "cell")
    told = said(shown.xpath(".//*[@class='conflict']")[0])
    assert "In a few words About 5% About 6%" in told
    assert Cell.objects.get().text == "About 5%"
    # saved again, it is put in place on purpose
    assert client.post(address, typed_in(shown)).status_code == 302
    assert Cell.objects.get().text == "About 6%"


def test_a_cell_that_somebody_filled_meanwhile_is_not_filled_twice(client, compared):
    typed = typed_in(open_cell(client, compared, "oxide.absorption"))
    cell(compared, *first_cell(compared), text="About 4%")
    response = client.post(f"{compared.get_admin_url()}?cell=oxide.absorption", typed | {"text": "About 6%"})
    assert response.status_code == 409
    assert (Cell.objects.count(), Cell.objects.get().text) == (1, "About 4%")


# ---- for the script


def test_the_script_gets_the_parts_that_change(client, compared):
    address = f"{compared.get_admin_url()}?cell=oxide.absorption"
    typed = typed_in(open_cell(client, compared, "oxide.absorption"))
    response = client.post(address, typed | {"text": "About 4%"}, headers={"x-fragment": "cell"})
    shown = parsed(response)
    assert said(shown.xpath("//*[@data-said]")[0]) == "Saved: Oxide × Absorption."
    parts = set(shown.xpath("//*[@data-swap]/*/@id | //*[@data-swap]//td/@id"))
    assert parts == {"cell", "pinned", "grid-counts", "cell-oxide.absorption"}
    assert b"<html" not in response.content


def test_reviewers_may_look_at_cells_and_not_change_them(client, compared, page_of):
    cell(compared, *first_cell(compared), sources=[source("firoz2001")])
    client.force_login(reviewer())
    shown = page_of(f"{compared.get_admin_url()}?cell=oxide.absorption")
    assert "firoz2001" in said(by_id(shown, "cell"))
    assert "at the desk" in said(by_id(shown, "cell"))
    assert not by_id(shown, "cell").xpath(".//form")
    address = f"{compared.get_admin_url()}?cell=oxide.absorption"
    assert client.post(address, {"text": "x"}).status_code == 403


def test_a_claim_leads_to_its_cell(client, compared):
    made = cell(compared, *first_cell(compared))
    response = client.get(reverse("admin:supplements_substance_row", args=[made.pk]))
    assert response["Location"] == f"{compared.get_admin_url()}?cell=oxide.absorption#cell"


def test_the_row_of_a_fact_opens_too(client, compared):
    made = row(Food, compared.substance)
    response = client.get(reverse("admin:supplements_substance_row", args=[made.pk]))
    assert response["Location"] == reverse("admin:supplements_food_change", args=[made.pk])
