"""What the claim dialog asks the server: stored claims, sources in any spelling, a source by the short form."""

import json

import pytest
from django.urls import reverse

from references.models import CitekeyAlias, Source
from references.outcomes import Outcome
from tests import builders

pytestmark = pytest.mark.django_db

BASE = "admin:articles_article_claim_dialog"


@pytest.fixture
def as_editor(client):
    client.force_login(builders.editor())
    return client


def found(client, typed):
    return client.get(reverse(f"{BASE}_sources"), {"q": typed}).json()


def citekeys(client, typed):
    return [card["citekey"] for card in found(client, typed)["results"]]


def add(client, **typed):
    return client.post(reverse(f"{BASE}_add_source"), json.dumps(typed), content_type="application/json")


# ---- finding sources


@pytest.fixture
def yousef():
    return builders.source(
        "yousef2013",
        title="Sequential intravenous and oral magnesium therapy",
        authors=[{"family": "Yousef", "given": "A A"}, {"family": "Müller", "given": "K"}],
        year=2013,
        doi="10.1111/anae.12107",
        pmid="23550975",
        pmcid="PMC8094171",
    )


@pytest.mark.parametrize(
    "typed",
    [
        "oral magnesium",
        "yousef 2013",
        "müller",
        "yousef2013",
        "10.1111/anae.12107",
        "https://doi.org/10.1111/ANAE.12107",
        "doi: 10.1111/anae.12107.",
        "23550975",
        "PMID: 23550975",
        "https://pubmed.ncbi.nlm.nih.gov/23550975/",
        "pmc8094171",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC8094171/",
    ],
)
def test_a_source_is_found_by_words_author_citekey_or_identifier_in_any_spelling(as_editor, yousef, typed):
    builders.source("other2020", title="Something else", doi="10.1000/else")
    assert citekeys(as_editor, typed) == ["yousef2013"]


def test_an_identifier_that_nobody_has_is_offered_as_a_new_source(as_editor, yousef):
    answer = found(as_editor, "https://doi.org/10.1186/s40795-016-0121-3")
    assert answer["results"] == []
    assert answer["identifier"] == {"label": "DOI", "value": "10.1186/s40795-016-0121-3", "known": False}


def test_a_merged_source_is_found_as_the_one_that_stayed(as_editor, yousef):
    Source.objects.filter(pk=builders.source("old2012", doi="10.1000/old").pk).update(merged_into=yousef)
    assert citekeys(as_editor, "10.1000/old") == ["yousef2013"]
    assert citekeys(as_editor, "magnesium, number") == []


def test_a_citekey_is_shown_before_what_merely_mentions_it(as_editor):
    for n in range(12):
        builders.source(f"a{n}", title="About smith2020 and others")
    builders.source("smith2020", title="The one")
    assert citekeys(as_editor, "smith2020")[0] == "smith2020"


@pytest.mark.parametrize("typed", ["", "  ", "\x00", "%", "nothing like this", "'; drop table", "10." * 200])
def test_nothing_found_is_an_empty_list_and_never_an_error(as_editor, yousef, typed):
    assert citekeys(as_editor, typed) == []


def test_a_source_is_shown_with_its_passages_and_under_the_name_that_the_text_has(as_editor, yousef):
    passage = builders.passage(yousef, locator="Abstract", finding="Pain fell.")
    CitekeyAlias.objects.create(citekey="yousef2012", source=yousef)
    answer = as_editor.get(reverse(f"{BASE}_sources"), {"keys": "yousef2012 nobody2000"}).json()["sources"]
    assert list(answer) == ["yousef2012"]
    assert answer["yousef2012"]["citekey"] == "yousef2013"
    assert answer["yousef2012"]["passages"][0]["id"] == passage.pk


def test_searching_costs_the_same_for_one_source_and_for_many(as_editor, django_assert_max_num_queries):
    for n in range(12):
        builders.passage(builders.source(f"many{n}"))
    with django_assert_max_num_queries(9):
        found(as_editor, "magnesium")


# ---- stored claims


def test_the_dialog_shows_what_stands_and_the_editor_how_it_stands(as_editor):
    article, citation = builders.cited_article(kind="safety")
    builders.judge(citation, Outcome.CONTRADICTED)
    answer = as_editor.get(reverse(f"{BASE}_claims"), {"article": article.pk}).json()["claims"]
    claim = answer[str(citation.claim_id)]
    assert (claim["status"], claim["label"], claim["kind"]) == ("disagrees", "Source disagrees", "safety")
    source = claim["sources"][citation.source.citekey]
    assert source["stance"] == "supports"
    assert source["passages"] == [{"id": citation.passages.get().pk}]
    assert (source["verdict"], source["fresh"]) == ("contradicted", True)
    by_id = as_editor.get(reverse(f"{BASE}_claims"), {"ids": f"{citation.claim_id} nonsense"}).json()["claims"]
    assert by_id == answer


def test_the_states_of_many_claims_cost_as_much_as_those_of_one(as_editor, django_assert_max_num_queries):
    source = builders.source("yousef2013")
    article = builders.article("".join(f"<p>{builders.mark(f'Claim {n}.', source.citekey)}</p>" for n in range(30)))
    with django_assert_max_num_queries(9):
        answer = as_editor.get(reverse(f"{BASE}_claims"), {"article": article.pk}).json()
    assert len(answer["claims"]) == 30


@pytest.mark.parametrize("query", [{}, {"article": "nonsense"}, {"ids": "1 2"}])
def test_a_malformed_question_for_claims_has_an_empty_answer(as_editor, query):
    assert as_editor.get(reverse(f"{BASE}_claims"), query).json() == {"claims": {}}


