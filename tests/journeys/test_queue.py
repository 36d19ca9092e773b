"""The queue in a real browser: by keyboard alone, without JavaScript, on a phone, light and dark."""

import pytest
from playwright.sync_api import expect

from references.audit import waiting
from references.models import Citation, Claim, ProblemReport, Skip, Taking
from references.models.source import Source
from references.outcomes import Outcome
from tests import builders
from tests.builders import later

from .keyboard import press

pytestmark = pytest.mark.django_db(transaction=True)

SCREENS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 360)]


@pytest.fixture
def ada():
    return builders.reviewer(username="ada", first_name="Ada", last_name="Novak")


@pytest.fixture
def waits(ada):
    """Eight things that wait for eight reasons, one of them handed to somebody, one skipped; nothing is retracted."""
    editor = builders.editor(first_name="Demo editor")
    for citekey in ("moslehi2012", "bayram2021", "yousef2013"):
        builders.source(citekey)
    Source.objects.update(check_state="checked", checked_at=later())

    def cited(text, citekey, title, finding="Pain fell.", **about):
        id = builders.uuid4()
        said = builders.said(id, sources={citekey: (about.pop("stance", "supports"), finding)}, **about)
        html = f"<h2>Trials</h2><p>{builders.mark(text, citekey, id=id)}</p>"
        return builders.article(html, by=editor, title=title, said=said), Citation.objects.get(claim=id)

    _, negative = cited("Taking oxide lowers inflammation within weeks.", "moslehi2012", "Choosing a form")
    Claim.objects.filter(pk=negative.claim_id).update(is_live=True)
    builders.judge(negative, Outcome.CONTRADICTED)
    _, number = cited("It eased pain sooner, by day 7.", "bayram2021", "Magnesium and the spine", "Sooner, by day 4.")
    _, never = cited("People who eat more report less pain.", "yousef2013", "Magnesium and the spine")
    _, taken = cited("Pain fell in people with a nerve component.", "yousef2013", "Magnesium and the spine")
    cited("Pain fell in people with a nerve component.", "yousef2013", "Choosing a form")
    _, skipped = cited("Absorption differs between salts.", "bayram2021", "Choosing a form")
    _, due = cited("It is taken with food.", "moslehi2012", "Taking magnesium safely")
    builders.judge(due)
    Claim.objects.filter(pk=due.claim_id).update(is_live=True)
    Citation.objects.filter(pk=due.pk).update(is_live=True, judged_at=later().replace(year=2020))
    builders.article(f"<p>{builders.mark('Everybody should take it.')}</p>", by=editor, title="Taking magnesium safely")
    reported = never.claim
    ProblemReport.objects.create(
        claim=reported, wording=reported.text, kind="number", text="It says otherwise.", at=later(4)
    )
    waiting.assign(kind="citation", item=taken.pk, to=ada, by=ada, now=later())
    waiting.skip(kind="citation", item=skipped.pk, by=ada, now=later(), because="The paper is in German.")
    return {"negative": negative, "number": number, "never": never, "taken": taken, "skipped": skipped}


@pytest.fixture
def reviewer(page, sign_in, waits):
    person = builders.reviewer(first_name="Ines", last_name="Okafor")
    sign_in(page, person)
    return person


@pytest.mark.parametrize(("scheme", "width"), SCREENS)
def test_the_queue_is_accessible_and_fits_the_screen(page, reviewer, waits, axe, csp_violations, scheme, width):
    violations = csp_violations(page)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    number = waits["number"]
    acts = [f"/audit/items/citation/{number.pk}/{act}/" for act in ("skip", "assign")]
    for address in ("/audit/", "/audit/?who=mine", *acts):
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
    page.get_by_role("button", name="Hand it over").click()
    expect(page.get_by_text("Choose who shall judge it.")).to_be_visible()
    axe(page)
    assert [v for v in violations if "422" not in v] == []


