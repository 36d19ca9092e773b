from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.publishing import FourEyes
from references import filling
from references.details import Details
from references.models import Citation, CitekeyAlias, Notice, Passage, Source
from references.notices import record_notice
from references.record import breaks
from references.renaming import CitekeyTaken, rename
from tests import builders

pytestmark = pytest.mark.django_db
CHANGELIST = "admin:references_source_changelist"


@pytest.fixture
def editor(client):
    person = builders.editor()
    client.force_login(person)
    return person


@pytest.fixture
def person_of_two_groups(client):
    person = builders.person("Editor", "Publisher")
    client.force_login(person)
    return person


def posted(source=None, *, passages=(), **fields):
    """What the browser sends for a source and its passages."""
    body = {
        "citekey": "new2020",
        "csl_type": "article-journal",
        "title": "A trial",
        "authors": "Author, A B",
        "language": "en",
        "doi": "10.1000/new",
        "identification": "identified",
    }
    if source:
        body |= {
            "citekey": source.citekey,
            "title": source.title,
            "doi": source.doi,
            "year": source.year,
            "design": source.design,
            "container_title": source.container_title,
        }
    for prefix in ("passages", "receipts"):
        body |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    body["passages-TOTAL_FORMS"] = len(passages)
    body["passages-INITIAL_FORMS"] = sum("id" in p for p in passages)
    for n, about in enumerate(passages):
        body |= {f"passages-{n}-{name}": value for name, value in about.items()}
        body[f"passages-{n}-source"] = source.pk if source else ""
    return body | fields


def change(client, source, **fields):
    return client.post(reverse("admin:references_source_change", args=[source.pk]), posted(source, **fields))


def test_an_editor_adds_a_source_with_names_as_lines(client, editor):
    authors = "Yousef, A A\n{World Health Organization}"
    response = client.post(reverse("admin:references_source_add"), posted(authors=authors))
    assert response.status_code == 302
    source = Source.objects.get(citekey="new2020")
    assert source.authors == [{"family": "Yousef", "given": "A A"}, {"literal": "World Health Organization"}]
    assert source.created_by == editor
    page = client.get(reverse("admin:references_source_change", args=[source.pk])).content.decode()
    assert "{World Health Organization}" in page
    assert "&quot;family&quot;" not in page


def test_a_name_that_cannot_be_read_is_refused_at_its_field_and_kept(client, editor):
    response = client.post(reverse("admin:references_source_add"), posted(authors="Yousef, A\n, B"))
    assert "Line 2" in response.context["adminform"].form.errors["authors"][0]
    assert ", B</textarea>" in response.content.decode()


def test_identifiers_are_taken_in_any_spelling(client, editor):
    body = posted(doi="https://doi.org/10.1000/NEW.", pmid="PMID: 32956536", isbn="0-306-40615-2")
    client.post(reverse("admin:references_source_add"), body)
    source = Source.objects.get(citekey="new2020")
    assert (source.doi, source.pmid, source.isbn) == ("10.1000/NEW", "32956536", "9780306406157")


def test_a_second_source_with_the_same_doi_in_another_spelling_is_refused_with_a_link(client, editor):
    first = builders.source("first2020", doi="10.1000/Trial.X")
    response = client.post(reverse("admin:references_source_add"), posted(doi="https://doi.org/10.1000/TRIAL.x"))
    assert Source.objects.count() == 1
    page = response.content.decode()
    assert f'<a href="{reverse("admin:references_source_change", args=[first.pk])}">' in page
    assert page.count("belongs to") == 1
    assert "Another source has this DOI." not in page


def test_a_title_with_markup_stays_text_in_that_link(client, editor):
    builders.source("first2020", doi="10.1000/x", authors=[{"family": "<b>Bold"}])
    page = client.post(reverse("admin:references_source_add"), posted(doi="10.1000/X")).content.decode()
    assert "<b>Bold" not in page


def test_a_source_without_any_identifier_says_what_is_missing(client, editor):
    response = client.post(reverse("admin:references_source_add"), posted(doi=""))
    assert "Give an identifier or a URL" in response.content.decode()


def test_a_source_typed_without_a_citekey_gets_one_of_author_and_year(client, editor):
    for doi in ("10.1000/one", "10.1000/two"):
        fields = {"citekey": "", "authors": "Yousef, A A", "year": "2013", "doi": doi}
        client.post(reverse("admin:references_source_add"), posted(**fields))
    assert set(Source.objects.values_list("citekey", flat=True)) == {"yousef2013", "yousef2013a"}


