"""The audit report of an article: what an edition says and every verdict that was given on it."""

import csv
import json
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import publishing
from references.outcomes import Outcome
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client):
    person = builders.reviewer(first_name="Ruth", last_name="Reviewer")
    client.force_login(person)
    return person


def address(article, query=""):
    return reverse("audit-report", args=[article.pk]) + query


def rows(response):
    return list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))


def test_the_report_names_the_digest_of_the_edition_that_it_is_about(client, reviewer):
    article, _, edition = builders.published_article()
    page = client.get(address(article)).content.decode()
    assert edition.digest in page
    assert edition.content_digest in page
    assert "Pain fell by 2 points." in page


def test_the_report_leads_to_the_draft_and_to_the_page_that_readers_see(client, reviewer):
    article, _, _ = builders.published_article()
    page = client.get(address(article)).content.decode()
    assert f'href="{article.get_admin_url()}"' in page
    assert f'href="{article.get_absolute_url()}"' in page
    assert f'href="{reverse("approve", args=[article.pk])}"' in page


def test_each_verdict_ever_given_is_told_and_whether_it_was_for_this_wording(client, reviewer):
    article, citation = builders.cited_article()
    builders.judge(citation, Outcome.PARTLY, note="Only in women.")
    builders.rewrite(
        article, builders.Text.objects.get(parent=article).text.replace("2 points", "3 points"), by=builders.editor()
    )
    builders.judge(citation, Outcome.SUPPORTED, now=later(4))
    builders.publish(article)
    found = rows(client.get(address(article, "?format=csv")))
    assert [(r["verdict"], r["of this wording"]) for r in found] == [("partly", "no"), ("supported", "yes")]
    assert found[0]["note"] == "Only in women."


def test_a_draft_that_was_never_published_has_a_report_too(client, reviewer):
    article, _ = builders.cited_article()
    page = client.get(address(article)).content.decode()
    assert "this is the draft as it stands" in page
    assert "Never judged." in page


def test_an_older_edition_is_reported_on_as_it_was(client, reviewer):
    article, _, first = builders.published_article()
    builders.rewrite(article, "<p>Nothing is known.</p>", by=builders.editor(), now=later(7))
    builders.publish(article, note="Cut", now=later(8))
    data = json.loads(client.get(address(article, "?edition=1&format=json")).content)
    assert data["edition"]["digest"] == first.digest
    assert [c["text"] for c in data["claims"]] == ["Pain fell by 2 points."]


def test_a_removed_body_is_said_and_not_shown(client, reviewer):
    article, _, edition = builders.published_article()
    by = builders.administrator()
    publishing.suppress(edition=edition, by=by, now=later(9), what="A name", legal_basis="A court order")
    response = client.get(address(article, "?edition=1"))
    assert response.status_code == 404
    assert "The text of edition 1 was removed" in response.content.decode()


@pytest.mark.parametrize(
    "query", ["?edition=7", "?edition=x", "?edition=-1", "?edition=²", "?edition=99999999999999999999"]
)
def test_an_edition_that_does_not_exist_is_said(client, reviewer, query):
    article, _, _ = builders.published_article()
    response = client.get(address(article, query))
    assert response.status_code == 404
    assert "no such edition" in response.content.decode()


def test_what_others_wrote_is_shown_as_text(client, reviewer):
    article, citation = builders.cited_article()
    builders.judge(citation, Outcome.WEAKER, note="<script>alert(1)</script>")
    page = client.get(address(article, "?edition=draft")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_number_of_queries_does_not_grow_with_the_claims(client, reviewer):
    def queries(article):
        client.get(address(article))
        with CaptureQueriesContext(
            connection,
        ) as context:
            client.get(address(article))
        return len(context)

    article, _, _ = builders.published_article()
    few = queries(article)
    cited = [builders.source() for _ in range(6)]
    marks = "".join(f"<p>{builders.mark(f'Sentence {n}.', s.citekey)}</p>" for n, s in enumerate(cited))
    many = builders.article(marks)
    assert queries(builders.article(f"<p>{builders.mark('One.', cited[0].citekey)}</p>")) == queries(many)
    assert few <= 14
