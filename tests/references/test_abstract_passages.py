"""Words of an abstract: its sentences, where they stand, and whether a quote is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from references import abstract_passages as passages

ABSTRACT = (
    "Background: Cramps are common (e.g. at night). Little helps.\n\n"
    "Results: Pain fell by 2.5 points (95% CI 1.0 to 4.0; P = .03) vs. placebo. “Sleep” improved, too.\n\n"
    "Conclusions: Magnesium may help."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Pain fell by 2.5 points. Sleep improved.", ["Pain fell by 2.5 points.", "Sleep improved."]),
        ("Garrison et al. Found it. Yes.", ["Garrison et al. Found it.", "Yes."]),
        ("It fell vs. Placebo, i.e. Nothing. Next.", ["It fell vs. Placebo, i.e. Nothing.", "Next."]),
        ("E. coli and S. Aureus grew. They died.", ["E. coli and S. Aureus grew.", "They died."]),
        ("Did it help? It did! (Not much.) “So what?” Nothing.",
         ["Did it help?", "It did!", "(Not much.)", "“So what?”", "Nothing."]),
        ("No end", ["No end"]),
        ("  Two\n lines. Here. ", ["Two lines.", "Here."]),
        ("P < .05. 240 people took part.", ["P < .05.", "240 people took part."]),
        ("", []),
    ],
)  # fmt: skip
def test_an_abstract_is_cut_where_its_sentences_end(text, expected):
    assert passages.sentences(text) == expected


@given(st.text(alphabet="aB1 .?!…”)“(\n\u00a0é", max_size=60))
def test_no_word_gets_lost_between_sentences(text):
    assert " ".join(passages.sentences(text)) == " ".join(text.split())


def test_each_part_has_its_place():
    assert [p.place for p in passages.parts(ABSTRACT)] == [
        "Abstract, background",
        "Abstract, results",
        "Abstract, conclusions",
    ]
    assert [p.place for p in passages.parts("All in one.")] == ["Abstract"]


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ("Pain fell by 2.5 points", "Abstract, results"),
        ('"Sleep"  improved,\ntoo.', "Abstract, results"),
        ("Little helps. … Magnesium may help.", "Abstract"),
        ("Pain fell […] vs. placebo", "Abstract"),
        ("Pain fell by 25 points", None),
        ("Magnesium may help. … Little helps.", None),
        ("…", None),
    ],
)
def test_the_place_of_a_quote_is_the_part_it_stands_in(quote, place):
    assert passages.place_of(quote, ABSTRACT) == place


@pytest.mark.parametrize(
    ("said", "misquoted"),
    [
        ({"quote": "Pain fell by 2.5 points"}, False),
        ({"quote": "Pain fell by 3 points"}, True),
        ({"quote": "Pain fell by 3 points", "basis": "full-text"}, False),
        ({"quote": "Pain fell by 3 points", "abstract": ""}, False),
        ({"quote": ""}, False),
    ],
)
def test_a_quote_said_to_be_from_the_abstract_is_looked_for_there(said, misquoted):
    assert passages.is_misquoted(**{"basis": "abstract", "abstract": ABSTRACT, **said}) is misquoted


def test_the_words_of_a_passage_are_found_in_the_part():
    text = "Pain fell. “Sleep”  improved, too."
    assert passages.marked(text, ['"Sleep" improved']) == [
        ("Pain fell. ", False),
        ("“Sleep”  improved", True),
        (", too.", False),
    ]
    assert passages.marked(text, ["Pain … too"]) == [
        ("Pain", True),
        (" fell. “Sleep”  improved, ", False),
        ("too", True),
        (".", False),
    ]
    assert passages.marked("", ["Pain"]) == []


@given(st.text(max_size=40), st.lists(st.text(max_size=10), max_size=3))
def test_marking_leaves_every_character_where_it_was(text, quotes):
    assert "".join(piece for piece, _ in passages.marked(text, quotes)) == text
