"""The queue: what needs a person, the highest risk first."""

import re

import pytest
from django.urls import reverse

from references.audit import waiting
from references.audit.queue import Filters, Queue, Risk
from references.audit.words import Words
from references.models import Citation, Claim, ProblemReport
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


def queue_of(person, now=None, **chosen):
    now = now or later(60)
    return Queue(person, now, Filters(**chosen))


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
        "Free",
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
    counted = dict(queue_of(reviewer).risks)
    assert set(counted) == set(Risk)
    assert {risk: count for risk, count in counted.items() if count} == {Risk.STALE: 1, Risk.NEVER: 2}
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


def test_a_long_list_of_one_risk_has_pages_that_keep_the_filters(client, reviewer):
    many(105)
    first = get(client, "?state=never&seen=draft")
    assert len(sentences(first)) == 100
    assert "/audit/?state=never&amp;seen=draft&amp;page=2" in first.content.decode()
    assert len(sentences(get(client, "?state=never&seen=draft&page=2"))) == 5


def test_the_first_few_of_each_risk_are_shown_and_a_link_to_all_of_them(client, reviewer):
    many(12)
    stale_article("Stale.")
    page = get(client)
    assert sentences(page) == ["Stale.", *[f"Sentence {n}." for n in range(5)]]
    assert re.findall(r'<a href="([^"]+)">Show all', page.content.decode()) == ["/audit/?state=never"]
    assert "Showing 6 of 13" in page.content.decode()


def test_what_four_eyes_forbid_is_hidden_and_counted(client):
    person = builders.person("Editor", "Reviewer")
    client.force_login(person)
    builders.cited_article("My own sentence.", by=person)
    builders.cited_article("Somebody else’s sentence.")
    page = get(client)
    assert sentences(page) == ["Somebody else’s sentence."]
    assert "1 more is hidden." in page.content.decode()
    assert "You changed it and nobody else has judged it since" in page.content.decode()
    assert dict(queue_of(person).risks)[Risk.NEVER] == 1


def test_the_next_item_is_the_one_behind_and_then_the_first(reviewer):
    many(3)
    queue = queue_of(reviewer)
    first, second, third = Citation.objects.order_by("claim__position")
    assert [queue.after(c) for c in (first, second, third)] == [second.pk, third.pk, first.pk]
    assert [queue.before(c) for c in (first, second, third)] == [None, first.pk, second.pk]
    assert [queue.place_of(c) for c in (first, second, third)] == [1, 2, 3]
    assert queue.total == 3


def test_the_next_item_is_never_one_that_somebody_else_has(reviewer):
    many(3)
    first, second, third = Citation.objects.order_by("claim__position")
    waiting.take(kind="citation", item=second.pk, by=builders.reviewer(), now=later(50))
    assert queue_of(reviewer).after(first) == third.pk
    assert queue_of(reviewer).place_of(second) == 2


def test_the_next_item_is_one_under_the_filters(reviewer):
    many(2)
    first, second = Citation.objects.order_by("claim__position")
    _, stale = stale_article("Stale.")
    assert queue_of(reviewer).following(stale).key == first.pk
    assert queue_of(reviewer, risk=Risk.NEVER).after(second) == first.pk
    assert queue_of(reviewer, risk=Risk.STALE).after(stale) is None
    assert queue_of(reviewer, risk=Risk.STALE).place_of(first) is None
    assert queue_of(reviewer, risk=Risk.STALE).after(first) == stale.pk


def test_what_follows_may_be_something_other_than_a_citation(reviewer):
    _, citation = builders.cited_article()
    report = a_report(citation.claim)
    queue = queue_of(reviewer)
    assert queue.after(citation) is None
    assert (queue.following(citation).kind, queue.following(citation).key) == ("report", report.pk)


def test_the_only_item_has_no_next(reviewer):
    many(1)
    assert queue_of(reviewer).after(Citation.objects.get()) is None


@pytest.mark.parametrize("count", [2, 40])
def test_a_longer_queue_costs_no_more_queries(client, reviewer, django_assert_num_queries, count):
    many(count)
    many(count)
    _, citation = stale_article("Stale.")
    a_report(citation.claim)
    builders.article(f"<p>{builders.mark('Nobody said so.')}</p>")
    get(client)  # content types are remembered
    with django_assert_num_queries(21):
        get(client)
    with django_assert_num_queries(18):
        get(client, "?state=never")


@pytest.mark.parametrize("count", [2, 40])
def test_the_place_in_a_longer_queue_costs_no_more_queries(reviewer, django_assert_num_queries, count):
    many(count)
    citation = Citation.objects.first()
    queue = queue_of(reviewer)
    with django_assert_num_queries(1):
        assert queue.place_of(citation)
        assert queue.after(citation)
        assert queue.total == count


# ---- filters


def a_report(claim, **about):
    said = {"wording": claim.text, "kind": "number", "text": "It says 4.", "at": later(5)}
    return ProblemReport.objects.create(claim=claim, **said | about)


