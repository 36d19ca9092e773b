from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from references.models import Citation, Collection, Job, LookAlike, Source, Tag
from references.notices import record_notice
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db
LIST = "/admin/references/source/"


@pytest.fixture
def editor(client):
    person = builders.editor()
    client.force_login(person)
    return person


def rows(client, **asked):
    return client.get(LIST, asked).context["cl"].result_list


def keys(client, **asked):
    return [source.citekey for source in rows(client, **asked)]


def row(client, source):
    return next(s for s in rows(client) if s.pk == source.pk)


def judged(outcome, stance="supports", **extra):
    _, citation = builders.cited_article(stance=stance, **extra)
    builders.judge(citation, outcome)
    return citation.source


def alike(first, second):
    first, second = sorted((first, second), key=lambda s: s.pk)
    return LookAlike.objects.create(first=first, second=second, score=97, digest="x", found_at=builders.NOW)


def merged(loser, winner):
    Source.objects.filter(pk=loser.pk).update(merged_into=winner)


def test_verdicts_are_counted_by_what_they_mean_for_the_sentence(client, editor):
    sources = {
        "ok": judged("supported"),
        "partly": judged("weaker"),
        "negative": judged("contradicted"),
        "never": builders.cited_article()[1].source,
    }
    stale = judged("supported")
    record_notice(source=stale, kind="correction", by=editor, now=later(9))
    for state, source in (sources | {"stale": stale}).items():
        assert row(client, source).standing.verdicts == {state: 1}


def test_a_source_that_contradicts_as_its_stance_says_is_no_bad_news(client, editor):
    source = judged("contradicted", stance="contradicts", voice="reported")
    assert row(client, source).standing.verdicts == {"ok": 1}
    assert not keys(client, verdicts="negative")


def test_a_verdict_that_was_undone_or_could_not_be_reached_counts_as_never_checked(client, editor):
    assert row(client, judged("not-reached")).standing.verdicts == {"never": 1}


def test_a_source_that_only_readers_still_see_is_live_and_one_that_only_the_draft_names_is_not(client, editor):
    article, citation, _ = builders.published_article()
    new = builders.source()
    text = builders.mark("Pain fell by 2 points.", new.citekey, id=citation.claim_id)
    builders.rewrite(article, f"<p>{text}</p>", by=editor, now=later(9))
    old, fresh = row(client, citation.source).standing, row(client, new).standing
    assert (old.claims, old.live) == (1, 1)
    assert (fresh.claims, fresh.live) == (1, 0)
    assert keys(client, use="live") == [citation.source.citekey]
    assert keys(client, use="drafts") == [new.citekey]


def test_a_source_that_was_cited_once_is_not_called_never_cited(client, editor):
    article, citation = builders.cited_article()
    never = builders.source()
    builders.rewrite(article, "<p>Nothing is claimed.</p>", by=editor)
    assert keys(client, use="never") == [never.citekey]
    assert not keys(client, use="drafts")
    assert row(client, citation.source).standing.claims == 0


def test_a_look_that_failed_and_one_that_never_was_are_different_words(client, editor):
    now = timezone.now()
    for name, fields in {
        "clear": {"check_state": "checked", "checked_at": now},
        "old": {"check_state": "checked", "checked_at": now - timedelta(days=9)},
        "failed": {"check_state": "failed", "check_tried_at": now, "checked_at": now - timedelta(days=9)},
        "never": {},
    }.items():
        builders.source(name)
        Source.objects.filter(citekey=name).update(**fields)
    page = client.get(LIST).content.decode()
    assert "could not be checked" in page
    assert page.count("none recorded") == 2
    assert "failed" in page and "checked" in page
    assert {look: keys(client, looked=look) for look in ("day", "earlier", "failed", "never")} == {
        "day": ["clear"],
        "earlier": ["old"],
        "failed": ["failed"],
        "never": ["never"],
    }


def test_notices_and_newer_versions_stand_in_the_list_and_narrow_it(client, editor):
    sources = {kind: builders.source(kind) for kind in ("retraction", "concern", "correction", "newer-version")}
    for kind, source in sources.items():
        record_notice(source=source, kind=kind, by=editor, now=later())
    older = builders.source("older", superseded_by=builders.source("latest"))
    found = {value: keys(client, notices=value) for value in ("retracted", "concern", "corrected", "newer", "none")}
    assert found == {
        "retracted": ["retraction"],
        "concern": ["concern"],
        "corrected": ["correction"],
        "newer": ["newer-version", older.citekey],
        "none": ["latest"],
    }
    assert "newer version: latest" in client.get(LIST).content.decode()


def test_a_source_is_found_by_pmid_or_pmcid_as_people_write_them(client, editor):
    builders.source("garrison2020", pmid="32956536", pmcid="PMC8094171")
    builders.source("other")
    for typed in ("PMID 32956536", "pmid:32956536", "32956536", "PMCID: PMC8094171", "pmcid 8094171", "PMC8094171"):
        assert keys(client, q=typed) == ["garrison2020"], typed


