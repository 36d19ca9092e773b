"""Look-alikes out of many records, and out of the library."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from references.details import Details, Relation
from references.duplicates.index import CROWD, Index
from references.duplicates.likeness import alike
from tests import builders

from .test_likeness import ANOTHER_WORK, COCHRANE, SAME_WORK, paper, without_identifier


@pytest.mark.parametrize("other", SAME_WORK.values(), ids=SAME_WORK)
def test_what_looks_alike_is_found(other):
    index = Index()
    index.add(1, paper())
    assert [i for i, _ in index.look_alikes(without_identifier(**other))] == [1]


@pytest.mark.parametrize("other", ANOTHER_WORK.values(), ids=ANOTHER_WORK)
def test_what_does_not_is_not(other):
    index = Index()
    index.add(1, paper())
    assert index.look_alikes(without_identifier(**other)) == []


def test_the_most_alike_comes_first_and_a_record_is_not_its_own_look_alike():
    index = Index()
    index.add(1, without_identifier(title=paper().title.replace("diglycinate", "diglycinat")))
    index.add(2, paper())
    assert [i for i, _ in index.look_alikes(without_identifier())] == [2, 1]
    assert [i for i, _ in index.look_alikes(paper(), but_not=2)] == [1]


def test_versions_are_found_by_number_and_by_what_a_catalogue_says():
    index = Index()
    index.add(
        1, Details(**COCHRANE, doi="10.1002/14651858.CD009402.pub2", title="Magnesium for muscle cramps", year=2012)
    )
    index.add(2, Details(title="After surgery", doi="10.1101/2020.01.01.20000"))
    newer = Details(**COCHRANE, doi="10.1002/14651858.CD009402.pub3", title="Skeletal muscle cramps", year=2020)
    assert [i for i, _ in index.look_alikes(newer)] == [1]
    assert [i for i, _ in index.look_alikes(paper(relations=(Relation("newer", doi="10.1101/2020.01.01.20000"),)))] == [
        2
    ]


def test_ten_thousand_records_of_one_name_do_not_make_a_search_slow():
    index = Index()
    for number in range(2 * CROWD):
        index.add(number, without_identifier())
    assert len(index.look_alikes(without_identifier())) == CROWD


@pytest.mark.django_db
def test_the_library_is_read_in_one_query_without_what_was_merged(django_assert_num_queries):
    stands = builders.source(title="Magnesium for skeletal muscle cramps in old age")
    builders.source(title=stands.title, merged_into=stands)
    with django_assert_num_queries(1):
        index = Index.of_library()
    assert len(index) == 1
    found = index.look_alikes(Details(title=stands.title, authors=({"family": "Author"},), year=2020))
    assert [i for i, _ in found] == [stands.pk]


words = st.sampled_from(
    [
        "magnesium",
        "zinc",
        "pain",
        "trial",
        "sleep",
        "randomised",
        "of",
        "in",
        "adults",
        "review",
        "the",
        "part",
        "II",
        "2016",
        "d",
    ]
)
made = st.builds(
    Details,
    title=st.lists(words, max_size=7).map(" ".join),
    authors=st.lists(st.builds(lambda f: {"family": f}, st.sampled_from(["Li", "Yousef", "de Groot"])), max_size=2).map(
        tuple
    ),
    year=st.none() | st.integers(2018, 2021),
    container_title=st.sampled_from(["", "Nutrients", "The Lancet"]),
    volume=st.sampled_from(["", "4"]),
    pages=st.sampled_from(["", "1-9", "e12"]),
    doi=st.sampled_from(["", "10.1/a", "10.1002/14651858.CD000001.pub2", "10.1002/14651858.CD000001.pub3"]),
)


@given(st.lists(made, max_size=8), made)
def test_the_index_gives_nothing_that_comparing_one_by_one_would_not(records, wanted):
    index = Index()
    for number, record in enumerate(records):
        index.add(number, record)
    one_by_one = {n: likeness for n, r in enumerate(records) if (likeness := alike(r, wanted))}
    found = dict(index.look_alikes(wanted))
    assert found.items() <= one_by_one.items()
    # letter for letter the same is always found
    assert {n for n in one_by_one if records[n].title == wanted.title and wanted.title} <= found.keys()