# ---- a new source


def test_a_source_is_added_by_the_short_form(as_editor):
    response = add(
        as_editor,
        csl_type="article-journal",
        title="Higher bioavailability of magnesium citrate",
        authors="Kappeler, D.\n{World Health Organization}",
        year="2017",
        container_title="BMC Nutrition",
        identifier="https://doi.org/10.1186/s40795-016-0121-3",
    )
    assert response.status_code == 201
    source = Source.objects.get(citekey=response.json()["source"]["citekey"])
    assert source.citekey == "kappeler2017"
    assert source.doi == "10.1186/s40795-016-0121-3"
    assert source.authors == [{"family": "Kappeler", "given": "D."}, {"literal": "World Health Organization"}]
    assert source.created_by.is_staff


@pytest.mark.parametrize(
    "spelling", ["10.1111/ANAE.12107", "doi:10.1111/anae.12107", "https://dx.doi.org/10.1111/Anae.12107."]
)
def test_the_same_doi_in_another_spelling_is_refused_and_leads_to_the_source_that_has_it(as_editor, yousef, spelling):
    response = add(as_editor, title="Again", authors="Yousef, A", year="2013", identifier=spelling)
    assert response.status_code == 409
    answer = response.json()
    assert answer["error"] == "This DOI belongs to Yousef 2013, which is here already as “yousef2013”."
    assert answer["existing"]["citekey"] == "yousef2013"
    assert answer["existing"]["admin_url"] == reverse("admin:references_source_change", args=[yousef.pk])
    assert Source.objects.count() == 1


def test_what_is_wrong_is_said_at_each_field(as_editor):
    response = add(as_editor, title="", authors=", A", year="13", identifier="not one", csl_type="poem")
    errors = response.json()["errors"]
    assert response.status_code == 400
    assert set(errors) == {"title", "authors", "year", "identifier", "csl_type"}
    assert errors["year"] == ["Give the year with four digits."]


def test_a_source_without_identifier_says_why(as_editor):
    refused = add(as_editor, title="A leaflet", authors="Maker, A", year="1999")
    assert refused.json()["errors"] == {
        "identifier": ["Give an identifier or a URL, or say in public why there is none."]
    }
    assert add(as_editor, title="A leaflet", not_findable_because="A printed leaflet.").status_code == 201


def test_a_citekey_that_is_taken_gets_a_letter(as_editor):
    builders.source("yousef2013")
    CitekeyAlias.objects.create(citekey="yousef2013a", source=builders.source("other"))
    typed = {"title": "Again", "authors": "Yousef, A", "year": "2013", "identifier": "https://example.org/"}
    assert add(as_editor, **typed).json()["source"]["citekey"] == "yousef2013b"


def test_the_short_form_takes_design_and_people_and_remembers_that_a_person_typed_them(as_editor):
    typed = {"title": "A leaflet", "identifier": "https://example.org/", "design": "cohort", "sample_size": "240"}
    assert add(as_editor, **typed, population="Adults with back pain").status_code == 201
    source = Source.objects.get()
    assert (source.design, source.sample_size, source.population) == ("cohort", 240, "Adults with back pain")
    assert source.origins["design"][0] == "hand"
    refused = add(as_editor, title="B", identifier="https://example.org/b", sample_size="many", design="poem")
    assert set(refused.json()["errors"]) == {"sample_size", "design"}


@pytest.mark.parametrize("body", ["", "[]", "not json", '"text"', "null", "12"])
def test_a_form_that_cannot_be_read_is_refused_with_a_sentence(as_editor, body):
    response = as_editor.post(reverse(f"{BASE}_add_source"), body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["error"]


@pytest.mark.parametrize("field", ["title", "authors", "container_title", "citekey", "not_findable_because"])
def test_half_a_character_in_the_short_form_is_left_out(as_editor, field):
    typed = {"title": "A leaflet", "authors": "Maker, A", "identifier": "https://example.org/", field: "leaflet\ud800"}
    assert add(as_editor, **typed).status_code == 201
    assert "leaflet" in str(getattr(Source.objects.get(), field))


# ---- who may, and whether a save would arrive


@pytest.mark.parametrize("name", ["", "_claims", "_sources"])
def test_whoever_is_signed_out_is_sent_to_sign_in(client, name):
    response = client.get(reverse(f"{BASE}{name}"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("admin:login"))


def test_who_may_not_add_sources_is_told_so(client):
    client.force_login(builders.reviewer())
    response = add(client, title="Mine")
    assert response.status_code == 403
    assert response.json()["error"] == "You may not add sources. Ask someone who manages accounts here."


def test_an_article_that_was_deleted_meanwhile_is_known_before_the_save_is_sent(as_editor):
    article = builders.article("<p>One.</p>")
    assert as_editor.get(reverse(BASE), {"article": article.pk}).json() == {"ok": True}
    assert as_editor.get(reverse(BASE)).json() == {"ok": True}
    for gone in ("00000000-0000-4000-8000-000000000000", "nonsense"):
        response = as_editor.get(reverse(BASE), {"article": gone})
        assert response.status_code == 404
        assert response.json()["error"].startswith("This article was deleted")


def test_a_verdict_that_does_not_fit_is_told_to_the_editor(as_editor):
    article, citation = builders.cited_article()
    builders.judge(citation, Outcome.PARTLY)
    [claim] = as_editor.get(reverse(f"{BASE}_claims"), {"article": article.pk}).json()["claims"].values()
    assert claim["status"] == "partly"
    assert "does not fit the stance" in claim["blocks"]
