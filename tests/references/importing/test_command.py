"""manage.py import_references"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from references.models import Import, Source
from tests import builders

from .files import paper, ris

pytestmark = pytest.mark.django_db


@pytest.fixture
def command(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"

    def command(content, *options, name="library.ris"):
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        said = StringIO()
        call_command("import_references", file, *options, stdout=said)
        return said.getvalue()

    return command


def test_it_says_what_is_in_the_file_and_brings_it_in(command):
    builders.source(doi="10.1000/import.1", title=paper(1)["TI"])
    said = command(ris(paper(1), paper(2), paper(3, PY="20l7")))
    assert "library.ris: RIS, UTF-8, 3 records in 33 lines." in said
    assert "2 new, 1 already here, 0 look-alikes, 1 unreadable in part (0 left out)." in said
    assert "Line 28: “20l7”" in said
    assert "2 went in, 0 could not go in." in said
    assert Source.objects.count() == 3
    assert Import.objects.get().state == "done"


def test_a_dry_run_changes_nothing(command, tmp_path):
    said = command(ris(paper(1)), "--dry-run")
    assert "1 new" in said
    assert not Source.objects.exists()
    assert not Import.objects.exists()
    assert not list((tmp_path / "private" / "imports").iterdir())


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"", b"nothing in here\n"])
def test_a_file_in_which_nothing_can_be_read_is_an_error(command, content):
    with pytest.raises(CommandError):
        command(content, *(["--format", "identifiers"] if content.startswith(b"nothing") else []))
    assert not Source.objects.exists()


def test_a_file_that_is_not_there_is_an_error():
    with pytest.raises(CommandError, match=r"no-such-file.ris cannot be read: No such file or directory\."):
        call_command("import_references", "no-such-file.ris")
