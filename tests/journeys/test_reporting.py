"""A reader's report ends as a correction, in a real browser."""

import re
from uuid import UUID

import pytest
from playwright.sync_api import expect

from articles.models import Article
from references.models import Citation, ProblemReport
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db(transaction=True)

PAIN = UUID(int=7)
SCREENS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 320)]


def text(points):
    return (
        f"<h2>Trials</h2><p>{builders.mark(f'Pain fell by {points} points.', 'yousef2013', id=PAIN)} That is all.</p>"
    )


@pytest.fixture
def article(live_server):
    """A live article whose claim says 2 points, and a contrary study beside it."""
    builders.source("yousef2013")
    said = builders.said(PAIN, sources={"yousef2013": ("supports", "Pain fell by 3 points.")})
    made = builders.article(text(2), title="Magnesium and the spine", said=said)
    builders.judge(Citation.objects.get(), note="It rounds.")
    builders.publish(made)
    return made


def test_a_readers_report_ends_as_a_correction(page, sign_in, article, axe, csp_violations):
    violations = csp_violations(page)
    # the reader: from the mark beside the sentence to the form
    page.goto("/articles/" + article.slug + "/")
    page.get_by_role("link", name="Source 1, supports").click()
    page.get_by_role("dialog").get_by_role("link", name="Report a problem").click()
    expect(page.get_by_role("blockquote")).to_have_text("Pain fell by 2 points.")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("alert")).to_contain_text("This was not sent yet.")
    axe(page)
    violations.clear()  # the browser counts an answer of 422 as one
    page.get_by_role("link", name="Choose what comes closest.").click()
    page.get_by_label("A number is wrong").check()
    page.get_by_label("What should we look at?").fill("The trial says 3 points, not 2. My name is Paul.")
    page.get_by_label("E-mail address").fill("paul@example.org")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your report was received")
    address = page.url
    axe(page)

    # the reviewer
    reviewer = builders.reviewer(first_name="Ruth")
    sign_in(page, reviewer)
    page.goto(f"/audit/reports/{ProblemReport.objects.get().pk}/")
    expect(page.get_by_text("The trial says 3 points, not 2. My name is Paul.")).to_be_visible()
    page.keyboard.press("2")
    expect(page.get_by_role("radio", name="Will be corrected in the next edition")).to_be_checked()
    page.get_by_label("The outcome in your own words").fill("It is 3 points. We mend it.")
    page.get_by_label("Show outcome and answer on the public page of the claim").check()
    page.get_by_role("button", name="Record the outcome").click()
    expect(page.get_by_text("The outcome is recorded.")).to_be_visible()
    page.goto(address)
    expect(page.get_by_text("It will be corrected in the next edition")).to_be_visible()

    # editor, reviewer, publisher
    article = Article.objects.get()
    builders.rewrite(article, text(3), by=builders.editor(), now=later(30))
    builders.judge(Citation.objects.get(), by=reviewer, now=later(31))
    builders.publish(article, now=later(32), note="The figure was mended.")

    # and the reader again, who is nobody's guest
    page.context.clear_cookies()
    page.goto(address)
    expect(page.get_by_text("It led to a correction")).to_be_visible()
    expect(page.get_by_text("It is 3 points. We mend it.")).to_be_visible()
    page.get_by_role("link", name="How it stands today").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pain fell by 3 points.")
    outcome = page.locator("#reports")
    expect(outcome).to_contain_text("It is 3 points. We mend it.")
    assert "Paul" not in page.content()
    axe(page)
    assert page.context.cookies() == []
    assert violations == []


def public_addresses(article):
    report = builders.reported(Citation.objects.get().claim)
    slug = article.slug
    return [
        f"/articles/{slug}/evidence/", f"/articles/{slug}/editions/1/evidence/", f"/claims/{PAIN}/", f"/claims/{PAIN}/report/",
        f"/reports/{report.pk}/", "/about/how-we-check/",
    ]  # fmt: skip


@pytest.mark.parametrize(("scheme", "width"), SCREENS)
def test_the_pages_are_accessible_and_fit_the_screen(page, article, axe, sign_in, csp_violations, scheme, width):
    violations = csp_violations(page)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    for address in public_addresses(article):
        page.goto(address)
        _looks_right(page, axe)
    sign_in(page, builders.reviewer())
    page.goto(f"/audit/reports/{ProblemReport.objects.get().pk}/")
    _looks_right(page, axe)
    page.get_by_role("button", name="Record the outcome").click()
    expect(page.get_by_role("alert")).to_be_visible()
    _looks_right(page, axe)
    assert [v for v in violations if not re.search("422", v)] == []  # the refused form is meant


def _looks_right(page, axe):
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url


@pytest.fixture
def without_javascript(browser, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_report_can_be_sent_without_javascript(without_javascript, article):
    page = without_javascript
    page.goto("/articles/" + article.slug + "/")
    page.get_by_role("link", name="Source 1, supports").click()
    page.get_by_role("link", name="Report a problem").click()
    page.get_by_label("The source does not say this").check()
    page.get_by_label("What should we look at?").fill("I read it, and it says something else.")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your report was received")
    assert ProblemReport.objects.get().kind == "source"
