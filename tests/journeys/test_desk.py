"""The desk in a real browser: by keyboard, on a phone, without scripts, and when something goes wrong meanwhile."""

import re
from uuid import UUID

import pytest
from playwright.sync_api import expect

from references.models import Citation, Verdict
from references.outcomes import Mismatch, Outcome, Way
from tests import builders
from tests.builders import later

from .keyboard import click, press

pytestmark = pytest.mark.django_db(transaction=True)

SAID = "365 mg did better at day 4. At day 10 pain did not differ."


def claims(count):
    return [UUID(int=n) for n in range(1, count + 1)]


def text(sentences, citekey):
    marks = (builders.mark(s, citekey, id=UUID(int=n)) for n, s in enumerate(sentences, 1))
    return "<h2>Trials</h2>" + "".join(f"<p>Little is known. {mark}</p>" for mark in marks)


def article(*sentences, by=None, **extra):
    """An article with these sentences, each in a paragraph of its own, all on one source."""
    source = builders.source(url="https://example.org/", abstract=f"Results: {SAID}")
    said = {}
    for claim in claims(len(sentences)):
        said |= builders.said(claim, sources={source.citekey: ("supports", SAID)})
    return builders.article(text(sentences, source.citekey), by=by or builders.editor(), said=said, **extra)


def citation(number=1):
    return Citation.objects.get(claim=UUID(int=number))


def rewritten(made, *sentences):
    builders.rewrite(made, text(sentences, citation().source.citekey), by=builders.editor(), now=later(5))


@pytest.fixture
def reviewer(page, sign_in):
    person = builders.reviewer(first_name="Demo", last_name="Reviewer")
    sign_in(page, person)
    return person


def desk(page, number=1):
    page.goto(citation(number).get_audit_url())
    expect(page.locator("html.keys-on")).to_be_attached()
    return page


def send(page, *keys):
    """Press keys, the last of which sends the form."""
    press(page, *keys[:-1])
    with page.expect_navigation():
        page.keyboard.press(keys[-1])


def sentence(page):
    return page.locator(".pane .sent")


def test_ten_items_are_judged_with_the_keyboard_alone(page, reviewer, csp_violations):
    violations = csp_violations(page)
    article(*(f"On day {n} pain was less." for n in range(1, 11)))
    desk(page)
    given = {}
    for number in range(1, 11):
        day = int(re.search(r"On day (\d+)", sentence(page).inner_text())[1])
        given[day] = outcome = list(Outcome)[number % 5]
        press(page, str(number % 5 + 1), "n")
        page.keyboard.type(f"Note {day}, with 1 and 6 and s in it.")
        send(page, "Escape", "Enter") if number % 2 else send(page, "Control+Enter")
        expect(page.get_by_text(f"Saved: {outcome.label}")).to_be_visible()
    expect(page.locator("h1")).to_contain_text("Nothing waits for you")
    verdicts = {int(re.search(r"\d+", v.note)[0]): v for v in Verdict.objects.all()}
    assert {day: v.outcome for day, v in verdicts.items()} == given
    assert {v.note for v in verdicts.values()} == {f"Note {n}, with 1 and 6 and s in it." for n in range(1, 11)}
    assert {v.read for v in verdicts.values()} == {"abstract"}
    # day 4 and day 10 stand in the source, so the numbers speak for a tag in the others, and in none that is supported
    doubted = {day for day, outcome in given.items() if outcome != Outcome.SUPPORTED}
    assert {day for day, v in verdicts.items() if v.mismatches == [Mismatch.NUMBER]} == doubted - {4, 10}
    assert violations == []


def test_tags_are_reached_by_t_and_their_letters_and_keys_of_the_page_wait_meanwhile(page, reviewer):
    article("Pain was less.")
    desk(page)
    press(page, "2", "t", "d", "d", "Space")
    expect(page.get_by_role("checkbox", name="Design")).to_be_focused()
    expect(page.get_by_role("checkbox", name="Design")).to_be_checked()
    press(page, "n")  # the tag, not the note
    expect(page.get_by_role("checkbox", name="Number")).to_be_focused()
    press(page, "r")
    expect(page.get_by_role("checkbox", name="Route")).to_be_focused()
    page.get_by_role("radio", name="Partly supported").focus()
    press(page, "r")
    expect(page.get_by_role("radio", name="Full text")).to_be_checked()
    send(page, "Enter")
    expect(page.get_by_text("Saved: partly supported")).to_be_visible()
    assert Verdict.objects.get().mismatches == ["design"]


