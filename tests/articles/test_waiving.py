"""Findings that a reviewer lets stand: who may, with which reason, and when it falls."""

from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import check_requests, checks, publishing, snapshot, waiving
from articles.audit.report import report_of
from articles.models import QuestionAnswer, Text, Waiver
from references import permits
from references.models import EvidenceEdit
from references.models.evidence_edit import EditedPart
from references.notices import record_notice
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db

CODE = "question-without-answer"


@pytest.fixture
def asked():
    """A judged article that readers see, and in its draft a question without an answer."""
    article, _, _ = builders.published_article()
    question(article, "Why?")
    return article


def question(article, words, ordering=90):
    return QuestionAnswer.objects.create(parent=article, region="main", ordering=ordering, question=words)


def found(article, code=CODE, now=None):
    return next(f for f in waiving.found_in(article, now=now or later(9)).values() if f.code == code)


def waive(article, finding, *, by=None, because="The answer is in the text above.", now=None):
    about = {"code": finding.code, "about": finding.about}
    return waiving.waive(article=article, **about, because=because, by=by or builders.reviewer(), now=now or later(10))


def take_back(article, finding, *, by=None, because="It is not.", now=None):
    about = {"code": finding.code, "about": finding.about}
    person = by or builders.reviewer()
    return waiving.take_back(article=article, **about, because=because, by=person, now=now or later(20))


def warning_at_claim(text="Pain fell by 2 points."):
    """A draft by one editor whose only claim has a finding that can be waived; (article, citation, finding, editor)."""
    editor = builders.person("Editor", "Reviewer")
    article, citation = builders.cited_article(text, by=editor, before_you_take_it="")
    return article, citation, found(article, "no-caution"), editor


# ---- the act


def test_a_waived_finding_blocks_no_longer_and_says_who_let_it_stand_and_why(asked):
    ann = builders.reviewer(first_name="Ann", last_name="Ode")
    assert found(asked).blocks
    row = waive(asked, found(asked), by=ann)
    finding = found(asked)
    assert not finding.blocks
    assert finding.waived["because"] == "The answer is in the text above."
    assert (row.person, row.person_name, row.finding) == (ann, "Ann Ode", "“Why?” has no answer.")
    builders.publish(asked, note="A question.", now=later(30))


def test_a_waiver_is_about_one_finding_and_no_other_of_its_rule(asked):
    question(asked, "When?", ordering=95)
    waive(asked, found(asked))
    left = [f for f in waiving.found_in(asked, now=later(11)).values() if f.code == CODE]
    assert sorted(bool(f.waived) for f in left) == [False, True]


def test_a_waiver_falls_when_what_it_is_about_changes(asked):
    waive(asked, found(asked))
    QuestionAnswer.objects.filter(parent=asked).update(question="Why not?")
    assert found(asked).blocks


def test_a_waiver_at_a_claim_falls_when_the_sentence_is_worded_anew():
    article, _, finding, editor = warning_at_claim()
    waive(article, finding)
    assert found(article, "no-caution").waived
    text = Text.objects.get(parent=article).text
    builders.rewrite(article, text.replace("2 points", "2  points"), by=editor, now=later(11))
    assert found(article, "no-caution").waived, "white space changes nothing"
    builders.rewrite(article, text.replace("2 points", "3 points"), by=editor, now=later(12))
    assert not found(article, "no-caution").waived


def test_taking_back_is_a_new_row_and_the_finding_counts_again(asked):
    waive(asked, found(asked))
    take_back(asked, found(asked))
    assert found(asked).blocks
    assert list(asked.waivers.values_list("taken_back", flat=True)) == [False, True]
    waive(asked, found(asked), now=later(30))
    assert found(asked).waived


def test_a_waiver_given_in_the_same_moment_as_it_was_taken_back_counts_as_the_newer_one(asked):
    finding = found(asked)
    waive(asked, finding, now=later(10))
    take_back(asked, finding, now=later(10))
    assert found(asked).blocks
    waive(asked, finding, now=later(10))
    assert found(asked).waived


@pytest.mark.parametrize("because", ["", " \n ", "\x00"])
def test_a_waiver_without_a_reason_is_refused(asked, because):
    with pytest.raises(waiving.WaiverRefused, match="Say why this finding may stand"):
        waive(asked, found(asked), because=because)
    assert not Waiver.objects.exists()


def test_a_reason_has_at_most_two_thousand_characters(asked):
    with pytest.raises(waiving.WaiverRefused, match="2,000"):
        waive(asked, found(asked), because="x" * 2001)
    waive(asked, found(asked), because="x" * 2000)


def test_the_database_keeps_no_waiver_without_a_reason(asked):
    row = waive(asked, found(asked))
    row.pk, row.because = uuid4(), ""
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_waiver_cannot_be_rewritten_or_removed(asked):
    waive(asked, found(asked))
    for change in (lambda: Waiver.objects.update(because="Else."), lambda: Waiver.objects.all().delete()):
        with pytest.raises(Exception, match="waiver"), transaction.atomic():
            change()