def test_merged_records_are_left_out_until_they_are_asked_for(client, editor):
    winner, loser = builders.source("winner"), builders.source("loser")
    merged(loser, winner)
    assert keys(client) == ["winner"]
    assert keys(client, record="merged") == ["loser"]
    assert keys(client, q="loser") == []


def test_records_that_need_a_hand_are_found(client, editor):
    builders.source("whole")
    builders.source("bare", doi="", url="https://example.org/")
    builders.source("nobody", authors=[])
    builders.source("undated", year=None)
    builders.source("described", doi="", not_findable_because="A label names it.", identification="not-located")
    assert keys(client, record="unidentified") == ["bare", "described"]
    assert keys(client, record="incomplete") == ["nobody", "undated"]
    assert keys(client, record="not-located") == ["described"]


def test_look_alikes_are_told_until_somebody_decides(client, editor):
    pair = alike(builders.source("one"), builders.source("two"))
    builders.source("three")
    assert keys(client, record="alike") == ["one", "two"]
    page = client.get(LIST).content.decode()
    assert "Look-alikes (1)" in page
    assert f'<a href="{reverse("admin:references_import_changelist")}">Import</a>' in page
    pair.decision, pair.decided_at, pair.decided_by = "apart", builders.NOW, editor
    pair.save()
    assert not keys(client, record="alike")


def test_collections_tags_designs_and_years_narrow_the_list(client, editor):
    one = builders.source("one", year=timezone.now().year, design="cohort")
    builders.source("two", year=1990)
    one.collections.add(Collection.objects.create(name="Sleep"))
    one.tags.add(Tag.objects.create(name="to read"))
    for asked in (
        {"collections": Collection.objects.get().pk},
        {"tags": Tag.objects.get().pk},
        {"design": "cohort"},
        {"since": "2"},
    ):
        assert keys(client, **asked) == ["one"]
    assert keys(client, since="older") == ["two"]


def test_sources_can_be_ordered_by_how_many_claims_rest_on_them(client, editor):
    builders.source("aaa")
    _, citation = builders.cited_article()
    assert keys(client, o="-4") == [citation.source.citekey, "aaa"]
    assert keys(client, o="4") == ["aaa", citation.source.citekey]


def test_a_title_keeps_its_italics_and_brings_no_other_html(client, editor):
    builders.source(title="Mg<sup>2+</sup> & <script>alert(1)</script>")
    page = client.get(LIST).content.decode()
    assert "Mg<sup>2+</sup> &amp; &lt;script&gt;" in page


def test_the_list_takes_as_many_queries_for_eight_rows_with_everything_as_for_two(client, editor):
    def grow(n):
        _, citation, _ = builders.published_article()
        record_notice(source=citation.source, kind="newer-version", by=editor, now=later(9))
        citation.source.tags.add(Tag.objects.create(name=f"tag {n}"))
        alike(citation.source, builders.source(superseded_by=citation.source))

    def asked(**how):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST, how).status_code == 200
        return len(captured)

    grow(0)
    asked()
    first = asked(), asked(verdicts="negative"), asked(_facets="True")
    for n in range(1, 4):
        grow(n)
    assert (asked(), asked(verdicts="negative"), asked(_facets="True")) == first
    assert first[0] <= 16


def test_chosen_sources_are_checked_in_one_job(client):
    client.force_login(builders.reviewer())
    sources = [builders.source(), builders.source(), builders.source(doi="", url="https://example.org/")]
    body = {"action": "check_chosen", "_selected_action": [s.pk for s in sources]}
    page = client.post(LIST, body, follow=True).content.decode()
    assert "2 sources are being checked" in page
    assert Job.objects.get().arguments == {"sources": sorted(s.pk for s in sources[:2])}
    page = client.post(LIST, body | {"_selected_action": [sources[2].pk]}, follow=True).content.decode()
    assert "None of them has a DOI" in page


def test_counts_stand_beside_the_filters_when_they_are_asked_for(client, editor):
    builders.published_article()
    page = client.get(LIST, {"_facets": "True"}).content.decode()
    assert "Cited by a live article (1)" in page
    assert "Never cited (0)" in page


def test_boxes_of_choices_offer_no_merged_record(client, editor):
    winner, loser = builders.source("winner2020"), builders.source("loser2020")
    merged(loser, winner)
    asked = {"term": "2020", "app_label": "references", "model_name": "source", "field_name": "superseded_by"}
    found = client.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [f["id"] for f in found] == [str(winner.pk)]


def test_a_citation_is_counted_once_however_many_passages_it_has(client, editor):
    _, citation = builders.cited_article()
    for _ in range(3):
        citation.passages.add(builders.passage(citation.source))
    assert row(client, citation.source).standing.claims == Citation.objects.count() == 1
