"""Parts of the catalogue in articles: what editors place, and what readers of the article meet."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from articles import publishing
from articles.models import ComparisonTable, SubstanceFacts
from articles.models.blocks import Part
from references.models import Claim
from supplements.models import PARTS, Caution, Food, IntakeValue, Interaction, StudiedDose
from tests.articles.admin_forms import filled, with_new_block
from tests.builders import article, editor, later, publish, publisher, source
from tests.supplement_builders import (
    attribute,
    cell,
    comparison,
    form,
    judge_all,
    placing,
    published_comparison,
    receipt,
    row,
    substance,
)

pytestmark = pytest.mark.django_db


def page_of(client, carrying):
    return client.get(carrying.get_absolute_url()).content.decode()


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def change_url(of):
    return reverse("admin:articles_article_change", args=[of.pk])


# ---- editors


def test_an_editor_places_a_comparison_and_later_chooses_of_it(client):
    compared, draft = comparison(), article()
    first = compared.forms.order_by("position").first()
    client.force_login(editor())
    data = filled(client.get(change_url(draft)))
    new = with_new_block(data, "articles_comparisontable_set", comparison=compared.pk, title="")
    assert client.post(change_url(draft), new).status_code == 302
    block = ComparisonTable.objects.get(parent=draft)
    assert (block.only_forms, block.only_attributes) == ([], [])
    data = filled(client.get(change_url(draft))) | {"articles_comparisontable_set-0-only_forms": [first.slug]}
    assert client.post(change_url(draft), data).status_code == 302
    block.refresh_from_db()
    assert block.only_forms == [first.slug]


def test_choosing_every_form_means_whatever_forms_there_are(client):
    compared = comparison()
    draft = placing(compared)
    client.force_login(editor())
    chosen = {"articles_comparisontable_set-0-only_forms": [f.slug for f in compared.forms.all()]}
    assert client.post(change_url(draft), filled(client.get(change_url(draft))) | chosen).status_code == 302
    assert ComparisonTable.objects.get(parent=draft).only_forms == []


def test_every_part_of_a_block_is_a_kind_of_row_or_the_chart():
    assert set(Part.values) == {*PARTS, "dose-chart"} - {"doses"}


# ---- readers


def test_readers_find_each_cell_with_its_marker_and_each_empty_one_with_its_reason(client):
    compared = comparison()
    first, second = compared.forms.order_by("position")
    asked = attribute(compared, "Absorption")
    attribute(compared, "Tolerance")
    cell(compared, first, asked, sources=[source()], text="about 4% of the dose", note="One small study.")
    cell(compared, second, asked, **receipt())
    judge_all(compared.substance)
    carrying = placing(compared)
    publish(carrying)
    html = page_of(client, carrying)
    told = text_of(html)
    assert "About 4% of the dose" in told
    assert "One small study." in told
    assert "Searched, none found PubMed, 1 Mar 2026: “zinc AND sleep”" in told
    assert told.count("Not searched yet") == 2
    claim = Claim.objects.get()
    assert f'id="c-{claim.pk.hex[:12]}"' in html
    assert f"evidence/#c-{claim.pk.hex[:12]}" in html


def test_the_share_of_the_element_is_computed_and_never_typed(client):
    compared = comparison()
    attribute(compared, "Zinc by weight", "computed", unit="")
    carrying = placing(compared, html="<p>Nothing.</p>")
    publish(carrying)
    told = text_of(page_of(client, carrying))
    assert "80.3%" in told
    assert "22.7%" in told


def test_forms_of_another_route_stand_apart_behind_those_by_mouth(client):
    zinc = substance()
    infusion = form(zinc, "Sulfate", "ZnSO4·7H2O", slug="sulfate-infusion", route="infusion")
    compared = comparison(forms=[infusion, form(zinc, "Oxide", "ZnO")])
    attribute(compared)
    carrying = placing(compared)
    publish(carrying)
    html = page_of(client, carrying)
    assert html.index(">Oxide<") < html.index(">Sulfate, by infusion<")
    assert html.count('class="apart"') == 1


def test_a_step_never_stands_without_its_scale(client):
    compared = comparison()
    asked = attribute(compared, "Tolerance", "scale", steps=[("poor", False), ("fair", True)])
    cell(compared, compared.forms.first(), asked, sources=[source()], step=asked.steps.last())
    judge_all(compared.substance)
    carrying = placing(compared)
    publish(carrying)
    told = text_of(page_of(client, carrying))
    assert "step 2 of 2" in told
    assert "1. poor (It is poor.); 2. fair (It is fair.)" in told


def test_each_part_of_the_catalogue_is_shown_with_its_claims(client):
    zinc = substance("Zinc")
    for model in (IntakeValue, StudiedDose, Interaction, Caution, Food):
        row(model, zinc, sources=[source()])
    judge_all(zinc)
    carrying = placing(*[(zinc, part) for part in ("dose-chart", "interactions", "cautions", "foods")])
    publish(carrying)
    html = page_of(client, carrying)
    told = text_of(html)
    for said in (
        "25 mg",
        "supplements and medicines only",
        "75 mg",
        "Take zinc 2 hours before it, or 4 to 6 hours after it.",
        "Kidney disease: Ask a doctor first.",
        "32 mg",
    ):
        assert said in told
    for claim in Claim.objects.all():
        assert f'id="c-{claim.pk.hex[:12]}"' in html


def test_the_page_of_an_article_that_carries_a_comparison_costs_one_query(client, django_assert_num_queries):
    *_, carrying, _ = published_comparison()
    page_of(client, carrying)
    with django_assert_num_queries(1):
        page_of(client, carrying)


def test_the_evidence_of_an_edition_tells_the_heads_of_a_row(client):
    *_, carrying, _ = published_comparison()
    (claim,) = client.get(f"{carrying.get_absolute_url()}evidence.json").json()["claims"]
    assert claim["heads"]["column"] == "Absorption"
    assert claim["heads"]["route"] == "by mouth"


def test_the_page_of_a_claim_shows_the_live_edition_before_a_newer_one_that_was_withdrawn(client):
    compared, _, _, carrying, _ = published_comparison()
    second = placing(compared)
    publish(second, now=later(6))
    publishing.withdraw(article=second, by=publisher(), now=later(7), because="Out of date.")
    told = text_of(client.get(f"/claims/{Claim.objects.get().pk}/").content.decode())
    assert carrying.title in told
    assert "The article was withdrawn" not in told


def test_a_dose_chart_shows_the_example_day_of_its_block_as_an_example(client):
    zinc = substance("Zinc")
    row(IntakeValue, zinc, sources=[source()])
    judge_all(zinc)
    carrying = placing((zinc, "dose-chart"))
    SubstanceFacts.objects.update(example_food=8, example_dose=15)
    publish(carrying)
    html = page_of(client, carrying)
    assert "Food 8 + supplement 15 = 23 mg" in html
    assert "An example day, not advice." in html


def test_a_dose_chart_says_whom_its_values_do_not_cover(client):
    zinc = substance("Zinc")
    row(IntakeValue, zinc, sources=[source()])
    row(Caution, zinc, sources=[source()], outside_limits=True)
    judge_all(zinc)
    carrying = placing((zinc, "dose-chart"), (zinc, "cautions"))
    publish(carrying)
    told = text_of(page_of(client, carrying))
    assert (
        "Whom these values do not cover. These values are for healthy people. They do not cover: Kidney disease."
        in told
    )


def test_a_negative_example_is_refused_by_the_database():
    placing((substance(), "dose-chart"))
    with pytest.raises(IntegrityError), transaction.atomic():
        SubstanceFacts.objects.update(example_dose=-1)


@pytest.mark.parametrize(("limit", "explained"), [(25, False), (5, True)])
def test_a_limit_below_the_need_is_explained_where_both_stand(client, limit, explained):
    zinc = substance("Zinc")
    row(IntakeValue, zinc, sources=[source()], amount=limit)
    row(IntakeValue, zinc, sources=[source()], kind="rda", scope="all", amount=11)
    judge_all(zinc)
    carrying = placing((zinc, "intake"))
    publish(carrying)
    assert ("That is no mistake" in page_of(client, carrying)) is explained
