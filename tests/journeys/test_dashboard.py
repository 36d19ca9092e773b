"""The dashboard and the audit report of an article in a real browser."""

import pytest
from playwright.sync_api import expect

from references.outcomes import Outcome
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 360)]


@pytest.fixture
def article(page, sign_in):
    article, citation, _ = builders.published_article(title="Magnesium and the spine")
    builders.judge(citation, Outcome.CONTRADICTED, now=later(7), note="It rose.")
    builders.cited_article(title="Choosing a form of magnesium")
    sign_in(page, builders.reviewer(first_name="Demo reviewer"))
    return article


@pytest.mark.parametrize(("scheme", "width"), SCREENS)
def test_dashboard_and_report_are_accessible_and_fit_the_screen(page, article, axe, csp_violations, scheme, width):
    violations = csp_violations(page)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for address in ("/audit/dashboard/", f"/audit/articles/{article.pk}/report/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        axe(page)
    assert violations == []


def test_a_figure_leads_to_what_is_behind_it(page, article):
    page.goto("/audit/dashboard/")
    page.get_by_role("link", name="Judged negative, but readers still see it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 citation")
    page.goto("/audit/dashboard/")
    page.get_by_label("Find articles by their title").fill("spine")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("link", name="Choosing a form of magnesium")).to_have_count(0)
    page.get_by_role("link", name="Audit report of Magnesium and the spine").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Audit report: Magnesium and the spine")
    expect(page.get_by_text("It rose.")).to_be_visible()
