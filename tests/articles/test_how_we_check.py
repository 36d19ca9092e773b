"""How we check: plain words, and figures of today from the record."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.views.how_we_check import figures
from references.notices import record_notice
from references.outcomes import Outcome
from references.reporting import decide
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db

ADDRESS = "/about/how-we-check/"


def shown(client):
    response = client.get(ADDRESS)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", unescape(response.content.decode())))


def test_an_empty_site_says_so_and_still_explains(client):
    words = shown(client)
    assert "No article with claims is published at present." in words
    assert "Nothing yet." in words
    assert "does this source say what this sentence says?" in words


def test_the_figures_count_what_readers_can_open_today(client):
    builders.published_article()
    unchecked, _ = builders.cited_article()
    builders.publish(unchecked, assurance="not-yet-checked")
    builders.cited_article()  # a draft
    withdrawn, _, _ = builders.published_article()
    publishing.withdraw(article=withdrawn, by=builders.publisher(), now=later(30), because="It was wrong.")
    counted = figures()
    assert (counted["articles"], counted["claims"], counted["checked"], counted["share"]) == (2, 2, 1, 50)
    assert counted["oldest"] == later(2).date()
    assert counted["withdrawn"] == 1
    assert "checked for the words they have now: 1 of 2" in shown(client)


def test_the_share_is_rounded_down_so_that_a_hundred_means_all():
    _, _, edition = builders.published_article()
    meter = {"total": 1000, "statuses": {"matches": 999, "stale": 1}, "certainty": {"not-rated": 1000}}
    edition.rendering.meter = meter
    edition.rendering.save()
    assert figures()["share"] == 99


def test_what_speaks_against_us_is_counted():
    _, citation, _ = builders.published_article()
    builders.judge(citation, Outcome.CONTRADICTED, now=later(20))
    _, cited, _ = builders.published_article()
    now, by = later(21), builders.editor()
    record_notice(source=cited.source, kind="retraction", by=by, now=now, note="Made up.")
    record_notice(source=builders.source(), kind="retraction", by=by, now=now, note="Nobody cites it.")
    counted = figures()
    assert (counted["since"], counted["retracted"]) == (1, 1)


def test_waivers_of_live_editions_are_counted():
    _, _, edition = builders.published_article()
    edition.rendering.meter |= {"waivers": 3}
    edition.rendering.save()
    assert figures()["waivers"] == 3


def test_reports_are_counted_by_what_came_of_them(client):
    _, citation, _ = builders.published_article()
    now = timezone.now() - timedelta(hours=1)
    outcomes = ["", "corrected", "will-correct", "stands", "stands", "spam"]
    for outcome in outcomes:
        report = builders.reported(citation.claim, now=now)
        if outcome:
            said = {"outcome": outcome, "answer": "We looked.", "is_public": False}
            decide(report=report, by=builders.reviewer(), now=now, **said)
    counted = figures()
    names = ("reports", "waiting", "corrected", "will_correct", "stands")
    assert [counted[name] for name in names] == [5, 1, 1, 1, 2]
    assert "We looked." not in shown(client)


def test_the_page_costs_four_queries_and_is_kept_by_caches(client, django_assert_num_queries):
    for _ in range(3):
        builders.published_article()
    with django_assert_num_queries(4):
        first = client.get(ADDRESS)
    assert not first.cookies
    assert client.get(ADDRESS, headers={"if-none-match": first["ETag"]}).status_code == 304
    builders.published_article()
    assert client.get(ADDRESS, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_every_page_leads_to_it(client):
    assert f'href="{ADDRESS}"' in client.get("/articles/").content.decode()
    assert reverse("how-we-check") == ADDRESS
