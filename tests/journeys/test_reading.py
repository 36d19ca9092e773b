"""A reader opens the demonstration in a real browser."""

import gzip

import pytest
from playwright.sync_api import expect

from articles.demo import loading
from articles.models import Article, QuestionAnswer
from references.notices import record_notice
from tests import builders

pytestmark = pytest.mark.django_db(transaction=True)

SCREENS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 360)]


@pytest.fixture
def demo(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    loading.load(password="tests sign in with this", only_first=True)
    return Article.objects.select_related("live_edition").get(pk=loading.ARTICLE)


def public_addresses(article):
    citation = article.live_edition.citations.exclude(source=None).first()
    here = article.get_absolute_url()
    return [
        "/", "/articles/", here, f"{here}evidence/", f"{here}editions/", f"{here}editions/1/",
        f"{here}editions/1/evidence/", f"/claims/{citation.claim_id}/", "/sources/",
        f"/sources/{citation.source.citekey}/", "/articles/nothing/",
    ]  # fmt: skip


def test_a_reader_follows_a_sentence_to_its_source(page, demo, csp_violations):
    violations = csp_violations(page)
    page.goto("/")
    page.get_by_role("link", name="Read the articles").click()
    page.get_by_role("link", name=demo.title).click()
    marker = page.get_by_role("link", name="Source 3, qualifies")
    expect(marker).to_have_attribute("aria-expanded", "false")
    marker.click()
    card = page.get_by_role("dialog")
    expect(card).to_contain_text("Source 3 qualifies this")
    expect(card).to_contain_text("Does the source say so?")
    expect(card).to_contain_text("Less strongly than we say")
    expect(card).to_contain_text("Checked by Demo reviewer")
    expect(page.locator(".claim.lit")).to_have_count(1)
    card.get_by_role("link", name="This source").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("sequential intravenous and oral magnesium")
    page.get_by_role("link", name="Claim page").first.click()
    expect(page.get_by_role("heading", name="Its history")).to_be_visible()
    assert violations == []


def test_a_card_opens_and_closes_by_keyboard_and_gives_the_focus_back(page, demo):
    page.goto(demo.get_absolute_url())
    marker = page.locator(".text .mark").first
    marker.focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog")
    expect(card).to_be_focused()
    expect(marker).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(card.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(marker).to_be_focused()
    expect(marker).to_have_attribute("aria-expanded", "false")


def test_a_second_tap_and_the_cross_close_the_card(page, demo):
    page.goto(demo.get_absolute_url())
    first, second = page.locator(".text .mark").nth(0), page.locator(".text .mark").nth(1)
    first.click()
    second.click()
    expect(page.get_by_role("dialog")).to_have_count(1)
    expect(first).to_have_attribute("aria-expanded", "false")
    second.click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    first.click()
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(first).to_be_focused()


def test_on_a_wide_screen_the_card_covers_none_of_the_text(page, demo):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(demo.get_absolute_url())
    page.locator(".text .mark").first.click()
    card = page.get_by_role("dialog").bounding_box()
    text = page.locator(".text").first.bounding_box()
    assert card["x"] >= text["x"] + text["width"]
    assert card["x"] + card["width"] <= 1280


def test_on_a_phone_the_sentence_stays_readable_above_the_sheet(page, demo):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(demo.get_absolute_url())
    for number in (0, 4, 9):
        page.locator(".text .mark").nth(number).click()
        sheet = page.get_by_role("dialog").bounding_box()
        sentence = page.locator(".claim.lit").first.bounding_box()
        assert sheet["x"] == 0
        assert round(sheet["y"] + sheet["height"]) == 740
        assert sentence["y"] >= 0
        assert sentence["y"] + sentence["height"] <= sheet["y"]
        page.keyboard.press("Escape")


def test_without_javascript_a_marker_leads_to_the_evidence_entry(browser, live_server, demo):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(demo.get_absolute_url())
    marker = page.locator(".text .mark").first
    anchor = marker.get_attribute("href").split("#")[1]
    marker.click()
    assert page.url.endswith(f"/evidence/#{anchor}")
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()
    page.goto(demo.get_absolute_url())
    expect(page.locator(".mark[aria-expanded]")).to_have_count(0)
    context.close()


def test_nothing_scrolls_sideways_on_the_narrowest_phone(page, demo):
    page.set_viewport_size({"width": 320, "height": 640})
    for address in public_addresses(demo):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_words_without_an_end_do_not_make_a_page_scroll_sideways(page, live_server):
    word = "Magnesiumbisglycinat" * 8
    cited = builders.source(title=word, container_title=word, authors=[{"literal": word}])
    article = builders.article(
        f"<h2>{word}</h2><p>{builders.mark(word, cited.citekey)}</p>", title=word, answer=f"<p>{word}</p>"
    )
    QuestionAnswer.objects.create(parent=article, region="main", ordering=90, question=word, answer=f"<p>{word}</p>")
    claim = builders.claim_of(article)
    builders.judge(claim.citations.get())
    builders.publish(article)
    here = article.get_absolute_url()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 640})
        for address in (
            "/articles/",
            here,
            f"{here}evidence/",
            f"{here}editions/",
            f"/claims/{claim.pk}/",
            f"/sources/{cited.citekey}/",
        ):
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize(("scheme", "width"), SCREENS)
def test_axe_finds_nothing_on_public_pages(page, demo, axe, csp_violations, scheme, width):
    violations = csp_violations(page)
    citation = demo.live_edition.citations.exclude(source=None).first()
    record_notice(
        source=citation.source, kind="correction", by=builders.editor(), now=builders.later(10**6), note="A table."
    )
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    for address in public_addresses(demo):
        # a few entries say as much about an evidence page as all of them
        page.goto(f"{address}?status=disagrees" if "evidence" in address else address)
        axe(page)
    page.goto(demo.get_absolute_url())
    expect(page.get_by_text("The source has been corrected; noticed on").first).to_be_visible()
    page.locator(".text .mark").first.click()
    axe(page)
    # the one address that is not there is the one error that the browser may speak of
    assert [v for v in violations if "404" not in v] == []


def test_every_marker_is_a_target_of_24_pixels(page, demo):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(demo.get_absolute_url())
    small = page.evaluate(
        """() => [...document.querySelectorAll(".mark")].filter((m) => m.offsetParent).map((m) => {
          const after = getComputedStyle(m, "::after")
          return [m.offsetWidth, m.offsetHeight - parseFloat(after.top) - parseFloat(after.bottom)]
        }).filter(([w, h]) => w < 24 || h < 23.9)"""
    )
    assert small == []


def test_the_skip_link_leads_past_the_head(page, demo):
    page.goto("/articles/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_answers_stand_open_on_paper(page, demo):
    page.goto(demo.get_absolute_url())
    answer = page.locator(".faq .a").first
    expect(answer).to_be_hidden()
    page.emulate_media(media="print")
    assert answer.bounding_box()["height"] > 20
    expect(page.locator(".mast nav")).to_be_hidden()


def test_a_first_view_of_an_article_stays_under_60_kilobytes(page, demo):
    bodies = []
    page.on("response", lambda response: bodies.append(response))
    page.goto(demo.get_absolute_url(), wait_until="networkidle")
    kinds = {"document", "stylesheet", "script"}
    sizes = [len(gzip.compress(r.body())) for r in bodies if r.request.resource_type in kinds]
    assert len(sizes) == 4
    assert sum(sizes) < 60_000
