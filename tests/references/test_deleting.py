import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from articles.models import Article
from references.models import Claim, Passage, Source, SourceFamily
from references.notices import record_notice
from references.renaming import rename
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root(client):
    """Somebody whom no permission stops."""
    person = User.objects.create_superuser("root")
    client.force_login(person)
    return person


def delete(client, obj):
    name = f"admin:{obj._meta.app_label}_{obj._meta.model_name}_delete"
    return client.post(reverse(name, args=[obj.pk]), {"post": "yes"}, follow=True)


def delete_many(client, *objs):
    opts = objs[0]._meta
    body = {"action": "delete_selected", "_selected_action": [o.pk for o in objs], "post": "yes"}
    return client.post(reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist"), body, follow=True)


def test_a_source_that_a_claim_cites_stays_and_the_page_says_why(client):
    _, citation = builders.cited_article()
    page = delete(client, citation.source).content.decode()
    assert f"“{citation.source.citekey}” is cited, or was once, in 1 claim." in page
    assert Source.objects.filter(pk=citation.source_id).exists()


def test_so_does_one_that_a_claim_cited_once(client):
    article, citation = builders.cited_article()
    builders.rewrite(article, "<p>Nothing.</p>", by=builders.editor())
    assert "was once" in delete(client, citation.source).content.decode()


def test_deleting_many_sources_deletes_none_if_one_must_stay(client):
    _, citation = builders.cited_article()
    free = builders.source()
    page = delete_many(client, citation.source, free).content.decode()
    assert "Nothing was deleted" in page
    assert citation.source.citekey in page
    assert Source.objects.count() == 2


def test_a_source_that_nobody_cited_goes_with_its_passages_and_former_names(client):
    source = builders.source("old2020")
    builders.passage(source)
    rename(source, "new2020")
    delete(client, source)
    assert not Source.objects.exists()
    assert not Passage.objects.exists()


def test_several_sources_that_nobody_cited_go_at_once(client):
    sources = [builders.source(), builders.source()]
    builders.passage(sources[0])
    delete_many(client, *sources)
    assert not Source.objects.exists()


def test_a_source_with_a_notice_stays(client, root):
    source = builders.source()
    record_notice(source=source, kind="retraction", by=root, now=builders.NOW)
    assert "A notice about" in delete(client, source).content.decode()


def test_a_passage_that_a_citation_rests_on_stays_and_says_so_at_its_place(client):
    _, citation = builders.cited_article()
    passage, source = citation.passages.get(), citation.source
    body = {
        "citekey": source.citekey, "csl_type": source.csl_type, "title": source.title, "authors": "Author, A B",
        "doi": source.doi, "language": "en",
        "passages-TOTAL_FORMS": 1, "passages-INITIAL_FORMS": 1, "passages-0-id": passage.pk,
        "passages-0-source": source.pk, "passages-0-finding": passage.finding, "passages-0-basis": passage.basis,
        "passages-0-DELETE": "on",
        "receipts-TOTAL_FORMS": 0, "receipts-INITIAL_FORMS": 0, "identification": "identified",
    }  # fmt: skip
    page = client.post(reverse("admin:references_source_change", args=[source.pk]), body).content.decode()
    assert "1 citation rests on the passage" in page
    assert "protected related objects" not in page
    assert Passage.objects.filter(pk=passage.pk).exists()


def test_a_passage_that_nobody_used_can_go(client):
    passage = builders.passage()
    source = passage.source
    body = {
        "citekey": source.citekey, "csl_type": source.csl_type, "title": source.title, "authors": "Author, A B",
        "doi": source.doi, "language": "en",
        "passages-TOTAL_FORMS": 1, "passages-INITIAL_FORMS": 1, "passages-0-id": passage.pk,
        "passages-0-source": source.pk, "passages-0-finding": passage.finding, "passages-0-basis": passage.basis,
        "passages-0-DELETE": "on",
        "receipts-TOTAL_FORMS": 0, "receipts-INITIAL_FORMS": 0, "identification": "identified",
    }  # fmt: skip
    client.post(reverse("admin:references_source_change", args=[source.pk]), body)
    assert not Passage.objects.exists()


@pytest.mark.parametrize("act", [delete, delete_many])
def test_a_claim_that_readers_see_stays(client, act):
    _, citation, _ = builders.published_article()
    assert "Readers see this claim, so it stays." in act(client, citation.claim).content.decode()
    assert Claim.objects.exists()


@pytest.mark.parametrize(("gone", "why"), [(False, "stands in a draft"), (True, "stays on record")])
def test_so_does_a_claim_of_a_draft_and_one_that_left_its_text(client, gone, why):
    article, citation = builders.cited_article()
    if gone:
        builders.rewrite(article, "<p>Nothing.</p>", by=builders.editor())
    assert why in delete(client, citation.claim).content.decode()
    assert Claim.objects.exists()


def test_an_article_that_was_ever_public_stays_and_the_page_says_why(client):
    article, _, _ = builders.published_article()
    response = delete(client, article)
    assert "edition" in response.content.decode()
    assert Article.objects.exists()


def test_a_family_with_versions_stays(client):
    family = SourceFamily.objects.create(name="A review and its updates")
    builders.source(family=family)
    assert "1 source belongs to this family" in delete(client, family).content.decode()


def test_even_past_the_admin_a_cited_source_and_a_published_article_stay():
    article, citation, _ = builders.published_article()
    for row in (citation.source, citation.claim, citation.passages.get()):
        with pytest.raises(ProtectedError):
            row.delete()
    with pytest.raises((ProtectedError, IntegrityError)), transaction.atomic():
        Article.objects.get(pk=article.pk).delete()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["references_source", "references_claim", "references_passage", "articles_article"])
def test_even_in_plain_sql_the_database_refuses(table):
    builders.published_article()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")
