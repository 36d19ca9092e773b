import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.sanitising import TooMuch, clean

KEY = "0b0e6a1c-3f7a-4d5e-9f4c-1f2e3d4c5b6a"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>a<script>alert(1)</script></p>", "<p>a</p>"),
        ('<p onclick="x()" style="color:red" class="c" id="i">a</p>', "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ('<a href="\u2028javascript:alert(1)">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ('<a href="//evil.example/">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ('<a href="https://example.org/">a</a>', '<a href="https://example.org/" rel="noopener noreferrer">a</a>'),
        ("<svg><script>1</script></svg>", ""),
        (f'<span data-claim="{KEY}" data-sources="yousef2013 shin2020">a</span>',) * 2,
        ('<span data-claim="no" data-sources="YOUSEF">a</span>', "<span>a</span>"),
        (f'<span data-claim="{KEY.upper()}">a</span>', "<span>a</span>"),
        ("<p>10<sup>3</sup> and H<sub>2</sub>O</p>",) * 2,
    ],
)
def test_rich_text_keeps_what_readers_need_and_nothing_that_runs(typed, kept):
    assert clean(typed) == kept


@given(st.text(alphabet='<>/"= apscriptonlhefjv:data-claim123&;'))
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


def test_a_text_nested_too_deeply_is_refused_before_it_is_cleaned():
    with pytest.raises(TooMuch, match="nested"):
        clean("<b>" * 50_000)


def test_a_text_of_five_megabytes_is_refused():
    with pytest.raises(TooMuch, match="longer"):
        clean("a" * 5_000_000)


def test_a_long_article_of_many_open_paragraphs_is_not_nested():
    assert clean("<p>one" * 500).count("<p>") == 500


@pytest.mark.parametrize(
    "deep",
    [
        "<div></x>" * 100_000,
        "<div/>" * 150_000,
        "<svg><style>" + "<div>" * 150_000,
        "<!-->" + "<div>" * 150_000 + "-->",
        "<![CDATA[>" + "<div>" * 150_000 + "]]>",
        "<div><object></div></object>" * 30_000,
    ],
    ids=["wrong ends", "ends in itself", "style in a drawing", "comment", "CDATA", "ends that do not count"],
)
def test_broken_html_does_not_hide_how_deep_it_is(deep):
    with pytest.raises(TooMuch, match="tags"):
        clean(deep)


def test_a_long_table_as_the_editor_writes_it_is_taken():
    row = f'<tr><td><span data-claim="{KEY}" data-sources="yousef2013">10 <strong>mg</strong><br>a > b</span></td></tr>'
    table = f"<table><tbody>{row * 2_000}</tbody></table>"
    assert clean(table).count("<tr>") == 2_000
