"""What formulas say: elemental shares against a table worked out by hand, and what cannot be read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplements import chemistry
from supplements.chemistry import FormulaUnreadable, fraction, is_cas, masses, molar_mass, normal, shown

# (formula, g/mol, per cent of magnesium), from abridged atomic masses: H 1.008, C 12.011, N 14.007, O 15.999, Mg 24.305,
# P 30.974, S 32.06, Cl 35.45
FORMS = [
    ("MgO", "40.30", "60.30"),
    ("Mg(OH)2", "58.32", "41.68"),
    ("MgCO3", "84.31", "28.83"),
    ("4MgCO3·Mg(OH)2·5H2O", "485.65", "25.02"),
    ("MgCl2·6H2O", "203.30", "11.96"),
    ("MgCl2", "95.21", "25.53"),
    ("MgSO4·7H2O", "246.47", "9.86"),
    ("MgSO4", "120.36", "20.19"),
    ("Mg3(C6H5O7)2", "451.11", "16.16"),
    ("Mg3(C6H5O7)2·9H2O", "613.25", "11.89"),
    ("MgC6H6O7", "214.41", "11.34"),
    ("Mg(C2H4NO2)2", "172.42", "14.10"),
    ("Mg(C2H4NO2)2·2H2O", "208.45", "11.66"),
    ("MgC4H4O5", "156.38", "15.54"),
    ("MgC4H4O5·3H2O", "210.42", "11.55"),
    ("C4H6Mg2O7", "214.69", "22.64"),
    ("Mg(C2H6NO3S)2", "272.57", "8.92"),
    ("Mg(C4H7O5)2", "294.50", "8.25"),
    ("Mg(C4H7O5)2·H2O", "312.51", "7.78"),
    ("Mg(C3H5O3)2", "202.44", "12.01"),
    ("Mg(C3H5O3)2·2H2O", "238.48", "10.19"),
    ("Mg(C4H6NO4)2", "288.50", "8.42"),
    ("Mg(C4H6NO4)2·2H2O", "324.53", "7.49"),
    ("Mg(C5H3N2O4)2", "334.48", "7.27"),
    ("Mg(C5H3N2O4)2·2H2O", "370.51", "6.56"),
    ("Mg(C6H11O7)2", "414.60", "5.86"),
    ("Mg(C5H6NO3)2", "280.52", "8.66"),
    ("MgC3H7O6P", "194.36", "12.51"),
]


@pytest.mark.parametrize(("formula", "grams", "percent"), FORMS)
def test_elemental_shares_are_those_of_the_facts_table(formula, grams, percent):
    assert abs(fraction(formula, "Mg") * 100 - Decimal(percent)) <= Decimal("0.05")
    assert abs(molar_mass(formula) - Decimal(grams)) <= Decimal("0.05")


def test_a_label_of_400_mg_of_oxide_that_gives_241_mg_is_right():
    assert abs(400 * fraction("MgO", "Mg") - Decimal("241.3")) < Decimal("0.1")


# ---- what holds of every formula

ANIONS = st.sampled_from(["O", "Cl2", "CO3", "SO4", "(OH)2", "(C2H4NO2)2", "C4H4O5", "(C4H7O5)2"])
METALS = st.sampled_from(["Mg", "Zn", "Ca"])
WATERS = st.integers(min_value=1, max_value=12)
DOTS = st.sampled_from(["·", ".", "•", "*", " · "])


@given(METALS, ANIONS)
def test_a_metal_is_part_of_its_compound_and_never_all_of_it(metal, anion):
    assert 0 < fraction(f"{metal}{anion}", metal) < 1


@given(METALS)
def test_a_pure_element_is_all_of_itself(metal):
    assert fraction(metal, metal) == 1


@given(METALS, ANIONS, WATERS)
def test_more_water_means_less_metal(metal, anion, water):
    dry, wet = f"{metal}{anion}", f"{metal}{anion}·{water}H2O"
    assert fraction(f"{metal}{anion}·{water + 1}H2O", metal) < fraction(wet, metal) < fraction(dry, metal)


@given(METALS, ANIONS)
def test_the_shares_of_all_elements_make_a_whole(metal, anion):
    formula = f"{metal}{anion}"
    whole = sum(fraction(formula, element) for element in masses(formula))
    assert abs(whole - 1) <= Decimal("0.00001")


@given(METALS, ANIONS, WATERS, DOTS)
def test_a_formula_is_one_however_it_is_written(metal, anion, water, dot):
    plain = f"{metal}{anion}·{water}H2O"
    written = f"{metal}{anion}{dot}{water}H2O"
    assert normal(written) == plain
    assert normal(shown(written)) == plain
    assert fraction(shown(written), metal) == fraction(plain, metal)


def test_counts_are_shown_low_and_the_number_of_waters_stays_on_the_line():
    assert shown("MgCl2.6H2O") == "MgCl₂·6H₂O"


# ---- what cannot be read

UNREADABLE = [
    ("", "Write the formula"),
    ("   ", "Write the formula"),
    ("Mg(", "cannot be read as a formula"),
    ("Xx2", "cannot be read as a formula"),
    ("mg", "cannot be read as a formula"),
    ("MgO=cmd", "“=” has no place in a formula"),
    ("Mg" * 2_500, "at most 120 characters; this one has 5000"),
    ("Mg9999999", "at most three digits"),
    ("D2O", "is no element"),
    ("[18O]H2", "has no place in a formula"),
    ("EtOH", "cannot be read as a formula"),
    ("Mg+2", "“\\+” has no place in a formula"),
    ("<b>MgO</b>", "“<” has no place in a formula"),
]


@pytest.mark.parametrize(("formula", "why"), UNREADABLE)
def test_what_is_no_formula_gets_a_sentence(formula, why):
    with pytest.raises(FormulaUnreadable, match=why) as refused:
        fraction(formula, "Mg")
    assert str(refused.value).endswith(".")
    assert len(str(refused.value)) < 300


def test_an_element_that_is_not_there_is_named():
    with pytest.raises(FormulaUnreadable, match="There is no Mg in “ZnO”"):
        fraction("ZnO", "Mg")


@given(st.text(max_size=200))
def test_whatever_is_typed_is_a_formula_or_gets_a_sentence(typed):
    try:
        assert all(mass > 0 for mass in masses(typed).values())
    except FormulaUnreadable as refused:
        assert str(refused).endswith(".")


# ---- numbers of the Chemical Abstracts Service


@pytest.mark.parametrize(
    "number", ["1309-48-4", "1309-42-8", "546-93-0", "7786-30-3", "7791-18-6", "7487-88-9", "10034-99-8", " 1309-48-4 "]
)
def test_a_cas_number_has_the_check_digit_of_the_others(number):
    assert is_cas(number)


@pytest.mark.parametrize(
    "number", ["", "1309-48-5", "1390-48-4", "1309484", "1309-48-", "0309-48-4", "1309-48-4-1", "oxide"]
)
def test_a_slip_in_a_cas_number_is_seen(number):
    assert not is_cas(number)


def test_a_formula_of_the_longest_length_is_still_read():
    assert masses(("MgO" * 40)[: chemistry.LONGEST])
