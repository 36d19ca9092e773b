"""Hours between a substance and medicines."""

import pytest

from supplements import timing


def row(before=2, before_to=None, after=4, after_to=6):
    hours = {"before_from": before, "before_to": before_to, "after_from": after, "after_to": after_to}
    return {name: None if value is None else str(value) for name, value in hours.items()}


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("", []),
        ("08:00", [480]),
        ("8", [480]),
        ("8.30", [510]),
        ("20:00, 08:00", [480, 1200]),
        ("8:00;8:00", [480]),
        ("0:00 23:59", [0, 1439]),
    ],
)
def test_times_of_the_day_are_read_as_people_write_them(typed, minutes):
    assert timing.read_hours(typed) == minutes


@pytest.mark.parametrize("typed", ["25:00", "8:60", "noon", "-8", "٨", "8:0", "1e3", "<b>", "1,2,3,4,5,6,7"])
def test_what_is_no_time_of_the_day_gets_a_sentence(typed):
    with pytest.raises(timing.HoursUnreadable, match=r"08:00|at most 6"):
        timing.read_hours(typed)


@pytest.mark.parametrize(
    ("asked", "minutes"),
    [
        (row(), (120, 360)),
        (row(before=2, before_to=3, after=1, after_to=None), (180, 60)),
        (row(before=None, after=2, after_to=None), (120, 120)),
        (row(before="0.5", after=None, after_to=None), (30, 30)),
    ],
)
def test_the_larger_figure_of_a_range_counts_and_one_direction_counts_for_both(asked, minutes):
    assert timing.distances(asked) == minutes


@pytest.mark.parametrize(
    ("taken", "windows"),
    [
        ([(480, row())], ["14:00 to 06:00 (the next day)"]),
        ([(480, row()), (1200, row())], ["02:00 to 06:00", "14:00 to 18:00"]),
        ([(480, row(1, None, 1, None)), (600, row(1, None, 1, None))], ["09:00", "11:00 to 07:00 (the next day)"]),
        ([(0, row(2, None, 2, None))], ["02:00 to 22:00"]),
        ([(480, row(12, None, 12, None))], ["20:00"]),
        ([(480, row(12, None, 12.5, None))], []),
        ([(480, row(20, None, 20, None))], []),
        ([(h * 60, row(2, None, 3, None)) for h in (0, 4, 8, 12, 16, 20)], []),
        ([], ["at any time"]),
    ],
)
def test_what_is_left_of_the_day(taken, windows):
    assert [w.words.removeprefix("at ") if w.start == w.end else w.words for w in timing.windows(taken)] == windows


def test_advice_of_two_authorities_differs_by_its_distances():
    assert timing.differ([row(), row(before=3)])
    assert not timing.differ([row(), row(), row(None, None, None, None)])


def test_no_window_breaks_a_distance():
    taken = [(480, row(2, 3, 4, 6)), (1230, row(1, None, 2, None))]
    for window in timing.windows(taken):
        for minute in (window.start, window.end):
            for at, asked in taken:
                before, after = timing.distances(asked)
                assert (at - minute) % timing.DAY >= before
                assert (minute - at) % timing.DAY >= after
