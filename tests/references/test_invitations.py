"""An outside expert answers by a link: about named claims, for a while, without an account, and nothing leaks."""

import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from references.audit import invitations
from references.audit.appraisals import appraise
from references.audit.invitations import CannotInvite, InterestsMissing, LinkClosed
from references.audit.verdicts import give_verdict
from references.independence import NotIndependent
from references.judged import appraised_digest
from references.models import Citation, Invitation
from references.outcomes import Outcome
from references.permits import NotPermitted
from references.record import breaks
from spinehealth.logs import WithoutKeys
from tests import builders
from tests.at_once import at_once
from tests.builders import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """(citation, invitation that works today, a browser without an account)"""
    _, citation = builders.cited_article()
    with_key = builders.invitation(citation.claim, now=timezone.now(), interests="", message="Is the dose right?")
    return citation, with_key, Client()


def address(invitation, name="invited", **about):
    return reverse(name, kwargs={"key": invitation.key, **about})


def answer(asked, client=None, **said):
    citation, invitation, browser = asked
    citation.refresh_from_db()
    typed = {
        "seen_digest": citation.digest,
        "outcome": "weaker",
        "read": "abstract",
        "note": "The trial speaks of adults only.",
        "interests": "I advise a maker of tablets.",
    }
    return (client or browser).post(address(invitation, "invited-citation", pk=citation.pk), typed | said)


# ---- the acts


def test_only_a_digest_of_the_key_is_kept(asked):
    _, invitation, _ = asked
    assert len(invitation.key) == 43
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM references_invitation")
        assert invitation.key not in str(cursor.fetchall())
    assert invitations.found_by(invitation.key) == invitation


@pytest.mark.parametrize(
    "key", ["", "short", "x" * 42, "x" * 44, "é" * 43, "x" * 43, "../" * 14 + "x", "x" * 42 + "\x00"]
)
def test_no_other_key_finds_anything(asked, key):
    assert invitations.found_by(key) is None


def test_what_cannot_be_a_key_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert invitations.found_by("x" * 44) is None


INVITE = {"name": "Dr Ada", "credentials": "Pharmacist", "days": 14}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"name": " "}, "name and credentials"),
        ({"credentials": ""}, "name and credentials"),
        ({"name": "A" * 201}, "At most 200"),
        ({"credentials": "A" * 301}, "At most 300"),
        ({"message": "A" * 4_001}, "At most 4,000"),
        ({"days": 0}, "1 to 60 days"),
        ({"days": 61}, "1 to 60 days"),
        ({"claims": []}, "one and 50 claims"),
    ],
)
def test_an_invitation_says_who_what_and_how_long(said, why):
    _, citation = builders.cited_article()
    with pytest.raises(CannotInvite, match=why):
        invitations.invite(**{"claims": [citation.claim], "by": builders.reviewer(), "now": NOW, **INVITE, **said})
    assert not Invitation.objects.exists()


def test_nobody_is_asked_about_a_sentence_that_left_the_text():
    article, citation = builders.cited_article()
    builders.rewrite(article, "<p>Nothing.</p>", by=builders.editor())
    with pytest.raises(CannotInvite, match="left the text"):
        invitations.invite(claims=[citation.claim], by=builders.reviewer(), now=NOW, **INVITE)


@pytest.mark.parametrize(("group", "may"), [("Reviewer", True), ("Publisher", True), ("Editor", False)])
def test_reviewers_and_publishers_invite(group, may):
    _, citation = builders.cited_article()
    person = builders.person(group)
    if may:
        builders.invitation(citation.claim, by=person)
    else:
        with pytest.raises(NotPermitted):
            builders.invitation(citation.claim, by=person)


