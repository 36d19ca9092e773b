"""Titles keep italics, bold, sub- and superscript, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from references import titles


@pytest.mark.parametrize(
    ("title", "html"),
    [
        ("Mg<sup>2+</sup> & pain", "Mg<sup>2+</sup> &amp; pain"),
        ("<i>In <b>vitro</b></i> work", "<i>In <b>vitro</b></i> work"),
        ("p < 0.05 and x > 2", "p &lt; 0.05 and x &gt; 2"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<i onclick=x>a</i>", "&lt;i onclick=x&gt;a&lt;/i&gt;"),
        ("<i>never closed", "&lt;i&gt;never closed"),
        ("<i>a</i> and <i>b</i>", "<i>a</i> and <i>b</i>"),
    ],
)
def test_only_pairs_of_the_four_tags_are_markup(title, html):
    assert titles.html(title) == html


def test_plain_titles_have_no_markup():
    assert titles.plain("<i>In <b>vitro</b></i> Mg<sup>2+</sup>, p < 0.05") == "In vitro Mg2+, p < 0.05"


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("Effects of <em>oral</em> Mg&#xb2;&amp; more", "Effects of <i>oral</i> Mg²& more"),
        ("<jats:italic>H</jats:italic><jats:sub>2</jats:sub>O", "<i>H</i><sub>2</sub>O"),
        ("A <a href='x'>link</a>\n and <span class=x>span</span>", "A link and span"),
        ("p < 0.05", "p < 0.05"),
    ],
)
def test_markup_of_catalogues_is_reduced_to_the_four(markup, title):
    assert titles.from_markup(markup) == title


@given(st.text(alphabet="<>/ibsup &;a\n"))
def test_html_of_any_title_has_only_the_four_tags_in_pairs(title):
    import nh3

    html = titles.html(title)
    assert nh3.clean(html, tags={"i", "b", "sub", "sup"}, attributes={}) == html.replace("\r", "\n")


def test_a_title_of_many_tags_is_read_in_one_breath():
    for hostile in ("<i>" * 20_000, "<i>a</i>" * 20_000, "<!--" * 20_000, "<a " * 20_000, "<" * 50_000):
        titles.html(hostile)
        titles.plain(hostile)
        titles.from_markup(hostile)
