"""Reports of readers: the form, the address of the outcome, and what stands on the claim's page."""

import json
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.core import serializers
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from references import reporting
from references.models import ProblemReport, ReporterAddress
from references.reporting import decide
from tests import builders

pytestmark = pytest.mark.django_db

THEIRS = "The trial speaks of 3 points, not of 2."


@pytest.fixture
def published():
    """(article, citation, edition)."""
    return builders.published_article("Pain fell by 2 points.")


def form_of(citation):
    return reverse("report-problem", args=[citation.claim_id])


def send(client, citation, **said):
    about = {"kind": "number", "text": THEIRS, "email": "", "website": "", "edition": "1"}
    return client.post(form_of(citation), about | said)


def text_of(response):
    return unescape(response.content.decode())


def sent(client, citation, **said):
    response = send(client, citation, **said)
    assert response.status_code == 302, text_of(response)
    return ProblemReport.objects.latest("at")


def concluded(report, outcome="stands", answer="The trial says 2 points in its table.", is_public=True, **extra):
    now = timezone.now()
    by = builders.reviewer()
    return decide(report=report, outcome=outcome, answer=answer, is_public=is_public, by=by, now=now, **extra)


def second_edition(article, citation, text="Pain fell by 3 points."):
    now = timezone.now()
    html = f"<p>{builders.mark(text, citation.source.citekey, id=citation.claim_id)}</p>"
    builders.rewrite(article, html, by=builders.editor(), now=now)
    builders.judge(citation, now=now)
    return builders.publish(article, now=now, note="The figure was mended.")


# ---- the form


def test_a_reader_reports_without_an_account_and_gets_an_address_for_the_outcome(client, published):
    _, citation, _ = published
    response = send(client, citation, email="reader@example.org")
    report = ProblemReport.objects.get()
    assert response["Location"] == reverse("report", args=[report.pk])
    assert (report.claim, report.kind, report.text) == (citation.claim, "number", THEIRS)
    assert (report.wording, report.edition) == ("Pain fell by 2 points.", 1)
    assert report.reporter_address.email == "reader@example.org"
    assert "Your report was received" in text_of(client.get(response["Location"]))


def test_the_wording_is_that_of_the_edition_the_reader_saw(client, published):
    article, citation, _ = published
    second_edition(article, citation)
    assert "Pain fell by 3 points." in text_of(client.get(form_of(citation)))
    assert "Pain fell by 2 points." in text_of(client.get(form_of(citation) + "?edition=1"))
    report = sent(client, citation, edition="1")
    assert (report.wording, report.edition) == ("Pain fell by 2 points.", 1)


@pytest.mark.parametrize("edition", ["", "9", "x", "-1", "99999999999999999999", "²", "\x00"])
def test_a_number_of_no_edition_means_the_newest(client, published, edition):
    article, citation, _ = published
    second_edition(article, citation)
    assert sent(client, citation, edition=edition).edition == 2


def test_only_a_claim_that_readers_could_see_can_be_reported(client, published):
    article, citation, _ = published
    _, draft = builders.cited_article()
    assert client.get(form_of(draft)).status_code == 404
    assert send(client, draft).status_code == 404
    assert client.get(reverse("report-problem", args=[uuid4()])).status_code == 404
    publishing.withdraw(article=article, by=builders.publisher(), now=builders.later(9), because="It was wrong.")
    assert client.get(form_of(citation)).status_code == 200


def test_a_claim_whose_text_had_to_go_is_not_shown_by_the_form(client, published):
    _, citation, edition = published
    now, by = builders.later(9), builders.administrator()
    publishing.suppress(edition=edition, by=by, now=now, what="A name.", legal_basis="GDPR, article 17.")
    assert client.get(form_of(citation)).status_code == 404


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"kind": ""}, "Choose what comes closest."),
        ({"kind": "nonsense"}, "Choose from what is shown."),
        ({"text": ""}, "Say in a sentence or two what is wrong."),
        ({"text": "No."}, "at least 10 characters"),
        ({"text": "x" * 4_001}, "At most 4,000 characters fit here; this has 4,001."),
        ({"email": "nobody"}, "This is no e-mail address."),
    ],
)
def test_what_does_not_fit_gets_its_sentence_and_nothing_typed_is_lost(client, published, said, sentence):
    response = send(client, published[1], **{"email": "reader@example.org"} | said)
    assert response.status_code == 422
    shown = text_of(response)
    assert sentence in shown
    for typed in (
        {"text": THEIRS, "email": "reader@example.org"} | {k: v for k, v in said.items() if k != "kind"}
    ).values():
        assert typed in shown
    assert not ProblemReport.objects.exists()


