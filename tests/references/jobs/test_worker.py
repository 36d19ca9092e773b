"""Workers as processes: killed, ended, locked out of the database, two at once."""

import os
import signal
import sqlite3
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from references.jobs import stopping
from references.models import Job, Worker
from tests.references.jobs import sample_jobs, workers
from tests.references.jobs.workers import until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def file(tmp_path):
    return str(tmp_path / "notes")


@pytest.fixture
def gate(tmp_path):
    """The file that lets wait_for go on."""
    return tmp_path / "gate"


def ask(kind, **arguments):
    return kind.ask(title="A job", by=None, now=timezone.now(), **arguments)


def notes(file):
    return Path(file).read_text().splitlines() if Path(file).exists() else []


def state(job):
    return Job.objects.values_list("state", flat=True).get(pk=job.pk)


def test_a_killed_workers_job_is_carried_out_by_another_one(file, gate):
    job = ask(sample_jobs.wait_for, file=file, until=str(gate))
    with workers.worker() as first:
        until(lambda: notes(file) == ["begun 1"])
        carrier = children(first.pid)
        with workers.worker():
            os.kill(first.pid, signal.SIGKILL)
            until(lambda: notes(file) == ["begun 1", "begun 2"])
            until(lambda: not any(is_alive(pid) for pid in carrier))
            gate.touch()
            until(lambda: state(job) == "finished")
    assert notes(file) == ["begun 1", "begun 2", "done"]
    assert Job.objects.get().attempts == 2


def test_a_worker_that_is_told_to_end_hands_its_job_back_and_goes(file, gate):
    job = ask(sample_jobs.wait_for, file=file, until=str(gate))
    with workers.worker(JOBS_GRACE="20") as worker:
        until(lambda: notes(file) == ["begun 1"])
        worker.terminate()
        assert worker.wait(15) == 0
    job.refresh_from_db()
    assert (job.state, job.attempts, job.reason) == ("waiting", 0, "")
    assert not Worker.objects.exists()


def test_jobs_that_hang_or_crash_end_alone_and_the_worker_goes_on(file):
    hanging, crashing = ask(sample_jobs.hang, file=file), ask(sample_jobs.crash)
    with workers.worker() as worker:
        until(lambda: state(hanging) == state(crashing) == "failed")
        noted = ask(sample_jobs.note, file=file, line="after")
        until(lambda: state(noted) == "finished")
        assert worker.poll() is None
    reasons = [Job.objects.get(pk=job.pk).reason for job in (hanging, crashing)]
    assert reasons == [
        "It said nothing for 1 second, so it was ended.",
        "Its process ended without a word (signal 11).",
    ]


def test_two_workers_share_the_jobs_and_start_what_the_schedule_says_once(file, tmp_path):
    asked = {ask(sample_jobs.note, file=file, line=n).pk for n in range(20)}
    ticks = str(tmp_path / "ticks")
    with workers.worker(TICKS=ticks), workers.worker(TICKS=ticks):
        until(lambda: len(notes(ticks)) >= 3)
        until(lambda: not Job.objects.filter(pk__in=asked).exclude(state="finished").exists())
    assert sorted(notes(file), key=int) == [str(n) for n in range(20)]
    assert len(set(notes(ticks))) == len(notes(ticks))
    assert all(attempts == 1 for attempts in Job.objects.filter(state="finished").values_list("attempts", flat=True))


def test_long_jobs_leave_a_place_free_for_those_that_somebody_waits_for(file, gate):
    long = [ask(sample_jobs.import_much, file=file, until=str(gate)) for _ in range(2)]
    with workers.worker():
        until(lambda: notes(file) == ["begun 1"])
        looked_up = ask(sample_jobs.note, file=file, line="looked up")
        until(lambda: state(looked_up) == "finished")
        assert notes(file) == ["begun 1", "looked up"]
        gate.touch()
        until(lambda: {state(job) for job in long} == {"finished"})


def test_a_cancelled_job_that_never_says_anything_is_ended(file):
    job = ask(sample_jobs.sleep, file=file)
    with workers.worker():
        until(lambda: notes(file) == ["begun"])
        stopping.cancel(job=job, by=None, now=timezone.now())
        until(lambda: state(job) == "cancelled")


def test_a_worker_outlives_the_loss_of_its_database(file, gate):
    job = ask(sample_jobs.wait_for, file=file, until=str(gate))
    with workers.worker(JOBS_LEASE="20") as worker:
        until(lambda: notes(file) == ["begun 1"])
        for _ in range(3):
            with database_away():
                pass
        gate.touch()
        until(lambda: state(job) == "finished")
        noted = ask(sample_jobs.note, file=file, line="after")
        until(lambda: state(noted) == "finished")
        assert worker.poll() is None
    assert notes(file)[-2:] == ["done", "after"]


@contextmanager
def database_away():
    """PostgreSQL ends everybody else's connections; SQLite is locked for longer than anybody waits."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid != pg_backend_pid()"
            )
        yield
        return
    lock = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, timeout=20)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        time.sleep(0.5)
        yield
    finally:
        lock.close()


def children(pid):
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