def test_a_tag_that_the_numbers_imply_comes_with_a_verdict_that_doubts_and_goes_with_one_that_does_not(page, reviewer):
    article("On day 7 pain was less.")
    desk(page)
    tag = page.get_by_role("checkbox", name="Number")
    assert page.locator("input[name=mismatches]:checked").count() == 0
    press(page, "3")
    expect(tag).to_be_checked()
    press(page, "1")
    expect(tag).to_be_hidden()
    send(page, "Enter")
    expect(page.get_by_text("Saved: supported")).to_be_visible()
    assert Verdict.objects.get().mismatches == []


def test_what_a_person_set_is_not_overruled(page, reviewer):
    article("On day 7 pain was less.")
    desk(page)
    press(page, "3", "t", "n", "Space")  # take the implied tag away
    page.get_by_role("radio", name="Contradicted").focus()
    press(page, "2")
    expect(page.get_by_role("checkbox", name="Number")).not_to_be_checked()


def test_no_verdict_is_chosen_beforehand_and_a_forgotten_one_is_asked_for(page, reviewer):
    article("Pain was less.")
    desk(page)
    expect(page.get_by_role("radio", name="Supported", exact=True)).to_be_visible()
    assert page.locator("input[name=outcome]:checked").count() == 0
    press(page, "n")
    page.keyboard.type("A note.")
    send(page, "Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Choose one of the six verdicts.")
    expect(page.get_by_label("Note, optional")).to_have_value("A note.")


def test_a_suggestion_begins_with_the_sentence(page, reviewer):
    article("On day 7 pain was less.")
    desk(page)
    press(page, "2", "w")
    field = page.get_by_role("textbox", name="Suggested wording")
    expect(field).to_be_focused()
    expect(field).to_have_value("On day 7 pain was less.")
    field.fill("On day 4 pain was less.")
    send(page, "Control+Enter")
    expect(page.get_by_text("Saved: partly supported")).to_be_visible()
    assert Verdict.objects.get().suggested == "On day 4 pain was less."


def test_still_holds_by_one_key(page, reviewer):
    made = article("Pain was less.")
    builders.judge(citation(), note="It says so.", read="abstract")
    rewritten(made, "Pain got less.")
    desk(page)
    expect(page.locator(".chg del").first).to_contain_text("was")
    send(page, "h")
    expect(page.get_by_text("Saved: supported")).to_be_visible()
    assert citation().verdicts.last().way == Way.STILL_HOLDS


def test_still_holds_asks_why_where_a_number_differs(page, reviewer):
    made = article("On day 4 pain was less.")
    builders.judge(citation())
    rewritten(made, "On day 7 pain was less.")
    desk(page)
    page.get_by_role("button", name="Still holds").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why the verdict still holds.")
    press(page, "h")
    page.keyboard.type("Table 2 has day 7.")
    send(page, "Control+Enter")
    expect(page.get_by_text("Saved: supported")).to_be_visible()
    assert "Table 2 has day 7." in citation().verdicts.last().note


def test_an_edit_makes_exactly_the_touched_verdicts_stale(page, sign_in, reviewer):
    editor = builders.editor()
    made = article("Pain was less by 2 points.", "Sleep was better.", "Walking was easier.", by=editor)
    for number in (1, 2, 3):
        builders.judge(citation(number))
    sign_in(page, editor)
    page.goto(made.get_admin_url())
    click(page, page.locator(".ProseMirror span[data-claim]", has_text="2 points"))
    press(page, "End", *["ArrowLeft"] * len(" points."), "Backspace", "3")
    # around the second sentence, not in it
    click(page, page.locator(".ProseMirror p", has_text="Sleep was better."))
    press(page, "Home")
    page.keyboard.type("Still, ")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert [citation(n).is_fresh for n in (1, 2, 3)] == [False, True, True]

    sign_in(page, reviewer)
    desk(page)
    expect(page.locator(".item")).to_contain_text("Item 1 of 1")
    expect(page.locator(".chg del").first).to_contain_text("2")
    expect(page.locator(".chg ins").first).to_contain_text("3")
    desk(page, 2)
    expect(page.get_by_text("The paragraph around the sentence changed.")).to_be_visible()
    expect(page.get_by_role("button", name="Still holds")).to_have_count(0)


