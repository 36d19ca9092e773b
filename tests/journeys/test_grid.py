"""A comparison filled by an editor, judged by a reviewer, and looked at in the grid."""

import pytest
from playwright.sync_api import expect

from references.models import Citation
from supplements.models import Cell
from tests import builders
from tests import supplement_builders as made

from .keyboard import press

pytestmark = pytest.mark.django_db(transaction=True)

FORMS = [
    ("Oxide", "ZnO"), ("Sulfate", "ZnSO4·7H2O"), ("Gluconate", "Zn(C6H11O7)2"), ("Citrate", "Zn3(C6H5O7)2·2H2O"),
    ("Picolinate", "Zn(C6H4NO2)2"), ("Bisglycinate", "Zn(C2H4NO2)2"), ("Acetate", "Zn(C2H3O2)2·2H2O"),
    ("Chloride", "ZnCl2"), ("Carbonate", "ZnCO3"), ("Aspartate", "Zn(C4H6NO4)2"), ("Lactate", "Zn(C3H5O3)2"),
    ("Orotate", "Zn(C5H3N2O4)2"),
]  # fmt: skip
HEADS = ["Zinc", "Absorption", "Taken up", "Colds", "Taste", "Stomach", "Skin", "Price"]


def zinc_compared():
    of = made.substance("Zinc")
    compared = made.comparison(
        of, forms=[made.form(of, name, formula) for name, formula in FORMS], name="Forms of zinc"
    )
    made.attribute(compared, "Zinc", "computed")
    made.attribute(compared, "Absorption", "scale", steps=[("lower", False), ("higher", True)])
    made.attribute(compared, "Taken up", "number")
    made.attribute(compared, "Colds", "outcome")
    for head in HEADS[4:]:
        made.attribute(compared, head)
    return compared


def sheet():
    """12 × 8: the first row full, of the others two cells each."""
    first = ["Oxide", "", "lower", "49.9", "no clear difference", "chalky", "none known", "n/a", "low"]
    others = [[name, "", "higher", "", "", "", "", "n/a", ""] for name, _ in FORMS[1:]]
    return "\n".join("\t".join(row) for row in [["Form", *HEADS], first, *others])


def paste(page):
    page.get_by_role("link", name="Paste from a spreadsheet").click()
    page.get_by_label("Paste from a spreadsheet").fill(sheet())
    page.get_by_role("button", name="See what would change").click()
    page.get_by_role("button", name="Apply 29 changes").click()
    expect(page.locator(".messagelist")).to_contain_text("29 cells changed from a sheet.")


def attach(page):
    """Move to the cell by keyboard, open it, and give it a source with a passage."""
    page.locator("#grid td a").first.focus()
    press(page, "ArrowRight", "ArrowRight", "ArrowDown", "ArrowUp")
    expect(page.locator("#cell-oxide\\.taken-up a")).to_be_focused()
    press(page, "Enter")
    panel = page.get_by_role("region", name="Oxide × Taken up")
    expect(panel).to_be_focused()
    press(page, "/")
    expect(panel.get_by_label("Source", exact=False).first).to_be_focused()
    page.keyboard.type("wegmuller2014")
    panel.get_by_label("Place").fill("Abstract, results")
    panel.get_by_label("Finding, in our words").fill("49.9% of the zinc was taken up from the oxide.")
    press(page, "Control+Enter")
    expect(page.locator("#grid-said")).to_have_text("Saved: Oxide × Taken up.")
    expect(page.locator("#cell-oxide\\.taken-up")).to_contain_text("never checked, wegmuller2014")
    expect(page.locator("#cell-oxide\\.taken-up a")).to_be_focused()


def empty(page):
    """Del asks why; the reason stands in the grid."""
    press(page, "ArrowLeft", "Delete")
    panel = page.get_by_role("region", name="Oxide × Absorption")
    panel.get_by_role("radio", name="withdrawn").check()
    panel.get_by_role("button", name="Empty the cell").click()
    expect(page.locator("#cell-oxide\\.absorption")).to_have_text("withdrawn")
    press(page, "p")
    expect(page.get_by_role("region", name="Pinned: Oxide × Absorption")).to_be_visible()


def judge(page):
    page.goto("/audit/")
    page.get_by_role("button", name="Start with the first").click()
    page.get_by_role("radio", name="Supported").first.check(force=True)
    page.get_by_label("Abstract", exact=True).check(force=True)
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Your verdict is saved.")).to_be_visible()


def test_a_sheet_is_pasted_a_cell_sourced_and_judged_and_the_grid_shows_it(page, sign_in, axe, csp_violations):
    violations = csp_violations(page)
    compared = zinc_compared()
    builders.source("wegmuller2014")
    page.set_viewport_size({"width": 1280, "height": 900})
    sign_in(page, builders.editor())
    page.goto(compared.get_admin_url())
    paste(page)
    attach(page)
    empty(page)
    assert violations == []
    assert Cell.objects.filter(empty="withdrawn").count() == 1

    sign_in(page, builders.reviewer())
    judge(page)
    assert Citation.objects.get().is_fresh

    page.goto(f"{compared.get_admin_url()}?cell=oxide.taken-up&pin=oxide.absorption")
    expect(page.locator("#cell-oxide\\.taken-up")).to_contain_text("supported, wegmuller2014")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.reload()
        axe(page)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
