"""An outside expert answers by a link, and readers see the expert's name; two reviewers settle a disagreement."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from references.audit import opinions
from references.models import Invitation, SecondOpinion, Verdict
from references.models.second_opinion import OpinionState
from references.outcomes import Outcome
from tests import builders

pytestmark = pytest.mark.django_db(transaction=True)

SCREENS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 360)]


@pytest.fixture
def draft():
    article, citation = builders.cited_article(
        "Pain fell by 2 points.", title="Magnesium and the spine", is_health=False, by=builders.editor()
    )
    return article, citation


@pytest.fixture
def stranger(browser, live_server):
    """The browser of somebody without an account."""
    context = browser.new_context(base_url=live_server.url)
    yield context.new_page()
    context.close()


def test_an_expert_answers_by_a_link_and_readers_see_the_name(page, sign_in, stranger, draft, csp_violations, axe):
    article, citation = draft
    violations = csp_violations(stranger)
    sign_in(page, builders.reviewer(first_name="Rita"))
    page.goto(f"/audit/invitations/new/?claim={citation.claim_id}")
    page.get_by_label("Name").fill("Dr Ada Outside")
    page.get_by_label("Credentials").fill("Renal pharmacist")
    page.get_by_label("What do you ask?").fill("Does the trial say so?")
    expect(page.get_by_label("Pain fell by 2 points.")).to_be_checked()
    page.get_by_role("button", name="Make the link").press("Enter")
    expect(page.get_by_text("it is shown only this once")).to_be_visible()
    link = page.get_by_label("Link").input_value()
    axe(page)

    stranger.goto(link)
    expect(stranger.get_by_text("Does the trial say so?")).to_be_visible()
    axe(stranger)
    stranger.get_by_role("link", name="Judge").press("Enter")
    expect(stranger.locator(".sent")).to_have_text("Pain fell by 2 points.")
    axe(stranger)
    stranger.get_by_role("radio", name="Supported", exact=True).press("Space")
    stranger.get_by_label("Note, optional").fill("Both arms, two points.")
    stranger.get_by_role("button", name="Give this answer").press("Enter")
    expect(stranger.get_by_role("alert")).to_contain_text("Say what you read.")
    expect(stranger.get_by_role("alert")).to_contain_text("Say what could sway you")
    expect(stranger.get_by_label("Note, optional")).to_have_value("Both arms, two points.")
    axe(stranger)
    stranger.get_by_role("radio", name="Full text").press("Space")
    stranger.get_by_label("Your interests").fill("None.")
    stranger.get_by_role("button", name="Give this answer").press("Enter")
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Thank you, Dr Ada Outside")
    axe(stranger)
    assert stranger.context.cookies() == []
    assert [said for said in violations if "status of 422" not in said] == []

    verdict = Verdict.objects.get()
    assert (verdict.reviewer_name, verdict.read, verdict.note) == (
        "Dr Ada Outside",
        "full-text",
        "Both arms, two points.",
    )
    builders.publish(article, now=timezone.now())
    stranger.goto(f"/articles/{article.slug}/evidence/")
    expect(stranger.locator("main")).to_contain_text("Dr Ada Outside, Renal pharmacist")

    page.goto("/audit/invitations/")
    expect(page.get_by_text("Answered, 1 of 1")).to_be_visible()
    page.get_by_role("link", name="Dr Ada Outside").press("Enter")
    page.get_by_role("button", name="Revoke the link").press("Enter")
    expect(page.get_by_text("The link works no more.")).to_be_visible()
    stranger.goto(link)
    expect(stranger.get_by_text("This invitation was withdrawn")).to_be_visible()
    axe(stranger)


@pytest.mark.parametrize(("scheme", "width"), SCREENS)
def test_the_pages_of_an_expert_have_no_faults_and_do_not_scroll_sideways(stranger, draft, axe, scheme, width):
    _, citation = draft
    invitation = builders.invitation(citation.claim, now=timezone.now(), interests="", message="Is the dose right?")
    stranger.emulate_media(color_scheme=scheme)
    stranger.set_viewport_size({"width": width, "height": 800})
    for place in ("", f"{citation.pk}/", f"claims/{citation.claim_id}/"):
        stranger.goto(f"/invited/{invitation.key}/{place}")
        axe(stranger)
        assert stranger.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("scheme", "width"), SCREENS)
def test_two_reviewers_settle_what_they_disagree_on(page, sign_in, draft, axe, scheme, width):
    _, citation = draft
    first, second = builders.reviewer(first_name="Rita"), builders.reviewer(first_name="Ron")
    builders.judge(citation, by=first)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, first)
    page.goto(f"/audit/{citation.pk}/opinion/")
    page.get_by_label("Why, optional").fill("A bold sentence.")
    axe(page)
    page.get_by_role("button", name="Ask for a second opinion").press("Enter")
    expect(page.get_by_text("A second opinion is asked for. Until it is given")).to_be_visible()
    builders.judge(citation, Outcome.CONTRADICTED, by=second, now=timezone.now())

    page.goto(f"/audit/{citation.pk}/opinion/")
    expect(page.get_by_role("heading", name="Two reviewers disagree")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("radio", name="Partly supported").press("Space")
    page.get_by_role("button", name="Propose it").press("Enter")
    expect(page.get_by_text("It waits for the other reviewer.")).to_be_visible()

    sign_in(page, second)
    page.goto(f"/audit/{citation.pk}/opinion/")
    axe(page)
    page.get_by_role("button", name="Agree").press("Enter")
    expect(page.get_by_text("the verdict is recorded with both your names")).to_be_visible()
    assert SecondOpinion.objects.get().state == OpinionState.SETTLED
    assert citation.verdicts.last().note == "Settled together by Rita and Ron."


def test_the_lists_of_invitations_have_no_faults_on_a_phone(page, sign_in, draft, axe):
    article, citation = draft
    builders.invitation(citation.claim)
    sign_in(page, builders.publisher())
    page.set_viewport_size({"width": 320, "height": 800})
    for place in ("invitations/", "invitations/new/", f"invitations/{Invitation.objects.get().pk}/"):
        page.goto(f"/audit/{place}")
        axe(page)
        assert page.locator("main").evaluate("main => main.scrollWidth <= innerWidth")
    page.goto(f"/audit/invitations/new/?document={citation.claim.content_type_id}-{article.pk}")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_second_reviewer_sees_nothing_of_the_first_on_the_desk(page, sign_in, draft):
    _, citation = draft
    first, second = builders.reviewer(first_name="Rita"), builders.reviewer(first_name="Ron")
    builders.judge(citation, by=first, note="What Rita thinks.")
    opinions.ask(citation=citation, by=first, now=builders.later(3))
    sign_in(page, second)
    for place in (f"/audit/{citation.pk}/", f"/audit/{citation.pk}/opinion/"):
        page.goto(place)
        expect(page.locator(".sent")).to_contain_text("Pain fell by")
        expect(page.locator("main")).not_to_contain_text("What Rita thinks.")
    sign_in(page, first)
    page.goto(f"/audit/{citation.pk}/")
    expect(page.locator("main")).to_contain_text("What Rita thinks.")
