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
    ([{"family": "Smith", "given": "John", "suffix": "Jr."}], "Smith, John, Jr."),
    ([{"family": "Smith", "given": "John", "suffix": "III"}], "Smith, John, III"),
    ([{"family": "Smith", "suffix": "Jr."}], "Smith, , Jr."),
    ([{"family": "Silva", "given": "João", "suffix": "Filho"}], "Silva, João, {Filho}"),
    ([{"family": "Doe", "given": "J, K"}], "Doe, {J, K}"),
    ([{"literal": "and others"}], "{and others}"),
    ([{"family": "Smith, Jr."}], "{Smith, Jr.},"),
    ([{"family": "Yousef", "given": "A"}, {"family": "Al-deeb", "given": "B"}], "Yousef, A\nAl-deeb, B"),
    ([], ""),
]


@pytest.mark.parametrize(("given_names", "lines"), CASES)
def test_names_are_written_one_a_line_and_read_back(given_names, lines):
    assert names.written(given_names) == lines
    assert names.read(lines) == given_names


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Smith, Jr., John", {"family": "Smith", "given": "John", "suffix": "Jr."}),
        ("et al.", {"literal": "and others"}),
        ("and others", {"literal": "and others"}),
    ],
)
def test_names_as_bibliographies_spell_them_are_understood(typed, read):
    assert names.read(typed) == [read]


_text = (
    st.text(st.characters(exclude_characters="{}", exclude_categories=["Cc", "Cs", "Z"]), min_size=1)
    .map(lambda t: " ".join(t.split()))
    .filter(bool)
)
_name = st.one_of(
    st.builds(lambda f: {"family": f}, _text),
    st.builds(lambda f, g: {"family": f, "given": g}, _text, _text),
    st.builds(lambda f, g, s: {"family": f, "given": g, "suffix": s}, _text, _text, _text | st.just("Jr.")),
    st.builds(lambda t: {"literal": t}, _text),
)


@given(st.lists(_name))
def test_any_list_of_names_survives_the_form(listed):
    assert names.read(names.written(listed)) == listed


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (", A A", "Line 1: give the family name first"),
        ("{}", "Line 1: give the family name first"),
        ("Yousef, A\n{WHO", "Line 2: put one pair of braces"),
        ("{WHO} Geneva", "Line 1: put one pair of braces"),
        ("Yousef, A\n\nSmith J, Jones B, Brown C", "Line 3: “Brown C” is no suffix like Jr. or III"),
        ("Yousef, A; Al-deeb, B", "Line 1: one name a line"),
        ("Smith, J, Jr., PhD", "Line 1: a name has at most three parts"),
    ],
)
def test_a_line_that_is_no_name_is_refused_with_its_number(typed, said):
    with pytest.raises(ValueError, match=said):
        names.read(typed)


def test_empty_lines_and_spare_spaces_do_no_harm():
    assert names.read("\n  Yousef ,  A  A \n\n") == [{"family": "Yousef", "given": "A A"}]
