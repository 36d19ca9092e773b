"""The pages of a look-up in the admin: the one field, the preview, what would change, many at once."""

import pytest
from django.urls import reverse

from references import jobs, looking_up
from references.models import Job, LookUp, Source
from tests import builders
from tests.articles.admin_forms import filled
from tests.builders import NOW, later

pytestmark = pytest.mark.django_db

DOI = "10.1000/cramps"
BASE = "admin:references_source_look_up"


@pytest.fixture(autouse=True)
def upstream(catalogues):
    catalogues.crossref[DOI] = {"title": ["Magnesium & <i>cramps</i>"], "volume": "9", "abstract": "<p>Pain fell.</p>"}
    return catalogues


@pytest.fixture
def emi(client):
    person = builders.editor(first_name="Emi")
    client.force_login(person)
    return person


def ask(client, typed):
    return client.post(reverse(f"{BASE}_ask"), {"identifier": typed}, follow=True)


def page_of(client, look_up):
    return client.get(reverse(BASE, args=[look_up.pk])).content.decode()


def act(client, look_up, name, **typed):
    return client.post(reverse(BASE, args=[look_up.pk]), {"act": name, **typed}, follow=True)


def answered(by, text=DOI, **more):
    look_up = looking_up.ask(text, by=by, now=NOW, **more)
    jobs.run_waiting(later())
    look_up.refresh_from_db()
    return look_up


def said(response):
    return " ".join(str(m) for m in response.context["messages"])


# ---- the one field


def test_adding_a_source_begins_with_one_field_and_the_form_stands_below(client, emi):
    page = client.get(reverse("admin:references_source_add")).content.decode()
    assert page.index("Look it up") < page.index("Or type it by hand") < page.index('name="title"')
    changing = client.get(reverse("admin:references_source_change", args=[builders.source().pk])).content.decode()
    assert "Or type it by hand" not in changing
    assert "Look up again" in changing


def test_a_pasted_identifier_leads_to_a_page_that_waits_and_then_shows_what_was_found(client, emi):
    response = ask(client, f"https://doi.org/{DOI}?utm_source=x")
    look_up = LookUp.objects.get()
    assert response.redirect_chain[-1][0] == reverse(BASE, args=[look_up.pk])
    waiting = response.content.decode()
    assert 'data-state="waiting"' in waiting
    assert "Reload this page" in waiting
    jobs.run_waiting(later())
    found = page_of(client, look_up)
    assert "Magnesium &amp; <i>cramps</i>" in found
    assert "Found in Crossref" in found
    assert not Source.objects.exists()
    response = act(client, look_up, "take")
    source = Source.objects.get()
    assert response.redirect_chain[-1][0] == reverse("admin:references_source_change", args=[source.pk])
    assert said(response) == "Author 2020 is added."
    assert "This was taken over" in page_of(client, look_up)


def test_what_looks_like_a_work_that_is_here_is_offered_to_be_compared(client, emi):
    here = builders.source(title="Magnesium & cramps", doi="10.1000/preprint", authors=[{"family": "Author"}])
    response = act(client, answered(emi), "take")
    assert "compare it with" in said(response)
    added = Source.objects.exclude(pk=here.pk).get()
    assert reverse("admin:references_source_compare", args=[added.pk, here.pk]) in said(response)


def test_a_work_that_is_here_leads_to_its_page(client, emi):
    here = builders.source("here2020", doi=DOI)
    response = ask(client, DOI)
    assert response.redirect_chain[-1][0] == reverse("admin:references_source_change", args=[here.pk])
    assert "is here already as “here2020”" in said(response)


def test_what_is_no_identifier_is_given_back_with_what_would_be_one(client, emi):
    response = ask(client, '23550975 "><script>')
    assert "Write “PMID 32956536”" in said(response)
    assert 'value="23550975 &quot;&gt;&lt;script&gt;"' in response.content.decode()


def test_the_page_that_waits_asks_how_it_stands(client, emi):
    look_up = looking_up.ask(DOI, by=emi, now=NOW)
    address = reverse(f"{BASE}_state", args=[look_up.pk])
    assert client.get(address).json()["state"] == "waiting"
    assert "No worker is running" in client.get(address).json()["said"]
    jobs.run_waiting(later())
    assert client.get(address).json() == {"state": "found", "said": ""}


# ---- nothing found


def test_what_is_not_found_is_kept_with_a_title_that_a_person_types(client, emi):
    look_up = answered(emi, "10.1000/nowhere")
    page = page_of(client, look_up)
    assert look_up.problem in page.replace("&#x27;", "'")
    assert f'href="{reverse("admin:references_source_add")}">Look up something else</a>' in page
    refused = client.post(reverse(BASE, args=[look_up.pk]), {"act": "stub", "title": ""})
    assert refused.status_code == 422
    assert not Source.objects.exists()
    response = act(client, look_up, "stub", title="A leaflet about cramps")
    source = Source.objects.get(doi="10.1000/nowhere", title="A leaflet about cramps")
    assert response.redirect_chain[-1][0] == reverse("admin:references_source_change", args=[source.pk])


def test_after_a_failure_it_can_be_tried_again(client, emi, upstream):
    for service in ("crossref", "doi", "datacite"):
        upstream.misbehave(service, "broken")
    look_up = answered(emi)
    assert "Try again" in page_of(client, look_up)
    upstream.mend()
    act(client, look_up, "again")
    jobs.run_waiting(later(20))
    assert LookUp.objects.exclude(pk=look_up.pk).get().state == "found"


