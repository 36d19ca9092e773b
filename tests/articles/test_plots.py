"""The geometry of the dashboard's plots."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.audit.plots import BAR_LENGTH, COLUMN_PLOT, bars, columns, interval


def test_columns_start_at_zero_and_the_highest_fills_the_plot():
    low, high, none = columns([("36", 5, ""), ("37", 10, ""), ("38", 0, "")])
    assert high.height == 2 * low.height
    assert none.height == 0
    assert {c.y + c.height for c in (low, high, none)} == {high.y + high.height}


@given(st.lists(st.tuples(st.text(max_size=3), st.integers(0, 10**9), st.just("")), max_size=60))
def test_columns_stay_inside_whatever_the_numbers(values):
    width, height = COLUMN_PLOT
    for column in columns(values):
        assert column.x >= 0 and column.x + column.width <= width
        assert column.y >= 0 and column.y + column.height <= height


@given(st.lists(st.lists(st.tuples(st.integers(0, 10**6), st.just("good")), min_size=4, max_size=4), max_size=12))
def test_bars_share_one_scale_and_stay_inside(rows):
    made = bars(rows)
    assert len(made) == len(rows)
    assert all(part.x + part.width <= BAR_LENGTH for parts in made for part in parts)


def test_a_part_that_is_nothing_takes_no_room_and_a_small_one_is_still_to_be_seen():
    (parts,) = bars([[(9_999, "good"), (0, "bad"), (1, "stale")]])
    assert [part.how for part in parts] == ["good", "stale"]
    assert parts[1].width == 2


@pytest.mark.parametrize(
    ("part", "whole", "says"),
    [(36, 41, (74, 95)), (0, 0, None), (0, 10, (0, 28)), (10, 10, (72, 100)), (50, 100, (40, 60))],
)
def test_the_interval_of_a_share_is_that_of_wilson(part, whole, says):
    assert interval(part, whole) == says
