"""A file of references, from the upload to the report and back, in a real browser."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from references import jobs
from references.models import Import, Source
from tests import builders
from tests.references.importing.conftest import Importing, states
from tests.references.importing.files import paper, ris

from .keyboard import press

pytestmark = pytest.mark.django_db(transaction=True)

ADD = "admin:references_import_add"
SCREENS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 360)]
FILE = ris(
    paper(
        1,
        TI="Magnesium for skeletal muscle cramps",
        AU="Garrison, S. R.",
        PY="2012",
        DO="10.1002/14651858.CD009402.pub2",
    ),
    paper(2),
    paper(3, PY="20l7"),
    paper(4),
    paper(4, DO=""),
    paper(5, DO="10.1000/import.5", AB="Pain fell."),
)


@pytest.fixture
def library():
    builders.source(
        "garrison2020",
        title="Magnesium for skeletal muscle cramps",
        authors=[{"family": "Garrison", "given": "S R"}],
        year=2020,
        doi="10.1002/14651858.CD009402.pub3",
    )
    builders.source(doi="10.1000/import.5", title=paper(5)["TI"])


@pytest.fixture
def without_javascript(browser, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()


def upload(page):
    page.goto(reverse(ADD))
    page.get_by_label("File").set_input_files(
        [{"name": "library.ris", "mimeType": "text/plain", "buffer": FILE.encode()}]
    )
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("heading", name="Reading: waits for its turn")).to_be_visible()
    jobs.run_waiting(timezone.now())
    return Import.objects.get()


def test_an_editor_imports_a_file_with_keys_and_takes_it_back(
    page, sign_in, csp_violations, library, settings, tmp_path
):
    settings.PRIVATE_ROOT = tmp_path
    violations = csp_violations(page)
    sign_in(page, builders.editor())
    batch = upload(page)
    # the page comes again by itself when the job is over
    expect(page.get_by_role("heading", name="3 of 6 records would go in")).to_be_visible()
    rows = page.locator(".decide .alike-row")
    expect(rows).to_have_count(2)
    press(page, "j", "x")
    expect(rows.nth(0).get_by_role("checkbox")).to_be_checked()
    press(page, "j", "k", "x")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Are these the same work?")).to_be_visible()
    expect(page.get_by_text("Both are versions of one Cochrane review")).to_be_visible()
    page.keyboard.press("v")
    expect(page.get_by_text("1 record decided: another version, so it goes in and is linked.")).to_be_visible()
    page.keyboard.press("s")
    expect(page.get_by_text("1 record decided: the same work, so only its gaps are filled.")).to_be_visible()
    assert states(batch) == ["new", "new", "new", "new", "here", "here"]

    page.goto(reverse("admin:references_import_change", args=[batch.pk]))
    page.get_by_label("Fill the gaps of those already here").check()
    page.get_by_role("button", name="Bring 4 records in").click()
    expect(page.get_by_role("heading", name="Importing: waits for its turn")).to_be_visible()
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("heading", name="Paused: 0 of 4 new records are in")).to_be_visible()
    page.get_by_role("button", name="Resume").click()
    expect(page.get_by_role("heading", name="Importing: waits for its turn")).to_be_visible()
    jobs.run_waiting(timezone.now())
    expect(page.get_by_role("heading", name="4 new sources, 1 with gaps filled")).to_be_visible()
    assert Source.objects.get(doi="10.1002/14651858.CD009402.pub2").superseded_by.citekey == "garrison2020"

    page.get_by_text("Undo this import").click()
    page.get_by_role("button", name="Yes, take them out").click()
    expect(page.get_by_role("heading", name="Undoing: waits for its turn")).to_be_visible()
    jobs.run_waiting(timezone.now())
    expect(page.get_by_role("heading", name="5 records taken out again")).to_be_visible()
    assert Source.objects.count() == 2
    assert violations == []


def test_all_of_it_works_without_javascript(without_javascript, sign_in, library, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    page = without_javascript
    sign_in(page, builders.editor())
    batch = upload(page)
    page.reload()
    page.get_by_role("checkbox", name="or for all 2").check()
    page.get_by_role("button", name="Keep apart").click()
    expect(page.get_by_text("2 records decided: another work, so it goes in.")).to_be_visible()
    page.get_by_role("button", name="Bring 5 records in").click()
    jobs.run_waiting(timezone.now())
    page.reload()
    expect(page.get_by_role("heading", name="5 new sources")).to_be_visible()
    assert states(batch) == ["imported"] * 5 + ["here"]


@pytest.mark.parametrize(("scheme", "width"), SCREENS)
def test_the_pages_are_accessible_and_fit_the_screen(page, sign_in, axe, library, settings, tmp_path, scheme, width):
    settings.PRIVATE_ROOT = tmp_path
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    importing = Importing()
    sign_in(page, importing.by)
    batch = importing.start(FILE)
    change = reverse("admin:references_import_change", args=[batch.pk])
    record = reverse("admin:references_import_record", args=[batch.pk, 1])
    lists = [f"{change}?show={name}" for name in ("new", "here")]

    def look(*paths):
        for path in paths:
            page.goto(path)
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path

    look(reverse(ADD), change, record, *lists)
    importing.bring_in(batch)
    look(change)
    importing.undo(batch)
    look(change, reverse("admin:references_import_changelist"))
