"""Amounts as typed and said, sums both ways, labels, and intake values for a person."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplements import amounts, calculator, chemistry, limits

AMOUNTS = st.decimals(min_value="0.0001", max_value="1000000", places=4)
FRACTIONS = st.decimals(min_value="0.000001", max_value="1", places=6)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("250", "250"), (" 250 ", "250"), ("2.5", "2.5"), (".5", "0.5"), ("5,000", "5000"), ("5 000", "5000"),
        ("1,234,567.5", None), ("999,999.5", "999999.5"), ("500 mg", "500"), ("500mg", "500"), ("0.0001", "0.0001"),
        ("250.000", "two ways"), ("1000000", "1000000"),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_people_write_it(typed, means):
    if means is None or means == "two ways":
        with pytest.raises(amounts.AmountUnreadable):
            amounts.read(typed)
    else:
        assert amounts.read(typed) == Decimal(means)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Write an amount"), ("mg", "Write an amount"), ("abc", "“abc” is no amount"), ("-5", "cannot be below 0"),
        ("−5", "cannot be below 0"), ("0", "above 0"), ("0.00", "above 0"), ("1e999", "is no amount"),
        ("1E5", "is no amount"), ("٣", "digits from 0 to 9"), ("５", "digits from 0 to 9"), ("NaN", "is no amount"),
        ("Infinity", "is no amount"), (str(10**30), "characters long"), (str(10**20), "more than 1,000,000 mg"),
        ("1000000.1", "more than 1,000,000 mg"), ("5.000", "Write 5000 or 5."), ("1.234.567", "Write 1234567."),
        ("2,5", "Write a point before decimals: 2.5"), ("0.00001", "at most 4 digits"), ("9" * 5000, "characters long"),
        ("5,00,000", "is no amount"), ("250 g", "is no amount"), ("2..5", "is no amount"), ("½", "is no amount"),
    ],
)  # fmt: skip
def test_an_amount_that_cannot_be_read_gets_a_sentence(typed, says):
    with pytest.raises(amounts.AmountUnreadable) as refused:
        amounts.read(typed)
    assert says in str(refused.value)
    assert len(str(refused.value)) < 150


def test_a_day_without_food_is_0():
    assert amounts.read("0", zero=True) == 0


@pytest.mark.parametrize(
    ("amount", "said"),
    [("1418.9", "1,419"), ("141.03", "141"), ("14.103", "14.1"), ("1.4103", "1.41"), ("0.014103", "0.0141"), ("0", "0"),
     ("8", "8"), ("999.6", "1,000"), ("60.30", "60.3")],
)  # fmt: skip
def test_a_computed_amount_is_said_to_three_figures(amount, said):
    assert amounts.said(Decimal(amount)) == said


@given(AMOUNTS, FRACTIONS)
def test_there_and_back_is_the_same_amount(amount, fraction):
    there = calculator.element_in(amount, fraction)
    assert abs(calculator.compound_for(there, fraction) - amount) <= amount * Decimal("1e-20")


@given(AMOUNTS, AMOUNTS, FRACTIONS)
def test_more_compound_never_holds_less(one, other, fraction):
    less, more = sorted((one, other))
    assert calculator.element_in(less, fraction) <= calculator.element_in(more, fraction)
    assert calculator.compound_for(less, fraction) <= calculator.compound_for(more, fraction)


@given(AMOUNTS, FRACTIONS)
def test_a_compound_never_weighs_less_than_the_element_in_it(amount, fraction):
    assert calculator.element_in(amount, fraction) <= amount <= calculator.compound_for(amount, fraction)


@given(st.integers(min_value=0, max_value=20))
def test_more_water_less_metal(water):
    dry, wet = (
        chemistry.fraction(f"ZnSO4·{n}H2O", "Zn") if n else chemistry.fraction("ZnSO4", "Zn")
        for n in (water, water + 1)
    )
    assert 0 < wet < dry <= 1


@pytest.mark.parametrize("fraction", ["0", "-0.1", "1.000001"])
def test_a_fraction_outside_0_to_1_is_no_fraction(fraction):
    with pytest.raises(ValueError, match="above 0 and at most 1"):
        calculator.element_in(Decimal(1), Decimal(fraction))


@pytest.mark.parametrize(
    ("compound", "element", "fits", "says"),
    [
        ("1000", "141", True, "The chosen compound has 14.1%"),  # 14.0971%: within rounding
        ("1000", "180", False, "18% zinc. This cannot be pure bisglycinate, which has at most 14.1%."),
        ("1000", "117", True, "can be another of these"),
        ("1000", "50", False, "something else is weighed with it"),
        ("100", "100", False, "Are the two figures exchanged?"),
        ("100", "180", False, "Are the two figures exchanged?"),
    ],
)
def test_a_label_is_held_against_the_chemical_bound(compound, element, fits, says):
    label = calculator.label(
        Decimal(compound),
        Decimal(element),
        fraction=Decimal("0.140971"),
        fractions=[Decimal("0.140971"), Decimal("0.116599")],
        name="bisglycinate",
        of="zinc",
    )
    assert (label.fits, says in label.words) == (fits, True), label.words


# ---- intake values


def value(kind="rda", amount="11", *, authority="us", sex="any", stage="", age_from=228, age_below=None, scope=None):
    scope = scope or ("supplements" if kind == "ul" else "all")
    words = f"{sex} {stage} {age_from}".replace("  ", " ")
    return {
        "kind": kind, "amount": amount, "sex": sex, "stage": stage, "age_from": age_from, "age_below": age_below,
        "scope": scope, "people": words.capitalize(),
        "authority": {"slug": authority, "short": authority.upper(), "name": f"{authority} authority"},
    }  # fmt: skip


WOMAN = limits.person_of(value(sex="female", age_from=228, age_below=372))


@pytest.mark.parametrize(
    ("row", "is_hers"),
    [
        (value(), True),
        (value(sex="female"), True),
        (value(sex="male"), False),
        (value(sex="female", stage="pregnant"), False),
        (value(age_from=216), True),
        (value(age_from=240), False),
        (value(age_from=228, age_below=372), True),
        (value(age_from=228, age_below=300), False),
        (value(age_from=12, age_below=60), False),
    ],
)
def test_a_value_is_shown_to_the_people_it_is_meant_for(row, is_hers):
    assert limits.covers(row, WOMAN) is is_hers


def test_a_limit_for_everybody_is_not_that_of_pregnant_women():
    pregnant = limits.person_of(value(sex="female", stage="pregnant"))
    assert limits.values_for([value("ul", "40")], pregnant) == []


def test_until_somebody_chooses_values_are_those_of_an_adult():
    rows = [value(age_from=12, age_below=36), value(sex="female", stage="pregnant"), value(sex="male")]
    assert limits.usual(limits.persons(rows)).sex == "male"
    assert limits.usual({}) is None


def test_people_whom_only_a_limit_names_can_be_chosen_too():
    rows = [value(sex="male"), value("ul", "40", age_from=216), value("ul", "7", age_from=12, age_below=48)]
    assert list(limits.persons(rows)) == ["male-228", "any-12-48"]


def test_an_amount_above_a_limit_says_so_with_what_the_limit_counts():
    told = limits.standing(Decimal(400), value("ul", "350"), "mg")
    assert told["over"]
    assert "more than the upper limit of 350 mg a day (US): 114% of it." in told["words"]
    assert "supplements and medicines only, not food" in told["words"]
    assert not limits.standing(Decimal(350), value("ul", "350"), "mg")["over"]


def test_far_more_is_said_in_times():
    assert "is 12.5 times the recommended intake" in limits.standing(Decimal(100), value("rda", "8"), "mg")["words"]


@pytest.mark.parametrize(
    ("rows", "explained"),
    [
        ([value("rda", "420"), value("ul", "350")], True),
        ([value("rda", "320"), value("ul", "350")], False),
        ([value("rda", "420"), value("ul", "350", scope="all")], False),
        ([value("ul", "350")], False),
    ],
)
def test_a_limit_below_the_recommendation_is_explained(rows, explained):
    assert bool(limits.lower_limit(rows, "mg")) is explained


def test_whom_values_do_not_cover_names_conditions_children_and_pregnancy():
    cautions = [
        {"condition": "Kidney disease", "outside_limits": True},
        {"condition": "Ulcers", "outside_limits": False},
    ]
    words = limits.left_out(cautions, WOMAN)
    assert "Kidney disease" in words
    assert "Ulcers" not in words
    for said in ("for children", "in pregnancy", "while breast-feeding", "if you are ill", "female 228"):
        assert said in words
    child = limits.person_of(value(age_from=12, age_below=36))
    assert "for children" not in limits.left_out([], child)
    assert "in pregnancy" not in limits.left_out([], limits.person_of(value(sex="female", stage="pregnant")))
