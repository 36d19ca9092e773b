"""Editing in a real browser, mostly by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import KeyPoints, Text
from references.models import Citation, Claim, Source
from references.outcomes import Outcome
from tests import builders

from .keyboard import click, press

MARK = ".ProseMirror [data-claim]"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def emi():
    return builders.editor(username="emi", first_name="Emi")


@pytest.fixture
def open_article(page, sign_in, emi):
    """open_article(article): its change page as Emi, with every editor ready."""
    sign_in(page, emi)

    def open_article(article, page=page):
        page.goto(f"/admin/articles/article/{article.pk}/change/")
        ready(page)
        return page

    return open_article


def ready(page):
    expect(page.locator(".order-machine .ProseMirror[contenteditable]").first).to_be_visible()
    page.wait_for_load_state("networkidle")


def text_editor(page):
    return page.locator("[id^=articles_text_set-]:not(.empty-form) .ProseMirror[contenteditable]").first


def open_dialog(page):
    press(page, "Control+Alt+k")
    dialog = page.get_by_role("dialog", name="What does this claim rest on?")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Save claim")).to_be_enabled()
    return dialog


def keep_claim(page):
    page.keyboard.press("Control+Enter")
    expect(page.locator("dialog")).to_have_count(0)


def leave_dialog(page):
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)


def save(page):
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    ready(page)


def stored_text(article):
    return Text.objects.get(parent=article).text


# ---- claims


def test_an_editor_writes_marks_and_sources_a_sentence_without_a_mouse(page, open_article, emi, csp_violations):
    faults = csp_violations(page)
    builders.source("yousef2013", title="Sequential therapy", authors=[{"family": "Yousef", "given": "A A"}])
    article = builders.article("<h2>Trials</h2><p>Before.</p>", by=emi)
    open_article(article)
    text_editor(page).focus()
    press(page, "Control+End", "Enter")
    page.keyboard.type("Pain fell by two points.")
    press(page, "Shift+Home")
    dialog = open_dialog(page)
    expect(dialog.locator("blockquote")).to_have_text("Pain fell by two points.")
    page.keyboard.type("yousef")
    expect(dialog.get_by_role("status")).to_contain_text(["1 source found."])
    press(page, "ArrowDown", "ArrowUp", "Enter")
    expect(dialog.get_by_role("status")).to_contain_text(["Yousef 2020 added."])
    dialog.get_by_label("qualifies").check()
    dialog.get_by_label("Place").fill("Abstract, results")
    dialog.get_by_label("Finding, in our words").fill("Pain fell from 7 to 5.")
    dialog.get_by_label("Kind").select_option("efficacy")
    keep_claim(page)
    expect(page.locator(".ProseMirror .claim-never")).to_have_text("Pain fell by two points.")
    save(page)
    citation = Citation.objects.get()
    assert citation.claim.text == "Pain fell by two points."
    assert (citation.source.citekey, citation.stance) == ("yousef2013", "qualifies")
    assert citation.passages.get().finding == "Pain fell from 7 to 5."
    assert re.sub(r'="[0-9a-f-]{36}"', "", stored_text(article)) == (
        '<h2>Trials</h2><p>Before.</p><p><span data-claim data-sources="yousef2013">Pain fell by two points.</span></p>'
    )
    assert faults == []


def test_the_editors_are_alive_under_the_policy_on_every_page(page, open_article, emi, csp_violations):
    faults = csp_violations(page)
    article, _ = builders.cited_article(by=emi)
    page.goto("/admin/articles/article/add/")
    ready_fields = page.locator(".ProseMirror[contenteditable]")
    expect(ready_fields).to_have_count(3)
    page.goto("/admin/articles/article/")
    expect(page.get_by_role("link", name=article.title)).to_be_visible()
    open_article(article)
    expect(page.locator(".ProseMirror[contenteditable]")).to_have_count(4)
    page.context.clear_cookies()
    page.goto("/admin/login/")
    expect(page.get_by_label("Username")).to_be_visible()
    assert faults == []


def test_the_editor_shows_how_each_claim_stands_and_stores_nothing_of_it(page, open_article, emi):
    article, citation = builders.cited_article("Pain fell by 2 points.", by=emi)
    html = stored_text(article)
    builders.judge(citation)
    open_article(article)
    expect(page.locator(".ProseMirror .claim-checked")).to_have_text("Pain fell by 2 points.")
    expect(page.locator(".ProseMirror .claim-checked")).to_have_attribute("title", "Matches its source · 1 source")
    click(page, page.locator(".ProseMirror .claim-checked"))
    expect(page.locator(".ProseMirror:focus .claim-checked")).to_be_visible()
    press(page, "Home", "ArrowRight")
    page.keyboard.type("x")
    expect(page.locator(".ProseMirror .claim-stale")).to_have_attribute(
        "title", "Changed since it was checked · 1 source"
    )
    press(page, "Backspace")
    expect(page.locator(".ProseMirror .claim-checked")).to_be_visible()
    save(page)
    assert stored_text(article) == html
    builders.judge(citation, Outcome.CONTRADICTED, now=builders.later(9))
    open_article(article)
    expect(page.locator(".ProseMirror .claim-negative")).to_be_visible()


def test_the_dialog_shows_what_is_stored_and_what_was_said_since(page, open_article, emi):
    article, citation = builders.cited_article("Pain fell by 2 points.", by=emi, kind="safety")
    open_article(article)
    click(page, page.locator(MARK))
    dialog = open_dialog(page)
    expect(dialog.get_by_label("Kind")).to_have_value("safety")
    expect(dialog.get_by_label("supports")).to_be_checked()
    expect(dialog.get_by_text("Rests on 1 passage")).to_be_visible()
    expect(dialog.get_by_role("checkbox", name="There is no good evidence")).to_be_disabled()
    dialog.get_by_label("contradicts").check()
    keep_claim(page)
    click(page, page.locator(MARK))
    dialog = open_dialog(page)
    expect(dialog.get_by_label("contradicts")).to_be_checked()
    leave_dialog(page)
    save(page)
    citation.refresh_from_db()
    assert citation.stance == "contradicts"
    assert citation.passages.count() == 1


def test_escape_keeps_what_was_typed_and_cancel_forgets_it(page, open_article, emi):
    article, _ = builders.cited_article(by=emi)
    open_article(article)
    click(page, page.locator(MARK))
    dialog = open_dialog(page)
    dialog.get_by_label("Voice").select_option("reported")
    dialog.get_by_label("Who says so").fill("labels")
    leave_dialog(page)
    dialog = open_dialog(page)
    expect(dialog.get_by_label("Who says so")).to_have_value("labels")
    dialog.get_by_role("button", name="Cancel").click()
    dialog = open_dialog(page)
    expect(dialog.get_by_label("Voice")).to_have_value("own")


def test_a_copy_is_a_claim_of_its_own_and_a_moved_sentence_stays_the_same(page, context, open_article, emi):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    article, citation = builders.cited_article("Pain fell by 2 points.", by=emi)
    key = str(citation.claim_id)
    open_article(article)
    expect(page.locator(".ProseMirror .claim-never")).to_be_visible()
    click(page, text_editor(page))
    press(page, "Control+a")
    press(page, "Control+x", "Control+v")
    expect(page.locator(f'.ProseMirror [data-claim="{key}"]')).to_have_count(1)
    press(page, "Control+a")
    press(page, "Control+c", "Control+End", "Enter", "Control+v")
    expect(text_editor(page).locator("[data-claim]")).to_have_count(2)
    keys = text_editor(page).locator("[data-claim]").evaluate_all("all => all.map(e => e.dataset.claim)")
    assert keys[0] == key
    assert keys[1] != key
    save(page)
    copy = Claim.objects.get(pk=keys[1])
    assert copy.citations.get().passages.get() == citation.passages.get()
    assert Claim.objects.get(pk=key).present


def test_a_claim_is_removed_and_its_text_stays(page, open_article, emi):
    article, citation = builders.cited_article("Pain fell by 2 points.", by=emi)
    open_article(article)
    click(page, page.locator(MARK))
    open_dialog(page).get_by_role("button", name="Remove claim, keep text").click()
    expect(page.locator(MARK)).to_have_count(0)
    press(page, "Control+z")
    expect(page.locator(f'.ProseMirror [data-claim="{citation.claim_id}"]')).to_have_count(1)
    press(page, "Control+y")
    save(page)
    assert stored_text(article) == "<h2>Trials</h2><p>Pain fell by 2 points. That is all.</p>"
    assert not Claim.objects.get(pk=citation.claim_id).present


# ---- a new source in the dialog


def test_a_source_is_added_in_the_dialog_and_a_known_doi_leads_to_the_one_there_is(page, open_article, emi):
    builders.source("yousef2013", doi="10.1111/anae.12107", authors=[{"family": "Yousef", "given": "A"}], year=2013)
    article = builders.article("<p>Pain fell.</p>", by=emi)
    open_article(article)
    click(page, text_editor(page))
    press(page, "Control+End", "Shift+Home")
    dialog = open_dialog(page)
    page.keyboard.type("https://doi.org/10.1186/s40795-016-0121-3")
    expect(dialog.get_by_role("option", name="Look up DOI 10.1186/s40795-016-0121-3")).to_be_visible()
    press(page, "ArrowDown", "Enter")
    form = dialog.get_by_role("group", name="New source")
    form.get_by_label("Identifier or address").fill("doi:10.1111/ANAE.12107")
    form.get_by_label("Title").fill("Higher bioavailability")
    form.get_by_label("Authors").fill("Kappeler, D.")
    form.get_by_label("Year").fill("2017")
    expect(form.get_by_label("Citekey")).to_have_value("kappeler2017")
    press(page, "Enter")
    expect(form.get_by_role("alert")).to_contain_text("This DOI belongs to Yousef 2013")
    expect(form.get_by_role("link", name="Look at it")).to_have_attribute("href", re.compile("/references/source/"))
    expect(form.get_by_role("button", name="Use Yousef 2013")).to_be_focused()
    form.get_by_label("Identifier or address").fill("https://doi.org/10.1186/s40795-016-0121-3")
    form.get_by_label("Title").fill("")
    form.get_by_role("button", name="Add source").click()
    expect(form.get_by_label("Title")).to_have_attribute("aria-invalid", "true")
    form.get_by_label("Title").fill("Higher bioavailability of magnesium citrate")
    form.get_by_role("button", name="Add source").click()
    expect(dialog.get_by_role("region", name="Kappeler 2017")).to_be_visible()
    keep_claim(page)
    save(page)
    assert Citation.objects.get().source == Source.objects.get(citekey="kappeler2017")


# ---- what goes wrong is said, and nothing is lost


def test_a_lost_connection_is_said_in_the_dialog_and_before_a_save(page, open_article, emi):
    article, _ = builders.cited_article(by=emi)
    open_article(article)
    click(page, page.locator(MARK))
    dialog = open_dialog(page)
    page.context.set_offline(True)
    page.keyboard.type("magnesium")
    expect(dialog.get_by_role("alert").first).to_contain_text("The server could not be reached.")
    leave_dialog(page)
    click(page, page.locator(MARK))
    press(page, "Control+Alt+k")
    expect(page.get_by_role("alert").filter(has_text="could not be reached")).to_be_visible()
    leave_dialog(page)
    press(page, "Control+s")
    expect(page.locator("#editor-message")).to_contain_text("Not saved. The server could not be reached.")
    page.context.set_offline(False)
    save(page)


def test_signing_out_elsewhere_loses_no_text(page, open_article, emi, sign_in):
    article = builders.article("<p>One.</p>", by=emi)
    open_article(article)
    click(page, text_editor(page))
    press(page, "Control+End")
    page.keyboard.type(" Two.")
    page.context.clear_cookies()
    press(page, "Control+s")
    message = page.locator("#editor-message")
    expect(message).to_contain_text("Not saved. You are signed out.")
    expect(message.get_by_role("link", name="Sign in")).to_have_attribute("target", "_blank")
    other = page.context.new_page()
    other.goto("/admin/login/")
    other.get_by_label("Username").fill("emi")
    other.get_by_label("Password").fill("a long demo password")
    other.get_by_role("button", name="Log in").click()
    expect(other.get_by_role("button", name="Log out")).to_be_visible()
    other.close()
    save(page)
    assert stored_text(article) == "<p>One. Two.</p>"


def test_unsaved_changes_warn_before_leaving_and_an_untouched_page_does_not(page, open_article, emi):
    article, _ = builders.cited_article(by=emi)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    open_article(article)
    page.goto("/admin/")
    assert asked == []
    open_article(article)
    click(page, text_editor(page))
    page.keyboard.type("More.")
    page.goto("/admin/")
    assert asked == ["beforeunload"]
    open_article(article)
    click(page, text_editor(page))
    page.keyboard.type("More.")
    save(page)
    assert asked == ["beforeunload"]


def test_of_two_editors_the_second_sees_both_texts_and_loses_nothing(browser, page, open_article, sign_in, emi):
    article = builders.article("<p>Pain fell by two points.</p>", by=emi)
    jonas = builders.editor(username="jonas", first_name="Jonas")
    other = browser.new_context()
    second = other.new_page()
    sign_in(second, jonas)
    open_article(article)
    second.goto(page.url)
    ready(second)
    for who, words in ((page, " In both groups."), (second, " In one group.")):
        click(who, text_editor(who))
        press(who, "Control+End")
        who.keyboard.type(words)
    save(page)
    second.keyboard.press("Control+s")
    conflict = second.get_by_role("region", name="Two versions of this article")
    expect(conflict).to_contain_text("Emi saved it")
    expect(conflict.locator("del")).to_have_text(re.compile("both groups"))
    expect(conflict.locator("ins")).to_have_text(re.compile("one group"))
    expect(text_editor(second)).to_have_text("Pain fell by two points. In one group.")
    assert stored_text(article) == "<p>Pain fell by two points. In both groups.</p>"
    save(second)
    assert stored_text(article) == "<p>Pain fell by two points. In one group.</p>"
    other.close()


# ---- blocks without a mouse


def test_blocks_are_added_and_moved_by_keyboard(page, open_article, emi):
    article = builders.article("<p>First.</p>", by=emi)
    open_article(article)
    page.get_by_role("button", name="Insert a block here").first.focus()
    press(page, "Enter", "Tab", "Enter")
    new = page.locator("#articles_keypoints_set-0")
    expect(new).to_be_visible()
    click(page, new.locator(".ProseMirror[contenteditable]"))
    page.keyboard.type("A point.")
    new.locator("h3").focus()
    press(page, "Alt+ArrowUp")
    expect(page.locator("#editor-moves")).to_have_text("Block 1 of 2.")
    save(page)
    assert KeyPoints.objects.get(parent=article).ordering < Text.objects.get(parent=article).ordering


# ---- everybody can use it


def test_axe_finds_nothing_in_the_dialog(page, open_article, emi, axe):
    article, citation = builders.cited_article(by=emi)
    builders.passage(citation.source)
    open_article(article)
    click(page, page.locator(MARK))
    dialog = open_dialog(page)
    dialog.get_by_text("Rests on 1 passage").click()
    dialog.get_by_role("button", name="Write a passage").click()
    dialog.get_by_role("combobox").last.fill("nothing like it")
    expect(dialog.locator("[role=option]")).to_have_text("+ Add a new source")
    axe(page, "dialog")
    dialog.locator("[role=option]").click()
    axe(page, "dialog")


def test_a_reviewer_reads_the_draft(page, sign_in, csp_violations):
    faults = csp_violations(page)
    article, _ = builders.cited_article("Pain fell by 2 points.")
    sign_in(page, builders.reviewer())
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    expect(page.get_by_role("article")).to_contain_text("Pain fell by 2 points.")
    assert faults == []


def test_everything_selected_in_one_paragraph_can_be_a_claim(page, open_article):
    open_article(builders.article("<p>Pain fell by 2 points.</p>"))
    click(page, text_editor(page))
    press(page, "Control+a")
    open_dialog(page)
    keep_claim(page)
    expect(page.locator(MARK, has_text="Pain fell by 2 points.")).to_have_count(1)


def test_without_a_selection_the_editor_says_what_to_select(page, open_article):
    open_article(builders.article("<p>Pain fell by 2 points.</p>"))
    click(page, text_editor(page))
    press(page, "End", "Control+Alt+k")
    expect(page.get_by_role("status").filter(has_text="Select one sentence")).to_be_visible()
    press(page, "ArrowLeft")
    expect(page.get_by_text("Select one sentence")).to_have_count(0)


def test_undo_from_outside_an_editor_leaves_its_text_alone(page, open_article):
    open_article(builders.article("<p>Pain fell by 2 points.</p>"))
    click(page, text_editor(page))
    press(page, "End")
    page.keyboard.type(" More was said.")
    click(page, page.locator("#content h1"))
    press(page, "Control+z", "Control+z")
    expect(text_editor(page)).to_have_text("Pain fell by 2 points. More was said.")
