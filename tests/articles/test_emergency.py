"""An emergency goes out before the second pair of eyes, says so to readers, and waits for somebody else afterwards."""

import json

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

import articles.record
from articles import approving, checks, impact, publishing, snapshot
from articles.approving import NotTheirs
from articles.checks import Request
from articles.models import Article, Edition, RuleWeight, Text
from references.canonical import text_of
from references.notices import record_notice
from references.outcomes import Outcome
from references.permits import NotPermitted
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db

BANNER = "Published in an emergency"


def stored(article):
    return Text.objects.get(parent=article).text


def page_of(client, article, name="article"):
    return text_of(client.get(reverse(name, args=[article.slug])).content.decode())


def waiting():
    return list(Edition.objects.in_emergency_unapproved())


# ---- what it lifts


def test_it_lifts_the_medical_approval():
    article, _ = builders.health_article()
    edition = builders.publish_in_emergency(article, because=" People may be harmed. ")
    assert edition.emergency_because == "People may be harmed."
    assert edition.assurance == "checked"


def test_it_lifts_four_eyes():
    both = builders.person("Editor", "Publisher")
    article, citation = builders.cited_article(by=both)
    builders.judge(citation)
    assert builders.publish_in_emergency(article, by=both).published_by == both


def test_it_lifts_citations_that_nobody_judged():
    article, _ = builders.cited_article()
    assert builders.publish_in_emergency(article).number == 1


def test_it_lifts_verdicts_that_are_out_of_date():
    article, _, _ = builders.published_article()
    builders.rewrite(article, stored(article).replace("2 points", "3 points"), by=builders.editor(), now=later(10))
    assert builders.publish_in_emergency(article, note="A number.", now=later(12)).number == 2


def test_it_lifts_what_the_team_may_weigh():
    article, citation = builders.cited_article(before_you_take_it="")
    builders.judge(citation)
    assert builders.publish_in_emergency(article).number == 1


def test_it_lifts_a_rule_that_this_team_made_block():
    article, citation = builders.cited_article()
    builders.judge(citation)
    RuleWeight.objects.create(code="health-denied", weight="block", changed_at=later())
    with pytest.raises(publishing.NotPublishable):
        builders.publish(article)
    assert builders.publish_in_emergency(article).number == 1


# ---- what it never lifts


def never(article, code, **extra):
    with pytest.raises(publishing.NotPublishable) as refused:
        builders.publish_in_emergency(article, **extra)
    assert {f.code for f in refused.value.findings if f.blocks} == {code}
    assert not waiting()


def test_never_a_sentence_without_a_source():
    never(builders.article(f"<p>{builders.mark('Magnesium helps.')}</p>"), "unsourced")


@pytest.mark.parametrize(
    ("outcome", "stance", "code"),
    [
        (Outcome.NOT_ADDRESSED, "mentions", "unsourced"),
        (Outcome.CONTRADICTED, "contradicts", "disagrees"),
        (Outcome.PARTLY, "supports", "misfit"),
    ],
)
def test_never_what_a_verdict_speaks_against(outcome, stance, code):
    article, citation = builders.cited_article(stance=stance)
    builders.judge(citation, outcome)
    never(article, code)


def test_never_a_source_that_does_not_say_it():
    article, citation = builders.cited_article()
    builders.judge(citation, Outcome.NOT_ADDRESSED)
    found = checks.run(snapshot.freeze(article).content, Request(emergency=True))
    assert {f.code for f in found if f.blocks} == {"not-addressed", "misfit"}


def test_never_sources_that_disagree_in_our_own_voice():
    article, one = builders.cited_article()
    other = builders.source()
    text = stored(article).replace(one.source.citekey, f"{one.source.citekey} {other.citekey}")
    rests_on = {one.source.citekey: ("supports", "It fell."), other.citekey: ("contradicts", "It rose.")}
    said = builders.said(one.claim_id, sources=rests_on)
    Text.objects.filter(parent=article).update(text=text)
    builders.claims.sync(article, by=builders.editor(), now=later(1), said=said)
    for citation in one.claim.citations.all():
        builders.judge(citation, Outcome.SUPPORTED if citation.stance == "supports" else Outcome.CONTRADICTED)
    never(article, "divided")


