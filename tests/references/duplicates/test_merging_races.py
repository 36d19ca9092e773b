"""Two people at once, on real connections."""

from uuid import uuid4

import pytest

from articles import claims
from articles.models import Text
from references.duplicates import merging
from references.duplicates.merging import NotMergeable, NotUndoable
from references.models import Citation, Source, SourceMerge
from references.notices import record_notice
from references.record import breaks
from tests import builders
from tests.articles.test_races import at_once
from tests.builders import later

pytestmark = pytest.mark.django_db(transaction=True)


def two_cited():
    (_, ours), (_, theirs) = builders.cited_article(), builders.cited_article()
    for citation in (ours, theirs):
        builders.judge(citation)
    return ours.source, theirs.source


def merge_act(winner, loser):
    by = builders.editor()
    return lambda: merging.merge(winner=winner, loser=loser, by=by, now=later(10))


def test_of_several_who_merge_the_same_pair_one_does_and_the_others_are_told():
    winner, loser = two_cited()
    results = at_once(*[merge_act(winner, loser) for _ in range(4)])
    assert sum(isinstance(r, SourceMerge) for r in results) == 1
    assert {type(r) for r in results} == {SourceMerge, NotMergeable}
    assert str(next(r for r in results if isinstance(r, NotMergeable))) == (
        f"“{loser.citekey}” was merged into “{winner.citekey}” already. Look at what stands now."
    )
    assert Citation.objects.filter(source=winner).count() == 2


def test_two_who_merge_a_pair_in_opposite_ways_do_not_lose_both():
    one, two = two_cited()
    results = at_once(merge_act(one, two), merge_act(two, one))
    assert {type(r) for r in results} == {SourceMerge, NotMergeable}
    assert Source.objects.filter(merged_into=None).count() == 1
    assert list(breaks()) == []


def test_three_records_merged_in_a_ring_leave_one_that_stands():
    one, two = two_cited()
    three = builders.source()
    results = at_once(merge_act(one, two), merge_act(two, three), merge_act(three, one))
    assert {type(r) for r in results} <= {SourceMerge, NotMergeable}
    standing = list(Source.objects.filter(merged_into=None))
    assert len(standing) == 3 - sum(isinstance(r, SourceMerge) for r in results)
    assert not Source.objects.filter(merged_into__merged_into__isnull=False).exists()
    assert list(breaks()) == []


def test_of_two_who_undo_a_merge_one_is_told():
    winner, loser = two_cited()
    done = merging.merge(winner=winner, loser=loser, by=builders.editor(), now=later(10))
    people = [builders.editor(), builders.editor()]
    results = at_once(*[lambda by=by: merging.undo(done, by=by, now=later(20)) for by in people])
    assert sorted(type(r) for r in results if r != []) == [NotUndoable]
    assert Citation.objects.filter(source=loser).count() == 1


def test_a_draft_that_cites_the_record_while_it_is_merged_cites_the_one_that_stands():
    winner, loser = two_cited()
    editor, keys = builders.editor(), [uuid4() for _ in range(3)]
    drafts = [builders.article("<p>Nothing yet.</p>") for _ in keys]

    def cite(draft, key):
        block = Text.objects.get(parent=draft)
        block.text = f"<p>{builders.mark('It fell.', loser.citekey, id=key)}</p>"
        block.save()
        claims.sync(draft, by=editor, now=later(10))

    acts = [lambda d=d, k=k: cite(d, k) for d, k in zip(drafts, keys, strict=True)]
    results = at_once(*acts, merge_act(winner, loser))
    assert [r for r in results if isinstance(r, Exception)] == []
    assert set(Citation.objects.filter(claim__in=keys, present=True).values_list("source", flat=True)) == {winner.pk}
    assert Citation.objects.filter(claim__in=keys, present=True).count() == 3
    assert not Citation.objects.filter(source=loser).exists()
    assert list(breaks()) == []


def test_a_notice_recorded_while_its_source_is_merged_stands_at_the_one_that_stands():
    winner, loser = two_cited()
    by = builders.editor()
    results = at_once(
        lambda: record_notice(source=loser, kind="retraction", by=by, now=later(10)), merge_act(winner, loser)
    )
    assert [r for r in results if isinstance(r, Exception)] == []
    winner.refresh_from_db()
    assert winner.status == "retracted"
    assert winner.notices.count() == 1
    assert list(breaks()) == []