def test_a_finding_that_stands_already_is_not_waived_twice(asked):
    waive(asked, found(asked))
    with pytest.raises(waiving.WaiverRefused, match="already"):
        waive(asked, found(asked), now=later(12))


def test_a_finding_that_was_put_right_meanwhile_is_not_waived(asked):
    finding = found(asked)
    QuestionAnswer.objects.all().delete()
    with pytest.raises(waiving.NotThere, match="no longer there"):
        waive(asked, finding)


def test_there_is_nothing_to_take_back_where_nothing_stands(asked):
    with pytest.raises(waiving.NotThere):
        take_back(asked, found(asked))


# ---- who may


@pytest.mark.parametrize("group", ["Editor", "Publisher"])
def test_only_reviewers_let_findings_stand(asked, group):
    finding = found(asked)
    with pytest.raises(permits.NotPermitted, match="You may not add waivers"):
        waive(asked, finding, by=builders.person(group))
    waive(asked, finding)
    with pytest.raises(permits.NotPermitted):
        take_back(asked, finding, by=builders.person(group))


@pytest.mark.parametrize("code", ["unchecked", "unsourced", "answer-empty"])
def test_nobody_lets_a_finding_of_a_fixed_rule_stand(code):
    article = builders.article(f"<p>{builders.mark('Pain fell.')}</p>", answer="")
    cited, _ = builders.cited_article()
    article = cited if code == "unchecked" else article
    with pytest.raises(waiving.NotTheirs, match="fixed"):
        waive(article, found(article, code), by=User.objects.create_superuser("root"))


def test_a_waiver_of_a_fixed_rule_that_got_into_the_record_changes_nothing():
    article, _ = builders.cited_article()
    finding = found(article, "unchecked")
    Waiver.objects.create(
        article=article, code="unchecked", about=finding.about, finding="x", because="x", person=builders.reviewer(),
        person_name="x", at=later(),
    )  # fmt: skip
    assert found(article, "unchecked").blocks


def test_who_worded_the_sentence_needs_somebody_else_and_superusers_are_no_exception():
    article, _, finding, editor = warning_at_claim()
    editor.is_superuser = True
    editor.save()
    with pytest.raises(waiving.NotTheirs, match="You worded this sentence"):
        waive(article, finding, by=editor)
    waive(article, finding)


def test_who_changed_what_a_citation_rests_on_needs_somebody_else_for_a_finding_about_it():
    article, citation = builders.cited_article()
    record_notice(source=citation.source, kind="newer-version", by=builders.editor(), now=later(3))
    changed_it = builders.person("Editor", "Reviewer")
    EvidenceEdit.objects.create(
        claim=citation.claim, citation=citation, person=changed_it, part=EditedPart.PASSAGES, at=later(4)
    )
    with pytest.raises(waiving.NotTheirs, match="You changed the"):
        waive(article, found(article, "older-version"), by=changed_it)
    waive(article, found(article, "older-version"))


def test_who_alone_worked_on_the_draft_needs_somebody_else_for_what_is_about_no_claim():
    alone = builders.person("Editor", "Reviewer")
    article = builders.article("<p>Nothing.</p>", by=alone)
    question(article, "Why?")
    with pytest.raises(waiving.NotTheirs, match="You alone worked on this draft"):
        waive(article, found(article), by=alone)
    waive(article, found(article))


def test_waiving_is_no_work_on_the_draft_so_its_one_editor_still_cannot_publish():
    alone = builders.person("Editor", "Publisher")
    article, citation = builders.cited_article(by=alone)
    builders.judge(citation)
    question(article, "Why?")
    waive(article, found(article))
    with pytest.raises(publishing.FourEyes):
        builders.publish(article, by=alone, now=later(12))


# ---- what an edition keeps


def test_what_was_previewed_before_a_waiver_is_not_published_after_it(asked):
    token = publishing.preview_token(snapshot.freeze(asked), publishing.last_edition(asked))
    waive(asked, found(asked))
    with pytest.raises(publishing.DraftChanged):
        publishing.publish(article=asked, by=builders.publisher(), now=later(11), token=token, note="x")


def test_an_edition_keeps_the_waivers_of_its_own_findings_only(asked):
    question(asked, "When?", ordering=95)
    for finding in [f for f in waiving.found_in(asked, now=later(9)).values() if f.code == CODE]:
        waive(asked, finding)
    QuestionAnswer.objects.get(question="When?").delete()
    assert len(snapshot.freeze(asked).content["waivers"]) == 2
    edition = builders.publish(asked, note="A question.", now=later(30))
    content = snapshot.freeze(asked).content
    frozen = snapshot.Frozen(content, {}).settled(waiving.found_in(asked, now=later(31)).values())
    assert [w["finding"] for w in frozen.content["waivers"]] == ["“Why?” has no answer."]
    assert frozen.digest == edition.content_digest


def test_a_waiver_that_fell_makes_no_new_edition(asked):
    finding = found(asked)
    waive(asked, finding)
    QuestionAnswer.objects.all().delete()
    with pytest.raises(publishing.NothingNew):
        builders.publish(asked, note="x", now=later(30))


