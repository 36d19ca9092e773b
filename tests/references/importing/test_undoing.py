"""Undo an import: what nobody used or changed since goes, what stays is named with the reason."""

import pytest

from references import filling
from references.importing import bringing_in, deciding, files, preview, pruning, undoing
from references.models import Attachment, Import, Source
from tests import builders

from .conftest import states
from .files import paper, ris

pytestmark = pytest.mark.django_db


def test_everything_that_came_in_goes_out_again(importing):
    before = builders.source()
    batch = importing.undo(importing.whole(ris(*map(paper, range(5)))))
    assert (batch.state, states(batch)) == ("undone", ["undone"] * 5)
    assert list(Source.objects.all()) == [before]


def test_what_somebody_cited_or_changed_stays_with_its_reason(importing):
    batch = importing.whole(ris(*map(paper, range(6))))
    cited, read, edited, noted, filed, free = [row.source for row in batch.rows.order_by("position")]
    mark = builders.mark("Pain fell.", cited.citekey)
    builders.article(f"<p>{mark}</p>")
    builders.passage(read)
    was = filling.snapshot(edited)
    edited.title = "Another title"
    edited.save()
    filling.note_hand_edits(edited, was, by=importing.by, now=builders.later(5))
    Source.objects.filter(pk=noted.pk).update(private_note="Ask Emi.")
    Attachment.objects.create(
        source=filed, name="a.pdf", path="a", size=1, sha256="a", added_at=builders.NOW, added_by=importing.by
    )
    batch = importing.undo(batch)
    assert list(batch.rows.order_by("position").values_list("reason", flat=True)) == [
        "A claim cites it, or did once.",
        "A passage of it was kept.",
        "Somebody changed it since: title.",
        "Somebody wrote a note on it.",
        "Its PDF was attached.",
        "",
    ]
    assert states(batch) == ["imported"] * 5 + ["undone"]
    assert not Source.objects.filter(pk=free.pk).exists()
    assert next(line.citekey for line in preview.lines(preview.rows_of(batch, "stays"))) == cited.citekey


def test_filled_gaps_are_emptied_unless_somebody_changed_them_since(importing):
    here = builders.source(doi="10.1000/import.1", title=paper(1)["TI"], volume="", pages="")
    batch = importing.start(ris(paper(1)))
    deciding.choose(batch, fill_gaps=True, not_findable_because="None.")
    batch = importing.bring_in(batch)
    here.refresh_from_db()
    assert (here.volume, here.pages) == ("2", "2")
    was = filling.snapshot(here)
    here.pages = "2-9"
    here.save()
    filling.note_hand_edits(here, was, by=importing.by, now=builders.later(5))
    batch = importing.undo(batch)
    here.refresh_from_db()
    assert (here.volume, here.pages) == ("", "2-9")
    row = batch.rows.get()
    assert (row.state, row.reason) == ("filled", "Somebody changed since: pages or article number.")


def test_what_another_import_found_here_stays(importing):
    content = ris(paper(1), paper(2))
    first = importing.whole(content)
    second = importing.start(ris(paper(1)))
    first = importing.undo(first)
    assert states(first) == ["imported", "undone"]
    assert first.rows.get(position=1).reason == "Another import found it here."
    importing.undo(second)
    assert states(importing.undo(first)) == ["undone", "undone"]


def test_a_running_import_is_stopped_and_undone(importing, monkeypatch):
    monkeypatch.setattr(bringing_in, "BATCH", 2)
    batch = importing.start(ris(*map(paper, range(6))))
    bringing_in.begin(batch, by=importing.by, now=builders.NOW)

    def cancel(text, **counts):
        undoing.begin(batch, by=importing.by, now=builders.NOW)

    bringing_in.bring_in(batch.pk, say=cancel, clock=builders.later)
    assert Source.objects.count() == 2
    undoing.undo(batch.pk, by=importing.by, say=lambda *a, **k: None, clock=builders.later)
    batch = importing.anew(batch)
    assert (batch.state, states(batch)) == ("undone", ["undone"] * 2 + ["new"] * 4)
    assert not Source.objects.exists()


def test_an_import_that_was_never_run_is_thrown_away(importing):
    batch = importing.undo(importing.start(ris(paper(1))))
    assert batch.state == "undone"
    with pytest.raises(deciding.Closed):
        bringing_in.begin(batch, by=importing.by, now=builders.NOW)


def test_undoing_many_asks_the_database_as_often_as_undoing_few(importing, django_assert_max_num_queries):
    for records in (range(100, 103), range(200, 350)):
        batch = importing.whole(ris(*map(paper, records)))
        with django_assert_max_num_queries(75):
            importing.undo(batch)


def test_the_file_goes_a_month_after_the_import_was_over(importing):
    over, open_ = importing.whole(ris(paper(1))), importing.start(ris(paper(2)))
    assert pruning.prune(now=builders.later(60 * 24 * 29)) == 0
    assert pruning.prune(now=builders.later(60 * 24 * 31)) == 1
    over, open_ = importing.anew(over), importing.anew(open_)
    assert not files.is_kept(over)
    assert files.is_kept(open_)
    assert Import.objects.filter(path="").get() == over
