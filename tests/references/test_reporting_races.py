"""Reports and outcomes at the same moment, each over a connection of its own."""

from datetime import timedelta

import pytest

from references.models import ProblemReport, ReporterAddress
from references.reporting import DecidedMeanwhile, TooManyReports, decide, file_report, keep_promises
from tests import builders
from tests.at_once import at_once
from tests.builders import later

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_twelve_reports_at_once_from_one_address_five_are_taken():
    claim = builders.cited_article()[1].claim

    def send():
        return file_report(
            claim=claim, wording=claim.text, edition=1, kind="number", text="It was 3 points.", now=later(), address="192.0.2.7"
        )  # fmt: skip

    results = at_once(*[send] * 12)
    assert sum(isinstance(r, TooManyReports) for r in results) == 7
    assert ProblemReport.objects.count() == 5


def test_of_two_reviewers_at_once_one_decides_and_the_other_is_told():
    report = builders.reported(builders.cited_article()[1].claim, email="reader@example.org")
    people = [builders.reviewer(), builders.reviewer()]
    outcomes = dict(zip(people, ("stands", "will-correct"), strict=True))

    def decided_by(person):
        said = {"outcome": outcomes[person], "answer": f"Words of {person.pk}.", "is_public": True}
        return lambda: decide(report=report, by=person, now=later(20), **said)

    results = at_once(*map(decided_by, people))
    refused = [r for r in results if isinstance(r, DecidedMeanwhile)]
    (won,) = [r for r in results if not isinstance(r, Exception)]
    assert len(refused) == 1
    report.refresh_from_db()
    assert (report.outcome, report.decided_by) == (outcomes[won.decided_by], won.decided_by)
    assert report.answer == f"Words of {won.decided_by_id}."


def test_a_promise_that_is_kept_while_a_reviewer_mends_it_is_one_or_the_other():
    claim = builders.cited_article()[1].claim
    report = builders.reported(claim, email="reader@example.org")
    reviewer, now = builders.reviewer(), later(20)
    said = {"answer": "You are right.", "is_public": True, "by": reviewer}
    decided = decide(report=report, outcome="will-correct", now=now, **said)
    seen = f"will-correct {decided.decided_at.isoformat()}"
    results = at_once(
        lambda: keep_promises(claims=[claim.pk], now=later(30)),
        lambda: decide(report=report, outcome="stands", now=later(30), seen=seen, **said),
    )
    report.refresh_from_db()
    if isinstance(results[1], DecidedMeanwhile):
        assert report.outcome == "corrected"
    else:
        assert (report.outcome, results[0]) == ("stands", [])
    assert ReporterAddress.objects.get().erase_at == later(30) + timedelta(days=90)
