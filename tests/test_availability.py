"""What the site says when its database is gone, and how it tells the machinery around it."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from contextlib import closing

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from django.urls import path

import spinehealth.urls
from references import append_only


def test_a_process_that_answers_is_healthy(client):
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_a_site_with_database_migrations_and_triggers_is_ready(client):
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_a_site_whose_record_is_unprotected_is_not_ready(client):
    append_only.drop(connection)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "references_verdict_no_update" in response.content.decode()
    append_only.install(connection)
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_a_site_that_was_not_migrated_is_not_ready(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'articles'")
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"migrations are missing\n")


@pytest.fixture(scope="module", params=["postgresql", "sqlite"])
def server_without_database(request, tmp_path_factory):
    """Asks a real server process whose database cannot be reached: get(path, cookie) -> (status, body)."""
    urls = {
        "postgresql": "postgres://nobody@127.0.0.1:1/none",
        "sqlite": f"sqlite:///{tmp_path_factory.mktemp('gone')}/no-such-folder/db.sqlite3",
    }
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "spinehealth.wsgi", "--bind", f"fd://{listening.fileno()}"],
            pass_fds=[listening.fileno()],
            env={**os.environ, "DATABASE_URL": urls[request.param]},
            stderr=subprocess.DEVNULL,
        )

        def get(path, cookie=""):
            with closing(http.client.HTTPConnection(*listening.getsockname(), timeout=30)) as asked:
                asked.request("GET", path, headers={"Cookie": cookie})
                answer = asked.getresponse()
                return answer.status, answer.read().decode()

        yield get
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def test_without_a_database_the_process_is_healthy_and_the_site_not_ready(server_without_database):
    assert server_without_database("/healthz") == (200, "ok\n")
    assert server_without_database("/readyz") == (503, "the database does not answer\n")


@pytest.mark.parametrize("path", ["/", "/articles/", "/articles/magnesium/", "/sources/"])
def test_without_a_database_readers_are_told_in_plain_words(server_without_database, path):
    status, page = server_without_database(path)
    assert status == 503
    assert "<h1" in page
    assert "Traceback" not in page
    assert "OperationalError" not in page


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/audit/"])
def test_without_a_database_people_who_are_signed_in_are_told_too(server_without_database, path):
    """Here the session fails, in a middleware or in a template, before or after the view."""
    status, page = server_without_database(path, cookie="sessionid=abcdefghijklmnopqrstuvwxyz012345")
    assert status == 503
    assert "<h1" in page


def test_an_error_of_ours_is_not_blamed_on_the_database(settings):
    settings.ROOT_URLCONF = __name__
    assert Client(raise_request_exception=False).get("/broken/").status_code == 500


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_that_dies_in_a_middleware_gives_the_same_page(settings, monkeypatch, error):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.dying_middleware"]
    monkeypatch.setattr(dying_middleware, "error", error, raising=False)
    response = Client(raise_request_exception=False).get("/healthz")
    assert response.status_code == 503
    assert response["Retry-After"]
    assert "cannot reach its records" in response.content.decode()


def dying_middleware(get_response):
    def middleware(request):
        raise dying_middleware.error("server closed the connection unexpectedly")

    return middleware


def _broken(request):
    raise ZeroDivisionError


urlpatterns = [path("broken/", _broken), *spinehealth.urls.urlpatterns]
handler500 = "spinehealth.availability.server_error"
