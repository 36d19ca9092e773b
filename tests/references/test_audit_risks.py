"""What waits, and for which of the nine reasons."""

from datetime import timedelta

import pytest

from references.audit import opinions
from references.audit.queue import Queue, Risk
from references.audit.verdicts import undo_verdict
from references.models import Citation, Claim, ProblemReport
from references.models.waiting import ItemKind
from references.notices import record_notice
from references.outcomes import Outcome
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db

A_YEAR = timedelta(days=365)


@pytest.fixture
def reviewer():
    return builders.reviewer()


def waiting(person, now=None):
    """[(risk, key)] of all that waits for this person."""
    return [(item.risk, item.key) for item in Queue(person, now or later(60)).items]


def hidden(person):
    return Queue(person, later(60)).hidden


def live(citation):
    Claim.objects.filter(pk=citation.claim_id).update(is_live=True)
    Citation.objects.filter(pk=citation.pk).update(is_live=True)


def rewritten(article, citation, text, minutes=6):
    html = f"<p>{builders.mark(text, citation.source.citekey, id=citation.claim_id)}</p>"
    builders.rewrite(article, html, by=builders.editor(), now=later(minutes))


def test_the_order_is_that_of_the_risk_for_readers():
    assert [risk.label for risk in Risk] == [
        "Retracted or under concern",
        "Negative, still live",
        "Second opinion",
        "Reported by a reader",
        "Number not in passage",
        "Stale",
        "Never checked",
        "Claim without source",
        "Review due",
    ]


@pytest.mark.parametrize("kind", ["retraction", "concern"])
def test_a_doubtful_source_comes_before_everything_else(reviewer, kind):
    _, citation = builders.cited_article("Pain fell by 7 points.")
    record_notice(source=citation.source, kind=kind, by=reviewer, now=later())
    assert waiting(reviewer) == [(Risk.SOURCE, citation.pk)]


def test_a_number_that_no_passage_has_waits_until_somebody_judged_it(reviewer):
    _, citation = builders.cited_article("Pain fell by 7 points.")
    assert waiting(reviewer) == [(Risk.NUMBER, citation.pk)]
    builders.judge(citation, Outcome.PARTLY)
    assert waiting(reviewer) == []


def test_a_stale_sentence_with_a_new_number_is_one_with_a_wrong_number(reviewer):
    article, citation = builders.cited_article("Pain fell by 2 points.")
    builders.judge(citation)
    rewritten(article, citation, "Pain fell by two points or so.")
    assert waiting(reviewer)[0][0] == Risk.STALE
    rewritten(article, citation, "Pain fell by 7 points.", minutes=9)
    assert waiting(reviewer) == [(Risk.NUMBER, citation.pk)]


def test_a_verdict_that_was_taken_back_counts_as_never_given(reviewer):
    _, citation = builders.cited_article()
    builders.judge(citation, by=reviewer)
    undo_verdict(citation=citation, by=reviewer, now=later(3))
    assert waiting(reviewer) == [(Risk.NEVER, citation.pk)]


def test_a_negative_verdict_waits_while_readers_see_the_sentence(reviewer):
    _, citation = builders.cited_article()
    builders.judge(citation, Outcome.NOT_ADDRESSED)
    assert waiting(reviewer) == []
    live(citation)
    assert waiting(reviewer) == [(Risk.NEGATIVE, citation.pk)]


# ---- readers' reports


def reported(citation, **about):
    said = {"wording": citation.claim.text, "kind": "number", "text": "It says 4.", "at": later(5)}
    return ProblemReport.objects.create(claim=citation.claim, **said | about)


def test_a_report_waits_until_it_has_an_outcome(reviewer):
    _, citation = builders.cited_article()
    builders.judge(citation)
    report = reported(citation)
    queue = Queue(reviewer, later(60))
    assert [(item.risk, item.kind, item.key) for item in queue.items] == [(Risk.REPORT, ItemKind.REPORT, report.pk)]
    assert queue.noun == "item"
    reported(citation, outcome="stands", decided_by=reviewer, decided_at=later(6))
    assert waiting(reviewer) == [(Risk.REPORT, report.pk)]


