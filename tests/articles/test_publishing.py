"""Publish, withdraw, suppress: who may, what blocks, what readers keep."""

import json
from datetime import date

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from articles import checks, publishing, snapshot
from articles.checks import Request
from articles.models import (
    Edition,
    EditionContent,
    EditionRendering,
    Figure,
    PublishedCitation,
    QuestionAnswer,
    Suppression,
    Text,
)
from references.audit.verdicts import undo_verdict
from references.models import Citation, Claim
from references.notices import lift_notice, record_notice
from references.outcomes import Outcome
from tests import builders
from tests.builders import NOW, later

pytestmark = pytest.mark.django_db


def stored(article):
    return Text.objects.get(parent=article).text


def refused_codes(article, **extra):
    with pytest.raises(publishing.NotPublishable) as refused:
        builders.publish(article, **extra)
    return {f.code for f in refused.value.findings if f.blocks}


# ---- publishing


def test_a_judged_article_becomes_edition_one():
    article, citation, edition = builders.published_article()
    assert (edition.number, edition.previous, edition.by_name) == (1, "", edition.published_by.username)
    assert article.live_edition == edition
    assert Claim.objects.get(pk=citation.claim_id).is_live
    published = PublishedCitation.objects.get(edition=edition)
    assert (published.claim_id, published.source, published.outcome) == (
        citation.claim_id,
        citation.source,
        "supported",
    )


def test_an_edition_holds_exactly_what_was_frozen_and_checked():
    article, citation = builders.cited_article()
    builders.judge(citation)
    frozen = snapshot.freeze(article)
    edition = builders.publish(article)
    assert edition.content.content == frozen.text
    assert edition.content_digest == frozen.digest
    assert publishing.edition_digest(edition) == edition.digest


def test_an_article_with_an_unjudged_citation_is_refused():
    article, _ = builders.cited_article()
    assert refused_codes(article) == {"unchecked"}
    assert not Edition.objects.exists()


def test_readers_keep_the_old_text_until_the_next_edition():
    article, _citation, edition = builders.published_article("Pain fell by 2 points.")
    builders.rewrite(article, stored(article).replace("2 points", "3 points"), by=builders.editor(), now=later(10))
    assert refused_codes(article, now=later(11), note="A number.") == {"stale"}
    article.refresh_from_db()
    assert article.live_edition == edition
    assert "2 points" in EditionContent.objects.get(edition=article.live_edition).content


def test_the_next_edition_follows_the_one_before():
    article, citation, first = builders.published_article()
    builders.rewrite(article, stored(article).replace("2 points", "3 points"), by=builders.editor(), now=later(10))
    builders.judge(citation, now=later(11))
    second = builders.publish(article, now=later(12), note="A number was wrong.")
    assert (second.number, second.previous) == (2, first.digest)


def test_from_the_second_edition_on_readers_are_told_what_changed():
    article, _citation, _ = builders.published_article()
    builders.rewrite(article, stored(article) + "<p>More.</p>", by=builders.editor(), now=later(10))
    assert refused_codes(article, now=later(12), note="  ") == {"no-change-note"}


def test_a_refusal_lists_every_finding_at_its_place():
    article, _ = builders.cited_article(answer="", before_you_take_it="")
    with pytest.raises(publishing.NotPublishable) as refused:
        builders.publish(article)
    assert {f.code: f.place for f in refused.value.findings} == {
        "unchecked": builders.claim_of(article).place,
        "answer-empty": "answer",
        "health-denied": "",
        "no-caution": "before_you_take_it",
    }


def test_what_was_not_previewed_is_not_published():
    article, citation = builders.cited_article()
    token = publishing.preview_token(snapshot.freeze(article), None)
    builders.judge(citation)
    with pytest.raises(publishing.DraftChanged):
        publishing.publish(article=article, by=builders.publisher(), now=later(9), token=token)


def test_publishing_twice_makes_one_edition():
    article, _citation, _ = builders.published_article()
    with pytest.raises(publishing.NothingNew):
        builders.publish(article, now=later(9))
    assert Edition.objects.count() == 1


