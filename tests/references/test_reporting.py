"""Reports of readers: the acts. Their pages are in tests/articles/test_reporting_pages.py."""

import json
from datetime import timedelta

import pytest
from django.contrib import admin
from django.db import IntegrityError, transaction

from references import reporting
from references.forgetting import forget_reporters
from references.independence import NotIndependent
from references.jobs import schedule
from references.models import ProblemReport, ReporterAddress, Taking
from references.permits import NotPermitted
from references.reporting import DecidedMeanwhile, TooManyReports, decide, file_report, keep_promises, state_of
from tests import builders
from tests.builders import NOW

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def claim():
    return builders.cited_article()[1].claim


def report(claim, *, now=NOW, address="192.0.2.7", kind="number", text="It was 3 points, not 2.", **extra):
    return file_report(
        claim=claim, wording=claim.text, edition=1, kind=kind, text=text, now=now, address=address, **extra
    )


def conclude(filed, outcome="stands", *, by=None, now=NOW + HOUR, answer="We looked again.", is_public=True, **extra):
    by = by or builders.reviewer()
    return decide(report=filed, outcome=outcome, answer=answer, is_public=is_public, by=by, now=now, **extra)


# ---- filing


def test_a_report_waits_with_the_wording_that_the_reader_saw(claim):
    filed = report(claim)
    claim.text = "Pain fell by 3 points."
    claim.save()
    assert list(ProblemReport.objects.waiting()) == [filed]
    filed.refresh_from_db()
    assert (filed.wording, filed.edition) == ("Pain fell by 2 points.", 1)


def test_a_report_is_kept_without_what_no_database_keeps(claim):
    assert report(claim, text="  Wrong\x00 by far\ud83d  ").text == "Wrong by far"


@pytest.mark.parametrize("text", ["", "too short", " " * 30, "x" * 4_001])
def test_a_report_of_a_length_that_no_form_lets_through_is_refused(claim, text):
    with pytest.raises(ValueError, match="characters"):
        report(claim, text=text)
    assert not ProblemReport.objects.exists()


def test_the_sixth_report_within_an_hour_waits_until_the_first_is_an_hour_old(claim):
    for minute in range(5):
        report(claim, now=NOW + timedelta(minutes=minute))
    with pytest.raises(TooManyReports, match="in 20 minutes") as refused:
        report(claim, now=NOW + timedelta(minutes=40))
    assert refused.value.wait == timedelta(minutes=20)
    assert ProblemReport.objects.count() == 5
    report(claim, now=NOW + HOUR)


def test_the_twenty_first_report_within_a_day_waits_even_across_midnight(claim):
    for n in range(20):
        report(claim, now=NOW + n * timedelta(minutes=20))
    assert (NOW + 23 * HOUR).date() > NOW.date()
    with pytest.raises(TooManyReports, match="in 60 minutes"):
        report(claim, now=NOW + 23 * HOUR)
    report(claim, now=NOW + DAY)


def test_others_may_report_while_one_sender_waits(claim):
    for _ in range(5):
        report(claim, address="192.0.2.7")
    report(claim, address="192.0.2.8")


@pytest.mark.parametrize(
    ("one", "other"), [("2001:db8::1", "2001:db8::ffff"), ("192.0.2.7", "::ffff:192.0.2.7"), ("", "nonsense")]
)
def test_addresses_of_one_sender_count_together(claim, one, other):
    for _ in range(5):
        report(claim, address=one)
    with pytest.raises(TooManyReports):
        report(claim, address=other)


def test_a_flood_from_many_addresses_is_braked(claim, monkeypatch):
    monkeypatch.setattr(reporting, "OF_EVERYBODY", {timedelta(minutes=10): 3})
    for n in range(3):
        report(claim, address=f"192.0.2.{n}")
    with pytest.raises(TooManyReports, match="More reports are arriving than we can take"):
        report(claim, address="192.0.2.200")


def test_the_address_of_a_sender_is_kept_as_a_digest_that_differs_from_day_to_day(claim):
    first, second = report(claim), report(claim, now=NOW + 2 * DAY)
    assert "192.0.2.7" not in json.dumps([first.sender, second.sender])
    assert len({first.sender, second.sender}) == 2


# ---- deciding


def test_a_decided_report_waits_no_more_and_says_who_decided_when(claim):
    filed, judge = report(claim), builders.reviewer()
    decided = conclude(filed, by=judge)
    assert not ProblemReport.objects.waiting().exists()
    assert (decided.outcome, decided.decided_by, decided.decided_at) == ("stands", judge, NOW + HOUR)
    assert list(ProblemReport.objects.told_to_readers()) == [filed]


