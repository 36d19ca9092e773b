import json

import pytest
from django.urls import reverse

from articles import snapshot
from references import organising
from references.models import Collection, SearchReceipt, Source, Tag
from tests import builders
from tests.builders import later

from .source_forms import posted

pytestmark = pytest.mark.django_db
LIST = "/admin/references/source/"
RECEIPT = {"place": "PubMed", "looked_for": "magnesium cramps 1998", "found": "", "at": "2026-03-01"}


@pytest.fixture
def editor(client):
    person = builders.editor()
    client.force_login(person)
    return person


def change(client, source, **fields):
    return client.post(reverse("admin:references_source_change", args=[source.pk]), posted(source, **fields))


def errors(response):
    return response.context["adminform"].form.errors


# ---- collections, tags, notes


def test_a_tag_that_is_typed_in_the_form_is_made_on_the_way(client, editor):
    there = Tag.objects.create(name="to read")
    source = builders.source()
    assert change(client, source, tags=[str(there.pk), "  for   Emi "]).status_code == 302
    assert [t.name for t in source.tags.all()] == ["for Emi", "to read"]


def test_a_tag_is_the_same_however_its_letters_are_written(client, editor):
    Tag.objects.create(name="Sleep")
    change(client, builders.source(), tags=["sleep"])
    assert Tag.objects.count() == 1


def test_a_form_with_another_fault_keeps_what_was_typed_and_makes_no_tag(client, editor):
    response = change(client, builders.source(), tags=["new one"], title="")
    assert not Tag.objects.exists()
    assert '<option value="new one" selected>' in response.content.decode()


def test_a_number_is_no_name_because_it_may_be_the_key_of_another(client, editor):
    response = change(client, builders.source(), collections=["99"])
    assert errors(response)["collections"]
    with pytest.raises(organising.BadLabel):
        organising.label(Tag, "2024")


def test_many_sources_go_into_a_collection_at_once(client, editor):
    sources = [builders.source() for _ in range(3)]
    body = {"action": "add_to_collection", "_selected_action": [s.pk for s in sources[:2]]}
    page = client.post(LIST, body).content.decode()
    assert "2 sources chosen" in page
    response = client.post(LIST, body | {"apply": "yes", "name": "Sleep"}, follow=True)
    assert "2 sources added to “Sleep”" in response.content.decode()
    assert set(Collection.objects.get().sources.all()) == set(sources[:2])
    again = client.post(LIST, body | {"apply": "yes", "name": "sleep"}, follow=True)
    assert "There" not in again.content.decode().split("They were there already")[0][-20:]
    assert "0 sources added to “Sleep”. They were there already." in again.content.decode()


def test_all_sources_of_a_filter_are_tagged_not_only_those_of_the_page(client, editor):
    for n in range(3):
        builders.source(f"cohort{n}", design="cohort")
    other = builders.source()
    one = Source.objects.get(citekey="cohort0")
    body = {"action": "tag", "_selected_action": [one.pk], "select_across": "1"}
    page = client.post(f"{LIST}?design=cohort", body).content.decode()
    assert "3 sources chosen" in page
    client.post(f"{LIST}?design=cohort", body | {"apply": "yes", "name": "cohorts"})
    assert Tag.objects.get().sources.count() == 3
    assert not other.tags.exists()


def test_a_name_that_is_too_long_is_refused_with_the_choice_kept(client, editor):
    source = builders.source()
    body = {"action": "tag", "_selected_action": [source.pk], "apply": "yes", "name": "x" * 100}
    page = client.post(LIST, body).content.decode()
    assert "longer than 60 characters" in page
    assert f'name="_selected_action" value="{source.pk}"' in page


def test_a_reviewer_may_not_sort_sources(client):
    client.force_login(builders.reviewer())
    source = builders.source()
    client.post(LIST, {"action": "tag", "_selected_action": [source.pk], "apply": "yes", "name": "mine"})
    assert not Tag.objects.exists()


def test_readers_never_meet_what_colleagues_write_for_each_other(client, editor):
    article, citation, edition = builders.published_article()
    source, claim = citation.source, citation.claim
    source.private_note = "SECRET note"
    source.save()
    source.tags.add(Tag.objects.create(name="SECRET tag"))
    source.collections.add(Collection.objects.create(name="SECRET collection", note="SECRET purpose"))
    builders.attachment(source, name="SECRET.pdf")
    passage = citation.passages.get()
    passage.page = 77777
    passage.save()
    edition = builders.publish(article, note="Again.", now=later(20)) if _changed(article) else edition
    client.logout()
    slug, key = article.slug, source.citekey
    for address in (
        "/", "/articles/", f"/articles/{slug}/", f"/articles/{slug}/evidence/", f"/articles/{slug}/evidence.json",
        f"/articles/{slug}/editions/", f"/articles/{slug}/editions/{edition.number}/", f"/claims/{claim.pk}/",
        f"/claims/{claim.pk}.json", "/sources/", f"/sources/{key}/", f"/sources/{key}.json",
    ):  # fmt: skip
        response = client.get(address)
        assert response.status_code == 200, address
        text = response.content.decode()
        assert "SECRET" not in text, address
        assert "77777" not in text, address
    frozen = json.dumps(snapshot.freeze(article).content, default=str)
    assert "SECRET" not in frozen
    assert "77777" not in frozen


def _changed(article):
    return snapshot.freeze(article).digest != article.live_edition.content_digest


# ---- which work a text means


def test_a_source_that_nobody_could_locate_says_where_it_was_looked_for(client, editor):
    source = builders.source(doi="", not_findable_because="A label names only a journal and a year.")
    refused = change(client, source, identification="not-located")
    assert "Say where you looked for it" in refused.content.decode()
    assert change(client, source, identification="not-located", receipts=[RECEIPT]).status_code == 302
    receipt = SearchReceipt.objects.get(source=source)
    assert (receipt.by, receipt.place, receipt.looked_for) == (editor, "PubMed", "magnesium cramps 1998")


def test_who_wrote_a_receipt_stays_its_writer(client, editor):
    colleague = builders.editor()
    source = builders.source()
    receipt = SearchReceipt.objects.create(source=source, by=colleague, **RECEIPT)
    change(client, source, receipts=[RECEIPT | {"id": receipt.pk, "found": "Three letters."}])
    receipt.refresh_from_db()
    assert (receipt.by, receipt.found) == (colleague, "Three letters.")


def test_candidates_are_named_where_there_are_said_to_be_some(client, editor):
    source, one, two = builders.source(), builders.source(), builders.source()
    assert "candidates" in errors(change(client, source, identification="candidates"))
    change(client, source, identification="candidates", candidates=[one.pk, two.pk])
    assert set(source.candidates.all()) == {one, two}


def test_readers_of_a_described_source_get_the_public_reason(client):
    reason = "A label names only a journal and a year."
    described = builders.source(doi="", not_findable_because=reason, identification="not-located")
    article = builders.article(
        f"<p>{builders.mark('Labels say that cramps go.', described.citekey)}</p>", by=builders.editor()
    )
    citation = builders.claim_of(article).citations.get()
    builders.judge(citation)
    builders.publish(article)
    page = client.get(described.get_absolute_url()).content.decode()
    assert reason in page
    assert "We could not find out which work is meant." in page
    assert reason in client.get(article.get_absolute_url()).content.decode()
