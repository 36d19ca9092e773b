"""Fill a record from a catalogue: hands win, origins are kept, nothing is half-written."""

import pytest
from django.core.exceptions import ValidationError

from references import filling
from references.details import AbstractPart, Details
from references.models import Source
from tests import builders

pytestmark = pytest.mark.django_db
FOUND = Details(
    csl_type="article-journal",
    title="Magnesium for skeletal muscle cramps",
    authors=({"family": "Garrison", "given": "Scott R"},),
    container_title="Cochrane Database of Systematic Reviews",
    year=2020,
    month=9,
    day=21,
    doi="10.1002/14651858.CD009402.pub3",
    abstract=(AbstractPart("Cramps are common.", "Background"),),
    mesh=("Magnesium",),
)


def new(details=FOUND, **more):
    defaults = {"by": builders.editor(), "now": builders.NOW, "origin": "crossref"}
    return filling.new_source(details, **{**defaults, **more})


def test_a_new_source_says_where_each_field_came_from():
    source = new()
    assert source.citekey == "garrison2020"
    assert source.abstract == "Background: Cramps are common."
    assert source.origins["title"] == ["crossref", "2026-03-04T09:00:00.000000Z"]
    assert source.changes.get().changes["year"] == [None, 2020]
    assert filling.details_of(source) == FOUND


def test_a_second_source_with_the_same_doi_is_refused_whatever_its_case():
    first = new()
    with pytest.raises(filling.Known) as known:
        new(Details(title="Another", doi=FOUND.doi.upper()))
    assert known.value.source == first


def test_what_a_person_corrected_stays_at_a_refresh():
    source, before = new(), None
    before = filling.snapshot(source)
    source.title = "Magnesium for muscle cramps"
    source.save()
    filling.note_hand_edits(source, before, by=builders.editor(), now=builders.later())
    again = Details(title="MAGNESIUM", volume="9", year=2021)
    changed = filling.fill(source, again, by=builders.editor(), now=builders.later(2), origin="pubmed")
    source.refresh_from_db()
    assert (source.title, source.volume) == ("Magnesium for muscle cramps", "9")
    assert changed["year"] == [2020, 2021]
    assert (source.month, source.day) == (None, None), "half of another date would be a date that nobody gave"


def test_a_person_may_choose_a_field_that_was_kept():
    source = builders.source(title="Old title")
    changed = filling.fill(
        source,
        Details(title="New title", volume="3"),
        by=builders.editor(),
        now=builders.NOW,
        origin="crossref",
        fields={"title"},
    )
    assert changed == {"title": ["Old title", "New title"]}


def test_gaps_are_filled_and_taken_back():
    source = builders.source(volume="", pages="12", doi="10.1000/x")
    other = builders.source(pmid="123")
    changed = filling.fill(
        source,
        Details(volume="9", pages="99", pmid=other.pmid),
        by=builders.editor(),
        now=builders.NOW,
        origin="import",
        gaps_only=True,
    )
    assert changed == {"volume": ["", "9"]}
    assert filling.undo_fill(source, changed, by=builders.editor(), now=builders.later()) == []
    source.refresh_from_db()
    assert source.volume == ""


def test_taking_the_identifier_of_another_source_changes_nothing():
    source, other = builders.source(), builders.source(pmid="123")
    with pytest.raises(filling.Known):
        filling.fill(
            source, Details(volume="9", pmid=other.pmid), by=builders.editor(), now=builders.NOW, origin="pubmed"
        )
    source.refresh_from_db()
    assert (source.volume, source.pmid) == ("", "")


def test_a_record_that_cannot_stand_is_refused():
    with pytest.raises(ValidationError):
        new(Details(title="No identifier, no address"))
    assert not Source.objects.exists()


def test_proposals_leave_out_what_is_the_same_and_mark_what_a_person_wrote():
    source = builders.source(doi="10.1000/ABC", title="A title")
    told = filling.proposals(source, Details(title="Another", doi="10.1000/abc", volume="2"))
    assert [(p.field, p.kept, p.fills_a_gap) for p in told] == [("title", True, False), ("volume", False, True)]
