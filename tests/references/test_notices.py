"""What was published about a source reaches its status, its citations, and readers."""

import pytest
from django.db import IntegrityError, transaction

from references.models import Citation, Notice
from references.models.source import SourceStatus
from references.notices import lift_notice, record_notice
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db


def record(source, kind, minutes=10, **extra):
    return record_notice(source=source, kind=kind, by=builders.reviewer(), now=later(minutes), **extra)


@pytest.mark.parametrize(
    ("kinds", "status"),
    [
        ([], SourceStatus.UNKNOWN),
        (["other"], SourceStatus.UNKNOWN),
        (["newer-version"], SourceStatus.UNKNOWN),
        (["correction"], SourceStatus.CORRECTED),
        (["concern", "correction"], SourceStatus.CONCERN),
        (["retraction", "correction", "concern"], SourceStatus.RETRACTED),
    ],
)
def test_the_worst_standing_notice_is_the_status(kinds, status):
    source = builders.source()
    for kind in kinds:
        record(source, kind)
    source.refresh_from_db()
    assert source.status == status


def test_a_lifted_notice_stays_on_record_and_counts_no_more():
    source = builders.source()
    notice = record(source, "retraction")
    lift_notice(notice, by=builders.editor(), now=later(11), because="It concerns another paper of that name.")
    source.refresh_from_db()
    assert source.status == SourceStatus.UNKNOWN
    assert Notice.objects.get().lifted_because == "It concerns another paper of that name."
    assert not Notice.objects.standing().exists()


def test_lifting_needs_a_person_and_a_reason():
    notice = record(builders.source(), "retraction")
    with pytest.raises(IntegrityError, match="notice_lifted_with_reason"), transaction.atomic():
        lift_notice(notice, by=builders.editor(), now=later(11), because="")


def test_a_notice_makes_verdicts_stale_and_lifting_it_makes_them_fresh():
    _, citation = builders.cited_article()
    builders.judge(citation)
    notice = record(citation.source, "correction")
    assert list(Citation.objects.stale()) == [citation]
    lift_notice(notice, by=builders.editor(), now=later(11), because="Not about this paper.")
    assert not Citation.objects.stale().exists()


def test_a_notice_reaches_citations_of_a_source_that_was_merged_into_it():
    _, citation = builders.cited_article()
    winner = builders.source()
    citation.source.merged_into = winner
    citation.source.save()
    builders.judge(citation)
    record(winner, "retraction")
    assert list(Citation.objects.stale()) == [citation]


def test_readers_of_a_live_article_are_told_at_once_until_it_is_lifted():
    article, citation, _ = builders.published_article()
    notice = record(citation.source, "retraction", note="The data could not be found.")
    article.refresh_from_db()
    assert [(a["notice"], a["note"]) for a in article.reader_alerts] == [("retraction", "The data could not be found.")]
    lift_notice(notice, by=builders.editor(), now=later(11), because="Not about this paper.")
    article.refresh_from_db()
    assert article.reader_alerts == []
