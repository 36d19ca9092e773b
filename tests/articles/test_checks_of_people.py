"""Who stands for an article, and whether it is still of today."""

from datetime import date

import pytest

from articles.checks import Request, people
from tests.articles import frozen_content

TODAY = date(2026, 3, 10)


def found(content, today=TODAY):
    return [f for check in people.CHECKS for f in check(content, Request(today=today))]


def approval(role, credentials):
    about = {
        "person": 7,
        "interests": "None",
        "checklist": {},
        "note": "",
        "at": "2026-03-03T10:00:00.000000Z",
        "number": 1,
    }
    return {"role": role, "credentials": credentials, **about}


@pytest.mark.parametrize(
    ("role", "credentials", "speaks"),
    [
        ("medical", "MD, PhD", False),
        ("editorial", "", True),
        ("legal", "  ", True),
    ],
)
def test_who_approves_has_credentials_on_record(role, credentials, speaks):
    content = frozen_content.content() | {"approvals": [approval(role, credentials)]}
    assert [f.code for f in found(content)] == ["reviewer-without-credentials"] * speaks


def test_an_overdue_review_leads_to_its_field_and_says_the_day():
    (finding,) = found(frozen_content.content(review_due="2026-03-09"))
    assert (finding.message, finding.place) == ("The next review was due on 9 March 2026.", "review_due")


def test_a_finding_on_time_says_the_same_on_the_next_day_so_that_its_waiver_stands():
    content = frozen_content.content(review_due="2026-03-01")
    assert found(content, TODAY)[0].about == found(content, date(2026, 3, 11))[0].about


@pytest.mark.parametrize(
    ("searched", "today", "speaks"),
    [
        ("2024-02-29", date(2026, 3, 1), False),
        ("2024-02-29", date(2026, 3, 2), True),
        ("2024-03-10", TODAY, False),
        ("2024-03-09", TODAY, True),
        ("9999-12-31", TODAY, False),
        ("03/2020", TODAY, False),
        (None, TODAY, False),
        (2020, TODAY, False),
    ],
)
def test_two_years_are_counted_by_the_calendar(searched, today, speaks):
    certainty = frozen_content.certainty(receipts=[{"where": "PubMed", "query": "x", "on": searched, "found": "9"}])
    content = frozen_content.content(claims=[frozen_content.claim("a", certainty=certainty)])
    assert bool(found(content, today)) is speaks


def test_without_a_day_of_today_nothing_is_overdue():
    assert found(frozen_content.content(review_due="2001-01-01"), today=None) == []
