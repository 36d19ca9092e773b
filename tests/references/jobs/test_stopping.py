"""Cancel a job, have one tried again."""

import pytest

from references import jobs
from references.jobs import stopping
from references.models import Job
from tests import builders
from tests.builders import NOW, later

pytestmark = pytest.mark.django_db

done = []


@pytest.fixture(autouse=True)
def _nothing_done():
    done.clear()


@jobs.job(attempts=1)
def count(progress, *, upto=3, cancelled_after=None):
    """Somebody cancels it after so many steps; errors in single steps do not stop it."""
    for n in range(1, upto + 1):
        try:
            progress.say(f"{n} of {upto}", done=n, total=upto)
            done.append(n)
        except Exception:  # what a loop over records does
            continue
        if n == cancelled_after:
            stopping.cancel(job=progress.job, by=progress.by, now=progress.now)


@jobs.job(attempts=1)
def fail(progress):
    raise ValueError("no")


def ask(kind, by=None, **about):
    return kind.ask(title="A job", by=by, now=NOW, **about)


def test_a_job_that_waits_is_cancelled_at_once_and_never_carried_out():
    editor = builders.editor()
    job = stopping.cancel(job=ask(count, key="count"), by=editor, now=later())
    assert (job.state, job.cancel_asked_by, job.finished_at) == ("cancelled", editor, later())
    assert jobs.run_waiting(later(2)) == []
    assert done == []
    assert ask(count, key="count") != job


def test_a_job_that_runs_ends_at_its_next_word():
    ask(count, by=builders.editor(), upto=5, cancelled_after=2)
    [job] = jobs.run_waiting(later())
    assert (job.state, job.said, job.finished_at) == ("cancelled", "3 of 5", later())
    assert done == [1, 2]


def test_a_failed_job_is_tried_again_with_all_its_attempts():
    ask(fail)
    [job] = jobs.run_waiting(later())
    assert (job.state, job.attempts) == ("failed", 1)
    editor = builders.editor(first_name="Ada", last_name="Lovelace")
    job = stopping.retry(job=job, by=editor)
    assert (job.state, job.attempts, job.reason, job.finished_at) == ("waiting", 0, "", None)
    assert job.said == "To be tried again, as Ada Lovelace asked."
    assert jobs.run_waiting(later(3)) == [job]


def test_what_is_over_cannot_be_cancelled_and_what_waits_or_is_done_cannot_be_tried_again():
    job = ask(count)
    with pytest.raises(stopping.NotNow, match="It is waiting; only what failed or was cancelled"):
        stopping.retry(job=job, by=builders.editor())
    [job] = jobs.run_waiting(NOW)
    with pytest.raises(stopping.NotNow, match="It is finished already"):
        stopping.cancel(job=job, by=None, now=NOW)
    with pytest.raises(stopping.NotNow):
        stopping.retry(job=job, by=builders.editor())


def test_a_failed_job_is_not_tried_again_beside_the_same_work_asked_for_since():
    ask(fail, key="one")
    [job] = jobs.run_waiting(NOW)
    ask(fail, key="one")
    with pytest.raises(stopping.NotNow, match="asked for again since"):
        stopping.retry(job=job, by=builders.editor())
    assert Job.objects.get(pk=job.pk).state == "failed"


def test_editors_stop_their_own_jobs_and_others_only_with_the_right_to():
    editor, other, reviewer = builders.editor(), builders.editor(), builders.reviewer()
    mine, scheduled = ask(count, by=editor), ask(count)
    assert [stopping.may_stop(mine, p) for p in (editor, other, reviewer)] == [True, False, False]
    assert not stopping.may_stop(ask(count, by=reviewer), reviewer)
    assert not stopping.may_stop(scheduled, editor)
    assert stopping.may_stop(scheduled, builders.person(is_superuser=True))