def test_never_a_retracted_source():
    article, citation = builders.cited_article()
    record_notice(source=citation.source, kind="retraction", by=builders.reviewer(), now=later(1))
    never(article, "retracted")


def test_never_the_note_for_readers():
    article, _, _ = builders.published_article()
    builders.rewrite(article, stored(article).replace("2 points", "3 points"), by=builders.editor(), now=later(10))
    never(article, "no-change-note", now=later(12))


# ---- who, and why


@pytest.mark.parametrize("because", ["", "  ", "\x00"])
def test_it_needs_a_reason(because):
    article, _ = builders.health_article()
    with pytest.raises(publishing.NoEmergency, match="cannot wait"):
        builders.publish_in_emergency(article, because=because)


def test_it_needs_the_right_of_its_own():
    article, _ = builders.health_article()
    only_publishes = builders.person()
    only_publishes.user_permissions.add(Permission.objects.get(codename="publish_article"))
    with pytest.raises(NotPermitted, match="publish articles in an emergency"):
        builders.publish_in_emergency(article, by=only_publishes)


def test_what_can_be_published_as_usual_is_no_emergency():
    article, _ = builders.health_article()
    builders.approve(article)
    with pytest.raises(publishing.NoEmergency, match="as usual"):
        builders.publish_in_emergency(article)


def test_what_was_not_previewed_does_not_go_out_even_now():
    article, _ = builders.health_article()
    with pytest.raises(publishing.DraftChanged):
        builders.publish_in_emergency(article, token="another")


def test_a_checked_article_does_not_go_back_even_now():
    article, _, _ = builders.published_article()
    builders.rewrite(article, stored(article) + "<p>More.</p>", by=builders.editor(), now=later(10))
    with pytest.raises(publishing.NoWayBack):
        builders.publish_in_emergency(article, note="More.", assurance="not-yet-checked", now=later(12))


# ---- what readers are told


def test_readers_are_told_until_somebody_else_has_approved_it(client):
    article, _ = builders.health_article()
    edition = builders.publish_in_emergency(article, because="The limit was ten times too high.")
    for name in ("article", "evidence"):
        shown = page_of(client, article, name)
        assert BANNER in shown
        assert "The limit was ten times too high." in shown
    assert waiting() == [edition]
    builders.approve_afterwards(edition)
    for name in ("article", "evidence"):
        assert BANNER not in page_of(client, article, name)
    assert waiting() == []


def test_the_page_of_an_emergency_still_takes_one_query(client, django_assert_num_queries):
    article, _ = builders.health_article()
    builders.publish_in_emergency(article)
    with django_assert_num_queries(1):
        client.get(reverse("article", args=[article.slug]))


def test_readers_who_have_the_page_get_the_banner_and_lose_it(client):
    article, _ = builders.health_article()
    edition = builders.publish_in_emergency(article)
    address = reverse("article", args=[article.slug])
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    builders.approve_afterwards(edition)
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_the_banner_stands_through_what_else_becomes_known(client):
    article, citation = builders.health_article()
    builders.publish_in_emergency(article)
    record_notice(source=citation.source, kind="retraction", by=builders.reviewer(), now=later(20))
    article.refresh_from_db()
    assert {a["kind"] for a in article.reader_alerts} == {"emergency", "notice"}
    shown = page_of(client, article)
    assert BANNER in shown
    assert "It concerns claim 1" in shown


def test_the_next_edition_as_usual_ends_it(client):
    article, _ = builders.health_article()
    builders.publish_in_emergency(article)
    builders.approve(article, now=later(10))
    builders.publish(article, note="Approved.", now=later(11))
    assert BANNER not in page_of(client, article)
    assert waiting() == []


def test_a_withdrawn_emergency_waits_for_nobody():
    article, _ = builders.health_article()
    builders.publish_in_emergency(article)
    publishing.withdraw(article=article, by=builders.publisher(), now=later(8), because="Wrong.")
    assert waiting() == []


def test_the_list_of_editions_keeps_the_reason_for_good(client):
    article, _ = builders.health_article()
    edition = builders.publish_in_emergency(article, because="The limit was wrong.")
    builders.approve_afterwards(edition)
    shown = page_of(client, article, "editions")
    assert "published in an emergency" in shown
    assert "The limit was wrong." in shown


