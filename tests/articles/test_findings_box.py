import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import publishing, waiving
from articles.admin.finding_lines import lines
from articles.admin.publish_box import changes
from articles.checks.findings import Finding, Severity
from articles.models import Edition, QuestionAnswer, Text
from references.models import Claim
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(client):
    person = builders.publisher(first_name="Pub", last_name="Lisher")
    client.force_login(person)
    return person


def address(name, article):
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def look(client, article, **query):
    return client.get(address("findings", article), query)


def publish(client, article, **typed):
    """Press the button of the box that stands there now."""
    box = look(client, article).context["box"]
    body = {"token": box.token, "assurance": box.assurance.value, "kind": "major", "note": ""}
    return client.post(address("publish", article), body | typed)


# ---- findings


def test_one_line_stands_for_each_rule_with_all_its_places():
    about = {"severity": Severity.BLOCK, "mend": "Ask a reviewer."}
    found = [
        Finding("unchecked", message="a2020: nobody…", claim="x", number=6, place="text-1", **about),
        Finding("unchecked", message="b2020: nobody…", claim="x", number=6, place="text-1", **about),
        Finding("unchecked", message="c2020: nobody…", claim="y", number=8, place="text-1", **about),
        Finding("answer-empty", Severity.BLOCK, "The answer is empty.", "Write it.", place="answer"),
        Finding("figure-without-alt", Severity.WARN, "A figure…", place="figure-7"),
    ]
    content = {"blocks": [{"id": "text-1"}, {"id": "figure-7"}]}
    said = [(line.kind, line.sentence, [p.label for p in line.places]) for line in lines(found, content)]
    assert said == [
        ("block", "3 citations were never judged.", ["6", "8"]),
        ("block", "The answer is empty.", ["Answer"]),
        ("warn", "A figure…", ["Block 2"]),
    ]


def test_a_rule_without_a_sentence_for_several_repeats_its_first_with_the_count():
    found = [Finding("new-rule", Severity.WARN, "Odd {thing}.", place=f"text-{n}") for n in range(2)]
    assert lines(found, {"blocks": []})[0].sentence == "Odd {thing}. (2 times)"


def test_the_findings_lead_to_their_claims_in_the_text(client, publisher):
    article, citation = builders.cited_article()
    page = look(client, article).content.decode()
    assert f'href="{article.get_admin_url()}#claim-{citation.claim_id}"' in page
    assert "1 finding blocks publishing" in page


def test_a_fragment_is_what_stands_beside_the_text_and_the_page_is_whole_without_scripts(client, publisher):
    article, _ = builders.cited_article()
    fragment = look(client, article, fragment="1").content.decode()
    assert "<html" not in fragment
    assert "Publish edition 1" in fragment
    page = look(client, article).content.decode()
    assert "<html" in page
    assert "Publish edition 1" in page


def test_findings_take_as_many_queries_for_ten_claims_as_for_two(client, publisher):
    def asked(count):
        sources = [builders.source() for _ in range(count)]
        html = "".join(f"<p>{builders.mark(f'Sentence {n}.', s.citekey)}</p>" for n, s in enumerate(sources))
        article = builders.article(html)
        look(client, article, fragment="1")
        with CaptureQueriesContext(connection) as captured:
            assert look(client, article, fragment="1").status_code == 200
        return len(captured)

    assert asked(2) == asked(10) <= 42


# ---- the rules behind them, and what was let stand


def let_stand(article, code, *, by=None, because="It is said in the text above.", now=None):
    """A reviewer lets the finding of this rule stand."""
    now = now or builders.later(3)
    finding = next(f for f in waiving.found_in(article, now=now).values() if f.code == code)
    by = by or builders.reviewer(first_name="Ann", last_name="Ode")
    return waiving.waive(article=article, code=code, about=finding.about, because=because, by=by, now=now)


