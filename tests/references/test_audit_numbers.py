"""Numbers of sentence and source side by side: the same letters on both sides, and a table of what does not match."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from references.audit.side_by_side import Piece, SideBySide
from references.outcomes import Mismatch
from references.quantities import Comparison, Pair, Quantity, compare

PASSAGE = "365 mg did better at day 4. At day 10 pain did not differ."
SIZE = "240 randomised, 209 analysed"


def beside(sentence, *said):
    return SideBySide(compare(sentence, said))


def letters(pieces):
    return {letter for piece in pieces for letter in piece.letters}


def test_a_number_that_both_have_carries_the_same_letter_on_both_sides():
    numbers = beside("At 365 mg pain fell.", PASSAGE)
    assert [p for p in numbers.sentence("At 365 mg pain fell.") if p.how] == [Piece("365 mg", "same", ("a",))]
    assert numbers.passage(0, PASSAGE)[0] == Piece("365 mg", "same", ("a",))
    assert numbers.same == [("a", "365 mg")]
    assert numbers.rows == []


def test_a_number_that_only_one_side_has_carries_no_letter():
    numbers = beside("It cost 99 euros.", "Pain fell by 3 points.")
    assert [(p.text, p.how, p.letters) for p in numbers.sentence("It cost 99 euros.") if p.how] == [("99", "free", ())]
    assert [(r.letter, r.source, r.result) for r in numbers.rows] == [("", "", "not in the source")]
    assert {p.how for p in numbers.passage(0, "Pain fell by 3 points.")} == {"", "free"}
    assert len(numbers.only_in_source) == 1


def test_another_number_is_wavy_on_both_sides_and_a_row_of_the_table():
    low, high = Quantity(7, 7, "day", "day 7", 0, 5), Quantity(4, 4, "day", "day 4", 3, 8)
    numbers = SideBySide(Comparison((Pair("a", "differs", low, high, 0),)))
    assert numbers.sentence("day 7 it was") == [Piece("day 7", "differs", ("a",)), Piece(" it was")]
    assert numbers.passage(0, "At day 4.") == [Piece("At "), Piece("day 4", "differs", ("a",)), Piece(".")]
    assert [(r.letter, r.sentence, r.source, r.result) for r in numbers.rows] == [("a", "day 7", "day 4", "differs")]


@pytest.mark.parametrize(
    ("how", "tag", "result"),
    [
        ("differs", Mismatch.NUMBER, "differs"),
        ("magnitude", Mismatch.NUMBER, "another order of magnitude"),
        ("unit", Mismatch.UNIT, "another unit"),
        ("missing", Mismatch.NUMBER, "not in the source"),
    ],
)
def test_what_does_not_match_speaks_for_a_tag(how, tag, result):
    q = Quantity(5, 5, "mg", "5 mg", 0, 4)
    source = None if how == "missing" else Quantity(5, 5, "µg", "5 µg", 0, 4)
    numbers = SideBySide(Comparison((Pair("a", how, q, source, None if source is None else 0),)))
    assert numbers.implied == {tag}
    assert numbers.rows[0].result == result


def test_quote_and_finding_are_parts_of_one_text():
    quote, finding = "pain fell by 30%", "In 12 people."
    said = f"{quote} {finding}"
    numbers = beside("Pain fell by 30% in 12 people.", said)
    parts = [numbers.passage(0, quote), numbers.passage(0, finding, len(quote) + 1)]
    assert ["".join(p.text for p in part) for part in parts] == [quote, finding]
    assert [letters(part) for part in parts] == [{"a"}, {"b"}]


def test_one_number_of_the_source_can_answer_two_of_the_sentence():
    said = Quantity(5, 5, "mg", "5 mg", 0, 4)
    pairs = [
        Pair("a", "same", Quantity(5, 5, "mg", "5 mg", 0, 4), said, 0),
        Pair("b", "differs", Quantity(6, 6, "mg", "6 mg", 9, 13), said, 0),
    ]
    numbers = SideBySide(Comparison(tuple(pairs)))
    assert numbers.passage(0, "5 mg") == [Piece("5 mg", "differs", ("a", "b"))]


def test_without_numbers_there_is_nothing_to_show():
    assert not beside("It helps.", "It helped.")


NUMBERED = st.lists(
    st.sampled_from(["12 mg", "1.5 g", "day 4", "30%", "240 people", "pain fell", "(7)", "10^3", "2 to 4 weeks", "½"]),
    max_size=8,
).map(" and ".join)


@given(NUMBERED, st.lists(NUMBERED, max_size=3))
def test_both_sides_carry_equal_sets_of_letters_and_no_word_is_lost(sentence, said):
    numbers = SideBySide(compare(sentence, said))
    left, right = numbers.sentence(sentence), [numbers.passage(i, text) for i, text in enumerate(said)]
    assert letters(left) == {letter for pieces in right for letter in letters(pieces)}
    assert "".join(p.text for p in left) == sentence
    assert ["".join(p.text for p in pieces) for pieces in right] == said
    assert all(bool(p.letters) == (p.how in ("same", "differs")) for pieces in [left, *right] for p in pieces)