def test_a_withdrawn_article_can_be_published_again_unchanged():
    article, _, _ = builders.published_article()
    publishing.withdraw(article=article, by=builders.publisher(), now=later(8), because="Under review.")
    assert builders.publish(article, now=later(9), note="Reviewed; nothing had to change.").number == 2
    article.refresh_from_db()
    assert article.withdrawn_because == ""


# ---- four eyes


def test_the_only_one_who_worked_on_a_draft_cannot_publish_it():
    both = builders.person("Editor", "Publisher", username="anna")
    other = builders.publisher(username="ben")
    article, citation = builders.cited_article(by=both)
    builders.judge(citation)
    with pytest.raises(publishing.FourEyes, match="ben"):
        builders.publish(article, by=both)
    assert builders.publish(article, by=other).number == 1


def test_a_publisher_who_worked_on_it_with_others_can():
    both = builders.person("Editor", "Publisher")
    article, citation = builders.cited_article(by=builders.editor())
    builders.rewrite(article, stored(article) + "<p>More.</p>", by=both)
    builders.judge(citation)
    assert builders.publish(article, by=both).number == 1


def test_only_work_since_the_last_edition_counts():
    both = builders.person("Editor", "Publisher")
    article, _, _ = builders.published_article()
    builders.rewrite(article, stored(article) + "<p>More.</p>", by=both, now=later(10))
    with pytest.raises(publishing.FourEyes):
        builders.publish(article, by=both, now=later(12), note="More.")


def test_work_that_waited_for_a_publish_counts_for_the_next_edition():
    both = builders.person("Editor", "Publisher")
    article, _, _ = builders.published_article()
    builders.rewrite(
        article, stored(article) + "<p>More.</p>", by=both, now=NOW
    )  # took the time before it got the lock
    with pytest.raises(publishing.FourEyes):
        builders.publish(article, by=both, now=later(12), note="More.")


# ---- assurance


def test_an_article_can_be_published_as_not_yet_checked_and_once_checked_never_back():
    article, citation = builders.cited_article()
    first = builders.publish(article, assurance="not-yet-checked")
    assert first.assurance == "not-yet-checked"
    builders.judge(citation, now=later(6))
    builders.publish(article, now=later(7), note="Every citation was checked.")
    builders.rewrite(article, stored(article) + "<p>More.</p>", by=builders.editor(), now=later(10))
    with pytest.raises(publishing.NoWayBack):
        builders.publish(article, now=later(12), note="More.", assurance="not-yet-checked")


def test_not_yet_checked_does_not_excuse_a_claim_without_a_source():
    article = builders.article(f"<p>{builders.mark('Magnesium helps.')}</p>")
    assert refused_codes(article, assurance="not-yet-checked") == {"unsourced"}


# ---- checks, one by one


def findings(article, **request):
    return {f.code for f in checks.run(snapshot.freeze(article).content, Request(**request)) if f.blocks}


def test_a_verdict_that_does_not_fit_the_stance_blocks():
    article, citation = builders.cited_article()
    builders.judge(citation, Outcome.PARTLY)
    assert findings(article) == {"misfit"}


def test_a_retracted_source_blocks_and_a_lifted_retraction_does_not():
    article, citation = builders.cited_article()
    notice = record_notice(source=citation.source, kind="retraction", by=builders.editor(), now=NOW)
    builders.judge(citation)
    assert findings(article) == {"retracted"}
    lift_notice(notice, by=builders.editor(), now=later(3), because="It concerns another paper.")
    assert findings(article) == set()


def test_a_missing_source_is_a_finding_at_its_sentence():
    article = builders.article(f"<p>{builders.mark('A.', 'nobody2020')}</p>")
    found = [f for f in checks.run(snapshot.freeze(article).content, Request()) if f.code == "source-missing"]
    assert [f.quote for f in found] == ["A."]
    assert "nobody2020" in found[0].message


def test_a_mark_that_holds_no_words_is_a_finding():
    article = builders.article(f"<p>A. {builders.mark('<strong> </strong>', builders.source().citekey)}</p>")
    builders.judge(Citation.objects.get())
    assert "claim-without-words" in refused_codes(article)


