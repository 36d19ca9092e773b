"""Somebody stands for a text, and for one that could not wait, in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Approval, Edition
from articles.models.approval import Omission
from tests import builders

pytestmark = pytest.mark.django_db(transaction=True)

SCREENS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 360)]


@pytest.fixture
def article():
    """A judged health article that lacks its medical approval only."""
    return builders.health_article(title="Magnesium and the spine", slug="magnesium-and-the-spine")[0]


@pytest.fixture
def doctor():
    return builders.doctor(first_name="Dora", last_name="Doctor")


@pytest.fixture
def without_javascript(browser, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()


def box(page, article):
    page.goto(reverse("admin:articles_article_findings", args=[article.pk]))


def fill_the_list(page, but=()):
    for omission in Omission:
        one = page.locator(f"#id_is_{omission}")
        if omission in but:
            one.get_by_role("radio", name="It does not apply").check()
            one.get_by_role("textbox").fill(but[omission])
        else:
            one.get_by_role("radio", name="It is there").check()


def approve(page):
    page.get_by_label("Your interests in this topic").fill("None")
    page.get_by_role("button", name="Approve this text").click()
    expect(page.get_by_text("approval is recorded")).to_be_visible()


def test_a_doctor_reads_and_approves_and_readers_are_told_who(page, sign_in, csp_violations, article, doctor):
    violations = csp_violations(page)
    sign_in(page, builders.publisher())
    box(page, article)
    expect(page.get_by_text("Could approve it: Dora Doctor.")).to_be_visible()
    expect(page.get_by_role("button", name="Publish edition 1")).to_be_disabled()

    sign_in(page, doctor)
    box(page, article)
    page.get_by_role("link", name="Read it, and give an approval").click()
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("heading", name="Magnesium and the spine")).to_be_visible()
    page.get_by_role("radio", name="Medical").check()
    fill_the_list(page, {Omission.PREGNANCY: "Only men were studied."})
    approve(page)
    assert Approval.objects.get().checklist["pregnancy"] == "Only men were studied."

    sign_in(page, builders.publisher())
    box(page, article)
    page.get_by_role("button", name="Publish edition 1").click()
    page.goto(article.get_absolute_url())
    expect(page.get_by_label("About this article")).to_contain_text("Medically reviewed by")
    expect(page.get_by_label("About this article")).to_contain_text("Dora Doctor")
    assert violations == []


def test_what_could_not_wait_is_approved_afterwards(page, context, sign_in, csp_violations, article, doctor):
    violations = csp_violations(page)
    sign_in(page, builders.publisher())
    box(page, article)
    page.get_by_role("link", name="Publish in an emergency").click()
    page.get_by_label("Why this cannot wait").fill("The limit was ten times too high.")
    page.get_by_role("button", name="Publish edition 1 in an emergency").click()
    expect(page.locator(".messagelist .success")).to_contain_text("published in an emergency")

    context.clear_cookies()
    page.goto(article.get_absolute_url())
    expect(page.get_by_text("The limit was ten times too high.")).to_be_visible()

    sign_in(page, doctor)
    box(page, article)
    page.get_by_role("link", name="Read it and approve it afterwards").click()
    fill_the_list(page)
    approve(page)
    assert not Edition.objects.in_emergency_unapproved().exists()

    context.clear_cookies()
    page.goto(article.get_absolute_url())
    expect(page.get_by_role("heading", name="Magnesium and the spine")).to_be_visible()
    expect(page.get_by_text("The limit was ten times too high.")).to_have_count(0)
    assert violations == []


def test_an_approval_is_given_without_scripts_and_a_mistake_costs_nothing(without_javascript, sign_in, article, doctor):
    page = without_javascript
    sign_in(page, doctor)
    page.goto(reverse("approve", args=[article.pk]))
    page.get_by_role("radio", name="Medical").check()
    fill_the_list(page)
    page.get_by_label("Note, optional").fill("Read twice.")
    page.get_by_role("button", name="Approve this text").click()
    expect(page.get_by_role("alert")).to_contain_text("Declare your interests")
    expect(page.get_by_label("Note, optional")).to_have_value("Read twice.")
    approve(page)
    assert Approval.objects.get().note == "Read twice."


@pytest.mark.parametrize(("scheme", "width"), SCREENS)
def test_the_pages_are_accessible_and_fit_the_screen(
    page, sign_in, axe, csp_violations, article, doctor, scheme, width
):
    violations = csp_violations(page)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, builders.person("Publisher", "Reviewer"))
    at = reverse("approve", args=[article.pk])
    paths = [reverse("admin:articles_article_emergency", args=[article.pk]), at]
    look(page, axe, violations, paths)
    edition = builders.publish_in_emergency(article)
    sign_in(page, doctor)
    box_page = reverse("admin:articles_article_findings", args=[article.pk])
    afterwards = reverse("approve-afterwards", args=[article.pk, edition.number])
    public = article.get_absolute_url()
    look(page, axe, violations, [at, afterwards, box_page, public, f"{public}evidence/", f"{public}editions/"])
    page.goto(at)
    page.get_by_role("button", name="Approve this text").click()
    expect(page.get_by_role("alert")).to_be_visible()
    axe(page)


def look(page, axe, violations, paths):
    for path in paths:
        page.goto(path)
        sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(sideways) <= 0, path
        assert violations == []  # axe writes styles of its own, so it comes after
        # the admin's own frame (header, breadcrumbs, theme button) is Django's
        axe(page, "#content" if path.startswith("/admin/") else None)
        violations.clear()
