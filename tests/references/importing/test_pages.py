"""The pages of an import: upload, preview, progress, report."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from references import jobs
from references.importing import bringing_in, files
from references.models import Collection, Import, Job, Source
from tests import builders

from .conftest import states
from .files import paper, ris

pytestmark = pytest.mark.django_db
ADD = "admin:references_import_add"


@pytest.fixture
def editor(client, importing):
    client.force_login(importing.by)
    return importing.by


def upload(client, content, name="library.ris", **more):
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return client.post(reverse(ADD), {"file": file, **more})


def page(batch, query=""):
    return reverse("admin:references_import_change", args=[batch.pk]) + query


def alike(importing):
    """A preview with a look-alike of garrison2020, two new records and one of which nothing can be read."""
    builders.source(
        "garrison2020",
        title="Magnesium for skeletal muscle cramps",
        authors=[{"family": "Garrison"}],
        year=2020,
        doi="10.1002/14651858.CD009402.pub3",
    )
    other = paper(
        1, TI="Magnesium for muscle cramps", AU="Garrison, S.", PY="2012", DO="10.1002/14651858.CD009402.pub2"
    )
    return importing.start(ris(other, paper(2), paper(3, PY="20l7")))


def test_a_file_is_uploaded_read_previewed_and_brought_in(client, editor, django_capture_on_commit_callbacks):
    response = upload(client, ris(paper(1), paper(2)))
    batch = Import.objects.get()
    assert (response.status_code, response["Location"]) == (302, page(batch))
    assert b"Reading" in client.get(page(batch)).content
    jobs.run_waiting(timezone.now())
    shown = client.get(page(batch)).content.decode()
    assert "2 of 2 records would go in" in shown
    assert "<b>library.ris</b>" in shown
    shelf = Collection.objects.create(name="Sleep")
    said = {"act": "begin", "not_findable_because": "An old list.", "collections": [shelf.pk]}
    assert client.post(page(batch), said).status_code == 302
    assert b"Importing" in client.get(page(batch)).content
    jobs.run_waiting(timezone.now())
    assert "2 new sources" in client.get(page(batch)).content.decode()
    assert shelf.sources.count() == 2
    assert {j.state for j in Job.objects.all()} == {"finished"}


def test_what_was_read_of_a_look_alike_stands_beside_what_is_here(client, editor, importing):
    batch = alike(importing)
    shown = client.get(page(batch)).content.decode()
    assert "<b>garrison2020</b>" in shown
    assert '<mark class="diff">10.1002/14651858.CD009402.pub2</mark>' in shown
    assert "Both are versions of one Cochrane review CD009402, by its number." in shown
    assert "20l7" in shown
    record = reverse("admin:references_import_record", args=[batch.pk, 1])
    compared = client.get(record).content.decode()
    assert "Are these the same work?" in compared
    assert "differs" in compared
    client.post(record, {"act": "versions", "record": "1"})
    assert states(batch) == ["new", "new", "new"]
    client.post(page(batch), {"act": "open", "record": ["1", "2", "nonsense"]})
    assert states(batch) == ["look-alike", "new", "new"]
    client.post(page(batch), {"act": "apart", "all": "1"})
    assert states(batch) == ["new", "new", "new"]


def test_deciding_on_one_record_leads_to_the_next(client, editor, importing):
    batch = importing.start(ris(paper(1), paper(1, DO=""), paper(2), paper(2, DO="")))
    record = reverse("admin:references_import_record", args=[batch.pk, 2])
    assert b'name="next" value="4"' in client.get(record).content
    response = client.post(record, {"act": "apart", "record": "2", "next": "4"})
    assert response["Location"] == reverse("admin:references_import_record", args=[batch.pk, 4])


def test_an_import_is_paused_resumed_and_undone_by_buttons(client, editor, importing):
    batch = importing.start(ris(paper(1)))
    for act, state in (("begin", "importing"), ("pause", "paused"), ("begin", "importing"), ("undo", "undoing")):
        client.post(page(batch), {"act": act})
        assert importing.anew(batch).state == state, act
    jobs.run_waiting(timezone.now())
    assert importing.anew(batch).state == "undone"
    assert not Source.objects.exists()


def test_a_button_that_comes_too_late_says_so(client, editor, importing):
    batch = importing.whole(ris(paper(1)))
    shown = client.post(page(batch), {"act": "pause"}, follow=True).content.decode()
    assert "This import is done, so that cannot be done now." in shown
    assert client.post(page(batch), {"act": "nonsense"}).status_code == 400


def test_the_reason_for_having_no_identifier_cannot_be_empty(client, editor, importing):
    batch = importing.start(ris(paper(1, DO="")))
    response = client.post(page(batch), {"act": "begin", "not_findable_because": " "})
    assert response.status_code == 422
    assert b"This field is required." in response.content
    assert importing.anew(batch).state == "preview"


@pytest.mark.parametrize("state", ["reading", "importing", "undoing"])
def test_an_import_whose_job_broke_off_can_go_on(client, editor, importing, state):
    batch = importing.start(ris(paper(1)))
    Import.objects.filter(pk=batch.pk).update(state=state)
    Job.objects.update(state="failed", reason="The disk was full.")
    shown = client.get(page(batch)).content.decode()
    assert "The disk was full." in shown
    client.post(page(batch), {"act": "go-on"})
    jobs.run_waiting(timezone.now())
    assert importing.anew(batch).state == {"reading": "preview", "importing": "done", "undoing": "undone"}[state]


def test_a_cancelled_job_pauses_its_import(client, editor, importing):
    batch = importing.start(ris(paper(1)))
    client.post(page(batch), {"act": "begin"})

    class Cancelled:
        now, by = timezone.now(), None

        def say(self, *args, **counts):
            raise jobs.Cancelled

    with pytest.raises(jobs.Cancelled):
        bringing_in.run(Cancelled(), import_id=str(batch.pk))
    assert Source.objects.count() == 1, "the batch that was on its way is in"
    assert importing.anew(batch).state == "paused"


def test_too_large_a_file_is_refused_with_a_sentence_and_not_kept(client, editor, settings):
    settings.IMPORT_MAX_BYTES = 100_000
    response = upload(client, b"x" * 200_000)
    assert response.status_code == 413
    said = response.content.decode()
    assert "can be imported at once. Split it into several files." in said
    assert not Import.objects.exists()
    assert not files.place_of(Import(path=files.FOLDER)).exists()


@pytest.mark.parametrize(("content", "sentence"), [(b"", "The file is empty."), (None, "Choose a file.")])
def test_no_file_and_an_empty_one_are_said_at_the_field(client, editor, content, sentence):
    response = client.post(reverse(ADD), {}) if content is None else upload(client, content)
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_an_upload_without_the_token_is_refused(importing):
    client = Client(enforce_csrf_checks=True)
    client.force_login(importing.by)
    assert upload(client, ris(paper(1))).status_code == 403
    assert not Import.objects.exists()


def test_a_file_name_is_only_a_name(client, editor):
    upload(client, ris(paper(1)), name="../../<b>evil</b>.ris")
    batch = Import.objects.get()
    assert batch.path == f"imports/{batch.pk}"
    assert b"<b>evil" not in client.get(page(batch)).content


def test_the_records_that_could_not_be_read_come_as_a_file(client, editor, importing):
    batch = alike(importing)
    response = client.get(reverse("admin:references_import_unreadable", args=[batch.pk]))
    assert response["Content-Disposition"] == "attachment; filename*=UTF-8''library-unreadable.ris"
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("TY  - JOUR")
    assert "20l7" in text
    assert text.count("TY  -") == 1
    assert client.get(reverse("admin:references_import_record", args=[batch.pk, 99])).status_code == 404
    files.remove(batch)
    assert client.get(reverse("admin:references_import_unreadable", args=[batch.pk])).status_code == 404


def test_stubs_of_a_list_of_identifiers_are_looked_up_by_a_button(client, editor, importing):
    batch = importing.whole("10.1000/first\nPMID: 32956536\n")
    assert b"Look up the 2 without a title" in client.get(page(batch)).content
    response = client.post(page(batch), {"act": "look-up"})
    assert "/look-ups/many/" in response["Location"]
    assert Job.objects.filter(title="Look up 2 sources again").exists()


@pytest.mark.parametrize(
    "query", ["", "?show=new", "?show=here", "?show=look-alikes", "?show=unreadable", "?show=nonsense"]
)
def test_a_page_asks_the_database_as_often_for_many_records_as_for_few(client, editor, importing, query):
    asked = []
    for many in (3, 30):
        records = [paper(n) for n in range(many)]
        doubles = [paper(n, DO="") for n in range(many)]
        broken = [paper(n + 100, PY="20l7") for n in range(many)]
        batch = importing.start(ris(*records, *doubles, *broken))
        client.get(page(batch, query))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page(batch, query)).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert asked[0] <= 25
