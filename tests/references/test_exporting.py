"""The library as a file: on the command line and out of the list of sources."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from references import filling, formats
from tests import builders

pytestmark = pytest.mark.django_db


def exported(format, **options):
    out = io.StringIO()
    call_command("export_references", format=format, stdout=out, **options)
    return out.getvalue()


def library():
    one = builders.source(
        citekey="delft2020",
        title="Mg<sup>2+</sup> in <i>vivo</i>",
        authors=[{"family": "van Delft", "given": "Marieke"}, {"literal": "World Health Organization"}],
        month=9,
        keywords=["Bone", "Pain, lasting"],
        abstract="Background: It hurts.\n\nResults: Pain fell.",
        funding="Wellcome Trust",
        design="cohort",
    )
    two = builders.source(citekey="oddny2021", year=2021)
    builders.source(citekey="merged2020", merged_into=two)
    return one, two


def test_csl_json_gives_back_every_field(tmp_path):
    one, two = library()
    file = tmp_path / "all.json"
    assert exported("csl-json", output=file) == f"2 sources written to {file}.\n"
    read = [record.details for record in formats.read(file.read_bytes()).records]
    assert read == [filling.details_of(one), filling.details_of(two)]


@pytest.mark.parametrize("format", formats.WRITTEN)
def test_every_format_goes_to_the_screen_without_merged_sources(format):
    library()
    found = [record.details for record in formats.read(exported(format).encode(), format).records]
    assert (found[0].title, found[0].year) == ("Mg<sup>2+</sup> in <i>vivo</i>", 2020)
    assert len(found) == 2
    assert found[0].keywords == ("Bone", "Pain, lasting")
    assert [(part.label, part.text) for part in found[0].abstract] == [
        ("Background", "It hurts."),
        ("Results", "Pain fell."),
    ]


def test_a_file_that_cannot_be_written_is_said_and_the_old_one_stays(tmp_path, monkeypatch):
    library()
    with pytest.raises(CommandError, match="cannot be written"):
        exported("ris", output=tmp_path / "no such folder" / "all.ris")
    file = tmp_path / "all.ris"
    file.write_text("old")
    (tmp_path / ".all.ris.unfinished").mkdir()
    with pytest.raises(CommandError, match="cannot be written"):
        exported("ris", output=file)
    assert file.read_text() == "old"


def test_exporting_costs_the_same_whatever_the_number_of_sources(django_assert_num_queries):
    for number in range(30):
        builders.source(citekey=f"many{number}")
    with django_assert_num_queries(1):
        exported("bibtex")


@pytest.mark.parametrize("format", formats.WRITTEN)
def test_an_editor_exports_what_is_chosen_in_the_list(client, format):
    one, _ = library()
    client.force_login(builders.editor())
    chosen = {"action": f"export_as_{format.replace('-', '_')}", "_selected_action": [one.pk]}
    response = client.post(reverse("admin:references_source_changelist"), chosen)
    assert response["Content-Disposition"] == f'attachment; filename="sources.{formats.FORMATS[format].extension}"'
    (found,) = formats.read(response.getvalue(), format).records
    assert found.details.title == one.title
