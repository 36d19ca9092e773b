import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from references import filling
from references.admin.source_page import look
from references.details import Details
from references.models import (
    LookAlike,
    NoticeWitness,
    Source,
    SourceChange,
    SourceCheck,
    SourceFamily,
    SourceLink,
    SourceMerge,
)
from references.models.source import SourceStatus
from references.notices import lift_notice, record_notice
from references.renaming import rename
from tests import builders
from tests.builders import NOW, later

from .source_forms import posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    person = builders.editor(first_name="Ada", last_name="Editor")
    client.force_login(person)
    return person


def address(source):
    return reverse("admin:references_source_change", args=[source.pk])


def page(client, source):
    return client.get(address(source)).content.decode()


def told(client, source):
    return client.get(address(source)).context["told"]


def test_each_citation_says_where_it_stands_and_how_it_was_judged(client, editor):
    article, citation, _ = builders.published_article()
    (row,) = told(client, citation.source)["citations"]
    assert (row["document"], row["section"], row["live"], row["in_draft"]) == (article, "Trials", True, True)
    assert (row["words"], row["stale"]) == ("supported", False)
    text = page(client, citation.source)
    assert f'href="{article.get_admin_url()}"' in text
    assert f'href="{citation.claim.get_absolute_url()}"' in text
    assert f'href="{citation.source.get_absolute_url()}"' in text
    assert citation.get_audit_url() not in text


def test_a_reviewer_finds_the_way_to_the_audit_page(client):
    _, citation = builders.cited_article()
    client.force_login(builders.reviewer())
    text = page(client, citation.source)
    assert citation.get_audit_url() in text
    assert "never checked" in text


def test_a_sentence_that_only_readers_still_see_is_told(client, editor):
    article, citation, _ = builders.published_article()
    builders.rewrite(article, "<p>Nothing is claimed.</p>", by=editor, now=later(9))
    assert "live, gone from the draft" in page(client, citation.source)


def test_a_notice_stands_with_its_witnesses_and_one_that_was_lifted_with_the_reason(client, editor):
    source = builders.source()
    notice = record_notice(source=source, type="expression-of-concern", by=None, now=NOW, doi="10.1000/n", note="Data.")
    for who, feed in (("publisher", "crossref"), ("pubmed", "pubmed")):
        NoticeWitness.objects.create(notice=notice, asserted_by=who, seen_in=feed, first_seen_at=NOW, last_seen_at=NOW)
    text = page(client, source)
    assert "Expression of concern" in text
    assert "Recorded by the watch" in text
    assert "The publisher, seen in Crossref" in text
    assert "PubMed, seen in PubMed" in text
    assert "https://doi.org/10.1000/n" in text
    assert reverse("admin:references_notice_lift", args=[notice.pk]) in text
    lift_notice(notice, by=editor, now=later(), because="It concerns another paper.")
    text = page(client, source)
    assert "by Ada Editor: It concerns another paper." in text
    assert reverse("admin:references_notice_lift", args=[notice.pk]) not in text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Never checked"),
        ({"check_state": "checked", "checked_at": NOW, "check_tried_at": NOW}, "Last checked 4 Mar"),
        (
            {"check_state": "failed", "checked_at": NOW, "check_tried_at": later(24 * 60)},
            "Could not be checked on 5 Mar; last checked 4 Mar",
        ),
        (
            {"check_state": "failed", "check_tried_at": NOW},
            "Could not be checked on 4 Mar; never checked with success",
        ),
    ],
)
def test_never_failed_and_checked_are_three_different_things(fields, said):
    assert look(Source(citekey="x", **fields), now=NOW) == said


def test_a_feed_that_failed_says_when_it_last_answered(client, editor):
    source = builders.source()
    SourceCheck.objects.create(
        source=source,
        feed="pubmed",
        outcome="failed",
        problem="It was silent.",
        tried_at=later(24 * 60),
        answered_at=NOW,
    )
    SourceCheck.objects.create(source=source, feed="crossref", outcome="clear", tried_at=NOW, answered_at=NOW)
    rows = {feed: (said, problem) for feed, said, problem in told(client, source)["checks"]}
    assert rows["PubMed"][0].startswith("could not be checked, 5 Mar")
    assert "last answer 4 Mar" in rows["PubMed"][0]
    assert rows["PubMed"][1] == "It was silent."
    assert rows["Crossref"][0].startswith("no notice, 4 Mar")
    assert "None is recorded." in page(client, source)


def test_no_notice_after_a_look_is_no_proof(client, editor):
    source = builders.source(check_state="checked", checked_at=NOW, status=SourceStatus.CLEAR)
    assert "None is known. That is no proof" in page(client, source)