@pytest.fixture
def library():
    """Four citations: two articles, two sources, two kinds; one is live, one was taken by somebody."""
    _, spine = builders.cited_article("Pain fell by day 10.", kind="efficacy", title="Magnesium and the spine")
    _, safe = builders.cited_article("It is safe for most people.", kind="safety", title="Taking it safely")
    _, cramps = builders.cited_article("Cramps came less often.", kind="efficacy", title="Cramps")
    Claim.objects.filter(pk=spine.claim_id).update(is_live=True)
    brandt = builders.reviewer(first_name="Jo", last_name="Brandt")
    waiting.assign(kind="citation", item=cramps.pk, to=brandt, by=brandt, now=later())
    return {"spine": spine, "safe": safe, "cramps": cramps}


def found(person, library, **chosen):
    queue = queue_of(person, later(5), **chosen)
    items = queue.items
    assert queue.total == len(items)
    names = {citation.pk: name for name, citation in library.items()}
    return {names[item.key] for item in items}


def test_each_filter_shows_what_it_says(reviewer, library):
    spine, safe = library["spine"], library["safe"]
    document = (spine.claim.content_type_id, spine.claim.object_id)
    assert found(reviewer, library) == {"spine", "safe", "cramps"}
    assert found(reviewer, library, document=document) == {"spine"}
    assert found(reviewer, library, source=safe.source_id) == {"safe"}
    assert found(reviewer, library, kind="safety") == {"safe"}
    assert found(reviewer, library, live=True) == {"spine"}
    assert found(reviewer, library, live=False) == {"safe", "cramps"}
    assert found(reviewer, library, who="free") == {"spine", "safe"}
    assert found(reviewer, library, who="others") == {"cramps"}
    assert found(reviewer, library, who="mine") == set()
    assert found(reviewer, library, risk=Risk.NEVER) == {"safe", "cramps"}
    assert found(reviewer, library, risk=Risk.NUMBER) == {"spine"}
    assert found(reviewer, library, risk=Risk.STALE) == set()


def test_filters_combine(reviewer, library):
    assert found(reviewer, library, kind="efficacy", who="free") == {"spine"}
    assert found(reviewer, library, kind="efficacy", live=False, who="others", risk=Risk.NEVER) == {"cramps"}
    assert found(reviewer, library, kind="safety", live=True) == set()


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("cramps", {"cramps"}),
        ("FELL pain", {"spine"}),
        ("pain cramps", set()),
        ("", {"spine", "safe", "cramps"}),
        ("50%", set()),
        ("\x00\ud800", {"spine", "safe", "cramps"}),
    ],
)
def test_words_are_looked_for_in_the_sentence(reviewer, library, typed, names):
    assert found(reviewer, library, words=Words.of(typed)) == names


def test_words_are_looked_for_in_citekey_author_and_doi(reviewer, library):
    source = library["safe"].source
    source.authors = [{"family": "Müller", "given": "A"}]
    source.save()
    doi = source.doi
    for typed in (source.citekey, "Müller", "safe Müller", doi, f"https://doi.org/{doi.upper()}"):
        assert found(reviewer, library, words=Words.of(typed)) == {"safe"}, typed


def test_each_filter_counts_under_the_others_and_not_under_itself(reviewer, library):
    queue = queue_of(reviewer, later(5), kind="efficacy", who="others")
    assert queue.kinds == {"efficacy": 1}
    assert queue.who == {"free": 1, "mine": 0, "others": 1, "skipped": 0}
    assert queue.live == {False: 1}
    assert dict(queue.risks)[Risk.NEVER] == 1
    assert [count for _, count in queue.documents] == [1]
    assert queue.sources == [(library["cramps"].source_id, 1)]


def test_the_page_offers_each_filter_with_its_count_and_keeps_the_others(client, reviewer, library):
    page = get(client, "?kind=efficacy").content.decode()
    for label, count, query in (
        ("Never checked", 1, "?state=never&amp;kind=efficacy"),
        ("Review due", 0, "?state=due&amp;kind=efficacy"),
        ("Live", 1, "?kind=efficacy&amp;seen=live"),
        ("Taken by others", 1, "?kind=efficacy&amp;who=others"),
        ("Safety", 1, "?kind=safety"),
        ("Cramps", 1, "&amp;kind=efficacy"),
    ):
        link = rf'<a href="/audit/[^"]*{re.escape(query)}"><span>{label}</span><b class="num">{count}</b>'
        assert re.search(link, page), label
    # the one chosen gives itself up
    assert '<a href="/audit/" aria-current="true"><span>Efficacy</span>' in page
    assert '<input type="hidden" name="kind" value="efficacy">' in page


def test_a_source_is_chosen_by_its_citekey_old_or_new(client, reviewer, library):
    citekey = library["safe"].source.citekey
    assert sentences(get(client, f"?source={citekey}")) == ["It is safe for most people."]
    assert get(client, "?source=nobody2020").status_code == 404