def test_renaming_a_source_keeps_the_citekeys_of_drafts_working(client, editor):
    article, citation = builders.cited_article()
    source = citation.source
    old = source.citekey
    change(client, source, citekey="renamed2020")
    assert CitekeyAlias.objects.get(citekey=old).source == source
    assert Source.objects.resolve([old])[old].citekey == "renamed2020"
    builders.judge(citation)
    assert builders.publish(article).number == 1


def test_renaming_alone_leaves_verdicts_fresh():
    _, citation = builders.cited_article()
    builders.judge(citation)
    rename(citation.source, "renamed2020")
    citation.refresh_from_db()
    assert citation.is_fresh


def test_a_notice_reaches_readers_of_an_edition_that_names_the_source_as_it_was_called_then():
    article, citation, _ = builders.published_article()
    source = rename(citation.source, "renamed2020")
    record_notice(source=source, kind="retraction", by=builders.editor(), now=builders.later(9))
    article.refresh_from_db()
    assert [alert["source"] for alert in article.reader_alerts] == ["renamed2020"]


def test_a_source_can_take_its_former_citekey_back():
    source = builders.source("old2020")
    rename(source, "new2020")
    rename(source, "old2020")
    assert [a.citekey for a in source.aliases.all()] == ["new2020"]


def test_a_citekey_that_another_source_had_is_refused():
    rename(builders.source("old2020"), "new2020")
    with pytest.raises(CitekeyTaken):
        rename(builders.source("other2020"), "old2020")


def test_the_form_says_so_too(client, editor):
    rename(builders.source("old2020"), "new2020")
    response = change(client, builders.source("other2020"), citekey="old2020")
    assert "Another source had this citekey before" in response.content.decode()


def test_a_passage_added_beside_a_source_says_who_wrote_it(client, editor):
    source = builders.source()
    change(client, source, passages=[{"locator": "p. 2", "finding": "Pain fell.", "basis": "abstract"}])
    assert Passage.objects.get(source=source).changed_by == editor


def test_an_edited_passage_makes_the_verdict_stale_and_counts_as_work_on_the_draft(client, editor):
    article, citation = builders.cited_article()
    builders.judge(citation)
    passage = citation.passages.get()
    about = {"id": passage.pk, "locator": passage.locator, "finding": "Pain rose.", "basis": passage.basis}
    change(client, citation.source, passages=[about])
    citation.refresh_from_db()
    assert not citation.is_fresh
    assert editor in article.worked_on_by()


def test_who_alone_edited_a_source_does_not_publish_that_alone(client, person_of_two_groups):
    article, citation, _ = builders.published_article()
    change(client, citation.source)
    assert person_of_two_groups not in article.worked_on_by()
    change(client, citation.source, title="A review of all trials")
    assert person_of_two_groups in article.worked_on_by()
    with pytest.raises(FourEyes):
        builders.publish(article, by=person_of_two_groups, note="A better source.", now=timezone.now())


def test_a_passage_that_was_not_touched_stays_as_it_was(client, editor):
    _, citation = builders.cited_article()
    passage = citation.passages.get()
    about = {"id": passage.pk, "locator": passage.locator, "finding": passage.finding, "basis": passage.basis}
    change(client, citation.source, passages=[about])
    assert citation.passages.get().changed_by != editor


def test_a_notice_is_recorded_through_its_form_and_sets_the_status(client, editor):
    source = builders.source()
    address = reverse("admin:references_source_notice", args=[source.pk])
    body = {"kind": "retraction", "published_on": "2026-02-03", "doi": "https://doi.org/10.1000/n", "note": "Data."}
    assert client.post(address, body).status_code == 302
    source.refresh_from_db()
    assert source.status == "retracted"
    notice = Notice.objects.get()
    assert (notice.doi, notice.recorded_by) == ("10.1000/n", editor)


def test_a_notice_is_lifted_with_a_reason_only(client, editor):
    source = builders.source()
    notice = record_notice(source=source, kind="concern", by=editor, now=builders.NOW)
    address = reverse("admin:references_notice_lift", args=[notice.pk])
    assert "required" in client.post(address, {"because": ""}).content.decode()
    client.post(address, {"because": "It concerns another paper."})
    source.refresh_from_db()
    assert source.status == "unknown"