def test_an_answer_needs_an_open_link_the_named_claim_and_declared_interests():
    _, citation = builders.cited_article()
    _, other = builders.cited_article()
    invitation = builders.invitation(citation.claim, interests="")
    say = {"outcome": Outcome.SUPPORTED, "invitation": invitation}
    with pytest.raises(InterestsMissing):
        give_verdict(citation=citation, now=later(1), **say)
    invitations.declare_interests(invitation=invitation, interests="None", now=later(1))
    with pytest.raises(LinkClosed, match="not about this sentence"):
        give_verdict(citation=other, now=later(1), **say)
    with pytest.raises(LinkClosed, match="ended on 18 March 2026"):
        give_verdict(citation=citation, now=NOW + timedelta(days=14), **say)
    give_verdict(citation=citation, now=NOW + timedelta(days=13), **say)
    invitations.revoke(invitation=invitation, by=builders.reviewer(), now=later(2))
    with pytest.raises(LinkClosed, match="withdrawn"):
        give_verdict(citation=citation, now=later(3), **say)
    with pytest.raises(LinkClosed):
        appraise(claim=citation.claim, direction="for", level="low", invitation=invitation, now=later(3))
    assert citation.verdicts.count() == 1


def test_an_expert_appraises_in_their_own_name():
    _, citation = builders.cited_article()
    invitation = builders.invitation(citation.claim, name="Dr Ada")
    appraisal = appraise(claim=citation.claim, direction="for", level="low", invitation=invitation, now=later())
    assert (appraisal.person, appraisal.person_name, appraisal.independent) == (None, "Dr Ada", True)
    assert list(breaks()) == []


def test_an_expert_does_not_judge_the_wording_they_suggested():
    editor = builders.editor()
    article, citation = builders.cited_article(by=editor)
    invitation = builders.invitation(citation.claim, name="Dr Ada")
    again = builders.invitation(citation.claim, name="dr ada")
    say = {"citation": citation, "outcome": Outcome.WEAKER}
    give_verdict(**say, invitation=invitation, now=later(2), suggested="Pain fell a little.")
    give_verdict(**say, invitation=again, now=later(3))
    html = f"<p>{builders.mark('Pain fell  a little.', citation.source.citekey, id=citation.claim_id)}</p>"
    builders.rewrite(article, html, by=editor, now=later(4))
    for one in (invitation, again):
        with pytest.raises(NotIndependent, match="You suggested this wording"):
            give_verdict(**say, invitation=one, now=later(5))
    assert not appraise(claim=citation.claim, direction="for", level="low", invitation=again, now=later(6)).independent
    give_verdict(**say, invitation=builders.invitation(citation.claim), now=later(5))


def test_only_who_may_revokes_and_twice_changes_nothing():
    _, citation = builders.cited_article()
    invitation, reviewer = builders.invitation(citation.claim), builders.reviewer()
    with pytest.raises(NotPermitted):
        invitations.revoke(invitation=invitation, by=builders.editor(), now=later())
    invitations.revoke(invitation=invitation, by=reviewer, now=later())
    assert invitations.revoke(invitation=invitation, by=builders.publisher(), now=later(9)).revoked_by == reviewer


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_a_revocation_at_once_leave_no_answer_after_it():
    _, citation = builders.cited_article()
    invitation, reviewer = builders.invitation(citation.claim), builders.reviewer()
    said, revoked = at_once(
        lambda: give_verdict(citation=citation, outcome="supported", invitation=invitation, now=later(2)),
        lambda: invitations.revoke(invitation=invitation, by=reviewer, now=later(2)),
    )
    assert revoked.revoked_at
    assert isinstance(said, LinkClosed) != citation.verdicts.exists()
    assert list(breaks()) == []


# ---- the expert's pages


def test_an_expert_reads_what_is_asked_and_answers(asked):
    citation, invitation, browser = asked
    page = browser.get(address(invitation)).content.decode()
    assert "Is the dose right?" in page
    assert "Pain fell by 2 points." in page
    shown = browser.get(address(invitation, "invited-citation", pk=citation.pk)).content.decode()
    assert citation.source.plain_title in shown
    assert "Your interests" in shown

    assert answer(asked, suggested="Pain fell in adults.").headers["Location"] == address(invitation, "invited-thanks")
    verdict = citation.verdicts.get()
    assert (verdict.outcome, verdict.invitation, verdict.reviewer) == ("weaker", Invitation.objects.get(), None)
    assert verdict.suggested == "Pain fell in adults."
    assert Invitation.objects.get().interests == "I advise a maker of tablets."
    assert "Thank you" in browser.get(address(invitation, "invited-thanks")).content.decode()
    again = browser.get(address(invitation, "invited-citation", pk=citation.pk)).content.decode()
    assert "Your answer of" in again
    assert "Your interests" not in again


