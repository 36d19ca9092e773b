"""What readers find after two records of one work became one: nothing is lost, and every old address leads on."""

import json

import pytest
from django.urls import reverse

from articles import impact, record, snapshot
from articles.models import Article, PublishedCitation
from references import renaming
from references.duplicates import merging
from references.models import Citation, Source
from references.notices import record_notice
from references.outcomes import Outcome
from tests import builders
from tests.builders import later
from tests.references.duplicates.test_merging import one_claim_citing_both

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    """Two live articles, each resting on a record of its own of the same work; the second record went."""
    (first, ours, _), (second, theirs, edition) = builders.published_article(), builders.published_article()
    winner, loser = ours.source, theirs.source
    merge = merging.merge(winner=winner, loser=loser, by=builders.editor(), now=later(10))
    return {"first": first, "second": second, "winner": winner, "loser": loser, "edition": edition, "merge": merge}


def page(client, name, *args):
    return client.get(reverse(name, args=args))


@pytest.mark.parametrize("name", ["source", "source-json", "source-ris", "source-bib", "source-csl"])
def test_the_old_address_leads_to_the_one_that_stands(client, two, name):
    response = page(client, name, two["loser"].citekey)
    assert response.status_code == 302
    assert response["Location"] == reverse(name, args=[two["winner"].citekey])
    assert page(client, name, two["winner"].citekey).status_code == 200


def test_its_page_lists_what_rests_on_either(client, two):
    html = page(client, "source", two["winner"].citekey).content.decode()
    for article in (two["first"], two["second"]):
        assert reverse("article", args=[article.slug]) in html
    claims = page(client, "source-json", two["winner"].citekey).json()["claims"]
    assert {c["article"]["slug"] for c in claims} == {two["first"].slug, two["second"].slug}
    assert page(client, "source-list").content.decode().count(f'href="/sources/{two["winner"].citekey}/"') == 1
    assert two["loser"].citekey not in page(client, "source-list").content.decode()


def test_editions_stay_as_they_were_published(client, two):
    slug, loser = two["second"].slug, two["loser"]
    evidence = page(client, "evidence-json", slug).json()
    assert evidence["claims"][0]["citations"][0]["source"] == loser.citekey
    assert evidence["digest"] == two["edition"].digest
    assert PublishedCitation.objects.get(edition=two["edition"]).source == loser
    for name, args in {
        "article": [slug], "evidence": [slug], "editions": [slug], "edition": [slug, 1],
        "claim": [evidence["claims"][0]["id"]], "claim-json": [evidence["claims"][0]["id"]],
        "article-references-ris": [slug],
    }.items():  # fmt: skip
        assert page(client, name, *args).status_code == 200, name
    assert list(record.breaks()) == []


def test_the_next_edition_names_the_one_that_stands(client, two):
    article, editor = two["second"], builders.editor()
    text = article.articles_text_set.get().text
    builders.rewrite(article, f"{text}<p>More.</p>", by=editor, now=later(20))
    builders.publish(article, now=later(30), note="More.")
    citations = page(client, "evidence-json", article.slug).json()["claims"][0]["citations"]
    assert [(c["source"], c["verdict"]) for c in citations] == [(two["winner"].citekey, "supported")]


def test_a_notice_about_the_one_that_stands_reaches_sentences_published_with_the_other(client, two):
    record_notice(source=two["winner"], kind="retraction", by=builders.editor(), now=later(40))
    for article in (two["first"], two["second"]):
        alerts = Article.objects.get(pk=article.pk).reader_alerts
        assert [(a["kind"], a["notice"], a["source"]) for a in alerts] == [
            ("notice", "retraction", two["winner"].citekey)
        ]
    assert two["winner"].citekey in page(client, "corrections-feed").content.decode()


def test_a_merge_brings_the_notices_of_the_other_before_readers_at_once_and_undoing_takes_them_back():
    article, ours, _ = builders.published_article()
    winner, loser = ours.source, builders.source()
    record_notice(source=loser, kind="retraction", by=builders.editor(), now=later(1))
    merge = merging.merge(winner=winner, loser=loser, by=builders.editor(), now=later(10))
    assert [a["notice"] for a in Article.objects.get(pk=article.pk).reader_alerts] == ["retraction"]
    merging.undo(merge, by=builders.editor(), now=later(20))
    assert Article.objects.get(pk=article.pk).reader_alerts == []


def test_a_sentence_that_cited_both_is_listed_and_warned_of_once(client):
    ours, theirs = one_claim_citing_both()
    for citation in (ours, theirs):
        builders.judge(citation)
    article = ours.claim.document
    builders.publish(article)
    merging.merge(winner=ours.source, loser=theirs.source, by=builders.editor(), now=later(10))
    assert len(page(client, "source-json", ours.source.citekey).json()["claims"]) == 1
    record_notice(source=ours.source, kind="retraction", by=builders.editor(), now=later(20))
    assert len(Article.objects.get(pk=article.pk).reader_alerts) == 1


def test_a_negative_verdict_on_a_moved_citation_still_reaches_readers(two):
    citation = Citation.objects.get(claim__object_id=str(two["second"].pk))
    builders.judge(citation, Outcome.CONTRADICTED, now=later(20))
    alerts = Article.objects.get(pk=two["second"].pk).reader_alerts
    assert [a["outcome"] for a in alerts] == ["contradicted"]


def test_everything_is_as_before_after_an_undo(client, two):
    merging.undo(two["merge"], by=builders.editor(), now=later(20))
    for source, article in ((two["winner"], two["first"]), (two["loser"], two["second"])):
        claims = page(client, "source-json", source.citekey).json()["claims"]
        assert [c["article"]["slug"] for c in claims] == [article.slug]
    impact.refresh_alerts(two["second"])
    assert Article.objects.get(pk=two["second"].pk).reader_alerts == []


def test_a_draft_that_names_an_old_name_of_a_merged_record_still_finds_it(client):
    loser, winner = builders.source("old2012"), builders.source("new2012")
    article = builders.article(f"<p>{builders.mark('It fell.', 'old2012')}</p>")
    renaming.rename(loser, "other2012")
    merging.merge(winner=winner, loser=Source.objects.get(pk=loser.pk), by=builders.editor(), now=later(10))
    content = json.loads(snapshot.freeze(article).text)
    assert [c["source"] for c in content["claims"][0]["citations"]] == ["new2012"]
    assert content["claims"][0]["missing"] == []


def test_a_sentence_that_goes_on_naming_both_is_published_with_the_one_that_stands(client):
    ours, theirs = one_claim_citing_both()
    article, winner = ours.claim.document, ours.source
    builders.judge(ours)
    merging.merge(winner=winner, loser=theirs.source, by=builders.editor(), now=later(10))
    builders.publish(article, now=later(20))
    citations = page(client, "evidence-json", article.slug).json()["claims"][0]["citations"]
    assert [(c["source"], c["verdict"]) for c in citations] == [(winner.citekey, "supported")]
    html = page(client, "article", article.slug).content.decode()
    assert html.count("Source 1, supports") == 1
    assert "Source 2" not in html
