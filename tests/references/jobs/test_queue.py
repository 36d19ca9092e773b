"""What the queue makes of jobs that cannot be carried out, and of workers that are lost."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from references import jobs
from references.jobs import ending, lost, running, tickets
from references.jobs.progress import Progress
from references.jobs.stopping import cancel
from references.models import Job, Worker
from tests import builders
from tests.builders import NOW, later

pytestmark = pytest.mark.django_db

greeted = []


@pytest.fixture(autouse=True)
def _nobody_greeted():
    greeted.clear()


@jobs.job(attempts=2)
def greet(progress, *, name):
    progress.say(f"Greeting {name}")
    greeted.append(name)


@jobs.job(attempts=1)
def say(progress, *, text, done=None, total=None):
    progress.say(text, done=done, total=total)
    raise ValueError(text)


def ask(name="Ada", **about):
    return greet.ask(**{"title": "Greet", "by": None, "now": NOW, "name": name, **about})


def taken(worker="w", now=NOW):
    return running.take(worker=worker, now=now)


# ---- what cannot be carried out


@pytest.mark.parametrize(
    "name", ["no.such.job", "references.jobs.no_such_job", "references.no_such_module.x", "", "os.system"]
)
def test_a_job_that_this_release_does_not_know_fails_with_a_sentence(name):
    jobs.ask(name, title="Unknown", by=None, now=NOW)
    assert jobs.run_waiting(NOW) == []
    job = Job.objects.get()
    assert (job.state, job.finished_at) == ("failed", NOW)
    assert job.reason.startswith("It cannot be carried out. ")


def test_arguments_that_do_not_fit_are_refused_when_asked_and_fail_when_they_are_of_an_older_release():
    with pytest.raises(TypeError, match="missing a required argument: 'name'"):
        greet.ask(title="Greet", by=None, now=NOW)
    jobs.ask(greet.name, title="Greet", by=None, now=NOW, name="Ada", tone="warm")
    jobs.run_waiting(NOW)
    assert "got an unexpected keyword argument 'tone'" in Job.objects.get().reason


def test_arguments_that_json_does_not_hold_are_refused_when_asked():
    for wrong in (builders.editor(), float("nan"), {1, 2}):
        with pytest.raises((TypeError, ValueError)):
            ask(name=wrong)
    assert not Job.objects.exists()


@pytest.mark.parametrize("name", ["A\0da", {"deep": ["A\0da"]}, "\ud800"])
def test_characters_that_no_database_keeps_make_a_failed_job_not_an_error(name):
    job = ask(name=name)
    job.refresh_from_db()
    assert job.state == "failed"
    assert "NUL" in job.reason
    assert jobs.run_waiting(NOW) == []


def test_what_a_job_says_may_hold_anything():
    say.ask(title="Sa\0y", by=None, now=NOW, text="x" * 999, done=-3, total=10**12)
    [job] = jobs.run_waiting(NOW)
    assert (len(job.said), job.done, job.total) == (300, 0, 2_147_483_647)
    say.ask(title="Say\ud800", by=None, now=NOW, text="x")
    Job.objects.filter(state="waiting").update(arguments={"text": "a"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(say, "function", lambda progress, text: (_ for _ in ()).throw(ValueError("nul \0 half \udfff")))
        [job] = jobs.run_waiting(NOW)
    assert job.reason == "It broke off. ValueError: nul  half ?"
    assert job.title == "Say?"


def test_rows_of_the_queue_that_make_no_sense_are_put_away_and_the_next_job_runs():
    for rubbish in ({"args": [], "kwargs": {}}, {"args": ["x\t"], "kwargs": {}}, {"args": [7]}, [], {"args": {"a": 1}}):
        DBTaskResult.objects.create(
            task_path="references.jobs.tickets.run_job", backend_name="default", args_kwargs=rubbish, run_after=NOW
        )
    removed = ask("Eve")
    Job.objects.filter(pk=removed.pk).delete()
    job = ask("Ada")
    assert jobs.run_waiting(NOW) == [job]
    assert greeted == ["Ada"]
    assert not tickets.ready(later(9)).exists()


def test_long_keys_tell_jobs_apart():
    doi = "10.1000/" + "x" * 300
    first = ask(key=f"look-up:{doi}a")
    assert ask(key=f"look-up:{doi}b") != first
    assert ask(key=f"look-up:{doi}a") == first


def test_a_job_whose_asker_rolls_back_was_never_asked_for():
    with pytest.raises(IntegrityError), transaction.atomic():
        ask()
        raise IntegrityError
    assert not Job.objects.exists()
    assert not DBTaskResult.objects.exists()


# ---- workers that are lost


def test_a_silent_workers_job_waits_again_with_an_attempt_less(settings):
    ask()
    lost.register("w", now=NOW)
    run = taken()
    silent = NOW + settings.JOBS["LEASE"]
    lost.take_over(silent)
    assert Job.objects.get().state == "running"
    lost.take_over(silent + timedelta(seconds=1))
    job = Job.objects.get()
    assert (job.state, job.attempts, job.reason) == ("waiting", 1, "The worker that carried it out was lost.")
    assert not Worker.objects.exists()
    assert not lost.beat("w", now=later())
    assert taken(now=later()).job == run.job


def test_a_job_that_loses_its_worker_each_time_has_failed():
    ask()
    for minute in range(2):
        assert taken(now=later(minute)) is not None
        lost.take_over(later(minute))
    job = Job.objects.get()
    assert (job.state, job.attempts, job.reason) == ("failed", 2, "The worker that carried it out was lost.")


def test_a_living_workers_job_is_left_alone():
    ask()
    lost.register("w", now=NOW)
    taken()
    for second in range(0, 120, 5):
        now = NOW + timedelta(seconds=second)
        assert lost.beat("w", now=now)
        lost.take_over(now)
    assert Job.objects.get().state == "running"


def test_a_job_that_a_living_worker_does_not_know_it_took_is_lost_too():
    """Its database went away between the commit and the word of it."""
    known, unknown = ask("Ada"), ask("Eve")
    lost.register("w", now=NOW)
    carried = {taken().ticket, taken().ticket} - {UUID(unknown.result_id)}
    lost.take_over(NOW, worker="w", carried=carried)
    known.refresh_from_db()
    unknown.refresh_from_db()
    assert (known.state, unknown.state) == ("running", "waiting")


def test_whoever_lost_a_job_can_write_nothing_about_it_any_more():
    ask()
    first = taken()
    lost.take_over(NOW)
    second = taken("other", later())
    with pytest.raises(jobs.Interrupted):
        Progress(first, clock=later).say("I still live")
    assert not ending.finished(first, now=later(2))
    assert not ending.failed(first, "no", now=later(2))
    assert not ending.again(first, "no", now=later(2))
    assert not ending.handed_back(first, now=later(2))
    job = Job.objects.get()
    assert (job.state, job.said, job.result_id) == ("running", "", second.ticket)


def test_a_lost_job_that_was_cancelled_is_cancelled_not_tried_again():
    ask()
    cancel(job=taken().job, by=builders.editor(), now=NOW)
    lost.take_over(NOW)
    assert Job.objects.get().state == "cancelled"


def test_looking_for_lost_jobs_takes_the_same_queries_for_any_number(django_assert_num_queries):
    lost.register("w", now=NOW)
    with django_assert_num_queries(2):
        lost.take_over(NOW)
    for n in range(5):
        ask(f"person {n}")
        taken()
    with django_assert_num_queries(4):
        lost.take_over(NOW)


def test_carrying_out_a_job_takes_few_queries(django_assert_max_num_queries):
    ask()
    with django_assert_max_num_queries(30):
        jobs.run_waiting(NOW)


def test_the_task_of_the_queue_itself_carries_the_job_out():
    ask("Ada")
    ticket = DBTaskResult.objects.get()
    tickets.run_job.call(type("Context", (), {"task_result": ticket.task_result}), *ticket.task_result.args)
    assert greeted == ["Ada"]
    assert Job.objects.get().state == "finished"
