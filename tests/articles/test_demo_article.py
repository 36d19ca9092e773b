"""What the first article of the demonstration shows, and what all of it must not say. It is loaded once for each group of tests.

What the catalogue and the articles that carry it show: see `test_demo_catalogue.py`.
"""

import json
import re

import pytest
from django.test import TestCase

from articles import checks, snapshot
from articles.checks import Request
from articles.checks.reading_grade import reading_grade
from articles.checks.sentences import sentences
from articles.demo import filling, loading, prose
from articles.demo.choosing_evidence import CHOOSING
from articles.demo.evidence import CLAIMS
from articles.demo.library import ALL_SOURCES
from articles.demo.taking_evidence import TAKING
from articles.models import Article, Edition, QuestionAnswer
from references.models import Claim, Passage, Source
from references.outcomes import Stance
from references.status import Status

UNCONFIRMED = [
    # identifiers and authors that nobody could confirm, sources that were not read, second-hand figures
    "32956536", "PMC8094171", "Allan", "Musini", "Sekhon", "Dugré", "Scott R", "Christina S", "Michael R",
    "odsfact", "ods.od.nih.gov", "Nix", "Kappeler", "349", "CD009402.pub2", "PMC7025716",
    "Opinion of the Scientific Committee on Food", "490 mg", "70.6",
]  # fmt: skip

QUOTES = {
    "bayram2021": {"does not significantly improve final clinical outcomes"},
    "morel2021": {"globally modest"},
    "grober2017": {"The propagation of transdermal magnesium is scientifically unsupported."},
    "magnaspartate2023": {
        "As magnesium and other medicinal products may mutually influence each other’s absorption, a time interval of 2 to 3 "
        "hours should generally be respected if possible.",
        "to avoid impairment of absorption, magnesium preparations should be taken 3 to 4 hours before or after the "
        "administration of those drugs",
    },
}


def words(value):
    """Every text and sample size within, without the numbers of rows: bare ones, and those in the names of blocks."""
    if isinstance(value, dict):
        value = {**value, "sample_size": str(value.get("sample_size"))}
        value = [inner for key, inner in value.items() if key not in {"id", "place"}]
    if isinstance(value, list):
        return [word for inner in value for word in words(inner)]
    return [value] if isinstance(value, str) else []


class Loaded(TestCase):
    only_first = True

    @classmethod
    def setUpTestData(cls):
        loading.load(password="nobody signs in here", only_first=cls.only_first)

    def setUp(self):
        self.demo = Article.objects.get(pk=loading.ARTICLE)


def content_of(edition):
    return json.loads(edition.content.content)


def findings_of(article):
    return checks.run(snapshot.freeze(article).content, Request(number=3, note="A third edition"))


class TestWhatItShows(Loaded):
    def test_the_article_has_thirty_claims_and_fifteen_sources_at_least(self):
        content = content_of(self.demo.live_edition)
        assert len(content["claims"]) >= 30
        assert len(content["sources"]) >= 15

    def test_every_status_that_a_checked_edition_can_show_is_there(self):
        shown = {claim["status"] for claim in content_of(self.demo.live_edition)["claims"]}
        assert shown == {Status.MATCHES, Status.PARTLY, Status.DISAGREES, Status.DIVIDED, Status.NO_EVIDENCE}

    def test_all_four_stances_are_there(self):
        claims = content_of(self.demo.live_edition)["claims"]
        assert {c["stance"] for claim in claims for c in claim["citations"]} == set(Stance)

    def test_claims_stand_in_every_part_that_readers_meet(self):
        places = {claim["place"].partition("-")[0] for claim in content_of(self.demo.live_edition)["claims"]}
        assert places == {
            "answer", "summary", "before_you_take_it", "keypoints", "text", "callout", "table", "questionanswer",
            "unknowns", "conclusion",
        }  # fmt: skip
        assert QuestionAnswer.objects.filter(parent=self.demo).count() >= 4

    def test_readers_find_two_editions_and_what_changed(self):
        first, second = self.demo.editions.order_by("number")
        assert (first.assurance, second.assurance) == ("checked", "checked")
        assert second.note
        assert self.demo.live_edition == second
        assert content_of(first)["claims"] != content_of(second)["claims"]

    def test_the_unfinished_draft_shows_what_readers_never_see(self):
        found = {f.code for f in findings_of(self.demo)}
        assert found == {"stale", "unchecked", "unsourced"}
        live, draft = content_of(self.demo.live_edition), snapshot.freeze(self.demo).content
        assert live["claims"] != draft["claims"]

    def test_labels_are_reported_and_their_source_disagrees(self):
        claims = {c["id"]: c for c in content_of(self.demo.live_edition)["claims"]}
        labels = claims[str(prose.claim_id("form-labels"))]
        assert (labels["voice"], labels["status"]) == ("reported", Status.DISAGREES)

    def test_no_evidence_is_said_openly_with_a_receipt_of_what_was_searched(self):
        openly = [c for c in content_of(self.demo.live_edition)["claims"] if c["status"] == Status.NO_EVIDENCE]
        for claim in openly:
            (receipt,) = claim["certainty"]["receipts"]
            assert claim["no_evidence_because"]
            assert receipt["where"] == "The 38 records that this demonstration was written from"

    def test_writer_reviewer_and_publisher_are_three_people(self):
        content = content_of(self.demo.live_edition)
        reviewers = {c["verdict"]["reviewer"] for claim in content["claims"] for c in claim["citations"]}
        people = {self.demo.changed_by_id, self.demo.live_edition.published_by_id, *reviewers}
        assert len(people) == 3
        assert {c["certainty"]["independent"] for c in content["claims"] if c["certainty"]} == {True}

    def test_the_demonstration_says_what_it_is(self):
        (author,) = self.demo.authors.all()
        assert "It has had no medical review." in self.demo.disclosures
        assert (author.name, author.credentials) == ("Demo author", "No medical training claimed")
        assert (author.interests, self.demo.funding) == ("None", "None.")


