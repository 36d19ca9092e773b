"""Who works on what: taking, giving back, handing over, and leaving for later with a reason."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from references.audit import waiting
from references.audit.opinions import ask
from references.audit.queue import Filters, Queue
from references.independence import NotIndependent
from references.models import Citation, Claim, ProblemReport, Skip, Taking
from references.permits import NotPermitted
from references.reporting import decide
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return builders.reviewer(first_name="Ada", last_name="Novak")


@pytest.fixture
def jo():
    return builders.reviewer(first_name="Jo", last_name="Brandt")


@pytest.fixture
def citation():
    return builders.cited_article()[1]


def take(citation, by, now=None):
    waiting.take(kind="citation", item=citation.pk, by=by, now=now or later())


def assign(citation, to, by, now=None):
    waiting.assign(kind="citation", item=citation.pk, to=to, by=by, now=now or later())


def release(citation, by, now=None):
    waiting.release(kind="citation", item=citation.pk, by=by, now=now or later())


def skip(citation, by, because="It is in German.", now=None):
    waiting.skip(kind="citation", item=citation.pk, by=by, now=now or later(), because=because)


def holder(citation, now=None):
    taking = waiting.standing([citation.pk], now or later()).get(citation.pk)
    return taking and taking.person


def test_what_one_person_has_taken_another_cannot_take_and_reads_who_and_since_when(citation, ada, jo):
    take(citation, ada)
    with pytest.raises(waiting.TakenByAnother, match=r"Ada Novak took this 4 minutes ago; it is free again at 09:31"):
        take(citation, jo, later(5))
    assert holder(citation) == ada


def test_what_was_taken_falls_back_after_half_an_hour(citation, ada, jo):
    take(citation, ada)
    assert holder(citation, later(30)) == ada
    assert holder(citation, later(31)) is None
    take(citation, jo, later(31))
    assert holder(citation, later(31)) == jo


def test_taking_again_holds_it_for_another_half_hour(citation, ada):
    take(citation, ada)
    take(citation, ada, later(20))
    assert holder(citation, later(45)) == ada
    assert Taking.objects.count() == 1


def test_only_who_took_it_gives_it_back(citation, ada, jo):
    take(citation, ada)
    with pytest.raises(waiting.NothingToRelease, match="Ada Novak took this just now"):
        release(citation, jo)
    release(citation, ada)
    assert holder(citation) is None
    with pytest.raises(waiting.NothingToRelease, match="nothing to give back"):
        release(citation, ada)


def test_what_is_handed_to_somebody_stays_theirs(citation, ada, jo):
    assign(citation, to=jo, by=ada)
    assert holder(citation, later(60 * 24 * 30)) == jo
    with pytest.raises(waiting.TakenByAnother, match="Jo Brandt was asked to judge this by Ada Novak"):
        take(citation, ada, later(100))
    take(citation, jo, later(100))
    assert holder(citation, later(60 * 24 * 30)) == jo


@pytest.mark.parametrize("who", ["jo", "ada"])
def test_both_who_handed_it_over_and_who_got_it_can_give_it_back(citation, ada, jo, who):
    assign(citation, to=jo, by=ada)
    release(citation, {"ada": ada, "jo": jo}[who])
    assert holder(citation) is None


def test_nobody_is_handed_what_a_third_person_works_on(citation, ada, jo):
    third = builders.reviewer()
    take(citation, third)
    with pytest.raises(waiting.TakenByAnother):
        assign(citation, to=jo, by=ada)
    assert holder(citation) == third
    assign(citation, to=jo, by=third)
    assert holder(citation) == jo
    assign(citation, to=ada, by=third)  # who was away: it goes to another
    assert holder(citation) == ada


def test_only_who_may_judge_it_can_take_it_or_be_handed_it(ada):
    author = builders.person("Editor", "Reviewer")
    _, citation = builders.cited_article(by=author)
    with pytest.raises(NotIndependent):
        take(citation, author)
    with pytest.raises(NotIndependent, match=r"may not judge this\. Choose somebody else"):
        assign(citation, to=author, by=ada)
    with pytest.raises(NotIndependent):
        assign(citation, to=builders.editor(), by=ada)
    assert not Taking.objects.exists()


def test_the_first_reviewer_does_not_take_a_second_opinion(citation, ada, jo):
    builders.judge(citation, by=ada)
    ask(citation=citation, by=ada, now=later(3))
    with pytest.raises(NotIndependent, match="waits for somebody else"):
        take(citation, ada, later(4))
    take(citation, jo, later(4))


@pytest.mark.parametrize("act", ["take", "release", "skip", "assign"])
def test_people_without_the_right_do_none_of_it(citation, ada, act):
    editor = builders.editor()
    more = {"skip": {"because": "No."}, "assign": {"to": ada}}.get(act, {})
    with pytest.raises(NotPermitted):
        getattr(waiting, act)(kind="citation", item=citation.pk, by=editor, now=later(), **more)
    assert not Taking.objects.exists()
    assert not Skip.objects.exists()


def test_a_verdict_ends_whatever_somebody_had(citation, ada, jo):
    assign(citation, to=jo, by=ada)
    builders.judge(citation, by=ada)
    assert not Taking.objects.exists()


def test_a_skip_needs_a_reason_that_can_be_read(citation, ada):
    for because in ("", "  \n ", "\x00"):
        with pytest.raises(waiting.ReasonMissing, match="Say why you skip it"):
            skip(citation, ada, because)
    with pytest.raises(waiting.ReasonMissing, match="At most 500 characters fit here; this has 501"):
        skip(citation, ada, "x" * 501)
    assert not Skip.objects.exists()


def test_who_skips_gives_it_back_and_who_takes_it_skips_it_no_longer(citation, ada):
    take(citation, ada)
    skip(citation, ada)
    assert holder(citation) is None
    skip(citation, ada, "Still German.")
    assert [s.because for s in Skip.objects.all()] == ["Still German."]
    take(citation, ada)
    assert not Skip.objects.exists()


def test_the_same_words_in_several_places_are_taken_and_skipped_together(ada, jo):
    source, by = builders.source(), builders.editor()
    for _ in range(2):
        builders.article(f"<p>{builders.mark('Pain fell.', source.citekey)}</p>", by=by)
    one, other = Citation.objects.all()
    take(one, ada)
    assert holder(other) == ada
    with pytest.raises(waiting.TakenByAnother):
        take(other, jo)
    skip(one, ada)
    assert Queue(ada, later()).first is None
    assert holder(other) is None


def test_claims_and_reports_are_taken_and_skipped_too(citation, ada):
    builders.article(f"<p>{builders.mark('Nobody said so.')}</p>")
    claim = Queue(ada, later()).items[-1]
    report = ProblemReport.objects.create(claim=citation.claim, wording="Pain.", kind="other", text="No.", at=later())
    for kind, key in (("claim", claim.key), ("report", report.pk)):
        waiting.take(kind=kind, item=key, by=ada, now=later())
        assert waiting.standing([key], later())[key].person == ada
        waiting.skip(kind=kind, item=key, by=ada, now=later(2), because="Later.")
    assert [item.kind for item in Queue(ada, later(3), Filters(who="skipped")).items] == ["report", "claim"]


def test_an_appraisal_and_the_outcome_of_a_report_end_whatever_somebody_had(ada):
    builders.article(f"<p>{builders.mark('Nobody said so.')}</p>")
    claim = Claim.objects.get()
    report = ProblemReport.objects.create(claim=claim, wording="Pain.", kind="other", text="No.", at=later())
    for kind, record in (("claim", claim), ("report", report)):
        waiting.take(kind=kind, item=record.pk, by=ada, now=later())
    builders.rate(claim)
    decide(report=report, outcome="stands", answer="It stands.", is_public=False, by=ada, now=later(4))
    assert not Taking.objects.exists()


# ---- the pages


@pytest.fixture
def reviewer(client, ada):
    client.force_login(ada)
    return ada


def post(client, act, citation, query="", **said):
    return client.post(reverse(f"audit:{act}", args=["citation", citation.pk]) + query, said, follow=True)


def told(response):
    """The sentences in the banners of a page."""
    return re.findall(r'role="status">.*?<b>(.*?)</b>', response.content.decode(), re.S)


def test_an_act_leads_back_to_the_row_under_the_same_filters(client, reviewer, citation):
    response = client.post(reverse("audit:take", args=["citation", citation.pk]) + "?state=never")
    assert response.url == f"/audit/?state=never#i-{citation.pk}"


def test_the_page_says_what_became_of_it(client, reviewer, jo, citation):
    assert told(post(client, "take", citation)) == [
        "You have taken it. It is yours for half an hour, or until you judge it."
    ]
    assert told(post(client, "release", citation)) == ["It is free again."]
    assign(citation, to=jo, by=jo)
    assert told(post(client, "take", citation)) == [
        "Jo Brandt was asked to judge this by Jo Brandt, and keeps it until it is judged."
    ]


def test_starting_takes_the_first_that_is_free_and_opens_it(client, reviewer, jo):
    for text in ("First.", "Second."):
        builders.cited_article(text)
    first, second = (item.key for item in Queue(reviewer, later()).items)
    waiting.assign(kind="citation", item=first, to=jo, by=jo, now=later())
    response = client.post(reverse("audit:start") + "?state=never")
    assert response.url == f"{reverse('audit:citation', args=[second])}?state=never"
    assert Taking.objects.get(item=second).person == reviewer


def test_starting_where_others_have_everything_says_so(client, reviewer, jo, citation):
    assign(citation, to=jo, by=jo)
    response = client.post(reverse("audit:start"), follow=True)
    assert told(response) == ["Nothing is free under these filters: others have taken what is left, or nothing waits."]


def test_a_skip_without_reason_keeps_the_page_and_says_why(client, reviewer, citation):
    response = post(client, "skip", citation, because="  ")
    assert response.status_code == 422
    assert "Say why you skip it, so that the others know." in response.content.decode()
    response = post(client, "skip", citation, because="x" * 600)
    assert response.status_code == 422
    assert "x" * 600 in response.content.decode()
    assert not Skip.objects.exists()


def test_only_people_who_may_judge_it_are_offered(client, reviewer, jo):
    author = builders.person("Editor", "Reviewer", first_name="Wrote", last_name="It")
    _, citation = builders.cited_article(by=author)
    page = client.get(reverse("audit:assign", args=["citation", citation.pk])).content.decode()
    assert "Jo Brandt</option>" in page
    assert "Wrote It" not in page
    assert post(client, "assign", citation, to=author.pk).status_code == 422
    assert post(client, "assign", citation, to="x").status_code == 422
    assert post(client, "assign", citation, to=jo.pk).status_code == 200
    assert holder(citation) == jo


@pytest.mark.parametrize("act", ["take", "release", "skip", "assign"])
@pytest.mark.parametrize("kind", ["citation", "claim", "report", "nonsense"])
def test_what_does_not_exist_is_not_found(client, reviewer, act, kind):
    assert client.post(reverse(f"audit:{act}", args=[kind, uuid4()])).status_code == 404


def test_what_waits_for_a_second_opinion_is_handed_to_nobody_who_gave_the_first():
    first, other = builders.reviewer(), builders.reviewer()
    _, citation = builders.cited_article()
    builders.judge(citation, by=first)
    ask(citation=citation, by=first, now=later(3))
    handed = {"kind": "citation", "item": citation.pk, "by": other, "now": later(4)}
    with pytest.raises(NotIndependent, match="waits for somebody else"):
        waiting.assign(to=first, **handed)
    waiting.assign(to=builders.reviewer(), **handed)
