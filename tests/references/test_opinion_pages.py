"""The page of a second opinion works without JavaScript, says what stands in the way, and keeps what was typed."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from references.audit import opinions
from references.models import SecondOpinion
from references.models.second_opinion import OpinionState
from references.outcomes import Outcome, Way
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return {n: builders.reviewer(username=n) for n in ("first", "second", "third")}


@pytest.fixture
def citation(people):
    _, citation = builders.cited_article()
    builders.judge(citation, by=people["first"], note="What the first one thinks.")
    return citation


@pytest.fixture
def torn(citation, people):
    opinions.ask(citation=citation, by=people["first"], now=later(3))
    builders.judge(citation, Outcome.CONTRADICTED, by=people["second"], now=later(4))
    return citation


def there(citation):
    return reverse("audit:opinion", args=[citation.pk])


def sent(client, person, citation, **typed):
    client.force_login(person)
    return client.post(there(citation), typed)


def read(client, person, citation):
    client.force_login(person)
    return client.get(there(citation)).content.decode()


def test_a_reviewer_asks_and_the_other_does_not_see_the_first_verdict(client, citation, people):
    assert "Ask for one" in read(client, people["first"], citation)
    asked = sent(
        client, people["first"], citation, act="ask", **{"ask-because": "A dose.", "ask-of": people["second"].pk}
    )
    assert asked.status_code == 302
    opinion = SecondOpinion.objects.get()
    assert (opinion.because, opinion.asked_of) == ("A dose.", people["second"])
    assert "What the first one thinks." not in read(client, people["second"], citation)
    assert "What the first one thinks." in read(client, people["first"], citation)
    sent(client, people["first"], citation, act="withdraw")
    opinion.refresh_from_db()
    assert opinion.state == OpinionState.WITHDRAWN


def test_the_desk_leads_to_an_expert_while_a_second_opinion_waits(client, citation, people):
    opinions.ask(citation=citation, by=people["first"], now=later(3))
    client.force_login(people["first"])
    desk = client.get(reverse("audit:citation", args=[citation.pk])).content.decode()
    assert f'href="{reverse("audit:invite")}?claim={citation.claim_id}"' in desk
    assert "Withdraw the request" in desk


def test_two_settle_it_on_the_page(client, torn, people):
    page = read(client, people["first"], torn)
    assert "Two reviewers disagree" in page
    sent(client, people["first"], torn, act="propose", **{"proposal-outcome": "partly", "proposal-note": "At night."})
    opinion = SecondOpinion.objects.get()
    assert (opinion.proposed, opinion.proposed_note) == ("partly", "At night.")
    assert 'value="agree"' not in read(client, people["first"], torn)
    assert 'value="agree"' in read(client, people["second"], torn)
    seen = opinions.proposal_of(opinion)
    assert sent(client, people["second"], torn, act="agree", seen=seen).status_code == 302
    assert torn.verdicts.last().way == Way.TOGETHER
    late = sent(client, people["second"], torn, act="agree", seen=seen)
    assert late.status_code == 409
    assert "closed already" in late.content.decode()


def test_an_arbiter_is_named_on_the_page(client, torn, people):
    publisher = builders.publisher()
    named = sent(client, publisher, torn, act="arbiter", **{"arbiter-arbiter": people["third"].pk})
    assert named.status_code == 302
    assert SecondOpinion.objects.get().arbiter == people["third"]


REFUSED = [
    ("first", {"act": "ask", "ask-because": "x" * 1_001}, 422, "At most 1,000 characters"),
    ("first", {"act": ""}, 422, "Nothing was chosen"),
    ("first", {"act": "explode"}, 422, "Nothing was chosen"),
    ("first", {"act": "ask", "ask-of": "999999"}, 422, "may not judge this citation"),
    ("first", {"act": "ask", "ask-of": "first\x00"}, 422, "not allowed"),
    ("first", {"act": "agree"}, 409, "closed already"),
]


@pytest.mark.parametrize(("name", "typed", "status", "sentence"), REFUSED)
def test_what_cannot_be_done_is_told(client, citation, people, name, typed, status, sentence):
    response = sent(client, people[name], citation, **typed)
    assert response.status_code == status
    assert sentence in response.content.decode()
    assert not SecondOpinion.objects.exists()


TORN = [
    ("first", {"act": "propose", "proposal-note": "Kept."}, 422, ["Choose one of the five verdicts.", "Kept."]),
    ("first", {"act": "propose", "proposal-outcome": "not-reached"}, 422, ["Choose one of the five."]),
    (
        "third",
        {"act": "propose", "proposal-outcome": "partly", "proposal-note": "Kept."},
        409,
        ["Only the two", "Kept."],
    ),
    ("third", {"act": "agree", "seen": "x"}, 409, ["Only the two"]),
    ("first", {"act": "withdraw"}, 409, ["deserve that it is settled"]),
    ("first", {"act": "ask", "ask-because": "Kept."}, 409, ["asked for already", "Kept."]),
    ("first", {"act": "arbiter"}, 422, ["Choose a person."]),
]


@pytest.mark.parametrize(("name", "typed", "status", "sentences"), TORN)
def test_what_settles_nothing_is_told_and_nothing_is_lost(client, torn, people, name, typed, status, sentences):
    response = sent(client, people[name], torn, **typed)
    assert response.status_code == status
    for sentence in sentences:
        assert sentence in response.content.decode()
    assert SecondOpinion.objects.get().state == OpinionState.DISAGREED


def test_editors_have_no_second_opinions(client, citation):
    client.force_login(builders.editor())
    assert client.get(there(citation)).status_code == 403


def test_the_fragment_of_the_desk_shows_where_it_stands(torn, people):
    def fragment(name):
        shown = opinions.shown(torn, people[name])
        return render_to_string("audit/_opinion.html", {"opinion": shown, "citation": torn, "filters": ""})

    assert "Settle it" in fragment("first")
    assert "See where it stands" in fragment("third")
