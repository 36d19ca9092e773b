"""The form for appraisals: how sure all evidence makes us of one sentence."""

import pytest
from django.urls import reverse

from references.judged import appraised_digest
from references.models import Appraisal, Claim
from tests import builders

pytestmark = pytest.mark.django_db

SEARCH = {
    "receipts-0-where": "PubMed",
    "receipts-0-query": "magnesium sleep",
    "receipts-0-on": "2026-03-01",
    "receipts-0-found": "Nothing that answers it.",
}


@pytest.fixture
def reviewer(client):
    person = builders.reviewer(first_name="Demo", last_name="Reviewer")
    client.force_login(person)
    return person


@pytest.fixture
def claim():
    return builders.cited_article("Pain fell by 2 points.")[1].claim


def address(claim):
    return reverse("audit:appraisal", args=[claim.pk])


def post(client, claim, **typed):
    today = appraised_digest(Claim.objects.prefetch_related("citations").get(pk=claim.pk))
    rows = {"receipts-TOTAL_FORMS": "3", "receipts-INITIAL_FORMS": "0", "seen_digest": today}
    return client.post(address(claim), {**rows, **typed})


def words(response):
    return " ".join(response.content.decode().split())


def test_the_claim_stands_beside_all_it_rests_on(client, reviewer, claim):
    builders.judge(claim.citations.get(), "partly")
    page = words(client.get(address(claim)))
    assert "Pain fell by 2 points." in page
    assert "Author 2020" in page
    assert "Partly supported" in page
    assert page.count('name="receipts-') - 4 == 3 * 4  # three rows of four, and the four of the form set


def test_a_level_is_recorded_with_its_reasons(client, reviewer, claim):
    response = post(
        client, claim, direction="for", level="low", reasons=["bias", "imprecision"], note="Two small trials."
    )
    assert response.url == address(claim)
    made = Appraisal.objects.get()
    assert (made.direction, made.level, made.reasons) == ("for", "low", ["bias", "imprecision"])
    assert (made.note, made.receipts, made.independent) == ("Two small trials.", [], True)
    page = words(client.get(address(claim)))
    assert "Your appraisal is recorded." in page
    assert "Two small trials." in page