def test_a_report_of_harm_comes_first_among_reports(reviewer):
    keys = []
    for kind in ("number", "unsafe", "other"):
        _, citation = builders.cited_article()
        builders.judge(citation)
        keys.append(reported(citation, kind=kind).pk)
    assert waiting(reviewer)[0] == (Risk.REPORT, keys[1])
    assert {key for _, key in waiting(reviewer)} == set(keys)


def test_the_sentence_of_a_report_waits_beside_it_if_it_waits_anyway(reviewer):
    _, citation = builders.cited_article()
    report = reported(citation)
    assert waiting(reviewer) == [(Risk.REPORT, report.pk), (Risk.NEVER, citation.pk)]


# ---- claims without a source


def claim_without_source(because="", by=None):
    id = builders.uuid4()
    said = builders.said(id, no_evidence_because=because)
    builders.article(f"<p>{builders.mark('It helps everybody.', id=id)}</p>", by=by, said=said)
    return Claim.objects.get(pk=id)


def test_a_claim_without_source_waits(reviewer):
    claim = claim_without_source()
    assert waiting(reviewer) == [(Risk.NO_SOURCE, claim.pk)]
    assert Queue(reviewer, later(60)).first.kind == ItemKind.CLAIM


def test_a_mention_is_no_source(reviewer):
    _, citation = builders.cited_article(stance="mentions")
    builders.judge(citation, Outcome.NOT_ADDRESSED)
    assert waiting(reviewer) == [(Risk.NO_SOURCE, citation.claim_id)]


def test_a_claim_openly_without_evidence_waits_for_a_search_by_somebody_else(reviewer):
    claim = claim_without_source("We found no trial.")
    assert waiting(reviewer) == [(Risk.NO_SOURCE, claim.pk)]
    builders.rate(claim, "none-found", now=later(3))
    assert waiting(reviewer) == []


def test_a_search_that_found_nothing_excuses_no_claim_that_does_not_say_so_openly(reviewer):
    claim = claim_without_source()
    builders.rate(claim, "none-found", now=later(3))
    assert waiting(reviewer) == [(Risk.NO_SOURCE, claim.pk)]


def test_a_search_by_the_author_of_the_sentence_is_none(reviewer):
    author = builders.person("Editor", "Reviewer")
    claim = claim_without_source("We found no trial.", by=author)
    builders.rate(claim, "none-found", by=author, now=later(3))
    assert waiting(reviewer) == [(Risk.NO_SOURCE, claim.pk)]
    assert waiting(author) == []
    assert hidden(author) == 1


def test_a_later_appraisal_that_found_something_brings_the_claim_back(reviewer):
    claim = claim_without_source("We found no trial.")
    builders.rate(claim, "none-found", now=later(3))
    builders.rate(claim, "mixed", now=later(4))
    assert waiting(reviewer) == [(Risk.NO_SOURCE, claim.pk)]


def test_a_changed_sentence_takes_another_search(reviewer):
    claim = claim_without_source("We found no trial.")
    builders.rate(claim, "none-found", now=later(3))
    builders.rewrite(
        claim.document,
        f"<p>{builders.mark('It helps nearly everybody.', id=claim.pk)}</p>",
        by=builders.editor(),
        now=later(9),
    )
    assert waiting(reviewer) == [(Risk.NO_SOURCE, claim.pk)]


# ---- reviews due


def test_a_verdict_on_what_readers_see_is_due_after_a_year(reviewer):
    _, citation = builders.cited_article()
    verdict = builders.judge(citation)
    assert waiting(reviewer, verdict.at + A_YEAR * 2) == []  # nobody reads it
    live(citation)
    assert waiting(reviewer, verdict.at + A_YEAR) == []
    assert waiting(reviewer, verdict.at + A_YEAR + timedelta(minutes=1)) == [(Risk.DUE, citation.pk)]
    builders.judge(citation, now=verdict.at + A_YEAR * 2)
    assert waiting(reviewer, verdict.at + A_YEAR * 2) == []


