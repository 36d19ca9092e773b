import pytest

from references import identifiers

RIGHT = [
    (identifiers.doi, "10.1111/anae.12107", "10.1111/anae.12107"),
    (identifiers.doi, "doi:10.1111/anae.12107", "10.1111/anae.12107"),
    (identifiers.doi, "https://doi.org/10.1111/ANAE.12107", "10.1111/ANAE.12107"),
    (identifiers.doi, "http://dx.doi.org/10.1111/anae.12107.", "10.1111/anae.12107"),
    (identifiers.doi, "10.1016%2Fj.bone.2021.116233", "10.1016/j.bone.2021.116233"),
    (identifiers.doi, "(10.1177/0148607194018005430)", "10.1177/0148607194018005430"),
    (identifiers.doi, "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2",
     "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2"),
    (identifiers.pmid, "PMID: 32956536", "32956536"),
    (identifiers.pmid, " 32956536 ", "32956536"),
    (identifiers.pmcid, "pmc8094171", "PMC8094171"),
    (identifiers.pmcid, "PMCID: PMC8094171", "PMC8094171"),
    (identifiers.isbn, "0-306-40615-2", "9780306406157"),
    (identifiers.isbn, "ISBN 978-0-306-40615-7", "9780306406157"),
    (identifiers.isbn, "080442957X", "9780804429573"),
    (identifiers.arxiv, "arXiv:2101.00001v2", "2101.00001"),
    (identifiers.arxiv, "hep-th/9901001", "hep-th/9901001"),
]  # fmt: skip
WRONG = [
    (identifiers.doi, "anae.12107"),
    (identifiers.doi, "10.1/x"),
    (identifiers.pmid, "PMC123"),
    (identifiers.pmid, "123456789"),
    (identifiers.pmid, "0"),
    (identifiers.pmcid, "PMCX"),
    (identifiers.isbn, "9780306406158"),
    (identifiers.isbn, "0306406153"),
    (identifiers.isbn, "12345"),
    (identifiers.arxiv, "2101"),
]


@pytest.mark.parametrize(("canonical", "typed", "stored"), RIGHT)
def test_what_people_type_becomes_one_spelling(canonical, typed, stored):
    assert canonical(typed) == stored
    assert canonical(stored) == stored


@pytest.mark.parametrize(("canonical", "typed"), WRONG)
def test_what_is_not_an_identifier_is_refused_with_a_sentence(canonical, typed):
    with pytest.raises(ValueError, match=r"\.$"):
        canonical(typed)
