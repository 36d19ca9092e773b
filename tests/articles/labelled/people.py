"""Articles whose review is due, and claims for which the evidence was looked for long ago."""

from datetime import date

from tests.articles import frozen_content

from . import Case

_TODAY = date(2026, 3, 10)


def _due(day, expected, today=_TODAY):
    return Case("review-overdue", "Pain fell.", expected, article={"review_due": day}, today=today)


def _searched(days, expected, today=_TODAY):
    receipts = [{"where": "PubMed", "query": "magnesium", "on": day, "found": "9 trials"} for day in days]
    claim = {"certainty": frozen_content.certainty(receipts=receipts)}
    return Case("search-too-old", "Magnesium may ease pain.", expected, claim=claim, today=today)


CASES = [
    _due("2026-03-09", True),
    _due("2020-01-01", True),
    _due("2025-12-31", True),
    _due("2026-03-10", False),
    _due("2027-01-01", False),
    _due(None, False),
    _due("2020-01-01", False, today=None),
    _searched(["2024-03-09"], True),
    _searched(["2019-05-01", "2023-11-30"], True),
    _searched(["2001-01-01"], True),
    _searched(["2024-03-10"], False),
    _searched(["2019-05-01", "2026-02-01"], False),
    _searched([], False),
    _searched(["soon"], False),
    _searched(["2001-01-01"], False, today=None),
]
