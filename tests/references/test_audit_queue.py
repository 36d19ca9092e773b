"""The queue: what needs a person, the highest risk first."""

import re

import pytest
from django.urls import reverse

from references.audit.queue import Queue, Risk
from references.models import Citation, Claim
from references.notices import record_notice
from references.outcomes import Outcome
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client):
    person = builders.reviewer(username="reviewer")
    client.force_login(person)
    return person


def sentences(response):
    return re.findall(r'<a class="s"[^>]*>(.*?)</a>', response.content.decode())


def get(client, query=""):
    return client.get(reverse("audit:queue") + query)


def stale_article(text):
    editor = builders.editor()
    article, citation = builders.cited_article("Not what it was.", by=editor)
    builders.judge(citation)
    html = f"<p>{builders.mark(text, citation.source.citekey, id=citation.claim_id)}</p>"
    builders.rewrite(article, html, by=editor, now=later(6))
    return article, citation


def negative_live(text, **about):
    _, citation = builders.cited_article(text, **about)
    Claim.objects.filter(pk=citation.claim_id).update(is_live=True)
    builders.judge(citation, Outcome.CONTRADICTED)
    return citation


def test_the_highest_risk_for_readers_comes_first(client, reviewer):
    builders.cited_article("Never checked.")
    stale_article("Stale.")
    negative_live("Contradicted and live.")
    _, citation = builders.cited_article("Its source was retracted.")
    record_notice(source=citation.source, kind="retraction", by=builders.reviewer(), now=later())
    assert sentences(get(client)) == ["Its source was retracted.", "Contradicted and live.", "Stale.", "Never checked."]


def test_within_one_risk_the_order_is_that_of_the_text(client, reviewer):
    source = builders.source()
    marks = [builders.mark(text, source.citekey) for text in ("First.", "Second.", "Third.")]
    builders.article(f"<p>{' '.join(marks)}</p>")
    assert sentences(get(client)) == ["First.", "Second.", "Third."]


def test_a_fresh_verdict_takes_a_citation_out_of_the_queue(client, reviewer):
    _, citation = builders.cited_article("Judged.")
    builders.judge(citation)
    response = get(client)
    assert sentences(response) == []
    assert "Nothing waits for you" in response.content.decode()


def test_a_contradiction_that_the_editor_says_openly_needs_nobody(client, reviewer):
    negative_live("Labels say it is absorbed better.", stance="contradicts", voice="reported")
    assert sentences(get(client)) == []


@pytest.mark.parametrize("outcome", [Outcome.NOT_REACHED])
def test_a_source_that_could_not_be_reached_stays_in_the_queue(client, reviewer, outcome):
    _, citation = builders.cited_article("Out of reach.")
    builders.judge(citation, outcome)
    page = get(client)
    assert sentences(page) == ["Out of reach."]
    assert "Could not be reached" in page.content.decode()


def test_a_sentence_that_left_the_text_leaves_the_queue(client, reviewer):
    editor = builders.editor()
    article, _ = builders.cited_article("Gone soon.", by=editor)
    builders.rewrite(article, "<p>Nothing.</p>", by=editor)
    assert sentences(get(client)) == []


def test_each_row_says_what_the_reviewer_needs_to_choose(client, reviewer):
    editor = builders.editor(first_name="Demo", last_name="Editor")
    builders.cited_article("Pain fell.", by=editor, title="Magnesium and the spine")
    page = get(client).content.decode()
    for said in (
        "Pain fell.",
        "Author 2020",
        "Randomised trial",
        "Magnesium and the spine",
        "Never checked",
        "Demo Editor",
    ):
        assert said in page


def test_states_count_what_is_in_them_zero_too(client, reviewer):
    builders.cited_article()
    builders.cited_article()
    stale_article("Stale.")
    assert Queue(reviewer).risks == [(Risk.SOURCE, 0), (Risk.NEGATIVE, 0), (Risk.STALE, 1), (Risk.NEVER, 2)]
    assert "3 citations need a person" in get(client).content.decode()


def test_the_queue_is_filtered_by_state_and_by_text(client, reviewer):
    article, _ = stale_article("Stale here.")
    stale_article("Stale elsewhere.")
    builders.cited_article("Never checked.")
    claim = Claim.objects.of(article).get()
    document = f"document={claim.content_type_id}-{claim.object_id}"
    assert len(sentences(get(client, "?state=stale"))) == 2
    assert sentences(get(client, "?state=never")) == ["Never checked."]
    assert sentences(get(client, f"?{document}")) == ["Stale here."]
    assert sentences(get(client, f"?state=never&{document}")) == []


@pytest.mark.parametrize(
    "query",
    [
        "?state=nonsense",
        "?document=x",
        "?document=9-%00",
        "?document=99999999999-1",
        "?document=1-nothing",
    ],
)
def test_a_filter_that_does_not_exist_is_not_found(client, reviewer, query):
    response = get(client, query)
    assert response.status_code == 404
    assert "Go to the queue" in response.content.decode()


@pytest.mark.parametrize("page", ["x", "-1", "0", "999", "%00", "9" * 5000, "1.5"])
def test_a_malformed_page_number_shows_a_page(client, reviewer, page):
    builders.cited_article("Pain fell.")
    response = get(client, f"?page={page}")
    assert response.status_code == 200
    assert sentences(response) == ["Pain fell."]


def many(count):
    source = builders.source()
    marks = " ".join(builders.mark(f"Sentence {n}.", source.citekey) for n in range(count))
    return builders.article(f"<p>{marks}</p>")


def test_a_long_queue_has_pages_that_keep_the_filters(client, reviewer):
    many(60)
    first = get(client, "?state=never")
    assert len(sentences(first)) == 50
    assert "/audit/?state=never&amp;page=2" in first.content.decode()
    assert len(sentences(get(client, "?state=never&page=2"))) == 10


def test_what_four_eyes_forbid_is_hidden_and_counted(client):
    person = builders.person("Editor", "Reviewer")
    client.force_login(person)
    builders.cited_article("My own sentence.", by=person)
    builders.cited_article("Somebody else’s sentence.")
    page = get(client)
    assert sentences(page) == ["Somebody else’s sentence."]
    assert "1 more is hidden: you changed it and nobody else has judged it since" in page.content.decode()


def test_the_next_item_is_the_one_behind_and_then_the_first(reviewer):
    many(3)
    queue = Queue(reviewer)
    first, second, third = Citation.objects.order_by("claim__position")
    assert [queue.after(c) for c in (first, second, third)] == [second.pk, third.pk, first.pk]
    assert [queue.place_of(c) for c in (first, second, third)] == [1, 2, 3]


def test_the_only_item_has_no_next(reviewer):
    many(1)
    queue = Queue(reviewer)
    assert queue.after(Citation.objects.get()) is None


@pytest.mark.parametrize("count", [2, 40])
def test_a_longer_queue_costs_no_more_queries(client, reviewer, django_assert_num_queries, count):
    many(count)
    many(count)
    stale_article("Stale.")
    get(client)  # content types are remembered
    with django_assert_num_queries(9):
        get(client)


def test_readers_and_editors_are_sent_away_in_plain_words(client):
    anonymous = get(client)
    assert anonymous.status_code == 302
    assert anonymous.url == f"{reverse('admin:login')}?next=/audit/"
    client.force_login(builders.editor())
    refused = get(client)
    assert refused.status_code == 403
    assert "This account may not give verdicts on citations" in refused.content.decode()
