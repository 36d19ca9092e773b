"""The demonstration: what it must show, what it must not say, and that loading it does no harm."""

import json
import re
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

import articles.record
import references.record
from articles import checks, snapshot
from articles.checks import Request
from articles.demo import loading, prose
from articles.demo.evidence import CLAIMS
from articles.demo.sources import SOURCES
from articles.models import Article, Edition, QuestionAnswer
from references.models import Claim, Passage, Source
from references.outcomes import Stance
from references.status import Status
from tests import builders
from tests.articles.reading_grade import reading_grade

pytestmark = pytest.mark.django_db

PASSWORD = "tests sign in with this"


@pytest.fixture(autouse=True)
def _fast_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def demo():
    assert loading.load(password=PASSWORD)
    return Article.objects.get(pk=loading.ARTICLE)


def content_of(edition):
    return json.loads(edition.content.content)


def findings_of(article):
    return checks.run(snapshot.freeze(article).content, Request(number=3, note="A third edition"))


def all_rows():
    """Every row of the record and its articles, as plain values."""
    models = [*apps.get_app_config("articles").get_models(), *apps.get_app_config("references").get_models()]
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in models}


# ---- what it shows


def test_the_article_has_thirty_claims_and_fifteen_sources_at_least(demo):
    content = content_of(demo.live_edition)
    assert len(content["claims"]) >= 30
    assert len(content["sources"]) >= 15


def test_every_status_that_a_checked_edition_can_show_is_there(demo):
    shown = {claim["status"] for claim in content_of(demo.live_edition)["claims"]}
    assert shown == {Status.MATCHES, Status.PARTLY, Status.DISAGREES, Status.DIVIDED, Status.NO_EVIDENCE}


def test_all_four_stances_are_there(demo):
    claims = content_of(demo.live_edition)["claims"]
    assert {c["stance"] for claim in claims for c in claim["citations"]} == set(Stance)


def test_claims_stand_in_every_part_that_readers_meet(demo):
    places = {claim["place"].partition("-")[0] for claim in content_of(demo.live_edition)["claims"]}
    assert places == {
        "answer", "summary", "before_you_take_it", "keypoints", "text", "callout", "table", "questionanswer",
        "unknowns", "conclusion",
    }  # fmt: skip
    assert QuestionAnswer.objects.filter(parent=demo).count() >= 4


def test_readers_find_two_editions_and_what_changed(demo):
    first, second = demo.editions.order_by("number")
    assert (first.assurance, second.assurance) == ("checked", "checked")
    assert second.note
    assert demo.live_edition == second
    assert content_of(first)["claims"] != content_of(second)["claims"]


def test_the_unfinished_draft_shows_what_readers_never_see(demo):
    found = {f.code for f in findings_of(demo)}
    assert found == {"stale", "unchecked", "unsourced"}
    live, draft = content_of(demo.live_edition), snapshot.freeze(demo).content
    assert live["claims"] != draft["claims"]


def test_labels_are_reported_and_their_source_disagrees(demo):
    claims = {c["id"]: c for c in content_of(demo.live_edition)["claims"]}
    labels = claims[str(prose.claim_id("form-labels"))]
    assert (labels["voice"], labels["status"]) == ("reported", Status.DISAGREES)


def test_no_evidence_is_said_openly_with_a_receipt_of_what_was_searched(demo):
    openly = [c for c in content_of(demo.live_edition)["claims"] if c["status"] == Status.NO_EVIDENCE]
    for claim in openly:
        (receipt,) = claim["certainty"]["receipts"]
        assert claim["no_evidence_because"]
        assert receipt["where"] == "The 38 records that this demonstration was written from"


def test_writer_reviewer_and_publisher_are_three_people(demo):
    content = content_of(demo.live_edition)
    reviewers = {c["verdict"]["reviewer"] for claim in content["claims"] for c in claim["citations"]}
    people = {demo.changed_by_id, demo.live_edition.published_by_id, *reviewers}
    assert len(people) == 3
    assert {c["certainty"]["independent"] for c in content["claims"] if c["certainty"]} == {True}


def test_the_demonstration_says_what_it_is(demo, settings):
    (author,) = demo.authors.all()
    assert settings.DEMO_NOTICE in demo.disclosures
    assert (author.name, author.credentials) == ("Demo author", "No medical training claimed")
    assert (author.interests, demo.funding) == ("None", "None.")


# ---- what it must not say

UNCONFIRMED = [
    # identifiers and authors that nobody could confirm, sources that were not read, second-hand figures
    "32956536", "PMC8094171", "Allan", "Musini", "Sekhon", "Dugré", "Scott R", "Christina S", "Michael R",
    "odsfact", "ods.od.nih.gov", "scf2001", "nix1989", "Nix", "kappeler", "349", "CD009402.pub2", "PMC7025716",
]  # fmt: skip


def test_nothing_unconfirmed_is_stored(demo):
    stored = json.dumps(
        [list(Source.objects.values()), list(Passage.objects.values())], default=str, ensure_ascii=False
    )
    contents = [e.content.content for e in Edition.objects.all()] + [snapshot.freeze(demo).text]
    everything = "\n".join([stored, *contents])
    found = [text for text in UNCONFIRMED if re.search(rf"(?<![\w.]){re.escape(text)}(?!\w)", everything)]
    assert found == []


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


def test_only_what_was_confirmed_word_for_word_is_quoted(demo):
    for passage in Passage.objects.exclude(quote="").select_related("source"):
        assert passage.quote in QUOTES[passage.source.citekey]


