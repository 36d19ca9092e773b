"""Work in a process of its own that is killed (kill -9): at one of its queries, or where it says so.

The process comes from the fork server of multiprocessing. A fork of the test process would inherit the sockets
of live-server threads and of browsers, and keep database sessions alive that nobody serves any more.
"""

import itertools
import multiprocessing
import os
import signal

import django
from django.apps import apps
from django.db import connection

if not apps.ready:  # in the fork server, once for all its processes
    django.setup()

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([__name__])


def killed(work, *arguments, after=None, **more):
    """Do `work`, a function of a module, and kill it at query number `after`, counted from 0.

    Without `after` it is for `work` to call `die`. False if it came to its end before. Arguments are pickled.
    """
    database = connection.settings_dict["NAME"]
    connection.close()
    process = _processes.Process(target=_do, args=[database, after, work, arguments, more])
    process.start()
    process.join()
    if process.exitcode not in (0, -signal.SIGKILL):
        raise AssertionError(f"The work failed by itself (exit code {process.exitcode}); see its traceback.")
    if connection.vendor == "postgresql":
        _end_other_sessions()
    return process.exitcode != 0


def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)


def _do(database, after, work, arguments, more):
    connection.settings_dict["NAME"] = str(database)
    number = itertools.count()

    def count(execute, *args):
        if next(number) == after:
            die()
        return execute(*args)

    with connection.execute_wrapper(count):
        work(*arguments, **more)
    connection.close()


def _end_other_sessions():
    """The server ends the session of a dead client in its own time; its locks would hold up what comes next."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid != pg_backend_pid()"
        )
