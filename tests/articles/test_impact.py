"""What becomes known about a source reaches every sentence that readers see resting on it."""

import json
import re
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from articles import impact, publishing
from articles.models import Edition
from references.audit.queue import Queue, Risk
from references.details import NoticeSeen
from references.duplicates import merging
from references.models import Citation, Notice
from references.monitoring import rounds
from references.monitoring.notices_seen import record_seen
from references.notice_types import NoticeType
from references.notices import lift_notice, record_notice
from references.renaming import rename
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db

NIGHT = 60 * 17


def seen(type="retraction", on="2026-02-03", **more):
    return NoticeSeen(type, "publisher", published_on=on, **{"doi": "10.1000/notice", **more})


def tell(source, type="retraction", minutes=NIGHT, **more):
    """The watch finds a notice at night."""
    return record_seen(source, [seen(type, **more)], feed="crossref", now=later(minutes))


def html_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def places(article, citation):
    """Every page on which readers meet the claim."""
    return {
        "article": article.get_absolute_url(),
        "edition": reverse("edition", args=[article.slug, 1]),
        "evidence": reverse("evidence", args=[article.slug]),
        "claim": reverse("claim", args=[citation.claim_id]),
        "source": reverse("source", args=[citation.source.survivor.citekey]),
        "feed": reverse("corrections-feed"),
    }


# ---- at once, everywhere, without anyone's doing


def test_a_retraction_found_at_night_stands_wherever_readers_meet_the_claim(client, catalogues):
    article, citation, edition = builders.published_article()
    source, was = citation.source, (edition.digest, edition.content.content)
    at = places(article, citation)
    etags = {name: client.get(address)["ETag"] for name, address in at.items()}
    update = {"DOI": "10.1000/notice", "type": "retraction", "source": "publisher"}
    update["updated"] = {"date-parts": [[2026, 2, 3]]}
    catalogues.crossref[source.doi] = {"updated-by": [update]}
    rounds.check_sources(_Progress(), since=later(1).isoformat())

    pages = {name: html_of(client, address) for name, address in at.items()}
    for name in at:
        assert client.get(at[name])["ETag"] != etags[name], name
    for name in ("article", "edition"):
        top, sentence = pages[name].split('class="claim"', 1)
        assert "<b>The source has been retracted</b>, 3 February 2026" in top, name
        assert "noticed on 5 March 2026" in top
        assert 'href="https://doi.org/10.1000/notice"' in top
        paragraph, reference = sentence.split("</p>", 1)[0], sentence.split('id="ref-1"', 1)[1].split("</li>")[0]
        for place in (paragraph, reference):
            assert "The source has been retracted, 3 February 2026</strong>" in place, name
    for name in ("evidence", "claim"):
        assert "<b>The source has been retracted</b>, 3 February 2026" in pages[name], name
    assert "Retracted, 3 February 2026" in re.sub(r"<svg.*?</svg>", "", pages["source"])
    assert "Asserted by the publisher; noticed on 5 March 2026" in pages["source"]
    assert "Retracted: Author 2020" in pages["feed"]
    [notice] = client.get(reverse("evidence-json", args=[article.slug])).json()["live"]["notices"]
    assert (notice["what"], notice["type"], notice["published_on"]) == ("retraction", "retraction", "2026-02-03")
    [notice] = client.get(reverse("source-json", args=[source.citekey])).json()["notices"]
    assert (notice["asserted_by"], notice["noticed_at"]) == (["publisher"], "2026-03-05T02:00:00.000000Z")

    edition = Edition.objects.get()
    assert (edition.digest, edition.content.content) == was
    assert Notice.objects.get().recorded_by is None


class _Progress:
    """What a job is handed; this one runs at night."""

    now = later(NIGHT)

    def say(self, *said, **figures):
        pass


