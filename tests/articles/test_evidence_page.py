"""The public evidence of an edition: what is cited, what each source says, what all evidence says, and who says so."""

import csv
from html import unescape
from io import StringIO
from uuid import uuid4

import pytest
from django.urls import reverse

from articles import publishing, waiving
from articles.rendering.told import claims_told
from references.audit.verdicts import give_verdict
from references.models import Citation, Claim
from references.outcomes import Outcome, Stance, Way
from tests import builders
from tests.articles.frozen_content import PEOPLE, certainty, citation, claim, claim_id, content, source, verdict
from tests.builders import later

pytestmark = pytest.mark.django_db


def told(*citations, waivers=(), people=PEOPLE, **extra):
    """One claim as the page is told it."""
    keys = [c["source"] for c in citations]
    sources = [source(key, number) for number, key in enumerate(keys, 1)]
    frozen = content(claims=[claim("a", citations=list(citations), **extra)], sources=sources)
    return claims_told(frozen | {"waivers": list(waivers)}, people)[0]


def at(name, *args):
    return reverse(name, args=args)


def page_of(client, article, query=""):
    response = client.get(at("evidence", article.slug) + query)
    assert response.status_code == 200
    return unescape(response.content.decode())


def sides_of(told_claim):
    return {side["side"]: [c["source"]["citekey"] for c in side["citations"]] for side in told_claim["sides"]}


# ---- what speaks for it and what against it


def test_contrary_studies_stand_beside_friendly_ones():
    shown = told(
        citation("one"), citation("two", "contradicts", "contradicted"), citation("three", "mentions", "not-addressed")
    )
    assert sides_of(shown) == {"for": ["one"], "against": ["two"], "beside": ["three"]}
    assert shown["contrary"]
    assert [s["words"] for s in shown["stances"]] == ["1 supports it", "1 contradicts it", "1 is background"]


@pytest.mark.parametrize(
    ("stance", "judged", "side"),
    [
        ("supports", "supported", "for"), ("qualifies", "weaker", "for"), ("qualifies", "partly", "for"),
        ("supports", "contradicted", "against"), ("contradicts", "supported", "for"), ("supports", "not-addressed", "beside"),
        ("contradicts", None, "against"), ("supports", "undone", "for"), ("contradicts", "not-reached", "against"),
    ],
)  # fmt: skip
def test_a_verdict_says_on_which_side_a_source_stands_before_the_editor_does(stance, judged, side):
    shown = told(citation("one", stance, judged))
    assert sides_of(shown)[side] == ["one"]


def test_a_verdict_that_is_out_of_date_moves_no_source_to_the_other_side():
    shown = told(citation("one", "supports", verdict=verdict("contradicted", fresh=False)))
    assert sides_of(shown)["for"] == ["one"]


def test_an_empty_side_is_seen():
    assert sides_of(told(citation("one"))) == {"for": ["one"], "against": []}


# ---- who said so, and how it came about


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (Way.STILL_HOLDS, "it still holds"), (Way.SECOND_OPINION, "A second opinion"),
        (Way.TOGETHER, "settled it together"), (Way.ARBITER, "an arbiter decided"),
    ],
)  # fmt: skip
def test_a_verdict_tells_how_it_came_about(way, words):
    shown = told(citation("one", verdict=verdict(way=way.value)))
    assert words in shown["citations"][0]["verdict"]["way"]


def test_every_way_has_its_words():
    for way in Way:
        assert told(citation("one", verdict=verdict(way=way.value)))["citations"][0]["verdict"]["way"]


def test_an_expert_from_outside_is_named_as_one(client):
    article, cited = builders.cited_article()
    invitation = builders.invitation(cited.claim, name="Dr Jane Known", credentials="Rheumatologist")
    give_verdict(citation=cited, outcome="supported", invitation=invitation, now=later(2))
    builders.publish(article)
    assert "Checked by Dr Jane Known, Rheumatologist, an invited expert" in page_of(client, article)
    data = client.get(at("evidence-json", article.slug)).json()["claims"][0]["citations"][0]
    assert (data["checked_by"], data["expert"]) == ("Dr Jane Known, Rheumatologist", True)


def test_a_rating_that_lapsed_is_not_told_as_none():
    shown = told(citation("one"), certainty=certainty(fresh=False))
    assert shown["certainty"] is None
    assert shown["rated_before"].isoformat() == "2026-03-03"


def test_the_page_tells_the_three_questions_apart_with_reasons_and_searches(client):
    article, cited = builders.cited_article("Pain fell by 2 points.")
    builders.judge(cited, note="In its table 2.", read="abstract")
    receipt = {"where": "PubMed", "query": "magnesium pain", "on": "2026-03-01", "found": "Two trials."}
    builders.rate(cited.claim, "for", "low", reasons=["bias"], note="Small trials.", receipts=[receipt])
    builders.publish(article)
    shown = page_of(client, article)
    for words in (
        "Yes, by 1 source", "1 supports it", "In its table 2.", "in the abstract", "Low certainty", "risk of bias",
        "Small trials.", "Searched PubMed on 2026-03-01 for “magnesium pain”: Two trials.", "Speaks against it",
        "None of the sources that are cited here.",
    ):  # fmt: skip
        assert words in shown, words


# ---- objections let stand


