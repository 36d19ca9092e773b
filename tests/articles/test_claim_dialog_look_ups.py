"""What the claim dialog asks the server while it looks a source up: ask, how it stands, take over."""

import json

import pytest
from django.urls import reverse

from references import jobs
from references.models import LookUp, Source
from tests import builders

pytestmark = pytest.mark.django_db

BASE = "admin:articles_article_claim_dialog"
DOI = "10.1000/cramps"
ABSTRACT = "<jats:sec><jats:title>Results</jats:title><jats:p>Pain fell. Sleep did not change.</jats:p></jats:sec>"


@pytest.fixture(autouse=True)
def upstream(catalogues):
    catalogues.crossref[DOI] = {
        "title": ["Magnesium and <i>cramps</i>: a randomised trial"],
        "author": [{"given": "Ada", "family": "Yousef"}],
        "abstract": ABSTRACT,
    }
    return catalogues


@pytest.fixture
def emi(client):
    person = builders.editor()
    client.force_login(person)
    return person


def send(client, name, **body):
    return client.post(reverse(f"{BASE}_{name}"), json.dumps(body), content_type="application/json")


def answer(client, key):
    return client.get(reverse(f"{BASE}_answer"), {"id": key})


def looked_up(client, **asked):
    """The answer to what was asked, once it has come."""
    key = send(client, "ask", **asked).json()["id"]
    jobs.run_waiting(LookUp.objects.get(pk=key).asked_at)
    return answer(client, key).json()


def test_a_pasted_identifier_is_looked_up_and_shown_with_its_abstract_in_parts(client, emi):
    asked = send(client, "ask", text=f"https://doi.org/{DOI}")
    assert asked.status_code == 201
    waiting = asked.json()
    assert (waiting["state"], waiting["value"], waiting["found"]) == ("waiting", f"DOI {DOI}", None)
    jobs.run_waiting(LookUp.objects.get().asked_at)
    found = answer(client, waiting["id"]).json()
    card = found["found"]
    assert (found["state"], found["existing"]) == ("found", None)
    assert (card["name"], card["title"]) == ("Yousef 2020", "Magnesium and cramps: a randomised trial")
    assert card["about"] == "randomised trial · Journal of Trials"
    assert (card["citekey"], card["origin"], card["passages"]) == ("", "Crossref", [])
    assert card["abstract"] == [
        {"label": "Results", "place": "Abstract, results", "sentences": ["Pain fell.", "Sleep did not change."]}
    ]
    assert not Source.objects.exists()


def test_saving_the_claim_takes_it_over_once(client, emi):
    found = looked_up(client, text=DOI)
    taken = send(client, "take", id=found["id"])
    assert taken.status_code == 201
    assert taken.json()["source"]["citekey"] == "yousef2020"
    assert send(client, "take", id=found["id"]).json() == taken.json()
    assert Source.objects.get().created_by == emi
    assert answer(client, found["id"]).json()["existing"]["citekey"] == "yousef2020"


def test_what_somebody_else_added_meanwhile_is_used(client, emi):
    found = looked_up(client, text=DOI)
    builders.source("theirs2020", doi=DOI)
    assert answer(client, found["id"]).json()["existing"]["citekey"] == "theirs2020"
    taken = send(client, "take", id=found["id"])
    assert taken.status_code == 409
    assert taken.json()["existing"]["citekey"] == "theirs2020"


def test_a_work_that_is_here_is_answered_with_its_card(client, emi):
    builders.source("here2020", doi=DOI)
    asked = send(client, "ask", text=DOI)
    assert asked.status_code == 409
    assert asked.json()["existing"]["citekey"] == "here2020"
    assert not LookUp.objects.exists()


def test_a_missing_abstract_is_looked_up_and_nothing_else_of_the_source_changes(client, emi):
    source = builders.source("here2020", doi=DOI, title="My own title", volume="")
    found = looked_up(client, citekey="here2020")
    assert found["found"]["abstract"][0]["place"] == "Abstract, results"
    assert found["found"]["citekey"] == "here2020"
    assert send(client, "take", id=found["id"]).status_code == 201
    source.refresh_from_db()
    assert source.abstract == "Results: Pain fell. Sleep did not change."
    assert (source.title, source.design, source.volume) == ("My own title", "randomised-trial", "")


def test_what_is_not_found_says_so_and_is_not_taken_over(client, emi):
    found = looked_up(client, text="10.1000/nowhere")
    assert (found["state"], found["identifier"], found["found"]) == ("not-found", "10.1000/nowhere", None)
    assert found["said"]
    assert send(client, "take", id=found["id"]).status_code == 409
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    ("name", "body", "status"),
    [
        ("ask", {"text": "magnesium"}, 400),
        ("ask", {"text": ""}, 400),
        ("ask", {"citekey": "nobody2000"}, 404),
        ("ask", {"text": "10.1000/x\x00\ud800"}, 201),
        ("take", {"id": "nonsense"}, 404),
        ("take", {}, 404),
    ],
)
def test_what_cannot_be_looked_up_is_refused_with_a_sentence(client, emi, name, body, status):
    response = send(client, name, **body)
    assert response.status_code == status
    assert status == 201 or response.json()["error"].endswith(".")


@pytest.mark.parametrize("name", ["ask", "take"])
def test_a_question_that_cannot_be_read_is_refused(client, emi, name):
    response = client.post(reverse(f"{BASE}_{name}"), "[[", content_type="application/json")
    assert response.status_code == 400


def test_a_look_up_that_is_gone_is_said_to_be(client, emi):
    assert answer(client, "nonsense").status_code == 404
    assert answer(client, "00000000-0000-4000-8000-000000000000").status_code == 404


def test_waiting_costs_few_queries(client, emi, django_assert_max_num_queries):
    key = send(client, "ask", text=DOI).json()["id"]
    with django_assert_max_num_queries(5):
        answer(client, key)


def test_a_quote_that_is_not_in_the_abstract_is_marked_on_the_card(client, emi):
    source = builders.source("here2020", abstract="Results: Pain fell.")
    builders.passage(source, quote="Pain fell.")
    builders.passage(source, quote="Pain rose.")
    cards = client.get(reverse(f"{BASE}_sources"), {"keys": "here2020"}).json()["sources"]
    assert [p["misquoted"] for p in cards["here2020"]["passages"]] == [False, True]
