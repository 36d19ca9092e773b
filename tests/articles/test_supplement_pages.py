"""What readers get at the addresses of a substance: always what was published, never a draft."""

import copy
import json
import re

import pytest
from django.db import transaction
from django.urls import reverse

from articles import publishing
from references.models import Citation
from supplements import catalogue
from supplements.models import IntakeValue
from tests.builders import editor, judge, later, publish, publisher
from tests.supplement_builders import authority, form, judge_all, row
from tests.zinc import Zinc

pytestmark = pytest.mark.django_db

PAGES = [
    "substance",
    "substance-forms",
    "substance-calculator",
    "substance-dose",
    "substance-timing",
    "substance-foods",
]
TABLES = ["forms", "intake", "doses", "interactions", "cautions", "adverse-effects", "how-to-take", "foods"]


def at(name, *args):
    return reverse(name, args=args)


def text_of(response):
    return response.content.decode()


def main_of(response):
    return text_of(response).split("<main", 1)[1].split("</main>")[0]


def words_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.fixture(scope="module")
def published(django_db_setup, django_db_blocker):
    """Published once for all tests here: each of them is rolled back to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Zinc()
        transaction.set_rollback(True)


@pytest.fixture
def zinc(published):
    return copy.deepcopy(published)


# ---- every page


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_one_query_and_sets_no_cookie(zinc, client, django_assert_num_queries, name):
    with django_assert_num_queries(1):
        response = client.get(at(name, "zinc"))
    assert response.status_code == 200
    assert not response.cookies
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("ends", ["csv", "json"])
def test_a_table_as_data_costs_one_query_and_is_open_to_all(zinc, client, django_assert_num_queries, table, ends):
    with django_assert_num_queries(1):
        response = client.get(at(f"substance-table-{ends}", "zinc", table))
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (200, "*")
    assert "prasad1999" in text_of(response)
    assert "/claims/" in text_of(response)


@pytest.mark.parametrize("name", [*PAGES, "substance-json", "substance-dose-svg", "substance-dose-csv"])
def test_who_has_the_page_already_gets_304_until_something_becomes_known(zinc, client, name):
    address = at(name, "zinc")
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    assert client.get(f"{address}?have=coeliac", headers={"if-none-match": etag}).status_code == 200
    judge(Citation.objects.get(claim=zinc.cell.pk), "contradicted", now=later(8))
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


def test_the_list_names_what_is_published_for_two_queries(zinc, client, django_assert_num_queries):
    with django_assert_num_queries(2):
        response = client.get(at("substance-list"))
    assert at("substance", "zinc") in text_of(response)


def test_a_page_shows_what_was_published_and_not_the_draft(zinc, client):
    zinc.cell.text = "Words of the draft"
    catalogue.save(zinc.cell, by=editor(), now=later(7))
    assert "Words of the draft" not in text_of(client.get(at("substance-forms", "zinc")))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_which_edition_its_parts_come_from_and_when_they_were_checked(zinc, client, name):
    shown = words_of(main_of(client.get(at(name, "zinc"))))
    assert re.search(
        r"From “ (Choosing a form of zinc|Zinc, in food) ”, edition 1 , 4 March 2026\. Checked on 4 March 2026", shown
    )


def test_parts_that_an_article_no_longer_carries_are_gone_when_it_is_withdrawn(zinc, client):
    publishing.withdraw(article=zinc.article, by=publisher(), now=later(9), because="Out of date.")
    assert "Not published yet." in text_of(client.get(at("substance-forms", "zinc")))
    assert "Oysters" in text_of(client.get(at("substance-foods", "zinc")))


@pytest.mark.parametrize("name", ["substance", "substance-forms", "substance-json"])
def test_what_became_known_since_publication_stands_at_the_row(zinc, client, name):
    judge(Citation.objects.get(claim=zinc.cell.pk), "contradicted", now=later(8))
    if name == "substance":
        judge(Citation.objects.get(claim=zinc.kidney.pk), "contradicted", now=later(8))
    assert "the source says otherwise" in text_of(client.get(at(name, "zinc")))


def test_the_overview_names_the_articles_that_carry_it(zinc, client):
    shown = main_of(client.get(at("substance", "zinc")))
    for article in (zinc.article, zinc.second):
        assert article.get_absolute_url() in shown


STRANGE = [
    "?form=nothing&goal=nothing&have=nothing&sort=nothing&open=nothing&comparison=nothing&authority=x&who=y",
    "?open=oxide.nothing", "?open=%00", "?form=" + "&form=".join(f"f{n}" for n in range(200)) + "&compare=1",
    "?sort=sleep&down=2&all=yes", "?have=%3Cscript%3Ealert(1)%3C/script%3E", "?goal=" + "x" * 3000,
    "?what=nothing&amount=1e999&way=sideways&tablets=-1&element=NaN", "?food=NaN&dose=-1", "?food=1e999&dose=abc",
    "?have=tetracycline-antibiotics&at-tetracycline-antibiotics=25:99", "?amount=%D9%A3", "?down=1&sort=serving",
    "?amount=%00&food=%00", "?amount=" + "9" * 3000, "?tablets=101&amount=5", "?have=" + "&have=".join("a" * 200),
]  # fmt: skip


@pytest.mark.parametrize("name", [*PAGES, "substance-dose-svg", "substance-dose-csv"])
def test_an_address_that_asks_for_what_is_not_there_is_a_page_all_the_same(
    zinc, client, django_assert_num_queries, name
):
    for query in STRANGE:
        with django_assert_num_queries(1):
            response = client.get(at(name, "zinc") + query)
        assert response.status_code == 200, query
        assert "<script>alert" not in text_of(response)
        assert len(response.content) < 120_000


def test_what_was_left_out_of_an_address_is_said(zinc, client):
    shown = words_of(
        main_of(client.get(at("substance-forms", "zinc") + "?goal=beauty&sort=price&have=wings&form=gold&open=a.b"))
    )
    for said in (
        "“beauty” is no goal here",
        "“wings” is no condition or medicine here",
        "“price” is no column here",
        "2 more were",
    ):
        assert said in shown


# ---- the comparison tool


def forms_page(client, query=""):
    return main_of(client.get(at("substance-forms", "zinc") + query))


def rows_shown(html):
    return re.findall(r'name="form" value="([^"]+)"', html.split("<tbody")[-1])


def test_a_form_without_data_does_not_pass_and_is_named_with_the_reason(zinc, client):
    html = forms_page(client, "?goal=sleep")
    assert rows_shown(html) == ["gluconate"]
    shown = words_of(html)
    assert "Tested on sleep, no clear difference: Oxide" in shown
    assert "Searched, and no data found on sleep: Sulfate" in shown
    assert "No data on sleep (not searched yet): Cream, on the skin" in shown


def test_a_condition_filters_by_its_scale(zinc, client):
    html = forms_page(client, "?have=gut")
    assert rows_shown(html) == ["oxide", "cream"]
    assert "On a step of the scale that does not pass (loose stool): Sulfate" in words_of(html)
    assert "No data on loose stool (not searched yet): Gluconate" in words_of(html)


def test_nothing_passes_is_said(zinc, client):
    assert "No form passes what you chose" in forms_page(client, "?goal=sleep&have=gut")


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", ["oxide", "sulfate", "gluconate", "cream"]),
        ("?sort=share", ["gluconate", "sulfate", "oxide", "cream"]),
        ("?sort=share&down=1", ["oxide", "sulfate", "gluconate", "cream"]),
        ("?sort=sleep&down=1", ["gluconate", "oxide", "sulfate", "cream"]),
        ("?sort=form", ["gluconate", "oxide", "sulfate", "cream"]),
    ],
)
def test_columns_are_sorted_and_other_routes_stay_apart(zinc, client, query, order):
    html = forms_page(client, query)
    assert rows_shown(html) == order
    assert html.count('class="apart"') == 1
    if "sort" in query:
        assert f'aria-sort="{"descending" if "down" in query else "ascending"}"' in html


def test_a_column_nobody_searched_is_folded_and_can_be_unfolded(zinc, client):
    assert 'data-h="Bone"' not in forms_page(client)
    assert "nobody has searched yet for any form shown: Bone" in words_of(forms_page(client))
    assert 'data-h="Bone"' in forms_page(client, "?all=1")


def test_a_cell_opens_its_passage_verdict_and_date_in_place(zinc, client):
    assert 'id="open"' not in forms_page(client)
    html = forms_page(client, "?open=gluconate.sleep")
    opened = html.split('id="open"')[1].split("</tr>")[0]
    for said in (
        "What it says, in our words",
        "Yes",
        "4 March 2026",
        "Does the source say so?",
        f"/sources/{zinc.source.citekey}/",
    ):
        assert said in opened
    assert html.index('value="gluconate"') < html.index('id="open"') < html.index('value="cream"')
    assert 'aria-expanded="true"' in html


def test_a_computed_cell_opens_its_formula(zinc, client):
    assert "ZnSO₄·7H₂O: 22.7%" in words_of(forms_page(client, "?open=sulfate.share"))


def test_an_empty_cell_says_why_with_its_receipt(zinc, client):
    html = forms_page(client)
    assert "Searched, none found" in html
    assert "PubMed, 1 Mar 2026: “zinc AND sleep”" in html


def test_forms_stand_side_by_side_with_only_what_differs(zinc, client):
    html = forms_page(client, "?form=oxide&form=gluconate&compare=1")
    side = words_of(html.split('id="beside"')[1].split("</table>")[0])
    assert "Oxide, Gluconate side by side" in side
    assert "The same for all: Bone (1 row)" in side
    assert "Bone No" not in side
    assert "Show only the rows that differ" in forms_page(client, "?form=oxide&form=gluconate&compare=1&same=1")


@pytest.mark.parametrize(
    ("forms", "said"),
    [
        ([], "None is chosen."), (["oxide"], "One is chosen."), (["oxide", "gold"], "One is chosen."),
    ],
)  # fmt: skip
def test_too_few_forms_get_a_sentence_and_nothing_is_lost(zinc, client, forms, said):
    html = forms_page(client, "?compare=1&goal=sleep" + "".join(f"&form={f}" for f in forms))
    assert f"Choose 2 to 4 forms to set side by side. {said}" in html
    assert 'value="sleep" checked' in html


def test_too_many_forms_get_a_sentence(zinc, client):
    for n in range(3):
        form(zinc.zinc, f"More {n}", "ZnO").compared.create(comparison=zinc.compared, position=50 + n)
    publish(zinc.article, now=later(9), note="More forms.")
    html = forms_page(client, "?compare=1&form=oxide&form=sulfate&form=gluconate&form=more-0&form=more-1")
    assert "5 are chosen: take 1 out." in html
    assert html.count(" checked") == 5


def test_forms_of_two_routes_side_by_side_carry_a_warning(zinc, client):
    warning = "They are taken by different routes"
    assert warning in forms_page(client, "?form=oxide&form=cream&compare=1")
    assert warning not in forms_page(client, "?form=oxide&form=sulfate&compare=1")


def test_a_medicine_shows_what_each_authority_says_of_it_beside_the_table(zinc, client):
    beside = words_of(
        forms_page(client, "?have=tetracycline-antibiotics").split('class="beside"')[1].split("</section>")[0]
    )
    assert "2 hours before it, or 4 to 6 hours after it. US authority" in beside
    assert "3 hours before or after it. EFSA authority" in beside


# ---- ask first


ASK = "Ask first: Kidney disease"
HIDDEN = {
    "substance-forms": (
        "?have=kidney-disease&goal=sleep&sort=share&form=oxide&form=sulfate&compare=1&open=oxide.sleep",
        "<table",
    ),
    "substance-calculator": ("?have=kidney-disease&way=compound&what=oxide:ZnO&amount=50", "40.2"),
    "substance-dose": ("?have=kidney-disease&dose=15", 'class="w"'),
    "substance-timing": (
        "?have=kidney-disease&have=tetracycline-antibiotics&at-tetracycline-antibiotics=08:00",
        "14:00 to",
    ),
    "substance-foods": ("?have=kidney-disease", "100%"),
    "substance-dose-svg": ("?have=kidney-disease&dose=15", "RDA"),
    "substance-dose-csv": ("?have=kidney-disease&dose=15", "My supplement"),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_who_must_ask_first_gets_no_ranking_dose_or_time(zinc, client, name):
    query, hidden = HIDDEN[name]
    response = client.get(at(name, "zinc") + query)
    shown = text_of(response)
    assert "Ask first: Kidney disease" in words_of(shown)
    assert "Ask a doctor first." in shown
    assert hidden not in shown.split("<main")[-1]
    if name != "substance-foods":
        assert hidden in text_of(client.get(at(name, "zinc") + query.replace("have=kidney-disease", "have=coeliac")))


def test_every_tool_carries_on_what_somebody_has(zinc, client):
    for name in PAGES:
        shown = text_of(client.get(at(name, "zinc") + "?have=kidney-disease"))
        for other in PAGES:
            links = re.findall(rf'href="{at(other, "zinc")}\?([^"]*)"', shown)
            assert any("have=kidney-disease" in link for link in links), (name, other)


# ---- the calculator


def calculate(client, **asked):
    asked = {"way": "compound", "what": "sulfate:ZnSO4·7H2O"} | asked
    return words_of(main_of(client.get(at("substance-calculator", "zinc"), asked)))


def test_compound_becomes_element_with_the_sum(zinc, client):
    shown = calculate(client, amount="50")
    assert "11.4 mg" in shown
    assert "50 mg of zinc sulfate, anhydrous × 22.7% = 11.4 mg of zinc." in shown


def test_element_becomes_compound_with_tablets_a_day(zinc, client):
    shown = calculate(client, way="element", amount="10", tablets="2")
    assert "10 mg of zinc ÷ 22.7% = 44 mg of zinc sulfate" in shown
    assert "2 a day × 44 mg = 88 mg a day, which holds 20 mg of zinc." in shown


def test_a_label_has_two_readings_and_is_held_against_the_bound(zinc, client):
    shown = calculate(client, way="label", amount="50", element="25")
    assert "If 50 mg is the compound" in shown
    assert "If 50 mg is the zinc itself" in shown
    assert "50% zinc. This cannot be pure sulfate, which has at most 22.7%." in shown


def test_an_answer_stands_against_the_values_of_the_chosen_authority_and_person(zinc, client):
    men = calculate(client, amount="50", authority="us", who="male-228")
    assert "11.4 mg is 103% of the recommended intake (RDA) of 11 mg a day (US)" in men
    assert "Above the limit. 11.4 mg is more than the upper limit of 10 mg a day (US): 114% of it." in men
    assert "Why can the limit, 10 mg, be lower than the recommended 11 mg?" in men
    efsa = calculate(client, amount="50", authority="efsa")
    assert "upper limit of 7 mg" in efsa
    assert "11 mg a day (US)" not in efsa
    assert "(US)" in calculate(client, amount="50", authority="all", who="male-228")


@pytest.mark.parametrize("asked", [{"amount": "50"}, {"amount": "abc"}, {}])
def test_whom_limits_do_not_cover_stands_on_every_answer(zinc, client, asked):
    shown = calculate(client, **asked)
    assert "Whom these values do not cover." in shown
    assert "They do not cover: Kidney disease." in shown
    assert "for children, in pregnancy and while breast-feeding" in shown


def test_a_form_for_the_skin_is_not_held_against_what_is_swallowed(zinc, client):
    shown = calculate(client, what="cream:ZnO", amount="50")
    assert "not taken by mouth" in shown
    assert "upper limit of" not in shown


@pytest.mark.parametrize("amount", ["", "abc", "-5", "1e999", "٣", "NaN", "1" + "0" * 30, "5.000", "2,5", "<b>"])
def test_unreal_input_gets_a_sentence_at_its_field_and_stays_typed(zinc, client, amount):
    response = client.get(
        at("substance-calculator", "zinc"), {"way": "compound", "what": "oxide:ZnO", "amount": amount}
    )
    assert response.status_code == 200
    html = main_of(response)
    assert 'id="id_amount_error"' in html
    assert 'aria-invalid="true"' in html
    if amount not in ("", "<b>"):
        assert f'value="{amount}"' in html
    assert 'class="big"' not in html


# ---- the dose chart and its files


def test_the_chart_shows_the_persons_values_with_a_table_behind_it(zinc, client):
    html = main_of(client.get(at("substance-dose", "zinc"), {"food": "9", "dose": "15", "who": "female-228"}))
    for said in (
        "Food 9 + supplement 15 = 24 mg",
        "RDA US 8",
        "Limit US 10",
        "A trial in colds: 75 mg",
        "Show the numbers as a table",
    ):
        assert said in html
    assert "RDA US 11" not in html
    assert "Whom these values do not cover." in html


def test_the_picture_is_a_file_of_its_own_with_whom_it_does_not_cover(zinc, client):
    response = client.get(at("substance-dose-svg", "zinc"), {"dose": "15"})
    svg = text_of(response)
    assert response["Content-Type"].startswith("image/svg+xml")
    assert "style-src 'sha256-" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    for said in ("Supplement 15 mg", "do not cover: Kidney", "prefers-color-scheme:dark", "edition 1, 4 March 2026"):
        assert said in re.sub(r"</text><text[^>]*>", " ", svg)


def test_the_numbers_name_their_sources_and_whom_they_do_not_cover(zinc, client):
    text = text_of(client.get(at("substance-dose-csv", "zinc"), {"dose": "15", "food": "3"}))
    for said in (
        "My food,3,mg",
        "My supplement,15,mg",
        "upper limit (UL),10,mg",
        "prasad1999",
        "do not cover: Kidney disease",
        "75,mg",
    ):
        assert said in text


def test_an_authority_without_values_for_a_person_says_so(zinc, client):
    row(
        IntakeValue,
        zinc.zinc,
        sources=[zinc.source],
        authority=authority("UK"),
        sex="female",
        stage="pregnant",
        kind="rda",
        scope="all",
    )
    judge_all(zinc.zinc)
    publish(zinc.article, now=later(9), note="UK.")
    shown = words_of(main_of(client.get(at("substance-dose", "zinc"), {"authority": "uk", "who": "male-228"})))
    assert "UK authority sets no value for these people (men, 19 years and over)." in shown


# ---- timing and foods


def timing_page(client, **asked):
    return words_of(main_of(client.get(at("substance-timing", "zinc"), asked)))


def test_differing_advice_is_shown_as_two_and_the_longer_distance_is_kept(zinc, client):
    shown = timing_page(client, have="tetracycline-antibiotics", **{"at-tetracycline-antibiotics": "08:00"})
    assert "The advice differs." in shown
    assert "4 to 6 hours after it. US authority" in shown
    assert "3 hours before or after it. EFSA authority" in shown
    assert "14:00 to 05:00 (the next day)" in shown
    assert "This does not replace a pharmacist." in shown


def test_hours_that_leave_no_window_say_so(zinc, client):
    shown = timing_page(client, have="tetracycline-antibiotics", **{"at-tetracycline-antibiotics": "0, 6, 12, 18"})
    assert "No window is left." in shown


def test_a_time_that_cannot_be_read_gets_a_sentence_at_its_field(zinc, client):
    response = client.get(
        at("substance-timing", "zinc"), {"have": "tetracycline-antibiotics", "at-tetracycline-antibiotics": "noon"}
    )
    html = main_of(response)
    assert "“noon” is no time of the day" in html
    assert 'value="noon"' in html


def test_a_medicine_without_a_distance_is_told_as_that(zinc, client):
    shown = timing_page(client, have="water-tablets")
    assert "No distance is named for it" in shown
    assert "At what time do you take it?" not in shown


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", ["Oysters", "Beans"]),
        ("?sort=amount", ["Beans", "Oysters"]),
        ("?sort=name", ["Beans", "Oysters"]),
        ("?sort=name&down=1", ["Oysters", "Beans"]),
    ],
)
def test_foods_are_sorted_and_show_their_share_of_the_chosen_value(zinc, client, query, order):
    html = main_of(client.get(at("substance-foods", "zinc") + query))
    assert re.findall(r'rowheader">([^<]+)<', html) == order
    assert "28%" in html  # beans, of the 8 mg of women
    other = main_of(client.get(at("substance-foods", "zinc") + f"{query or '?'}&who=male-228"))
    assert "20%" in other


# ---- data


def test_the_substance_as_json_keeps_its_contract(zinc, client):
    told = client.get(at("substance-json", "zinc")).json()
    oxide, sulfate = told["forms"][:2]
    assert {k: oxide[k] for k in ("name", "formula", "elemental_percent", "route")} == {
        "name": "Oxide", "formula": "ZnO", "elemental_percent": 80.34, "route": "oral",
    }  # fmt: skip
    assert sulfate["compounds"] == [
        {"name": "anhydrous", "formula": "ZnSO4·7H2O", "cas": "", "elemental_percent": 22.74}
    ]
    assert set(told["tables"]) == set(TABLES)
    assert [e["edition"] for e in told["editions"]] == [1, 1]
    (limit,) = [r for r in told["tables"]["intake"]["rows"] if r["amount"] == "10"]
    assert (limit["unit"], limit["scope"], limit["sources"], limit["status"]) == (
        "mg", "supplements", ["prasad1999"], "Matches its source",
    )  # fmt: skip
    assert limit["claim"].startswith("http://testserver/claims/")
    assert limit["edition"].endswith("/editions/1/")


@pytest.mark.parametrize("ends", ["csv", "json"])
def test_a_file_of_intake_values_says_whom_they_do_not_cover(zinc, client, ends):
    text = text_of(client.get(at(f"substance-table-{ends}", "zinc", "intake")))
    assert text.count("They do not cover: Kidney disease.") == 4


@pytest.mark.parametrize("name", PAGES)
def test_search_engines_keep_one_address_of_a_page(zinc, client, name):
    for query, kept in (("", True), ("?have=coeliac", False)):
        shown = text_of(client.get(at(name, "zinc") + query))
        assert f'<link rel="canonical" href="{at(name, "zinc")}">' in shown
        assert ('content="noindex"' not in shown) is kept


def test_what_was_chosen_stays_chosen_before_an_amount_is_typed(zinc, client):
    html = main_of(client.get(at("substance-calculator", "zinc") + "?way=label&what=gluconate:Zn(C6H11O7)2"))
    assert re.search(r'value="label"[^>]* checked', html)
    assert re.search(r'value="gluconate:Zn\(C6H11O7\)2" selected', html)
    assert "Write an amount" not in html


def test_a_cell_without_a_value_says_why_in_the_table(zinc, client):
    rows = client.get(at("substance-table-json", "zinc", "forms")).json()["rows"]
    (searched,) = [r for r in rows if r["form"] == "Sulfate" and r["attribute"] == "Sleep"]
    assert (searched["value"], searched["empty"], searched["looked_in"], searched["looked_on"]) == (
        "", "Searched, none found", "PubMed", "2026-03-01",
    )  # fmt: skip
    (open_,) = [r for r in rows if r["form"] == "Gluconate" and r["attribute"] == "Bone"]
    assert (open_["empty"], open_["claim"]) == ("Not searched yet", "")


def test_the_data_for_search_engines_says_what_the_page_says(zinc, client):
    html = text_of(client.get(at("substance", "zinc")))
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    graph = json.loads(script)["@graph"]
    shown = words_of(html.replace(script, ""))
    assert [f["name"] for f in graph] == ["Zinc oxide", "Zinc sulfate", "Zinc gluconate"]
    for told in graph:
        assert told["@type"] == "DietarySupplement"
        assert told["name"] in shown
        assert told["safetyConsideration"].split(". ")[0] in shown
        for kind, schedules in (("recommended", told["recommendedIntake"]), ("upper limit", told["maximumIntake"])):
            assert len(schedules) == 2
            for s in schedules:
                amount = f"{s['doseValue']} {s['doseUnit']}"
                by = s["recognizingAuthority"]["name"]
                sentence = rf"{s['targetPopulation']}: the {kind} [^.]*{amount} of zinc a day[^.]*{by}"
                assert re.search(sentence, shown), sentence
