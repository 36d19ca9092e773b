"""The page of one citation: read, judge, go on; and what stands in the way."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from references.citing import WantedPassage
from references.corrections import change_citation
from references.models import Citation, Verdict
from references.notices import record_notice
from references.outcomes import Outcome
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client):
    person = builders.reviewer(first_name="Demo", last_name="Reviewer")
    client.force_login(person)
    return person


def address(citation, name="citation"):
    return reverse(f"audit:{name}", args=[citation.pk])


def post(client, citation, outcome="supported", query="", **typed):
    citation.refresh_from_db()
    said = {"seen_digest": citation.digest, "outcome": outcome, "read": "abstract"}
    return client.post(address(citation) + query, {**said, **typed})


def words(response):
    return " ".join(response.content.decode().split())


# ---- what is shown


def test_the_sentence_stands_in_its_paragraph_beside_the_passage(client, reviewer):
    _, citation = builders.cited_article("Pain fell by 2 points.", title="Magnesium and the spine")
    page = words(client.get(address(citation)))
    assert "Does this source say what the sentence says?" in page
    assert '<span class="sent">Pain fell by <mark class="n">2 points<sup>a</sup></mark>.</span> That is all.' in page
    assert "Magnesium and the spine › Trials" in page
    assert "Finding, in our words" in page
    assert "not looked up yet" in page.lower()


def test_text_is_shown_as_text(client, reviewer):
    citation = builders.cited_article()[1]
    evil = "<script>alert(1)</script>"
    citation.claim.text, citation.claim.context = evil, f"Before {evil} after"
    citation.claim.save()
    citation.source.title = citation.source.population = evil
    citation.source.url = "javascript:alert(1)"
    citation.source.save()
    builders.judge(citation, note=evil, now=later(30))
    page = client.get(address(citation)).content.decode()
    assert "<script>" not in page
    assert "javascript:" not in page
    assert "&lt;script&gt;" in page


def test_the_abstract_stands_below_with_the_words_of_the_passage_marked(client, reviewer):
    _, citation = builders.cited_article()
    citation.source.abstract = "Background: Cramps <b>hurt</b>.\n\nResults: Pain fell by 2 points. Sleep improved."
    citation.source.save()
    citation.passages.set([builders.passage(citation.source, quote="Pain fell by 2 points.")])
    page = words(client.get(address(citation)))
    assert "<b>Results</b> <mark>Pain fell by 2 points.</mark> Sleep improved." in page
    assert "Cramps &lt;b&gt;hurt&lt;/b&gt;." in page
    assert "does not stand in the abstract" not in page


def test_a_quote_that_is_not_in_the_abstract_is_said_beside_it(client, reviewer):
    _, citation = builders.cited_article()
    citation.passages.set([builders.passage(citation.source, quote="Pain fell by 20 points.")])
    warning = "This quote does not stand in the abstract below word for word."
    assert warning not in words(client.get(address(citation)))
    citation.source.abstract = "Pain fell by 2 points."
    citation.source.save()
    assert warning in words(client.get(address(citation)))


def test_only_a_verbatim_quote_is_a_blockquote(client, reviewer):
    _, citation = builders.cited_article()
    passages = [
        WantedPassage(locator="p. 1", quote="no significant effect", basis="full-text"),
        WantedPassage(locator="p. 2", finding="Nothing changed."),
    ]
    change_citation(citation, by=builders.editor(), now=later(), stance="supports", passages=passages)
    page = words(client.get(address(citation)))
    assert page.count("<blockquote>") == 1
    assert "<blockquote>“no significant effect”</blockquote>" in page
    assert "read in the full text" in page


def test_a_notice_about_the_source_is_shown_and_a_lifted_one_is_not(client, reviewer):
    _, citation = builders.cited_article()
    record_notice(
        source=citation.source,
        kind="retraction",
        by=builders.reviewer(),
        now=later(),
        note="The data were lost.",
        url="https://example.org/notice",
    )
    page = words(client.get(address(citation)))
    assert "The data were lost." in page
    assert '<a href="https://example.org/notice" rel="noopener">' in page
    assert "Source retracted" in page


def test_what_changed_since_the_latest_verdict_is_told_in_words(client, reviewer):
    editor = builders.editor()
    article, citation = builders.cited_article("Pain fell by 2 points.", by=editor)
    builders.judge(citation, by=builders.reviewer(first_name="First"), note="It matches.")
    changed = builders.mark("Pain fell by 3 points.", citation.source.citekey, id=citation.claim_id)
    builders.rewrite(article, f"<p>{changed}</p>", by=editor, now=later(5))
    page = words(client.get(address(citation)))
    assert '<del><span class="vh">Removed: </span>2</del> <ins><span class="vh">Added: </span>3</ins>' in page
    assert "It matches." in page


def test_an_unknown_citation_is_a_helpful_404(client, reviewer):
    response = client.get(reverse("audit:citation", args=["00000000-0000-4000-8000-000000000000"]))
    assert response.status_code == 404
    assert "There is no citation at this address." in words(response)
    assert "Go to the queue" in words(response)


def test_more_verdicts_passages_places_and_neighbours_cost_no_more_queries(client, reviewer):
    """What the checks read of the whole article is among them: see `articles.findings_about`."""
    asked = []
    for count in (1, 6):
        citation = a_busy_desk(count)
        client.get(address(citation))
        with CaptureQueriesContext(connection) as queries:
            page = words(client.get(address(citation)))
        assert page.count("Sleep improved by") >= min(count, 5)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 47


def a_busy_desk(count):
    """A citation with so many verdicts, passages, edits, other places, and other claims on its passages."""
    source, claims = builders.source(), [uuid4() for _ in range(2 * count + 1)]
    same, others = claims[: count + 1], claims[count + 1 :]
    marks = [builders.mark("Pain fell.", source.citekey, id=claim) for claim in same]
    marks += [builders.mark(f"Sleep improved by {n} hours.", source.citekey, id=c) for n, c in enumerate(others)]
    builders.article("".join(f"<p>{mark}</p>" for mark in marks))
    passages = [WantedPassage(finding=f"Finding {n}.") for n in range(count)]
    for claim in claims:
        cited = Citation.objects.get(claim=claim)
        change_citation(cited, by=builders.editor(), now=later(), stance="supports", passages=passages)
    citation = Citation.objects.get(claim=same[0])
    for n in range(count):
        builders.judge(citation, now=later(10 + n), by=builders.reviewer())
    record_notice(source=source, kind="correction", by=builders.editor(), now=later(30))
    citation.refresh_from_db()
    return citation


# ---- judging


def test_a_verdict_is_recorded_with_all_that_was_said(client, reviewer):
    _, citation = builders.cited_article()
    post(client, citation, "partly", mismatches=["number", "date"], read="full-text", note="  Day 4, not day 7. ")
    verdict = Verdict.objects.get()
    assert (verdict.outcome, verdict.mismatches, verdict.read) == ("partly", ["number", "date"], "full-text")
    assert (verdict.note, verdict.reviewer, verdict.reviewer_name) == ("Day 4, not day 7.", reviewer, "Demo Reviewer")


def test_after_saving_comes_the_next_item_with_a_message_and_undo(client, reviewer):
    source = builders.source()
    builders.article("<p>" + " ".join(builders.mark(t, source.citekey) for t in ("One.", "Two.", "Three.")) + "</p>")
    one, two, _ = Citation.objects.order_by("claim__position")
    response = post(client, one, query="?state=never")
    assert response.url == f"{address(two)}?state=never&after={one.pk}"
    page = words(client.get(response.url))
    assert "Saved: supported, Author 2020." in page
    assert f'action="{address(one, "undo")}?state=never"' in page


def test_after_the_last_item_comes_a_calm_queue(client, reviewer):
    _, citation = builders.cited_article()
    page = client.get(post(client, citation).url)
    assert page.request["PATH_INFO"] == "/audit/"
    assert "Nothing waits for you" in words(page)
    assert "Undo" in words(page)


def test_undo_takes_back_ones_own_latest_verdict(client, reviewer):
    _, citation = builders.cited_article()
    post(client, citation)
    page = words(client.post(address(citation, "undo"), follow=True))
    assert "Your verdict was taken back" in page
    citation.refresh_from_db()
    assert citation.outcome == Outcome.UNDONE
    assert citation.verdicts.count() == 2


def test_undo_of_somebody_elses_verdict_is_refused_and_not_offered(client, reviewer):
    _, citation = builders.cited_article()
    builders.judge(citation)
    assert "Undo" not in words(client.get(f"{address(citation)}?after={citation.pk}"))
    page = words(client.post(address(citation, "undo"), follow=True))
    assert "You can take back your own latest verdict only." in page
    assert citation.verdicts.count() == 1


@pytest.mark.parametrize("after", ["", "x", "%00", "00000000-0000-4000-8000-000000000000"])
def test_a_malformed_trace_of_what_was_saved_is_ignored(client, reviewer, after):
    assert client.get(f"/audit/?after={after}").status_code == 200


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"outcome": ""}, "Choose one of the six verdicts."),
        ({"outcome": "undone"}, "Choose one of the six verdicts."),
        ({"outcome": "sup\x00ported"}, "Choose one of the six verdicts."),
        ({"outcome": "supported", "mismatches": ["number"]}, "so “supported” cannot stand"),
        ({"outcome": "partly", "mismatches": ["\x00"]}, "Choose from the tags shown."),
        ({"outcome": "not-reached", "read": "abstract"}, "yet you say what you read"),
        ({"outcome": "partly", "read": ""}, "Say what you read. Readers see it beside the verdict."),
        ({"outcome": "partly", "read": "record"}, "Choose from what is shown."),
        ({"outcome": "partly", "suggested": "x" * 2_001}, "At most 2,000 characters fit here; this has 2,001."),
        ({"outcome": "partly", "note": "x" * 100_000}, "At most 4,000 characters fit here; this has 100,000."),
        ({"outcome": "partly", "seen_digest": ""}, "Read the sentence below again"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_saved(client, reviewer, typed, sentence):
    _, citation = builders.cited_article()
    response = client.post(
        address(citation), {"seen_digest": citation.digest, "read": "abstract", "note": "My note", **typed}
    )
    assert response.status_code == 422
    assert sentence in words(response)
    assert typed.get("note", "My note") in words(response)
    assert not Verdict.objects.exists()


def test_a_nul_character_in_a_note_is_left_out(client, reviewer):
    _, citation = builders.cited_article()
    assert post(client, citation, note="Day\x00 4.").status_code == 302
    assert Verdict.objects.get().note == "Day 4."


def test_a_sentence_that_changed_while_it_was_read_is_shown_anew_with_what_was_typed(client, reviewer):
    editor = builders.editor()
    article, citation = builders.cited_article("Pain fell by 2 points.", by=editor)
    seen = citation.digest
    changed = builders.mark("Pain fell by 3 points.", citation.source.citekey, id=citation.claim_id)
    builders.rewrite(article, f"<p>{changed}</p>", by=editor)
    typed = {"outcome": "partly", "mismatches": ["number"], "read": "abstract", "note": "Two, says the abstract."}
    typed |= {"seen_digest": seen}
    response = client.post(address(citation), typed)
    page = words(response)
    assert response.status_code == 409
    assert "changed while you read. Read it again." in page
    assert "Pain fell by 3 points." in page
    assert "Two, says the abstract." in page
    assert not Verdict.objects.exists()
    seen = re.search(r'name="seen_digest" value="(\w+)"', page)[1]
    assert client.post(address(citation), {**typed, "seen_digest": seen}).status_code == 302


def test_a_sentence_that_left_the_text_cannot_be_judged(client, reviewer):
    editor = builders.editor()
    article, citation = builders.cited_article(by=editor)
    builders.rewrite(article, "<p>Nothing.</p>", by=editor)
    assert "no longer in the text" in words(client.get(address(citation)))
    assert post(client, citation, note="Kept?").status_code == 403
    assert not Verdict.objects.exists()


# ---- four eyes


def test_who_changed_a_citation_is_told_why_and_who_could_judge(client):
    author = builders.person("Editor", "Reviewer")
    builders.reviewer(first_name="Another", last_name="Reviewer")
    _, citation = builders.cited_article(by=author)
    client.force_login(author)
    page = words(client.get(address(citation)))
    assert "You changed the source and wording of this citation and nobody else has judged it since" in page
    assert "Another Reviewer can judge it." in page
    assert 'name="outcome"' not in page


def test_a_verdict_posted_all_the_same_is_refused_and_the_note_kept(client):
    author = builders.person("Editor", "Reviewer")
    _, citation = builders.cited_article(by=author)
    client.force_login(author)
    response = post(client, citation, note="What I had typed.")
    assert response.status_code == 403
    assert "another reviewer must judge it" in words(response)
    assert "Nobody else may judge it yet." in words(response)
    assert "What I had typed." in words(response)
    assert not Verdict.objects.exists()


def test_without_the_permission_there_is_no_page_and_no_verdict(client):
    _, citation = builders.cited_article()
    assert client.get(address(citation)).url == f"{reverse('admin:login')}?next={address(citation)}"
    client.force_login(builders.publisher())
    assert post(client, citation).status_code == 403
    assert client.post(address(citation, "undo")).status_code == 403
    assert not Verdict.objects.exists()
