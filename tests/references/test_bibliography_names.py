import pytest

from references.bibliography import CUT_SHORT, authors_short, reference_html

PERSONS = [{"family": name, "given": "A B"} for name in ("Garrison", "Korownyk", "Kolber", "Fourth")]


@pytest.mark.parametrize(
    ("authors", "short"),
    [
        ([], ""),
        (PERSONS[:1], "Garrison"),
        (PERSONS[:2], "Garrison and Korownyk"),
        (PERSONS, "Garrison and 3 others"),
        ([*PERSONS[:3], CUT_SHORT], "Garrison and others"),
        ([PERSONS[0], CUT_SHORT], "Garrison and others"),
    ],
)
def test_a_list_of_authors_that_is_cut_short_is_never_counted(authors, short):
    assert authors_short({"author": authors}) == short


def test_the_reference_says_that_there_are_more_authors():
    line = reference_html(
        {"id": "x", "type": "article-journal", "title": "A trial", "author": [*PERSONS[:3], CUT_SHORT]}
    )
    assert line.startswith("Garrison AB, Korownyk AB, Kolber AB, et al.")
