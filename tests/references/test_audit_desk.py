"""The desk beyond one sentence and one verdict: numbers, groups, what changed, what still holds, what must stay hidden."""

import re
from uuid import UUID

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from articles import checks
from articles.models import Article
from references.audit import opinions, waiting
from references.audit.desk import IMPLIED_BY_FINDING, TELL_VERDICTS
from references.citing import WantedPassage
from references.corrections import change_citation
from references.models import Citation, SourceFamily, SourceLink, Taking, Verdict
from references.models.waiting import ItemKind
from references.outcomes import Outcome, Way
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db

ONE, TWO, THREE = UUID(int=1), UUID(int=2), UUID(int=3)


@pytest.fixture
def reviewer(client):
    person = builders.reviewer(first_name="Demo", last_name="Reviewer")
    client.force_login(person)
    return person


def address(citation):
    return reverse("audit:citation", args=[citation.pk])


def words(response):
    return " ".join(response.content.decode().split())


def show(client, citation):
    return words(client.get(address(citation)))


def hidden(page):
    """What the form of the page carries along."""
    return dict(re.findall(r'name="(seen_digest|seen|seen_number|places)" value="([^"]*)"', page))


def send(client, citation, page, outcome="supported", **typed):
    said = {"outcome": outcome, "read": "abstract"} | hidden(page) | typed
    return client.post(address(citation), said)


def cited(text, *, said="Pain fell by 2 points on day 4.", paragraph="{}", by=None, **extra):
    """(article, citation) of one sentence in a paragraph."""
    source = builders.source()
    html = f"<p>{paragraph.format(builders.mark(text, source.citekey, id=ONE))}</p>"
    wanted = builders.said(ONE, sources={source.citekey: ("supports", said)})
    article = builders.article(html, by=by or builders.editor(), said=wanted, **extra)
    return article, Citation.objects.get(claim=ONE)


def rewritten(article, citation, text, *, by=None, paragraph="{}", now=None):
    html = f"<p>{paragraph.format(builders.mark(text, citation.source.citekey, id=citation.claim_id))}</p>"
    builders.rewrite(article, html, by=by or builders.editor(first_name="Emi", last_name="Sato"), now=now or later(5))
    citation.refresh_from_db()


# ---- numbers


def test_numbers_are_marked_on_both_sides_and_stand_in_a_table(client, reviewer):
    _, citation = cited("Pain fell by 2 points on day 4, in 90 people.")
    page = show(client, citation)
    sentence, source = page.split('aria-label="What the source says"')
    assert sentence.count("<sup>") == source.count("<sup>") == 2
    assert '<mark class="n free">90 people</mark>' in sentence
    assert "Numbers, side by side" in source
    assert "not in the source" in source
    assert "Number not in the passage" in page


def test_the_size_of_the_study_takes_part(client, reviewer):
    _, citation = cited("Pain fell in 240 people.", said="Pain fell.")
    citation.source.sample_note = "240 randomised, 209 analysed"
    citation.source.save()
    page = show(client, citation)
    assert '<mark class="n">240<sup>a</sup></mark> randomised' in page
    assert "Only in the source: 209" in page


def test_the_tag_that_the_numbers_speak_for_is_offered_and_none_is_set(client, reviewer):
    _, citation = cited("Pain fell by 2 points on day 4, in 90 people.")
    page = show(client, citation)
    assert re.search(r'class="tags mismatches"[^>]*data-implied="number"', page)
    assert " checked" not in page.partition('id="judge"')[2].partition("</form>")[0]


# ---- the source


def test_version_archived_copy_funding_and_looks_for_notices_are_shown(client, reviewer):
    _, citation = cited("Pain fell.")
    source = citation.source
    source.family, source.version_label = SourceFamily.objects.create(name="Cochrane on cramps"), "2012"
    source.superseded_by = builders.source("cochrane2020", authors=[{"literal": "Cochrane"}])
    source.funding, source.interests = "A maker of tablets.", "Two authors own shares."
    source.check_state, source.checked_at = "checked", later(7)
    source.save()
    SourceLink.objects.create(source=source, url="https://example.org/", archive_url="https://web.archive.org/a")
    page = show(client, citation)
    for shown in (
        "2012 of Cochrane on cramps",
        "There is a newer version of this source.",
        "A maker of tablets.",
        "Two authors own shares.",
        "None known, looked 4 Mar 2026",
        'href="https://web.archive.org/a"',
    ):
        assert shown in page


