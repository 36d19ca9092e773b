"""From an identifier to a sentence with source and passage, in a real browser, with the catalogues of the world beside it."""

import threading

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from references import jobs
from references.models import Citation, LookUp, Source
from references.monitoring.checking import check_source
from tests import builders

from .keyboard import click, press

pytestmark = pytest.mark.django_db(transaction=True)

DOI = "10.1000/cramps"
SENTENCE = "Pain fell by 2 points."
ABSTRACT = (
    "<jats:sec><jats:title>Background</jats:title><jats:p>Cramps are common in older adults. Little helps.</jats:p></jats:sec>"
    "<jats:sec><jats:title>Results</jats:title><jats:p>In 80 people pain fell by 2.5 points (95% CI 1.0 to 4.0). "
    "Sleep did not change.</jats:p></jats:sec>"
)


@pytest.fixture(autouse=True)
def upstream(catalogues):
    catalogues.crossref[DOI] = {
        "title": ["Magnesium and cramps: a randomised trial"],
        "author": [{"given": "Ada", "family": "Yousef"}],
        "abstract": ABSTRACT,
    }
    return catalogues


@pytest.fixture
def worker():
    """What `make run` starts beside the site."""
    over = threading.Event()

    def work():
        while not over.wait(0.1):
            jobs.run_waiting(timezone.now())
        connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    yield
    over.set()
    thread.join()


class Acts:
    """What a person does with their hands, counted: a selection, a shortcut, a paste, a choice."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def press(self, *keys):
        self.count += 1
        press(self.page, *keys)

    def paste(self, text):
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.press("Control+v")

    def select_words(self, place, words):
        """Drag the mouse over these words of an element."""
        self.count += 1
        ends = place.evaluate(
            """(element, words) => {
                const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
                for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                    const from = node.data.indexOf(words)
                    if (from < 0) continue
                    element.scrollIntoView({ block: "center", behavior: "instant" })
                    const range = document.createRange()
                    range.setStart(node, from)
                    range.setEnd(node, from + words.length)
                    const boxes = [...range.getClientRects()]
                    const [first, last] = [boxes[0], boxes.at(-1)]
                    return [[first.left + 1, first.top + first.height / 2], [last.right - 1, last.top + last.height / 2]]
                }
            }""",
            words,
        )
        mouse = self.page.mouse
        mouse.move(*ends[0])
        mouse.down()
        mouse.move(*ends[1], steps=4)
        mouse.up()


@pytest.fixture
def emi():
    return builders.editor(username="emi", first_name="Emi")


@pytest.fixture
def article(emi):
    return builders.article(f"<p>{SENTENCE}</p>", by=emi)


@pytest.fixture
def writing(page, context, sign_in, emi, article, worker):
    """Emi has the article open, the cursor at the end of its sentence."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, emi)
    page.goto(article.get_admin_url())
    text = page.locator("[id^=articles_text_set-]:not(.empty-form) .ProseMirror[contenteditable]").first
    expect(text).to_be_visible()
    page.wait_for_load_state("networkidle")
    click(page, text)
    press(page, "Control+End")
    return Acts(page)


def dialog_of(page):
    dialog = page.get_by_role("dialog", name="What does this claim rest on?")
    expect(dialog.get_by_role("button", name="Save claim")).to_be_enabled()
    return dialog


def save(page):
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# ---- the claim dialog


