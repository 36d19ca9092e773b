"""The evidence sheet, the findings beside the text, and publishing, in a real browser."""

from uuid import UUID

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Edition
from references.models import Citation
from tests import builders

pytestmark = pytest.mark.django_db(transaction=True)

PAIN, SLEEP, OPEN = (UUID(int=n) for n in (1, 2, 3))
SCREENS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 360)]


@pytest.fixture
def article():
    """A draft with a judged claim, one that nobody judged, and one that is openly without evidence."""
    first, second = builders.source("first2020"), builders.source("second2020")
    said = {
        **builders.said(PAIN, sources={first.citekey: ("supports", "Pain fell by 2 points.")}),
        **builders.said(SLEEP, sources={second.citekey: ("supports", "Sleep was longer.")}),
        **builders.said(OPEN, no_evidence_because="Nobody looked."),
    }
    html = (
        f"<h2>Trials</h2><p>{builders.mark('Pain fell by 2 points.', first.citekey, id=PAIN)} "
        f"{builders.mark('Sleep got longer.', second.citekey, id=SLEEP)} {builders.mark('Wounds heal.', id=OPEN)}</p>"
    )
    made = builders.article(html, said=said, title="Magnesium and the spine", answer="")
    builders.judge(Citation.objects.get(claim=PAIN))
    return made


@pytest.fixture
def without_javascript(browser, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()


def address(name, article):
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


@pytest.mark.parametrize(("scheme", "width"), SCREENS)
def test_the_pages_are_accessible_and_fit_the_screen(page, sign_in, axe, csp_violations, article, scheme, width):
    violations = csp_violations(page)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, builders.person("Editor", "Publisher"))
    citation = Citation.objects.get(claim=SLEEP)
    sheet = address("evidence", article)
    paths = [
        sheet,
        f"{sheet}?citation={citation.pk}",
        f"{sheet}?citation={citation.pk}&passage={citation.passages.get().pk}",
        f"{sheet}?claim={OPEN}",
        address("findings", article),
    ]
    for path in paths:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert violations == []  # axe writes styles of its own, so it comes after
        # the admin's own frame (header, breadcrumbs, theme button) is Django's
        axe(page, "#content")
        violations.clear()


def test_an_editor_fills_a_gap_by_keyboard(page, sign_in, csp_violations, article):
    violations = csp_violations(page)
    sign_in(page, builders.editor())
    page.goto(address("evidence", article))
    page.keyboard.press("j")  # claim 1
    page.keyboard.press("j")  # its citation
    page.keyboard.press("j")  # claim 2
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page.get_by_role("combobox", name="Stance")).to_be_focused()
    page.get_by_label("Quote, word for word").fill("Sleep was 17 minutes longer.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("The citation is saved.")).to_be_visible()
    quotes = Citation.objects.get(claim=SLEEP).passages.values_list("quote", flat=True)
    assert "Sleep was 17 minutes longer." in quotes
    assert violations == []


def test_what_was_typed_on_the_sheet_is_not_left_without_a_question(page, sign_in, article):
    sign_in(page, builders.editor())
    page.goto(f"{address('evidence', article)}?claim={PAIN}")
    page.get_by_label("Who says so").fill("labels")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Preview").click()
    expect(page.get_by_text("Draft, not published.")).to_be_visible()
    assert asked == ["beforeunload"]


def test_a_finding_beside_the_text_leads_to_its_place(page, sign_in, csp_violations, article):
    violations = csp_violations(page)
    sign_in(page, builders.editor())
    page.goto(article.get_admin_url())
    side = page.locator("#article-side")
    expect(side.get_by_role("heading", name="3 findings block publishing")).to_be_visible()
    expect(page.locator(".ProseMirror [data-claim]")).to_have_count(3)
    side.get_by_role("link", name="Claim 2").click()
    assert page.evaluate("getSelection().toString()") == "Sleep got longer."
    assert page.evaluate("document.activeElement.isContentEditable")
    side.get_by_role("link", name="Answer", exact=True).click()
    assert page.evaluate("document.activeElement.closest('.form-row').className.includes('field-answer')")
    assert violations == []


def test_f8_goes_from_finding_to_finding(page, sign_in, article):
    sign_in(page, builders.editor())
    page.goto(article.get_admin_url())
    chips = page.locator("#article-side .jump")
    expect(chips).to_have_count(3)
    for n in (0, 1, 2, 0):
        page.keyboard.press("F8")
        expect(chips.nth(n)).to_have_attribute("aria-current", "true")
    page.keyboard.press("Shift+F8")
    expect(chips.nth(2)).to_have_attribute("aria-current", "true")


def test_a_link_to_a_claim_in_the_text_leads_to_it(page, sign_in, article):
    sign_in(page, builders.editor())
    page.goto(address("evidence", article))
    page.get_by_role("link", name="in the text").nth(1).click()
    expect(page.locator(".ProseMirror:focus")).to_contain_text("Sleep got longer.")
    assert page.evaluate("getSelection().toString()") == "Sleep got longer."


def test_the_box_shows_what_would_stop_an_edition_that_is_not_yet_checked_and_keeps_the_note(page, sign_in, article):
    sign_in(page, builders.publisher())
    page.goto(article.get_admin_url())
    page.get_by_label("Note for readers, if you like").fill("An old text.")
    page.get_by_role("link", name="as not yet checked").click()
    expect(page.get_by_role("link", name="as checked")).to_be_visible()
    expect(page.get_by_label("Note for readers, if you like")).to_have_value("An old text.")


def test_findings_that_cannot_be_loaded_say_so(page, sign_in, article):
    sign_in(page, builders.editor())
    page.route("**/findings/?fragment=1", lambda route: route.abort())
    page.goto(article.get_admin_url())
    expect(page.get_by_text("The findings could not be loaded.")).to_be_visible()
    page.get_by_role("link", name="Open them on their own page").click()
    expect(page.get_by_role("heading", name="3 findings block publishing")).to_be_visible()


def test_without_javascript_a_row_is_edited_and_an_article_published(without_javascript, sign_in):
    page = without_javascript
    made, citation = builders.cited_article()
    builders.judge(citation)
    sign_in(page, builders.editor())
    page.goto(address("evidence", made))
    page.get_by_role("link", name=f"Edit {citation.source.citekey} for claim 1").click()
    page.get_by_role("combobox", name="Stance").select_option("qualifies")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Its verdict is out of date now")).to_be_visible()
    citation.refresh_from_db()
    assert citation.stance == "qualifies"
    builders.judge(citation, "partly", now=builders.later(9))

    sign_in(page, builders.publisher())
    page.goto(address("findings", made))
    page.get_by_role("button", name="Publish edition 1").click()
    page.get_by_role("link", name="See it as readers do").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(made.title)
    assert Edition.objects.get().article == made