def test_a_mark_that_nobody_synced_is_a_finding():
    article = builders.article("<p>A.</p>")
    Text.objects.filter(parent=article).update(text=f"<p>{builders.mark('B.', 'x')}</p>")
    assert "claim-missing" in findings(article)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"answer": "<p></p>"}, "answer-empty"),
        ({"summary": ""}, "summary-empty"),
    ],
)
def test_an_article_needs_answer_and_summary(fields, code):
    assert code in findings(builders.article("<p>A.</p>", **fields))


def test_an_article_needs_an_author():
    article = builders.article("<p>A.</p>")
    article.articleauthor_set.all().delete()
    assert findings(article) == {"no-author"}


@pytest.mark.parametrize(
    ("question", "answer", "code"),
    [("", "<p>Yes.</p>", "answer-without-question"), ("Does it?", "<p></p>", "question-without-answer")],
)
def test_question_and_answer_go_together(question, answer, code):
    article = builders.article("<p>A.</p>")
    QuestionAnswer.objects.create(parent=article, region="main", ordering=20, question=question, answer=answer)
    assert findings(article) == {code}


def test_a_figure_needs_words_for_those_who_cannot_see_it():
    article = builders.article("<p>A.</p>")
    Figure.objects.create(parent=article, region="main", ordering=20, image=builders.image())
    assert findings(article) == {"figure-without-alt"}


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<h3>B</h3><p>a</p>", {"heading-skips"}),
        ("<h2> </h2><p>a</p>", {"heading-empty"}),
        ("<h2>A</h2><h3>B</h3><h2>C</h2>", set()),
    ],
)
def test_headings_step_by_one(html, code):
    assert findings(builders.article(html)) == code


@pytest.mark.parametrize(
    ("text", "kind", "blocked"),
    [
        ("The limit is 350 mg a day.", "definition", True),
        ("People slept 16 minutes longer.", "efficacy", True),
        ("Half of it is in bone.", "composition", False),
        ("It took 5 days.", "prevalence", False),
        ("About 1,200 mg were given.", "composition", True),
    ],
)
def test_a_dose_or_a_benefit_needs_before_you_take_it(text, kind, blocked):
    article, _ = builders.cited_article(text, kind=kind, before_you_take_it="<p> </p>")
    assert ("no-caution" in findings(article)) is blocked


def test_an_article_without_a_single_claim_is_warned_about():
    content = snapshot.freeze(builders.article("<p>Magnesium is a metal.</p>")).content
    assert [(f.code, f.blocks) for f in checks.run(content, Request())] == [("no-claims", False)]


# ---- after publication


def test_a_negative_verdict_on_live_words_alerts_readers_at_once():
    article, citation, _ = builders.published_article()
    builders.judge(citation, Outcome.CONTRADICTED, now=later(20), note="It found no difference.")
    article.refresh_from_db()
    [alert] = article.reader_alerts
    assert (alert["kind"], alert["outcome"], alert["claim"]) == ("verdict", "contradicted", str(citation.claim_id))


def test_taking_the_verdict_back_takes_the_alert_back():
    article, citation, _ = builders.published_article()
    reviewer = builders.reviewer()
    builders.judge(citation, Outcome.NOT_ADDRESSED, by=reviewer, now=later(20))
    undo_verdict(citation=citation, by=reviewer, now=later(21))
    article.refresh_from_db()
    assert article.reader_alerts == []


def test_a_negative_verdict_on_a_draft_wording_alerts_nobody():
    article, citation, _ = builders.published_article()
    builders.rewrite(article, stored(article).replace("2 points", "3 points"), by=builders.editor(), now=later(10))
    builders.judge(citation, Outcome.CONTRADICTED, now=later(20))
    article.refresh_from_db()
    assert article.reader_alerts == []


def test_a_claim_published_as_disagreeing_alerts_nobody():
    article, citation = builders.cited_article(voice="reported", stance="contradicts")
    builders.judge(citation, Outcome.CONTRADICTED)
    builders.publish(article)
    builders.judge(citation, Outcome.CONTRADICTED, now=later(20))
    article.refresh_from_db()
    assert article.reader_alerts == []


def test_a_retraction_reaches_the_sentence_at_once():
    article, citation, _ = builders.published_article()
    record_notice(
        source=citation.source, kind="retraction", by=builders.editor(), now=later(30), note="Data were made up."
    )
    article.refresh_from_db()
    [alert] = article.reader_alerts
    assert (alert["kind"], alert["notice"], alert["source"]) == ("notice", "retraction", citation.source.citekey)


