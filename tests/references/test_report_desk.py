"""A reader's report on the reviewer's screen, and its outcome."""

from html import unescape

import pytest
from django.urls import reverse

from references.audit import opinions
from references.models import ProblemReport, Taking
from references.reporting import decide
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db

SAID = {"outcome": "stands", "answer": "The table says 2 points.", "is_public": "on", "seen": "waiting"}


@pytest.fixture
def published():
    return builders.published_article("Pain fell by 2 points.")


@pytest.fixture
def reviewer(client):
    person = builders.reviewer(first_name="Ruth")
    client.force_login(person)
    return person


def desk_of(report):
    return reverse("audit:report", args=[report.pk])


def text_of(response):
    return unescape(response.content.decode())


def test_the_page_shows_report_sentence_sources_and_the_way_to_their_desks(client, reviewer, published):
    _, citation, _ = published
    report = builders.reported(citation.claim, "unsafe", text="My aunt took it.", email="reader@example.org")
    shown = text_of(client.get(desk_of(report)))
    for words in ("My aunt took it.", "Reported as dangerous", "Pain fell by 2 points.", "reader@example.org"):
        assert words in shown
    assert "erased 90 days after the outcome" in shown
    assert citation.source.short_name in shown
    assert f'href="{citation.get_audit_url()}"' in shown


def test_what_the_reader_wrote_is_shown_as_text(client, reviewer, published):
    report = builders.reported(published[1].claim, text="<script>alert(1)</script> and more")
    assert "<script>alert(1)" not in client.get(desk_of(report)).content.decode()


def test_the_words_of_the_reader_stand_beside_those_that_are_live_and_those_of_the_draft(client, reviewer, published):
    article, citation, _ = published
    report = builders.reported(citation.claim)
    builders.rewrite(
        article, f"<p>{builders.mark('Pain fell by 3 points.', citation.source.citekey, id=citation.claim_id)}</p>",
        by=builders.editor(), now=later(10),
    )  # fmt: skip
    shown = text_of(client.get(desk_of(report)))
    assert "Readers see the same words now, in edition 1." in shown
    assert "In the draft" in shown
    builders.judge(citation, now=later(11))
    builders.publish(article, now=later(12), note="The figure was mended.")
    assert "Live now, edition 2" in text_of(client.get(desk_of(report)))


def test_an_outcome_is_recorded_and_leads_back_to_the_queue(client, reviewer, published):
    report = builders.reported(published[1].claim)
    response = client.post(desk_of(report), SAID)
    assert response["Location"] == reverse("audit:queue")
    report.refresh_from_db()
    assert (report.outcome, report.answer, report.is_public) == ("stands", "The table says 2 points.", True)
    assert report.decided_by == reviewer
    assert "Ruth decided on" in text_of(client.get(desk_of(report)))


def test_the_next_report_comes_when_the_queue_shows_reports_and_the_most_dangerous_first(client, reviewer, published):
    claim = published[1].claim
    unclear, number, unsafe = (builders.reported(claim, kind) for kind in ("unclear", "number", "unsafe"))
    queue = "?state=report"
    assert client.get(reverse("audit:queue") + queue).context["queue"].first.key == unsafe.pk
    response = client.post(desk_of(number) + queue, SAID)
    assert response["Location"] == desk_of(unsafe) + queue
    client.post(desk_of(unsafe) + queue, SAID)
    response = client.post(desk_of(unclear) + queue, SAID)
    assert response["Location"] == reverse("audit:queue") + queue


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"outcome": ""}, "Choose one of the five."),
        ({"answer": "  "}, "Say in a sentence what you found"),
        ({"answer": "x" * 4_001}, "At most 4,000 characters fit here"),
        ({"outcome": "spam"}, "What is no report is not shown to readers."),
        ({"seen": ""}, "This page was incomplete."),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_recorded(client, reviewer, published, said, sentence):
    report = builders.reported(published[1].claim)
    response = client.post(desk_of(report), SAID | said)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert ProblemReport.objects.waiting().exists()


def test_whoever_comes_second_is_told_and_what_was_typed_is_still_there(client, reviewer, published):
    report = builders.reported(published[1].claim)
    other = builders.reviewer(first_name="Olga")
    decide(report=report, outcome="stands", answer="It stands.", is_public=True, by=other, now=later(20))
    response = client.post(desk_of(report), SAID | {"outcome": "will-correct", "answer": "My own words."})
    assert response.status_code == 409
    shown = text_of(response)
    assert "Olga decided this report while you read it: checked again; the sentence stands." in shown
    assert "My own words." in shown
    report.refresh_from_db()
    assert report.answer == "It stands."
    seen = response.context["form"].data["seen"]
    assert client.post(desk_of(report), SAID | {"answer": "My own words.", "seen": seen}).status_code == 302


def test_who_else_has_taken_it_is_said(client, reviewer, published):
    report = builders.reported(published[1].claim)
    other = builders.reviewer(first_name="Olga")
    Taking.objects.create(kind="report", item=report.pk, person=other, at=later(), assigned_by=other)
    assert "Taken by Olga" in text_of(client.get(desk_of(report)))


def test_whoever_gives_a_second_opinion_does_not_see_the_first_verdict_here(client, reviewer, published):
    _, citation, _ = published
    report = builders.reported(citation.claim)
    assert "vd-ok" in text_of(client.get(desk_of(report)))
    opinions.ask(citation=citation, by=builders.reviewer(), now=later(20), because="Is it so?")
    shown = text_of(client.get(desk_of(report)))
    assert "You give a second opinion on it" in shown
    assert "vd-ok" not in shown


def test_a_report_that_is_not_there_is_said_in_the_look_of_the_audit(client, reviewer):
    response = client.get(reverse("audit:report", args=["00000000-0000-4000-8000-000000000000"]))
    assert response.status_code == 404
    assert "There is no report at this address." in text_of(response)


@pytest.mark.parametrize("group", ["Editor", "Publisher"])
def test_others_read_no_report(client, published, group):
    client.force_login(builders.person(group))
    report = builders.reported(published[1].claim)
    for response in (client.get(desk_of(report)), client.post(desk_of(report), SAID)):
        assert response.status_code == 403
        assert report.text not in text_of(response)


def test_the_page_costs_as_much_with_many_sources_as_with_one(client, reviewer, django_assert_max_num_queries):
    def cost(sources):
        keys = [builders.source().citekey for _ in range(sources)]
        article = builders.article(f"<p>{builders.mark('Pain fell.', *keys)}</p>")
        report = builders.reported(builders.claim_of(article))
        with django_assert_max_num_queries(40) as queries:
            client.get(desk_of(report))
        return len(queries)

    assert cost(1) == cost(6)
