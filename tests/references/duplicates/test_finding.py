"""Look-alikes of one record, and the work list of the library."""

import pytest
from django.utils import timezone

from references import filling, jobs
from references.details import Details, Relation
from references.duplicates import finding, merging, versions
from references.duplicates.index import Index
from references.models import Job, LookAlike, LookUp, Source
from references.models.duplicate import Decision
from tests import builders
from tests.builders import NOW, later

from .test_likeness import ANOTHER_WORK, COCHRANE, SAME_WORK, paper, without_identifier

pytestmark = pytest.mark.django_db


def stored(details, citekey=None, **more):
    """A source with these details."""
    values = filling.values_of(details)
    return builders.source(citekey, **{"doi": "", "not_findable_because": "Only on paper.", **values, **more})


def two_alike():
    return stored(paper(), "schuette1994"), stored(without_identifier(), "schuette1994a")


def find(now=None):
    """Run the job; returns the pairs that wait, as citekeys."""
    finding.ask(by=None, now=now or timezone.now())
    jobs.run_waiting(now or timezone.now())
    assert Job.objects.filter(state="failed").count() == 0
    return [(row.first.citekey, row.second.citekey) for row in LookAlike.objects.waiting()]


@pytest.mark.parametrize("other", SAME_WORK.values(), ids=SAME_WORK)
def test_a_record_finds_its_look_alikes_in_the_library(other):
    there = stored(paper())
    assert [s for s, _ in finding.look_alikes_of(without_identifier(**other))] == [there]


@pytest.mark.parametrize("other", ANOTHER_WORK.values(), ids=ANOTHER_WORK)
def test_a_record_does_not_find_other_works(other):
    stored(paper())
    assert finding.look_alikes_of(without_identifier(**other)) == []


def test_versions_are_found_by_their_number_and_by_what_a_catalogue_says():
    older = stored(
        Details(**COCHRANE, doi="10.1002/14651858.CD009402.pub2", title="Magnesium for muscle cramps", year=2012)
    )
    newer = Details(**COCHRANE, doi="10.1002/14651858.CD009402.pub3", title="Skeletal muscle cramps", year=2020)
    assert [s for s, _ in finding.look_alikes_of(newer)] == [older]
    named = paper(relations=(Relation("older", doi="10.1002/14651858.cd009402.PUB2"),))
    assert [s for s, _ in finding.look_alikes_of(named)] == [older]


def test_looking_for_one_record_takes_two_queries(django_assert_num_queries):
    stored(paper())
    with django_assert_num_queries(2):
        finding.look_alikes_of(without_identifier())


def test_the_work_list_has_each_pair_once_with_its_reasons():
    two_alike()
    assert find() == [("schuette1994", "schuette1994a")]
    row = LookAlike.objects.get()
    assert row.score == 100
    assert "The first author is the same." in row.reasons
    assert Job.objects.get().said == "1 pair of sources looks alike."
    assert find(later(60 * 24 * 365)) == [("schuette1994", "schuette1994a")]
    assert LookAlike.objects.count() == 1


def test_what_was_kept_apart_comes_back_only_if_one_of_both_changed():
    one, other = two_alike()
    find()
    LookAlike.objects.update(decision=Decision.APART, decided_at=NOW, decided_by=builders.editor())
    assert find() == []
    Source.objects.filter(pk=one.pk).update(population="People with ileal resection")
    assert find() == []
    Source.objects.filter(pk=other.pk).update(pages="430-5", year=1993)
    assert find() == [("schuette1994", "schuette1994a")]
    assert LookAlike.objects.get().decided_by is None


def test_a_pair_that_is_not_alike_any_more_leaves_the_list():
    _, other = two_alike()
    find()
    Source.objects.filter(pk=other.pk).update(title="Something else altogether in other people")
    assert find() == []
    assert not LookAlike.objects.exists()


def test_versions_that_are_linked_and_merged_records_are_not_offered():
    one, other = two_alike()
    versions.link(older=one, newer=other, by=builders.editor(), now=NOW)
    assert find() == []
    third = stored(without_identifier(), "schuette1994b")
    merging.merge(winner=one, loser=third, by=builders.editor(), now=NOW)
    assert find() == []


def test_a_newer_version_that_a_look_up_named_is_offered():
    older, newer = builders.source("a", title="Cramps"), builders.source("b", title="Magnesium", doi="10.1000/newer")
    said = Details(title="Cramps", relations=(Relation("newer", doi="10.1000/NEWER"),))
    LookUp.objects.create(
        asked="x", field="doi", value="x", source=older, state="taken", details=said.as_json(), asked_at=NOW
    )
    assert find() == [("a", "b")]
    assert LookAlike.objects.get().reasons == ["A catalogue names one as a version of the other."]
    assert newer.pk


def test_a_source_that_is_saved_is_put_on_the_list_with_what_it_looks_like():
    there, made = two_alike()
    assert [other for other, _ in finding.note(made, now=NOW)] == [there]
    assert [other for other, _ in finding.note(there, now=NOW)] == [made]
    row = LookAlike.objects.get()
    # the job sees the same records, so it does not think that one changed
    LookAlike.objects.update(decision=Decision.APART, decided_at=NOW, decided_by=builders.editor())
    assert find() == []
    row.refresh_from_db()
    assert row.decision == Decision.APART
    assert finding.note(made, now=NOW) == []


def test_a_version_is_not_noted_beside_its_own_work():
    one, other = two_alike()
    versions.link(older=one, newer=other, by=builders.editor(), now=NOW)
    assert finding.note(other, now=NOW) == []


def test_a_person_who_decides_while_the_job_runs_is_not_overruled():
    one, other = two_alike()
    find()
    row = LookAlike.objects.get()
    LookAlike.objects.update(decision=Decision.APART, decided_at=NOW, decided_by=builders.editor())
    likeness = Index.of_library().look_alikes(filling.details_of(one), but_not=one.pk)[0][1]
    finding._offer_again(row, likeness, "changed", NOW)
    row.refresh_from_db()
    assert row.decision == Decision.APART
    assert other.pk