def test_interests_are_required_with_the_first_answer_and_nothing_typed_is_lost(asked):
    response = answer(asked, interests=" ")
    assert response.status_code == 422
    page = response.content.decode()
    assert "Or write “none”" in page
    assert "The trial speaks of adults only." in page
    assert not asked[0].verdicts.exists()
    assert Invitation.objects.get().interests == ""


BAD = [
    ({"outcome": ""}, "Choose one of the six verdicts."),
    ({"outcome": "true"}, "Choose one of the six verdicts."),
    ({"read": ""}, "Say what you read."),
    ({"note": "x" * 4_001}, "At most 4,000 characters"),
    ({"suggested": "x" * 1_000_000}, "At most 2,000 characters"),
    ({"interests": "x" * 2_001}, "At most 2,000 characters"),
    ({"seen_digest": ""}, "This page was incomplete"),
]


@pytest.mark.parametrize(("said", "sentence"), BAD)
def test_what_cannot_be_an_answer_is_told_at_its_place(asked, said, sentence):
    response = answer(asked, **said)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not asked[0].verdicts.exists()


def test_script_is_shown_as_text(asked):
    response = answer(asked, outcome="", note="<script>alert(1)</script>")
    assert "<script>alert" not in response.content.decode()
    assert answer(asked, note="a\x00b <script>").status_code == 302
    assert asked[0].verdicts.get().note == "ab <script>"


def test_a_wording_that_changed_while_the_expert_read_is_shown_anew(asked):
    citation = asked[0]
    seen = citation.digest
    html = f"<p>{builders.mark('Pain fell by 3 points.', citation.source.citekey, id=citation.claim_id)}</p>"
    builders.rewrite(citation.claim.document, html, by=builders.editor())
    response = answer(asked, seen_digest=seen)
    page = response.content.decode()
    assert response.status_code == 409
    assert "changed while you read" in page
    assert "Pain fell by 3 points." in page
    assert "The trial speaks of adults only." in page
    assert Invitation.objects.get().interests == ""
    citation.refresh_from_db()
    assert citation.digest in page


def test_each_page_stands_alone_without_cookies_caches_or_referrers(asked):
    citation, invitation, browser = asked
    pages = [
        browser.get(address(invitation)),
        browser.get(address(invitation, "invited-citation", pk=citation.pk)),
        browser.get(address(invitation, "invited-appraisal", pk=citation.claim_id)),
        answer(asked),
        browser.get(address(invitation, "invited-thanks")),
        browser.get("/invited/forged/"),
    ]
    for page in pages:
        assert not page.cookies
        assert "no-store" in page.headers["Cache-Control"]
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in page.headers["X-Robots-Tag"]
        assert "Cookie" not in page.headers.get("Vary", "")
    assert "'unsafe-inline'" not in pages[0].headers["Content-Security-Policy"]


def test_a_form_works_where_tokens_are_enforced(asked):
    assert answer(asked, Client(enforce_csrf_checks=True)).status_code == 302


def test_nothing_is_shown_that_was_not_asked_about(asked):
    citation, invitation, browser = asked
    builders.judge(citation, Outcome.CONTRADICTED, by=builders.reviewer(first_name="Rita"), note="An inner remark.")
    _, other = builders.cited_article("A secret draft sentence.")
    for page in (
        browser.get(address(invitation)),
        browser.get(address(invitation, "invited-citation", pk=citation.pk)),
        browser.get(address(invitation, "invited-appraisal", pk=citation.claim_id)),
    ):
        for hidden in ("Rita", "An inner remark.", "A secret draft sentence.", "/admin/", "/audit/"):
            assert hidden not in page.content.decode()
    for name, pk in (("invited-citation", other.pk), ("invited-appraisal", other.claim_id)):
        assert browser.get(address(invitation, name, pk=pk)).status_code == 404
        assert browser.post(address(invitation, name, pk=pk), {}).status_code == 404