def test_the_same_words_in_two_places_are_shown_and_judged_together(page, reviewer):
    article("Pain was less.", "Pain was less.")
    desk(page)
    expect(page.get_by_role("heading", name="1 more place: one verdict for all of them")).to_be_visible()
    expect(page.locator(".contexts .sent")).to_have_text(["Pain was less."])
    send(page, "1", "Enter")
    expect(page.get_by_text("recorded in each of 2 places")).to_be_visible()
    assert [citation(n).outcome for n in (1, 2)] == ["supported", "supported"]


def test_a_wording_that_changed_meanwhile_is_refused_shown_and_nothing_typed_is_lost(page, reviewer, axe):
    made = article("On day 4 pain was less.")
    desk(page)
    press(page, "2", "n")
    page.keyboard.type("My note.")
    rewritten(made, "On day 7 pain was less.")
    send(page, "Control+Enter")
    changed = page.get_by_role("region", name="What changed while you read")
    expect(changed.locator("del")).to_contain_text("4")
    expect(sentence(page)).to_contain_text("7")
    expect(page.get_by_label("Note, optional")).to_have_value("My note.")
    expect(page.get_by_role("radio", name="Partly supported")).to_be_checked()
    axe(page)
    send(page, "Enter")
    expect(page.get_by_text("Saved: partly supported")).to_be_visible()
    assert Verdict.objects.get().judged_digest == citation().digest


def sign_in_again(page, person):
    expect(page.get_by_label("Username")).to_be_visible()
    page.get_by_label("Username").fill(person.username)
    page.get_by_label("Password").fill("a long demo password")
    page.get_by_role("button", name="Log in").click()


def test_a_session_that_ended_costs_nothing_that_was_typed(page, context, reviewer):
    article("Pain was less.")
    desk(page)
    press(page, "2", "n")
    page.keyboard.type("My note.")
    context.clear_cookies(name="sessionid")
    send(page, "Control+Enter")
    sign_in_again(page, reviewer)
    expect(page.get_by_text("You had been signed out. Nothing was saved yet.")).to_be_visible()
    expect(page.get_by_label("Note, optional")).to_have_value("My note.")
    expect(page.get_by_role("radio", name="Partly supported")).to_be_checked()
    expect(page.get_by_role("button", name="Put it back")).to_have_count(0)
    send(page, "Enter")
    expect(page.get_by_text("Saved: partly supported")).to_be_visible()
    assert Verdict.objects.get().note == "My note."


