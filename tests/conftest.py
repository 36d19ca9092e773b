"""What every test needs: a database file, a closed network, the record's triggers lifted for a flush."""

import ipaddress
import os
import socket
import time

import hypothesis
import pytest
from django.conf import settings
from django.core.management.base import CommandError
from django.db import OperationalError, connection, connections
from django.test import TransactionTestCase

from references import append_only

pytest_plugins = ["tests.browser", "tests.catalogues"]

hypothesis.settings.register_profile("spinehealth", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("spinehealth")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """SQLite tests run on a file: an in-memory database has one connection, and knows neither WAL nor a second writer."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """What a test printed or logged may hold half a character; the processes of a run tell each other UTF-8."""
    outcome = yield
    report = outcome.get_result()
    report.sections = [(name, text.encode(errors="backslashreplace").decode()) for name, text in report.sections]


@pytest.fixture(autouse=True, scope="session")
def _flush_lifts_triggers():
    """A flush empties tables, which the triggers refuse; migrate's signal puts them back right after it."""
    original = TransactionTestCase._fixture_teardown

    def teardown(self):
        for _ in range(3):
            others_finish()
            try:
                return flush(self)
            except (OperationalError, CommandError) as late:  # a request of a page that is closing came in between
                again = late
        raise again

    def flush(self):
        for alias in self._databases_names(include_mirrors=False):
            append_only.drop(connections[alias])
        original(self)

    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = original


def others_finish(within=5):
    """Wait for the requests that a page still had under way: on PostgreSQL a flush and they would lock each other out."""
    busy = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid != pg_backend_pid() AND state != 'idle'"
    )
    deadline = time.monotonic() + within
    while connection.vendor == "postgresql" and time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(busy)
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.02)


@pytest.fixture(autouse=True, scope="session")
def outside_world_is_closed():
    """A test that would reach beyond this machine fails where it tries to."""
    original = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex", "sendto")}

    def guarded(name):
        def reach(self, *args):
            if self.family != socket.AF_UNIX and not _is_loopback(args[-1]):
                raise OutsideWorld(f"A test tried to reach {args[-1]}.")
            return original[name](self, *args)

        return reach

    for name in original:
        setattr(socket.socket, name, guarded(name))
    yield
    for name, function in original.items():
        setattr(socket.socket, name, function)


class OutsideWorld(RuntimeError):
    """Not an OSError, so that no code under test can take it for a network that is merely down."""


def _is_loopback(address):
    host = address[0] if isinstance(address, tuple) else ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