@pytest.mark.parametrize("type", NoticeType)
def test_each_of_the_twelve_kinds_of_notice_is_told_in_plain_words(client, type):
    article, citation, _ = builders.published_article()
    tell(citation.source, type)
    pages = [html_of(client, address) for address in list(places(article, citation).values())[:4]]
    words = {
        "addendum": "Something has been added to the source",
        "clarification": "The source has been clarified",
        "correction": "The source has been corrected",
        "corrigendum": "The source has been corrected by its authors",
        "erratum": "An error in the source has been corrected",
        "expression-of-concern": "The publisher has expressed concern about the source",
        "new-edition": "A newer edition of the source has appeared",
        "new-version": "A newer version of the source has appeared",
        "partial-retraction": "Part of the source has been retracted",
        "removal": "The source has been removed by its publisher",
        "retraction": "The source has been retracted",
        "withdrawal": "The source has been withdrawn",
    }[type]
    assert all(words in page for page in pages)


def test_only_what_is_grave_is_shown_as_grave(client):
    article, citation, _ = builders.published_article()
    tell(citation.source, "new-version")
    html = html_of(client, article.get_absolute_url())
    assert 'class="alerts mild"' in html
    assert 'class="said qualifies"' in html
    tell(citation.source, "expression-of-concern", doi="10.1000/other")
    html = html_of(client, article.get_absolute_url())
    assert 'class="alerts"' in html
    assert html.index("expressed concern") < html.index("newer version")


def test_a_notice_without_a_day_says_when_it_was_noticed(client):
    article, citation, _ = builders.published_article()
    tell(citation.source, on="")
    assert "The source has been retracted; noticed on 5 March 2026</strong>" in html_of(
        client, article.get_absolute_url()
    )


def test_what_a_catalogue_says_reaches_pages_as_text(client):
    article, citation, _ = builders.published_article()
    tell(citation.source, note="<script>alert(1)</script> & more", doi="", url="javascript:alert(1)")
    for address in places(article, citation).values():
        html = html_of(client, address)
        assert "<script>alert" not in html
        assert "javascript:" not in html


# ---- what readers see counts, not the draft


def test_a_sentence_that_the_draft_has_dropped_is_reached(client):
    editor = builders.editor()
    article, citation, _ = builders.published_article(by=editor)
    builders.rewrite(article, "<p>Nothing.</p>", by=editor, now=later(10))
    tell(citation.source)
    html = html_of(client, article.get_absolute_url())
    assert html.count("The source has been retracted") == 3


def test_a_sentence_whose_source_the_draft_has_dropped_is_reached(client):
    editor = builders.editor()
    article, citation, _ = builders.published_article(by=editor)
    html = f"<p>{builders.mark('Pain fell by 2 points.', builders.source().citekey, id=citation.claim_id)}</p>"
    builders.rewrite(article, html, by=editor, now=later(10))
    tell(citation.source)
    assert html_of(client, article.get_absolute_url()).count("The source has been retracted") == 3


def test_a_source_that_only_the_draft_cites_tells_readers_nothing(client):
    editor = builders.editor()
    article, citation, _ = builders.published_article(by=editor)
    new = builders.source()
    html = f"<p>{builders.mark('Pain fell by 2 points.', new.citekey, id=citation.claim_id)}</p>"
    builders.rewrite(article, html, by=editor, now=later(10))
    tell(new)
    assert "has been retracted" not in html_of(client, article.get_absolute_url())


def test_every_article_and_every_sentence_on_the_source_is_reached(client):
    one, citation, _ = builders.published_article()
    key = citation.source.citekey
    text = "".join(f"<p>{builders.mark(f'Sentence {n}.', key)}</p>" for n in range(3))
    other = builders.article(f"<h2>More</h2>{text}")
    builders.publish(other, assurance="not-yet-checked")
    tell(citation.source)
    assert html_of(client, one.get_absolute_url()).count("The source has been retracted") == 3
    assert html_of(client, other.get_absolute_url()).count("The source has been retracted") == 5


def test_a_renamed_source_is_reached_under_its_old_name(client):
    article, citation, _ = builders.published_article()
    renamed = rename(citation.source, "renamed2020")
    tell(renamed)
    html = html_of(client, article.get_absolute_url())
    assert html.count("The source has been retracted") == 3
    assert reverse("source", args=["renamed2020"]) in html


