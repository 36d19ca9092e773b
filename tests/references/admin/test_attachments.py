import hashlib
import io
import os
import zlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfWriter

from references import attachments, pdf_pages
from references.models import Attachment, Passage
from tests import builders
from tests.builders import NOW

from .source_forms import posted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"
    return settings.PRIVATE_ROOT


@pytest.fixture
def editor(client):
    person = builders.editor()
    client.force_login(person)
    return person


def pdf(pages=3, password=""):
    writer, data = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(data)
    return data.getvalue()


def upload(client, source, data, name="paper.pdf", **extra):
    address = reverse("admin:references_source_attach", args=[source.pk])
    return client.post(address, {"file": SimpleUploadedFile(name, data, "application/pdf")}, **extra)


def attached(source, data=None, by=None):
    return attachments.attach(
        source=source, file=io.BytesIO(data or pdf()), name="paper.pdf", by=by or builders.editor(), now=NOW
    )[0]


def files(private):
    return [p for p in private.rglob("*") if p.is_file()]


def test_the_pdf_of_a_source_is_kept_by_its_digest_outside_the_media_folder(client, editor, private, settings):
    source, data = builders.source(), pdf(3)
    page = client.get(upload(client, source, data, "Yousef (2013).pdf").url).content.decode()
    kept = Attachment.objects.get()
    assert (kept.name, kept.size, kept.pages) == ("Yousef (2013).pdf", len(data), 3)
    assert kept.sha256 == hashlib.sha256(data).hexdigest()
    assert attachments.file_of(kept).read_bytes() == data
    assert private in attachments.file_of(kept).parents
    assert settings.MEDIA_ROOT not in attachments.file_of(kept).parents
    assert "Yousef (2013).pdf" in page
    assert "3 pages" in page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<html><script>alert(1)</script>", "This is no PDF"),
        (b"PK\x03\x04 a zip", "This is no PDF"),
        (b"junk before %PDF-1.4", "This is no PDF"),
        (b"", "empty"),
    ],
)
def test_a_file_that_is_no_pdf_is_refused_whatever_its_name_says(client, editor, private, data, sentence):
    response = upload(client, builders.source(), data)
    assert sentence in response.content.decode()
    assert not Attachment.objects.exists()
    assert files(private) == []


def test_a_file_that_is_too_large_is_refused(client, editor, private, settings):
    settings.ATTACHMENT_MAX_BYTES = 2_000_000
    response = upload(client, builders.source(), b"%PDF-1.4" + b"x" * 2_000_000)
    assert "larger than 2 MB" in response.content.decode()
    assert files(private) == []


@pytest.mark.parametrize(
    ("data", "why"), [(pdf(2, password="secret"), "locked with a password"), (pdf()[:200], "damaged")]
)
def test_a_locked_or_damaged_file_is_kept_and_said_so(client, editor, data, why):
    source = builders.source()
    response = client.get(upload(client, source, data).url)
    assert why in response.content.decode()
    assert Attachment.objects.get().pages is None
    assert "pages not counted" in response.content.decode()


def test_a_file_that_is_a_bomb_takes_neither_memory_nor_time(tmp_path):
    packed = zlib.compress(b"\0" * 200_000_000, 9)
    head = b"%PDF-1.5\n1 0 obj\n<</Type/XRef/W[1 4 2]/Size 9/Root 2 0 R/Filter/FlateDecode/Length "
    body = head + str(len(packed)).encode() + b">>\nstream\n" + packed + b"\nendstream\nendobj\nstartxref\n9\n%%EOF"
    file = tmp_path / "bomb.pdf"
    file.write_bytes(body)
    counted = pdf_pages.count(file)
    assert counted.pages is None
    assert counted.problem


def test_the_same_file_is_attached_once_to_a_source_and_may_be_that_of_another(client, editor):
    one, two, data = builders.source(), builders.source(), pdf()
    upload(client, one, data)
    assert "attached already" in upload(client, one, data).content.decode()
    assert upload(client, two, data).status_code == 302
    assert Attachment.objects.count() == 2