def test_a_reviewer_chooses_takes_and_skips_by_keyboard_alone(page, reviewer, waits, csp_violations):
    violations = csp_violations(page)
    page.goto("/audit/")
    rows = page.locator(".row")
    current = page.locator(".row.cur")
    expect(rows).to_have_count(8)
    press(page, "j", "j", "j", "k")
    expect(current).to_have_count(1)
    expect(current).to_have_id(rows.nth(1).get_attribute("id"))
    expect(rows.nth(1).locator(".s")).to_be_focused()
    press(page, "j")
    page.keyboard.press("x")
    expect(page.get_by_text("You have taken it.")).to_be_visible()
    assert Taking.objects.get(item=waits["number"].pk).person == reviewer
    expect(current).to_contain_text("Taken by you")
    page.keyboard.press("x")
    expect(page.get_by_text("It is free again.")).to_be_visible()
    assert not Taking.objects.filter(person=reviewer).exists()

    page.keyboard.press("s")
    page.wait_for_url("**/skip/")
    page.get_by_label("Why do you skip it?").focus()
    page.keyboard.type("x j s are letters here, not keys.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Skipped. It comes last for you")).to_be_visible()
    assert Skip.objects.get(person=reviewer).because == "x j s are letters here, not keys."
    expect(page.get_by_role("heading", name="Skipped by you")).to_be_visible()

    press(page, "/")
    page.keyboard.type("salts")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(1)
    page.get_by_role("link", name="Show the others").press("Enter")
    expect(rows).to_have_count(8)
    page.keyboard.press("m")
    page.wait_for_url("**/?who=mine")
    page.keyboard.press("m")
    page.wait_for_url("**/audit/")
    page.keyboard.press("Enter")  # nothing selected: the first free
    expect(page.locator(".sent")).to_contain_text("Taking oxide lowers inflammation")
    assert Taking.objects.get(person=reviewer).item == waits["negative"].pk
    assert violations == []


def test_keys_are_listed_and_can_be_turned_off(page, reviewer, axe):
    page.goto("/audit/")
    press(page, "?")
    keys = page.get_by_role("dialog", name="Keys of this page")
    for line in ("Take the selected item, or release it", "Select the item below", "Find words in the queue"):
        expect(keys.get_by_text(line)).to_be_visible()
    axe(page)
    keys.get_by_label("Keys are on, in this browser").press("Space")
    keys.get_by_role("button", name="Close").press("Enter")
    press(page, "j")
    expect(page.locator(".row.cur")).to_have_count(0)
    expect(page.locator("main kbd").first).to_be_hidden()
    page.reload()
    press(page, "?", "j")
    expect(keys).to_be_hidden()
    expect(page.locator(".row.cur")).to_have_count(0)
    page.get_by_role("button", name="Keys").click()
    keys.get_by_label("Keys are on, in this browser").check()
    keys.get_by_role("button", name="Close").click()
    press(page, "j")
    expect(page.locator(".row.cur")).to_have_count(1)


@pytest.fixture
def plain_page(browser, live_server):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    yield context.new_page()
    context.close()


def test_everything_works_without_javascript(plain_page, sign_in, waits):
    page = plain_page
    person = builders.reviewer(first_name="Ines", last_name="Okafor")
    sign_in(page, person)
    page.goto("/audit/")
    expect(page.get_by_role("button", name="Keys")).to_be_hidden()
    page.get_by_role("link", name="Never checked 4").click()
    expect(page.locator(".row")).to_have_count(3)  # the same words in two places are one row
    page.get_by_role("searchbox").fill("salts")
    page.get_by_role("button", name="Find").click()
    page.wait_for_url("**/audit/?state=never&q=salts")
    expect(page.get_by_text("Skipped by Ada Novak, 4 Mar: The paper is in German.")).to_be_visible()
    page.get_by_role("button", name="Take").click()
    expect(page.get_by_text("Taken by you")).to_be_visible()
    page.get_by_role("link", name="Assign").click()
    page.get_by_label("Who shall judge it?").select_option(label="Ada Novak")
    page.get_by_role("button", name="Hand it over").click()
    expect(page.get_by_text("Ada Novak has it now, until it is judged or given back.")).to_be_visible()
    expect(page.locator(".row").get_by_text("Handed to Ada Novak")).to_be_visible()
    page.get_by_role("link", name="Show everything").click()
    page.get_by_role("button", name="Start with the first free").click()
    expect(page.locator(".sent")).to_contain_text("Taking oxide lowers inflammation")