# ---- a source that is here


def test_looking_up_again_shows_what_would_change_and_takes_what_is_ticked(client, emi):
    source = builders.source(doi=DOI, title="My own title", volume="")
    response = client.post(reverse(f"{BASE}_again", args=[source.pk]), follow=True)
    look_up = LookUp.objects.get(source=source)
    assert response.redirect_chain[-1][0] == reverse(BASE, args=[look_up.pk])
    jobs.run_waiting(later())
    page = page_of(client, look_up)
    assert '<input type="checkbox" name="fields" value="volume" id="take-volume" checked>' in page
    assert '<input type="checkbox" name="fields" value="title" id="take-title">' in page
    assert "Corrected by hand, so it stays" in page
    act(client, look_up, "take", fields=["volume"])
    source.refresh_from_db()
    assert (source.title, source.volume, source.abstract) == ("My own title", "9", "")
    page = client.get(reverse("admin:references_source_change", args=[source.pk])).content.decode()
    assert "<td>Crossref</td>" in page


def test_what_is_corrected_in_the_form_is_by_hand_from_then_on(client, emi):
    look_up = answered(emi)
    source = looking_up.take(look_up, by=emi, now=later(2))
    address = reverse("admin:references_source_change", args=[source.pk])
    assert client.post(address, filled(client.get(address), volume="10")).status_code == 302
    source.refresh_from_db()
    assert (source.volume, source.origins["volume"][0], source.origins["title"][0]) == ("10", "hand", "crossref")
    again = answered(emi, "", source=source)
    looking_up.take(again, by=emi, now=later(9))
    source.refresh_from_db()
    assert source.volume == "10"


def test_an_identifier_of_another_source_is_said_and_nothing_is_taken(client, emi, upstream):
    other = builders.source("other2020", doi="10.1000/other", pmid="32956536")
    source = builders.source(doi="", pmcid="PMC7", volume="")
    record = {"pmid": "32956536", "pmcid": "PMC7", "title": "Magnesium", "journalInfo": {"volume": "9"}}
    upstream.europepmc["7"] = record
    upstream.pubmed["32956536"] = {"title": "Magnesium", "pmcid": "PMC7"}
    look_up = answered(emi, "", source=source)
    assert look_up.state == "found"
    response = client.post(reverse(BASE, args=[look_up.pk]), {"act": "take", "fields": ["pmid", "volume"]})
    page = response.content.decode()
    assert response.status_code == 409
    assert "belongs to" in page
    assert reverse("admin:references_source_change", args=[other.pk]) in page
    source.refresh_from_db()
    assert (source.pmid, source.volume) == ("", "")


def test_without_a_tick_nothing_is_changed(client, emi):
    source = builders.source(doi=DOI, volume="")
    response = act(client, answered(emi, "", source=source), "take")
    assert said(response) == "Nothing was ticked, so nothing was changed."
    source.refresh_from_db()
    assert source.volume == ""


def test_a_source_that_says_the_same_has_nothing_to_take(client, emi):
    source = looking_up.take(answered(emi), by=emi, now=later(2))
    assert "Nothing would change" in page_of(client, answered(emi, "", source=source))


# ---- many at once


def test_many_sources_are_looked_up_from_the_list_and_filled_in_where_ticked(client, emi, upstream):
    upstream.crossref["10.1000/sleep"] = {"title": ["Sleep"], "volume": "4"}
    ours = [builders.source(doi=d, volume="") for d in (DOI, "10.1000/sleep", "10.1000/gone")]
    chosen = {"action": "ask_again", "_selected_action": [s.pk for s in ours]}
    response = client.post(reverse("admin:references_source_changelist"), chosen, follow=True)
    job = Job.objects.get()
    assert response.redirect_chain[-1][0] == reverse("admin:references_source_look_ups", args=[job.pk])
    assert f'data-job="{reverse("admin:references_job_progress", args=[job.pk])}"' in response.content.decode()
    jobs.run_waiting(later())
    page = client.get(reverse("admin:references_source_look_ups", args=[job.pk])).content.decode()
    assert "2 found, 0 taken over, 1 without an answer." in page
    assert "Stays as corrected by hand:" in page
    assert "Make sure that the identifier is right." in page
    first = LookUp.objects.get(source=ours[0])
    response = client.post(
        reverse("admin:references_source_look_ups", args=[job.pk]), {"look_ups": [first.pk, "x"]}, follow=True
    )
    assert said(response) == "1 source is filled in."
    assert [Source.objects.get(pk=s.pk).volume for s in ours] == ["9", "", ""]


def test_the_list_of_look_ups_costs_the_same_for_many(client, emi, django_assert_max_num_queries):
    job = looking_up.ask_again([builders.source(doi=f"10.1000/{n}") for n in range(20)], by=emi, now=NOW)
    LookUp.objects.update(state="found", origin="crossref", details={"title": "Another title", "volume": "9"})
    Job.objects.update(state="finished", finished_at=later())
    address = reverse("admin:references_source_look_ups", args=[job.pk])
    client.get(address)
    with django_assert_max_num_queries(10):
        assert client.get(address).status_code == 200


def test_who_may_only_look_sees_what_was_found_without_buttons(client, emi):
    look_up = answered(emi)
    client.force_login(builders.reviewer())
    page = page_of(client, look_up)
    assert "Found in Crossref" in page
    assert "Add this source" not in page
    assert act(client, look_up, "take").status_code == 403
