"""The record's tables in plain SQL, past everything that Django would refuse."""

import os
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from articles import publishing
from articles.models import Approval, Article, EditionContent, Waiver
from references import append_only
from tests import builders, supplement_builders

pytestmark = pytest.mark.django_db

PROTECTED = [
    "articles_approval",
    "articles_draftedit",
    "articles_edition",
    "articles_editioncontent",
    "articles_publishedcitation",
    "articles_publishedform",
    "articles_publishedpart",
    "articles_suppression",
    "articles_waiver",
    "references_appraisal",
    "references_evidenceedit",
    "references_verdict",
    "supplements_catalogueedit",
]
TOUCHED = {
    "articles_approval": "note",
    "articles_draftedit": "act",
    "articles_edition": "note",
    "articles_editioncontent": "content",
    "articles_publishedcitation": "stance",
    "articles_publishedform": "form_id",
    "articles_publishedpart": "part",
    "articles_suppression": "what",
    "articles_waiver": "because",
    "references_appraisal": "note",
    "references_evidenceedit": "part",
    "references_verdict": "note",
    "supplements_catalogueedit": "act",
}
sqlite_only = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has no INSERT OR REPLACE")
postgresql_only = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no TRUNCATE")


@pytest.fixture
def record():
    """A row in every protected table: a live edition, and one before it whose body was suppressed."""
    article, citation, edition = builders.published_article()
    builders.rate(citation.claim, now=builders.later(6))
    supplement_builders.published_comparison()
    by = {"person": builders.reviewer(), "person_name": "R", "at": builders.later(6)}
    Approval.objects.create(article=article, number=1, role="legal", interests="None", digest="d", **by)
    Waiver.objects.create(article=article, code="absolute-word", about="a", finding="f", because="b", **by)
    builders.rewrite(article, "<p>Nothing is known.</p>", by=builders.editor(), now=builders.later(7))
    builders.publish(article, note="Cut", now=builders.later(8))
    publishing.suppress(
        edition=edition, by=builders.administrator(), now=builders.later(9), what="A name", legal_basis="A court order"
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return article


def refused(statement, *values):
    __tracebackhide__ = True
    with pytest.raises(DatabaseError, match=append_only.MESSAGE), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_these_tables_are_the_record():
    assert sorted(append_only._all_tables()) == PROTECTED


@pytest.mark.parametrize("table", PROTECTED)
def test_a_row_of_the_record_cannot_be_changed(record, table):
    refused(f"UPDATE {table} SET {TOUCHED[table]} = {TOUCHED[table]}")


@pytest.mark.parametrize("table", PROTECTED)
def test_a_row_of_the_record_cannot_be_deleted(record, table):
    refused(f"DELETE FROM {table}")


@postgresql_only
@pytest.mark.parametrize("table", PROTECTED)
def test_a_table_of_the_record_cannot_be_emptied(record, table):
    refused(f"TRUNCATE {table} CASCADE")


@sqlite_only
@pytest.mark.parametrize("table", PROTECTED)
def test_a_row_of_the_record_cannot_be_replaced(record, table):
    refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@sqlite_only
def test_a_row_cannot_be_replaced_by_its_other_key(record):
    """A new id, and the article and number of an edition that stands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pragma_table_info('articles_edition')")
        columns = [row[0] for row in cursor.fetchall()]
    chosen = ", ".join({"id": "id + 1000", "digest": "'x' || digest"}.get(c, c) for c in columns)
    refused(f"INSERT OR REPLACE INTO articles_edition SELECT {chosen} FROM articles_edition WHERE number = 2")


def test_a_body_goes_only_with_its_suppression():
    _, _, edition = builders.published_article()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    refused("DELETE FROM articles_editioncontent WHERE edition_id = %s", edition.pk)
    publishing.suppress(
        edition=edition, by=builders.administrator(), now=builders.later(9), what="A name", legal_basis="A court order"
    )
    assert not EditionContent.objects.filter(edition=edition).exists()


def test_a_draft_that_was_never_public_takes_its_edits_along():
    article = builders.article("<p>Text</p>")
    assert article.edits.exists()
    Article.objects.get(pk=article.pk).delete()
    assert not Article.objects.filter(pk=article.pk).exists()


def test_migrating_again_keeps_every_trigger(record):
    for _ in range(2):
        call_command("migrate", verbosity=0)
    assert append_only.missing(connection) == []
    refused("UPDATE references_verdict SET note = 'x'")


def test_migrating_puts_a_lost_trigger_back():
    append_only.drop(connection)
    assert "references_verdict_no_update" in append_only.missing(connection)
    call_command("migrate", verbosity=0)
    assert append_only.missing(connection) == []


@sqlite_only
def test_an_older_database_can_be_brought_up_to_date(tmp_path):
    """To change a table SQLite rebuilds it, while the trigger of another table looks at it."""
    file = tmp_path / "older.sqlite3"

    def migrate(*target):
        command = [sys.executable, "manage.py", "migrate", "-v0", *target]
        environment = {**os.environ, "DATABASE_URL": f"sqlite:///{file}", "SPINEHEALTH_LOCAL": "1"}
        subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True)

    migrate("articles", "0002")
    migrate()
    with sqlite3.connect(file) as database:
        names = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert {f"{table}_no_update" for table in PROTECTED} <= names
