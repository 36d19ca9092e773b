"""Findings beside the text, the rules behind them, and letting one stand, in a real browser."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles import waiving
from articles.models import QuestionAnswer, Waiver
from articles.rule_pages import waive_address
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db(transaction=True)

SCREENS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 360)]


@pytest.fixture
def article():
    """A judged draft without a word of caution, and with two questions that nobody answers."""
    made, citation = builders.cited_article(before_you_take_it="", title="Magnesium and the spine")
    builders.judge(citation)
    for n, words in enumerate(("Why does it hurt?", "When does it end?")):
        QuestionAnswer.objects.create(parent=made, region="main", ordering=90 + n, question=words)
    return made


def finding(article, code="no-caution"):
    return next(f for f in waiving.found_in(article, now=later(9)).values() if f.code == code)


@pytest.fixture
def without_javascript(browser, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("scheme", "width"), SCREENS)
def test_the_pages_are_accessible_and_fit_the_screen(page, sign_in, axe, csp_violations, article, scheme, width):
    violations = csp_violations(page)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    about = {"code": "no-caution", "about": finding(article).about}
    by = builders.reviewer(first_name="Ann", last_name="Ode")
    builders.rule_weight("question-without-answer", "warn")
    sign_in(page, builders.reviewer())

    def look(path):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert violations == []  # axe writes styles of its own, so it comes after
        axe(page, "#content" if path.startswith("/admin/") else None)
        violations.clear()

    findings, waive = (
        reverse("admin:articles_article_findings", args=[article.pk]),
        waive_address(article.pk, finding(article)),
    )
    for path in (reverse("audit-rules"), waive, findings):
        look(path)
    page.goto(waive)
    page.get_by_role("button", name="Let it stand").click()
    expect(page.get_by_text("Say why this finding may stand").first).to_be_visible()
    axe(page)
    violations.clear()  # the browser counts an answer of 422 as one
    waiving.waive(article=article, **about, because="It is said in the text above.", by=by, now=later(10))
    look(waive)
    page.goto(findings)
    page.get_by_text("1 let stand by a reviewer").click()
    page.get_by_text("Let one stand").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page, "#content")


def test_a_reviewer_lets_a_finding_stand_without_javascript_and_an_editor_sees_it_beside_the_text(
    page, without_javascript, sign_in, csp_violations, article
):
    reviewer = without_javascript
    sign_in(reviewer, builders.reviewer(first_name="Ann", last_name="Ode"))
    reviewer.goto(reverse("admin:articles_article_findings", args=[article.pk]))
    reviewer.get_by_role("link", name=re.compile("Let it stand.*A dose or a benefit")).click()
    reviewer.get_by_label("Why may it stand?").fill("The whole text is about caution.")
    reviewer.get_by_role("button", name="Let it stand").click()
    expect(reviewer.get_by_text("1 let stand by a reviewer")).to_be_visible()
    assert reviewer.url.endswith("/findings/")

    violations = csp_violations(page)
    sign_in(page, builders.editor())
    page.goto(article.get_admin_url())
    side = page.locator("#article-side")
    side.get_by_text("1 let stand by a reviewer").click()
    expect(side.get_by_text("The whole text is about caution.")).to_be_visible()
    expect(side.get_by_text("Ann Ode")).to_be_visible()
    expect(side.get_by_role("link", name="Take it back")).to_have_count(0)
    assert violations == []


def test_a_finding_leads_to_its_rule_and_to_its_place_and_f8_passes_what_stands(page, sign_in, article):
    about = {"code": "no-caution", "about": finding(article).about}
    waiving.waive(article=article, **about, because="So.", by=builders.reviewer(), now=later(10))
    sign_in(page, builders.editor())
    page.goto(article.get_admin_url())
    side = page.locator("#article-side")
    expect(side.get_by_text("2 questions have no answer.")).to_be_visible()
    chips = side.locator(".jump:not(.let-stand .jump)")
    for _ in range(chips.count()):
        page.keyboard.press("F8")
        expect(side.locator(".let-stand .jump[aria-current]")).to_have_count(0)
    side.get_by_text("2 questions have no answer.").locator("..").get_by_role("link", name="Why").click()
    rule = page.locator("#question-without-answer")
    expect(rule).to_be_in_viewport()
    expect(rule).to_contain_text("A question has no answer")


def test_a_reason_typed_while_the_text_changed_is_not_lost(page, sign_in, article):
    sign_in(page, builders.reviewer())
    page.goto(waive_address(article.pk, finding(article)))
    page.get_by_label("Why may it stand?").fill("A long thought.")
    article.before_you_take_it = "<p>Ask a doctor.</p>"
    article.save()
    page.get_by_role("button", name="Let it stand").click()
    expect(page.get_by_text("This finding is no longer there")).to_be_visible()
    expect(page.get_by_label("What you typed, to copy")).to_have_value("A long thought.")
    assert not Waiver.objects.exists()