def test_a_filter_under_which_nothing_waits_stays_visible(client, reviewer, library):
    citekey = library["safe"].source.citekey
    builders.judge(library["safe"])
    page = get(client, f"?source={citekey}").content.decode()
    assert "Nothing waits for you under these filters." in page
    assert f'<a href="/audit/" aria-current="true"><span>{citekey}</span><b class="num">0</b>' in page


# ---- one wording in several places


@pytest.fixture
def repeated():
    """The same sentence on the same passage of one source, in two articles."""
    source, by = builders.source(), builders.editor()
    for _ in range(2):
        id = builders.uuid4()
        said = builders.said(id, sources={source.citekey: ("supports", "Pain fell.")})
        builders.article(f"<p>{builders.mark('Pain fell.', source.citekey, id=id)}</p>", by=by, said=said)
    return list(Citation.objects.order_by("claim__content_type", "claim__object_id"))


def test_the_same_words_on_the_same_source_are_one_item(client, reviewer, repeated):
    builders.cited_article("Pain fell.")  # another source
    page = get(client)
    assert sentences(page) == ["Pain fell.", "Pain fell."]
    assert page.content.decode().count("In 2 places with the same passages") == 1
    assert "3 citations need a person" in page.content.decode()


def test_a_place_that_is_judged_is_no_longer_one_of_several(client, reviewer, repeated):
    builders.judge(repeated[1])
    assert "places" not in get(client).content.decode()


# ---- what was skipped


def test_what_was_skipped_comes_last_for_that_person_and_tells_the_others_why(client, reviewer):
    many(2)
    first = Citation.objects.order_by("claim__position").first()
    other = builders.reviewer(first_name="Ada", last_name="Novak")
    for person in (reviewer, other):
        waiting.skip(kind="citation", item=first.pk, by=person, now=later(), because=f"I am {person.username}.")
    page = get(client)
    assert sentences(page) == ["Sentence 1.", "Sentence 0."]
    html = page.content.decode()
    assert "Skipped by you; they come back when what is judged changes" in html
    assert "Skipped by Ada Novak, 4 Mar" in html
    assert f"I am {other.username}." in html
    assert queue_of(reviewer).first.key != first.pk
    assert queue_of(reviewer).who["skipped"] == 1
    assert [item.key for item in queue_of(reviewer, who="skipped").items] == [first.pk]
    assert queue_of(builders.reviewer()).first.key == first.pk


def test_a_skip_ends_when_what_is_judged_changes(reviewer):
    _, citation = builders.cited_article()
    waiting.skip(kind="citation", item=citation.pk, by=reviewer, now=later(), because="Later.")
    assert queue_of(reviewer).first is None
    passage = citation.passages.get()
    record_notice(source=passage.source, kind="correction", by=builders.reviewer(), now=later(3))
    assert queue_of(reviewer).first.key == citation.pk


# ---- how far the audit has come


def test_bars_tell_how_far_the_site_and_the_texts_with_most_to_do_are(client, reviewer):
    _, citation = builders.cited_article(title="Done")
    builders.judge(citation)
    stale_article("Stale.")
    negative_live("Negative.")
    many(2)
    html = get(client).content.decode()
    assert "2 of 5 citations have a fresh verdict, 1 negative, 1 stale, 2 never checked" in html
    assert "0 of 2 citations have a fresh verdict, 0 negative, 0 stale, 2 never checked" in html
    assert re.findall(r'<rect class="(\w+)" x="(\d+)" width="(\d+)"', html)[:3] == [
        ("good", "0", "200"),
        ("negative", "200", "200"),
        ("stale", "400", "200"),
    ]


def test_no_retracted_source_is_news_and_says_how_many_could_not_be_looked_up(client, reviewer):
    _, one = builders.cited_article()
    _, two = builders.cited_article()
    builders.cited_article()
    builders.source()  # cited by nobody
    type(one.source).objects.filter(pk=one.source_id).update(check_state="checked", checked_at=later())
    type(two.source).objects.filter(pk=two.source_id).update(check_state="failed")
    html = " ".join(get(client).content.decode().split())
    assert "Retracted or under concern: 0." in html
    assert "1 of 3 cited sources looked up, last on 4 Mar 2026; 1 could not be checked, 1 not looked up yet." in html
    record_notice(source=one.source, kind="retraction", by=reviewer, now=later(3))
    assert "Retracted or under concern: 0." not in get(client).content.decode()


def test_readers_and_editors_are_sent_away_in_plain_words(client):
    anonymous = get(client)
    assert anonymous.status_code == 302
    assert anonymous.url == f"{reverse('admin:login')}?next=/audit/"
    client.force_login(builders.editor())
    refused = get(client)
    assert refused.status_code == 403
    assert "This account may not give verdicts on citations" in refused.content.decode()
