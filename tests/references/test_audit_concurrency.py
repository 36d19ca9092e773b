"""Two people at the same citation at the same moment, over two connections."""

import json
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.test import Client
from django.urls import reverse

from references.audit import desk_views, verdicts
from references.outcomes import Outcome
from references.record import breaks
from tests import builders
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def browser_of(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def meet(monkeypatch):
    """meet(n): requests wait until n of them, or of other acts that call the barrier, stand before the verdict."""

    def meet(parties):
        barrier, give = Barrier(parties, timeout=30), desk_views.give_verdicts

        def together(**said):
            barrier.wait()
            return give(**said)

        monkeypatch.setattr(desk_views, "give_verdicts", together)
        return barrier

    return meet


@pytest.fixture
def linger(monkeypatch):
    """Each verdict waits a moment, with its lock held, for the other to come as far. Without the lock both would."""
    barrier, require = Barrier(2, timeout=0.5), verdicts.require_independence

    def together(*args):
        with suppress(BrokenBarrierError):
            barrier.wait()
        require(*args)

    monkeypatch.setattr(verdicts, "require_independence", together)


def post(client, citation, outcome):
    address = reverse("audit:citation", args=[citation.pk])
    said = {"outcome": outcome, "read": "abstract", "note": f"I say {outcome}."}
    return client.post(address, {"seen_digest": citation.digest, **said})


def test_two_verdicts_at_the_same_moment_are_both_kept_in_a_chain(meet, linger):
    _, citation = builders.cited_article()
    one, other = browser_of(builders.reviewer()), browser_of(builders.reviewer())
    meet(2)
    answers = at_once(
        lambda: post(one, citation, Outcome.SUPPORTED),
        lambda: post(other, citation, Outcome.PARTLY),
    )
    assert [answer.status_code for answer in answers] == [302, 302]
    given = citation.verdicts.order_by("number")
    assert [v.number for v in given] == [1, 2]
    assert {v.note for v in given} == {"I say supported.", "I say partly."}
    citation.refresh_from_db()
    assert citation.outcome == given[1].outcome
    assert list(breaks()) == []


def test_a_verdict_never_counts_for_a_wording_that_came_at_the_same_moment(meet):
    editor = builders.editor()
    article, citation = builders.cited_article("Pain fell by 2 points.", by=editor)
    reviewer = browser_of(builders.reviewer())
    changed = f"<p>{builders.mark('Pain fell by 3 points.', citation.source.citekey, id=citation.claim_id)}</p>"
    barrier = meet(2)

    def rewrite():
        barrier.wait()
        builders.rewrite(article, changed, by=editor)

    answer, failure = at_once(lambda: post(reviewer, citation, Outcome.SUPPORTED), rewrite)
    assert failure is None
    assert answer.status_code in {302, 409}
    if answer.status_code == 409:
        assert "Pain fell by 3 points." in answer.content.decode()
        assert "I say supported." in answer.content.decode()
    citation.refresh_from_db()
    assert not citation.is_fresh
    assert all(json.loads(v.judged)["claim"] == "Pain fell by 2 points." for v in citation.verdicts.all())
