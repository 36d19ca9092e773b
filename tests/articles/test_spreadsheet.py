"""Tables that people open in a spreadsheet."""

import pytest

from articles.spreadsheet import csv_file, csv_text


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@cmd", "\tx", "\rx"])
def test_a_text_that_a_spreadsheet_would_run_is_shown_as_text(cell):
    assert f"'{cell}" in csv_text(["a"], [[cell]])


def test_numbers_stay_numbers_and_nothing_stays_empty():
    assert csv_text(["a", "b"], [[-3, None]]) == "\ufeffa,b\r\n-3,\r\n"


def test_a_table_is_saved_as_a_file():
    response = csv_file("evidence.csv", ["claim"], [["Pain fell, they say."]])
    assert response["Content-Disposition"] == 'attachment; filename="evidence.csv"'
    assert response.content.decode() == '\ufeffclaim\r\n"Pain fell, they say."\r\n'