def test_an_archived_copy_is_an_address_of_the_web(client, reviewer):
    _, citation = cited("Pain fell.")
    SourceLink.objects.create(source=citation.source, url="https://example.org/", archive_url="javascript:alert(1)")
    assert "javascript:" not in show(client, citation)


def test_the_link_into_the_page_leads_to_the_sentence(client, reviewer):
    _, citation = cited("Pain fell.")
    link = re.search(r'href="([^"]+)"[^>]*data-key="p"', show(client, citation))[1]
    path, _, anchor = link.partition("#")
    assert f'id="{anchor}"' in client.get(path).content.decode()


def test_other_claims_on_the_same_passage_stand_with_their_verdicts(client, reviewer):
    article, citation = cited("Pain fell.")
    source = citation.source
    marks = [builders.mark("Pain fell.", source.citekey, id=ONE), builders.mark("It got less.", source.citekey, id=TWO)]
    builders.rewrite(article, f"<p>{' '.join(marks)}</p>", by=builders.editor())
    other = Citation.objects.get(claim=TWO)
    other.passages.set(citation.passages.all())
    builders.judge(other, Outcome.CONTRADICTED)
    beside = show(client, citation).partition("The same passage also carries")[2].partition("</ul>")[0]
    assert "It got less." in beside
    assert "Contradicted" in beside


def test_findings_stand_beside_with_what_to_do_and_where_to_read_of_them(client, reviewer, monkeypatch):
    _, citation = cited("Pain fell.")
    found = {
        "code": "dose-basis",
        "title": "Elemental or not",
        "severity": "warn",
        "message": "“Elemental” is missing.",
        "mend": "Say which.",
        "citation": str(citation.pk),
        "docs_url": "/audit/rules/#dose-basis",
        "waive_url": "/audit/waive/",
        "waived": None,
    }
    of_another = found | {"message": "About another citation.", "citation": str(TWO)}
    why_it_is_here = found | {"code": "unchecked", "message": "Nobody has judged this citation yet."}
    everything = [found, of_another, why_it_is_here]
    monkeypatch.setattr(Article, "findings_about", lambda self, claim: everything, raising=False)
    page = show(client, citation)
    assert "“Elemental” is missing.</b> Say which." in page
    assert 'aria-label="warning"' in page
    assert 'href="/audit/rules/#dose-basis"' in page
    assert 'href="/audit/waive/"' in page
    assert "About another citation." not in page
    assert "Nobody has judged" not in page
    assert 'data-implied="dose-basis"' in page
    found["waived"] = {"because": "The salt is named above.", "person": "Jonas Brandt", "at": later()}
    page = show(client, citation)
    assert "Waived: The salt is named above. (Jonas Brandt, 4 Mar 2026)" in page
    assert 'href="/audit/waive/"' not in page
    assert 'data-implied=""' in page


def test_every_rule_that_speaks_for_a_tag_exists():
    assert set(IMPLIED_BY_FINDING) <= set(checks.RULES)
    assert set(checks.RULES) >= TELL_VERDICTS


# ---- stale by itself


@pytest.mark.parametrize(
    ("after", "paragraph"),
    [
        ("Pain  fell\n by “2” points.", "{}"),
        ('Pain fell by "2" points.', "{} Something else follows."),
        ('Pain fell by "2" points.', "<b>Moved</b> {}"),
    ],
)
def test_spaces_quotes_place_and_paragraph_leave_a_verdict_standing(client, reviewer, after, paragraph):
    article, citation = cited('Pain fell by "2" points.')
    builders.judge(citation)
    rewritten(article, citation, after, paragraph=paragraph)
    assert citation.is_fresh
    assert "Still holds" not in show(client, citation)


def test_a_changed_paragraph_is_a_warning_and_tells_its_words(client, reviewer):
    article, citation = cited("Pain fell.", paragraph="Some say so. {}")
    builders.judge(citation)
    assert "The paragraph around the sentence changed" not in show(client, citation)
    rewritten(article, citation, "Pain fell.", paragraph="Nobody says so. {}")
    page = show(client, citation)
    assert "The paragraph around the sentence changed" in page
    assert re.search(r"<del>.*?Some say</del> <ins>.*?Nobody says</ins>", page)
    assert citation.is_fresh


