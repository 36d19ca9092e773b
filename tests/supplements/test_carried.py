"""Rows of the catalogue in articles: frozen, checked, judged and published like sentences."""

import json

import pytest
from django.db.models import ProtectedError

from articles import publishing, snapshot
from articles.models import PublishedPart
from articles.publishing import FourEyes
from references.models import Citation, Claim
from supplements import catalogue
from supplements.models import Caution, Cell, Interaction
from tests.builders import editor, judge, later, publish, publisher, reviewer, source
from tests.supplement_builders import (
    attribute,
    cell,
    cites,
    comparison,
    judge_all,
    placing,
    published_comparison,
    receipt,
    row,
    substance,
)

pytestmark = pytest.mark.django_db


def frozen_claims(article):
    return {c["id"]: c for c in snapshot.freeze(article).content["claims"]}


def test_a_cell_is_a_claim_of_its_substance_with_the_key_of_the_cell():
    compared = comparison()
    made = cell(compared, compared.forms.first(), attribute(compared), sources=[source("firoz2001")], text="About 4%")
    claim = Claim.objects.get(pk=made.pk)
    assert claim.document == compared.substance
    assert claim.text == f"{made.form}: absorption: About 4%."
    assert [c.source.citekey for c in claim.citations.all()] == ["firoz2001"]


def test_the_head_of_a_column_is_judged_with_the_cell():
    compared = comparison()
    asked = attribute(compared)
    made = cell(compared, compared.forms.first(), asked, sources=[source()])
    citation = Citation.objects.get(claim=made.pk)
    judge(citation)
    asked.meaning = "share of the dose that is taken up"
    asked.save()
    catalogue.structure_changed(compared.substance, by=editor(), now=later(3), part=compared.part)
    citation.refresh_from_db()
    assert not citation.is_fresh


def test_an_article_freezes_the_comparison_it_places_with_claims_sources_and_verdicts():
    _, (first, second), _, _, edition = published_comparison()
    content = json.loads(edition.content.content)
    block = next(b for b in content["blocks"] if b["type"] == "comparisontable")
    assert [f["slug"] for f in block["forms"]] == [first.slug, second.slug]
    (shown,) = block["cells"]
    (claim,) = content["claims"]
    assert (shown["claim"], shown["value"]) == (claim["id"], "About 4% of the dose")
    assert claim["status"] == "matches"
    assert claim["place"] == block["id"]
    assert len(content["sources"]) == 1


def test_a_changed_cell_is_a_draft_until_an_edition_carries_it():
    compared, _, _, carrying, edition = published_comparison()
    made = Cell.objects.get()
    made.text = "About 40% of the dose"
    catalogue.save(made, by=editor(), now=later(6))
    assert "About 40%" not in edition.content.content
    assert "About 40%" in snapshot.freeze(carrying).text
    assert compared.substance.live_wording(Claim.objects.get(pk=made.pk))["text"].endswith("About 4% of the dose.")


def test_a_row_that_nobody_judged_blocks_a_checked_edition():
    compared = comparison()
    cell(compared, compared.forms.first(), attribute(compared), sources=[source()])
    with pytest.raises(publishing.NotPublishable) as refused:
        publish(placing(compared))
    assert "unchecked" in {f.code for f in refused.value.findings}


def test_a_row_without_a_source_is_never_published():
    compared = comparison()
    cell(compared, compared.forms.first(), attribute(compared))
    with pytest.raises(publishing.NotPublishable) as refused:
        publish(placing(compared), assurance="not-yet-checked")
    assert "unsourced" in {f.code for f in refused.value.findings}


def test_whoever_changed_a_cell_does_not_judge_it():
    compared, writer = comparison(), reviewer()
    made = cell(compared, compared.forms.first(), attribute(compared), sources=[source()], by=writer)
    with pytest.raises(Exception, match="another reviewer must judge"):
        judge(Citation.objects.get(claim=made.pk), by=writer)


