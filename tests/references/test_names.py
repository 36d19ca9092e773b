import pytest
from hypothesis import given
from hypothesis import strategies as st

from references.admin import names

CASES = [
    ([{"family": "Yousef", "given": "A A"}], "Yousef, A A"),
    ([{"literal": "World Health Organization"}], "{World Health Organization}"),
    ([{"literal": "Food and Drug Administration, HHS"}], "{Food and Drug Administration, HHS}"),
    ([{"family": "Plato"}], "Plato"),
    ([{"family": "Smith, Jr.", "given": "John"}], "{Smith, Jr.}, John"),
    ([{"family": "Smith, Jr."}], "{Smith, Jr.},"),
    ([{"family": "Yousef", "given": "A"}, {"family": "Al-deeb", "given": "B"}], "Yousef, A\nAl-deeb, B"),
    ([], ""),
]


@pytest.mark.parametrize(("given_names", "lines"), CASES)
def test_names_are_written_one_a_line_and_read_back(given_names, lines):
    assert names.written(given_names) == lines
    assert names.read(lines) == given_names


_text = (
    st.text(st.characters(exclude_characters="{}", exclude_categories=["Cc", "Cs", "Z"]), min_size=1)
    .map(lambda t: " ".join(t.split()))
    .filter(bool)
)
_given = _text.filter(lambda t: not t.startswith(","))
_family = _text.map(lambda t: t.strip(" ,")).filter(bool)
_name = st.one_of(
    st.builds(lambda f: {"family": f}, _family),
    st.builds(lambda f, g: {"family": f, "given": g}, _family, _given),
    st.builds(lambda t: {"literal": t}, _text),
)


@given(st.lists(_name))
def test_any_list_of_names_survives_the_form(listed):
    assert names.read(names.written(listed)) == listed


@pytest.mark.parametrize(
    ("typed", "said"),
    [(", A A", "Line 1: give the family name first"), ("Yousef, A\n{WHO", "Line 2: put one pair of braces")],
)
def test_a_line_that_is_no_name_is_refused_with_its_number(typed, said):
    with pytest.raises(ValueError, match=said):
        names.read(typed)


def test_empty_lines_and_spare_spaces_do_no_harm():
    assert names.read("\n  Yousef ,  A  A \n\n") == [{"family": "Yousef", "given": "A A"}]