def test_an_edition_that_carries_the_notice_needs_no_alert():
    article, citation, _ = builders.published_article()
    record_notice(source=citation.source, kind="correction", by=builders.editor(), now=later(30), note="Table 2.")
    builders.judge(citation, now=later(31))
    builders.publish(article, now=later(32), note="A source was corrected.")
    article.refresh_from_db()
    assert article.reader_alerts == []


def test_a_correction_does_not_stop_an_urgent_edition():
    article, citation, _ = builders.published_article()
    record_notice(source=citation.source, kind="correction", by=builders.editor(), now=later(30))
    builders.rewrite(article, stored(article) + "<p>Urgent.</p>", by=builders.editor(), now=later(31))
    edition = builders.publish(article, now=later(32), note="Urgent.")
    [claim] = json.loads(edition.content.content)["claims"]
    assert claim["status"] == "stale"


def test_withdrawing_takes_the_page_from_readers_and_says_why():
    article, citation, edition = builders.published_article()
    by = builders.publisher()
    publishing.withdraw(article=article, by=by, now=later(9), because="A source was retracted.")
    article.refresh_from_db()
    assert (article.live_edition, article.withdrawn_by, article.withdrawn_because) == (
        None,
        by,
        "A source was retracted.",
    )
    assert not Claim.objects.get(pk=citation.claim_id).is_live
    assert EditionContent.objects.filter(edition=edition).exists()


@pytest.mark.parametrize("because", ["", "  "])
def test_withdrawing_needs_a_reason(because):
    article, _, _ = builders.published_article()
    with pytest.raises(publishing.PublishRefused, match="why"):
        publishing.withdraw(article=article, by=builders.publisher(), now=later(9), because=because)


def test_what_is_not_live_cannot_be_withdrawn():
    with pytest.raises(publishing.PublishRefused, match="not live"):
        publishing.withdraw(article=builders.article(), by=builders.publisher(), now=NOW, because="No.")


def test_suppressing_removes_the_body_withdraws_the_page_and_leaves_a_tombstone():
    article, _, edition = builders.published_article()
    publishing.suppress(
        edition=edition, by=builders.administrator(), now=later(9), what="A name.", legal_basis="GDPR, article 17"
    )
    article.refresh_from_db()
    assert article.live_edition is None
    assert not EditionContent.objects.filter(edition=edition).exists()
    assert not EditionRendering.objects.filter(edition=edition).exists()
    assert Suppression.objects.get(edition=edition).legal_basis == "GDPR, article 17"
    with pytest.raises(publishing.PublishRefused, match="gone already"):
        publishing.suppress(
            edition=edition, by=builders.administrator(), now=later(9), what="A name.", legal_basis="GDPR"
        )


# ---- constraints


def test_a_withdrawn_article_cannot_be_live():
    article, _, _ = builders.published_article()
    article.withdrawn_because = "No."
    with pytest.raises(IntegrityError):
        article.save()


def test_two_editions_cannot_have_one_number():
    _article, _, edition = builders.published_article()
    twin = Edition.objects.get(pk=edition.pk)
    twin.pk, twin.digest = None, "0" * 64
    with pytest.raises(IntegrityError):
        twin.save(force_insert=True)


# ---- freezing


def test_freezing_takes_the_same_number_of_queries_whatever_the_number_of_claims():
    def frozen_queries(claims):
        sources = [builders.source() for _ in range(min(claims, 8))]
        html = "".join(f"<p>{builders.mark(f'S {n}.', sources[n % len(sources)].citekey)}</p>" for n in range(claims))
        article = builders.article(html)
        with CaptureQueriesContext(connection) as captured:
            snapshot.freeze(article)
        return len(captured)

    assert frozen_queries(2) == frozen_queries(30) <= 25


def test_freezing_twice_gives_the_same_text():
    article, citation = builders.cited_article(review_due=date(2027, 3, 4))
    builders.judge(citation)
    assert snapshot.freeze(article).text == snapshot.freeze(article).text
    assert json.loads(snapshot.freeze(article).text)["article"]["review_due"] == "2027-03-04"
