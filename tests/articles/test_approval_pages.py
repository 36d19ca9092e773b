"""The page where a person stands for a text, and what readers are told of it."""

import json

import pytest
from django.urls import reverse

from articles import approval_changes, snapshot
from articles.models import Approval, Contributor, Edition, Text
from articles.models.approval import THERE, Omission
from references.canonical import text_of
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db


def stored(article):
    return Text.objects.get(parent=article).text


@pytest.fixture
def doctor(client):
    person = builders.doctor(first_name="Dora", last_name="Doctor", credentials="MD, pain medicine")
    client.force_login(person)
    return person


def address(article, edition=None):
    if edition:
        return reverse("approve-afterwards", args=[article.pk, edition.number])
    return reverse("approve", args=[article.pk])


def shown(response):
    return text_of(response.content.decode())


def typed(client, at, **changes):
    """What a browser would send after everything was filled in."""
    digest = client.get(at).context["form"]["seen_digest"].value()
    said = {"seen_digest": digest, "role": "medical", "interests": "None", "note": "", "approve": "x"}
    return said | {f"is_{omission}": THERE for omission in Omission} | changes


# ---- the page


def test_the_approver_sees_the_article_as_readers_would(client, doctor):
    article, _ = builders.health_article("Pain fell by 2 points.")
    page = client.get(address(article))
    assert "Pain fell by" in page.context["reading"]
    assert 'target="_blank"' in page.context["reading"]
    assert "srcdoc=" in page.content.decode()
    assert "<script>" not in page.content.decode()


def test_an_approval_is_given_with_all_that_was_said(client, doctor):
    article, _ = builders.health_article()
    no = {"is_pregnancy": "no", "why_pregnancy": "Only men were studied.", "note": "Read twice."}
    response = client.post(address(article), typed(client, address(article), **no))
    assert response.status_code == 302
    given = Approval.objects.get()
    assert (given.role, given.person, given.credentials, given.interests, given.note) == (
        "medical",
        doctor,
        "MD, pain medicine",
        "None",
        "Read twice.",
    )
    assert given.checklist["pregnancy"] == "Only men were studied."
    assert "Medical · Dora Doctor, MD, pain medicine" in shown(client.get(address(article)))


@pytest.mark.parametrize(
    ("left", "sentence"),
    [
        ({"interests": " "}, "Declare your interests"),
        ({"role": ""}, "Choose what you stand for"),
        ({"is_dose": ""}, "Say whether it is there"),
        ({"is_dose": "no"}, "Say why it does not apply"),
        ({"why_dose": "No dose is spoken of."}, "Change one of the two"),
        ({"is_dose": "perhaps"}, "Choose one of the two"),
        ({"seen_digest": ""}, "This page was incomplete"),
        ({"note": "x" * 4_001}, "At most 4,000 characters"),
    ],
)
def test_what_is_missing_is_said_at_its_place_and_nothing_typed_is_lost(client, doctor, left, sentence):
    article, _ = builders.health_article()
    said = {"note": "Typed with care.", "why_kidneys": "", **left}
    response = client.post(address(article), typed(client, address(article), **said))
    assert response.status_code == 422
    assert sentence in shown(response)
    assert said["note"] in response.content.decode()
    assert not Approval.objects.exists()


def test_a_text_that_changed_meanwhile_is_shown_and_what_was_typed_is_kept(client, doctor):
    article, _ = builders.health_article()
    sent = typed(client, address(article), note="Typed with care.")
    builders.rewrite(article, stored(article) + "<p>New words.</p>", by=builders.editor(), now=later(5))
    response = client.post(address(article), sent)
    assert response.status_code == 409
    assert "changed while you read" in shown(response)
    assert "New words." in response.context["reading"]
    assert "Typed with care." in response.content.decode()
    assert not Approval.objects.exists()
    kept = response.context["form"]
    again = client.post(address(article), sent | {"seen_digest": kept["seen_digest"].value()})
    assert again.status_code == 302


def test_a_change_is_said_even_where_something_else_is_missing(client, doctor):
    article, _ = builders.health_article()
    sent = typed(client, address(article), interests="")
    builders.rewrite(article, stored(article) + "<p>New words.</p>", by=builders.editor(), now=later(5))
    response = client.post(address(article), sent)
    assert response.status_code == 422
    assert "changed while you read" in shown(response)