def test_script_is_shown_as_text(client, published):
    script = "<script>alert('Pain')</script> is what I typed"
    shown = send(client, published[1], text=script, kind="").content.decode()
    assert "&lt;script&gt;alert(" in shown
    assert "<script>alert" not in shown


def test_a_megabyte_is_refused_unread_with_a_sentence(client, published, django_assert_max_num_queries, monkeypatch):
    monkeypatch.setattr("django.http.request.HttpRequest._load_post_and_files", lambda request: pytest.fail("read"))
    with django_assert_max_num_queries(1):
        response = send(client, published[1], text="x" * 1_000_000)
    assert response.status_code == 413
    assert "At most 4,000 characters fit; go back, and shorten your text." in text_of(response)
    assert not ProblemReport.objects.exists()


def test_the_longest_text_fits_in_whatever_script_it_is_written(client, published):
    assert len(sent(client, published[1], text="🦴" * 4_000).text) == 4_000


def test_a_program_that_fills_in_the_trap_sees_its_report_accepted_and_nothing_is_kept(client, published):
    response = send(client, published[1], website="https://example.org/")
    assert response.status_code == 302
    assert "Your report was received" in text_of(client.get(response["Location"]))
    assert not ProblemReport.objects.exists()


def test_a_hundred_reports_a_minute_from_one_address_become_five(client, published):
    responses = [send(client, published[1], text=f"{THEIRS} Number {n}.") for n in range(100)]
    assert [r.status_code for r in responses] == [302] * 5 + [429] * 95
    refused = responses[-1]
    assert 3_000 < int(refused["Retry-After"]) <= 3_600
    assert "You can send the next in 60 minutes" in text_of(refused)
    assert f"{THEIRS} Number 99." in text_of(refused)
    assert ProblemReport.objects.count() == 5


def test_a_proxy_in_front_does_not_make_all_readers_one(client, published, settings):
    settings.PROXIES = 2
    for n in range(6):
        forwarded = {"HTTP_X_FORWARDED_FOR": f"made up, 198.51.100.{n}, 10.0.0.1"}
        response = client.post(form_of(published[1]), {"kind": "link", "text": THEIRS}, **forwarded)
        assert response.status_code == 302


def test_a_flood_from_everywhere_is_braked(client, published, monkeypatch):
    monkeypatch.setattr(reporting, "OF_EVERYBODY", {timedelta(minutes=10): 1})
    send(client, published[1])
    response = client.post(form_of(published[1]), {"kind": "link", "text": THEIRS}, REMOTE_ADDR="198.51.100.9")
    assert response.status_code == 429
    assert "More reports are arriving than we can take" in text_of(response)


def test_the_form_is_guarded_by_a_token_and_only_it_sets_a_cookie(published):
    citation = published[1]
    client = Client(enforce_csrf_checks=True)
    assert send(client, citation).status_code == 403
    form = client.get(form_of(citation))
    assert "csrftoken" in form.cookies
    assert "no-store" in form["Cache-Control"]
    token = form.cookies["csrftoken"].value
    response = send(client, citation, csrfmiddlewaretoken=token)
    assert response.status_code == 302
    outcome = Client().get(response["Location"])
    assert not outcome.cookies
    assert "Vary" not in outcome or "Cookie" not in outcome["Vary"]


def test_the_form_says_what_becomes_of_the_address(client, published):
    assert "is erased 90 days after the outcome" in text_of(client.get(form_of(published[1])))


