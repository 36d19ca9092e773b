"""What the watch finds, in a real browser: from “Check now” to the sentence, the source's page and the audit queue."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from references import jobs
from references.models import Citation, Claim, Source, SourceLink
from references.models.watching import LinkState
from references.monitoring import link_checks
from tests import builders
from tests.builders import NOW

pytestmark = pytest.mark.django_db(transaction=True)

UPDATE = {
    "DOI": "10.1000/notice",
    "type": "retraction",
    "source": "publisher",
    "updated": {"date-parts": [[2026, 2, 3]]},
}
NEWER = {
    "DOI": "10.1000/newer",
    "type": "new_version",
    "source": "publisher",
    "updated": {"date-parts": [[2026, 2, 4]]},
}
COPY = "https://web.archive.org/web/20251124/https://example.org/fact-sheet"


@pytest.fixture
def article(catalogues):
    """A live article on three sources: a paper, one with a newer version, and a web page that died."""
    sources = [builders.source(key) for key in ("yousef2013", "shin2020", "office2021")]
    Source.objects.filter(pk=sources[2].pk).update(doi="", url="https://example.org/fact-sheet", csl_type="webpage")
    for source, updates in ((sources[0], [UPDATE]), (sources[1], [NEWER])):
        catalogues.crossref[source.doi] = {"updated-by": updates}
    sentences = [builders.mark(f"Pain fell by {n} points.", s.citekey) for n, s in enumerate(sources, 2)]
    made = builders.article(
        f"<h2>Trials</h2><p>{' '.join(sentences)}</p>", title="Magnesium and pain", slug="magnesium"
    )
    for citation in Citation.objects.filter(claim__in=Claim.objects.of(made)):
        builders.judge(citation)
    builders.publish(made)
    died = {"state": LinkState.DEAD, "archive_url": COPY, "archived_at": NOW, "checked_at": NOW}
    SourceLink.objects.create(source=sources[2], url="https://example.org/fact-sheet", **died)
    link_checks.tell_documents(sources[2])
    return made


def check_now(page, source):
    page.goto(f"/admin/references/source/{source.pk}/change/")
    page.get_by_role("button", name="Check now").click()
    expect(page.locator(".messagelist")).to_contain_text("It is being checked.")
    jobs.run_waiting(timezone.now())
    page.reload()


def test_an_editor_checks_a_source_and_readers_and_reviewers_see_what_was_found(
    page, context, sign_in, axe, csp_violations, article
):
    violations = csp_violations(page)
    retracted, superseded = Source.objects.order_by("pk")[:2]
    editor, reviewer = builders.editor(), builders.reviewer()

    sign_in(page, editor)
    check_now(page, retracted)
    expect(page.get_by_text("Recorded by the watch")).to_be_visible()
    expect(page.get_by_text("The publisher, seen in Crossref", exact=False)).to_be_visible()
    check_now(page, superseded)
    expect(page.get_by_text("Newer version", exact=True).first).to_be_visible()

    context.clear_cookies()
    for scheme, width in (("light", 1280), ("dark", 360)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/articles/magnesium/")
        top = page.get_by_role("region", name="Since this was published")
        expect(top).to_contain_text("The source has been retracted, 3 February 2026 (yousef2013; noticed on")
        expect(top).to_contain_text("A newer version of the source has appeared, 4 February 2026")
        expect(page.locator("p", has_text="Pain fell by 2 points.").locator(".said.contradicts")).to_have_text(
            "The source has been retracted, 3 February 2026"
        )
        expect(page.locator("#ref-3").get_by_role("link", name="Read the copy of 4 March 2026")).to_have_attribute(
            "href", COPY
        )
        axe(page)
        page.goto("/sources/yousef2013/")
        expect(page.get_by_text("Asserted by the publisher; noticed on")).to_be_visible()
        expect(page.get_by_text("Corrections and retractions could not be checked", exact=False)).to_have_count(0)
        axe(page)
        page.goto("/sources/office2021/")
        expect(page.get_by_text("This page no longer answers.")).to_be_visible()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    sign_in(page, reviewer)
    page.goto("/audit/")
    expect(page.locator(".qlist a.s").first).to_have_text("Pain fell by 2 points.")
    expect(page.locator(".qlist h2").first).to_contain_text("Source retracted or under concern")
    axe(page)
    assert violations == []
