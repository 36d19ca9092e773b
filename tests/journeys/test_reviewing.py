"""A reviewer works through the queue in a real browser."""

import re
from uuid import UUID

import pytest
from playwright.sync_api import expect

from references.models import Citation, Verdict
from references.notices import record_notice
from references.outcomes import Outcome
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db(transaction=True)

PAIN, WALKING = UUID(int=1), UUID(int=2)
SCREENS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 360)]


def text(days):
    pain = builders.mark(f"Pain fell by day {days}.", "stale", id=PAIN)
    walking = builders.mark("Walking got easier.", "retracted", "unchecked", id=WALKING)
    return f"<h2>Trials</h2><p>Little is known. {pain} {walking}</p>"


@pytest.fixture
def reviewer(page, sign_in):
    """A reviewer who is signed in; one citation is stale, one rests on a retracted source, one was never checked."""
    editor, person = builders.editor(first_name="Demo editor"), builders.reviewer(first_name="Demo reviewer")
    sources = {key: builders.source(key, url="https://example.org/") for key in ("stale", "retracted", "unchecked")}
    said = builders.said(PAIN, sources={"stale": ("supports", "Pain fell by day 4.")})
    article = builders.article(text(4), by=editor, title="Magnesium and the spine", said=said)
    builders.judge(citation("stale"), Outcome.PARTLY, note="In one arm only.", read="abstract")
    builders.rewrite(article, text(7), by=editor, now=later(5))
    record_notice(source=sources["retracted"], kind="retraction", by=person, now=later(6), note="The data were lost.")
    sign_in(page, person)
    return person


def citation(citekey):
    return Citation.objects.get(source__citekey=citekey)


def test_a_reviewer_works_through_the_queue_by_keyboard_alone(page, reviewer, csp_violations):
    violations = csp_violations(page)
    page.goto("/audit/")
    expect(page.get_by_role("heading", level=1)).to_have_text("3 citations need a person")
    expect(page.locator(".row .s")).to_have_text(["Walking got easier.", "Pain fell by day 7.", "Walking got easier."])

    page.get_by_role("button", name="Start with the first").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The data were lost.")).to_be_visible()
    page.get_by_role("radio", name="Supported", exact=True).focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")  # native radios: to “contradicted”
    expect(page.get_by_role("radio", name="Contradicted")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # the first tag
    page.keyboard.press("Tab")
    expect(page.get_by_role("checkbox", name="Unit")).to_be_focused()
    page.get_by_role("radio", name="Contradicted").focus()
    page.keyboard.press("r")  # the abstract
    page.get_by_label("Note, optional").focus()
    page.keyboard.type("The paper was withdrawn.")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_text("Saved: contradicted, Author 2020.")).to_be_visible()
    expect(page.locator(".pane .sent")).to_contain_text("Pain fell by")
    expect(page.locator(".chg del").first).to_contain_text("4")
    expect(page.locator(".chg ins").first).to_contain_text("7")
    verdict = Verdict.objects.get(citation__source__citekey="retracted")
    assert (verdict.outcome, verdict.mismatches) == ("contradicted", ["number"])
    assert (verdict.note, verdict.reviewer) == ("The paper was withdrawn.", reviewer)

    page.get_by_role("button", name="Undo this verdict").press("Enter")
    expect(page.get_by_text("Your verdict was taken back")).to_be_visible()
    assert citation("retracted").outcome == Outcome.UNDONE
    assert violations == []


def test_a_forgotten_verdict_is_asked_for_and_nothing_typed_is_lost(page, reviewer):
    page.goto(citation("unchecked").get_audit_url())
    page.get_by_role("radio", name="Could not be reached").check(force=True)
    expect(page.get_by_role("group", name="What did you read?")).to_be_hidden()
    page.get_by_role("radio", name="Weaker than we say").check(force=True)
    page.get_by_label("Note, optional").fill("Behind a wall.")
    page.get_by_label("Note, optional").press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Say what you read.")
    expect(page.get_by_label("Note, optional")).to_have_value("Behind a wall.")
    assert not Verdict.objects.filter(citation=citation("unchecked")).exists()


def test_an_appraisal_is_recorded_with_its_search(page, reviewer):
    page.goto(citation("unchecked").get_audit_url())
    page.get_by_role("link", name="Appraise").click()
    page.get_by_role("radio", name="No good evidence found").check(force=True)
    page.get_by_role("button", name="Record this appraisal").click()
    expect(page.get_by_role("alert")).to_contain_text("needs at least one search")
    row = page.get_by_role("group", name="Search 1")
    row.get_by_label("Where").fill("PubMed")
    row.get_by_label("Searched for").fill("magnesium walking")
    row.get_by_label("On").fill("2026-03-01")
    row.get_by_label("Found").fill("Nothing.")
    page.get_by_role("button", name="Record this appraisal").click()
    expect(page.get_by_text("Your appraisal is recorded.")).to_be_visible()
    expect(page.get_by_text("Searched PubMed for “magnesium walking” on 2026-03-01: Nothing.")).to_be_visible()


@pytest.mark.parametrize(("scheme", "width"), SCREENS)
def test_the_pages_are_accessible_and_fit_the_screen(page, reviewer, axe, csp_violations, scheme, width):
    violations = csp_violations(page)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    appraisal = f"/audit/claims/{WALKING}/appraisal/"
    addresses = ["/audit/", *(citation(key).get_audit_url() for key in ("stale", "retracted")), appraisal]
    for address in addresses:
        page.goto(address)
        _looks_right(page, axe)
    page.get_by_role("button", name="Record this appraisal").click()
    _looks_right(page, axe)
    page.goto(citation("stale").get_audit_url())
    page.get_by_role("radio", name="Partly supported").check(force=True)
    _looks_right(page, axe)
    assert [v for v in violations if not re.search("422", v)] == []  # the refused form is meant


def _looks_right(page, axe):
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url


@pytest.mark.parametrize("path", ["00000000-0000-4000-8000-000000000000/", "?state=nonsense"])
def test_pages_that_do_not_exist_are_accessible_too(page, reviewer, axe, path):
    page.goto(f"/audit/{path}")
    expect(page.get_by_role("link", name="Go to the queue")).to_be_visible()
    axe(page)


def test_whoever_may_not_judge_reads_why_and_who_could(page, sign_in, axe):
    author = builders.person("Editor", "Reviewer")
    builders.reviewer(first_name="Another", last_name="reviewer")
    _, own = builders.cited_article(by=author)
    sign_in(page, author)
    page.goto(own.get_audit_url())
    expect(page.get_by_text("Another reviewer can judge it.")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)
    axe(page)


@pytest.fixture
def without_javascript(browser, browser_context_args, sign_in):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_everything_works_without_javascript(without_javascript, sign_in):
    page = without_javascript
    _, cited = builders.cited_article()
    sign_in(page, builders.reviewer())
    page.goto("/audit/")
    page.get_by_role("button", name="Start with the first").click()
    page.get_by_role("radio", name="Weaker than we say").check(force=True)
    page.get_by_role("radio", name="Abstract").check(force=True)
    page.get_by_role("button", name="Save and next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing waits for you")
    page.get_by_role("button", name="Undo this verdict").click()
    cited.refresh_from_db()
    assert cited.outcome == Outcome.UNDONE
