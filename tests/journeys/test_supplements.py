"""A reader works with the forms of a substance in a real browser, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.zinc import Zinc

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = [
    "",
    "forms/?open=gluconate.sleep&form=oxide&form=gluconate&form=sulfate&compare=1&have=coeliac",
    "calculator/?way=label&what=sulfate:ZnSO4·7H2O&amount=50&element=abc",
    "dose/?food=9&dose=15",
    "timing/?have=tetracycline-antibiotics&at-tetracycline-antibiotics=8",
    "foods/?have=kidney-disease",
]
OVERLAPPING = """() => {
  const texts = [...document.querySelectorAll(".chart text")].map((t) => [t.textContent, t.getBoundingClientRect()])
  const drawn = texts.filter(([, box]) => box.width)
  return drawn.flatMap(([one, a], n) => drawn.slice(n + 1).filter(([, b]) =>
    a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom).map(([other]) => [one, other]))
}"""
"""Texts of a drawing that meet, as the browser sets them; lines of one text may touch."""


@pytest.fixture
def zinc(transactional_db):
    return Zinc()


def work_through(page, *, scripted):
    """Filter, open a cell, set three forms side by side, calculate: the same way either way."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/supplements/zinc/forms/")
    page.get_by_label("Sleep").check()
    if not scripted:
        page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("Tested on sleep, no clear difference:")).to_be_visible()
    expect(page.locator(".pick")).to_have_count(1)
    page.get_by_role("link", name="Helps: 9 minutes sooner").click()
    opened = page.locator("#open")
    expect(opened).to_contain_text("Does the source say so?")
    expect(opened).to_contain_text("4 March 2026")
    opened.get_by_role("link", name="Close").click()
    expect(opened).to_have_count(0)
    page.get_by_role("link", name="Show all forms").click()
    for name in ("Oxide", "Sulfate", "Gluconate"):
        page.get_by_role("rowheader").get_by_label(name).check()
    page.get_by_role("button", name="Set the chosen forms side by side").click()
    expect(page.get_by_role("heading", name="Oxide, Sulfate, Gluconate side by side")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name="Calculator").first.click()
    page.get_by_label("Amount, in mg").fill("50")
    page.get_by_label("Which compound?").select_option("sulfate:ZnSO4·7H2O")
    if not scripted:
        page.get_by_role("button", name="Calculate").click()
    expect(page.locator("#answer")).to_contain_text("11.4 mg")
    expect(page.locator("#answer")).to_contain_text("They do not cover: Kidney disease.")
    page.get_by_text("I have or take").click()
    page.get_by_label("Kidney disease").check()
    if not scripted:
        page.get_by_role("button", name="Calculate").click()
    expect(page.get_by_role("heading", name="Ask first: Kidney disease")).to_be_visible()
    expect(page.locator("#answer")).not_to_contain_text("11.4 mg")


def test_a_reader_filters_opens_compares_and_calculates_on_a_phone(page, zinc, csp_violations):
    violations = csp_violations(page)
    work_through(page, scripted=True)
    assert violations == []


def test_the_same_works_without_javascript(browser, live_server, zinc):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    work_through(context.new_page(), scripted=False)
    context.close()


def test_a_cell_opens_and_closes_by_keyboard_and_gives_the_focus_back(page, zinc):
    page.goto("/supplements/zinc/forms/")
    page.get_by_role("link", name="Helps: 9 minutes sooner").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#open")).to_be_focused()
    assert "open=gluconate.sleep" in page.url
    page.keyboard.press("Escape")
    expect(page.locator("#open")).to_have_count(0)
    expect(page.get_by_role("link", name="Helps: 9 minutes sooner")).to_be_focused()
    assert "open=" not in page.url


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing_on_the_tools(page, zinc, axe, csp_violations, scheme, width):
    violations = csp_violations(page)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    for address in PAGES:
        page.goto(f"/supplements/zinc/{address}")
        axe(page)
        assert page.evaluate(OVERLAPPING) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert violations == []