def test_who_changed_it_and_what_stayed_are_said_with_old_and_new_beside_each_other(client, reviewer):
    article, citation = cited("Pain fell a bit.")
    builders.judge(citation, by=builders.reviewer(first_name="Jonas", last_name="Brandt"))
    rewritten(article, citation, "Pain fell a lot.")
    page = show(client, citation)
    assert "Changed by Emi Sato on 4 Mar 2026. The same: stance, kind, passages and notices." in page
    then, now = page.partition("Old and new side by side")[2].split("Today</span>")[:2]
    assert "bit" in then
    assert "lot" not in then
    assert "lot" in now.partition("</p>")[0]


# ---- still holds


def test_still_holds_is_one_act_and_goes_on_to_the_next(client, reviewer):
    article, citation = cited("Pain fell a bit.", said="Pain fell.")
    builders.judge(citation, Outcome.PARTLY)
    rewritten(article, citation, "Pain fell a little.")
    page = show(client, citation)
    assert "Why does it still hold?" not in page
    response = client.post(address(citation), {"hold": "1", **hidden(page)})
    assert response.url == f"/audit/?after={citation.pk}"
    verdict = citation.verdicts.last()
    assert (verdict.outcome, verdict.way, verdict.reviewer) == (Outcome.PARTLY, Way.STILL_HOLDS, reviewer)


def test_still_holds_asks_why_where_a_number_differs(client, reviewer):
    article, citation = cited("Pain fell on day 4.")
    builders.judge(citation)
    rewritten(article, citation, "Pain fell on day 7.")
    page = show(client, citation)
    assert "Why does it still hold?" in page
    refused = client.post(address(citation), {"hold": "1", **hidden(page)})
    assert refused.status_code == 422
    assert "Say why the verdict still holds." in words(refused)
    assert citation.verdicts.count() == 1
    response = client.post(address(citation), {"hold": "1", **hidden(page), "because": "Table 2 has day 7."})
    assert response.status_code == 302
    assert "Table 2 has day 7." in citation.verdicts.last().note


def test_still_holds_for_a_wording_that_changed_meanwhile_is_refused_and_the_reason_kept(client, reviewer):
    article, citation = cited("Pain fell on day 4.")
    builders.judge(citation)
    rewritten(article, citation, "Pain fell on day 7.")
    page = show(client, citation)
    rewritten(article, citation, "Pain fell on day 9.", now=later(8))
    response = client.post(address(citation), {"hold": "1", **hidden(page), "because": "Table 2."})
    assert response.status_code == 409
    assert "Table 2." in words(response)
    assert citation.verdicts.count() == 1


@pytest.mark.parametrize("typed", [{}, {"seen_digest": "0" * 64}])
def test_still_holds_without_a_verdict_that_could_hold_is_refused(client, reviewer, typed):
    _, citation = cited("Pain fell.")
    response = client.post(address(citation), {"hold": "1", "seen_digest": citation.digest, **typed})
    assert response.status_code in {409, 422}
    assert not Verdict.objects.exists()


# ---- a group


@pytest.fixture
def group(reviewer):
    """The same words on the same source in three texts; the third was worded by the reviewer."""
    source, editor = builders.source(), builders.editor()
    made = []
    reviewer.user_permissions.add(*Permission.objects.filter(codename="change_article"))
    for number, (claim, by) in enumerate([(ONE, editor), (TWO, editor), (THREE, reviewer)]):
        said = builders.said(claim, sources={source.citekey: ("supports", "Pain fell.")})
        html = (
            f"<h2>Part {number}</h2><p>In place {number}. {builders.mark('Pain fell.', source.citekey, id=claim)}</p>"
        )
        builders.article(html, by=by, said=said, title=f"Text {number}")
        made.append(Citation.objects.get(claim=claim))
    return made


def test_one_act_judges_the_same_words_in_every_place_that_was_shown(client, reviewer, group):
    one, two, own = group
    page = show(client, one)
    assert "In place 1." in page
    assert "Text 1 › Part 1" in page
    assert "Left out, because you changed them and another reviewer must judge them: Text 2 › Part 2." in page
    response = send(client, one, page, "partly", note="In one arm.")
    assert response.status_code == 302
    assert "recorded in each of 2 places" in words(client.get(response.url))
    assert {v.citation for v in Verdict.objects.filter(outcome="partly", note="In one arm.")} == {one, two}
    assert not own.verdicts.exists()


def test_a_place_that_was_not_shown_is_not_judged(client, reviewer, group):
    one, two, _ = group
    response = send(client, one, show(client, one), places="")
    assert response.status_code == 302
    assert not two.verdicts.exists()