def test_whoever_alone_worked_on_article_and_cells_does_not_publish_them():
    both = publisher()
    compared = comparison()
    cell(compared, compared.forms.first(), attribute(compared), sources=[source()], by=both)
    judge_all(compared.substance)
    carrying = placing(compared, by=both)
    with pytest.raises(FourEyes):
        publish(carrying, by=both)


def test_work_on_rows_that_the_article_does_not_place_is_no_second_pair_of_eyes():
    both = publisher()
    compared = comparison()
    cell(compared, compared.forms.first(), attribute(compared), sources=[source()], by=both)
    judge_all(compared.substance)
    carrying = placing(compared, by=both)
    row(Caution, compared.substance, by=editor())
    with pytest.raises(FourEyes):
        publish(carrying, by=both)


def test_a_negative_verdict_on_a_live_cell_reaches_readers_of_each_article_that_carries_it():
    compared, _, _, carrying, _ = published_comparison()
    second = placing(compared)
    publish(second, now=later(6))
    judge(Citation.objects.get(), "contradicted", now=later(7))
    for article in (carrying, second):
        article.refresh_from_db()
        assert [a["outcome"] for a in article.reader_alerts] == ["contradicted"]


def test_a_cell_is_live_until_the_last_article_that_carries_it_is_withdrawn():
    compared, _, _, carrying, _ = published_comparison()
    second = placing(compared)
    publish(second, now=later(6))
    claim = Claim.objects.get()
    for article, live in ((carrying, True), (second, False)):
        publishing.withdraw(article=article, by=publisher(), now=later(7), because="Out of date.")
        claim.refresh_from_db()
        assert claim.is_live is live
        assert Citation.objects.get().is_live is live


def test_an_edition_says_which_parts_of_the_catalogue_it_carries():
    zinc = substance()
    row(Interaction, zinc, sources=[source()])
    judge_all(zinc)
    publish(placing((zinc, "interactions")))
    assert list(PublishedPart.objects.values_list("slug", "part")) == [(zinc.slug, "interactions")]


def test_a_form_that_an_edition_shows_cannot_be_deleted():
    _, (_, second), _, _, _ = published_comparison()
    second.compared.all().delete()
    with pytest.raises(ProtectedError):
        second.delete()


def test_an_emptied_cell_keeps_its_claim_out_of_the_draft_and_comes_back_with_its_sources():
    compared = comparison()
    made = cell(compared, compared.forms.first(), attribute(compared), sources=[source()], text="About 4%")
    made.text, made.empty = "", "withdrawn"
    catalogue.save(made, by=editor(), now=later(2))
    assert not Claim.objects.get().present
    made.text, made.empty = "About 4%", ""
    catalogue.save(made, by=editor(), now=later(3))
    assert Claim.objects.get().present
    assert frozen_claims(placing(compared))[str(made.pk)]["citations"]


def test_an_empty_cell_is_frozen_with_its_reason_and_receipt():
    compared = comparison()
    asked = attribute(compared)
    cell(compared, compared.forms.first(), asked, **receipt())
    block = snapshot.freeze(placing(compared)).content["blocks"][-1]
    (shown,) = block["cells"]
    assert (shown["claim"], shown["empty"], shown["looked_in"]) == (None, "none-found", "PubMed")


def test_a_save_over_a_newer_cell_is_refused_and_says_what_stands_now():
    compared = comparison()
    made = cell(compared, compared.forms.first(), attribute(compared), text="About 4%")
    seen = catalogue.seen_of(made)
    made.text = "About 5%"
    catalogue.save(made, by=editor(), now=later(2), seen=seen)
    made.text = "About 6%"
    with pytest.raises(catalogue.ChangedMeanwhile) as refused:
        catalogue.save(made, by=editor(), now=later(3), seen=seen)
    assert refused.value.row.text == "About 5%"


def test_a_second_source_is_attached_without_losing_the_first():
    compared = comparison()
    first, second = source(), source()
    made = cell(compared, compared.forms.first(), attribute(compared), sources=[first])
    catalogue.save(made, by=editor(), now=later(2), citations=cites(first, second))
    assert Citation.objects.present().filter(claim=made.pk).count() == 2