def test_each_finding_leads_to_what_its_rule_is_for(client, publisher):
    article, _ = builders.cited_article(before_you_take_it="")
    page = look(client, article).content.decode()
    for code in ("unchecked", "no-caution"):
        assert f'href="{reverse("audit-rules")}#{code}"' in page


def test_a_finding_that_was_let_stand_says_by_whom_and_why_and_blocks_no_longer(client, publisher):
    article, citation = builders.cited_article(before_you_take_it="")
    builders.judge(citation)
    assert look(client, article).context["box"].reasons == ["1 finding blocks publishing."]
    let_stand(article, "no-caution")
    response = look(client, article)
    page = response.content.decode()
    assert response.context["box"].reasons == []
    assert "1 let stand by a reviewer" in page
    assert "Ann Ode, 4 Mar 2026: It is said in the text above." in page
    assert "no-caution" not in {line.code for line in response.context["lines"]}


def test_it_counts_again_once_the_sentence_changes(client, publisher):
    article, _ = builders.cited_article(before_you_take_it="")
    let_stand(article, "no-caution")
    text = Text.objects.get(parent=article).text.replace("2 points", "3 points")
    builders.rewrite(article, text, by=builders.editor())
    response = look(client, article)
    assert "let stand by a reviewer" not in response.content.decode()
    assert "no-caution" in {line.code for line in response.context["lines"]}


@pytest.mark.parametrize(("group", "may"), [("Reviewer", True), ("Editor", False), ("Publisher", False)])
def test_only_reviewers_find_the_way_to_let_a_finding_stand_and_never_one_of_a_fixed_rule(client, group, may):
    article, _ = builders.cited_article(before_you_take_it="")
    client.force_login(builders.person(group))
    page = look(client, article).content.decode()
    way = reverse("audit-waive", args=[article.pk])
    assert (f"{way}?code=no-caution&amp;about=" in page) == may
    assert f"{way}?code=unchecked" not in page
    let_stand(article, "no-caution")
    assert ("Take it back" in look(client, article).content.decode()) == may


def test_of_several_findings_of_a_rule_each_can_be_let_stand_by_itself(client):
    article = builders.article("<p>Nothing.</p>")
    for n, words in enumerate(("Why?", "When?")):
        QuestionAnswer.objects.create(parent=article, region="main", ordering=90 + n, question=words)
    client.force_login(builders.reviewer())
    page = look(client, article).content.decode()
    assert page.count("code=question-without-answer") == 2
    assert "Let one stand" in page


def test_a_rule_is_as_heavy_beside_the_text_as_the_team_takes_it(client, publisher):
    article, citation = builders.cited_article(before_you_take_it="")
    builders.judge(citation)
    builders.rule_weight("no-caution", "inform")
    response = look(client, article)
    assert {line.code: line.kind for line in response.context["lines"]}["no-caution"] == "inform"
    assert response.context["box"].reasons == []


def test_what_was_let_stand_is_no_problem_in_the_evidence_sheet(client, publisher):
    article, citation = builders.cited_article(before_you_take_it="")
    builders.judge(citation)
    problems = {"show": "problems"}
    assert client.get(address("evidence", article), problems).context["claims"]
    let_stand(article, "no-caution")
    response = client.get(address("evidence", article), problems)
    assert [f.code for row in response.context["claims"] for f in row.findings if f.code == "no-caution"] == []
    assert "Ann Ode" in response.content.decode()


def test_findings_take_as_many_queries_however_many_were_let_stand(client, publisher):
    def asked(count):
        article = builders.article("<p>Nothing.</p>")
        for n in range(count):
            QuestionAnswer.objects.create(parent=article, region="main", ordering=90 + n, question=f"Why {n}?")
        ann = builders.reviewer()
        for finding in [f for f in waiving.found_in(article, now=builders.later()).values() if f.place]:
            if waiving.may_be_waived(finding.code):
                about = {"code": finding.code, "about": finding.about}
                waiving.waive(article=article, **about, because="So.", by=ann, now=builders.later(2))
        look(client, article, fragment="1")
        with CaptureQueriesContext(connection) as captured:
            assert f"{count} let stand" in look(client, article, fragment="1").content.decode()
        return len(captured)

    assert asked(2) == asked(8) <= 40