def test_an_objection_that_a_reviewer_let_stand_is_told_with_its_reason_and_the_reviewer(client):
    article, cited, waiver = with_waiver()
    shown = page_of(client, article)
    for words in (waiver.finding, "A reviewer let it stand: It is what the trial says.", waiver.person_name):
        assert words in shown
    assert waiver.finding in unescape(client.get(at("claim", cited.claim_id)).content.decode())
    told_as_data = client.get(at("evidence-json", article.slug)).json()["claims"][0]["waivers"]
    assert [set(w) for w in told_as_data] == [{"rule", "finding", "because", "by", "at"}]
    assert told_as_data[0]["because"] == "It is what the trial says."


def with_waiver():
    """(article, citation, waiver) of a live article in which a reviewer let an objection to its claim stand."""
    article, cited = builders.cited_article(before_you_take_it="")
    builders.judge(cited)
    found = waiving.found_in(article, now=later(3)).values()
    finding = next(f for f in found if f.code == "no-caution")
    said = {"about": finding.about, "code": finding.code, "because": "It is what the trial says."}
    waiver = waiving.waive(article=article, by=builders.reviewer(), now=later(3), **said)
    builders.publish(article)
    return article, cited, waiver


def test_a_waiver_of_a_rule_that_is_gone_keeps_its_words():
    waiver = {
        "code": "no-such-rule", "about": "x", "claim": claim_id("a"), "finding": "Too bold.", "because": "It is not.",
        "person": 7, "at": "2026-03-02T10:00:00.000000Z",
    }  # fmt: skip
    (shown,) = told(citation("one"), waivers=[waiver])["waivers"]
    assert (shown["rule"], shown["finding"], shown["by"]) == ("", "Too bold.", "Ruth Reviewer")


# ---- picking


def test_readers_pick_claims_that_a_source_speaks_against(client):
    builders.source("friendly")
    builders.source("contrary")
    one, two = uuid4(), uuid4()
    friendly, contrary = {"friendly": (Stance.SUPPORTS, "It fell.")}, {"contrary": (Stance.CONTRADICTS, "It rose.")}
    article = builders.article(
        f"<p>{builders.mark('Pain fell.', 'friendly', 'contrary', id=one)} "
        f"{builders.mark('Sleep was better.', 'friendly', id=two)}</p>",
        said=builders.said(one, sources=friendly | contrary) | builders.said(two, sources=friendly),
    )
    for cited in Citation.objects.all():
        builders.judge(cited, Outcome.CONTRADICTED if cited.source.citekey == "contrary" else Outcome.SUPPORTED)
    builders.rate(Claim.objects.get(pk=one), "mixed", "low")
    builders.publish(article)
    shown = page_of(client, article, "?only=contrary")
    assert "Pain fell." in shown
    assert "Sleep was better." not in shown
    assert "Sleep was better." in page_of(client, article, "?only=unrated")
    assert "With a source against it <b>1</b>" in page_of(client, article)
    assert "With an objection let stand" not in page_of(client, article)
    etags = {client.get(at("evidence", article.slug) + q)["ETag"] for q in ("", "?only=contrary", "?only=unrated")}
    assert len(etags) == 3


@pytest.mark.parametrize("query", ["?only=x", "?only=%00", "?only=contrary&status=matches"])
def test_a_malformed_pick_is_passed_over(client, query):
    article, _, _ = builders.published_article()
    assert "Pain fell by 2 points." in page_of(client, article, query)


# ---- as a table


def rows_at(client, name, *args):
    response = client.get(at(name, *args))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))


def test_the_table_has_a_row_for_each_citation(client, django_assert_num_queries):
    article, cited, edition = builders.published_article("Pain fell by 2 points.")
    with django_assert_num_queries(1):
        (row,) = rows_at(client, "evidence-csv", article.slug)
    assert row["claim"] == f"http://testserver/claims/{cited.claim_id}/"
    assert (row["edition"], row["text"], row["source"]) == ("1", "Pain fell by 2 points.", cited.source.citekey)
    assert (row["verdict"], row["in_force"], row["expert"]) == ("supported", "yes", "no")
    assert row["passages"] == "Abstract: Pain fell by 2 points."
    assert rows_at(client, "edition-evidence-csv", article.slug, edition.number) == [row]


def test_a_text_that_a_spreadsheet_would_run_is_harmless_in_the_table(client):
    article, _, _ = builders.published_article("=1+1 is what they say.")
    (row,) = rows_at(client, "evidence-csv", article.slug)
    assert row["text"] == "'=1+1 is what they say."


def test_a_claim_without_a_source_has_a_row_too(client):
    pk = uuid4()
    mark = builders.mark("Nobody has studied this.", id=pk)
    article = builders.article(f"<p>{mark}</p>", said=builders.said(pk, no_evidence_because="We searched."))
    receipt = {"where": "PubMed", "query": "magnesium", "on": "2026-03-01", "found": "Nothing."}
    builders.rate(builders.claim_of(article), "none-found", receipts=[receipt])
    builders.publish(article)
    (row,) = rows_at(client, "evidence-csv", article.slug)
    assert (row["status"], row["direction"], row["source"]) == ("no-evidence", "none-found", "")


def test_the_table_is_cached_like_every_public_page(client):
    article, _, _ = builders.published_article()
    first = client.get(at("evidence-csv", article.slug))
    again = client.get(at("evidence-csv", article.slug), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert not first.cookies


def test_the_table_of_an_edition_that_had_to_go_is_gone(client):
    article, _, edition = builders.published_article()
    now = later(9)
    publishing.suppress(edition=edition, by=builders.administrator(), now=now, what="A name.", legal_basis="GDPR.")
    assert client.get(at("edition-evidence-csv", article.slug, 1)).status_code == 410
    assert client.get(at("evidence-csv", article.slug)).status_code == 404
