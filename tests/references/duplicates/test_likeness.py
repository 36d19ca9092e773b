"""Which records may be one work. The cases are of the kinds that other tools get wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from references.details import Details, Relation
from references.duplicates.likeness import alike
from references.duplicates.sketch import words_of

SCHUETTE = {
    "csl_type": "article-journal",
    "title": "Bioavailability of magnesium diglycinate vs magnesium oxide in patients with ileal resection",
    "authors": ({"family": "Schuette", "given": "S A"}, {"family": "Lashner", "given": "B A"}),
    "container_title": "JPEN. Journal of parenteral and enteral nutrition",
    "year": 1994,
    "volume": "18",
    "pages": "430-435",
    "doi": "10.1177/0148607194018005430",
}


def paper(**other):
    return Details(**{**SCHUETTE, **other})


def without_identifier(**other):
    return paper(**{"doi": "", **other})


SAME_WORK = {
    "letter for letter": {},
    "another case": {"title": SCHUETTE["title"].upper()},
    "a slip of the pen": {"title": SCHUETTE["title"].replace("diglycinate", "diglycinat")},
    "versus written out, a full stop": {"title": SCHUETTE["title"].replace(" vs ", " versus ") + "."},
    "markup in the title": {"title": SCHUETTE["title"].replace("magnesium oxide", "<i>magnesium</i> oxide")},
    "a title in brackets": {"title": f"[{SCHUETTE['title']}.]"},
    "marked as retracted": {"title": f"RETRACTED: {SCHUETTE['title']}"},
    "a leading article": {"title": f"The {SCHUETTE['title'][0].lower()}{SCHUETTE['title'][1:]}"},
    "a journal by its abbreviation": {"container_title": "JPEN J Parenter Enteral Nutr"},
    "no journal": {"container_title": "", "volume": "", "pages": ""},
    "the year of the online version": {"year": 1993},
    "no year": {"year": None},
    "authors without initials, et al.": {"authors": ({"family": "Schuette"}, {"literal": "et al."})},
    "another first author": {"authors": ({"family": "Lashner"}, {"family": "Schuette"})},
    "a family name without its particle": {"authors": ({"family": "von Schuette"},)},
    "no author": {"authors": ()},
}


@pytest.mark.parametrize("other", SAME_WORK.values(), ids=SAME_WORK)
def test_one_work_written_in_two_ways_looks_alike(other):
    found = alike(paper(), without_identifier(**other))
    assert found and not found.versions
    assert found.score >= 88
    assert "They have no identifier in common." in found.reasons


ANOTHER_WORK = {
    "another element": {"title": SCHUETTE["title"].replace("magnesium", "manganese")},
    "other people studied": {"title": SCHUETTE["title"].replace("patients", "children")},
    "another author altogether": {"authors": ({"family": "Abbasi"},), "pages": "1-9"},
    "decades later": {"year": 2014},
    "a correction": {"title": f"Correction to: {SCHUETTE['title']}"},
    "an erratum": {"title": f"Erratum: {SCHUETTE['title']}"},
    "a reply": {"title": f"Reply to “{SCHUETTE['title']}”"},
    "a comment": {"title": f"Comment on {SCHUETTE['title']}"},
    "its notice of retraction": {"title": f"Retraction of: {SCHUETTE['title']}"},
    "a protocol": {"title": f"Protocol for {SCHUETTE['title']}"},
    "part two": {"title": f"{SCHUETTE['title']}: part 2"},
    "no title": {"title": ""},
}


@pytest.mark.parametrize("other", ANOTHER_WORK.values(), ids=ANOTHER_WORK)
def test_other_works_do_not_look_alike(other):
    assert alike(paper(), without_identifier(**other)) is None


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Hypercalcaemia and its treatment, part I", "Hypercalcaemia and its treatment, part II"),
        ("Vitamin D and the risk of falls in old age", "Vitamin E and the risk of falls in old age"),
        ("Global burden of low back pain, 2016", "Global burden of low back pain, 2017"),
        ("Effect of magnesium on sleep in old age", "Effect of zinc on sleep in old age"),
        ("Scientific opinion on dietary reference values for magnesium in healthy adults and infants",
         "Scientific opinion on dietary reference values for manganese in healthy adults and infants"),
    ],
)  # fmt: skip
def test_titles_of_a_series_do_not_look_alike(left, right):
    assert alike(without_identifier(title=left), without_identifier(title=right)) is None


def test_a_subtitle_that_one_record_leaves_out_does_not_hide_the_work():
    whole = paper(title="Magnesium in the management of low back pain: a randomised trial of 80 patients")
    short = without_identifier(title="Magnesium in the management of low back pain")
    assert alike(whole, short).score == 90
    assert alike(short, whole).score == 90
    assert alike(paper(title=whole.title), without_identifier(title=f"{short.title}: a protocol")) is None


def test_the_same_title_with_another_doi_is_at_most_another_version():
    found = alike(
        paper(), paper(doi="10.1101/2020.01.01.20000", container_title="medRxiv", volume="", pages="", year=1993)
    )
    assert found.versions
    assert "One of them is a preprint." in found.reasons
    assert "Their DOIs differ." in found.reasons


def test_case_and_nothing_else_makes_no_other_doi():
    found = alike(paper(), paper(doi=SCHUETTE["doi"].upper()))
    assert found and not found.versions


def test_two_pubmed_records_are_not_one_work():
    assert alike(paper(pmid="7815675"), paper(pmid="23853635", doi="")).versions


def test_a_preprint_without_doi_is_a_version_of_its_paper():
    preprint = without_identifier(arxiv="2101.00001", container_title="", volume="", pages="", year=1992)
    assert alike(paper(), preprint).versions


COCHRANE = {
    "csl_type": "article-journal",
    "container_title": "Cochrane Database of Systematic Reviews",
    "authors": ({"family": "Garrison"},),
}


@pytest.mark.parametrize(
    ("older", "newer", "versions"),
    [
        ({"doi": "10.1002/14651858.CD009402.pub2", "title": "Magnesium for muscle cramps", "year": 2012},
         {"doi": "10.1002/14651858.CD009402.pub3", "title": "Magnesium for skeletal muscle cramps", "year": 2020}, True),
        ({"doi": "10.1002/14651858.CD009402", "title": "Magnesium for muscle cramps", "year": 2011},
         {"doi": "10.1002/14651858.cd009402.PUB3", "title": "Magnesium for skeletal muscle cramps", "year": 2020}, True),
        ({"pages": "CD009402", "title": "Magnesium for muscle cramps", "year": 2012},
         {"doi": "10.1002/14651858.CD009402.pub3", "title": "Magnesium for skeletal muscle cramps", "year": 2020}, True),
        ({"pages": "CD009402", "title": "Magnesium for skeletal muscle cramps", "year": 2020},
         {"doi": "10.1002/14651858.CD009402.pub3", "title": "Magnesium for skeletal muscle cramps.", "year": 2020}, False),
    ],
)  # fmt: skip
def test_versions_of_one_cochrane_review_are_known_by_its_number(older, newer, versions):
    found = alike(Details(**COCHRANE, **older), Details(**COCHRANE, **newer))
    assert found.versions is versions
    assert "CD009402" in found.reasons[0]


def test_two_cochrane_reviews_of_like_title_stay_apart():
    one = Details(**COCHRANE, doi="10.1002/14651858.CD009402.pub2", title="Magnesium for muscle cramps", year=2012)
    two = Details(**COCHRANE, doi="10.1002/14651858.CD013111", title="Zinc for muscle cramps", year=2012)
    assert alike(one, two) is None


def test_what_a_catalogue_calls_a_version_is_one_whatever_its_title():
    named = paper(relations=(Relation("has-preprint", doi="10.1101/2020.01.01.20000"),))
    found = alike(named, Details(title="Magnesium after surgery", doi="10.1101/2020.01.01.20000"))
    assert found.versions
    assert found.reasons == ("A catalogue names one as a version of the other.",)


CHAPTER = {"csl_type": "chapter", "isbn": "9780309064033", "container_title": "Dietary Reference Intakes", "year": 1997}


def test_chapters_of_one_book_are_not_alike_for_their_isbn():
    one = Details(**CHAPTER, title="Magnesium and the skeleton", authors=({"family": "Rude"},))
    two = Details(**CHAPTER, title="Phosphorus and the kidney", authors=({"family": "Rude"},))
    assert alike(one, two) is None


def test_a_chapter_is_not_its_book():
    book = Details(csl_type="book", title="Magnesium in human health", year=1997, authors=({"family": "Rude"},))
    chapter = Details(**CHAPTER, title="Magnesium in human health", authors=({"family": "Rude"},))
    assert alike(book, chapter) is None


def test_a_short_title_names_many_works():
    one = Details(csl_type="chapter", title="Magnesium", authors=({"family": "Rude"},), year=2012, pages="159-175")
    assert alike(one, Details(csl_type="chapter", title="Magnesium", authors=({"family": "Volpe"},), year=2012)) is None
    assert alike(one, Details(csl_type="chapter", title="Magnesium", authors=({"family": "Rude"},), year=2012)) is None
    journal = {"container_title": "Advances in Nutrition", "volume": "4", "pages": "378-383", "year": 2013}
    one = Details(**journal, title="Magnesium", authors=({"family": "Volpe"},))
    assert alike(one, Details(**journal, title="Magnesium", authors=({"family": "Volpe", "given": "S L"},)))


def test_errata_of_one_name_are_alike_only_in_the_same_place():
    one = Details(title="Erratum", container_title="Nutrients", volume="12", pages="7", year=2020)
    assert alike(one, Details(title="Erratum", container_title="Nutrients", volume="12", pages="7", year=2020))
    assert alike(one, Details(title="Erratum", container_title="Nutrients", volume="12", pages="8", year=2020)) is None


def test_editions_of_a_book_are_versions_however_far_apart():
    book = {"csl_type": "book", "title": "Modern nutrition in health and disease", "authors": ({"family": "Shils"},)}
    found = alike(
        Details(**book, year=1999, isbn="9780683307696", edition="9th"),
        Details(**book, year=2014, isbn="9781605474618", edition="11th"),
    )
    assert found.versions


def test_a_web_page_is_known_by_its_address():
    page = {"csl_type": "webpage", "authors": ({"literal": "Office of Dietary Supplements"},)}
    one = Details(
        **page, title="Magnesium: fact sheet for health professionals", url="https://ods.od.nih.gov/Mg/", year=2022
    )
    two = Details(
        **page, title="Magnesium – health professional fact sheet", url="http://www.ods.od.nih.gov/mg#h1", year=2026
    )
    assert alike(one, two).reasons == ("They have the same address on the web.",)
    other = Details(**page, title="Magnesium: fact sheet for consumers", url="https://ods.od.nih.gov/mg-c/", year=2022)
    assert alike(one, other) is None


def test_titles_in_another_script_are_compared_as_they_are():
    one = without_identifier(title="Магний и боль в нижней части спины у взрослых")
    assert alike(one, without_identifier(title="Магний и боль в нижней части спины у взрослых."))
    assert alike(one, without_identifier(title="Кальций и перелом шейки бедра у взрослых людей")) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The β-cells & Mg²⁺", ["beta", "cells", "and", "mg2"]),
        ("Crohn’s disease", ["crohns", "disease"]),
        ("A", ["a"]),
        ("Łódź naïve Größe", ["lodz", "naive", "grosse"]),
        ("", []),
    ],
)
def test_words_are_plain_letters(text, words):
    assert words_of(text) == words


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=20), st.none() | st.integers(0, 9999))
def test_whatever_the_records_hold_the_answer_is_the_same_from_both_sides(left, right, author, year):
    a = Details(title=left, authors=({"family": author},) if author else (), year=year, container_title=right)
    b = Details(title=right, container_title=left, pages=author, volume=author)
    assert alike(a, b) == alike(b, a)
    if left.strip() and alike(a, a) is not None:
        assert alike(a, a).score == 100


def test_an_abbreviation_with_and_without_its_points_is_one_word():
    title = "Magnesium intake and chronic pain in {} adults"
    assert alike(paper(title=title.format("U.S.")), without_identifier(title=title.format("US"))).score == 100
