"""Two people at once in the catalogue, on real connections, and a kill at the worst moment."""

import pytest

from articles import publishing, snapshot
from articles.models import Edition
from articles.record import breaks
from references.models import Citation, Claim
from supplements import catalogue
from supplements.models import Cell, Comparison
from supplements.record import breaks as catalogue_breaks
from tests.at_once import at_once
from tests.builders import NOW, editor, judge, later, publisher, reviewer, source
from tests.killing import killed
from tests.supplement_builders import attribute, cell, cites, comparison, judge_all, placing, published_comparison

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_editors_who_fill_one_cell_at_once_make_one_cell_and_one_is_told():
    compared = comparison()
    form, asked = compared.forms.first(), attribute(compared)
    cited, nothing = source(), catalogue.seen_of(None)

    def fill(text, by):
        made = Cell(comparison=compared, form=form, attribute=asked, text=text)
        return lambda: catalogue.save(made, by=by, now=later(), citations=cites(cited), seen=nothing)

    results = at_once(*[fill(f"About {n}%", editor()) for n in (4, 5, 6)])
    assert sorted(type(r).__name__ for r in results) == ["Cell", "ChangedMeanwhile", "ChangedMeanwhile"]
    assert Cell.objects.count() == Claim.objects.present().count() == 1


def test_a_cell_saved_while_it_is_published_is_either_in_the_edition_or_refuses_it():
    compared = comparison()
    made = cell(compared, compared.forms.first(), attribute(compared), sources=[source()], text="About 4%")
    judge_all(compared.substance)
    carrying = placing(compared)
    token, by, other = publishing.preview_token(snapshot.freeze(carrying), None), publisher(), editor()

    def publish():
        return publishing.publish(article=carrying, by=by, now=later(5), token=token)

    def save():
        changed = Cell.objects.get(pk=made.pk)
        changed.text = "About 40%"
        catalogue.save(changed, by=other, now=later(4))

    result, saved = at_once(publish, save)
    assert saved is None
    if isinstance(result, Edition):
        assert "About 40%" not in result.content.content
    else:
        assert isinstance(result, publishing.DraftChanged)


def test_verdicts_on_a_live_cell_and_a_publish_of_its_article_do_not_lock_each_other_out():
    compared, _, asked, carrying, _ = published_comparison()
    cell(compared, compared.forms.last(), asked, sources=[source()], now=later(6), text="About 9%")
    judge_all(compared.substance, now=later(7))
    token = publishing.preview_token(snapshot.freeze(carrying), publishing.last_edition(carrying))
    by, first = publisher(), Citation.objects.order_by("changed_at").first()
    people = [reviewer() for _ in range(3)]
    acts = [lambda r=r: judge(first, by=r, now=later(8)) for r in people]
    results = at_once(
        lambda: publishing.publish(article=carrying, by=by, now=later(8), token=token, note="More."), *acts
    )
    assert not [r for r in results[1:] if isinstance(r, Exception)]
    assert isinstance(results[0], Edition | publishing.DraftChanged)
    assert list(breaks()) == []


def save_many_cells(compared_id, by):
    """For a process that is killed: a whole row of cells at once."""
    compared = Comparison.objects.get(pk=compared_id)
    rows = [
        Cell(comparison=compared, form=form, attribute=asked, text="About 4%")
        for form in compared.forms.all()
        for asked in compared.attributes.all()
    ]
    catalogue.save_many(compared.substance, rows, by=by, now=NOW)


def test_a_kill_while_a_sheet_is_written_leaves_all_of_it_or_nothing():
    compared, by = comparison(), editor()
    for name in ("Absorption", "Tolerance"):
        attribute(compared, name)
    for after in (6, 14, 22):
        if killed(save_many_cells, compared.pk, by, after=after):
            assert Cell.objects.count() == Claim.objects.count() == 0
    save_many_cells(compared.pk, by)
    assert Cell.objects.count() == Claim.objects.present().count() == 4
    assert list(catalogue_breaks()) == []