def test_a_notice_about_the_record_that_took_the_place_of_a_merged_one_is_reached(client):
    article, citation, _ = builders.published_article()
    winner = builders.source()
    merging.merge(winner=winner, loser=citation.source, by=builders.editor(), now=later(20))
    tell(winner)
    assert html_of(client, article.get_absolute_url()).count("The source has been retracted") == 3


def test_a_merge_with_a_record_that_was_retracted_long_ago_tells_readers_at_once(client):
    winner = builders.source()
    tell(winner, minutes=1)
    article, citation, _ = builders.published_article()
    merging.merge(winner=winner, loser=citation.source, by=builders.editor(), now=later(20))
    assert html_of(client, article.get_absolute_url()).count("The source has been retracted") == 3


def test_a_claim_that_cites_two_records_of_one_work_is_told_once(client):
    cited = [builders.source(), builders.source()]
    article = builders.article(f"<p>{builders.mark('Pain fell.', *[s.citekey for s in cited])}</p>")
    builders.publish(article, assurance="not-yet-checked")
    merging.merge(winner=cited[0], loser=cited[1], by=builders.editor(), now=later(20))
    tell(cited[0])
    article.refresh_from_db()
    assert len(article.reader_alerts) == 1


def test_a_notice_that_was_found_while_somebody_published_is_not_lost(client):
    article, citation, _ = builders.published_article()
    tell(citation.source, minutes=1)  # the look began before the edition was published, and ended after it
    assert html_of(client, article.get_absolute_url()).count("The source has been retracted") == 3


# ---- until it is dealt with


def test_lifting_takes_it_away_and_the_etag_changes_again(client):
    article, citation, _ = builders.published_article()
    at = places(article, citation)
    before = client.get(at["article"])
    [notice] = tell(citation.source)
    during = client.get(at["article"])
    lift_notice(notice, by=builders.editor(), now=later(NIGHT + 5), because="It concerns a namesake.")
    after = client.get(at["article"])
    assert before["ETag"] == after["ETag"] != during["ETag"]
    assert "has been retracted" not in after.content.decode()
    assert "Retracted" not in html_of(client, at["source"])


def test_a_reader_who_has_the_old_page_is_not_told_that_it_is_current(client):
    article, citation, _ = builders.published_article()
    etag = client.get(article.get_absolute_url())["ETag"]
    tell(citation.source)
    response = client.get(article.get_absolute_url(), headers={"if-none-match": etag})
    assert response.status_code == 200


def test_an_edition_that_shows_the_notice_needs_no_alert_even_when_more_is_learnt_of_it(client):
    article, citation, _ = builders.published_article()
    tell(citation.source, "correction", doi="")
    builders.judge(citation, now=later(NIGHT + 1))
    builders.publish(article, now=later(NIGHT + 2), note="A source was corrected.")
    record_seen(citation.source, [seen("correction", pmid="5")], feed="pubmed", now=later(NIGHT + 3))
    article.refresh_from_db()
    assert article.reader_alerts == []


def test_a_second_notice_of_the_same_words_is_told_though_the_edition_shows_the_first():
    article, citation, _ = builders.published_article()
    tell(citation.source, "correction", doi="10.1000/a")
    builders.judge(citation, now=later(NIGHT + 1))
    builders.publish(article, now=later(NIGHT + 2), note="A source was corrected.")
    tell(citation.source, "correction", NIGHT + 3, doi="10.1000/b")
    article.refresh_from_db()
    assert len(article.reader_alerts) == 1


def test_alerts_cost_a_few_queries_whatever_the_number_of_claims(django_assert_max_num_queries):
    cited = [builders.source() for _ in range(4)]
    text = "".join(f"<p>{builders.mark(f'Sentence {n}.', *[s.citekey for s in cited])}</p>" for n in range(12))
    article = builders.article(f"<h2>More</h2>{text}")
    builders.publish(article, assurance="not-yet-checked")
    with django_assert_max_num_queries(10):
        impact.refresh_alerts(article)