def test_what_was_typed_and_never_sent_is_offered_until_it_is_saved(page, reviewer, axe):
    article("On day 7 pain was less.")
    desk(page)
    press(page, "2", "t", "d", "Space")
    page.get_by_label("Note, optional").fill("My note.")
    desk(page)
    expect(page.get_by_text("You began a verdict here that was not saved.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_label("Note, optional")).to_have_value("My note.")
    expect(page.get_by_role("radio", name="Partly supported")).to_be_checked()
    expect(page.locator("input[name=mismatches]:checked")).to_have_count(2)
    page.get_by_role("button", name="Save and stay").click()
    expect(page.get_by_text("Saved: partly supported")).to_be_visible()
    desk(page)
    expect(page.get_by_text("You began a verdict here")).to_have_count(0)
    assert Verdict.objects.get().mismatches == ["number", "dose-basis"]


def test_keys_can_be_turned_off_and_the_desk_still_works(page, reviewer):
    article("Pain was less.")
    desk(page)
    press(page, "?")
    dialog = page.get_by_role("dialog")
    for line in ("Partly supported", "Open the source", "See it in the page"):
        expect(dialog).to_contain_text(line)
    dialog.get_by_role("checkbox").uncheck()
    dialog.get_by_role("button", name="Close").click()
    press(page, "2")
    assert page.locator("input[name=outcome]:checked").count() == 0
    page.get_by_role("radio", name="Supported", exact=True).focus()
    press(page, "Space")
    page.get_by_role("button", name="Save and next").press("Enter")
    expect(page.get_by_text("Saved: supported")).to_be_visible()


COVERED = """
() => {
  const focus = document.activeElement.getBoundingClientRect()
  const row = document.querySelector("form.judge").getBoundingClientRect()
  return !document.activeElement.closest("form.judge") && focus.top >= row.top && focus.bottom <= row.bottom
}
"""


def test_the_verdict_row_stays_in_reach_and_never_covers_what_has_the_focus(page, reviewer):
    made = article("On day 7 pain was less.", "Pain was less.")
    builders.judge(citation())
    rewritten(made, "On day 9 pain was less.", "Pain was less.")
    page.set_viewport_size({"width": 1280, "height": 800})
    for keys in ([], ["2"]):
        desk(page)
        press(page, *keys)
        page.evaluate("() => { scrollTo(0, 0); document.activeElement.blur() }")
        expect(page.get_by_role("radio", name="Contradicted")).to_be_in_viewport()
        for _ in range(40):
            page.keyboard.press("Tab")
            assert not page.evaluate(COVERED), page.evaluate("document.activeElement.outerHTML")


def test_choosing_a_verdict_does_not_move_what_is_being_read(page, reviewer):
    article("On day 7 pain was less.")
    page.set_viewport_size({"width": 1280, "height": 800})
    desk(page)
    press(page, "2", "t", "n", "n")
    assert page.evaluate("scrollY") == 0
    expect(page.get_by_role("button", name="Save and next")).to_be_in_viewport()


@pytest.mark.parametrize(("scheme", "width"), [(s, w) for s in ("light", "dark") for w in (1280, 360, 320)])
def test_the_desk_is_accessible_and_fits_the_screen(page, reviewer, axe, csp_violations, scheme, width):
    violations = csp_violations(page)
    made = article("On day 7 pain was less in 240 people.", "Pain was less.", "Pain was less.")
    source = citation().source
    source.sample_note, source.population, source.funding = "240 randomised, 209 analysed", "Adults", "None"
    source.save()
    builders.judge(citation(), Outcome.PARTLY, note="In one arm.", mismatches=["number"], suggested="Less pain.")
    rewritten(made, "On day 9 pain was less in 240 people.", "Pain was less.", "Pain was less.")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    for number in (1, 2):
        desk(page, number)
        _looks_right(page, axe)
        page.get_by_role("radio", name="Partly supported").check(force=True)
        _looks_right(page, axe)
    for details in page.locator("details").all():
        details.evaluate("panel => { panel.open = true }")
    _looks_right(page, axe)
    assert [v for v in violations if not re.search("422", v)] == []


def _looks_right(page, axe):
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url


def test_on_a_phone_verdicts_are_rows_that_a_thumb_can_reach(page, reviewer):
    article("On day 7 pain was less.")
    page.set_viewport_size({"width": 360, "height": 740})
    desk(page)
    for card in page.locator(".vc").all():
        box = card.bounding_box()
        assert box["height"] >= 44
        assert box["width"] > 280
    page.locator(".vc", has_text="Partly supported").click()
    page.get_by_role("button", name="Save and next").click()
    expect(page.get_by_text("Saved: partly supported")).to_be_visible()


@pytest.fixture
def without_javascript(browser, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_javascript_a_doubtful_verdict_is_given_and_one_still_holds(without_javascript, sign_in):
    page = without_javascript
    made = article("On day 7 pain was less.", "Pain was less.")
    builders.judge(citation(2))
    rewritten(made, "On day 7 pain was less.", "Pain got less.")
    person = builders.reviewer()
    sign_in(page, person)
    page.goto(citation().get_audit_url())
    page.get_by_role("radio", name="Weaker than we say").check(force=True)
    expect(page.get_by_text("The numbers and findings above point to: number.")).to_be_visible()
    page.get_by_role("checkbox", name="Number").check(force=True)
    page.get_by_role("radio", name="Abstract").check(force=True)
    page.get_by_role("textbox", name="Suggested wording").fill("On day 4 pain was less.")
    page.get_by_role("button", name="Save and next").click()
    expect(page.get_by_text("Saved: weaker than we say")).to_be_visible()
    verdict = Verdict.objects.get(citation=citation())
    assert (verdict.mismatches, verdict.suggested) == (["number"], "On day 4 pain was less.")
    page.goto(citation(2).get_audit_url())
    page.get_by_role("button", name="Still holds").click()
    expect(page.get_by_text("Saved: supported")).to_be_visible()


def test_without_javascript_what_was_typed_outlives_the_session(without_javascript, sign_in):
    page = without_javascript
    article("Pain was less.")
    person = builders.reviewer()
    sign_in(page, person)
    page.goto(citation().get_audit_url())
    page.get_by_role("radio", name="Partly supported").check(force=True)
    page.get_by_label("Note, optional").fill("My note.")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save and next").click()
    sign_in_again(page, person)
    expect(page.get_by_label("Note, optional")).to_have_value("My note.")
    expect(page.get_by_role("radio", name="Partly supported")).to_be_checked()
