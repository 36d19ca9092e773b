"""What the catalogue of the demonstration shows, and the two articles that carry it. It is loaded once."""

import json

import pytest
from django.test import TestCase
from django.urls import reverse

import articles.record
import references.record
import supplements.record
from articles import checks, published_catalogue, snapshot
from articles.checks import Request
from articles.demo import cells, filling, forms, loading, medicines, prose
from articles.models import Article, Edition
from references.models import Citation
from references.outcomes import Stance
from references.status import Status
from supplements.models import Cell, Substance
from supplements.models.comparison import Empty

PARTS = {"definition", "intake", "doses", "interactions", "cautions", "adverse-effects", "how-to-take"}
FORM_NOT_NAMED = {"yousef2013", "bayram2021", "garrison2020", "kass2017", "grober2017"}
"""Studies whose records do not say which form was given."""


def content_of(edition):
    return json.loads(edition.content.content)


class TestWhatItShows(TestCase):
    @classmethod
    def setUpTestData(cls):
        loading.load(password="nobody signs in here")

    def setUp(self):
        self.articles = list(Article.objects.select_related("live_edition__content"))
        self.magnesium = published_catalogue.published(filling.SUBSTANCE["slug"])

    def told_cells(self):
        """{(form, attribute): told cell} of the published comparison."""
        told = self.magnesium.comparison.told["forms"]
        return {(form["slug"], cell["attribute"]["slug"]): cell for form in told for cell in form["cells"]}

    # ---- the articles

    def test_three_articles_are_live_and_every_edition_is_checked(self):
        assert {a.pk for a in self.articles if a.live_edition} == {
            loading.ARTICLE,
            loading.ON_FORMS,
            loading.ON_TAKING,
        }
        assert set(Edition.objects.values_list("assurance", flat=True)) == {"checked"}

    def test_together_they_have_sixty_claims_and_twenty_five_sources_at_least(self):
        contents = [content_of(article.live_edition) for article in self.articles]
        own = {claim["id"] for content in contents for claim in content["claims"] if not is_row(claim)}
        assert len(own) >= 60
        assert len({source["citekey"] for content in contents for source in content["sources"]}) >= 25

    def test_the_checks_find_nothing_in_the_two_articles_on_the_catalogue(self):
        for article in (Article.objects.get(pk=pk) for pk in (loading.ON_FORMS, loading.ON_TAKING)):
            found = checks.run(snapshot.freeze(article).content, Request(number=2, note="A second edition"))
            assert [(f.code, f.message) for f in found] == []

    def test_their_pages_open(self):
        slug = filling.SUBSTANCE["slug"]
        addresses = [reverse("substance", args=[slug])]
        for article in self.articles:
            addresses += [article.get_absolute_url(), reverse("evidence", args=[article.slug])]
        assert {address: self.client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)

    def test_they_lead_to_each_other(self):
        named = {a.pk: {r["id"] for r in content_of(a.live_edition)["article"]["related"]} for a in self.articles}
        first, on_forms, on_taking = (str(pk) for pk in (loading.ARTICLE, loading.ON_FORMS, loading.ON_TAKING))
        assert named[loading.ARTICLE] == {on_forms, on_taking}
        assert named[loading.ON_FORMS] == {first, on_taking}
        # the article on forms came out a day later; the draft names it for the next edition
        assert named[loading.ON_TAKING] == {first}
        assert Article.objects.get(pk=loading.ON_TAKING).related.count() == 2

    def test_they_say_what_they_are(self):
        for article in self.articles:
            assert article.is_demonstration
            assert "It has had no medical review." in article.disclosures

    # ---- the catalogue

    def test_the_record_has_no_break(self):
        for record in (references.record, articles.record, supplements.record):
            assert list(record.breaks()) == []

    def test_the_whole_comparison_and_every_part_that_was_confirmed_is_published(self):
        assert self.magnesium.comparison.block["whole"]
        assert set(self.magnesium.parts) == PARTS
        assert len(self.magnesium.forms) >= 12
        assert len(self.magnesium.comparison.block["attributes"]) >= 6

    def test_every_row_that_was_written_is_published_with_what_it_rests_on(self):
        told = {row["id"]: row for row in self.every_told_claim()}
        for row in filling.ROWS:
            if row.cites:
                shown = told[str(prose.claim_id(row.key))]
                assert {c["source"] for c in shown["citations"]} == {c.citekey for c in row.cites}
                assert shown["status"] in {Status.MATCHES, Status.PARTLY, Status.DIVIDED}

    def every_told_claim(self):
        contents = [content_of(article.live_edition) for article in self.articles]
        return [claim for content in contents for claim in content["claims"]]

    def test_a_number_that_a_source_does_not_give_is_borne_in_part_only(self):
        differing = Citation.objects.filter(present=True, numbers_differ=True, claim__in=filling.ABOUT)
        assert {citation.stance for citation in differing} <= {Stance.QUALIFIES}

    def test_a_study_that_does_not_name_its_form_fills_no_cell(self):
        citing = Citation.objects.filter(claim__in=Cell.objects.values("pk"))
        assert not FORM_NOT_NAMED & set(citing.values_list("source__citekey", flat=True))

    def test_what_nobody_searched_says_so_and_only_what_was_searched_has_a_receipt(self):
        told = self.told_cells()
        written = {(square.form, square.attribute) for square in cells.CELLS}
        untouched = [told[at] for at in told if at not in written and told[at]["kind"] != "computed"]
        assert {cell["empty"] for cell in untouched} == {Empty.NOT_SEARCHED}
        receipts = [cell["receipt"] for cell in told.values() if cell.get("receipt")]
        assert {r["where"] for r in receipts} == {"The 38 records that this demonstration was written from"}

    def test_sources_that_disagree_stand_in_one_cell(self):
        claim = self.told_cells()["citrate", "absorption"]["claim"]
        assert claim["status"] == Status.DIVIDED
        assert {c["stance"] for c in claim["citations"]} == {Stance.SUPPORTS, Stance.CONTRADICTS}

    def test_every_effect_on_an_outcome_says_how_sure_that_is(self):
        outcomes = [
            c for c in self.told_cells().values() if c["attribute"]["kind"] == "outcome" and c["kind"] == "filled"
        ]
        assert outcomes
        assert all(cell["claim"]["certainty"]["level"] for cell in outcomes)

    def test_shares_of_magnesium_are_computed_for_every_compound(self):
        assert all(c["fraction"] for form in self.magnesium.forms for c in form["compounds"])
        shown = {form["slug"]: form["percent"] for form in self.magnesium.forms}
        assert (shown["oxide"], shown["bisglycinate"], shown["citrate"]) == ("60.3%", "11.7–14.1%", "11.3–16.2%")

    def test_two_documents_that_ask_for_different_hours_stand_as_two(self):
        rows = [r for r in self.magnesium.rows("interactions") if r["medicine"]["slug"] == "ciprofloxacin"]
        assert len({row["authority"]["slug"] for row in rows}) == 2
        assert len({row["spacing"] for row in rows}) == 2

    def test_no_food_stands_in_the_catalogue_and_the_text_says_why(self):
        assert self.magnesium.rows("foods") == []
        page = self.client.get(Article.objects.get(pk=loading.ON_TAKING).get_absolute_url()).content.decode()
        assert "We could not confirm how much magnesium single foods hold" in page

    def test_the_catalogue_has_one_address_for_ever(self):
        assert str(Substance.objects.get().pk) == str(prose.claim_id("magnesium itself"))


def is_row(claim):
    return claim["place"].startswith(("comparisontable-", "substancefacts-"))


@pytest.mark.parametrize("row", medicines.INTERACTIONS, ids=lambda row: row.key)
def test_advice_on_medicines_comes_from_the_document_that_is_named_or_the_one_study(row):
    expected = {"uk-magnaspartate": "magnaspartate2023", "study-1989": "nix1989"}
    assert [c.citekey for c in row.cites] == [expected[row.says["authority"]]]


def test_what_goes_on_the_skin_or_into_a_vein_stands_in_rows_of_its_own():
    assert {about["route"] for about, _ in forms.FORMS} == {"oral", "skin", "infusion"}
