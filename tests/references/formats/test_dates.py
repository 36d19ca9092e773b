import pytest

from references.formats.dates import date_of, made, month_of

TABLE = [
    ("2020", {"year": 2020}),
    ("2020 Sep 21", {"year": 2020, "month": 9, "day": 21}),
    ("21 September 2020", {"year": 2020, "month": 9, "day": 21}),
    ("September 21st, 2020", {"year": 2020, "month": 9, "day": 21}),
    ("Sept. 2020", {"year": 2020, "month": 9}),
    ("2020-09-21", {"year": 2020, "month": 9, "day": 21}),
    ("2020-09-21T10:00:00Z", {"year": 2020, "month": 9, "day": 21}),
    ("2020/9/1", {"year": 2020, "month": 9, "day": 1}),
    ("20200921", {"year": 2020, "month": 9, "day": 21}),
    ("2020 Sep-Oct", {"year": 2020, "month": 9}),
    ("2020 Nov 30-Dec 4", {"year": 2020, "month": 11}),
    ("1998 Dec-1999 Jan", {"year": 1998, "month": 12}),
    ("Fall 2017", {"year": 2017, "season": "autumn"}),
    ("2017 Spring", {"year": 2017, "season": "spring"}),
    ("2017-24", {"year": 2017, "season": "winter"}),
    ("Okt. 2020", {"year": 2020, "month": 10}),
    ("21. März 2020", {"year": 2020, "month": 3, "day": 21}),
    ("2019-20", {"year": 2019}),
    ("2015-2016", {"year": 2015}),
    ("9/5/2020", {"year": 2020}),
    ("c2013", {"year": 2013}),
    ("[2013?]", {"year": 2013}),
    ("2020-02-30", {"year": 2020, "month": 2}),
    ("2020-00-00", {"year": 2020}),
    ("in press", {}),
    ("99999", {}),
    ("", {}),
]


@pytest.mark.parametrize(("text", "date"), TABLE)
def test_dates_are_found_in_the_ways_files_write_them(text, date):
    assert date_of(text) == date


@pytest.mark.parametrize("figure", ["9" * 30, "9" * 5000, "²", "-1", "0", "13"])
def test_a_figure_that_is_no_month_or_day_is_left_out(figure):
    assert month_of(figure) is None
    assert made(2020, figure, figure) == {"year": 2020}
    assert "day" not in made(2020, 9, figure) or figure == "13"
