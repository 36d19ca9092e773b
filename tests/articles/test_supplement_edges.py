"""Substances of which little or something odd is published."""

import json
import re

import pytest
from django.urls import reverse

from supplements.models import Caution, Definition, Food
from tests.builders import publish, source
from tests.supplement_builders import attribute, cell, comparison, form, judge_all, placing, row, substance

pytestmark = pytest.mark.django_db

PAGES = [
    "substance",
    "substance-forms",
    "substance-calculator",
    "substance-dose",
    "substance-timing",
    "substance-foods",
]


def at(name, *args):
    return reverse(name, args=args)


def text_of(response):
    return response.content.decode()


def main_of(response):
    return text_of(response).split("<main", 1)[1].split("</main>")[0]


@pytest.mark.parametrize("name", [*PAGES, "substance-json", "substance-dose-svg", "substance-dose-csv"])
def test_a_substance_that_nobody_knows_gets_a_sentence(client, name):
    response = client.get(at(name, "unobtainium"))
    assert response.status_code == 404
    assert "Nothing is published about this supplement" in text_of(response)


def test_a_substance_of_drafts_is_nowhere(client):
    zinc = substance("Zinc", slug="zinc")
    row(Caution, zinc, sources=[source()])
    placing((zinc, "cautions"))
    assert client.get(at("substance", "zinc")).status_code == 404
    assert "Zinc" not in main_of(client.get(at("substance-list")))


@pytest.mark.parametrize("name", PAGES[1:])
def test_a_tool_whose_part_is_not_published_says_so(client, name):
    zinc = substance("Zinc", slug="zinc")
    row(Definition, zinc, sources=[source()])
    judge_all(zinc)
    publish(placing((zinc, "definition")))
    response = client.get(at(name, "zinc"))
    assert response.status_code == 200
    assert "Not published yet." in text_of(response)


def test_a_substance_that_is_no_element_has_nothing_to_calculate(client):
    made = substance("Melatonin", slug="melatonin", element="")
    compared = comparison(made, forms=[form(made, "Tablet", ""), form(made, "Spray", "")])
    cell(compared, compared.forms.first(), attribute(compared), sources=[source()])
    judge_all(made)
    publish(placing(compared))
    shown = main_of(client.get(at("substance-calculator", "melatonin")))
    assert "is no chemical element" in shown
    assert client.get(at("substance-forms", "melatonin")).status_code == 200
    assert client.get(at("substance-json", "melatonin")).json()["forms"][0]["elemental_percent"] is None


def test_a_table_of_no_name_is_not_there_and_one_that_is_not_published_is_empty(client):
    zinc = substance("Zinc", slug="zinc")
    row(Definition, zinc, sources=[source()])
    judge_all(zinc)
    publish(placing((zinc, "definition")))
    assert client.get(at("substance-table-csv", "zinc", "prices")).status_code == 404
    told = client.get(at("substance-table-json", "zinc", "foods")).json()
    assert (told["published"], told["rows"]) == (False, [])


def test_no_spreadsheet_runs_what_a_table_holds(client):
    zinc = substance("Zinc", slug="zinc")
    row(Food, zinc, sources=[source()], name="=cmd|' /C calc'!A0", serving="+1")
    judge_all(zinc)
    publish(placing((zinc, "foods")))
    text = text_of(client.get(at("substance-table-csv", "zinc", "foods")))
    assert "'=cmd" in text
    assert ",'+1" in text
    assert not re.search(r'(^|,|")[=+@]', text, re.MULTILINE)


def test_no_text_ends_the_script_of_data(client):
    zinc = substance("Zinc</script><script>alert(1)</script>", slug="zinc")
    compared = comparison(zinc, forms=[form(zinc, "A", "ZnO"), form(zinc, "B", "ZnO", synonyms="</script>")])
    cell(compared, compared.forms.first(), attribute(compared), sources=[source()])
    judge_all(zinc)
    publish(placing(compared))
    html = text_of(client.get(at("substance", "zinc")))
    assert "<script>alert" not in html
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert json.loads(script)["@graph"][0]["activeIngredient"].startswith("Zinc</script>")