def test_nothing_found_is_recorded_with_the_search(client, reviewer, claim):
    assert post(client, claim, direction="none-found", **SEARCH).status_code == 302
    assert Appraisal.objects.get().receipts == [
        {"where": "PubMed", "query": "magnesium sleep", "on": "2026-03-01", "found": "Nothing that answers it."}
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Choose what all the evidence says."),
        ({"direction": "for"}, "Say how sure the evidence makes us"),
        (
            {"direction": "none-found", "level": "low", **SEARCH},
            "Nothing was found, so there is nothing to be sure of.",
        ),
        ({"direction": "none-found"}, "“No good evidence found” needs at least one search"),
        ({"direction": "none-found", "receipts-0-where": "PubMed"}, "Search 1, searched for: This field is required."),
        ({"direction": "none-found", **SEARCH, "receipts-0-on": "soon"}, "Enter a valid date."),
        ({"direction": "none-found", **SEARCH, "receipts-0-on": "2999-01-01"}, "This day has not come yet."),
        ({"direction": "none-found", **SEARCH, "receipts-0-found": "x" * 1001}, "At most 1,000 characters fit here"),
        ({"direction": "for", "level": "certain"}, "Choose one of the four levels."),
        ({"direction": "for", "level": "low", "reasons": ["\x00"]}, "Choose from the reasons shown."),
        ({"direction": "for", "level": "low", "note": "x" * 100_000}, "At most 4,000 characters fit here"),
        ({"direction": "for", "level": "low", "receipts-TOTAL_FORMS": "x"}, "ManagementForm"),
        ({"direction": "for", "level": "low", "seen_digest": ""}, "Read the claim below again"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_saved(client, reviewer, claim, typed, sentence):
    response = post(client, claim, **{"note": "My note", **typed})
    assert response.status_code == 422
    assert sentence in words(response)
    assert typed.get("note", "My note") in words(response)
    assert not Appraisal.objects.exists()


def test_more_rows_come_without_losing_what_was_typed(client, reviewer, claim):
    response = post(client, claim, more="", direction="none-found", note="My note", **SEARCH)
    page = words(response)
    assert response.status_code == 200
    assert 'name="receipts-5-where"' in page
    assert "My note" in page
    assert "magnesium sleep" in page
    assert not Appraisal.objects.exists()


def test_who_worded_the_sentence_is_told_what_follows(client):
    author = builders.person("Editor", "Reviewer")
    client.force_login(author)
    claim = builders.cited_article(by=author)[1].claim
    assert "You worded this sentence." in words(client.get(address(claim)))
    assert post(client, claim, direction="mixed", level="low").status_code == 302
    assert Appraisal.objects.get().independent is False


def test_who_did_not_word_it_counts_as_independent(client, reviewer, claim):
    assert "you count as independent" in words(client.get(address(claim)))


def test_a_claim_that_changed_while_it_was_read_is_shown_anew_with_what_was_typed(client, reviewer):
    editor = builders.editor()
    article, citation = builders.cited_article(by=editor)
    changed = builders.mark("Pain fell by 3 points.", citation.source.citekey, id=citation.claim_id)
    builders.rewrite(article, f"<p>{changed}</p>", by=editor)
    response = post(client, citation.claim, direction="for", level="low", note="My note", seen_digest="0" * 64)
    assert response.status_code == 409
    assert "Read it again." in words(response)
    assert "Pain fell by 3 points." in words(response)
    assert "My note" in words(response)
    assert not Appraisal.objects.exists()


def test_a_sentence_that_left_the_text_is_not_appraised(client, reviewer):
    editor = builders.editor()
    article, citation = builders.cited_article(by=editor)
    builders.rewrite(article, "<p>Nothing.</p>", by=editor)
    assert "nothing to appraise" in words(client.get(address(citation.claim)))
    assert post(client, citation.claim, direction="for", level="low").status_code == 409
    assert not Appraisal.objects.exists()


def test_an_appraisal_of_an_older_wording_is_marked(client, reviewer):
    editor = builders.editor()
    article, citation = builders.cited_article(by=editor)
    builders.rate(citation.claim)
    assert "Out of date" not in words(client.get(address(citation.claim)))
    changed = builders.mark("Pain fell by 3 points.", citation.source.citekey, id=citation.claim_id)
    builders.rewrite(article, f"<p>{changed}</p>", by=editor, now=builders.later(9))
    assert "Out of date" in words(client.get(address(citation.claim)))


def test_an_unknown_claim_is_a_helpful_404(client, reviewer):
    response = client.get(reverse("audit:appraisal", args=["00000000-0000-4000-8000-000000000000"]))
    assert response.status_code == 404
    assert "There is no claim at this address." in words(response)


def test_without_the_permission_there_is_no_appraisal(client, claim):
    assert client.get(address(claim)).url == f"{reverse('admin:login')}?next={address(claim)}"
    client.force_login(builders.editor())
    response = post(client, claim, direction="for", level="low")
    assert response.status_code == 403
    assert "This account may not appraise how sure the evidence makes us" in words(response)
    assert not Appraisal.objects.exists()


@pytest.mark.parametrize("count", [1, 6])
def test_more_sources_cost_no_more_queries(client, reviewer, django_assert_num_queries, count):
    keys = [builders.source().citekey for _ in range(count)]
    claim = builders.claim_of(builders.article(f"<p>{builders.mark('Pain fell.', *keys)}</p>"))
    for _ in range(count):
        builders.rate(claim)
    client.get(address(claim))
    with django_assert_num_queries(13):
        client.get(address(claim))
