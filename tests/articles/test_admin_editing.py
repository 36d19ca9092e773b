"""Writing an article in the admin, without a browser: saves, conflicts, history, deleting, bad input."""

import json
from uuid import uuid4

import pytest
import reversion
from django.urls import reverse
from django.utils import timezone
from reversion.models import Version

from articles import drafts
from articles.models import (
    BLOCKS,
    Article,
    ArticleAuthor,
    Callout,
    Conclusion,
    KeyPoints,
    QuestionAnswer,
    Table,
    Text,
    Topic,
    Unknowns,
)
from references import corrections
from references.citing import WantedPassage
from references.models import Citation, Claim
from references.outcomes import Outcome, Stance
from tests import builders
from tests.articles.admin_forms import filled, with_new_block

pytestmark = pytest.mark.django_db


@pytest.fixture
def emi():
    return builders.editor(username="emi", first_name="Emi")


@pytest.fixture
def jonas():
    return builders.editor(username="jonas", first_name="Jonas")


@pytest.fixture
def as_emi(client, emi):
    client.force_login(emi)
    return client


def change_url(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def save(client, article, **changes):
    return client.post(change_url(article), filled(client.get(change_url(article)), **changes))


def text_of_block(article):
    return Text.objects.get(parent=article).text


# ---- saving


def test_a_sentence_marked_in_the_editor_becomes_a_claim_with_what_the_dialog_said(as_emi, emi):
    article, source, claim = builders.article("<p>One.</p>", by=emi), builders.source("yousef2013"), uuid4()
    said = {
        str(claim): {
            "kind": "safety",
            "voice": "reported",
            "reported_by": "labels",
            "sources": {
                "yousef2013": {
                    "stance": "qualifies",
                    "passages": [{"locator": "p. 3", "finding": "Pain fell.", "basis": "full-text"}],
                }
            },
        }
    }
    marked = f"<p>{builders.mark('Pain fell.', 'yousef2013', id=claim)}</p>"
    response = save(as_emi, article, **{"articles_text_set-0-text": marked, "claims_said": json.dumps(said)})
    assert response.status_code == 302
    row = Claim.objects.get(pk=claim)
    assert (row.kind, row.voice, row.reported_by, row.changed_by) == ("safety", "reported", "labels", emi)
    citation = row.citations.get()
    assert (citation.source, citation.stance) == (source, Stance.QUALIFIES)
    assert citation.passages.get().finding == "Pain fell."
    assert article.edits.last().person == emi


def test_a_new_article_is_added_with_its_blocks_and_claims(as_emi):
    builders.source("yousef2013")
    page = as_emi.get(reverse("admin:articles_article_add"))
    data = filled(page, title="Zinc", slug="zinc", answer="<p>Little is known.</p>")
    marked = f"<p>{builders.mark('Zinc is a metal.', 'yousef2013')}</p>"
    response = as_emi.post(
        reverse("admin:articles_article_add"), with_new_block(data, "articles_text_set", text=marked)
    )
    assert response.status_code == 302
    claim = builders.claim_of(Article.objects.get(slug="zinc"))
    assert claim.text == "Zinc is a metal."


def test_a_copied_sentence_gets_a_key_of_its_own_and_the_history_holds_that_key(as_emi, emi):
    first, citation = builders.cited_article(by=emi)
    copy = builders.article("<p>Empty.</p>", by=emi)
    save(as_emi, copy, **{"articles_text_set-0-text": text_of_block(first)})
    claim = builders.claim_of(copy)
    assert claim.pk != citation.claim_id
    assert claim.citations.get().passages.get() == citation.passages.get()
    block = Text.objects.get(parent=copy)
    assert str(claim.pk) in Version.objects.get_for_object(block).first().field_dict["text"]


def test_what_the_dialog_said_survives_a_validation_error(as_emi, emi):
    article, claim = builders.article("<p>One.</p>", by=emi), uuid4()
    said = json.dumps({str(claim): {"kind": "dose"}})
    marked = f"<p>{builders.mark('Take 300 mg.', id=claim)}</p>"
    changes = {"title": "", "articles_text_set-0-text": marked, "claims_said": said}
    response = save(as_emi, article, **changes)
    again = filled(response)
    assert again["claims_said"] == said
    assert again["articles_text_set-0-text"] == marked
    assert not Claim.objects.filter(pk=claim).exists()
    response = as_emi.post(change_url(article), again | {"title": "Magnesium"})
    assert response.status_code == 302
    assert Claim.objects.get(pk=claim).kind == "dose"


@pytest.mark.parametrize(
    "said",
    [
        '{"no uuid": []}',
        "[]",
        "null",
        "{",
        '{"00000000-0000-4000-8000-000000000000": {"sources": 1}}',
        "[" * 100_000,
        '{"00000000-0000-4000-8000-000000000000": {"sources": {"yousef2013": {"passages": [{"id": Infinity}]}}}}',
    ],
)
def test_an_unreadable_hidden_field_is_refused_with_a_sentence(as_emi, emi, said):
    article = builders.article("<p>One.</p>", by=emi)
    response = save(as_emi, article, claims_said=said, title="Mine")
    assert "What was entered in the claim dialog" in response.content.decode()
    assert Article.objects.get(pk=article.pk).title != "Mine"


@pytest.mark.parametrize("seen", ["-1", "9" * 30, "-" + "9" * 30, "x"])
def test_a_version_that_nobody_could_have_seen_is_refused(as_emi, emi, seen):
    article = builders.article("<p>One.</p>", by=emi)
    assert save(as_emi, article, seen_version=seen, title="Mine").status_code == 200
    assert Article.objects.get(pk=article.pk).title != "Mine"


# ---- two editors


@pytest.fixture
def conflict(client, emi, jonas):
    """Emi opened the article; then Jonas saved it. Returns the article, and what Emi's browser will send."""
    article = builders.article("<p>Pain fell by two points.</p>", by=emi)
    KeyPoints.objects.create(parent=article, region="main", ordering=5, text="<p>Key.</p>")
    client.force_login(emi)
    opened = filled(client.get(change_url(article)))
    client.force_login(jonas)
    return article, opened


def emi_saves(client, emi, article, data):
    client.force_login(emi)
    return client.post(change_url(article), data)


def test_a_save_over_a_newer_save_is_refused_and_shows_both_texts(client, emi, conflict):
    article, opened = conflict
    save(client, article, **{"articles_text_set-0-text": "<p>Pain fell by three points.</p>"})
    mine = opened | {"articles_text_set-0-text": "<p>Pain fell by two points in both groups.</p>", "title": "Mine"}
    response = emi_saves(client, emi, article, mine)
    page = response.content.decode()
    assert response.status_code == 200
    assert text_of_block(article) == "<p>Pain fell by three points.</p>"
    assert Article.objects.get(pk=article.pk).title != "Mine"
    assert "Jonas saved it" in " ".join(page.split())
    assert "<del>three </del>" in page
    assert "<ins>two </ins>" in page
    assert filled(response)["articles_text_set-0-text"] == mine["articles_text_set-0-text"]


def test_after_seeing_both_texts_a_second_save_puts_the_own_one_in_place(client, emi, conflict):
    article, opened = conflict
    save(client, article, **{"articles_text_set-0-text": "<p>Theirs.</p>"})
    refused = emi_saves(client, emi, article, opened | {"articles_text_set-0-text": "<p>Mine.</p>"})
    response = client.post(change_url(article), filled(refused))
    assert response.status_code == 302
    assert text_of_block(article) == "<p>Mine.</p>"


def test_a_block_that_someone_deleted_keeps_what_was_typed_into_it(client, emi, conflict):
    article, opened = conflict
    save(client, article, **{"articles_text_set-0-DELETE": "on"})
    assert not Text.objects.filter(parent=article).exists()
    refused = emi_saves(client, emi, article, opened | {"articles_text_set-0-text": "<p>My long work.</p>"})
    assert "deleted meanwhile and comes back when you save" in refused.content.decode()
    assert filled(refused)["articles_text_set-0-text"] == "<p>My long work.</p>"
    assert client.post(change_url(article), filled(refused)).status_code == 302
    assert text_of_block(article) == "<p>My long work.</p>"


def test_a_deleted_block_among_others_leaves_each_text_in_its_place(client, emi, jonas):
    article = builders.article("<p>First.</p>", by=emi)
    for number in (2, 3):
        Text.objects.create(parent=article, region="main", ordering=number * 10, text=f"<p>Block {number}.</p>")
    client.force_login(emi)
    opened = filled(client.get(change_url(article)))
    client.force_login(jonas)
    save(client, article, **{"articles_text_set-0-DELETE": "on"})
    refused = emi_saves(client, emi, article, opened | {"articles_text_set-0-text": "<p>First, longer.</p>"})
    client.post(change_url(article), filled(refused))
    texts = Text.objects.filter(parent=article).order_by("ordering").values_list("text", flat=True)
    assert list(texts) == ["<p>First, longer.</p>", "<p>Block 2.</p>", "<p>Block 3.</p>"]


def test_a_block_that_someone_added_stays(client, emi, conflict):
    article, opened = conflict
    page = client.get(change_url(article))
    client.post(change_url(article), with_new_block(filled(page), "articles_conclusion_set", text="<p>Theirs.</p>"))
    refused = emi_saves(client, emi, article, opened | {"title": "Mine"})
    assert "Not in yours. Unless you delete it, it stays." in refused.content.decode()
    client.post(change_url(article), filled(refused))
    assert article.articles_conclusion_set.get().text == "<p>Theirs.</p>"


def test_evidence_that_changed_meanwhile_does_not_stop_a_save_of_the_text(as_emi, emi):
    article, citation = builders.cited_article(by=emi)
    opened = filled(as_emi.get(change_url(article)))
    passages = [WantedPassage(locator="p. 7", finding="Pain fell by 2 points in women.")]
    corrections.change_citation(citation, by=emi, now=timezone.now(), stance="qualifies", passages=passages)
    response = as_emi.post(change_url(article), opened | {"title": "Mine"})
    assert response.status_code == 302
    citation.refresh_from_db()
    assert citation.stance == "qualifies"


def test_a_form_that_does_not_say_what_it_was_based_on_is_refused(as_emi, emi):
    article = builders.article("<p>One.</p>", by=emi)
    response = save(as_emi, article, seen_version="", title="Mine")
    assert response.status_code == 200
    assert Article.objects.get(pk=article.pk).title != "Mine"


# ---- history


def revisions(article):
    return list(Version.objects.get_for_object(article).order_by("pk"))


def revert(client, article, version):
    address = reverse("admin:articles_article_revision", args=[article.pk, version.pk])
    return client.post(address, filled(client.get(address)))


def test_only_articles_and_their_blocks_have_revisions():
    assert set(reversion.get_registered_models()) == {Article, *BLOCKS}


def test_reverting_brings_back_blocks_and_the_verdict_is_fresh_again(as_emi, emi):
    article, citation = builders.cited_article(by=emi)
    QuestionAnswer.objects.create(parent=article, region="main", ordering=20, question="Why?", answer="<p>Because.</p>")
    html = text_of_block(article)
    save(as_emi, article)
    builders.judge(citation, now=timezone.now())
    wrong = html.replace("2 points", "5 points")
    save(as_emi, article, **{"articles_text_set-0-text": wrong, "articles_questionanswer_set-0-DELETE": "on"})
    citation.refresh_from_db()
    assert not citation.is_fresh
    assert revert(as_emi, article, revisions(article)[0]).status_code == 302
    citation.refresh_from_db()
    assert text_of_block(article) == html
    assert article.articles_questionanswer_set.get().question == "Why?"
    assert citation.is_fresh
    assert citation.verdicts.count() == 1
    revert(as_emi, article, revisions(article)[1])
    citation.refresh_from_db()
    assert not citation.is_fresh
    assert citation.present


def test_looking_at_an_old_version_changes_nothing(as_emi, emi):
    article, _ = builders.cited_article(by=emi)
    save(as_emi, article)
    save(as_emi, article, **{"articles_text_set-0-text": "<p>New.</p>"})
    before = Article.objects.filter(pk=article.pk).values().get()
    as_emi.get(reverse("admin:articles_article_revision", args=[article.pk, revisions(article)[0].pk]))
    assert text_of_block(article) == "<p>New.</p>"
    assert Article.objects.filter(pk=article.pk).values().get() == before


def test_reverting_leaves_what_readers_see_as_it_is(as_emi, emi):
    article, citation = builders.cited_article(by=emi)
    save(as_emi, article, slug="before-it-was-public")
    save(as_emi, article, slug="as-published")
    builders.judge(citation, now=timezone.now())
    article.refresh_from_db()
    edition = builders.publish(article, now=timezone.now())
    revert(as_emi, article, revisions(article)[0])
    article.refresh_from_db()
    assert article.live_edition == edition
    assert article.slug == "as-published"
    assert builders.claim_of(article).is_live


def test_recovering_a_deleted_draft_brings_back_blocks_claims_and_verdicts(as_emi, emi):
    article, citation = builders.cited_article(by=emi)
    topic = Topic.objects.create(name="Minerals", slug="minerals")
    save(as_emi, article, topics=[topic.pk])
    html = text_of_block(article)
    builders.judge(citation, now=timezone.now())
    as_emi.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
    assert not Article.objects.filter(pk=article.pk).exists()
    citation.claim.refresh_from_db()
    assert not citation.claim.present
    version = Version.objects.get_deleted(Article).get()
    address = reverse("admin:articles_article_recover", args=[version.pk])
    assert as_emi.post(address, filled(as_emi.get(address))).status_code == 302
    citation.refresh_from_db()
    assert text_of_block(article) == html
    assert list(Article.objects.get(pk=article.pk).topics.all()) == [topic]
    assert citation.claim.present
    assert citation.is_fresh


def test_an_article_that_stands_is_not_offered_for_recovery(as_emi, emi):
    standing, gone = builders.article(by=emi, title="Stands"), builders.article(by=emi, title="Gone")
    for article in (standing, gone):
        assert save(as_emi, article).status_code == 302
    as_emi.post(reverse("admin:articles_article_delete", args=[gone.pk]), {"post": "yes"})
    listed = as_emi.get(reverse("admin:articles_article_recoverlist")).context["deleted"]
    assert [str(version) for version in listed] == ["Gone"]
    save(as_emi, standing, title="Stands, newer")
    older = revisions(standing)[0]
    address = reverse("admin:articles_article_recover", args=[older.pk])
    for response in (as_emi.get(address), as_emi.post(address, {"title": "Forged"})):
        assert response["Location"] == reverse("admin:articles_article_history", args=[standing.pk])
    assert Article.objects.get(pk=standing.pk).title == "Stands, newer"


@pytest.mark.django_db(transaction=True)
def test_a_version_that_names_what_is_gone_is_refused_with_a_sentence(as_emi, emi):
    article = builders.article("<p>One.</p>", by=emi)
    topic = Topic.objects.create(name="Minerals", slug="minerals")
    save(as_emi, article, topics=[topic.pk])
    save(as_emi, article, topics=[], title="Later")
    topic.delete()
    assert revert(as_emi, article, revisions(article)[0]).status_code == 302
    assert "cannot be brought back whole" in as_emi.get(reverse("admin:articles_article_changelist")).content.decode()
    assert Article.objects.get(pk=article.pk).title == "Later"


def test_a_block_alone_is_not_recovered(as_emi):
    block = Text(parent=builders.article("<p>One.</p>"), region="main", ordering=1, text="<p>x</p>")
    with reversion.create_revision():
        block.save()
    version = Version.objects.get_for_object(block).get()
    assert as_emi.get(reverse("admin:articles_article_recover", args=[version.pk])).status_code == 404


# ---- deleting


def test_an_article_that_was_public_is_not_deleted_and_the_reason_is_said(as_emi):
    article, _, _ = builders.published_article()
    address = reverse("admin:articles_article_delete", args=[article.pk])
    for response in (as_emi.get(address, follow=True), as_emi.post(address, {"post": "yes"}, follow=True)):
        assert "was public, so it stays" in response.content.decode()
    assert Article.objects.filter(pk=article.pk).exists()


def test_an_article_that_is_published_while_it_is_deleted_stays(as_emi, monkeypatch):
    article = builders.article("<p>One.</p>")
    reasons = iter(["", "It was public, so it stays."])
    monkeypatch.setattr(drafts, "why_it_stays", lambda article: next(reasons))
    response = as_emi.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"}, follow=True)
    assert "was public, so it stays" in response.content.decode()
    assert Article.objects.filter(pk=article.pk).exists()


def test_the_address_of_a_public_article_stays(as_emi):
    article, _, _ = builders.published_article()
    response = save(as_emi, article, slug="elsewhere", title="New title")
    assert response.status_code == 302
    after = Article.objects.get(pk=article.pk)
    assert (after.title, after.slug) == ("New title", article.slug)


# ---- who may


@pytest.mark.parametrize("group", ["Reviewer", "Publisher"])
def test_who_may_not_change_an_article_reads_it(client, group):
    article, _ = builders.cited_article("Pain fell by 2 points.")
    client.force_login(builders.person(group))
    page = client.get(change_url(article))
    assert "Pain fell by 2 points." in page.content.decode()
    assert "<form" not in page.content.decode().split('id="content-main"')[1].split("<aside")[0]
    assert client.post(change_url(article), {"title": "Mine"}).status_code == 403


def test_an_editor_adds_a_contributor_without_choosing_an_account(as_emi):
    page = as_emi.get(reverse("admin:articles_contributor_add"))
    assert "credentials" in page.context["adminform"].form.fields
    assert "user" not in page.context["adminform"].form.fields


def test_pages_of_the_admin_carry_the_policy_of_staff_pages(client, emi):
    article = builders.article("<p>One.</p>", by=emi)
    assert "sha256-PlumsSlvJ7" in client.get(reverse("admin:login"))["Content-Security-Policy"]
    client.force_login(emi)
    response = client.get(change_url(article))
    nonce = response["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
    assert f'<script type="importmap" nonce="{nonce}"' in response.content.decode()


# ---- bad input


BAD = [
    ("<p>Text<script>alert(1)</script></p>", "<p>Text</p>"),
    ('<p onclick="alert(1)">Text</p>', "<p>Text</p>"),
    ('<p><a href="javascript:alert(1)">Text</a></p>', '<p><a rel="noopener noreferrer">Text</a></p>'),
    ('<p><span data-claim="nonsense" data-sources="A B">Text</span></p>', "<p><span>Text</span></p>"),
    ('<p><span style="color:red" class="x">Text</span></p>', "<p><span>Text</span></p>"),
]


@pytest.mark.parametrize(("typed", "stored"), BAD)
def test_what_could_harm_readers_is_cleaned_away(as_emi, emi, typed, stored):
    article = builders.article("<p>One.</p>", by=emi)
    assert save(as_emi, article, **{"articles_text_set-0-text": typed}).status_code == 302
    assert text_of_block(article) == stored


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("<b>" * 50_000 + "deep", "nested more than 200 levels deep"),
        ("<p>" + "long " * 1_000_000 + "</p>", "longer than a million characters"),
    ],
    ids=["50,000 nested tags", "5 MB"],
)
@pytest.mark.parametrize("field", ["articles_text_set-0-text", "summary"])
def test_too_much_is_refused_at_its_field_and_not_lost(as_emi, emi, field, typed, sentence):
    article = builders.article("<p>One.</p>", by=emi)
    response = save(as_emi, article, **{field: typed})
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert filled(response)[field].strip() == typed
    assert text_of_block(article) == "<p>One.</p>"


