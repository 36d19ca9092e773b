"""The reviewers' dashboard: figures drawn from the record, a table behind each plot."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.audit import figures, open_risks
from references.audit import opinions
from references.audit.risks import Risk
from references.models import ProblemReport
from references.outcomes import Outcome
from tests import builders
from tests.builders import NOW, later

pytestmark = pytest.mark.django_db
DASHBOARD = "/audit/dashboard/"


@pytest.fixture
def reviewer(client):
    person = builders.reviewer()
    client.force_login(person)
    return person


def page(client, query=""):
    response = client.get(DASHBOARD + query)
    assert response.status_code == 200
    return response.content.decode()


def risk(which, now=None):
    return next(r for r in open_risks.count(now or later(60)) if r.risk == which)


def test_an_empty_site_says_that_there_is_nothing_yet(client, reviewer):
    told = page(client)
    assert "No text has a citation yet." in told
    assert "No verdict stands yet." in told
    assert "No citation was judged by two people yet." in told


def test_coverage_counts_fresh_verdicts_on_todays_wording(client, reviewer):
    _, judged = builders.cited_article()
    builders.judge(judged)
    builders.cited_article()
    assert "50 %" in page(client)
    assert "1 of 2" in page(client)


def test_articles_are_found_by_words_of_their_title(client, reviewer):
    builders.cited_article(title="Magnesium and sleep")
    builders.cited_article(title="Magnesium and cramps")
    told = page(client, "?q=sleep+MAGNESIUM")
    assert "Magnesium and sleep" in told
    assert "Magnesium and cramps" not in told
    assert "No article has these words" in page(client, "?q=zinc")


def test_only_the_ten_with_most_to_do_are_shown_until_somebody_searches(client, reviewer):
    for n in range(12):
        builders.cited_article(title=f"Article {n:02}")
    told = page(client)
    assert told.count("Audit report<") == 10
    assert "The 10 with most to do of 12" in told


def test_the_oldest_check_still_standing_leads_to_its_citation(client, reviewer):
    _, old = builders.cited_article()
    builders.judge(old, now=later(2))
    _, new = builders.cited_article()
    builders.judge(new, now=later(9))
    assert figures.oldest_standing() == old
    assert old.get_audit_url() in page(client)


def test_a_check_that_was_overtaken_by_an_edit_no_longer_stands():
    article, citation = builders.cited_article()
    builders.judge(citation)
    text = builders.Text.objects.get(parent=article).text
    builders.rewrite(article, text.replace("2 points", "3 points"), by=builders.editor())
    assert figures.oldest_standing() is None
    assert sum(n for _, n in figures.ages(later(9)).rows) == 0


@pytest.mark.parametrize(
    ("days", "months"),
    [(0, "0–3"), (90, "0–3"), (91, "3–6"), (200, "6–9"), (364, "9–12"), (365, "over 12"), (900, "over 12")],
)
def test_standing_verdicts_are_counted_by_their_age(days, months):
    _, citation = builders.cited_article()
    builders.judge(citation, now=NOW)
    assert dict(figures.ages(NOW + timedelta(days=days)).rows) == {
        label: int(label == months) for _, label in figures.AGES
    }


def test_verdicts_are_counted_by_week_and_weeks_without_one_are_shown():
    _, citation = builders.cited_article()
    builders.judge(citation, now=NOW)  # a Wednesday
    builders.judge(citation, now=NOW + timedelta(weeks=2))
    rows = figures.weeks(NOW + timedelta(weeks=3)).rows
    assert len(rows) == figures.WEEKS
    assert [n for _, n in rows[-4:]] == [1, 0, 1, 0]
    assert rows[-4][0] == "2026-03-02"


def test_a_verdict_that_was_taken_back_is_no_work_of_the_week():
    from references.audit.verdicts import undo_verdict

    _, citation = builders.cited_article()
    by = builders.reviewer()
    builders.judge(citation, by=by, now=NOW)
    undo_verdict(citation=citation, by=by, now=later(3))
    assert sum(n for _, n in figures.weeks(later(9)).rows) == 1


def test_agreement_between_two_reviewers_is_told_with_its_interval(client, reviewer):
    for second in (Outcome.SUPPORTED, Outcome.PARTLY):
        _, citation = builders.cited_article()
        builders.judge(citation, Outcome.SUPPORTED)
        opinions.ask(citation=citation, by=builders.reviewer(), now=later(3))
        builders.judge(citation, second, now=later(4))
    assert {row[:3] for row in figures.agreement().rows} == {
        ("supported", "supported", 1),
        ("supported", "partly supported", 1),
    }
    assert "50 %" in page(client)
    assert "9 to 91 % is the 95 % interval" in page(client)


def test_open_risks_show_zero_too_and_since_when_the_oldest_waits():
    _, citation, _ = builders.published_article()
    builders.judge(citation, Outcome.CONTRADICTED, now=later(7))
    found = open_risks.count(later(60))
    assert [r.risk for r in found] == list(Risk)
    negative = risk(Risk.NEGATIVE)
    assert (negative.all, negative.live, negative.since) == (1, 1, later(7))
    assert risk(Risk.NEVER) == open_risks.OpenRisk(Risk.NEVER)
    assert open_risks.high_and_live(found).count == 1


def test_a_report_on_a_live_sentence_is_a_high_risk():
    _, citation, _ = builders.published_article()
    ProblemReport.objects.create(
        claim=citation.claim, wording="Pain fell.", kind="number", text="It is 3.", at=later(8)
    )
    assert (risk(Risk.REPORT).live, risk(Risk.REPORT).since) == (1, later(8))
    assert open_risks.high_and_live(open_risks.count(later(9))).told == "1 reported by a reader"


@pytest.mark.parametrize("name", ["coverage", "risks", "ages", "weeks", "agreement", "findings"])
def test_every_figure_is_a_table_too(client, reviewer, name):
    builders.published_article()
    table = client.get(reverse("audit-figure", args=[name, "json"])).json()
    assert all(len(row) == len(table["columns"]) for row in table["rows"])
    saved = client.get(reverse("audit-figure", args=[name, "csv"]))
    assert saved["Content-Disposition"] == f'attachment; filename="audit-{name}.csv"'


@pytest.mark.parametrize("address", ["people.csv", "coverage.exe"])
def test_a_figure_that_does_not_exist_is_said(client, reviewer, address):
    response = client.get(DASHBOARD + address)
    assert response.status_code == 404
    assert "no such figure" in response.content.decode()


def test_nobody_is_ranked(client, reviewer):
    _, citation = builders.cited_article()
    builders.judge(citation, by=builders.reviewer(first_name="Ines", last_name="Okafor"))
    assert "Okafor" not in page(client)


def test_the_number_of_queries_does_not_grow_with_the_articles(client, reviewer):
    def queries():
        with CaptureQueriesContext(connection) as context:
            page(client)
        return len(context)

    builders.published_article()
    page(client)
    few = queries()
    for _ in range(4):
        builders.published_article()
    assert queries() == few