def test_quotation_marks_in_the_text_hold_a_confirmed_quote(demo):
    confirmed = " ".join(quote for quotes in QUOTES.values() for quote in quotes)
    for claim in snapshot.freeze(demo).content["claims"]:
        for quoted in re.findall("“(.+?)”", claim["text"]):
            assert quoted in confirmed


def test_full_text_is_claimed_only_for_the_sections_of_one_product_document(demo):
    assert set(Passage.objects.filter(basis="full-text").values_list("source__citekey", flat=True)) == {
        "magnaspartate2023"
    }


def test_nobody_looked_for_notices_so_every_source_is_unknown(demo):
    assert set(Source.objects.values_list("status", flat=True)) == {"unknown"}


@pytest.mark.parametrize("key", [k for k in CLAIMS if k.startswith("medicines-")])
def test_advice_on_spacing_medicines_comes_from_the_one_document_that_is_named(key):
    assert [c.citekey for c in CLAIMS[key].cites] == ["magnaspartate2023"]


def test_the_text_is_in_plain_words(demo):
    content = content_of(demo.live_edition)
    article = content["article"]
    texts = [article[name] for name in ("answer", "before_you_take_it", "summary")]
    texts += [block.get("text") or block.get("answer") for block in content["blocks"]]
    assert reading_grade(texts) <= 9


def test_every_source_passage_and_claim_in_the_files_is_used(demo):
    assert {c.citekey for about in CLAIMS.values() for c in about.cites} == set(SOURCES)
    used = {(c.citekey, name) for about in CLAIMS.values() for c in about.cites for name in c.passages}
    assert used == {(key, name) for key, about in SOURCES.items() for name in about["passages"]}
    assert {prose.claim_id(key) for key in CLAIMS} == {claim.pk for claim in Claim.objects.of(demo)}


# ---- that it does no harm


def test_the_record_has_no_break(demo):
    assert list(references.record.breaks()) == []
    assert list(articles.record.breaks()) == []


def test_loading_it_again_changes_nothing(demo):
    before = all_rows()
    assert loading.load(password="another long password") is False
    assert all_rows() == before
    assert authenticate(username="editor", password=PASSWORD)


def test_what_people_edited_since_stays(demo):
    block = QuestionAnswer.objects.filter(parent=demo).first()
    block.question = "May I take magnesium?"
    block.save()
    loading.load(password=PASSWORD)
    block.refresh_from_db()
    assert block.question == "May I take magnesium?"


def test_a_load_that_is_stopped_leaves_nothing_behind(monkeypatch):
    before = all_rows()

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, "_rewrite", killed)
    with pytest.raises(KeyboardInterrupt):
        loading.load(password=PASSWORD)
    assert all_rows() == before
    assert not authenticate(username="editor", password=PASSWORD)


def test_an_account_of_somebody_else_is_never_taken_over():
    builders.person("Editor", username="editor")
    with pytest.raises(loading.DemoRefused, match="“editor” already"):
        loading.load(password=PASSWORD)
    assert not Source.objects.exists()


def test_a_library_that_has_one_of_the_sources_is_left_alone():
    builders.source(doi="10.1111/ANAE.12107")
    with pytest.raises(loading.DemoRefused, match=r"yousef2013.*Another source has this DOI"):
        loading.load(password=PASSWORD)
    assert Source.objects.count() == 1


def test_claims_keep_their_addresses_for_ever(demo):
    assert str(prose.claim_id("form-labels")) == "d8561c94-0dde-55d7-bbcb-a2bbc648b505"


# ---- the command


def run_command():
    out = StringIO()
    call_command("load_demo", stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_command_makes_and_prints_a_password_where_none_is_given(monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    said = run_command()
    password = said.strip().rpartition(" ")[2]
    assert all(authenticate(username=name, password=password) for name in ("editor", "reviewer", "publisher"))


def test_the_command_takes_the_password_it_is_given_and_does_not_repeat_it(monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", PASSWORD)
    assert PASSWORD not in run_command()
    assert authenticate(username="reviewer", password=PASSWORD)
    assert "nothing was changed" in run_command()


def test_a_guessable_password_is_refused_on_a_public_server(monkeypatch, settings):
    monkeypatch.setenv("DEMO_PASSWORD", "demo")
    settings.LOCAL = False
    with pytest.raises(CommandError, match="too weak"):
        run_command()


# ---- how it is written down


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("One line\ngoes on.\n\nNext.", "<p>One line goes on.</p><p>Next.</p>"),
        ("## A & B\n### C", "<h2>A &amp; B</h2><h3>C</h3>"),
        ("- one\n  goes on\n- **two**", "<ul><li><p>one goes on</p></li><li><p><strong>two</strong></p></li></ul>"),
        ("| A | B |\n| 1 | 2 |", "<table><tbody><tr><th><p>A</p></th><th><p>B</p></th></tr>"
         "<tr><th><p>1</p></th><td><p>2</p></td></tr></tbody></table>"),
    ],
)  # fmt: skip
def test_plain_writing_becomes_what_the_editor_stores(written, html):
    assert prose.html(written, {}) == html


def test_a_claim_carries_its_key_and_its_sources():
    mark = prose.html("[[pain: Pain\nfell.]]", {"pain": ["a2020", "b2021"]})
    assert mark == f'<p><span data-claim="{prose.claim_id("pain")}" data-sources="a2020 b2021">Pain fell.</span></p>'
