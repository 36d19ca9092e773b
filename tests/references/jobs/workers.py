"""Real workers for the tests: processes of their own, on the test's database, ended whatever happens."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress

from django.conf import settings
from django.db import connection

QUICK = {"JOBS_POLL": "0.05", "JOBS_BEAT": "0.1", "JOBS_LEASE": "1", "JOBS_GRACE": "0.3", "JOBS_BACK_OFF": "0.1"}


@contextmanager
def worker(**environment):
    """A running `manage.py work` that knows the sample jobs, with short times."""
    started = start(**environment)
    try:
        yield started
    finally:
        end(started)


def start(**environment):
    command = [sys.executable, "-m", "tests.references.jobs.work"]
    database = connection.settings_dict["NAME"]
    return subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env={**os.environ, **QUICK, "TEST_DATABASE": str(database), **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def end(process):
    """Its whole group, so that no job goes on either."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def until(happens, *, within=20):
    """Wait for it, and give back what it returns."""
    deadline = time.monotonic() + within
    while not (result := happens()):
        if time.monotonic() > deadline:
            raise AssertionError(f"It did not happen within {within} seconds.")
        time.sleep(0.02)
    return result
