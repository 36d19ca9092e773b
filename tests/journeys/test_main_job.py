"""The main job, end to end, in a real browser: from a source to a public page, and what a changed number does."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from references.models import Citation, Claim
from tests import builders

from .keyboard import click, press

pytestmark = pytest.mark.django_db(transaction=True)

SENTENCE = "In 80 people pain fell by 3 points."
PASSWORD = "a long demo password"


def sign_in_by_form(page, user):
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("#user-tools")).to_be_visible()


def write_and_mark(page, article):
    page.goto(article.get_admin_url())
    click(page, page.locator(".ProseMirror:visible", has_text="This is the body."))
    press(page, "Control+End", "Enter")
    page.keyboard.type(SENTENCE)
    press(page, "Shift+Home", "Control+Alt+k")


def find_source_and_give_passage(page):
    dialog = page.get_by_role("dialog", name="What does this claim rest on?")
    expect(dialog).to_be_visible()
    page.keyboard.type("drips")
    expect(dialog.get_by_role("option", name="Drips and tablets").first).to_be_visible()
    page.keyboard.press("Enter")
    dialog.get_by_label("Place").fill("Abstract, results")
    dialog.get_by_label("Finding, in our words").fill("80 people; pain fell by 3 points.")
    page.keyboard.press("Control+Enter")
    expect(dialog).to_be_hidden()


def save(page):
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def publish(page, article, note=""):
    page.goto(f"/admin/articles/article/{article.pk}/findings/")
    if note:
        page.get_by_label("What changed, for readers").fill(note)
    page.get_by_role("button", name="Publish edition").click()


def judge(page, outcome):
    page.goto("/audit/")
    page.get_by_role("button", name="Start with the first").click()
    page.get_by_role("radio", name=outcome).first.check(force=True)
    page.get_by_label("Abstract", exact=True).check(force=True)
    page.get_by_role("button", name="Save").first.click()


def approve(page, article):
    page.goto(f"/audit/articles/{article.pk}/approve/")
    page.get_by_role("radio", name="Medical").check()
    for omission in page.locator(".omission").all():
        omission.get_by_role("radio", name="It is there").check()
    page.get_by_label("Your interests in this topic").fill("None")
    page.get_by_role("button", name="Approve this text").click()
    expect(page.get_by_text("Your medical approval is recorded.")).to_be_visible()


def change_the_number(page, article):
    page.goto(article.get_admin_url())
    click(page, page.locator(".ProseMirror span[data-claim]", has_text="pain fell by 3"))
    press(page, "End", *["ArrowLeft"] * len(" points."), "Backspace", "4")
    expect(page.locator(".ProseMirror span[data-claim]", has_text="pain fell by 4 points.")).to_be_visible()
    save(page)


def test_written_judged_approved_published_and_checked_by_a_reader(page, context, csp_violations):
    violations = csp_violations(page)
    editor, reviewer, publisher = builders.editor(), builders.reviewer(), builders.publisher()
    builders.source("yousef2013", title="Drips and tablets of magnesium")
    article = builders.article(
        "<p>This is the body.</p>", by=editor, title="Magnesium and pain", slug="magnesium-and-pain", is_health=True
    )

    sign_in_by_form(page, editor)
    write_and_mark(page, article)
    find_source_and_give_passage(page)
    save(page)
    claim = Claim.objects.of(article).get()
    assert (claim.text, claim.changed_by) == (SENTENCE, editor)
    assert [p.locator for p in claim.citations.get().passages.all()] == ["Abstract, results"]

    context.clear_cookies()
    sign_in_by_form(page, reviewer)
    judge(page, "Supported")
    assert Citation.objects.get().is_fresh

    context.clear_cookies()
    sign_in_by_form(page, builders.doctor(first_name="Dora", last_name="Doctor"))
    approve(page, article)

    context.clear_cookies()
    sign_in_by_form(page, publisher)
    publish(page, article)
    expect(page.locator(".messagelist .success")).to_be_visible()

    context.clear_cookies()
    page.goto("/articles/magnesium-and-pain/")
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    expect(page.get_by_label("About this article")).to_contain_text("Dora Doctor")
    page.get_by_role("link", name="Source 1, supports").first.click()
    card = page.locator(".card:visible")
    expect(card).to_contain_text("80 people; pain fell by 3 points.")
    card.get_by_role("link", name="source", exact=False).last.click()
    page.wait_for_url("**/sources/yousef2013/")
    expect(page.get_by_text(SENTENCE)).to_be_visible()

    sign_in_by_form(page, editor)
    change_the_number(page, article)
    assert not Citation.objects.get().is_fresh

    context.clear_cookies()
    sign_in_by_form(page, publisher)
    page.goto(f"/admin/articles/article/{article.pk}/findings/")
    expect(page.get_by_text("changed after the verdict").first).to_be_visible()
    expect(page.get_by_role("button", name="Publish edition 2")).to_be_disabled()
    assert Article.objects.get(pk=article.pk).live_edition.number == 1

    context.clear_cookies()
    page.goto("/articles/magnesium-and-pain/")
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    assert violations == []
