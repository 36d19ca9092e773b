"""Approvals: who may stand for a text, for which text, and what readers are told of it."""

import pytest
from django.db import IntegrityError, transaction

import articles.record
from articles import approving, checks, publishing, snapshot, suggestions
from articles.approving import Incomplete, NotTheirs, TextChanged
from articles.checks import Request
from articles.models import Approval, ArticleAuthor, Text
from articles.models.approval import THERE, Omission
from references.notices import record_notice
from references.outcomes import Outcome
from references.permits import NotPermitted
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db


def stored(article):
    return Text.objects.get(parent=article).text


def refused_codes(article, **extra):
    with pytest.raises(publishing.NotPublishable) as refused:
        builders.publish(article, **extra)
    return {f.code for f in refused.value.findings if f.blocks}


def frozen_roles(article):
    return [a["role"] for a in snapshot.freeze(article).content.get("approvals", ())]


# ---- what it is for


def test_a_checked_edition_of_a_health_article_needs_a_medical_approval():
    article, _ = builders.health_article()
    assert refused_codes(article) == {"no-medical-approval"}
    builders.approve(article)
    assert builders.publish(article).number == 1


@pytest.mark.parametrize("role", ["legal", "editorial"])
def test_no_other_approval_stands_in_for_the_medical_one(role):
    article, _ = builders.health_article()
    builders.approve(article, role)
    assert refused_codes(article) == {"no-medical-approval"}


def test_an_article_that_is_published_as_not_yet_checked_needs_none():
    article, _ = builders.health_article()
    assert builders.publish(article, assurance="not-yet-checked").number == 1


def test_a_demonstration_needs_none():
    article, _ = builders.health_article(is_demonstration=True)
    assert builders.publish(article).number == 1


def test_what_speaks_of_doses_and_is_not_called_a_health_article_is_noticed():
    article, citation = builders.cited_article(kind="dose")
    builders.judge(citation)
    found = checks.run(snapshot.freeze(article).content, Request())
    assert [(f.code, f.blocks) for f in found] == [("health-denied", False)]


def test_an_edition_from_before_approvals_stays_and_the_next_one_needs_one():
    article, _citation, edition = builders.published_article()
    article.is_health = True
    article.save()
    builders.rewrite(article, stored(article) + "<p>More.</p>", by=builders.editor(), now=later(10))
    assert refused_codes(article, note="More.", now=later(12)) == {"no-medical-approval"}
    article.refresh_from_db()
    assert article.live_edition == edition


# ---- of exactly one text


def test_an_approval_is_out_of_date_once_the_text_changes():
    article, _ = builders.health_article()
    builders.approve(article)
    builders.rewrite(article, stored(article) + "<p>More.</p>", by=builders.editor(), now=later(5))
    assert frozen_roles(article) == []
    assert refused_codes(article, now=later(9)) == {"no-medical-approval"}


def test_an_approval_is_fresh_again_once_the_text_is_as_it_was():
    article, _ = builders.health_article()
    builders.approve(article)
    before = stored(article)
    builders.rewrite(article, before + "<p>More.</p>", by=builders.editor(), now=later(5))
    builders.rewrite(article, before, by=builders.editor(), now=later(6))
    assert frozen_roles(article) == ["medical"]


def test_an_approval_stands_through_verdicts_appraisals_notices_waivers_and_other_approvals():
    article, citation = builders.health_article()
    builders.approve(article)
    builders.judge(citation, "partly", now=later(5))
    builders.rate(citation.claim, now=later(6))
    record_notice(source=citation.source, kind="correction", by=builders.reviewer(), now=later(7))
    builders.approve(article, "legal", now=later(8))
    assert frozen_roles(article) == ["legal", "medical"]


def test_an_approval_stands_while_other_articles_come_and_go():
    article, _ = builders.health_article()
    other, _, _ = builders.published_article()
    article.related.add(other)
    builders.approve(article)
    publishing.withdraw(article=other, by=builders.publisher(), now=later(9), because="Wrong.")
    assert frozen_roles(article) == ["medical"]


def test_an_approval_falls_when_a_passage_changes():
    article, citation = builders.health_article()
    builders.approve(article)
    passage = citation.passages.get()
    passage.finding = "Pain rose."
    passage.save()
    assert frozen_roles(article) == []


def test_what_was_not_shown_is_not_approved():
    article, _ = builders.health_article()
    seen = snapshot.approved_digest(snapshot.freeze(article).content)
    builders.rewrite(article, stored(article) + "<p>More.</p>", by=builders.editor(), now=later(5))
    with pytest.raises(TextChanged, match="changed while you read"):
        builders.approve(article, seen_digest=seen)
    assert not Approval.objects.exists()


def test_the_same_person_approves_the_same_text_once():
    article, _ = builders.health_article()
    doctor = builders.doctor()
    builders.approve(article, by=doctor)
    with pytest.raises(approving.ApprovalRefused, match="already"):
        builders.approve(article, by=doctor)


# ---- who may


def test_a_medical_approval_takes_credentials_on_record():
    article, _ = builders.health_article()
    for nobody in (builders.reviewer(), builders.doctor(credentials=" ")):
        with pytest.raises(NotTheirs, match="credentials"):
            builders.approve(article, by=nobody)
    assert builders.approve(article, "legal", by=builders.reviewer()).credentials == ""


@pytest.mark.parametrize("role", ["medical", "legal", "editorial"])
def test_nobody_approves_a_draft_they_worked_on(role):
    article, _ = builders.health_article()
    both = builders.doctor("Editor", "Reviewer", is_superuser=True)
    builders.rewrite(article, stored(article) + "<p>More.</p>", by=both, now=later(3))
    with pytest.raises(NotTheirs, match="worked on this draft"):
        builders.approve(article, role, by=both, now=later(5))


