import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from references import titles
from tests import builders

SHOWN = [
    ("Mg<sup>2+</sup> in <i>E. coli</i>", "Mg<sup>2+</sup> in <i>E. coli</i>", "Mg2+ in E. coli"),
    ("p < 0.05 & n > 3", "p &lt; 0.05 &amp; n &gt; 3", "p < 0.05 & n > 3"),
    ("<i>a <b>b</i> c</b>", "<i>a &lt;b&gt;b</i> c&lt;/b&gt;", "a <b>b c</b>"),
    ("<i>a <i>b</i> c</i>", "<i>a <i>b</i> c</i>", "a b c"),
    ("H<sub>2</sub>O <sub>", "H<sub>2</sub>O &lt;sub&gt;", "H2O <sub>"),
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
    ('<i onclick="x">a</i>', '&lt;i onclick="x"&gt;a&lt;/i&gt;', '<i onclick="x">a</i>'),
]


@pytest.mark.parametrize(("title", "html", "plain"), SHOWN)
def test_a_title_shows_its_italics_and_scripts_and_no_other_markup(title, html, plain):
    assert titles.html(title) == html
    assert titles.plain(title) == plain


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Magnesium\n and   pain ", "Magnesium and pain"),
        ("Mg<sup>2+</sup> and pain", "Mg<sup>2+</sup> and pain"),
        ("Pain, p < 0.05, a <b and c> d", "Pain, p < 0.05, a <b and c> d"),
        ("<em>E. coli</em> and <SUB>2</SUB>", "<i>E. coli</i> and <sub>2</sub>"),
        ('<span class="x">Pain</span> &amp; sleep', "Pain & sleep"),
        ("<jats:italic>In vivo</jats:italic>", "<i>In vivo</i>"),
        ("Pain<br/>and sleep", "Pain and sleep"),
        ("Trials &amp; errors", "Trials & errors"),
    ],
)
def test_what_is_pasted_with_a_title_goes_and_what_belongs_to_it_stays(typed, stored):
    assert titles.tidy(typed) == stored


@pytest.mark.django_db
def test_a_source_is_stored_without_the_markup_that_was_pasted_with_its_title():
    source = builders.source(title=' <em>E. coli</em> and  <span style="x">Mg<sup>2+</sup></span>')
    assert source.title == "<i>E. coli</i> and Mg<sup>2+</sup>"
    assert source.plain_title == "E. coli and Mg2+"


@given(st.text(st.sampled_from("<>/ibsup&;ab ")))
def test_no_title_becomes_other_html(title):
    shown = titles.html(title)
    bare = shown
    for tag in ("i", "b", "sub", "sup"):
        assert shown.count(f"<{tag}>") == shown.count(f"</{tag}>")
        bare = bare.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert "<" not in bare


@pytest.mark.parametrize("piece", ["<i>", "<i>a</i>", "<!--", "<i ", "</sub>", "&#"])
def test_a_title_made_to_be_slow_is_not(piece):
    start = time.process_time()
    for act in (titles.html, titles.plain, titles.tidy, titles.from_markup):
        act(piece * 30_000)
    assert time.process_time() - start < 2
