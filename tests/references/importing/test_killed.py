"""A worker that is killed, and two that are at work at once: no record is lost, none comes in twice."""

import random
import threading

import pytest
from django.conf import settings
from django.db import connections
from django_tasks_db.models import DBTaskResult

from references.importing import bringing_in, undoing
from references.models import Import, Source, SourceChange
from tests import builders
from tests.killing import killed

from .files import paper, ris

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def begun(importing):
    """Say the word to an import, and leave nothing in the queue: the tests carry it out themselves."""

    def begin(act, batch):
        act.begin(batch, by=importing.by, now=builders.NOW)
        DBTaskResult.objects.all().delete()

    return begin


def nothing(*args, **kwargs):
    pass


def run(batch):
    bringing_in.bring_in(batch.pk, say=nothing, clock=builders.later)


def bring_in_by_threes(pk, files):
    bringing_in.BATCH, settings.PRIVATE_ROOT = 3, files
    bringing_in.bring_in(pk, say=nothing, clock=builders.later)


def undo_by_threes(pk, by):
    undoing.BATCH = 3
    undoing.undo(pk, by=by, say=nothing, clock=builders.later)


def test_an_import_that_is_killed_again_and_again_brings_each_record_once(importing, begun, tmp_path):
    batch = importing.start(ris(*map(paper, range(50))))
    begun(bringing_in, batch)
    chance, kills = random.Random(3), 0
    while killed(bring_in_by_threes, batch.pk, tmp_path, after=chance.randrange(3, 45)):
        kills += 1
        marked = batch.rows.filter(state="imported")
        assert set(marked.values_list("source", flat=True)) == set(Source.objects.values_list("pk", flat=True))
    assert kills > 5
    assert importing.anew(batch).state == "done"
    assert sorted(Source.objects.values_list("title", flat=True)) == sorted(paper(n)["TI"] for n in range(50))
    assert SourceChange.objects.count() == 50


def test_undoing_that_is_killed_goes_on(importing, begun):
    batch = importing.whole(ris(*map(paper, range(30))))
    begun(undoing, batch)

    chance, kills = random.Random(3), 0
    while killed(undo_by_threes, batch.pk, importing.by, after=chance.randrange(5, 60)):
        kills += 1
        assert batch.rows.filter(state="imported").count() == Source.objects.count()
    assert kills > 2
    assert importing.anew(batch).state == "undone"
    assert not Source.objects.exists()


def test_two_imports_of_one_file_at_the_same_time_give_no_record_twice(importing, begun, monkeypatch):
    monkeypatch.setattr(bringing_in, "BATCH", 4)
    content = ris(*[paper(n, **({"DO": ""} if n % 3 == 0 else {})) for n in range(24)])
    both = [importing.start(content) for _ in range(2)]
    for batch in both:
        begun(bringing_in, batch)
    together = threading.Barrier(2)

    def one(batch):
        together.wait()
        try:
            run(batch)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=[batch]) for batch in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {b.state for b in Import.objects.all()} == {"done"}
    assert Source.objects.count() == 24
    brought = [set(batch.rows.filter(state="imported").values_list("position", flat=True)) for batch in both]
    assert not brought[0] & brought[1]
    assert len(brought[0] | brought[1]) == 24