def test_the_same_findings_come_from_what_an_edition_keeps(asked):
    waive(asked, found(asked))
    frozen = snapshot.freeze(asked)
    request = check_requests.for_next(frozen.content, last=None, now=later(30))
    findings = checks.run(frozen.content, request)
    assert checks.run(frozen.settled(findings).content, request) == findings


# ---- the page


@pytest.fixture
def page(client, asked):
    """The address where the finding of `asked` can be let stand, with a reviewer signed in."""
    client.force_login(builders.reviewer(first_name="Ann", last_name="Ode"))
    return address(asked, found(asked))


def address(article, finding, **said):
    asked = {"code": finding.code, "about": finding.about, **said}
    return f"{reverse('audit-waive', args=[article.pk])}?{urlencode(asked)}"


def test_a_reviewer_reads_the_finding_gives_a_reason_and_goes_back_to_where_they_were(client, asked, page):
    came_from = "http://testserver/audit/?show=mine"
    shown = client.get(page, headers={"referer": came_from}).content.decode()
    assert "“Why?” has no answer." in shown
    assert f'value="{came_from}"' in shown
    response = client.post(page, {"act": "waive", "because": "It is answered above.", "back": came_from})
    assert (response.status_code, response["Location"]) == (302, came_from)
    assert found(asked).waived["because"] == "It is answered above."


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_nobody_is_led_away_from_the_site(client, asked, page, back):
    response = client.post(page, {"act": "waive", "because": "It is answered above.", "back": back})
    assert response["Location"] == reverse("admin:articles_article_findings", args=[asked.pk])


def test_the_page_takes_a_waiver_back(client, asked, page):
    client.post(page, {"act": "waive", "because": "It is answered above."})
    shown = client.get(page).content.decode()
    assert "Take the waiver back" in shown
    assert "Ann Ode let it stand" in shown
    client.post(page, {"act": "take back", "because": "It is not."})
    assert found(asked).blocks


@pytest.mark.parametrize(("typed", "sentence"), [("", "Say why this finding may stand"), ("x" * 2001, "At most 2,000")])
def test_a_reason_that_does_not_fit_is_asked_for_at_its_field_and_nothing_is_lost(client, asked, page, typed, sentence):
    response = client.post(page, {"act": "waive", "because": typed})
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert typed in response.content.decode()
    assert not Waiver.objects.exists()


def test_a_reason_typed_for_a_finding_that_went_meanwhile_can_be_copied(client, asked, page):
    QuestionAnswer.objects.all().delete()
    response = client.post(page, {"act": "waive", "because": "A long thought."})
    assert response.status_code == 409
    assert "no longer there" in response.content.decode()
    assert "A long thought." in response.content.decode()


def test_who_waives_a_moment_after_somebody_else_is_told_and_nothing_is_lost(client, asked, page):
    waive(asked, found(asked))
    response = client.post(page, {"act": "waive", "because": "My reason."})
    assert response.status_code == 409
    assert "already" in response.content.decode()
    assert "My reason." in response.content.decode()
    assert Waiver.objects.count() == 1


def test_who_worded_the_sentence_is_told_so_instead_of_a_form(client):
    article, _, finding, editor = warning_at_claim()
    client.force_login(editor)
    shown = client.get(address(article, finding)).content.decode()
    assert "You worded this sentence" in shown
    assert "<textarea" not in shown
    response = client.post(address(article, finding), {"act": "waive", "because": "Mine."})
    assert response.status_code == 403
    assert "Mine." in response.content.decode()


@pytest.mark.parametrize(
    "query", [{}, {"code": "x"}, {"code": CODE, "about": "0" * 64}, {"code": "\x00", "about": "ä" * 99}]
)
def test_an_address_that_names_no_finding_says_so(client, asked, query):
    client.force_login(builders.reviewer())
    response = client.get(f"{reverse('audit-waive', args=[asked.pk])}?{urlencode(query)}")
    assert response.status_code in {400, 404}
    assert client.get(reverse("audit-waive", args=[uuid4()])).status_code == 404


def test_a_reason_is_shown_as_text(client, asked, page):
    client.post(page, {"act": "waive", "because": "<script>alert(1)</script>"})
    assert "&lt;script&gt;" in client.get(page).content.decode()


def test_the_page_takes_as_many_queries_for_ten_claims_as_for_two(client):
    client.force_login(builders.reviewer())

    def asked_for(count):
        sources = [builders.source() for _ in range(count)]
        html = "".join(f"<p>{builders.mark(f'Sentence {n}.', s.citekey)}</p>" for n, s in enumerate(sources))
        article = builders.article(html)
        question(article, "Why?")
        page = address(article, found(article))
        client.get(page)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    assert asked_for(2) == asked_for(10) <= 36


def test_the_audit_report_of_a_draft_shows_no_waiver_that_fell(asked):
    question(asked, "When?", ordering=95)
    for finding in [f for f in waiving.found_in(asked, now=later(9)).values() if f.code == CODE]:
        waive(asked, finding)
    QuestionAnswer.objects.filter(question="When?").update(question="Since when?")
    assert [w["finding"] for w in report_of(asked)["waivers"]] == ["“Why?” has no answer."]