def test_what_the_editor_writes_passes_its_own_cleaning(as_emi, emi):
    article = builders.article("<p>One.</p>", by=emi)
    Table.objects.create(parent=article, region="main", ordering=20, caption="Doses", text="<table></table>")
    text = (
        "<h2>Trials</h2><h3>Small</h3><p><strong>Bold</strong> <em>italic</em> H<sub>2</sub>O 10<sup>2</sup><br>line "
        '<a href="https://example.org/" rel="noopener noreferrer">link</a></p>'
        '<blockquote><p>Quote.</p></blockquote><ul><li><p>One</p></li></ul><ol start="3"><li><p>Three</p></li></ol>'
    )
    table = (
        '<table><tbody><tr><th colspan="1" rowspan="1"><p>Form</p></th></tr>'
        '<tr><td colspan="1" rowspan="2"><p><strong>Citrate</strong></p></td></tr></tbody></table>'
    )
    save(as_emi, article, **{"articles_text_set-0-text": text, "articles_table_set-0-text": table})
    assert text_of_block(article) == text
    assert article.articles_table_set.get().text == table


# ---- budgets


def big_article(blocks=40):
    """An article with 40 blocks of every kind but figures, with claims, three authors and three topics."""
    article = builders.article(by=builders.editor())
    for number in range(blocks):
        block = [Text, KeyPoints, QuestionAnswer, Table, Unknowns, Conclusion, Callout][number % 7]
        place = {"parent": article, "region": "main", "ordering": number * 10}
        html = f"<p>{builders.mark(f'Sentence {number}.', id=uuid4())}</p>"
        if block is QuestionAnswer:
            block.objects.create(**place, question="Why?", answer=html)
        else:
            block.objects.create(**place, text=html)
    for number in range(3):
        ArticleAuthor.objects.create(article=article, contributor=builders.contributor())
        article.topics.add(Topic.objects.create(name=f"Topic {number}", slug=f"topic-{number}"))
        article.related.add(builders.article())
    return article