def test_alerts_of_a_page_made_before_types_were_told_still_show(client):
    article, citation, _ = builders.published_article()
    tell(citation.source)
    article.refresh_from_db()
    old = {k: v for k, v in article.reader_alerts[0].items() if k not in ("type", "published_on", "url")}
    article.reader_alerts = [old]
    article.save()
    for address in places(article, citation).values():
        html_of(client, address)
    assert json.loads(client.get(reverse("claim-json", args=[citation.claim_id])).content)["notices"]


# ---- the audit queue


def waiting(person):
    return [item.key for item in Queue(person, later(NIGHT + 20)).items]


def test_claims_that_readers_see_on_a_retracted_source_come_first_in_the_queue():
    reviewer = builders.reviewer()
    _, draft = builders.cited_article()
    record_notice(source=draft.source, kind="retraction", by=None, now=later(1))
    _, concern, _ = builders.published_article()
    tell(concern.source, "expression-of-concern")
    _, live, _ = builders.published_article()
    tell(live.source)
    assert waiting(reviewer)[0] == live.pk
    assert set(waiting(reviewer)) == {live.pk, draft.pk, concern.pk}


@pytest.mark.parametrize("dropped", ["sentence", "source"])
def test_a_claim_that_the_draft_dropped_stays_in_the_queue_while_readers_see_it(client, dropped):
    editor, reviewer = builders.editor(), builders.reviewer()
    article, citation, _ = builders.published_article("Pain fell.", by=editor)
    kept = builders.mark("Pain fell.", builders.source().citekey, id=citation.claim_id)
    builders.rewrite(
        article, "<p>Nothing.</p>" if dropped == "sentence" else f"<p>{kept}</p>", by=editor, now=later(10)
    )
    before = waiting(reviewer)
    tell(citation.source)
    assert waiting(reviewer) == [citation.pk, *before]
    client.force_login(reviewer)
    assert "gone from the draft" in html_of(client, reverse("audit:queue"))
    page = client.get(reverse("audit:citation", args=[citation.pk])).content.decode()
    assert "Readers see it until the next edition is published." in page
    publishing.withdraw(article=article, by=builders.publisher(), now=later(NIGHT + 9), because="Retracted.")
    assert waiting(reviewer) == before


def test_a_verdict_does_not_take_a_retracted_source_off_the_queue_while_readers_see_it():
    reviewer = builders.reviewer()
    _, citation, _ = builders.published_article()
    tell(citation.source)
    builders.judge(citation, by=reviewer, now=later(NIGHT + 1))
    assert [(i.risk, i.key) for i in Queue(reviewer, later(NIGHT + 20)).items] == [(Risk.SOURCE, citation.pk)]


def test_a_retracted_source_that_is_only_cited_as_wrong_leaves_the_queue_once_judged():
    reviewer = builders.reviewer()
    article, citation = builders.cited_article(voice="reported", stance="contradicts")
    builders.judge(citation, "contradicted")
    builders.publish(article)
    tell(citation.source)
    builders.judge(citation, "contradicted", by=reviewer, now=later(NIGHT + 1))
    assert waiting(reviewer) == []


# ---- the record


def test_a_citation_knows_that_readers_see_it_until_an_edition_without_it():
    editor = builders.editor()
    article, citation, _ = builders.published_article(by=editor)
    assert citation.is_live
    builders.rewrite(article, "<p>Nothing.</p>", by=editor, now=later(10))
    citation.refresh_from_db()
    assert citation.is_live
    publishing.withdraw(article=article, by=builders.publisher(), now=later(11), because="Wrong.")
    citation.refresh_from_db()
    assert not citation.is_live


def test_citations_of_live_editions_that_stood_before_are_marked_when_upgrading():
    _, citation, _ = builders.published_article()
    _, draft = builders.cited_article()
    Citation.objects.update(is_live=False)
    upgrade = import_module("articles.migrations.0002_live_citations")
    upgrade.mark(apps, connection.schema_editor())
    assert list(Citation.objects.filter(is_live=True)) == [citation]
    assert not draft.is_live