def test_no_author_approves_their_own_article():
    article, _ = builders.health_article()
    doctor = builders.doctor(is_superuser=True)
    ArticleAuthor.objects.create(article=article, contributor=doctor.contributor)
    with pytest.raises(NotTheirs, match="author"):
        builders.approve(article, by=doctor)


@pytest.mark.parametrize("how", ["not yet checked", "emergency"])
def test_work_that_went_out_without_a_second_pair_of_eyes_is_still_ones_own(how):
    both = builders.doctor("Editor", "Reviewer")
    article, _ = builders.health_article(by=both)
    if how == "emergency":
        builders.publish_in_emergency(article)
    else:
        builders.publish(article, assurance="not-yet-checked")
    with pytest.raises(NotTheirs, match="worked on this draft"):
        builders.approve(article, by=both, now=later(9))


def test_work_that_others_stood_for_is_no_longer_ones_own():
    both = builders.doctor("Editor", "Reviewer")
    article, _ = builders.health_article(by=both)
    builders.approve(article)
    builders.publish(article)
    builders.rewrite(article, stored(article) + "<p>More.</p>", by=builders.editor(), now=later(10))
    assert builders.approve(article, by=both, now=later(12)).number == 2


def test_who_lacks_the_right_is_told_so():
    article, _ = builders.health_article()
    with pytest.raises(NotPermitted, match="may not add approvals"):
        builders.approve(article, by=builders.doctor("Editor"))


def test_those_who_could_approve_are_those_who_may():
    author, worker, doctor = (builders.doctor("Editor", "Reviewer") for _ in range(3))
    article, _ = builders.health_article(by=worker)
    ArticleAuthor.objects.create(article=article, contributor=author.contributor)
    builders.reviewer()
    builders.doctor("Editor")
    assert list(approving.who_could_approve(article, "medical")) == [doctor]


def test_a_demonstration_is_never_approved_medically():
    article, _ = builders.health_article(is_demonstration=True)
    with pytest.raises(NotTheirs, match="never claims medical review"):
        builders.approve(article)
    assert builders.approve(article, "editorial").role == "editorial"


# ---- what is said


@pytest.mark.parametrize("interests", ["", "  "])
def test_interests_are_declared(interests):
    article, _ = builders.health_article()
    with pytest.raises(Incomplete, match="interests") as refused:
        builders.approve(article, interests=interests)
    assert refused.value.field == "interests"


@pytest.mark.parametrize("left_out", Omission.values)
def test_a_medical_approval_speaks_of_every_omission(left_out):
    article, _ = builders.health_article()
    checklist = {name: said for name, said in builders.CHECKLIST.items() if name != left_out}
    with pytest.raises(Incomplete, match=Omission(left_out).label):
        builders.approve(article, checklist=checklist)
    assert builders.approve(article, "legal", checklist=checklist)


def test_why_an_omission_does_not_apply_is_kept():
    article, _ = builders.health_article()
    said = builders.approve(article, checklist={**builders.CHECKLIST, "pregnancy": " Only men were studied.\x00 "})
    assert said.checklist["pregnancy"] == "Only men were studied."
    assert said.checklist["dose"] == THERE


@pytest.mark.parametrize(
    "too_long", [{"interests": "x" * 2_001}, {"note": "x" * 4_001}, {"checklist": {"dose": "x" * 501}}]
)
def test_a_text_without_end_is_refused(too_long):
    article, _ = builders.health_article()
    with pytest.raises(Incomplete, match="Shorten it"):
        builders.approve(article, **too_long)


def test_who_suggested_a_wording_that_was_taken_over_does_not_approve_it():
    doctor = builders.doctor()
    article, citation = builders.health_article()
    verdict = builders.judge(citation, Outcome.PARTLY, by=doctor, suggested="Pain fell by 1 point.", now=later(3))
    citation.refresh_from_db()
    taken = {"verdict_id": verdict.pk, "by": builders.editor(), "seen": citation.digest}
    suggestions.take_over(article=article, now=later(4), **taken)
    with pytest.raises(NotTheirs, match="wording that you suggested"):
        builders.approve(article, by=doctor, now=later(6))
    assert doctor not in approving.who_could_approve(article, "medical")
    builders.judge(citation, now=later(6))
    builders.approve(article, now=later(7))
    builders.publish(article, now=later(8))
    assert builders.approve(article, by=doctor, now=later(9)), "somebody else stood for it"


# ---- the record


def test_approvals_are_chained_and_keep_who_gave_them():
    article, _ = builders.health_article()
    doctor = builders.doctor(first_name="Dora", last_name="Doctor")
    first, second = builders.approve(article, by=doctor), builders.approve(article, "legal")
    assert (first.number, first.previous, second.previous) == (1, "", first.digest)
    assert (first.person_name, first.credentials) == ("Dora Doctor", "MD, pain medicine")
    assert list(articles.record.breaks()) == []


def test_an_edition_keeps_the_approvals_it_was_published_with():
    article, _ = builders.health_article()
    given = builders.approve(article, note="Read twice.")
    content = builders.publish(article).content.content
    assert '"role":"medical"' in content
    assert given.note in content


def test_the_rules_of_approvals_hold_for_every_writer():
    article, _ = builders.health_article()
    given = builders.approve(article)
    given.pk, given.number, given.digest = None, 2, "d"
    for change in ({"credentials": ""}, {"interests": ""}, {"role": "afterwards"}, {"number": 0}, {"number": 1}):
        forged = Approval(**{f.attname: getattr(given, f.attname) for f in Approval._meta.concrete_fields} | change)
        with pytest.raises(IntegrityError), transaction.atomic():
            forged.save(force_insert=True)
