"""`make run`: the site with its demo on a developer's machine."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from contextlib import closing

import pytest
from django.conf import settings as site
from django.core.management import CommandError

from spinehealth.management.commands import serve
from tests import builders
from tests.references.jobs.workers import until


@pytest.fixture
def demo_people(db):
    return [builders.person(username=name) for name in serve.DEMO_PEOPLE]


def test_every_run_prints_the_same_password_which_only_its_owner_can_read(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    assert serve.kept_password() == serve.kept_password()
    assert (tmp_path / "demo-password").stat().st_mode & 0o077 == 0


def test_a_password_that_is_asked_for_is_made_that_of_the_demo(demo_people):
    assert dict(serve.sign_ins("one of my own", make_it_so=True)) == dict.fromkeys(serve.DEMO_PEOPLE, "one of my own")
    assert all(password == "one of my own" for _, password in serve.sign_ins("one of my own", make_it_so=False))


def test_a_password_changed_in_the_admin_stays_and_no_wrong_one_is_printed(demo_people):
    demo_people[0].set_password("changed by hand")
    demo_people[0].save()
    printed = dict(serve.sign_ins("a long demo password", make_it_so=False))
    assert printed["editor"] == "(was changed)"
    assert printed["reviewer"] == "a long demo password"
    demo_people[0].refresh_from_db()
    assert demo_people[0].check_password("changed by hand")


def test_a_port_that_is_taken_is_said_with_what_to_do():
    with socket.create_server((serve.HOST, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} cannot be used; choose another one: make run PORT="):
            serve.listen(port)


def test_one_command_serves_the_demo_with_a_worker_and_ctrl_c_ends_both(tmp_path):
    with socket.create_server((serve.HOST, 0)) as free:
        port = free.getsockname()[1]
    environment = {"PATH": os.environ["PATH"], "SPINEHEALTH_LOCAL": "1", "SPINEHEALTH_VAR": str(tmp_path)}
    site_process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port)],
        cwd=site.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said = ""
        while "Ctrl-C ends it" not in said and (line := site_process.stdout.readline()):
            said += line
        for name in serve.DEMO_PEOPLE:
            assert f"{name} " in said
        home = urllib.request.urlopen(f"http://{serve.HOST}:{port}/", timeout=60)
        assert home.status == 200
        assert "Magnesium" in home.read().decode()
        until(lambda: workers_in(tmp_path), within=60)
    finally:
        site_process.send_signal(signal.SIGINT)
        rest, _ = site_process.communicate(timeout=60)  # until nobody writes to it any more, the worker included
    assert site_process.returncode == 0
    assert "Traceback" not in rest
    assert workers_in(tmp_path) == []


def workers_in(folder):
    """Names of the workers that live."""
    with closing(sqlite3.connect(folder / "spinehealth.sqlite3")) as database:
        return database.execute("SELECT name FROM references_worker").fetchall()