# ---- the desk of a reviewer


def about(article, citation):
    return article.findings_about(citation.claim)


def test_the_desk_is_told_what_the_gate_would_say_of_a_claim():
    article, citation = builders.cited_article(before_you_take_it="")
    found = {f["code"]: f for f in about(article, citation)}
    assert found["unchecked"] == {
        "code": "unchecked",
        "title": "A citation was never judged",
        "severity": "block",
        "message": f"{citation.source.citekey}: nobody has judged this citation yet.",
        "mend": "Ask a reviewer for a verdict.",
        "citation": str(citation.pk),
        "docs_url": "/audit/rules/#unchecked",
        "waive_url": "",
        "waived": None,
    }
    assert found["no-caution"]["waive_url"].startswith(f"/audit/articles/{article.pk}/waive/?code=no-caution&about=")


def test_findings_about_other_claims_are_left_out():
    article, _ = builders.cited_article()
    _, other = builders.cited_article()
    assert article.findings_about(other.claim) == []


def test_the_desk_is_never_told_what_was_true_before_an_edit():
    article, citation = builders.cited_article()
    assert "unchecked" in {f["code"] for f in about(article, citation)}
    builders.judge(citation)
    assert "unchecked" not in {f["code"] for f in about(article, citation)}
    text = Text.objects.get(parent=article).text.replace("2 points", "3 points")
    builders.rewrite(article, text, by=builders.editor())
    assert "stale" in {f["code"] for f in about(article, citation)}


def test_the_desk_is_told_who_let_a_finding_stand():
    article, citation = builders.cited_article(before_you_take_it="")
    row = let_stand(article, "no-caution")
    found = {f["code"]: f for f in about(article, citation)}["no-caution"]
    assert found["waived"] == {"because": "It is said in the text above.", "person": "Ann Ode", "at": row.at}


def test_what_the_desk_is_told_takes_as_many_queries_for_ten_claims_as_for_two():
    def asked(count):
        sources = [builders.source() for _ in range(count)]
        html = "".join(f"<p>{builders.mark(f'Sentence {n}.', s.citekey)}</p>" for n, s in enumerate(sources))
        article = builders.article(html)
        claim = Claim.objects.of(article).present().first()
        with CaptureQueriesContext(connection) as captured:
            assert article.findings_about(claim)
        return len(captured)

    assert asked(2) == asked(10) <= 30


# ---- the box


def test_the_button_says_why_it_cannot_be_pressed(client, publisher):
    article, _ = builders.cited_article()
    response = look(client, article)
    assert response.context["box"].reasons == ["1 finding blocks publishing."]
    assert "disabled" in response.content.decode()


def test_the_button_is_open_once_nothing_stands_in_the_way(client, publisher):
    article, citation = builders.cited_article()
    builders.judge(citation)
    response = look(client, article)
    assert response.context["box"].reasons == []
    assert "disabled" not in response.content.decode()


def test_who_alone_worked_on_the_draft_is_told_who_could_publish_it(client):
    alone = builders.person("Editor", "Publisher")
    other = builders.publisher(first_name="Some", last_name="Body")
    article, citation = builders.cited_article(by=alone)
    builders.judge(citation)
    client.force_login(alone)
    response = look(client, article)
    page = response.content.decode()
    assert "You worked on this draft (1 save)." in page
    assert "You alone worked on this draft" in page
    assert f"Can publish: {other.get_full_name()}." in page


def test_an_editor_is_told_who_can_publish_and_gets_no_button(client):
    builders.publisher(first_name="Some", last_name="Body")
    article, _ = builders.cited_article()
    client.force_login(builders.editor())
    page = look(client, article).content.decode()
    assert "You may not publish articles." in page
    assert "Can publish: Some Body." in page
    assert "<form" not in page.split('id="publish-title"')[1].split("</section>")[0]