@pytest.mark.parametrize("change", ["forged", "truncated", "longer", "of another"])
def test_a_wrong_key_gets_the_page_of_any_wrong_address(asked, change):
    _, invitation, browser = asked
    keys = {
        "forged": "x" * 43,
        "truncated": invitation.key[:-1],
        "longer": invitation.key + "x",
        "of another": "nobody",
    }
    there = browser.get(f"/invited/{keys[change]}/")
    elsewhere = browser.get("/articles/no-such-article/")
    assert there.status_code == 404
    assert there.content == elsewhere.content
    assert browser.post(f"/invited/{keys[change]}/", {}).status_code == 404


@pytest.mark.parametrize(
    ("closed", "sentence"), [("expired", "This invitation ended on"), ("revoked", "was withdrawn")]
)
def test_a_closed_link_says_so_in_one_sentence(asked, closed, sentence):
    citation, invitation, browser = asked
    if closed == "revoked":
        invitations.revoke(invitation=invitation, by=builders.reviewer(), now=timezone.now())
    else:
        long_ago = timezone.now() - timedelta(days=15)
        Invitation.objects.filter(pk=invitation.pk).update(
            invited_at=long_ago, expires_at=long_ago + timedelta(days=14)
        )
    for response in (
        browser.get(address(invitation)),
        browser.get(address(invitation, "invited-citation", pk=citation.pk)),
        answer(asked),
    ):
        assert response.status_code == 410
        assert sentence in response.content.decode()
        assert "Pain fell" not in response.content.decode()
    assert not citation.verdicts.exists()


def test_the_key_stands_in_no_log(asked):
    record = logging.LogRecord("django.request", 40, "", 0, "Not Found: %s", (address(asked[1]),), None)
    assert WithoutKeys().filter(record)
    assert record.getMessage() == "Not Found: /invited/…/"


def test_an_optional_appraisal_is_taken_with_receipts(asked):
    citation, invitation, browser = asked
    there = address(invitation, "invited-appraisal", pk=citation.claim_id)
    rows = {"receipts-TOTAL_FORMS": "1", "receipts-INITIAL_FORMS": "0"}
    none = {"direction": "none-found", "level": "", "interests": "None", **rows}
    none["seen_digest"] = appraised_digest(citation.claim)
    refused = browser.post(there, none)
    assert refused.status_code == 422
    assert "needs at least one search" in refused.content.decode()
    receipt = {"where": "PubMed", "query": "magnesium", "on": "2026-01-05", "found": "Nothing."}
    taken = browser.post(there, none | {f"receipts-0-{k}": v for k, v in receipt.items()})
    assert taken.status_code == 302
    appraisal = citation.claim.appraisals.get()
    assert (appraisal.invitation_id, appraisal.receipts) == (invitation.pk, [receipt])
    assert "more" not in browser.post(there, none | {"more": "1"}).headers
    assert list(breaks()) == []


def test_a_list_of_many_claims_costs_the_same(asked):
    _, invitation, browser = asked

    def cost():
        with CaptureQueriesContext(connection) as queries:
            browser.get(address(invitation))
        return len(queries)

    browser.get(address(invitation))
    before = cost()
    invitation.claims.add(*[builders.cited_article()[1].claim for _ in range(6)])
    assert cost() == before <= 14


# ---- the team's pages


@pytest.fixture
def desk(client):
    client.force_login(builders.reviewer())
    return client