def test_a_sentence_gets_source_and_passage_in_five_acts_and_readers_hear_when_it_is_retracted(
    page, writing, csp_violations, article, upstream, emi
):
    violations = csp_violations(page)
    writing.press("Shift+Home")
    writing.press("Control+Alt+k")
    dialog = dialog_of(page)
    writing.paste(f"https://doi.org/{DOI}")
    row = dialog.get_by_role("region", name="Yousef 2020")
    expect(row).to_contain_text("Found in Crossref. It is added when you save the claim.")
    assert not Source.objects.exists()
    writing.select_words(row.locator(".abstract"), "pain fell by 2.5 poin")
    expect(row.locator(".ab-chosen")).to_contain_text("pain fell by 2.5 points")
    writing.press("Control+Enter")
    expect(dialog).to_be_hidden()
    assert writing.count == 5
    save(page)
    citation = Citation.objects.get()
    source, passage = citation.source, citation.passages.get()
    assert (source.citekey, source.doi, source.created_by) == ("yousef2020", DOI, emi)
    assert source.abstract.startswith("Background: Cramps")
    assert source.origins["title"][0] == "crossref"
    assert (passage.locator, passage.quote, passage.finding, passage.basis) == (
        "Abstract, results", "pain fell by 2.5 points", "", "abstract",
    )  # fmt: skip

    builders.judge(citation, now=timezone.now())
    article.refresh_from_db()
    builders.publish(article, now=timezone.now())
    public = f"/articles/{article.slug}/"
    page.goto(public)
    page.get_by_role("link", name="Source 1, supports").first.click()
    expect(page.locator(".card:visible")).to_contain_text("pain fell by 2.5 points")
    expect(page.locator(".card:visible")).to_contain_text("Randomised trial")

    told = {"DOI": "10.1000/notice", "type": "retraction", "source": "publisher"}
    upstream.crossref[DOI] |= {"updated-by": [told | {"updated": {"date-parts": [[2026, 11, 19]]}}]}
    check_source(source, now=timezone.now())
    page.goto(public)
    at_the_sentence = page.locator(".said", has_text="19 November 2026").first
    expect(at_the_sentence).to_contain_text("retracted", ignore_case=True)
    expect(page.get_by_role("region", name="Since this was published")).to_be_visible()
    assert violations == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_a_mouse_a_sentence_of_the_abstract_is_ticked_and_a_phone_shows_it_all(page, writing, axe, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 780})
    writing.press("Shift+Home")
    writing.press("Control+Alt+k")
    dialog = dialog_of(page)
    writing.paste(f"Yousef A. Magnesium and cramps. 2020. doi: {DOI}.")
    row = dialog.get_by_role("region", name="Yousef 2020")
    expect(row).to_be_visible()
    row.get_by_role("checkbox", name="Cramps are common").focus()
    press(page, "ArrowDown", "ArrowDown", "Space")
    expect(row.get_by_role("checkbox", name="In 80 people")).to_be_checked()
    expect(row.locator("summary").last).to_have_text("Rests on 1 passage")
    assert dialog.evaluate(
        "d => [...d.querySelectorAll('*')].every(e => e.getBoundingClientRect().right <= innerWidth)"
    )
    axe(page, "dialog")
    page.keyboard.press("Control+Enter")
    expect(dialog).to_be_hidden()
    save(page)
    quote = "In 80 people pain fell by 2.5 points (95% CI 1.0 to 4.0)."
    assert Citation.objects.get().passages.get().quote == quote


def test_what_was_looked_up_waits_when_the_dialog_is_closed_and_adds_nothing_when_it_is_cancelled(page, writing):
    writing.press("Shift+Home")
    writing.press("Control+Alt+k")
    dialog = dialog_of(page)
    writing.paste(DOI)
    row = dialog.get_by_role("region", name="Yousef 2020")
    row.get_by_role("checkbox", name="Sleep did not change.").check()
    press(page, "Escape", "Control+Alt+k")
    expect(row.get_by_role("checkbox", name="Sleep did not change.")).to_be_checked()
    dialog.get_by_role("button", name="Cancel").click()
    assert not Source.objects.exists()
    press(page, "Control+Alt+k")
    expect(dialog_of(page).locator(".cd-row")).to_have_count(0)


def test_a_known_identifier_is_added_at_once_and_its_missing_abstract_is_looked_up(page, writing):
    builders.source("here2020", doi=DOI)
    writing.press("Shift+Home")
    writing.press("Control+Alt+k")
    dialog = dialog_of(page)
    writing.paste(f"doi:{DOI.upper()}")
    row = dialog.get_by_role("region", name="Author 2020")
    row.get_by_role("button", name="Look up its abstract").click()
    row.get_by_role("checkbox", name="Sleep did not change.").check()
    page.keyboard.press("Control+Enter")
    expect(dialog).to_be_hidden()
    save(page)
    citation = Citation.objects.get()
    assert citation.passages.get().locator == "Abstract, results"
    assert "Sleep did not change." in citation.source.abstract
    assert citation.source.title.startswith("A trial of magnesium")