@pytest.mark.parametrize("places", ["x", "%00", str(THREE), f"{ONE} {ONE}"])
def test_places_that_are_made_up_are_ignored(client, reviewer, group, places):
    one, two, own = group
    assert send(client, one, show(client, one), places=places).status_code == 302
    assert not two.verdicts.exists()
    assert not own.verdicts.exists()


def test_other_words_or_another_stance_make_no_group(client, reviewer, group):
    one, two, _ = group
    passages = [WantedPassage(locator="Abstract", finding="Pain fell.")]
    change_citation(two, by=builders.editor(), now=later(), stance="qualifies", passages=passages)
    assert "In place 1." not in show(client, one)


# ---- while the desk was open


def test_what_changed_while_the_desk_was_open_is_told_word_by_word(client, reviewer):
    article, citation = cited("Pain fell on day 4.")
    page = show(client, citation)
    rewritten(article, citation, "Pain fell on day 7.")
    response = send(client, citation, page, "partly", note="Day 4, they say.", suggested="Pain fell on day 3.")
    told = words(response).partition("What changed while you read")[2].partition("</section>")[0]
    assert response.status_code == 409
    assert re.search(r"<del>.*?4</del> <ins>.*?7</ins>", told)
    assert "Day 4, they say." in words(response)
    assert "Pain fell on day 3." in words(response)
    assert not Verdict.objects.exists()


def test_a_form_with_a_fault_does_not_hide_that_the_wording_changed(client, reviewer):
    article, citation = cited("Pain fell on day 4.")
    page = show(client, citation)
    rewritten(article, citation, "Pain fell on day 7.")
    response = send(client, citation, page, "")
    assert response.status_code == 409
    assert "changed while you read" in words(response)


@pytest.mark.parametrize("seen", ["", "forged", "eyJjbGFpbSI6MX0:1w:x"])
def test_a_forged_copy_of_what_was_seen_tells_nothing(client, reviewer, seen):
    article, citation = cited("Pain fell on day 4.")
    page = show(client, citation)
    rewritten(article, citation, "Pain fell on day 7.")
    assert send(client, citation, page, seen=seen).status_code == 409


def test_who_judged_a_moment_before_is_told_and_both_stand(client, reviewer):
    _, citation = cited("Pain fell.")
    page = show(client, citation)
    builders.judge(citation, Outcome.SUPPORTED, by=builders.reviewer(first_name="Jonas", last_name="Brandt"))
    response = send(client, citation, page, "contradicted")
    said = words(client.get(response.url))
    assert "Jonas Brandt judged this a moment before you: supported. You chose contradicted." in said
    assert citation.verdicts.count() == 2


def test_who_knew_of_the_earlier_verdict_is_told_nothing(client, reviewer):
    _, citation = cited("Pain fell.")
    builders.judge(citation)
    response = send(client, citation, show(client, citation), "contradicted")
    assert "a moment before you" not in words(client.get(response.url))


def test_what_was_typed_after_the_session_ended_waits_behind_the_sign_in(client, reviewer):
    _, citation = cited("Pain fell.")
    page = show(client, citation)
    client.logout()
    typed = {"note": "A <long> note.", "mismatches": ["number", "date"], "suggested": "It fell."}
    response = send(client, citation, page, "partly", **typed)
    assert response.url == f"{reverse('admin:login')}?next={address(citation)}"
    account = {"username": reviewer.username, "password": "a long demo password"}
    signed_in = client.post(response.url, account, follow=True)
    assert signed_in.request["PATH_INFO"] == address(citation)
    shown = words(signed_in)
    assert "You had been signed out. Nothing was saved yet." in shown
    assert "A &lt;long&gt; note." in shown
    assert re.findall(r'value="([\w-]+)"[^>]*checked', shown) == ["partly", "number", "date", "abstract"]
    assert not Verdict.objects.exists()
    assert "You had been signed out" not in show(client, citation)


def test_strangers_leave_nothing_in_the_store_of_sessions(client):
    _, citation = cited("Pain fell.")
    client.post(address(citation), {"note": "Spam", "seen": "forged"})
    assert not client.session.keys()


# ---- suggested wording


@pytest.mark.parametrize("typed", ["", "  ", "Pain fell by “2” points.", 'Pain  fell by "2" points. '])
def test_a_suggestion_equal_to_the_sentence_is_none(client, reviewer, typed):
    _, citation = cited("Pain fell by “2” points.")
    send(client, citation, show(client, citation), "partly", suggested=typed)
    assert citation.verdicts.get().suggested == ""