def test_a_reviewer_may_record_a_notice_and_not_lift_it(client):
    client.force_login(builders.reviewer())
    notice = record_notice(source=builders.source(), kind="concern", by=builders.editor(), now=builders.NOW)
    assert client.get(reverse("admin:references_source_notice", args=[notice.source_id])).status_code == 200
    assert client.get(reverse("admin:references_notice_lift", args=[notice.pk])).status_code == 403


@pytest.mark.parametrize(
    "typed", ["zinc cream", "Gröber", "grober2017", "2017", "https://doi.org/10.1000/ZN.1", "zn.1"]
)
def test_sources_are_found_by_what_people_remember(client, editor, typed):
    builders.source(
        "grober2017", title="A cream with zinc", authors=[{"family": "Gröber"}], year=2017, doi="10.1000/zn.1"
    )
    builders.source("other2020", authors=[{"family": "Other"}])
    found = client.get(reverse(CHANGELIST), {"q": typed}).context["cl"].queryset
    assert [s.citekey for s in found] == ["grober2017"]


@pytest.mark.parametrize("typed", ["Mg2+", "mg2+ transport", "Mg<sup>2+</sup>", "E. coli"])
def test_words_of_a_title_are_found_across_its_italics_and_scripts(client, editor, typed):
    builders.source("ion2020", title="Mg<sup>2+</sup> transport in <i>E. c</i>oli")
    builders.source("other2020", title="A trial")
    found = client.get(reverse(CHANGELIST), {"q": typed}).context["cl"].queryset
    assert [s.citekey for s in found] == ["ion2020"]


def test_a_former_citekey_finds_its_source_once(client, editor):
    source = builders.source("old2020")
    rename(source, "new2020")
    rename(source, "newer2020")
    found = client.get(reverse(CHANGELIST), {"q": "2020"}).context["cl"].queryset
    assert [s.citekey for s in found] == ["newer2020"]


def test_the_list_says_how_many_claims_cite_a_source_and_whether_readers_see_it(client, editor):
    _, citation, _ = builders.published_article()
    (row,) = client.get(reverse(CHANGELIST), {"use": "live"}).context["cl"].result_list
    assert (row.citekey, row.standing.claims, row.standing.live) == (citation.source.citekey, 1, 1)
    assert not client.get(reverse(CHANGELIST), {"use": "drafts"}).context["cl"].result_list


@pytest.mark.parametrize("name", ["source", "claim", "citation", "verdict", "appraisal", "notice", "sourcefamily"])
def test_each_list_takes_as_many_queries_for_ten_rows_as_for_one(client, editor, name):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(f"admin:references_{name}_changelist")).status_code == 200
        return len(captured)

    def grow():
        _, citation = builders.cited_article()
        builders.judge(citation)
        builders.rate(citation.claim)
        record_notice(source=citation.source, kind="other", by=editor, now=builders.later(9))

    grow()
    asked()
    first = asked()
    for _ in range(9):
        grow()
    assert asked() == first


@pytest.mark.parametrize("name", ["claim", "citation", "verdict", "appraisal"])
def test_what_was_judged_can_be_looked_at_and_not_written(client, name):
    _, citation = builders.cited_article()
    rows = {
        "claim": citation.claim,
        "citation": citation,
        "verdict": builders.judge(citation),
        "appraisal": builders.rate(citation.claim),
    }
    client.force_login(User.objects.create_superuser("root"))
    page = client.get(reverse(f"admin:references_{name}_change", args=[rows[name].pk]))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert client.get(reverse(f"admin:references_{name}_add")).status_code == 403


def test_a_changed_size_of_the_study_is_compared_with_the_sentence_anew(client):
    cited = builders.source(sample_size=40)
    html = builders.mark("It was tried with 40 people.", cited.citekey, id=(claim := uuid4()))
    builders.article(
        f"<p>{html}</p>", said=builders.said(claim, sources={cited.citekey: ("supports", "It was tried.")})
    )
    citation = Citation.objects.get()
    assert not citation.numbers_differ
    said = {"origin": "crossref", "fields": {"sample_size"}}
    filling.fill(cited, Details(sample_size=50), by=builders.editor(), now=builders.later(), **said)
    citation.refresh_from_db()
    assert citation.numbers_differ
    client.force_login(builders.editor())
    address = reverse("admin:references_source_change", args=[cited.pk])
    kept = {"id": (p := citation.passages.get()).pk, "finding": p.finding, "locator": p.locator, "basis": p.basis}
    cited.refresh_from_db()
    assert client.post(address, posted(cited, passages=[kept], sample_size="40")).status_code == 302
    citation.refresh_from_db()
    assert not citation.numbers_differ
    assert list(breaks()) == []