def test_who_may_not_is_told_why_instead_of_a_form(client):
    editor = builders.doctor("Editor", "Reviewer")
    client.force_login(editor)
    article, _ = builders.health_article(by=editor)
    page = client.get(address(article))
    assert "You worked on this draft" in shown(page)
    assert "Approve this text" not in shown(page)
    sent = {"seen_digest": "x", "role": "medical", "interests": "Typed with care."}
    sent |= {f"is_{omission}": THERE for omission in Omission}
    response = client.post(address(article), sent)
    assert response.status_code == 409
    assert "Typed with care." in response.content.decode()


def test_who_has_no_credentials_is_told_that_medical_approvals_need_them(client):
    client.force_login(builders.reviewer())
    article, _ = builders.health_article()
    page = shown(client.get(address(article)))
    assert "Medical: No medical credentials of yours are on record." in page
    assert client.post(address(article), typed(client, address(article), role="legal")).status_code == 302


def test_what_changed_since_somebody_stood_for_it_is_shown_word_by_word(client, doctor):
    article, _ = builders.health_article("Pain fell by 2 points.")
    builders.approve(article)
    builders.publish(article)
    builders.rewrite(article, stored(article).replace("2 points", "3 points"), by=builders.editor(), now=later(10))
    page = client.get(address(article))
    assert "Changed since the approval of 4 March 2026" in shown(page)
    assert "Of another text" in shown(page)
    [part] = page.context["changes"]
    assert [p.text for p in part.pieces if p.how != "same"] == ["2", "3"]


def test_what_a_sentence_rests_on_is_part_of_what_changed():
    article, citation = builders.health_article()
    before = snapshot.freeze(article).content
    passage = citation.passages.get()
    passage.finding = "Pain rose by 2 points."
    passage.save()
    [part] = approval_changes.parts_changed(before, snapshot.freeze(article).content)
    assert part.what == "What claim 1 rests on"
    assert [p.text for p in part.pieces if p.how == "added"] == ["rose"]


def test_an_emergency_is_approved_on_its_page_and_readers_lose_the_banner(client, doctor):
    article, _ = builders.health_article()
    edition = builders.publish_in_emergency(article, because="The limit was wrong.")
    page = client.get(address(article, edition))
    assert "The limit was wrong." in shown(page)
    assert client.post(address(article, edition), typed(client, address(article, edition))).status_code == 302
    assert not Edition.objects.in_emergency_unapproved().exists()


def test_the_page_takes_as_many_queries_for_ten_claims_as_for_two(client, doctor, django_assert_max_num_queries):
    for claims in (2, 10):
        source = builders.source()
        html = "".join(f"<p>{builders.mark(f'S {n}.', source.citekey)}</p>" for n in range(claims))
        article = builders.article(html, is_health=True)
        with django_assert_max_num_queries(40):
            client.get(address(article))


# ---- what readers are told


def test_readers_are_told_who_reviewed_it_medically_and_when(client):
    article, _ = builders.health_article()
    builders.approve(article, by=builders.doctor(first_name="Dora", last_name="Doctor"), now=later(4))
    builders.publish(article)
    byline = (
        client.get(reverse("article", args=[article.slug])).content.decode().split("<dt>Medically reviewed by</dt>")[1]
    )
    assert text_of(byline).startswith("Dora DoctorMD, pain medicine4 March 2026")


def test_the_evidence_page_shows_interests_and_what_was_looked_for(client):
    article, _ = builders.health_article()
    why = {**builders.CHECKLIST, "pregnancy": "Only men were studied."}
    builders.approve(article, interests="Owns shares in a maker.", checklist=why)
    builders.publish(article)
    page = shown(client.get(reverse("evidence", args=[article.slug])))
    assert "Owns shares in a maker." in page
    assert "does not apply. Only men were studied." in page
    data = json.loads(client.get(reverse("evidence-json", args=[article.slug])).content)
    assert [(a["role"], a["interests"]) for a in data["approvals"]] == [("medical", "Owns shares in a maker.")]


def test_credentials_of_the_byline_are_no_medical_review(client):
    article, _, _ = builders.published_article()
    Contributor.objects.update(credentials="MD")
    assert "Medically reviewed" not in shown(client.get(reverse("article", args=[article.slug])))


def test_an_approval_of_another_text_is_not_told_to_readers(client):
    article, _ = builders.health_article()
    builders.approve(article)
    builders.rewrite(article, stored(article) + "<p>More.</p>", by=builders.editor(), now=later(5))
    builders.publish(article, assurance="not-yet-checked", now=later(8))
    assert "Medically reviewed" not in shown(client.get(reverse("article", args=[article.slug])))


