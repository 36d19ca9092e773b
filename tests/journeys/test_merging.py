"""Two records side by side in a real browser: by keys, by hand without JavaScript, on every screen."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from references.models import LookAlike, Source, SourceMerge
from tests import builders
from tests.builders import NOW

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Bioavailability of magnesium diglycinate vs magnesium oxide in patients with ileal resection"
SCREENS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 360)]


def pair(number, **right):
    left = builders.source(f"schuette{number}", title=TITLE, volume="18", issue="5")
    defaults = {"title": TITLE, "volume": "18", "issue": "4", "doi": "", "url": f"https://example.org/{number}"}
    right = builders.source(f"schuette{number}a", **(defaults | right))
    score = 100 - number % 10
    return LookAlike.objects.create(
        first=left, second=right, score=score, reasons=["The titles are alike."], digest="x", found_at=NOW
    )


def at(pair):
    return reverse("admin:references_lookalike_change", args=[pair.pk])


def test_an_expert_settles_four_pairs_without_the_mouse(page, sign_in):
    same, versions, apart, later = (pair(1990 + n) for n in range(4))
    sign_in(page, builders.editor())
    page.goto(at(same))
    page.get_by_role("radio", name="Volume, issue of schuette1990a: 18(4)").check()
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile(at(versions)))
    expect(page.get_by_text("“schuette1990a” was merged into “schuette1990”.")).to_be_visible()
    page.keyboard.press("v")
    expect(page).to_have_url(re.compile(at(apart)))
    page.keyboard.press("d")
    expect(page).to_have_url(re.compile(at(later)))
    page.keyboard.press("s")
    expect(page).to_have_url(re.compile(reverse("admin:references_lookalike_changelist")))
    assert Source.objects.get(citekey="schuette1990").issue == "4"
    decisions = LookAlike.objects.order_by("pk").values_list("decision", flat=True)
    assert list(decisions) == ["merged", "versions", "apart", ""]


def test_two_are_merged_and_parted_without_javascript(browser, browser_context_args, sign_in):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page, records = context.new_page(), pair(1990)
    sign_in(page, builders.editor())
    page.goto(at(records))
    page.get_by_role("button", name="Merge into schuette1990").click()
    page.get_by_role("link", name="Undo").click()
    page.get_by_role("button", name="Undo the merge").click()
    expect(page.get_by_text("are two records again")).to_be_visible()
    assert SourceMerge.objects.get().undone_at
    assert not Source.objects.filter(merged_into__isnull=False).exists()
    context.close()


@pytest.mark.parametrize(("scheme", "width"), SCREENS)
def test_the_pages_are_accessible_and_fit_the_screen(page, sign_in, axe, csp_violations, scheme, width):
    violations = csp_violations(page)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    builders.source("abbasi2012", pmid="23853635")
    records = pair(1990, url="https://pubmed.ncbi.nlm.nih.gov/23853635/")
    sign_in(page, builders.editor())
    for path in (
        at(records),
        reverse("admin:references_lookalike_changelist"),
        reverse("admin:references_source_merge", args=[records.first_id]) + "?with=nobody",
        reverse("admin:references_sourcemerge_changelist"),
    ):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert violations == []  # axe writes styles of its own, so it comes after
        axe(page)
        violations.clear()