def test_not_yet_checked_is_offered_until_an_edition_was_checked(client, publisher):
    article, citation = builders.cited_article()
    assert "as not yet checked" in look(client, article).content.decode()
    box = look(client, article, assurance="not-yet-checked").context["box"]
    assert box.reasons == []
    builders.judge(citation)
    builders.publish(article)
    response = look(client, article, assurance="not-yet-checked")
    assert response.context["box"].assurance == "checked"
    assert "as not yet checked" not in response.content.decode()


def test_the_box_says_what_readers_see_and_what_the_draft_changes(client, publisher):
    article, _, edition = builders.published_article("Pain fell by 2 points.")
    text = Text.objects.get(parent=article).text.replace("2 points", "3 points")
    builders.rewrite(article, text, by=builders.editor())
    page = look(client, article).content.decode()
    assert f'Readers see <a href="{edition.get_absolute_url()}">edition 1</a>' in page
    assert "In the draft: 1 claim changed." in page


def test_a_draft_that_readers_see_already_is_nothing_new(client, publisher):
    article, _, _ = builders.published_article()
    assert look(client, article).context["box"].reasons == ["Nothing changed since edition 1."]


def test_claims_that_came_and_went_are_counted():
    def content(*claims):
        about = {"voice": "own", "reported_by": "", "kind": "dose", "no_evidence_because": "", "citations": []}
        return {"claims": [about | {"id": key, "text": text} for key, text in claims]}

    before, after = content(("a", "1"), ("b", "2"), ("c", "3")), content(("a", "1"), ("b", "two"), ("d", "4"))
    assert changes(before, after) == "1 claim changed, 1 claim added, 1 claim taken out"
    assert changes(before, before) == "no claim changed"


# ---- publishing


def test_publishing_leads_back_with_a_link_to_what_readers_see(client, publisher):
    article, citation = builders.cited_article()
    builders.judge(citation)
    response = publish(client, article)
    assert response.status_code == 302
    assert response["Location"] == article.get_admin_url()
    edition = Edition.objects.get()
    assert (edition.published_by, edition.kind) == (publisher, "major")
    message = str(next(iter(client.get(response["Location"]).context["messages"])))
    assert f'href="{article.get_absolute_url()}"' in message


def test_an_article_is_published_as_not_yet_checked(client, publisher):
    article, _ = builders.cited_article()
    publish(client, article, assurance="not-yet-checked", kind="minor", note="Old text")
    edition = Edition.objects.get()
    assert (edition.assurance, edition.kind, edition.note) == ("not-yet-checked", "minor", "Old text")


def test_a_refusal_lists_every_finding_and_keeps_the_note(client, publisher):
    article, citation, _ = builders.published_article()
    text = Text.objects.get(parent=article).text.replace("2 points", "3 points")
    builders.rewrite(article, text, by=builders.editor(), answer="")
    response = publish(client, article, note="Corrected a number.", kind="minor")
    assert response.status_code == 409
    page = response.content.decode()
    assert "2 findings block publishing." in page
    assert f'href="{article.get_admin_url()}#claim-{citation.claim_id}"' in page
    assert f'href="{article.get_admin_url()}#answer"' in page
    assert "Corrected a number.</textarea>" in page
    assert response.context["kind"] == "minor"
    assert Edition.objects.count() == 1


def test_a_missing_change_note_is_a_finding_once_somebody_tried(client, publisher):
    article, citation, _ = builders.published_article()
    text = Text.objects.get(parent=article).text.replace("2 points", "3 points")
    builders.rewrite(article, text, by=builders.editor())
    citation.refresh_from_db()
    builders.judge(citation, now=builders.later(9))
    assert look(client, article).context["box"].reasons == []
    page = publish(client, article, note=" ").content.decode()
    assert "From the second edition on, readers are told what changed." in page


