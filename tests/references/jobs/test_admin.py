"""Jobs in the admin."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from references import jobs
from references.jobs import kinds
from references.models import Job, Schedule, Worker
from tests import builders
from tests.references.jobs.test_stopping import count, fail

pytestmark = pytest.mark.django_db

LIST = reverse("admin:references_job_changelist")


def page(job, name="change"):
    return reverse(f"admin:references_job_{name}", args=[job.pk])


def ask(kind, by=None, title="Import magnesium.ris", **about):
    return kind.ask(title=title, by=by, now=timezone.now(), **about)


def shown(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def editor(client):
    editor = builders.editor()
    client.force_login(editor)
    return editor


def test_the_list_says_how_far_each_job_is_and_why_it_failed(client, editor):
    ask(count, by=editor, title="Count to four", upto=4)
    ask(fail, title="Fail")
    jobs.run_waiting(timezone.now())
    text = shown(client, LIST)
    assert "4 of 4" in text
    assert '<progress max="4" value="4"' in text
    assert "It broke off. ValueError: no" in text
    assert "Count to four" not in shown(client, f"{LIST}?state__exact=failed")
    assert "Count to four" in shown(client, f"{LIST}?kind={count.name}")
    assert "Count to four" not in shown(client, f"{LIST}?kind={fail.name}")


def test_each_kind_of_job_has_a_name_of_its_own_in_the_filter(client, editor):
    names = [kinds.label(name) for name in kinds.known() if name.startswith("references.")]
    assert len(set(names)) == len(names)
    assert {"Read an import", "Bring in an import", "Undo an import"} <= set(names)
    assert kinds.label("a.former.keep_copies") == "Keep copies"


def test_the_list_says_when_no_worker_lives(client, editor, settings):
    assert "No worker is running" in shown(client, LIST)
    now = timezone.now()
    worker = Worker.objects.create(name="w", started_at=now, beat_at=now)
    assert "No worker is running" not in shown(client, LIST)
    Worker.objects.filter(pk=worker.pk).update(beat_at=now - settings.JOBS["LEASE"] - timedelta(seconds=1))
    assert "No worker is running" in shown(client, LIST)
    assert client.get("/readyz").status_code == 200


def test_the_list_says_what_comes_by_itself(client, editor):
    Schedule.objects.create(name="Remove old jobs", next_at=timezone.now())
    Schedule.objects.create(name="Of an older release", next_at=timezone.now())
    text = shown(client, LIST)
    assert "By itself: remove old jobs, next " in text
    assert "older release" not in text


def test_the_list_takes_the_same_queries_for_any_number_of_jobs(client, editor, django_assert_num_queries):
    for n in range(3):
        ask(count, by=builders.editor(), title=f"Job {n}")
    jobs.run_waiting(timezone.now())
    with django_assert_num_queries(8):
        client.get(LIST)


def test_a_jobs_page_keeps_itself_up_to_date_while_it_is_not_over(client, editor, django_assert_num_queries):
    job = ask(count, by=editor)
    text = shown(client, page(job))
    assert "js/job.js" in text
    assert page(job, "progress") in text
    jobs.run_waiting(timezone.now())
    with django_assert_num_queries(5):
        text = shown(client, page(job))
    assert "js/job.js" not in text
    assert "3 of 3" in text


def test_pages_that_wait_for_a_job_are_told_how_far_it_is(client, editor, django_assert_num_queries):
    job = ask(count, upto=2)
    with django_assert_num_queries(5):
        told = json.loads(shown(client, page(job, "progress")))
    waiting = {
        "state": "waiting",
        "label": "waiting",
        "done": 0,
        "total": None,
        "said": "",
        "reason": "",
        "counted": "",
    }
    assert told == {**waiting, "finished": False}
    jobs.run_waiting(timezone.now())
    told = json.loads(shown(client, page(job, "progress")))
    assert (told["state"], told["done"], told["total"], told["finished"]) == ("finished", 2, 2, True)
    assert client.get(reverse("admin:references_job_progress", args=[builders.uuid4()])).status_code == 404


def test_an_editor_cancels_and_retries_a_job_of_their_own(client, editor):
    job = ask(count, by=editor)
    assert ">Cancel</button>" in shown(client, page(job))
    response = client.post(page(job, "cancel"), follow=True)
    assert "The job is cancelled." in response.content.decode()
    assert Job.objects.get().state == "cancelled"
    assert ">Try again</button>" in shown(client, page(job))
    client.post(page(job, "retry"))
    assert Job.objects.get().state == "waiting"
    assert "It is waiting; only what" in client.post(page(job, "retry"), follow=True).content.decode()


def test_another_editor_may_not_unless_given_the_right_to(client, editor):
    job = ask(fail, by=builders.editor())
    assert ">Cancel</button>" not in shown(client, page(job))
    assert client.post(page(job, "cancel")).status_code == 403
    jobs.run_waiting(timezone.now())
    assert "Traceback" not in shown(client, page(job))
    editor.user_permissions.add(Permission.objects.get(codename="run_job"))
    assert "Traceback" in shown(client, page(job))
    assert client.post(page(job, "retry")).status_code == 302
    assert Job.objects.get().state == "waiting"


def test_a_button_on_another_page_leads_back_to_it_and_to_no_other_site(client, editor):
    job = ask(count, by=editor)
    assert (
        client.post(page(job, "cancel"), {"next": "/admin/references/source/"})["Location"]
        == "/admin/references/source/"
    )
    assert client.post(page(job, "retry"), {"next": "https://example.org/"})["Location"] == page(job)
