import pytest

from references.details import Details, NoticeSeen, Relation
from references.lookup import matching

CRAMPS = "Magnesium for skeletal muscle cramps"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (CRAMPS, CRAMPS),
        (CRAMPS, "MAGNESIUM FOR SKELETAL MUSCLE CRAMPS."),
        (CRAMPS, "Magnesium for muscle cramps"),
        (CRAMPS, f"RETRACTED: {CRAMPS}"),
        (CRAMPS, f"{CRAMPS}: a systematic review of randomised trials in adults"),
        ("Mg<sup>2+</sup> in <i>Escherichia coli</i>", "Mg2+ in Escherichia coli"),
        (CRAMPS, ""),
        ("", ""),
    ],
)
def test_titles_of_one_work_are_alike(one, other):
    assert matching.titles_alike(one, other)


@pytest.mark.parametrize(
    "other",
    [
        "Zinc lozenges and the common cold",
        "My holidays in Italy",
        "Retraction",
        "Effects of vitamin D on bone",
        "Index",
    ],
)
def test_titles_of_different_works_are_not_alike(other):
    assert not matching.titles_alike(CRAMPS, other)


def warn(field="doi", value="10.1000/x", had=None, **said):
    return matching.warnings(field, value, Details(**{"title": CRAMPS, **said}), had)


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("doi", "10.1000/X", "10.1000/x"),
        ("pmid", "1", "1"),
        ("isbn", "9780306406157", "9780306406157"),
        ("url", "https://example.org/", ""),
    ],
)
def test_what_was_asked_for_gives_no_warning(field, value, found):
    assert warn(field, value, **{field: found}) == []


@pytest.mark.parametrize(
    ("field", "value", "found", "said"),
    [
        ("doi", "10.1000/x", "10.1000/y", "the DOI 10.1000/x, and the record that came back has the DOI 10.1000/y."),
        ("isbn", "9780306406157", "9780804429573", "the ISBN 9780306406157, and the record"),
        ("pmid", "1", "2", "the PMID 1, and the record that came back has the PMID 2."),
        ("doi", "10.1000/x", "", "names no DOI; make sure that it is 10.1000/x."),
    ],
)
def test_another_identifier_is_said(field, value, found, said):
    [warning] = warn(field, value, **{field: found})
    assert said in warning


def test_another_title_than_the_one_that_stood_there_is_said():
    [warning] = warn(doi="10.1000/x", had=Details(title="Zinc lozenges and the common cold"))
    assert warning.startswith("The title that came back, “Magnesium for skeletal muscle cramps”, has little in common")


@pytest.mark.parametrize(
    ("said", "warning"),
    [
        ({"notices": (NoticeSeen("retraction", "publisher"),)}, "This work was retracted."),
        ({"notices": (NoticeSeen("withdrawal", "publisher"),)}, "This work was retracted."),
        ({"notices": (NoticeSeen("expression-of-concern", "pubmed"),)}, "This work has an expression of concern."),
        (
            {"title": f"RETRACTED: {CRAMPS}"},
            "The title says that this work was withdrawn, and no notice of that was found.",
        ),
        ({"relations": (Relation("newer", doi="10.1000/z"),)}, "A newer version is 10.1000/z."),
        ({"relations": (Relation("preprint-of", pmid="5"),)}, "The paper that came of this preprint is PMID 5."),
    ],
)
def test_what_must_be_known_before_citing_is_said(said, warning):
    [told] = warn(doi="10.1000/x", **said)
    assert told.startswith(warning)


def test_a_correction_and_an_older_version_are_no_reason_to_warn():
    notices, relations = (NoticeSeen("erratum", "publisher"),), (Relation("older", doi="10.1000/w"),)
    assert warn(doi="10.1000/x", notices=notices, relations=relations) == []