def test_the_file_is_handed_out_so_that_nothing_in_it_can_act(client, editor):
    kept = attached(builders.source())
    response = client.get(reverse("admin:references_attachment", args=[kept.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Content-Disposition"] == 'inline; filename="paper.pdf"'
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "public" not in response["Cache-Control"]
    assert b"".join(response.streaming_content).startswith(b"%PDF-")


def test_nobody_without_an_account_gets_the_file(client):
    kept = attached(builders.source())
    response = client.get(reverse("admin:references_attachment", args=[kept.pk]))
    assert response.status_code == 302
    assert "/login/" in response.url
    assert client.get(f"/media/{kept.path}").status_code == 404


def test_a_name_that_plays_tricks_is_only_a_name(client, editor):
    name = '..\\..\\evil"\r\nX-Evil: 1.pdf'
    kept = attachments.attach(source=builders.source(), file=io.BytesIO(pdf()), name=name, by=editor, now=NOW)[0]
    assert kept.name == 'evil"X-Evil: 1.pdf'
    response = client.get(reverse("admin:references_attachment", args=[kept.pk]))
    assert "X-Evil" not in response.headers


def test_a_file_whose_pages_passages_name_stays(client, editor, private):
    source = builders.source()
    kept = attached(source)
    passage = builders.passage(source, page=2)
    address = reverse("admin:references_attachment_delete", args=[kept.pk])
    response = client.post(address)
    assert response.status_code == 409
    assert "1 passage names a page of this file" in response.content.decode()
    assert Attachment.objects.exists()
    passage.page = None
    passage.save()
    assert "deleted for good" in client.get(address).content.decode()
    with _committing():
        client.post(address)
    assert not Attachment.objects.exists()
    assert files(private) == []


def _committing():
    from django.test import TestCase

    return TestCase.captureOnCommitCallbacks(execute=True)


def test_a_source_that_may_go_takes_its_file_along(client, editor, private):
    source = builders.source()
    attached(source)
    builders.passage(source, page=2)
    with _committing():
        client.post(reverse("admin:references_source_delete", args=[source.pk]), {"post": "yes"})
    assert not Attachment.objects.exists()
    assert files(private) == []


def test_files_that_no_row_knows_are_swept_away_after_a_day(private):
    kept = attached(builders.source())
    stray, fresh = private / "attachments" / "stray.pdf", private / "attachments" / "incoming-x"
    for file in (stray, fresh, attachments.file_of(kept)):
        file.write_bytes(b"%PDF-1.4")
    day_ago = NOW - timedelta(hours=25)
    for file in (stray, attachments.file_of(kept)):
        os.utime(file, (day_ago.timestamp(), day_ago.timestamp()))
    os.utime(fresh, (NOW.timestamp(), NOW.timestamp()))
    assert attachments.prune(NOW) == 1
    assert not stray.exists()
    assert fresh.exists()
    assert attachments.file_of(kept).exists()


# ---- page numbers of passages


def save(client, source, **passage):
    about = {"finding": "Pain fell.", "basis": "full-text", **passage}
    address = reverse("admin:references_source_change", args=[source.pk])
    return client.post(address, posted(source, passages=[about]))


def sentences(response):
    return response.context["inline_admin_formsets"][0].formset.errors[0]["page"]


def test_a_passage_names_a_page_of_the_file_and_opens_it_there(client, editor):
    source = builders.source()
    kept = attached(source)
    assert save(client, source, page=2).status_code == 302
    passage = Passage.objects.get()
    assert (passage.page, passage.locator) == (2, "PDF p. 2")
    page = client.get(reverse("admin:references_source_change", args=[source.pk])).content.decode()
    assert f"{reverse('admin:references_attachment', args=[kept.pk])}#page=2" in page


def test_a_place_that_was_given_stays(client, editor):
    source = builders.source()
    attached(source)
    save(client, source, page=2, locator="Table 1")
    assert Passage.objects.get().locator == "Table 1"


@pytest.mark.parametrize("page", [4, 0, -1])
def test_a_page_that_the_file_does_not_have_is_refused_at_its_field(client, editor, page):
    source = builders.source()
    attached(source, pdf(3))
    assert sentences(save(client, source, page=page))
    assert not Passage.objects.exists()


def test_a_page_of_a_file_that_is_not_there_is_refused(client, editor):
    assert "No PDF is attached" in sentences(save(client, builders.source(), page=1))[0]


def test_pages_of_a_file_that_could_not_be_counted_are_believed(client, editor):
    source = builders.source()
    attached(source, pdf(password="secret"))
    assert save(client, source, page=400).status_code == 302


def test_a_reviewer_opens_the_file_at_the_page_of_the_passage(client):
    _, citation = builders.cited_article()
    kept = attached(citation.source)
    client.force_login(builders.reviewer())
    opened = f"{reverse('admin:references_attachment', args=[kept.pk])}#page=3"
    assert opened not in client.get(citation.get_audit_url()).content.decode()
    Passage.objects.update(page=3)
    assert opened in client.get(citation.get_audit_url()).content.decode()


def test_giving_a_page_to_a_passage_with_a_place_leaves_its_verdicts_fresh(client, editor):
    _, citation = builders.cited_article()
    builders.judge(citation)
    attached(citation.source)
    passage = citation.passages.get()
    about = {
        "id": passage.pk,
        "locator": passage.locator,
        "finding": passage.finding,
        "basis": passage.basis,
        "page": 3,
    }
    address = reverse("admin:references_source_change", args=[citation.source.pk])
    assert client.post(address, posted(citation.source, passages=[about])).status_code == 302
    passage.refresh_from_db()
    citation.refresh_from_db()
    assert passage.page == 3
    assert citation.is_fresh
