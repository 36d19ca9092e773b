"""The library in a browser: find a source, sort it, attach its PDF, name a page of it; and a reader copies its citation."""

import io
import re

from playwright.sync_api import expect
from pypdf import PdfWriter

from references.models import Passage, Source, Tag
from references.notices import record_notice
from tests import builders
from tests.builders import later


def pdf(pages):
    writer, data = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    writer.write(data)
    return data.getvalue()


def test_an_editor_sorts_a_source_attaches_its_pdf_and_names_a_page(
    page, live_server, sign_in, axe, csp_violations, settings, tmp_path
):
    settings.PRIVATE_ROOT = tmp_path / "private"
    violations = csp_violations(page)
    _, citation, _ = builders.published_article()
    source = citation.source
    Source.objects.filter(pk=source.pk).update(title="Mg<sup>2+</sup> in <i>E. coli</i>")
    record_notice(source=source, kind="correction", by=builders.editor(), now=later(9))
    builders.source("other2020")
    sign_in(page, builders.editor(first_name="Ada"))

    page.goto("/admin/references/source/")
    page.get_by_label("Search sources").fill("Mg2+")
    page.get_by_role("button", name="Search").click()
    row = page.locator("#result_list tbody tr")
    expect(row).to_have_count(1)
    expect(row.locator("sup")).to_have_text("2+")
    expect(row).to_contain_text("1 live")
    expect(row).to_contain_text("corrected")

    row.get_by_role("link", name=source.citekey).click()
    expect(page.get_by_role("region", name="What is known of this source")).to_contain_text("readers see 1")
    tags = page.get_by_role("searchbox", name="Tags")
    tags.click()
    tags.type("read with care")
    expect(page.locator(".select2-results__option--highlighted")).to_have_text("read with care")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".field-tags .select2-selection__choice")).to_contain_text("read with care")
    assert Tag.objects.get().sources.get() == source

    page.get_by_text("File and link").click()
    page.get_by_role("link", name="Attach the PDF").click()
    page.get_by_label("PDF").set_input_files({"name": "notes.pdf", "mimeType": "application/pdf", "buffer": b"<html>"})
    page.get_by_role("button", name="Attach").click()
    expect(page.locator(".errorlist")).to_contain_text("This is no PDF")
    page.get_by_label("PDF").set_input_files({"name": "paper.pdf", "mimeType": "application/pdf", "buffer": pdf(3)})
    page.get_by_role("button", name="Attach").click()
    expect(page.locator(".messagelist")).to_contain_text("Attached: paper.pdf, 3 pages.")

    number = page.locator("#id_passages-0-page")
    number.fill("9")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".field-page .errorlist, .fieldBox .errorlist")).to_contain_text(
        "The attached PDF has 3 pages."
    )
    number.fill("3")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_role("link", name="Open page 3 of the PDF")).to_have_attribute(
        "href", re.compile(r"/attachments/\d+/#page=3$")
    )
    assert Passage.objects.get().page == 3
    assert violations == []

    # last, because axe itself brings styles that the policy refuses
    for address in ("", f"{source.pk}/change/", f"{source.pk}/attach/"):
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"/admin/references/source/{address}")
            page.wait_for_load_state()
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_reader_copies_a_citation_in_the_style_they_need(page, live_server, axe, csp_violations):
    violations = csp_violations(page)
    _, citation, _ = builders.published_article()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    page.goto(f"{citation.source.get_absolute_url()}#cite")
    page.get_by_text("APA", exact=True).click()
    apa = page.locator("details", has_text="APA").last
    apa.get_by_role("button", name="Copy").click()
    expect(apa.get_by_role("status")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Author, A. B. (2020). A trial of magnesium")
    assert copied.endswith(f"https://doi.org/{citation.source.doi}")
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations == []
    axe(page)
