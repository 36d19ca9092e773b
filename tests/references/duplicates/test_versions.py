"""Preprint and paper, two editions of a review: both stay, and the older one says which is newer."""

import pytest

from articles.models import DraftEdit
from references.duplicates import merging, versions
from references.duplicates.versions import NotLinkable
from references.models import LookAlike, Source, SourceChange, SourceFamily
from references.models.duplicate import Decision
from tests import builders
from tests.builders import NOW, later

pytestmark = pytest.mark.django_db


def linked(older, newer, by=None, now=None):
    versions.link(older=older, newer=newer, by=by or builders.editor(), now=now or later())
    older.refresh_from_db()
    newer.refresh_from_db()


def cochrane(number, year, title="Magnesium for muscle cramps"):
    doi = f"10.1002/14651858.CD009402{'' if number == 1 else f'.pub{number}'}"
    return builders.source(doi=doi, year=year, title=title)


def test_versions_of_one_work_form_a_family_and_the_older_one_names_the_newer():
    older, newer, by = cochrane(2, 2012), cochrane(3, 2020, "Magnesium for skeletal muscle cramps"), builders.editor()
    linked(older, newer, by=by)
    assert older.superseded_by == newer
    assert older.family == newer.family
    assert older.family.name == "Magnesium for skeletal muscle cramps"
    assert (older.version_label, newer.version_label) == ("version 2", "version 3")
    change = SourceChange.objects.get(source=older)
    assert (change.by, change.changes) == (by, {"superseded_by": ["", newer.citekey]})


def test_a_label_that_somebody_gave_stays():
    older = builders.source(doi="10.1101/2020.01.01.20000", version_label="first draft")
    newer = builders.source()
    linked(older, newer)
    assert (older.version_label, newer.version_label) == ("first draft", "")


def test_a_preprint_is_called_so():
    older, newer = builders.source(doi="10.1101/2020.01.01.20000"), builders.source()
    linked(older, newer)
    assert older.version_label == "preprint"


def test_a_line_of_versions_is_one_family_and_leads_to_the_newest():
    one, two, three = cochrane(1, 2008), cochrane(2, 2012), cochrane(3, 2020)
    linked(two, three)
    linked(one, two)
    assert SourceFamily.objects.count() == 1
    assert versions.newest_of(Source.objects.all()) == {one.pk: three, two.pk: three}


def test_the_newest_version_costs_nothing_where_there_are_no_versions(django_assert_num_queries):
    sources = [builders.source() for _ in range(3)]
    with django_assert_num_queries(0):
        assert versions.newest_of(sources) == {}


def test_a_merged_newer_version_is_read_as_the_one_that_stands():
    older, newer, winner = (builders.source() for _ in range(3))
    linked(older, newer)
    merging.merge(winner=winner, loser=newer, by=builders.editor(), now=later(5))
    assert versions.newest_of([Source.objects.get(pk=older.pk)]) == {older.pk: winner}


def test_a_circle_of_versions_is_refused():
    one, two, three = (builders.source() for _ in range(3))
    linked(one, two)
    linked(two, three)
    with pytest.raises(NotLinkable, match=f"“{one.citekey}” is an older version of “{three.citekey}” already"):
        linked(three, one)
    with pytest.raises(NotLinkable, match="one and the same"):
        linked(one, one)


def test_a_circle_that_stands_in_the_database_does_not_hang():
    one, two = builders.source(), builders.source()
    Source.objects.filter(pk=one.pk).update(superseded_by=two)
    Source.objects.filter(pk=two.pk).update(superseded_by=one)
    assert set(versions.newest_of(Source.objects.all())) == {one.pk, two.pk}


def test_a_version_has_one_that_follows_it():
    one, two, three = (builders.source() for _ in range(3))
    linked(one, two)
    linked(one, two)
    with pytest.raises(
        NotLinkable, match=f"“{two.citekey}” follows “{one.citekey}” already. Link “{two.citekey}” with"
    ):
        linked(one, three)


def test_a_merged_record_is_not_linked():
    winner, loser, third = (builders.source() for _ in range(3))
    merging.merge(winner=winner, loser=loser, by=builders.editor(), now=later())
    with pytest.raises(NotLinkable, match=f"was merged into “{winner.citekey}”. Link that one instead"):
        linked(loser, third)


def test_families_of_both_become_one():
    one, two, three, four = (builders.source() for _ in range(4))
    linked(one, two)
    linked(three, four)
    linked(two, three)
    assert set(Source.objects.values_list("family", flat=True)) == {one.family_id}
    assert SourceFamily.objects.count() == 1


def test_two_families_may_have_one_title():
    for _ in range(2):
        linked(builders.source(title="Magnesium"), builders.source(title="Magnesium"))
    assert set(SourceFamily.objects.values_list("name", flat=True)) == {"Magnesium", "Magnesium (2)"}


def test_unlinking_parts_a_family_of_two_and_offers_the_pair_again():
    older, newer, by = builders.source(), builders.source(), builders.editor()
    pair = LookAlike.objects.create(first=older, second=newer, score=97, digest="x", found_at=NOW)
    linked(older, newer, by=by)
    pair.refresh_from_db()
    assert (pair.decision, pair.decided_by) == (Decision.VERSIONS, by)
    versions.unlink(older=older, newer=newer, by=by, now=later(5))
    for row in (older, newer, pair):
        row.refresh_from_db()
    assert (older.superseded_by, older.family, newer.family) == (None, None, None)
    assert pair.decision == Decision.OPEN
    assert not SourceFamily.objects.exists()
    with pytest.raises(NotLinkable, match="is not the next version"):
        versions.unlink(older=older, newer=newer, by=by, now=later(6))


def test_linking_counts_as_work_on_the_drafts_that_cite_the_older_one():
    (article, citation), by = builders.cited_article(), builders.editor()
    linked(citation.source, builders.source(), by=by)
    assert [e.article for e in DraftEdit.objects.filter(person=by)] == [article]
    assert not DraftEdit.objects.exclude(article=article).filter(person=by).exists()


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (
            {"doi": "10.1002/14651858.CD009402.pub2", "year": 2021},
            {"doi": "10.1002/14651858.CD009402.pub3", "year": 2020},
        ),
        ({"doi": "10.1101/2020.01.01.20000", "year": 2021}, {"year": 2021}),
        ({"year": 2019}, {"year": 2020}),
        ({"year": 2020, "month": 3}, {"year": 2020, "month": 11}),
    ],
)
def test_which_one_is_older_follows_from_the_records(older, newer):
    older, newer = builders.source(**older), builders.source(**newer)
    assert versions.in_order(older, newer) == versions.in_order(newer, older) == (older, newer)