def test_a_suggestion_is_kept_and_shown_among_the_verdicts(client, reviewer):
    _, citation = cited("Pain fell by 2 points.")
    send(client, citation, show(client, citation), "partly", suggested=" Pain fell by 1 point. ")
    assert citation.verdicts.get().suggested == "Pain fell by 1 point."
    assert "Pain fell by 1 point." in show(client, citation)


def test_save_and_stay_stays(client, reviewer):
    _, citation = cited("Pain fell.")
    response = send(client, citation, show(client, citation), stay="1")
    assert response.url == f"{address(citation)}?after={citation.pk}"
    assert "Saved: supported" in words(client.get(response.url))


# ---- who has it


def test_who_has_it_is_said_and_it_can_be_taken_and_given_back(client, reviewer):
    _, citation = cited("Pain fell.")
    assert "Taken by" not in show(client, citation)
    client.post(reverse("audit:take", args=["citation", citation.pk]), {"then": "open"})
    assert "Taken by you, 30 min left" in show(client, citation)
    another = builders.reviewer(first_name="Jonas", last_name="Brandt")
    client.force_login(another)
    page = show(client, citation)
    assert "Taken by Demo Reviewer" in page
    assert "Demo Reviewer took this just now" in page
    assert "If you judge it as well, both verdicts stand." in page


def test_an_item_that_fell_back_says_so_to_whom_it_was(client, reviewer):
    _, citation = cited("Pain fell.")
    taken = {"at": later(), "until": later(31)}
    Taking.objects.create(kind=ItemKind.CITATION, item=citation.pk, person=reviewer, **taken)
    assert "This item went back to the queue after 30 minutes." in show(client, citation)
    client.force_login(builders.reviewer())
    assert "went back to the queue" not in show(client, citation)


def two_items():
    source = builders.source()
    marks = [builders.mark(t, source.citekey, id=c) for t, c in (("Pain fell.", ONE), ("Sleep improved.", TWO))]
    builders.article(f"<p>{' '.join(marks)}</p>")
    return Citation.objects.get(claim=ONE), Citation.objects.get(claim=TWO)


def test_save_and_next_takes_the_next(client, reviewer):
    one, two = two_items()
    response = send(client, one, show(client, one))
    assert response.url == f"{address(two)}?after={one.pk}"
    assert "Taken by you" in words(client.get(response.url))


def test_what_another_has_taken_is_passed_over(client, reviewer):
    one, two = two_items()
    waiting.take(kind=ItemKind.CITATION, item=two.pk, by=builders.reviewer(), now=timezone.now())
    assert send(client, one, show(client, one)).url == f"/audit/?after={one.pk}"


def test_skipping_with_a_reason_goes_on_to_the_next(client, reviewer):
    one, two = two_items()
    assert 'name="because"' in show(client, one)
    skip = reverse("audit:skip", args=["citation", one.pk])
    response = client.post(skip, {"because": "I need the full text.", "then": "next"})
    assert response.url == address(two)
    assert client.post(skip, {"because": " ", "then": "next"}).status_code == 422


# ---- second opinions


def test_whoever_gives_the_second_opinion_sees_nothing_of_the_first(client, reviewer):
    _, citation = cited("Pain fell by 2 points.")
    first = builders.reviewer(first_name="Jonas", last_name="Brandt")
    builders.judge(citation, Outcome.CONTRADICTED, by=first, note="Never said.", suggested="Pain rose.")
    citation.refresh_from_db()
    opinions.ask(citation=citation, by=first, now=later(9))
    page = show(client, citation)
    main = page.partition('id="judge"')[0]
    for told in ("Never said.", "Pain rose.", "vd-no", "contradicted", "Contradicted", "Earlier verdicts, "):
        assert told not in main
    assert "hidden until you have given yours" in main
    assert send(client, citation, page, "supported").status_code == 302
    assert "a moment before you" not in show(client, citation)


def test_whoever_gives_the_second_opinion_cannot_say_that_the_first_still_holds(client, reviewer):
    _, citation = cited("Pain fell a bit.", said="Pain fell.")
    first = builders.reviewer()
    builders.judge(citation, Outcome.PARTLY, by=first)
    citation.refresh_from_db()
    opinions.ask(citation=citation, by=first, now=later(3))
    response = client.post(address(citation), {"hold": "1", "seen_digest": citation.digest})
    assert response.status_code == 403
    assert citation.verdicts.count() == 1
