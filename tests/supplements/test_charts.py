"""The dose chart as a drawing: nothing overlaps, everything is said, nothing is markup by accident."""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplements import charts, flags, svg
from tests.supplements.test_calculator import value

SVG = "{http://www.w3.org/2000/svg}"
ZINC = {"name": "Zinc", "said": "zinc", "unit": "mg", "slug": "zinc", "element": "Zn"}
FIVE = ("us", "efsa", "uk", "nordic", "who")


def dose(low="75", high=None, label="A trial in colds"):
    return {"label": label, "low": low, "high": high, "form": ""}


def chart(intake=(), doses=(), **extra):
    return charts.dose_chart(list(intake), list(doses), substance=ZINC, **extra)


def drawings(made):
    """Roots of both drawings of a page, and of the file."""
    html = re.findall(r"<svg.*?</svg>", made.html)
    assert len(html) == 2
    return [ET.fromstring(text) for text in (*html, made.file(["A note."]))]


def texts(root):
    return [("".join(t.itertext()), t) for t in root.iter() if t.tag.removeprefix(SVG) == "text"]


def boxes(root):
    """(left, top, right, bottom) of every text, as wide as charts reckon."""
    for words, t in texts(root):
        x, y, size = (float(t.get(name)) for name in ("x", "y", "font-size"))
        wide = flags.wide_of(words, size, bold=int(t.get("font-weight")) > 500)
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[t.get("text-anchor")]
        yield words, (left, y - size * 0.8, left + wide, y + size * 0.2)


def meet(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


CASES = {
    "one authority": ([value("rda", "11"), value("ul", "40")], [dose()]),
    "five authorities": ([value(k, a, authority=w) for w in FIVE for k, a in (("rda", "11"), ("ul", "40"))], [dose()]),
    "close values": ([value("ul", str(n), authority=w) for n, w in zip((40, 41, 41, 42, 43), FIVE, strict=True)], []),
    "many marks": (
        [value("ul", str(n * 7), authority=f"a{n}") for n in range(1, 13)],
        [dose(str(n)) for n in range(1, 20)],
    ),
    "huge values": ([value("rda", "999999"), value("ul", "0.001")], [dose("0.002", "900000")]),
    "long names": ([value("rda", "11")], [dose(label="Trial " + "with many words " * 8), dose(label="W" * 120)]),
    "limit of all sources": ([value("rda", "11"), value("ul", "40", scope="all")], []),
    "no values": ([], [dose()]),
    "nothing": ([], []),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("mine", [{}, {"dose": Decimal(15)}, {"food": Decimal(10), "dose": Decimal("100000")}])
def test_no_two_labels_overlap_and_none_leaves_the_picture(case, mine):
    for root in drawings(chart(*CASES[case], **mine)):
        width, height = map(float, root.get("viewBox").split()[2:])
        found = list(boxes(root))
        for n, (words, box) in enumerate(found):
            assert -2 <= box[0] <= width and box[3] <= height, words
            for other, second in found[n + 1 :]:
                assert not meet(box, second), (words, other)


@given(st.lists(st.tuples(st.floats(0, 638), st.integers(1, 30)), max_size=6), st.sampled_from([320, 640]))
def test_flags_never_meet_and_no_pole_crosses_words(marks, width):
    planted = flags.planted([flags.Flag(min(x, width), "x" * n) for x, n in marks], width, 13) or []
    for one in planted:
        assert one.start >= 0 and one.end <= width
        for other in planted:
            if one is not other:
                assert one.lane != other.lane or one.end <= other.start or other.end <= one.start
                assert not (one.start < other.x < one.end and other.lane >= one.lane)


@pytest.mark.parametrize("case", CASES)
def test_text_is_large_enough_to_read_and_ids_are_unique(case):
    made = chart(*CASES[case])
    roots = drawings(made)
    ids = [e.get("id") for root in roots for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert all(float(t.get("font-size")) >= 12.5 for root in roots for _, t in texts(root))


def test_a_drawing_says_in_words_what_it_shows():
    made = chart([value("rda", "11"), value("ul", "40")], [dose("80", "92")], food=Decimal(10), dose=Decimal(15))
    for root in drawings(made):
        title, desc = (next(e for e in root.iter() if e.tag.removeprefix(SVG) == tag) for tag in ("title", "desc"))
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        for said in ("Food: 10 mg", "Supplement: 15 mg", "RDA US: 11 mg", "Upper limit US: 40 mg", "80 to 92 mg"):
            assert said in desc.text
        assert any("Food 10 + supplement 15 = 25 mg" in words for words, _ in texts(root))


def test_a_chart_without_food_says_that_food_is_not_given():
    root = drawings(chart([value("rda", "11")], dose=Decimal(15)))[0]
    assert any("food is not given" in words for words, _ in texts(root))


@pytest.mark.parametrize(("scope", "first"), [("all", "Limit US 40"), ("supplements", "Supplement only")])
def test_a_limit_stands_at_the_bar_of_what_it_counts(scope, first):
    root = drawings(chart([value("ul", "40", scope=scope)]))[0]
    said = [words for words, _ in texts(root) if words.startswith(("Limit US 40", "Supplement only"))]
    assert said[0].startswith(first)


def test_one_authority_or_all_and_the_person_decide_which_values_are_drawn():
    rows = [
        value("rda", "11", sex="male"),
        value("rda", "8", sex="female"),
        value("rda", "9", sex="male", authority="efsa"),
    ]
    assert [row["amount"] for row in chart(rows, who="female-228", authority="us").values] == ["8"]
    assert [row["amount"] for row in chart(rows, who="male-228").values] == ["11", "9"]
    assert chart(rows, who="nobody", authority="nowhere").values == []


def test_what_is_written_in_the_catalogue_is_no_markup_in_a_drawing():
    bad = '</svg><script>alert(1)</script>" onload="x'
    rows = [value("rda", "11") | {"people": bad}]
    made = charts.dose_chart(rows, [dose(label=bad)], substance=ZINC | {"name": bad}, dose=Decimal(1))
    for text in (made.html, made.file([bad]), svg.words_as_picture(bad, [bad])):
        assert "<script" not in text
    drawings(made)


def test_a_file_has_the_colours_of_the_site_in_light_and_dark():
    tokens = Path("static/css/tokens.css").read_text()
    light, dark = tokens.split("@media (prefers-color-scheme: dark)")
    in_light, in_dark = svg.STYLE.split("@media (prefers-color-scheme:dark)")
    for part, of_site in ((in_light, light), (in_dark.partition("}}")[0], dark)):
        for name, colour in re.findall(r"(--[a-z0-9-]+):(#[0-9a-f]{6})", part):
            assert f"{name}: {colour}" in of_site, name