def test_what_is_not_found_is_said_in_the_dialog_and_typed_by_hand_there(page, writing, upstream, axe):
    upstream.misbehave("crossref", "broken")
    upstream.misbehave("doi", "broken")
    upstream.misbehave("datacite", "broken")
    writing.press("Shift+Home")
    writing.press("Control+Alt+k")
    dialog = dialog_of(page)
    writing.paste("10.1000/nowhere")
    row = dialog.get_by_role("region", name="Look-up of 10.1000/nowhere")
    expect(row.get_by_role("button", name="Try again")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(dialog.get_by_role("alert").last).to_contain_text("is not looked up. Wait for it, or remove it.")
    axe(page, "dialog")
    upstream.mend()
    row.get_by_role("button", name="Try again").click()
    expect(row.get_by_role("button", name="Try again")).to_have_count(0)
    row.get_by_role("button", name="Type it by hand").click()
    form = dialog.get_by_role("group", name="New source")
    expect(form.get_by_label("Identifier or address")).to_have_value("10.1000/nowhere")
    form.get_by_label("Title").fill("A leaflet")
    form.get_by_label("Study design").select_option("cohort")
    form.get_by_label("People studied").fill("12")
    axe(page, "dialog")
    press(page, "Control+Enter")
    expect(dialog.get_by_role("region", name="leaflet", exact=True)).to_be_visible()
    source = Source.objects.get()
    assert (source.doi, source.title, source.design, source.sample_size) == (
        "10.1000/nowhere",
        "A leaflet",
        "cohort",
        12,
    )


# ---- the pages


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_a_source_is_added_by_one_field(page, sign_in, emi, worker, csp_violations, axe, scheme, width):
    violations = csp_violations(page)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, emi)
    page.goto(reverse("admin:references_source_add"))
    field = page.get_by_label("DOI, PMID, PMCID, ISBN, arXiv id or web address")
    expect(field).to_be_focused()
    field.fill(f"https://doi.org/{DOI}")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Found in Crossref")).to_be_visible()
    expect(page.locator("#look-up-page")).to_contain_text("Magnesium and cramps: a randomised trial")
    assert fits(page)
    assert violations == []
    axe(page, "#content")
    violations.clear()
    page.get_by_role("button", name="Add this source").click()
    expect(page.locator(".messagelist .success")).to_have_text("Yousef 2020 is added.")
    Source.objects.update(title="My own title", volume="7", origins={})
    page.get_by_role("button", name="Look up again").click()
    expect(page.get_by_role("checkbox", name="Title")).not_to_be_checked()
    assert fits(page)
    axe(page, "#content")
    violations.clear()
    page.get_by_role("checkbox", name="Title").check()
    page.get_by_role("button", name="Take over what is ticked").click()
    expect(page.locator(".messagelist .success")).to_have_text("Yousef 2020 is filled in.")
    assert Source.objects.get().title.startswith("Magnesium and cramps")
    assert violations == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_words_of_the_abstract_become_a_passage_on_the_evidence_sheet(
    page, sign_in, emi, csp_violations, axe, scheme, width
):
    violations = csp_violations(page)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    made, citation = builders.cited_article(by=emi)
    citation.source.abstract = "Results: In 80 people pain fell by 2.5 points. Sleep did not change."
    citation.source.save()
    sign_in(page, emi)
    page.goto(f"{reverse('admin:articles_article_evidence', args=[made.pk])}?citation={citation.pk}")
    page.get_by_role("checkbox", name="Sleep did not change.").check()
    Acts(page).select_words(page.locator(".abstract"), "pain fell by 2")
    expect(page.locator(".ab-chosen")).to_contain_text("pain fell by 2.5")
    assert fits(page)
    axe(page, "#content")
    violations.clear()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("The citation is saved.")).to_be_visible()
    assert sorted(citation.passages.values_list("quote", flat=True)) == [
        "",
        "Sleep did not change.",
        "pain fell by 2.5",
    ]
    assert violations == []


@pytest.mark.parametrize(("scheme", "width"), [("dark", 1280), ("light", 360)])
def test_many_sources_are_looked_up_and_filled_in(page, sign_in, emi, worker, upstream, axe, scheme, width):
    upstream.crossref["10.1000/sleep"] = {"title": ["Magnesium and sleep"], "volume": "4"}
    ours = [builders.source(doi=doi, volume="") for doi in (DOI, "10.1000/sleep", "10.1000/gone")]
    ours[0].origins = {name: ["crossref", "2026-03-04T09:00:00Z"] for name in ("title", "authors")}
    ours[0].save()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, emi)
    page.goto(reverse("admin:references_source_changelist"))
    for box in page.locator("#result_list tbody input[type=checkbox]").all():
        box.check()
    page.locator("select[name=action]").select_option("ask_again")
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_text("2 found, 0 taken over, 1 without an answer.")).to_be_visible()
    assert fits(page)
    axe(page, "#content")
    page.get_by_role("checkbox", name="Author 2020").first.check()
    page.get_by_role("button", name="Fill in those that are ticked").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    ours[0].refresh_from_db()
    assert ours[0].title.startswith("Magnesium and cramps")


def test_without_javascript_the_answer_comes_with_a_reload(browser, browser_context_args, sign_in, emi):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, emi)
    page.goto(reverse("admin:references_source_add"))
    page.get_by_label("DOI, PMID, PMCID, ISBN, arXiv id or web address").fill(DOI)
    page.get_by_role("button", name="Look it up").click()
    expect(page.get_by_text("Looking it up.")).to_be_visible()
    jobs.run_waiting(timezone.now())
    page.get_by_role("link", name="Reload this page to see the answer").click()
    page.get_by_role("button", name="Add this source").click()
    assert LookUp.objects.get().source == Source.objects.get()
    context.close()