def test_a_demonstration_says_what_it_is_and_claims_no_review(client):
    article, _ = builders.health_article(is_demonstration=True)
    builders.approve(article, "editorial")
    builders.publish(article)
    addresses = [reverse(name, args=[article.slug]) for name in ("article", "evidence")]
    for address_of_page in [*addresses, reverse("claim", args=[builders.claim_of(article).pk])]:
        page = shown(client.get(address_of_page))
        assert "This is a demonstration. It shows how articles are written and checked here." in page
        assert "Medically reviewed" not in page
    assert json.loads(client.get(reverse("evidence-json", args=[article.slug])).content)["demonstration"]


def test_nobody_vouches_for_themselves(client):
    """Credentials are what a medical approval rests on."""
    theirs = builders.contributor(user=builders.person("Editor", is_superuser=True), credentials="")
    client.force_login(theirs.user)
    at = reverse("admin:articles_contributor_change", args=[theirs.pk])
    typed_in = {"name": "Me", "slug": "me", "credentials": "MD", "interests": "None", "user": theirs.user.pk}
    assert client.post(at, typed_in).status_code == 302
    theirs.refresh_from_db()
    assert (theirs.name, theirs.credentials) == ("Me", "")


@pytest.mark.parametrize("credentials", ["", "MD"])
def test_nobody_ties_an_entry_to_their_own_account(client, credentials):
    """Neither a new one nor that of somebody whose credentials are on record."""
    administrator = builders.administrator()
    client.force_login(administrator)
    theirs = builders.contributor(credentials=credentials)
    typed_in = {"name": "Me", "slug": "me", "credentials": "MD", "interests": "None", "user": administrator.pk}
    for at in (
        reverse("admin:articles_contributor_add"),
        reverse("admin:articles_contributor_change", args=[theirs.pk]),
    ):
        page = shown(client.post(at, typed_in))
        assert "Nobody ties an entry to their own account; ask another administrator." in page
    assert not Contributor.objects.filter(user=administrator).exists()


# ---- the Publish box


def box(client, article):
    return shown(client.get(reverse("admin:articles_article_findings", args=[article.pk])))


def test_the_box_says_what_is_asked_for_and_who_could(client):
    builders.doctor(first_name="Dora", last_name="Doctor")
    client.force_login(builders.publisher())
    article, _ = builders.health_article()
    page = box(client, article)
    assert "Nobody with medical credentials has approved this text yet. Could approve it: Dora Doctor." in page
    builders.approve(article, by=builders.doctor(first_name="Dan", last_name="Doctor"))
    assert "Medical approval: Dan Doctor, MD, pain medicine, 4 Mar 2026." in box(client, article)
    builders.rewrite(article, stored(article) + "<p>More.</p>", by=builders.editor(), now=later(5))
    assert "is of another text: it changed since." in box(client, article)


def test_the_box_lists_an_emergency_that_nobody_approved(client):
    client.force_login(builders.publisher())
    article, _ = builders.health_article()
    builders.publish_in_emergency(article, because="The limit was wrong.")
    page = box(client, article)
    assert "published in an emergency" in page
    assert "The limit was wrong." in page


def test_a_publisher_who_cannot_wait_says_why_on_a_page_of_its_own(client):
    client.force_login(builders.publisher())
    article, _ = builders.health_article()
    findings = client.get(reverse("admin:articles_article_findings", args=[article.pk]))
    at = reverse("admin:articles_article_emergency", args=[article.pk])
    assert at in findings.content.decode()
    page = client.get(at)
    assert page.context["box"].reasons == []
    sent = {"token": page.context["box"].token, "assurance": "checked", "kind": "major", "note": "Typed with care."}
    refused = client.post(at, sent | {"because": " "})
    assert refused.status_code == 409
    assert "Say why this cannot wait" in shown(refused)
    assert "Typed with care." in refused.content.decode()
    assert client.post(at, sent | {"because": "x" * 2_001}).status_code == 409
    assert client.post(at, sent | {"because": "The limit was wrong."}).status_code == 302
    assert Edition.objects.get().emergency_because == "The limit was wrong."


def test_an_emergency_that_cannot_lift_what_blocks_says_so_beforehand(client):
    client.force_login(builders.publisher())
    article = builders.article(f"<p>{builders.mark('Magnesium helps.')}</p>")
    page = client.get(reverse("admin:articles_article_emergency", args=[article.pk]))
    assert "1 finding blocks publishing" in shown(page)
    assert "disabled" in page.content.decode()