class TestWhatItMustNotSay(Loaded):
    only_first = False

    def test_nothing_unconfirmed_is_stored(self):
        rows = [list(Source.objects.values()), list(Passage.objects.values())]
        contents = [json.loads(e.content.content) for e in Edition.objects.all()]
        contents += [snapshot.freeze(article).content for article in Article.objects.all()]
        everything = "\n".join(words([rows, contents]))
        found = [text for text in UNCONFIRMED if re.search(rf"(?<![\w.]){re.escape(text)}(?!\w)", everything)]
        assert found == []

    def test_only_what_was_confirmed_word_for_word_is_quoted(self):
        for passage in Passage.objects.exclude(quote="").select_related("source"):
            assert passage.quote in QUOTES[passage.source.citekey]

    def test_quotation_marks_in_the_text_hold_a_confirmed_quote(self):
        confirmed = " ".join(quote for quotes in QUOTES.values() for quote in quotes)
        for claim in Claim.objects.all():
            for quoted in re.findall("“(.+?)”", claim.text):
                assert quoted in confirmed

    def test_full_text_is_claimed_only_for_the_sections_of_one_product_document(self):
        assert set(Passage.objects.filter(basis="full-text").values_list("source__citekey", flat=True)) == {
            "magnaspartate2023"
        }

    def test_nobody_looked_for_notices_so_every_source_is_unknown(self):
        assert set(Source.objects.values_list("status", flat=True)) == {"unknown"}

    def test_the_text_is_in_plain_words(self):
        for article in Article.objects.all():
            texts = [sentence.text for sentence in sentences(content_of(article.live_edition))]
            assert reading_grade(texts) <= 9, article

    def test_every_source_passage_and_claim_in_the_files_is_used(self):
        evidence = [*CLAIMS.values(), *CHOOSING.values(), *TAKING.values(), *filling.ROWS]
        assert {c.citekey for about in evidence for c in about.cites} == set(ALL_SOURCES)
        used = {(c.citekey, name) for about in evidence for c in about.cites for name in c.passages}
        assert used == {(key, name) for key, about in ALL_SOURCES.items() for name in about["passages"]}
        rows = [row.key for row in filling.ROWS if row.cites]
        keys = [*CLAIMS, *CHOOSING, *TAKING, *rows]
        assert len(keys) == len(set(keys))
        assert {prose.claim_id(key) for key in keys} == {claim.pk for claim in Claim.objects.all()}


@pytest.mark.parametrize("key", [k for k in CLAIMS if k.startswith("medicines-")])
def test_advice_on_spacing_medicines_comes_from_the_one_document_that_is_named(key):
    assert [c.citekey for c in CLAIMS[key].cites] == ["magnaspartate2023"]