def test_the_form_costs_one_query(client, published, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(form_of(published[1]))


def test_pages_lead_to_the_form_with_the_edition_that_they_show(client, published):
    article, citation, _ = published
    link = f'href="{form_of(citation)}?edition=1"'
    for address in (
        article.get_absolute_url(),
        reverse("edition", args=[article.slug, 1]),
        citation.claim.get_absolute_url(),
    ):
        assert link in client.get(address).content.decode()


# ---- the outcome


def test_the_outcome_stands_at_its_address_in_the_words_of_the_reviewer(client, published, django_assert_num_queries):
    report = sent(client, published[1], email="reader@example.org")
    address = reverse("report", args=[report.pk])
    with django_assert_num_queries(2):
        waiting = client.get(address)
    assert "A reviewer has not looked at it yet" in text_of(waiting)
    concluded(report, is_public=False)
    response = client.get(address)
    shown = text_of(response)
    assert "Checked again: the sentence stands" in shown
    assert "The trial says 2 points in its table." in shown
    assert "A number is wrong" in shown
    for theirs in (THEIRS, "reader@example.org"):
        assert theirs not in shown
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"


def test_an_address_of_no_report_is_not_found(client):
    assert client.get(reverse("report", args=[uuid4()])).status_code == 404


def test_an_answer_with_script_is_shown_as_text(client, published):
    report = concluded(sent(client, published[1]), answer="<script>alert(1)</script>")
    for address in (reverse("report", args=[report.pk]), reverse("claim", args=[published[1].claim_id])):
        assert "<script>alert(1)" not in client.get(address).content.decode()


def test_the_wording_of_an_edition_that_had_to_go_is_gone_from_the_outcome(client, published):
    article, citation, edition = published
    report = sent(client, citation)
    second_edition(article, citation, "Pain fell.")
    now, by = timezone.now(), builders.administrator()
    publishing.suppress(edition=edition, by=by, now=now, what="A name.", legal_basis="GDPR, article 17.")
    assert "Pain fell by 2 points." not in text_of(client.get(reverse("report", args=[report.pk])))


def test_outcomes_stand_on_the_page_of_the_claim_only_when_a_reviewer_says_so(
    client, published, django_assert_max_num_queries
):
    citation = published[1]
    reports = [sent(client, citation) for _ in range(3)]
    concluded(reports[0], answer="Public words.")
    concluded(reports[1], answer="Words for the reporter only.", is_public=False)
    with django_assert_max_num_queries(2):
        shown = text_of(client.get(reverse("claim", args=[citation.claim_id])))
    assert "Public words." in shown
    assert "for the reporter only" not in shown
    assert THEIRS not in shown
    assert str(reports[0].pk) not in shown


def test_the_data_of_a_claim_has_public_outcomes_and_nothing_of_the_reporter(client, published):
    citation = published[1]
    concluded(sent(client, citation, email="reader@example.org"), answer="Public words.")
    response = client.get(reverse("claim-json", args=[citation.claim_id]))
    told = response.json()["reports"]
    assert [set(r) for r in told] == [{"kind", "edition", "reported_at", "outcome", "answer", "decided_at"}]
    assert (told[0]["kind"], told[0]["outcome"], told[0]["answer"]) == ("number", "stands", "Public words.")
    assert THEIRS not in json.dumps(response.json())
    assert "reader@example.org" not in json.dumps(response.json())


def test_an_address_is_in_no_page_and_no_export(client, published):
    article, citation, _ = published
    concluded(sent(client, citation, email="reader@example.org"))
    names = {
        article.slug: ("article", "evidence", "evidence-json", "evidence-csv", "editions"),
        citation.claim_id: ("claim", "claim-json"),
        citation.source.citekey: ("source", "source-json"),
    }
    addresses = [reverse(name, args=[arg]) for arg, of in names.items() for name in of]
    for address in [*addresses, reverse("corrections-feed"), reverse("how-we-check"), "/"]:
        response = client.get(address)
        assert response.status_code == 200, address
        assert b"reader@example.org" not in response.content, address
    assert "reader@example.org" not in serializers.serialize("json", ProblemReport.objects.all())
    assert ReporterAddress.objects.count() == 1


# ---- a promise is kept


def test_a_promised_correction_is_told_as_corrected_by_the_edition_that_changes_the_claim(client, published):
    article, citation, _ = published
    report = sent(client, citation)
    concluded(report, "will-correct", "You are right: it was 3 points.")
    assert "It will be corrected in the next edition" in text_of(client.get(citation.claim.get_absolute_url()))
    edition = second_edition(article, citation)
    report.refresh_from_db()
    assert (report.outcome, report.decided_at) == ("corrected", edition.published_at)
    assert "It led to a correction" in text_of(client.get(citation.claim.get_absolute_url()))


def test_an_edition_that_leaves_the_claim_as_it_was_keeps_no_promise(client, published):
    article, citation, _ = published
    report = sent(client, citation)
    concluded(report, "will-correct", "You are right: it was 3 points.")
    article.title = "Another title"
    article.save()
    html = article.articles_text_set.get().text.replace("That is all.", "That is nearly all.")
    builders.rewrite(article, html, by=builders.editor(), now=timezone.now())
    builders.publish(article, now=timezone.now(), note="Another title.")
    report.refresh_from_db()
    assert report.outcome == "will-correct"


def test_a_claim_that_is_taken_out_keeps_the_promise_too(client, published):
    article, citation, _ = published
    report = sent(client, citation)
    concluded(report, "will-correct", "You are right: it goes.")
    builders.rewrite(article, "<p>Nothing is claimed.</p>", by=builders.editor(), now=timezone.now())
    builders.publish(article, now=timezone.now(), note="The claim is gone.")
    report.refresh_from_db()
    assert report.outcome == "corrected"
