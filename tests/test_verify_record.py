"""Each test lifts the triggers, changes the record behind the product's back, and puts the triggers back."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles import publishing
from references import append_only
from references.outcomes import Outcome
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    """An article with three editions and three approvals, a citation with three verdicts, a claim with three appraisals."""
    article, citation = builders.cited_article()
    for n, outcome in enumerate([Outcome.SUPPORTED, Outcome.PARTLY, Outcome.SUPPORTED]):
        builders.judge(citation, outcome, note=f"Note {n}", now=builders.later(10 + n))
        builders.rate(citation.claim, note=f"Sentence {n}", now=builders.later(20 + n))
    for n in range(3):
        builders.rewrite(article, builders.Text.objects.get(parent=article).text, by=builders.editor(), title=f"T {n}")
        builders.approve(article, "legal", note=f"Read {n}", now=builders.later(29 + n))
        builders.publish(article, note=f"Change {n}", now=builders.later(30 + n))
    return article, citation


def tamper(*statements):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # a table with postponed checks cannot lose a trigger
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        append_only.drop(connection)
        for statement, *values in statements:
            cursor.execute(statement, values)
            assert cursor.rowcount > 0, statement
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    append_only.install(connection)


def test_a_whole_record_is_counted(record, capsys):
    call_command("verify_record")
    assert capsys.readouterr().out == (
        "The record is whole: 3 editions, 3 approvals, 3 verdicts, 3 appraisals. All triggers stand.\n"
    )


def test_an_empty_record_is_whole(capsys):
    call_command("verify_record")
    assert "0 editions" in capsys.readouterr().out


def test_a_suppressed_body_leaves_a_chain_that_verifies(record, capsys):
    article, _ = record
    edition = article.editions.get(number=2)
    publishing.suppress(
        edition=edition, by=builders.administrator(), now=builders.later(60), what="A name", legal_basis="A court order"
    )
    call_command("verify_record")
    assert "3 editions" in capsys.readouterr().out


# (what was changed, what verify_record says)
FIELDS = [
    ("articles_edition", "note", "Another note", "edition 2 of article", "is not what was published"),
    ("articles_edition", "by_name", "Somebody else", "edition 2 of article", "is not what was published"),
    ("articles_edition", "assurance", "not-yet-checked", "edition 2 of article", "is not what was published"),
    ("articles_edition", "kind", "minor", "edition 2 of article", "is not what was published"),
    ("articles_edition", "published_at", builders.later(5), "edition 2 of article", "is not what was published"),
    ("articles_edition", "digest", "0" * 64, "edition 2 of article", "is not what was published"),
    ("articles_edition", "previous", "0" * 64, "edition 2 of article", "does not follow the one before it"),
    ("articles_edition", "emergency_because", "A hurry", "edition 2 of article", "is not what was published"),
    ("articles_approval", "role", "editorial", "approval 2 of article", "is not what was given"),
    ("articles_approval", "person_name", "Somebody", "approval 2 of article", "is not what was given"),
    ("articles_approval", "credentials", "Professor", "approval 2 of article", "is not what was given"),
    ("articles_approval", "interests", "Many", "approval 2 of article", "is not what was given"),
    ("articles_approval", "checklist", "{}", "approval 2 of article", "is not what was given"),
    ("articles_approval", "note", "Another note", "approval 2 of article", "is not what was given"),
    ("articles_approval", "at", builders.later(5), "approval 2 of article", "is not what was given"),
    ("articles_approval", "approved_digest", "0" * 64, "approval 2 of article", "is not what was given"),
    ("articles_approval", "previous", "0" * 64, "approval 2 of article", "does not follow the one before it"),
    ("references_verdict", "outcome", "supported", "verdict 2 of citation", "is not what was written"),
    ("references_verdict", "note", "Another note", "verdict 2 of citation", "is not what was written"),
    ("references_verdict", "reviewer_name", "Somebody", "verdict 2 of citation", "is not what was written"),
    ("references_verdict", "mismatches", '["number"]', "verdict 2 of citation", "is not what was written"),
    ("references_verdict", "at", builders.later(5), "verdict 2 of citation", "is not what was written"),
    ("references_verdict", "judged", "{}", "verdict 2 of citation", "judged text is not what was judged"),
    ("references_verdict", "previous", "0" * 64, "verdict 2 of citation", "does not follow the one before it"),
    ("references_appraisal", "level", "high", "appraisal 2 of claim", "is not what was written"),
    ("references_appraisal", "direction", "against", "appraisal 2 of claim", "is not what was written"),
    ("references_appraisal", "note", "Another note", "appraisal 2 of claim", "is not what was written"),
    ("references_appraisal", "independent", False, "appraisal 2 of claim", "is not what was written"),
    ("references_appraisal", "judged", "{}", "appraisal 2 of claim", "judged text is not what was judged"),
]


@pytest.mark.parametrize(("table", "column", "value", "where", "what"), FIELDS)
def test_one_changed_field_is_named(record, table, column, value, where, what):
    tamper((f"UPDATE {table} SET {column} = %s WHERE number = 2", value))
    with pytest.raises(CommandError) as broken:
        call_command("verify_record")
    assert where in str(broken.value)
    assert what in str(broken.value)


def test_one_changed_letter_of_an_edition_is_named(record):
    tamper(("UPDATE articles_editioncontent SET content = REPLACE(content, 'fell', 'rose')",))
    with pytest.raises(CommandError, match=r"the content of edition 1 of article .* is not what was published"):
        call_command("verify_record")


def test_a_content_that_went_without_a_suppression_is_named(record):
    article, _ = record
    edition = article.editions.get(number=2)
    tamper(("DELETE FROM articles_editioncontent WHERE edition_id = %s", edition.pk))
    with pytest.raises(CommandError, match=r"the content of edition 2 .* is gone, and nothing says why"):
        call_command("verify_record")


@pytest.mark.parametrize(
    ("table", "where"),
    [("references_verdict", "verdict 3 of citation"), ("references_appraisal", "appraisal 3 of claim")],
)
def test_a_row_deleted_in_the_middle_is_named(record, table, where):
    tamper((f"DELETE FROM {table} WHERE number = 2",))
    with pytest.raises(CommandError, match=rf"{where} .* does not follow the one before it"):
        call_command("verify_record")


def test_an_edition_deleted_in_the_middle_is_named(record):
    article, _ = record
    pk = article.editions.get(number=2).pk
    tables = ["articles_publishedcitation", "articles_editionrendering", "articles_editioncontent"]
    tamper(
        *[(f"DELETE FROM {table} WHERE edition_id = %s", pk) for table in tables],
        ("DELETE FROM articles_edition WHERE id = %s", pk),
    )
    with pytest.raises(CommandError, match=r"edition 3 of article .* does not follow the one before it"):
        call_command("verify_record")


@pytest.mark.parametrize("table", ["references_verdict", "references_appraisal", "articles_edition"])
def test_swapped_links_to_the_row_before_are_named(record, table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number, previous FROM {table} WHERE number > 1")
        before = dict(cursor.fetchall())
    tamper(
        (f"UPDATE {table} SET previous = %s WHERE number = 2", before[3]),
        (f"UPDATE {table} SET previous = %s WHERE number = 3", before[2]),
    )
    with pytest.raises(CommandError, match=r" 2 of .* does not follow the one before it"):
        call_command("verify_record")


def test_a_last_verdict_that_was_deleted_is_missed_by_its_citation(record):
    tamper(("DELETE FROM references_verdict WHERE number = 3",))
    with pytest.raises(CommandError, match=r"citation .* does not show its latest verdict"):
        call_command("verify_record")


def test_a_published_citation_that_was_changed_is_named(record):
    tamper(("UPDATE articles_publishedcitation SET outcome = 'partly'",))
    with pytest.raises(CommandError, match=r"the citations listed for edition 1 .* are not those of its content"):
        call_command("verify_record")


def test_a_row_with_a_digest_made_anew_breaks_the_one_after_it(record):
    article, _ = record
    edition = article.editions.get(number=2)
    edition.note = "Another note"
    digest = publishing.edition_digest(edition)
    tamper(("UPDATE articles_edition SET note = %s, digest = %s WHERE id = %s", edition.note, digest, edition.pk))
    with pytest.raises(CommandError, match=r"edition 3 of article .* does not follow the one before it"):
        call_command("verify_record")


def test_a_missing_trigger_is_named(record):
    append_only.drop(connection)
    with pytest.raises(CommandError, match="articles_edition_no_update"):
        call_command("verify_record")


def test_only_the_first_break_is_named(record):
    tamper(
        ("UPDATE articles_edition SET note = 'x' WHERE number = 1",),
        ("UPDATE references_verdict SET note = 'x' WHERE number = 1",),
    )
    with pytest.raises(CommandError) as broken:
        call_command("verify_record")
    assert "edition 1" in str(broken.value)
    assert "verdict" not in str(broken.value)
