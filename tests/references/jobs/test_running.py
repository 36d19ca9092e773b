"""What a job is and how it ends, carried out in the process of the test."""

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from references import jobs
from references.models import Job
from tests import builders
from tests.builders import NOW, later

pytestmark = pytest.mark.django_db

done = []


@pytest.fixture(autouse=True)
def _nothing_done():
    done.clear()


@jobs.job(attempts=3)
def greet(progress, *, name):
    progress.say(f"Greeting {name}", done=1, total=2)
    done.append((name, progress.by, progress.now))
    return f"{name} was greeted."


@jobs.job(attempts=2)
def stumble(progress):
    progress.say("On the way", done=3)
    raise RuntimeError("a stone")


@jobs.job(attempts=2)
def wait_for_catalogue(progress):
    raise jobs.TryAgain("The catalogue is busy.", after=timedelta(minutes=7))


def ask(kind, **about):
    return kind.ask(**{"title": "A job", "by": None, "now": NOW, **about})


def test_a_job_that_was_asked_for_is_carried_out_once_with_who_asked_and_the_time():
    editor = builders.editor()
    asked = ask(greet, name="Ada", by=editor)
    assert (asked.state, done) == ("waiting", [])
    [job] = jobs.run_waiting(later())
    assert (job.pk, job.state, job.said, job.done, job.total) == (asked.pk, "finished", "Ada was greeted.", 1, 2)
    assert (job.asked_by, job.started_at, job.finished_at) == (editor, later(), later())
    assert done == [("Ada", editor, later())]
    assert jobs.run_waiting(later(9)) == []


def test_the_same_key_is_asked_for_once_while_it_waits():
    first = ask(greet, name="Ada", key="ada")
    assert ask(greet, name="Eve", key="ada") == first
    jobs.run_waiting(NOW)
    assert ask(greet, name="Eve", key="ada") != first
    assert [name for name, *_ in done] == ["Ada"]


def test_an_error_is_tried_again_after_a_while_and_then_fails_with_its_words():
    ask(stumble)
    [job] = jobs.run_waiting(NOW)
    assert (job.state, job.attempts, job.done) == ("waiting", 1, 3)
    assert job.reason == "It broke off. RuntimeError: a stone"
    assert jobs.run_waiting(NOW) == []
    [job] = jobs.run_waiting(later())
    assert (job.state, job.attempts, job.reason) == ("failed", 2, "It broke off. RuntimeError: a stone")
    assert "raise RuntimeError" in job.trace


def test_a_job_says_itself_when_to_try_again():
    ask(wait_for_catalogue)
    [job] = jobs.run_waiting(NOW)
    assert (job.state, job.reason) == ("waiting", "The catalogue is busy.")
    assert "after 7 minutes" in job.said
    assert jobs.run_waiting(later(6)) == []
    [job] = jobs.run_waiting(later(7))
    assert (job.state, job.reason) == ("failed", "The catalogue is busy.")


def test_one_job_alone_can_be_carried_out_at_once():
    ask(greet, name="Ada")
    eve = ask(greet, name="Eve")
    assert jobs.run_waiting(NOW, only=eve) == [eve]
    assert [name for name, *_ in done] == ["Eve"]


def test_nothing_is_left_in_the_queue_when_the_job_is_done():
    ask(greet, name="Ada")
    jobs.run_waiting(NOW)
    assert Job.objects.get().result_id == DBTaskResult.objects.get(status="SUCCESSFUL").pk
