"""What comes again by itself, and the job that removes old jobs."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from references import jobs
from references.jobs import lost, schedule
from references.jobs.pruning import remove_old_jobs
from references.models import Job, Schedule
from tests.builders import NOW, later
from tests.references.jobs.test_queue import greet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def entries(monkeypatch):
    """Only what the test puts into the schedule."""
    monkeypatch.setattr(schedule, "_entries", {})
    monkeypatch.setattr(schedule, "autodiscover_modules", lambda name: None)


def ask_to_greet(now):
    return greet.ask(title="Greet", by=None, now=now, name="Ada")


@pytest.mark.parametrize(
    ("when", "now", "expected"),
    [
        (timedelta(minutes=10), "2026-03-04 09:00", "2026-03-04 09:10"),
        (time(9, 30), "2026-03-04 09:00", "2026-03-04 09:30"),
        (time(9, 0), "2026-03-04 09:00", "2026-03-05 09:00"),
        (time(3, 40), "2026-12-31 09:00", "2027-01-01 03:40"),
        (time(3, 40), "2028-02-28 09:00", "2028-02-29 03:40"),
    ],
)
def test_the_next_time_lies_ahead(when, now, expected):
    assert schedule.next_after(when, datetime.fromisoformat(f"{now}+00:00")) == datetime.fromisoformat(
        f"{expected}+00:00"
    )


def test_a_time_of_day_is_that_of_the_sites_time_zone_in_summer_and_winter(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    schedule.timezone.get_default_timezone.cache_clear()
    try:
        for day, hour in ((1, 2), (7, 1)):
            now = datetime(2026, day, 15, 0, 0, tzinfo=UTC)
            assert schedule.next_after(time(3, 0), now) == now.replace(hour=hour)
    finally:
        schedule.timezone.get_default_timezone.cache_clear()


def test_what_comes_each_day_comes_once_however_often_workers_look():
    jobs.every(time(9, 30), "Greet", ask_to_greet)
    for minutes in range(0, 120, 7):
        schedule.start_due(later(minutes))
        schedule.start_due(later(minutes))
    assert [job.asked_at for job in Job.objects.all()] == [later(35)]
    entry = Schedule.objects.get()
    assert (entry.last_at, entry.next_at) == (later(35), NOW.replace(day=5, hour=9, minute=30))


def test_after_a_long_pause_of_the_workers_it_comes_once():
    jobs.every(timedelta(minutes=10), "Greet", ask_to_greet)
    schedule.start_due(NOW)
    schedule.start_due(later(600))
    schedule.start_due(later(601))
    assert Job.objects.count() == 1
    assert Schedule.objects.get().next_at == later(610)


def test_a_worker_that_read_the_time_before_another_one_moved_it_on_asks_for_nothing():
    jobs.every(timedelta(minutes=10), "Greet", ask_to_greet)
    schedule.start_due(NOW)
    read = Schedule.objects.get()
    schedule.start_due(later(10))
    schedule._start(read, timedelta(minutes=10), ask_to_greet, later(10))
    assert Job.objects.count() == 1


def test_an_entry_that_cannot_be_asked_for_holds_up_no_other_and_comes_again():
    def cannot(now):
        raise RuntimeError("no")

    jobs.every(timedelta(minutes=10), "A", cannot)
    jobs.every(timedelta(minutes=10), "B", ask_to_greet)
    schedule.start_due(NOW)
    schedule.start_due(later(10))
    assert Job.objects.count() == 1
    assert {row.next_at for row in Schedule.objects.all()} == {later(20)}


def test_old_jobs_go_and_those_that_wait_or_run_or_are_young_stay(settings):
    old = ask_to_greet(NOW)
    jobs.run_waiting(NOW)
    waiting, running = ask_to_greet(NOW), ask_to_greet(NOW)
    lost.register("w", now=NOW)
    Job.objects.filter(pk=running.pk).update(state="running")
    DBTaskResult.objects.update(enqueued_at=NOW)
    end = NOW + settings.JOBS["KEPT"] + timedelta(minutes=1)
    young = ask_to_greet(end)
    jobs.run_waiting(end, only=young)
    pruning = remove_old_jobs.ask(title="Remove old jobs", by=None, now=end)
    [done] = jobs.run_waiting(end, only=pruning)
    assert done.said == "1 old job is removed."
    assert set(Job.objects.all()) == {waiting, running, young, pruning}
    kept = set(DBTaskResult.objects.values_list("pk", flat=True))
    assert {waiting.result_id, running.result_id} <= {str(pk) for pk in kept} | kept
    assert old.result_id not in {str(pk) for pk in kept} | kept
