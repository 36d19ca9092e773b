"""What the settings promise, on each database and in production."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

PRODUCTION = {"DJANGO_SECRET_KEY": "0123456789" * 6, "ALLOWED_HOSTS": "example.org"}


def manage(*arguments, folder, **environment):
    """manage.py in a process of its own, with this environment and no other."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "SPINEHEALTH_VAR": str(folder), **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 1),
        ("busy_timeout", 20000),
        ("foreign_keys", 1),
        ("cache_size", 2000),
        ("mmap_size", 134217728),
        ("journal_size_limit", 27103364),
        ("temp_store", 2),
    ],
)
def test_sqlite_runs_with_the_settings_that_were_measured(pragma, value):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has settings of its own")
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone() == (value,)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"),
    [("statement_timeout", "15s"), ("lock_timeout", "5s"), ("idle_in_transaction_session_timeout", "30s")],
)
def test_postgresql_waits_no_longer_than_was_settled(name, value):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has settings of its own")
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        assert cursor.fetchone() == (value,)


def test_without_a_key_production_does_not_start(tmp_path):
    started = manage("check", folder=tmp_path)
    assert started.returncode != 0
    assert "Set DJANGO_SECRET_KEY, or SPINEHEALTH_LOCAL=1 on your own machine." in started.stderr


def test_production_passes_the_deployment_check(tmp_path):
    checked = manage("check", "--deploy", "--fail-level", "WARNING", folder=tmp_path, **PRODUCTION)
    assert checked.returncode == 0, checked.stderr


def test_on_a_developers_machine_a_key_is_made_and_kept_private(tmp_path):
    def key():
        said = manage("shell", "-v0", "-c", "from django.conf import settings; print(settings.SECRET_KEY)",
                      folder=tmp_path, SPINEHEALTH_LOCAL="1")  # fmt: skip
        return said.stdout.strip()

    assert len(key()) > 50
    assert key() == key()
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_static_files_can_be_collected_for_production(tmp_path):
    """Every address in a style sheet leads to a file; otherwise pages of the production site would be errors."""
    collected = manage("collectstatic", "--noinput", folder=tmp_path, **PRODUCTION)
    assert collected.returncode == 0, collected.stderr


def test_the_demo_is_served_on_a_developers_machine_only(tmp_path):
    refused = manage("serve", folder=tmp_path, **PRODUCTION)
    assert refused.returncode != 0
    assert "This is for your own machine" in refused.stderr