def test_other_versions_look_alikes_merges_and_former_citekeys_are_one_click_away(client, editor):
    family = SourceFamily.objects.create(name="Cramps")
    newer = builders.source("newer2020", family=family)
    source = builders.source("older2012", family=family, superseded_by=newer)
    preprint = builders.source("preprint2011", superseded_by=source)
    alike = builders.source("alike2012")
    LookAlike.objects.create(first=source, second=alike, score=98, digest="x", found_at=NOW)
    loser = builders.source("loser2012")
    Source.objects.filter(pk=loser.pk).update(merged_into=source)
    SourceMerge.objects.create(winner=source, loser=loser, at=NOW, by=editor, moved={})
    rename(source, "older2013")
    text = page(client, source)
    assert told(client, source)["versions"] == [(newer, "newer version"), (preprint, "older version")]
    for other in (newer, preprint, alike, loser):
        assert f'href="{address(other)}"' in text
    assert "was merged into this by Ada Editor" in text
    assert "Citekey it had before: older2012" in text
    assert "This record was merged into" in page(client, loser)


def test_the_history_says_what_changed_from_where_and_by_whom(client, editor):
    source = builders.source("found2020", title="A trial", pages="1-2")
    filling.fill(
        source, filling.details_of(source).__class__(volume="7", year=2021), by=editor, now=NOW, origin="crossref",
        fields={"volume", "date"},
    )  # fmt: skip
    change = told(client, source)["changes"][0]
    assert (change["origin"], change["by"]) == ("Crossref", editor)
    assert ("volume", "", "7") in change["rows"]
    assert ("date", "2020", "2021") in change["rows"]
    assert "Crossref" in page(client, source)


def test_the_history_of_a_new_source_strikes_nothing_out(client, editor):
    details = Details(title="A trial", csl_type="article-journal", doi="10.1000/new", authors=[{"literal": "NHS"}])
    change = told(client, filling.new_source(details, by=editor, now=NOW, origin="crossref"))["changes"][0]
    assert change["began"]
    assert ("type", "", "journal article") in change["rows"]
    assert ("authors", "", "NHS") in change["rows"]


def test_what_a_person_corrects_is_theirs_and_stands_in_the_history(client, editor):
    source = builders.source()
    response = client.post(address(source), posted(source, title="Another title"))
    assert response.status_code == 302
    source.refresh_from_db()
    assert source.origins["title"][0] == "hand"
    change = SourceChange.objects.get(source=source)
    assert change.by == editor
    assert change.changes["title"][1] == "Another title"


def test_the_link_and_its_archived_copy_are_told(client, editor):
    source = builders.source(doi="", url="https://example.org/page")
    SourceLink.objects.create(
        source=source,
        url=source.url,
        state="dead",
        answer="404",
        checked_at=NOW,
        archive_url="https://web.archive.org/x",
    )
    text = page(client, source)
    assert "link dead" in text
    assert 'href="https://web.archive.org/x"' in text


def test_the_page_takes_as_many_queries_for_four_of_everything_as_for_one(client, editor):
    source = builders.source()

    def grow(n):
        article = builders.article(f"<p>{builders.mark(f'Pain fell in trial {n}.', source.citekey)}</p>", by=editor)
        builders.judge(builders.claim_of(article).citations.get())
        notice = record_notice(source=source, kind="other", by=editor, now=later(9 + n))
        NoticeWitness.objects.create(
            notice=notice, asserted_by="publisher", seen_in="crossref", first_seen_at=NOW, last_seen_at=NOW
        )
        SourceCheck.objects.create(source=source, feed=f"feed{n}", outcome="clear", tried_at=NOW)
        builders.source(superseded_by=source)
        other = builders.source()
        LookAlike.objects.create(first=source, second=other, score=98, digest="x", found_at=NOW)
        SourceChange.objects.create(source=source, origin="hand", changes={"volume": ["", str(n)]}, at=NOW, by=editor)
        loser = builders.source()
        SourceMerge.objects.create(winner=source, loser=loser, at=NOW, by=editor, moved={})
        builders.attachment(source, by=editor, path=f"attachments/{n}.pdf", sha256=f"{n:064d}")

    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(source)).status_code == 200
        return len(captured)

    grow(0)
    asked()
    first = asked()
    for n in range(1, 4):
        grow(n)
    assert asked() == first
    assert first <= 32


def test_the_help_of_a_field_does_not_change_the_looks_of_the_form(client, editor):
    text = client.get(reverse("admin:references_source_add")).content.decode()
    assert "&lt;i&gt;, &lt;b&gt;" in text
    assert "as <i>," not in text