def test_the_change_page_of_forty_blocks_costs_at_most_twenty_queries(as_emi, django_assert_max_num_queries):
    article = big_article()
    with django_assert_max_num_queries(20) as queries:
        response = as_emi.get(change_url(article))
    assert response.status_code == 200
    assert not [q for q in queries.captured_queries if q["sql"].startswith(("SAVEPOINT", "BEGIN", "INSERT", "UPDATE"))]


def test_the_list_says_what_readers_see_at_a_constant_cost(as_emi, django_assert_num_queries):
    builders.published_article(title="Live one")
    builders.article(title="Only a draft")
    address = reverse("admin:articles_article_changelist")
    as_emi.get(address)
    page = as_emi.get(address).content.decode()
    assert "edition 1, checked" in page
    assert "not published" in page
    with django_assert_num_queries(7):
        as_emi.get(address)
    for number in range(5):
        builders.published_article(title=f"Another {number}")
    with django_assert_num_queries(7):
        as_emi.get(address)


def test_a_negative_verdict_stays_with_a_claim_that_left_and_came_back(as_emi, emi):
    article, citation = builders.cited_article(by=emi)
    html = text_of_block(article)
    builders.judge(citation, Outcome.CONTRADICTED, now=timezone.now())
    save(as_emi, article, **{"articles_text_set-0-text": "<p>Nothing.</p>"})
    assert not Claim.objects.get(pk=citation.claim_id).present
    save(as_emi, article, **{"articles_text_set-0-text": html})
    citation = Citation.objects.get(pk=citation.pk)
    assert citation.claim.present
    assert citation.outcome == Outcome.CONTRADICTED
    assert citation.is_fresh
