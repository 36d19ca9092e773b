"""Other words in the mark of a claim: what stays the same keeps its HTML, and what cannot be kept is refused."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import marks, sanitising
from articles.rewording import LINK, OTHERWISE, PIECE, RAISED, SHARED, CannotReword, reword

ME, OTHER = UUID(int=1), UUID(int=2)


def span(text, id=ME):
    return f'<span data-claim="{id}" data-sources="yousef2013">{text}</span>'


CASES = [
    # the mark, the suggestion, what becomes of the mark
    ("Pain fell by 2 points.", "Pain fell by up to 2 points.", "Pain fell by up to 2 points."),
    ("Pain fell.", "Aches rose!", "Aches rose!"),
    ("Pain fell <em>by 2</em> points.", "Pain fell by 3 points.", "Pain fell <em>by 3</em> points."),
    ("Pain <strong>fell</strong> today.", "Pain rose today.", "Pain <strong>rose</strong> today."),
    ("Pain <strong>fell</strong> today.", "Pain today.", "Pain today."),
    ("Pain may <em>reduce</em> sleep.", "Pain lowers sleep.", "Pain lowers sleep."),
    ('A <a href="/x" rel="noopener noreferrer">trial</a> says so.', "One trial says so.", None),
    ("10<sup>3</sup> units fell.", "10^3 units rose.", "10<sup>3</sup> units rose."),
    ("10<sup>3</sup> units.", "10^4 units.", "10<sup>4</sup> units."),
    ("H<sub>2</sub>O fell.", "Plain H_2 O fell.", "Plain H<sub>2</sub> O fell."),
    ("Pain  fell\n by 2.", "Pain fell by 3.", "Pain  fell\n by 3."),
    (" Pain fell. ", "Pain rose.", " Pain rose. "),
    ("They call it “safe”.", 'They call it "safe" now.', "They call it “safe” now."),
    ("5 &lt; 6 &amp; 7.", "5 < 6 & 8.", "5 &lt; 6 &amp; 8."),
    ("Pain fell.", "Pain <b>fell</b> & rose.", "Pain &lt;b&gt;fell&lt;/b&gt; &amp; rose."),
    ("Pain fell<br>by 2.", "Pain fell by 3.", "Pain fell<br>by 3."),
]


@pytest.mark.parametrize(("mark", "words", "becomes"), CASES)
def test_only_what_differs_is_replaced(mark, words, becomes):
    html = sanitising.clean(f'<p>Before, {span(mark)} after. <a href="/y">Link</a></p>')
    done = reword(html, ME, words)
    if becomes is not None:
        assert done == sanitising.clean(f'<p>Before, {span(becomes)} after. <a href="/y">Link</a></p>')
    assert sanitising.clean(done) == done


def test_a_mark_in_pieces_keeps_its_pieces():
    html = f"<p>{span('Pain fell')} </p><p>{span('by 2 points.')} More.</p>"
    assert reword(html, ME, "Pain fell by 3 points.") == html.replace("by 2", "by 3")


LINKED = 'A <a href="/x">trial</a> says so.'
REFUSED = [
    (f"<p>{span('10<sup>3</sup> units.')}</p>", "A thousand units.", RAISED),
    (f"<p>{span('Ten units.')}</p>", "10^3 units.", RAISED),
    (f"<p>{span('Pain fell<br>by 2.')}</p>", "Painless.", RAISED),
    (f"<p>{span(LINKED)}</p>", "It says so.", LINK),
    (f"<p>{span('Pain fell')}</p><p>{span('by 2.')}</p>", "Pain fell", PIECE),
    (f"<p>{span('Pain ' + span('fell', OTHER) + ' today.')}</p>", "Pain rose today.", SHARED),
    (f"<p>{span('Pain ' + span('fell') + ' today.', OTHER)}</p>", "rose", SHARED),
    (f"<p>{span('Pain fell.', OTHER)}</p>", "Pain rose.", OTHERWISE),
    (f"<p>{span('Pain fell.')}</p>", "  ", OTHERWISE),
    (f"<p>{span('')}</p>", "Pain rose.", OTHERWISE),
]


@pytest.mark.parametrize(("html", "words", "why"), REFUSED)
def test_what_cannot_be_kept_is_refused(html, words, why):
    with pytest.raises(CannotReword) as refused:
        reword(sanitising.clean(html), ME, words)
    assert str(refused.value) == why


_INLINE = st.recursive(
    st.text(alphabet="ab 1,.<&\"'", min_size=1, max_size=6).map(lambda t: t.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.tuples(st.sampled_from(["em", "strong", "sup", "sub"]), st.lists(inner, max_size=3)).map(
        lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"
    ),
    max_leaves=8,
)


@given(st.lists(_INLINE, min_size=1, max_size=4), st.text(alphabet="ab 12,.<&\"'^", max_size=20))
def test_any_mark_says_the_new_words_afterwards_or_stays(pieces, words):
    html = sanitising.clean(f"<p>x {span(''.join(pieces))} y {span('Other.', OTHER)}</p>")
    try:
        done = reword(html, ME, words)
    except CannotReword:
        return
    before, after = (marks.read_marks(text)[0] for text in (html, done))
    assert " ".join(words.split()) == after[0].text.replace("“", '"')
    assert [m.text for m in before[1:]] == [m.text for m in after[1:]]
    assert sanitising.clean(done) == done