def test_how_long_a_verdict_stands_is_a_setting(reviewer, settings):
    settings.AUDIT_REVIEW_AFTER_DAYS = 30
    _, citation = builders.cited_article()
    verdict = builders.judge(citation)
    live(citation)
    assert waiting(reviewer, verdict.at + timedelta(days=31)) == [(Risk.DUE, citation.pk)]


# ---- second opinions


@pytest.fixture
def disputed():
    """A second opinion is asked for on what one reviewer judged: (citation, its first reviewer, the opinion)."""
    _, citation = builders.cited_article()
    live(citation)
    first = builders.reviewer(first_name="First")
    builders.judge(citation, Outcome.CONTRADICTED, by=first)
    opinion = opinions.ask(citation=citation, by=first, now=later(3))
    return citation, first, opinion


def test_a_second_opinion_waits_for_everybody_but_the_first_reviewer(reviewer, disputed):
    citation, first, _ = disputed
    assert waiting(reviewer) == [(Risk.DISPUTED, citation.pk)]  # not “negative”, which would tell what the first said
    assert (waiting(first), hidden(first)) == ([], 1)


def test_the_queue_does_not_tell_what_the_first_reviewer_said(client, reviewer, disputed):
    client.force_login(reviewer)
    page = client.get("/audit/").content.decode()
    assert "Asked for 4 Mar 2026, First" in page
    assert "ontradicted" not in page


def test_a_second_opinion_asked_of_somebody_waits_for_them_only(reviewer):
    _, citation = builders.cited_article()
    first, asked = builders.reviewer(), builders.reviewer()
    builders.judge(citation, by=first)
    opinions.ask(citation=citation, by=first, of=asked, now=later(3))
    assert (waiting(reviewer), hidden(reviewer)) == ([], 1)
    assert waiting(asked) == [(Risk.DISPUTED, citation.pk)]


def test_whoever_knew_the_first_verdict_when_asking_does_not_give_the_second():
    _, citation = builders.cited_article()
    asker = builders.reviewer()
    builders.judge(citation)
    opinions.ask(citation=citation, by=asker, now=later(3))
    assert (waiting(asker), hidden(asker)) == ([], 1)


def test_two_who_disagree_have_it_until_one_proposes_and_the_other_agrees(reviewer, disputed):
    citation, first, opinion = disputed
    second = builders.reviewer()
    builders.judge(citation, by=second, now=later(4))
    item = [(Risk.DISPUTED, citation.pk)]
    assert (waiting(first), waiting(second), waiting(reviewer)) == (item, item, [])
    opinion.refresh_from_db()
    opinions.propose(opinion=opinion, outcome=Outcome.PARTLY, by=first, now=later(5))
    assert (waiting(first), waiting(second)) == ([], item)
    opinions.agree(opinion=opinion, by=second, now=later(6))
    assert (waiting(first), waiting(second), waiting(reviewer)) == ([], [], [])


def test_a_named_arbiter_has_it_alone(reviewer, disputed):
    citation, first, opinion = disputed
    second = builders.reviewer()
    builders.judge(citation, by=second, now=later(4))
    opinion.refresh_from_db()
    opinions.name_arbiter(opinion=opinion, arbiter=reviewer, by=first, now=later(5))
    assert (waiting(first), waiting(second), waiting(reviewer)) == ([], [], [(Risk.DISPUTED, citation.pk)])


def test_a_changed_wording_starts_the_second_opinion_again(disputed):
    citation, first, _ = disputed
    rewritten(citation.claim.document, citation, "Pain fell by 2 points or more.")
    assert waiting(first) == [(Risk.DISPUTED, citation.pk)]