@pytest.mark.parametrize("outcome", ["stands", "not-about", "spam"])
def test_whoever_worded_the_sentence_does_not_say_that_nothing_is_wrong_with_it(outcome):
    writer = builders.person("Editor", "Reviewer")
    filed = report(builders.cited_article(by=writer)[1].claim)
    with pytest.raises(NotIndependent, match="You worded this sentence"):
        conclude(filed, outcome, by=writer)
    assert conclude(filed, "will-correct", by=writer).outcome == "will-correct"


def test_only_who_may_judge_decides(claim):
    filed = report(claim)
    for stranger in (builders.editor(), builders.publisher()):
        with pytest.raises(NotPermitted):
            conclude(filed, by=stranger)
    assert ProblemReport.objects.waiting().exists()


def test_of_two_reviewers_one_decides_and_the_other_is_told(claim):
    filed, one, other = report(claim), builders.reviewer(first_name="Ruth"), builders.reviewer()
    conclude(filed, by=one)
    with pytest.raises(DecidedMeanwhile, match="Ruth decided this report while you read it: checked again"):
        conclude(filed, "will-correct", by=other)
    filed.refresh_from_db()
    assert (filed.outcome, filed.decided_by) == ("stands", one)


def test_an_outcome_can_be_mended_by_whoever_has_seen_it(claim):
    decided = conclude(report(claim), "will-correct")
    again = conclude(decided, "corrected", seen=state_of(decided), now=NOW + DAY, answer="It is mended.")
    assert (again.outcome, again.answer) == ("corrected", "It is mended.")


@pytest.mark.parametrize("answer", ["", "   ", "\x00"])
def test_an_outcome_needs_an_answer_in_our_words(claim, answer):
    with pytest.raises(ValueError, match="in a sentence"):
        conclude(report(claim), answer=answer)


def test_what_is_no_report_needs_no_answer_and_is_never_shown(claim):
    assert not conclude(report(claim), "spam", answer="").is_public
    assert not conclude(report(claim), "spam", answer="Advertising.", is_public=True).is_public


def test_deciding_releases_whoever_had_taken_the_report(claim):
    filed, judge = report(claim), builders.reviewer()
    Taking.objects.create(kind="report", item=filed.pk, person=judge, at=NOW, until=NOW + HOUR)
    conclude(filed, by=judge)
    assert not Taking.objects.exists()


def test_the_database_refuses_an_outcome_by_nobody_and_a_public_one_without_words(claim):
    filed = report(claim)
    for wrong in ({"outcome": "stands"}, {"is_public": True}, {"decided_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProblemReport.objects.filter(pk=filed.pk).update(**wrong)


# ---- promises


def test_a_promised_correction_is_kept_by_the_edition_that_changes_the_claim(claim):
    promised, standing = conclude(report(claim), "will-correct"), conclude(report(claim), "stands")
    assert keep_promises(claims=[claim.pk], now=NOW + DAY) == [promised]
    promised.refresh_from_db()
    standing.refresh_from_db()
    assert (promised.outcome, promised.decided_at, promised.answer) == ("corrected", NOW + DAY, "We looked again.")
    assert standing.outcome == "stands"


# ---- forgetting


def test_an_address_is_erased_ninety_days_after_the_outcome(claim):
    filed = report(claim, email="reader@example.org")
    forget_reporters(now=NOW + 400 * DAY)
    assert ReporterAddress.objects.get().erase_at is None
    conclude(filed)
    assert forget_reporters(now=NOW + HOUR + 90 * DAY - timedelta(seconds=1)) == 0
    assert forget_reporters(now=NOW + HOUR + 90 * DAY) == 1
    assert not ReporterAddress.objects.exists()
    assert ProblemReport.objects.exists()


def test_a_better_wording_of_the_same_outcome_keeps_no_address_longer(claim):
    decided = conclude(report(claim, email="reader@example.org"))
    conclude(decided, seen=state_of(decided), now=NOW + 50 * DAY, answer="We looked again, at both trials.")
    assert ReporterAddress.objects.get().erase_at == NOW + HOUR + 90 * DAY


def test_a_kept_promise_is_the_outcome_from_which_the_days_count(claim):
    conclude(report(claim, email="reader@example.org"), "will-correct")
    keep_promises(claims=[claim.pk], now=NOW + 10 * DAY)
    assert ReporterAddress.objects.get().erase_at == NOW + 100 * DAY


def test_digests_of_senders_are_gone_within_two_days(claim):
    report(claim)
    forget_reporters(now=NOW + DAY - HOUR)
    assert ProblemReport.objects.exclude(sender="").exists()
    forget_reporters(now=NOW + DAY)
    assert not ProblemReport.objects.exclude(sender="").exists()


def test_forgetting_comes_every_night():
    assert "Erase addresses of reporters" in schedule.known()


def test_no_list_of_the_admin_has_reports_or_addresses():
    assert not {ProblemReport, ReporterAddress} & set(admin.site._registry)
