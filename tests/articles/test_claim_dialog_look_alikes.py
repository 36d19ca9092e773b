"""A source that is added in the claim dialog and looks like one that is here already."""

import json

import pytest
from django.urls import reverse

from references.details import Details
from references.models import LookAlike, LookUp, Source
from tests import builders
from tests.builders import NOW

pytestmark = pytest.mark.django_db

BASE = "admin:articles_article_claim_dialog"
TITLE = "Intravenous and oral magnesium in chronic low back pain: a randomised trial"


@pytest.fixture
def yousef(client):
    client.force_login(builders.editor())
    return builders.source("yousef2013", title=TITLE, authors=[{"family": "Yousef"}], year=2013)


def add(client, **typed):
    typed = {
        "title": f"{TITLE}.",
        "authors": "Yousef, A",
        "year": "2013",
        "identifier": "https://example.org/",
        **typed,
    }
    return client.post(reverse(f"{BASE}_add_source"), json.dumps(typed), content_type="application/json")


def test_the_editor_is_told_what_it_looks_like_and_nothing_is_added_yet(client, yousef):
    response = add(client)
    assert response.status_code == 409
    answer = response.json()
    assert answer["error"] == "It looks like Yousef 2013, which is here already as “yousef2013”."
    assert [card["citekey"] for card in answer["look_alikes"]] == ["yousef2013"]
    assert Source.objects.count() == 1


def test_the_editor_may_go_on_and_the_pair_waits_on_the_work_list(client, yousef):
    response = add(client, anyway="yes")
    assert response.status_code == 201
    pair = LookAlike.objects.waiting().get()
    assert {pair.first.citekey, pair.second.citekey} == {"yousef2013", response.json()["source"]["citekey"]}


def test_what_is_wrong_in_the_form_is_said_first(client, yousef):
    assert add(client, year="13").status_code == 400


def test_a_work_that_was_looked_up_says_what_it_looks_like(client, yousef):
    found = Details(title=TITLE, authors=({"family": "Yousef"},), year=2013, doi="10.1101/2012.01.01.20000")
    look_up = LookUp.objects.create(
        asked="x", field="doi", value=found.doi, state="found", origin="crossref", details=found.as_json(),
        asked_at=NOW, answered_at=NOW,
    )  # fmt: skip
    answer = client.get(reverse(f"{BASE}_answer"), {"id": look_up.pk}).json()
    assert answer["warnings"] == ["It looks like Yousef 2013, which is here already as “yousef2013”."]