def typed(desk, claim, **said):
    page = desk.get(reverse("audit:invite"), {"claim": claim.pk})
    form = {"id": page.context["form"]["id"].value(), "claims": [claim.pk], **INVITE}
    return desk.post(f"{reverse('audit:invite')}?claim={claim.pk}", form | said)


def test_the_link_is_shown_once(desk):
    _, citation = builders.cited_article()
    page = desk.get(reverse("audit:invite"), {"claim": citation.claim_id})
    assert "checked" in page.content.decode()
    form = {"id": page.context["form"]["id"].value(), "claims": [citation.claim_id], **INVITE}
    there = f"{reverse('audit:invite')}?claim={citation.claim_id}"
    made = desk.post(there, form)
    assert made.status_code == 201
    assert "no-store" in made.headers["Cache-Control"]
    link = made.context["link"]
    assert Client().get(link).status_code == 200
    again = desk.post(there, form)
    assert again.status_code == 409
    assert "shown only once" in again.content.decode()
    assert Invitation.objects.count() == 1
    key = link.split("/invited/")[1].strip("/")
    for name, args in (("invitations", []), ("invitation", [Invitation.objects.get().pk])):
        assert key not in desk.get(reverse(f"audit:{name}", args=args)).content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": ""}, "Give the expert&#x27;s name."),
        ({"name": "A" * 201}, "At most 200 characters"),
        ({"days": "0"}, "1 to 60 days"),
        ({"days": "many"}, "Give a number of days"),
        ({"claims": []}, "Choose at least one sentence."),
        ({"claims": ["x"]}, "is not a valid UUID"),
        ({"id": ""}, "This page was incomplete"),
        ({"message": "x" * 1_000_000}, "At most 4,000 characters"),
    ],
)
def test_what_is_missing_is_told_at_its_place_and_nothing_is_lost(desk, said, sentence):
    _, citation = builders.cited_article()
    response = typed(desk, citation.claim, **said)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert "Pharmacist" in response.content.decode()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("query", [{"claim": "x"}, {"document": "1-x"}, {"document": "x"}, {"document": "9" * 30}])
def test_an_address_that_names_nothing_says_so(desk, query):
    response = desk.get(reverse("audit:invite"), query)
    assert response.status_code in {200, 404}
    assert "form" not in (response.context or {})


def test_one_begins_with_a_text_or_with_a_claim(desk):
    article, citation = builders.cited_article()
    listed = desk.get(reverse("audit:invite")).content.decode()
    assert str(article) in listed
    kind = citation.claim.content_type_id
    page = desk.get(reverse("audit:invite"), {"document": f"{kind}-{article.pk}"})
    assert "Pain fell by 2 points." in page.content.decode()


def test_the_list_tells_where_each_stands(desk, asked):
    _, invitation, browser = asked

    def told():
        return desk.get(reverse("audit:invitations")).content.decode()

    assert "Not opened yet" in told()
    browser.get(address(invitation))
    assert "nothing answered yet" in told()
    answer(asked)
    assert "Answered, 1 of 1" in told()
    one = desk.get(reverse("audit:invitation", args=[invitation.pk])).content.decode()
    assert "I advise a maker of tablets." in one
    assert "The trial speaks of adults only." in one
    assert desk.post(reverse("audit:invitation", args=[invitation.pk])).status_code == 302
    assert "Withdrawn on" in told()
    assert Citation.objects.get().verdicts.count() == 1


def test_a_long_list_costs_as_much_as_a_short_one(desk, django_assert_num_queries):
    _, citation = builders.cited_article()
    for _ in range(5):
        builders.invitation(citation.claim)
    desk.get(reverse("audit:invitations"))
    with django_assert_num_queries(8):
        desk.get(reverse("audit:invitations"))


def test_whoever_worded_a_claim_does_not_choose_who_is_asked_about_it():
    writer = builders.person("Editor", "Reviewer")
    _, citation = builders.cited_article(by=writer)
    with pytest.raises(invitations.CannotInvite, match="somebody else must choose"):
        invitations.invite(claims=[citation.claim], by=writer, now=NOW, **INVITE)
