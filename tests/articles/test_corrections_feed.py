"""The feed of corrections: what was put right, and what became known about sources of live sentences."""

import re
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from articles import publishing
from articles.models import Article
from references.notices import lift_notice, record_notice
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def get(client, **headers):
    return client.get(reverse("corrections-feed"), **headers)


def entries(client):
    return [
        {part.tag.removeprefix(ATOM): part.text or part.get("href") for part in entry}
        for entry in ElementTree.fromstring(get(client).content).findall(f"{ATOM}entry")
    ]


def titles(client):
    return [entry["title"] for entry in entries(client)]


def second_edition(article, citation, kind="major", minutes=10):
    html = f"<p>{builders.mark('Pain fell by 3 points.', citation.source.citekey, id=citation.claim_id)}</p>"
    builders.rewrite(article, html, by=builders.editor(), now=later(minutes))
    builders.judge(citation, now=later(minutes + 1))
    return builders.publish(article, now=later(minutes + 2), note="The figure was <wrong>.", kind=kind)


def retraction(citation, minutes=20, **extra):
    about = {"type": "retraction", "published_on": later().date(), "note": "Data & figures were made up."}
    return record_notice(source=citation.source, by=None, now=later(minutes), **{**about, **extra})


def test_a_corrected_edition_is_told_with_its_note(client):
    article, citation, _ = builders.published_article(title="Magnesium and pain")
    assert titles(client) == []
    second_edition(article, citation)
    [entry] = entries(client)
    assert entry["title"] == "Corrected: Magnesium and pain"
    assert entry["link"] == f"http://testserver/articles/{article.slug}/editions/2/"
    assert entry["summary"] == "<p>Edition 2: The figure was &lt;wrong&gt;.</p>"
    assert entry["updated"] == "2026-03-04T09:12:00+00:00"


def test_a_minor_change_is_no_correction(client):
    article, citation, _ = builders.published_article()
    second_edition(article, citation, kind="minor")
    assert titles(client) == []


def test_a_withdrawn_article_is_told_under_the_title_that_readers_knew(client):
    article, _, _ = builders.published_article(title="Old advice")
    Article.objects.filter(pk=article.pk).update(title="A new title of the draft")
    publishing.withdraw(article=article, by=builders.publisher(), now=later(30), because="It was wrong.")
    [entry] = entries(client)
    assert entry["title"] == "Withdrawn: Old advice"
    assert "It was wrong." in entry["summary"]


def test_a_notice_says_which_articles_rest_on_its_source(client):
    article, citation, _ = builders.published_article(title="Magnesium and pain")
    retraction(citation)
    [entry] = entries(client)
    assert entry["title"] == "Retracted: Author 2020"
    assert "The source has been retracted, 4 March 2026. Data &amp; figures were made up." in entry["summary"]
    assert (
        f'<a href="http://testserver/articles/{article.slug}/">Magnesium and pain</a>: 1 sentence<' in entry["summary"]
    )
    assert entry["link"].endswith(f"/sources/{citation.source.citekey}/")


def test_a_notice_about_a_source_that_no_reader_meets_is_not_told(client):
    _, draft = builders.cited_article()
    retraction(draft)
    record_notice(source=draft.source, kind="other", by=None, now=later(21))
    assert titles(client) == []


def test_a_notice_that_does_not_stand_any_more_says_so_under_the_same_entry(client):
    _, citation, _ = builders.published_article()
    notice = retraction(citation)
    [before] = entries(client)
    lift_notice(notice, by=builders.editor(), now=later(40), because="It concerns a namesake.")
    [after] = entries(client)
    assert after["title"] == "Taken back: Retracted: Author 2020"
    assert "It concerns a namesake." in after["summary"]
    assert (after["id"], after["published"]) == (before["id"], before["published"])
    assert after["updated"] > before["updated"]


def test_a_notice_that_no_reader_ever_met_is_not_taken_back(client):
    article, citation = builders.cited_article()
    lift_notice(retraction(citation, 1), by=builders.editor(), now=later(2), because="A namesake.")
    builders.judge(citation, now=later(3))
    builders.publish(article)
    at_once = retraction(citation, 30)
    lift_notice(at_once, now=later(30), because="Reinstated.")
    assert titles(client) == []


def test_a_notice_reaches_articles_that_cite_the_source_under_the_name_it_had(client):
    _, citation, _ = builders.published_article()
    winner = builders.source()
    citation.source.merged_into = winner
    citation.source.save()
    record_notice(source=winner, by=None, now=later(20), type="erratum")
    assert titles(client) == ["An error in it corrected: Author 2020"]


def test_the_newest_entry_comes_first_whatever_its_kind(client):
    article, citation, _ = builders.published_article(title="One")
    other, _, _ = builders.published_article(title="Two")
    second_edition(article, citation)
    publishing.withdraw(article=other, by=builders.publisher(), now=later(15), because="Wrong.")
    retraction(citation)
    assert [t.split(":")[0] for t in titles(client)] == ["Retracted", "Withdrawn", "Corrected"]


def test_the_feed_costs_four_queries_whatever_is_in_it(client, django_assert_num_queries):
    for _ in range(3):
        article, citation, _ = builders.published_article()
        second_edition(article, citation)
        retraction(citation)
    with django_assert_num_queries(4):
        get(client)


def test_a_reader_who_has_the_feed_gets_304_until_something_happens(client):
    _, citation, _ = builders.published_article()
    empty = get(client)
    assert get(client, headers={"if-none-match": empty["ETag"]}).status_code == 304
    retraction(citation)
    full = get(client, headers={"if-none-match": empty["ETag"]})
    assert full.status_code == 200
    assert full["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert full["Last-Modified"] == "Wed, 04 Mar 2026 09:20:00 GMT"
    assert full["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert get(client, headers={"if-none-match": full["ETag"]}).status_code == 304
    assert "set-cookie" not in full.headers


def test_a_note_that_xml_cannot_carry_does_not_break_the_feed(client):
    _, citation, _ = builders.published_article(title="Odd \x0b title")
    retraction(citation, note="A vertical tab \x0b and an escape \x1b.")
    [entry] = entries(client)
    assert "A vertical tab   and an escape  ." in entry["summary"]


def test_every_page_leads_to_the_feed(client):
    article, citation, _ = builders.published_article()
    for address in ("/", article.get_absolute_url(), reverse("source", args=[citation.source.citekey])):
        html = client.get(address).content.decode()
        assert re.search(r'<link rel="alternate" href="/feeds/corrections.atom" type="application/atom\+xml"', html)
