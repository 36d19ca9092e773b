"""When a page counts as dead."""

from datetime import UTC, datetime, timedelta

import pytest

from references.monitoring.links import Answer, after

START = datetime(2026, 3, 1, tzinfo=UTC)


def story(*events):
    """The state after each event: (day, status)."""
    failures, states = [], []
    for day, status in events:
        state, failures = after(Answer(status, ""), failures=failures, now=START + timedelta(days=day))
        states.append(state)
    return states


@pytest.mark.parametrize("status", [404, 410, 500, 502, 599, None])
def test_a_page_is_dead_after_three_failures_at_least_three_days_apart(status):
    assert story((0, status), (3, status), (6, status)) == ["failing", "failing", "dead"]


def test_failures_on_one_day_count_once():
    assert story((0, 404), (1, 404), (2, 404), (2.9, 404)) == ["failing"] * 4
    assert story((0, 404), (1, 404), (3, 404), (5, 404), (6, 404))[-2:] == ["failing", "dead"]


@pytest.mark.parametrize("status", [401, 403, 429, 503, 405, 451])
def test_a_wall_is_no_failure(status):
    assert story(*[(day, status) for day in range(0, 30, 3)]) == ["blocked"] * 10


@pytest.mark.parametrize("status", [200, 204, 301])
def test_an_answer_forgets_every_failure(status):
    assert story((0, 404), (3, 404), (4, status), (7, 404), (10, 404)) == [
        "failing",
        "failing",
        "alive",
        "failing",
        "failing",
    ]


def test_a_dead_page_may_come_back():
    assert story((0, 404), (3, 404), (6, 404), (9, 404), (12, 200)) == ["failing", "failing", "dead", "dead", "alive"]


def test_a_wall_between_failures_neither_counts_nor_forgets():
    assert story((0, 404), (3, 403), (4, 404), (7, 404)) == ["failing", "blocked", "failing", "dead"]
