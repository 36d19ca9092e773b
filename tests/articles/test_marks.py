from uuid import UUID

import pytest

from articles.marks import read_marks

ONE, TWO = UUID(int=1), UUID(int=2)


def span(uuid, text, keys="yousef2013"):
    return f'<span data-claim="{uuid}" data-sources="{keys}">{text}</span>'


def test_a_mark_knows_its_text_sources_heading_and_paragraph():
    html = f"<h2>Trials</h2><h3>Back pain</h3><p>First. {span(ONE, 'Pain <strong>fell</strong>.', 'a b')} Last.</p>"
    [mark], heading = read_marks(html)
    assert (mark.id, mark.text, mark.citekeys) == (ONE, "Pain fell.", ["a", "b"])
    assert mark.heading == "Trials › Back pain"
    assert mark.context == "First. Pain fell. Last."
    assert heading == "Trials"


def test_a_claim_split_by_enter_is_one_claim():
    [mark], _ = read_marks(f"<p>{span(ONE, 'Pain fell')}</p><p>{span(ONE, 'in both groups.')}</p>")
    assert mark.text == "Pain fell in both groups."
    assert mark.context == "Pain fell in both groups."


def test_a_new_chapter_forgets_the_old_subheading():
    [mark], _ = read_marks(f"<h2>A</h2><h3>B</h3><p>x</p><h2>C</h2><p>{span(ONE, 'y')}</p>")
    assert mark.heading == "C"


def test_a_text_without_heading_stands_under_that_of_the_text_before():
    [mark], heading = read_marks(f"<p>{span(ONE, 'y')}</p>", "Trials")
    assert (mark.heading, heading) == ("Trials", "Trials")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("10<sup>3</sup> people", "10^3 people"),
        ("Mg<sub>2</sub>", "Mg_2"),
        ("one<br>two", "one two"),
        ("a &lt; b", "a < b"),
    ],
)
def test_powers_breaks_and_signs_survive(html, text):
    [mark], _ = read_marks(f"<p>{span(ONE, html)}</p>")
    assert mark.text == text


def test_cells_and_list_items_are_their_own_context():
    html = f"<table><tbody><tr><td>{span(ONE, 'About 4%')}</td><td>{span(TWO, 'None')}</td></tr></tbody></table>"
    assert [m.context for m in read_marks(html)[0]] == ["About 4%", "None"]