def test_a_draft_that_changed_since_it_was_looked_at_is_not_published(client, publisher):
    article, citation = builders.cited_article()
    builders.judge(citation)
    response = publish(client, article, token="0" * 64)
    assert response.status_code == 409
    assert "changed since you looked at it" in response.content.decode()
    again = publish(client, article, token=response.context["box"].token)
    assert again.status_code == 302


def test_four_eyes_are_asked_for_with_a_sentence(client):
    alone = builders.person("Editor", "Publisher")
    article, citation = builders.cited_article(by=alone)
    builders.judge(citation)
    client.force_login(alone)
    assert "someone else must publish it" in publish(client, article).content.decode()
    assert not Edition.objects.exists()


def test_a_checked_article_cannot_go_back(client, publisher):
    article, _, _ = builders.published_article()
    assert "cannot become" in publish(client, article, assurance="not-yet-checked", note="x").content.decode()


@pytest.mark.parametrize("typed", [{"assurance": "sure"}, {"kind": "huge"}, {"token": ""}, {"note": "x" * 6000}])
def test_a_form_that_cannot_be_read_publishes_nothing(client, publisher, typed):
    article, citation = builders.cited_article()
    builders.judge(citation)
    assert publish(client, article, **typed).status_code == 409
    assert not Edition.objects.exists()


def test_an_editor_cannot_publish_or_withdraw(client):
    article, _, _ = builders.published_article()
    client.force_login(builders.editor())
    assert client.post(address("publish", article)).status_code == 403
    assert client.post(address("withdraw", article), {"because": "x"}).status_code == 403


def test_publishing_is_a_post(client, publisher):
    article, _ = builders.cited_article()
    assert client.get(address("publish", article)).status_code == 405


# ---- withdrawing and suppressing


def test_an_article_is_withdrawn_with_a_reason_only(client, publisher):
    article, _, _ = builders.published_article()
    assert "Why it is withdrawn" in client.get(address("withdraw", article)).content.decode()
    assert "Say why" in client.post(address("withdraw", article), {"because": " "}).content.decode()
    client.post(address("withdraw", article), {"because": "A trial was retracted."})
    article.refresh_from_db()
    assert (article.live_edition, article.withdrawn_because) == (None, "A trial was retracted.")
    assert "Withdrawn on" in look(client, article).content.decode()


def test_a_nul_character_in_the_reason_is_left_out(client, publisher):
    article, _, _ = builders.published_article()
    client.post(address("withdraw", article), {"because": "A trial\x00 was retracted."})
    article.refresh_from_db()
    assert article.withdrawn_because == "A trial was retracted."


def test_an_article_that_is_not_live_has_nothing_to_withdraw(client, publisher):
    article, _ = builders.cited_article()
    response = client.post(address("withdraw", article), {"because": "My reason."})
    assert response.status_code == 409
    assert "My reason." in response.content.decode()


def test_an_edition_can_be_looked_at_and_not_written(client, publisher):
    _, _, edition = builders.published_article()
    change = reverse("admin:articles_edition_change", args=[edition.pk])
    page = client.get(change).content.decode()
    assert edition.digest in page
    assert 'name="_save"' not in page
    assert client.get(reverse("admin:articles_edition_delete", args=[edition.pk])).status_code == 403


def test_the_body_of_an_edition_is_removed_by_who_has_the_right_only(client, publisher):
    article, _, edition = builders.published_article()
    suppress = reverse("admin:articles_edition_suppress", args=[edition.pk])
    body = {"what": "A name", "legal_basis": "A court order"}
    assert client.post(suppress, body).status_code == 403
    client.force_login(User.objects.create_superuser("root"))
    assert "This field is required" in client.post(suppress, body | {"legal_basis": ""}).content.decode()
    client.post(suppress, body)
    article.refresh_from_db()
    assert article.live_edition is None
    assert not publishing.EditionContent.objects.filter(edition=edition).exists()
    assert "gone already" in client.post(suppress, body).content.decode()
