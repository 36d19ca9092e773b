"""Sheets into a comparison: pasted or uploaded, looked at, applied whole or not at all; and out again."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from references.models import Citation, Claim
from supplements import catalogue, importing, sheet_files
from supplements.models import CatalogueEdit, Cell
from tests.builders import editor, judge, later, source
from tests.killing import killed
from tests.supplement_builders import attribute, cell, comparison, receipt

from .pages import parsed, said, typed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def compared(client):
    """Oxide and sulfate by a share, a scale, a number, an outcome and a remark; an editor is signed in."""
    made = comparison()
    attribute(made, "Zinc", "computed")
    attribute(made, "Tolerance", "scale", steps=[("lower", False), ("higher", True)])
    attribute(made, "Taken up", "number")
    attribute(made, "Colds", "outcome")
    attribute(made, "Remark")
    client.force_login(editor())
    return made


def address(compared):
    return reverse("admin:supplements_comparison_sheet", args=[compared.pk])


def paste(client, compared, *rows):
    """The preview of a pasted sheet."""
    return client.post(address(compared), {"pasted": "\n".join("\t".join(row) for row in rows)})


def apply(client, compared, preview):
    """Press “Apply” on a preview."""
    page = parsed(preview)
    (form,) = page.xpath("//form[.//button[@name='apply']]")
    return client.post(address(compared), typed_in(form) | {"apply": "1"})


def wrong_cells(response):
    """The sentences at the cells that cannot be read."""
    return [said(cell) for cell in parsed(response).xpath("//*[@class='wrong-because']")]


def problems(response):
    return [said(item) for item in parsed(response).xpath("//ul[@class='problems']/li")]


HEADS = ["Form", "Tolerance", "Taken up", "Colds", "Remark"]


def test_a_pasted_sheet_is_shown_before_it_changes_anything_and_then_applied_whole(client, compared):
    source("wegmuller2014")
    first = compared.rows.first().form
    cell(compared, first, compared.attributes.get(slug="remark"), text="chalky")
    shown = paste(
        client,
        compared,
        HEADS,
        ["Oxide", "lower {wegmuller2014}", "49.9", "helps: 2 days", "bitter"],
        ["Sulfate", "", "40 to 50", "", "n/a"],
    )
    assert Cell.objects.count() == 1
    changed = [said(td) for td in parsed(shown).xpath("//td[@class='s-changed']")]
    assert changed == ["chalky → bitter"]
    assert apply(client, compared, shown).status_code == 302
    values = {f"{c.form.slug}.{c.attribute.slug}": c.value() or c.empty for c in catalogue.cells()}
    assert values == {
        "oxide.tolerance": "lower",
        "oxide.taken-up": "49.9% of the dose",
        "oxide.colds": "helps: 2 days",
        "oxide.remark": "bitter",
        "sulfate.taken-up": "40 to 50% of the dose",
        "sulfate.remark": "not-applicable",
    }
    assert [(c.source.citekey, c.stance) for c in Citation.objects.all()] == [("wegmuller2014", "supports")]
    assert Claim.objects.present().count() == 5


CELLS = [
    ("Tolerance", "enormous", "“enormous” is no step of this scale. Write “lower”, “higher”."),
    ("Taken up", "5 mg", "“mg” does not fit: this column is in % of the dose."),
    ("Taken up", "5 to 4", "The range is upside down: give the smaller number first."),
    ("Taken up", "1.23456", "Ensure that there are no more than 4 decimal places."),
    ("Colds", "cures", "“cures” is no effect. Write “helps”"),
    ("Remark", "none found", "needs a receipt"),
    ("Remark", "bitter {nobody1999}", "No source has the citekey “nobody1999”."),
    ("Remark", "{wegmuller2014}", "The cell has no value yet"),
    ("Remark", "x" * 201, "at most 200 characters"),
    ("Zinc", "99%", "This column is computed from the formulas (80.3%) and cannot be pasted."),
]


@pytest.mark.parametrize(("head", "text", "sentence"), CELLS)
def test_a_cell_that_cannot_be_read_gets_its_sentence_and_nothing_is_applied(client, compared, head, text, sentence):
    source("wegmuller2014")
    shown = paste(
        client, compared, ["Form", head, "Tolerance" if head != "Tolerance" else "Remark"], ["Oxide", text, "lower"]
    )
    (told,) = wrong_cells(shown)
    assert sentence in told
    assert not parsed(shown).xpath("//button[@name='apply']")
    assert text in typed_in(parsed(shown).xpath("//details[@class='mend']")[0])["pasted"]
    assert Cell.objects.count() == 0


SHAPES = [
    ([["Form", "Colour"], ["Oxide", "white"]], "“Colour” is not in this comparison. Its attributes are “Zinc”"),
    (
        [["Form", "Remark"], ["Glucose", "sweet"]],
        "“Glucose” is not in this comparison. Its forms are “Oxide”, “Sulfate”.",
    ),
    ([["Form", "Remark", "Remark"], ["Oxide", "a", "b"]], "The attribute “Remark” stands here twice."),
    ([["Form", "Remark"], ["Oxide", "a"], ["oxide", "b"]], "The form “oxide” stands here twice."),
    ([["Form", "Remark"], ["Oxide", "a", "b"]], "Row 2 has 3 cells, and the first row has only 2 heads."),
    ([["Form", "Remark"]], "This is no table of forms and attributes"),
    ([["Form", "Remark", "", "Colds"], ["Oxide", "a", "b", "helps"]], "The attribute has no name."),
]


@pytest.mark.parametrize(("rows", "sentence"), SHAPES)
def test_a_sheet_of_the_wrong_shape_says_what_is_wrong(client, compared, rows, sentence):
    shown = paste(client, compared, *rows)
    assert any(sentence in problem for problem in problems(shown)), problems(shown)
    assert not parsed(shown).xpath("//button[@name='apply']")


def test_forms_and_attributes_that_are_not_in_the_sheet_are_named(client, compared):
    shown = said(parsed(paste(client, compared, ["Form", "Remark"], ["Oxide", "a"])).body)
    assert "left as they are: the forms “Sulfate”." in shown
    assert "left as they are: the attributes “Zinc”, “Tolerance”, “Taken up”, “Colds”." in shown


def test_an_empty_cell_and_a_cell_that_says_the_same_change_nothing(client, compared):
    made = cell(compared, compared.forms.first(), compared.attributes.get(slug="remark"), sources=[source("a2001")])
    shown = paste(
        client, compared, ["Form", "Zinc", "Remark", "Colds"], ["Oxide", "80.3", f"{made.text} {{a2001}}", ""]
    )
    assert "Nothing would change" in said(parsed(shown).body)


def test_a_source_is_added_to_those_that_stand_there(client, compared):
    made = cell(compared, compared.forms.first(), compared.attributes.get(slug="remark"), sources=[source("a2001")])
    judge(Citation.objects.get())
    source("b2002")
    apply(client, compared, paste(client, compared, ["Form", "Remark"], ["Oxide", "{b2002}"]))
    assert {c.source.citekey for c in Citation.objects.present().filter(claim=made.pk)} == {"a2001", "b2002"}
    assert Citation.objects.get(source__citekey="a2001").is_fresh


def test_none_found_stands_where_its_receipt_does(client, compared):
    made = cell(compared, compared.forms.first(), compared.attributes.get(slug="remark"), **receipt())
    made.empty, made.text = "", "bitter"
    catalogue.save(made, by=editor(), now=later(2))
    assert (
        apply(client, compared, paste(client, compared, ["Form", "Remark"], ["Oxide", "none found"])).status_code == 302
    )
    assert Cell.objects.get().empty == "none-found"


def test_a_preview_over_which_somebody_wrote_is_shown_anew(client, compared):
    shown = paste(client, compared, ["Form", "Remark"], ["Oxide", "bitter"])
    cell(compared, compared.forms.first(), compared.attributes.get(slug="remark"), text="sour")
    again = apply(client, compared, shown)
    assert again.status_code == 409
    assert "Somebody changed this comparison after your preview" in said(parsed(again).body)
    assert [said(td) for td in parsed(again).xpath("//td[@class='s-changed']")] == ["sour → bitter"]
    assert apply(client, compared, again).status_code == 302
    assert Cell.objects.get().text == "bitter"


def test_a_preview_that_was_tampered_with_is_refused(client, compared):
    response = client.post(address(compared), {"apply": "1", "sheet": "forged", "seen": "x"})
    assert response.status_code == 400
    assert "The preview came back damaged" in said(parsed(response).body)


def test_a_preview_of_one_comparison_is_not_applied_to_another(client, compared):
    shown = parsed(paste(client, compared, ["Form", "Remark"], ["Oxide", "bitter"]))
    other = comparison()
    attribute(other, "Remark")
    sent = typed_in(shown.xpath("//form[.//button[@name='apply']]")[0])
    assert client.post(address(other), sent | {"apply": "1"}).status_code == 400
    assert Cell.objects.count() == 0


def test_a_text_that_a_spreadsheet_would_run_goes_out_and_comes_back_harmless(client, compared):
    text = "=cmd|' /C calc'!A0"
    apply(client, compared, paste(client, compared, ["Form", "Remark"], ["Oxide", text]))
    assert Cell.objects.get().text == text
    exported = client.get(reverse("admin:supplements_comparison_export", args=[compared.pk, "csv"])).content
    assert f"'{text}" in exported.decode("utf-8-sig")
    again = client.post(address(compared), {"file": SimpleUploadedFile("a.csv", exported)})
    assert "Nothing would change" in said(parsed(again).body)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_comes_back_as_it_is(client, compared, kind):
    form, cited = compared.rows.first().form, source("a2001")
    values = {"tolerance": {}, "taken-up": {"low": 4, "high": 5}, "colds": {"effect": "helps", "text": "-2 days"}}
    for slug, value in values.items():
        cell(compared, form, compared.attributes.get(slug=slug), sources=[cited], **value)
    cell(compared, form, compared.attributes.get(slug="remark"), text="n/a")
    exported = client.get(reverse("admin:supplements_comparison_export", args=[compared.pk, kind]))
    assert f"{compared.slug}.{kind}" in exported["Content-Disposition"]
    again = client.post(address(compared), {"file": SimpleUploadedFile(f"a.{kind}", exported.content)})
    assert "Nothing would change" in said(parsed(again).body)
    assert not wrong_cells(again)


def test_an_upload_with_a_formula_is_refused_at_its_field(client, compared):
    book, file = openpyxl.Workbook(), BytesIO()
    book.active.append(["Form", "Remark"])
    book.active.append(["Oxide", "=1+1"])
    book.save(file)
    response = client.post(address(compared), {"file": SimpleUploadedFile("a.xlsx", file.getvalue())})
    assert response.status_code == 422
    assert "Cell B2 holds a formula" in said(parsed(response).body)


def test_neither_paste_nor_file_gets_a_sentence(client, compared):
    response = client.post(address(compared), {"pasted": " "})
    assert "Paste the cells here, or choose a file." in said(parsed(response).body)


def test_a_sheet_with_one_bad_row_at_its_end_changes_nothing(client, compared, monkeypatch):
    """What only the database refuses is refused for all."""
    shown = paste(client, compared, ["Form", "Remark", "Colds"], ["Oxide", "a", "helps"], ["Sulfate", "b", "helps"])
    original = Cell.save

    def save(self, *args, **kwargs):
        if self.form.slug == "sulfate" and self.attribute.slug == "colds":
            raise RuntimeError("The disk is full.")
        return original(self, *args, **kwargs)

    monkeypatch.setattr(Cell, "save", save)
    with pytest.raises(RuntimeError):
        apply(client, compared, shown)
    assert (Cell.objects.count(), Claim.objects.count(), CatalogueEdit.objects.count()) == (0, 0, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("after", [8, 30])
def test_a_sheet_that_is_killed_half_way_leaves_nothing(after):
    compared = comparison()
    attribute(compared, "Remark")
    source("a2001")
    rows = sheet_files.from_paste("Form\tRemark\nOxide\ta {a2001}\nSulfate\tb {a2001}")
    seen = importing.Plan(compared, rows).digest
    by = editor()
    assert killed(importing.apply, compared, rows, seen=seen, by=by, now=later(), after=after)
    assert (Cell.objects.count(), Claim.objects.count(), CatalogueEdit.objects.count()) == (0, 0, 0)
    importing.apply(compared, rows, seen=seen, by=by, now=later())
    assert Cell.objects.count() == 2