def test_the_evidence_as_data_says_so_while_nobody_approved_it(client):
    article, _ = builders.health_article()
    edition = builders.publish_in_emergency(article, because="The limit was wrong.")
    address = reverse("evidence-json", args=[article.slug])
    live = json.loads(client.get(address).content)["live"]
    assert (live["emergency"], live["notices"]) == ("The limit was wrong.", [])
    builders.approve_afterwards(edition)
    assert json.loads(client.get(address).content)["live"]["emergency"] is None


def test_no_medical_review_is_claimed_for_it(client):
    article, _ = builders.health_article()
    edition = builders.publish_in_emergency(article)
    builders.approve_afterwards(edition)
    assert "Medically reviewed" not in page_of(client, article)


# ---- afterwards


def test_the_publisher_does_not_approve_it_afterwards():
    article, _ = builders.health_article()
    publisher = builders.doctor("Publisher", "Reviewer", is_superuser=True)
    edition = builders.publish_in_emergency(article, by=publisher)
    with pytest.raises(NotTheirs, match="You published"):
        builders.approve_afterwards(edition, by=publisher)
    assert waiting() == [edition]


def test_who_alone_worked_on_it_does_not_approve_it_afterwards():
    writer = builders.person("Editor", "Reviewer", is_superuser=True)
    article, _ = builders.cited_article(by=writer)
    edition = builders.publish_in_emergency(article)
    with pytest.raises(NotTheirs, match="You alone worked"):
        builders.approve_afterwards(edition, by=writer)


def test_the_next_edition_needs_the_second_pair_of_eyes_that_the_emergency_passed_over():
    both = builders.person("Editor", "Publisher")
    article, citation = builders.cited_article(by=both)
    builders.judge(citation)
    edition = builders.publish_in_emergency(article, by=both)
    builders.judge(citation, note="Read again.", now=later(7))
    with pytest.raises(publishing.FourEyes):
        builders.publish(article, by=both, now=later(9), note="Judged again.")
    assert waiting() == [edition]
    builders.approve_afterwards(edition, now=later(10))
    assert builders.publish(article, by=both, now=later(11), note="Judged again.").number == 2


def test_where_the_medical_approval_was_passed_over_it_takes_credentials_and_the_whole_list():
    article, _ = builders.health_article()
    edition = builders.publish_in_emergency(article)
    with pytest.raises(NotTheirs, match="credentials"):
        builders.approve_afterwards(edition, by=builders.reviewer())
    with pytest.raises(approving.Incomplete):
        builders.approve_afterwards(edition, checklist={})
    assert builders.approve_afterwards(edition).role == "afterwards"


def test_where_it_was_there_any_second_pair_of_eyes_will_do():
    both = builders.person("Editor", "Publisher")
    article, _ = builders.health_article(by=both)
    builders.approve(article)
    edition = builders.publish_in_emergency(article, by=both)
    assert builders.approve_afterwards(edition, by=builders.reviewer(), checklist={}).edition == edition


def test_what_was_published_as_usual_waits_for_no_approval_afterwards():
    _, _, edition = builders.published_article()
    with pytest.raises(NotTheirs, match="not published in an emergency"):
        builders.approve_afterwards(edition)


def test_an_edition_whose_text_was_removed_cannot_be_approved():
    article, _ = builders.health_article()
    edition = builders.publish_in_emergency(article)
    publishing.suppress(edition=edition, by=builders.administrator(), now=later(7), what="A name.", legal_basis="GDPR")
    with pytest.raises(approving.ApprovalRefused, match="removed"):
        builders.approve_afterwards(edition)


# ---- the record


def test_the_reason_is_part_of_what_the_record_proves():
    article, _ = builders.health_article()
    edition = builders.publish_in_emergency(article)
    builders.approve_afterwards(edition)
    assert list(articles.record.breaks()) == []
    edition.emergency_because = "Another reason."
    assert publishing.edition_digest(edition) != edition.digest


def test_editions_from_before_emergencies_keep_their_digest():
    _, _, edition = builders.published_article()
    assert publishing.edition_digest(edition) == edition.digest
    assert edition.emergency_because == ""


def test_alerts_are_made_anew_from_the_record():
    article, _ = builders.health_article()
    builders.publish_in_emergency(article)
    Article.objects.update(reader_alerts=[])
    impact.refresh_alerts(article)
    article.refresh_from_db()
    assert [a["kind"] for a in article.reader_alerts] == ["emergency"]
