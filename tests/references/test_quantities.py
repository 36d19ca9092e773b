"""Numbers of a text, and which of a sentence stand in its passages."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from references import quantities as q
from references.quantities.units import measure

# (text, its quantities as “low..high unit”, a comma between)
READ = [
    # ---- plain numbers and units
    ("Take 300 mg.", "300 mg"),
    ("Take 300mg.", "300 mg"),
    ("a 300-mg tablet", "300 mg"),
    ("12.5 µg", "12.5 µg"),
    ("12.5 μg", "12.5 µg"),  # a Greek mu
    ("12.5 mcg", "12.5 µg"),
    ("0.5 g", "0.5 g"),
    ("two grams", "2 g"),
    ("500 milligrams", "500 mg"),
    ("1.5 litres", "1.5 L"),
    ("250 ml", "250 mL"),
    ("10 mmol", "10 mmol"),
    ("1,000 IU", "1000 IU"),
    ("1000 international units", "1000 IU"),
    ("5 mg/L", "5 mg/L"),
    ("2 mg/dL", "2 mg/dL"),
    ("120 mm Hg", "120 mmHg"),
    ("28 kg/m^2", "28 kg/m^2"),
    ("38 °C", "38 °C"),
    ("40 kcal", "40 kcal"),
    # ---- how often
    ("350 mg a day", "350 mg/day"),
    ("350 mg per day", "350 mg/day"),
    ("350 mg/day", "350 mg/day"),
    ("350 mg/d", "350 mg/day"),
    ("350 mg daily", "350 mg/day"),
    ("350 mg each day", "350 mg/day"),
    ("5 mg/kg/day", "5 mg/kg/day"),
    ("5 mg per kg a day", "5 mg/kg/day"),
    ("250 mg of magnesium a day", "250 mg/day"),
    ("250 mg of elemental magnesium daily", "250 mg/day"),
    ("1.5 g/d", "1.5 g/day"),
    ("50,000 IU a week", "50000 IU/week"),
    # ---- percent
    ("23%", "23 %"),
    ("23 %", "23 %"),
    ("3.5 per cent", "3.5 %"),
    ("3.5 percent", "3.5 %"),
    ("4 percentage points", "4 percentage points"),
    ("62.5% of them women", "62.5 %"),
    ("one in four", "25.00 %"),
    ("1 in 10 people", "10.00 %"),
    # ---- how a number is written
    ("13,434 adults", "13434 people"),
    ("13 434 adults", "13434 people"),
    ("13\u00a0434 adults", "13434 people"),
    ("13\u2009434 adults", "13434 people"),
    ("10·5%", "10.5 %"),
    ("0,5 mg", "0.5 mg"),
    (".05 mg", "0.05 mg"),
    ("619 million people", "619000000 people"),
    ("4.5 million", "4500000.0"),
    ("10^3 cells", "1000 cells"),
    ("10³ cells", "1000 cells"),
    ("2 × 10^5 cells", "200000 cells"),
    ("2×10⁵ cells", "200000 cells"),
    ("½ tablet", "0.5 tablets"),
    ("2½ cups", "2.5 cups"),
    ("twenty-five people", "25 people"),
    ("a hundred people", "100 people"),
    ("two hundred patients", "200 people"),
    ("Nine trials", "9 studies"),
    ("It ended in 12.", "12"),
    # ---- ranges, changes, and numbers that share a unit
    ("300–400 mg", "300..400 mg"),
    ("300-400 mg", "300..400 mg"),
    ("300 to 400 mg", "300..400 mg"),
    ("300 mg to 400 mg", "300..400 mg"),
    ("between 2 and 3 hours", "2..3 hours"),
    ("6- to 8-week", "6..8 weeks"),
    ("six to eight weeks", "6..8 weeks"),
    ("320 to 729 mg/day", "320..729 mg/day"),
    ("7.5 to 4.7", "7.5, 4.7"),
    ("from 4 to 6 points", "4 points, 6 points"),
    ("from 12 to 24 weeks", "12 weeks, 24 weeks"),
    ("250 and 500 mg", "250 mg, 500 mg"),
    ("250, 500 or 1,000 mg", "250 mg, 500 mg, 1000 mg"),
    ("7.5 ± 1.2 points", "7.5 points, 1.2 points"),
    ("4 of the 12 people", "4 people, 12 people"),
    ("120/80 mmHg", "120 mmHg, 80 mmHg"),
    ("70.6 v 25%", "70.6 %, 25 %"),
    ("2 × 250 mg", "2 times, 250 mg"),
    # ---- people, studies, time
    ("240 people", "240 people"),
    ("80 healthy older adults", "80 people"),
    ("74 women", "74 women"),
    ("12 men", "12 men"),
    ("n = 240", "240 n"),
    ("240 randomised, 209 analysed", "240 people, 209 people"),
    ("209 were counted at the end", "209 people"),
    ("nine randomised controlled trials", "9 studies"),
    ("12 observational studies", "12 studies"),
    ("three-arm trial", "3 groups"),
    ("8 weeks", "8 weeks"),
    ("an 8-week trial", "8 weeks"),
    ("eight-week", "8 weeks"),
    ("24 h", "24 hours"),
    ("by day 10", "10 days"),
    ("week 8", "8 weeks"),
    ("the 7th day", "7 days"),
    ("the seventh day", "7 days"),
    ("60-year-old", "60 years"),
    ("aged 60", "60 years"),
    ("a 28-point scale", "28 points"),
    ("10-fold", "10 times"),
    ("three times", "3 times"),
    # ---- statistics
    ("OR 0.93", "0.93 odds ratio"),
    ("odds ratio of 0.93", "0.93 odds ratio"),
    ("relative risk 1.2", "1.2 risk ratio"),
    ("HR = 0.8", "0.8 hazard ratio"),
    ("95% CI 0.87 to 0.99", "0.87..0.99 CI"),
    ("(95% confidence interval 0.87–0.99)", "0.87..0.99 CI"),
    ("p < 0.05", "0.05 p"),
    ("P = .03", "0.03 p"),
    ("a time interval of 2 to 3 hours", "2..3 hours"),
    # ---- no quantities
    ("In 2020 and since 2013", ""),
    ("1999 to 2004", ""),
    ("by 2050", ""),
    ("In 2013 women who ate nuts", ""),
    ("3 March 2020", ""),
    ("March 3, 2020", ""),
    ("2020-03-04", ""),
    ("04/03/2020", ""),
    ("at 8:30", ""),
    ("vitamin B6, D3 and B-12", ""),
    ("vitamin D", ""),
    ("Mg2+ and Ca2+", ""),
    ("type 2 diabetes", ""),
    ("types 1 and 2", ""),
    ("L5-S1", ""),
    ("COVID-19", ""),
    ("omega-3", ""),
    ("IL-6, CYP3A4, CoQ10", ""),
    ("5-HT", ""),
    ("25(OH)D and 25-hydroxyvitamin D", ""),
    ("C4H6Mg2O7", ""),
    ("4MgCO3·Mg(OH)2·5H2O", ""),
    ("H_2O", ""),
    ("p. 261, pp. 12–14", ""),
    ("section 4.5, table 2, figure 3", ""),
    ("group 2", ""),
    ("seen before [3, 4]", ""),
    ("cramps^3", ""),
    ("https://example.org/12/34", ""),
    ("doi 10.1000/182", ""),
    ("PMID 23384256", ""),
    ("1.2.3", ""),
    ("one of them", ""),
    ("two of them", ""),
    ("one trial", ""),
    # ---- and what looks like none, and is one
    ("2000 mg", "2000 mg"),
    ("2,000 people", "2000 people"),
    ("2000 people", "2000 people"),
    ("one gram", "1 g"),
    ("one week", "1 weeks"),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_numbers_are_read_with_their_units(text, expected):
    assert ", ".join(shown(found) for found in q.quantities(text)) == expected


def shown(found):
    value = f"{found.low}..{found.high}" if found.is_range else f"{found.low}"
    return f"{value} {found.unit}".strip()


# (sentence, passages, how each number of the sentence fares)
COMPARED = [
    ("0.5 g a day", ["500 mg daily"], "same"),
    ("250 mg", ["250 mg a day"], "same"),
    ("2 mg/dL", ["20 mg/L"], "same"),
    ("two weeks", ["14 days"], "same"),
    ("three months", ["12 weeks"], "same"),
    ("two years", ["24 months"], "same"),
    ("240 people", ["n = 240"], "same"),
    ("240 people", ["240 randomised, 209 analysed"], "same"),
    ("240 people", ["240"], "same"),
    ("nine trials", ["9 RCTs"], "same"),
    ("12 women", ["12 people"], "same"),
    ("300 mg", ["300–400 mg"], "same"),
    ("300–400 mg", ["300 mg first, then 400 mg"], "same"),
    ("4.7 points", ["a score of 4.68"], "same"),
    ("about 17 minutes", ["17.36 minutes"], "same"),
    ("over 13,000 adults", ["13,434 adults"], "same"),
    ("almost one in four", ["23% of patients"], "same"),
    ("7.5 to 4.7", ["from 7.5", "then 4.7"], "same same"),
    ("12 people, 12 people", ["12 people"], "same same"),
    ("350 g", ["350 mg"], "unit"),
    ("5 mg", ["5 µg"], "unit"),
    ("4%", ["4 percentage points"], "unit"),
    ("36%", ["36 people"], "unit"),
    ("4 days", ["4 weeks"], "unit"),
    ("OR 0.93", ["RR 0.93"], "unit"),
    ("1,000 mg/day", ["1,000 mg/week"], "unit"),
    ("35 mg", ["350 mg"], "magnitude"),
    ("3.5 g", ["350 mg"], "magnitude"),
    ("5%", ["0.5%"], "magnitude"),
    ("300 mg", ["350 mg"], "differs"),
    ("12 weeks", ["10 weeks"], "differs"),
    ("two years", ["18 months"], "differs"),
    ("over 13,000 adults", ["17,434 adults"], "differs"),
    ("80 people", ["for eight weeks"], "missing"),
    ("12 women", ["12 men"], "missing"),
    ("80 people", [""], "missing"),
    ("No number here.", ["350 mg"], ""),
]


@pytest.mark.parametrize(("sentence", "passages", "expected"), COMPARED)
def test_each_number_of_the_sentence_is_looked_for_in_the_passages(sentence, passages, expected):
    assert " ".join(pair.how for pair in q.compare(sentence, passages).pairs) == expected


def test_the_best_match_wins_and_the_rest_is_only_in_the_source():
    found = q.compare(
        "Pain fell from 7.5 to 4.7 in 40 people.", ["80 people, 40 in each group; from 7.5 to 4.7, or 7.2"]
    )
    assert [(p.letter, p.how, p.source.text) for p in found.pairs] == [
        ("a", "same", "7.5"),
        ("b", "same", "4.7"),
        ("c", "same", "40"),
    ]
    assert [(index, said.text) for index, said in found.only_in_source] == [(0, "80 people"), (0, "7.2")]


def test_what_points_to_one_place_bears_one_letter():
    found = q.compare("12 people; of these 12 people, 3 women", ["12 people, 3 women"])
    assert [p.letter for p in found.pairs] == ["a", "a", "b"]


def test_a_quantity_stands_where_it_says():
    text = "About 300 to 400 mg a day, for eight weeks."
    for found in q.quantities(text):
        assert text[found.start : found.end] == found.text
    assert [found.text for found in q.quantities(text)] == ["300 to 400 mg a day", "eight weeks"]
    assert [found.loosely for found in q.quantities(text)] == ["about", ""]


def test_without_passages_there_is_nothing_to_compare():
    assert not q.differs("300 mg", [])
    assert not q.differs("300 mg", ["", ""])
    assert q.differs("300 mg", ["350 mg"])
    assert not q.differs("No number.", ["350 mg"])


# ---- properties

_PIECES = st.sampled_from([
    "1", "350", "7.5", "0.05", "1,000", "10^3", "½", "two", "a hundred", "mg", "g", "µg", "%", "people", "weeks", "a day", "–",
    "-", " to ", "from ", "between ", " and ", "±", "/", "OR ", "95% CI ", "n = ", "day ", "type ", ".", ",", "(", "[", "about ",
    " ", "\u00a0", "²", "x", "×", "2020", "in ", "\u0308", "٣", "\ud7ff", "10^99", "9" * 40,
])  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(_PIECES, max_size=25).map(" ".join), st.lists(_PIECES, max_size=25).map("".join))


@given(TEXTS)
@example("9" * 5000)
@example("10^99 2×10^-99 1e999")
@example("0 mg 0% 0 to 0")
def test_no_text_is_too_odd_to_read(text):
    end = 0
    for found in q.quantities(text):
        assert text[found.start : found.end] == found.text
        assert found.start >= end
        assert found.low <= found.high
        assert measure(found.unit).factor > 0
        end = found.end


@given(TEXTS, st.lists(TEXTS, max_size=3))
def test_letters_are_the_same_on_both_sides(sentence, passages):
    found = q.compare(sentence, passages)
    assert [p.sentence for p in found.pairs] == q.quantities(sentence)
    places = {}
    for pair in found.pairs:
        assert (pair.source is None) == (pair.passage is None) == (pair.how == "missing")
        if pair.source:
            assert passages[pair.passage][pair.source.start : pair.source.end] == pair.source.text
            assert places.setdefault((pair.passage, pair.source.start), pair.letter) == pair.letter
    paired = {p.letter for p in found.pairs if p.source}
    assert paired == set(places.values())
    missing = [p.letter for p in found.pairs if not p.source]
    assert len(set(missing)) == len(missing) and not paired & set(missing)
    assert not set(places) & {(index, only.start) for index, only in found.only_in_source}


@given(TEXTS)
def test_a_text_never_differs_from_itself(text):
    assert not q.compare(text, [text]).differs


QUANTITY = st.builds(
    lambda low, more, unit: q.Quantity(low, low + more, unit, "", 0, 0),
    st.decimals(0, 10**6, places=2),
    st.sampled_from([Decimal(0), Decimal(1)]),
    st.sampled_from(
        [
            "",
            "mg",
            "g",
            "µg",
            "mg/day",
            "mg/week",
            "%",
            "people",
            "women",
            "n",
            "days",
            "weeks",
            "months",
            "years",
            "CI",
        ]
    ),
)


@given(QUANTITY, QUANTITY)
def test_equality_is_symmetric(one, other):
    assert q.equal(one, other) == q.equal(other, one)
    assert q.equal(one, one)


@pytest.mark.parametrize(
    "piece", ["1,", "1-", "10^", "[1", "two ", "1 mg ", "9", "½", "1 aaaa bbbb ", "111 ", "a 1.2 "]
)
def test_a_long_text_of_one_piece_is_read_to_its_end(piece):
    text = piece * (100_000 // len(piece))
    assert q.quantities(f"{text} and 350 mg")[-1].unit == "mg"


def test_two_long_texts_are_compared():
    sentence, passage = "350 mg or 7%, " * 2_000, "360 mg and 8 people. " * 2_000
    assert len(q.compare(sentence, [passage]).pairs) == 4_000
