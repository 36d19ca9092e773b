"""A job watched in a real browser."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from references import jobs
from references.jobs import ending, running
from references.jobs.progress import Progress
from references.models import Job
from tests import builders
from tests.references.jobs.test_stopping import count

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_editor_watches_a_job_cancels_it_and_has_it_tried_again(page, sign_in, axe, csp_violations):
    violations = csp_violations(page)
    editor = builders.editor()
    sign_in(page, editor)
    job = count.ask(title="Import magnesium.ris", by=editor, now=timezone.now())
    address = reverse("admin:references_job_change", args=[job.pk])
    page.goto(address)
    progress = page.get_by_role("region", name="Progress of “Import magnesium.ris”")
    expect(progress.get_by_text("waiting")).to_be_visible()
    expect(progress.get_by_role("progressbar")).to_be_hidden()

    run = running.take(worker="w", now=timezone.now())
    Progress(run, clock=timezone.now).say("5,096 new records are in.", done=5096, total=8214)
    expect(progress.get_by_text("running")).to_be_visible()
    expect(progress.get_by_text("5,096 new records are in.")).to_be_visible()
    expect(progress.get_by_text("5,096 of 8,214")).to_be_visible()
    assert progress.get_by_role("progressbar").evaluate("bar => bar.value / bar.max") == pytest.approx(0.62, abs=0.01)
    assert violations == []  # axe writes styles of its own
    axe(page, "#content")
    violations.clear()

    page.route("**/progress/", lambda route: route.fulfill(status=503))
    expect(progress.get_by_text("The site does not answer just now.")).to_be_visible()
    page.unroute("**/progress/")
    violations.clear()
    progress.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("The job stops at its next step.")).to_be_visible()
    with pytest.raises(jobs.Cancelled):
        Progress(run, clock=timezone.now).say("One more")
    ending.cancelled(run, now=timezone.now())
    progress.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("The job waits to be tried again.")).to_be_visible()
    expect(progress.get_by_text(f"To be tried again, as {editor} asked.")).to_be_visible()
    assert violations == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_list_of_jobs_is_accessible_and_fits_the_screen(page, sign_in, axe, csp_violations, scheme):
    violations = csp_violations(page)
    page.emulate_media(color_scheme=scheme)
    sign_in(page, builders.editor())
    for state in ("waiting", "running", "finished", "failed", "cancelled"):
        Job.objects.create(
            title=state, task=count.name, state=state, asked_at=timezone.now(), done=1, total=2, reason="No."
        )
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(reverse("admin:references_job_changelist"))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations == []
        axe(page, "#changelist-form")
        violations.clear()
        for job in Job.objects.all():
            page.goto(reverse("admin:references_job_change", args=[job.pk]))
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            axe(page, "#content")
            violations.clear()
