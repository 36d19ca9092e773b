"""What happens on the way to a catalogue and back."""

import gzip
from datetime import timedelta

import pytest

from references.lookup import NotFound, Refused, Unavailable, client, hosts
from references.models import StoredAnswer
from tests.builders import NOW

pytestmark = pytest.mark.django_db


def ask(catalogues, doi="10.1000/x", now=NOW, **how):
    return client.get(f"{catalogues.base['crossref']}/works/{doi}", now=now, name="Crossref", **how)


@pytest.fixture
def known(catalogues):
    catalogues.crossref["10.1000/x"] = {}
    return catalogues


def test_it_says_who_asks(known, settings):
    settings.SITE_ADDRESS = "https://spinehealth.example/"
    ask(known)
    [asked] = known.asked("crossref")
    assert asked.headers["User-Agent"] == (
        "SpineHealth/1.0 (https://spinehealth.example/; mailto:library@spinehealth.example)"
    )


def test_a_fresh_answer_is_not_asked_for_again(known):
    first = ask(known)
    again = ask(known, now=NOW + timedelta(minutes=59))
    assert again.body == first.body
    assert again.fetched_at == NOW
    assert len(known.asked("crossref")) == 1


def test_an_unchanged_answer_is_not_sent_again(known):
    first = ask(known)
    later = ask(known, now=NOW + timedelta(hours=2))
    assert later.body == first.body
    assert later.fetched_at == NOW + timedelta(hours=2)
    assert [bool(asked.headers.get("If-None-Match")) for asked in known.asked("crossref")] == [False, True]
    assert StoredAnswer.objects.get().fetched_at == NOW + timedelta(hours=2)


def test_a_changed_answer_takes_the_place_of_the_old_one(known):
    ask(known)
    known.crossref["10.1000/x"] = {"title": ["Another title"]}
    assert b"Another title" in ask(known, now=NOW + timedelta(hours=2)).body
    assert StoredAnswer.objects.count() == 1


def test_who_asks_is_no_part_of_what_is_kept(known):
    ask(known, who={"mailto": "a@b.example", "api_key": "secret"})
    assert "secret" in known.asked("crossref")[0].query
    assert "secret" not in StoredAnswer.objects.get().url


def test_what_is_not_there_is_a_reply_and_is_not_kept(catalogues):
    assert ask(catalogues).status == 404
    assert not StoredAnswer.objects.exists()


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("broken", "Crossref has a fault of its own (error 500)."),
        ("busy", "Crossref is too busy right now."),
        ("limited", "Crossref is asked too often right now."),
        ("drip", "Crossref did not answer in time."),
        ("drip-head", "Crossref did not answer in time."),
        ("silent", "Crossref did not answer in time."),
        ("cut", "Crossref broke off in the middle of its answer."),
        ("hang-up", "Crossref broke off in the middle of its answer."),
        ("huge", "Crossref sent far more than a record can be."),
        ("bomb", "Crossref sent far more than a record can be."),
        ("loop", "Crossref leads round in circles."),
    ],
)
def test_what_goes_wrong_is_said_in_a_sentence(known, how, sentence):
    known.misbehave("crossref", how)
    with pytest.raises(Unavailable) as raised:
        ask(known, deadline=0.4)
    assert str(raised.value) == sentence
    assert not StoredAnswer.objects.exists()


def test_nothing_outlives_its_deadline(known):
    known.misbehave("crossref", "drip")
    clock = hosts.turns.clock
    begun = clock()
    with pytest.raises(Unavailable):
        ask(known, deadline=0.3)
    assert clock() - begun < 1


def test_a_host_that_nobody_listens_at_is_said_to_be_out_of_reach(catalogues, settings):
    settings.FETCH_ALLOWS = {"127.0.0.1:9"}
    with pytest.raises(Unavailable, match=r"^127\.0\.0\.1 could not be reached\.$"):
        client.get("http://127.0.0.1:9/", now=NOW)


def test_a_hiccup_is_tried_again(known):
    known.misbehave("crossref", "broken", times=2)
    assert ask(known).status == 200
    assert len(known.asked("crossref")) == 3


def test_a_host_that_fails_three_times_is_given_up(known):
    known.misbehave("crossref", "busy")
    with pytest.raises(Unavailable):
        ask(known)
    assert len(known.asked("crossref")) == 3


@pytest.mark.parametrize("header", [120, "Wed, 04 Mar 2026 09:02:00 GMT"])
def test_a_host_that_asks_for_time_gets_it(known, header):
    known.misbehave("crossref", "limited", retry_after=header, times=1)
    with pytest.raises(Unavailable) as raised:
        ask(known)
    assert raised.value.retry_after == 120
    with pytest.raises(Unavailable, match=r"^Crossref is not asked right now\.$") as raised:
        ask(known)
    assert 115 < raised.value.retry_after <= 120
    assert len(known.asked("crossref")) == 1


def test_whoever_wants_to_know_the_status_is_told_any(known):
    known.misbehave("crossref", "busy")
    assert ask(known, any_status=True).status == 503
    assert len(known.asked("crossref")) == 1


def test_an_answer_that_cannot_be_read_is_not_kept(known):
    def read(reply):
        raise ValueError("no JSON")

    with pytest.raises(Unavailable, match=r"^Crossref sent something that cannot be read\.$"):
        ask(known, read=read)
    assert not StoredAnswer.objects.exists()


def test_a_packed_answer_is_unpacked(catalogues):
    address = catalogues.page("/packed", gzip.compress(b"magnesium"), headers={"Content-Encoding": "gzip"})
    assert client.get(address, now=NOW, guarded=True).body == b"magnesium"
    assert catalogues.asked("pages")[0].headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize(("encoding", "body"), [("br", b"x"), ("gzip", b"not gzip")])
def test_an_answer_packed_in_an_unknown_way_is_unreadable(catalogues, encoding, body):
    address = catalogues.page("/packed", body, headers={"Content-Encoding": encoding})
    with pytest.raises(Unavailable, match="cannot be read"):
        client.get(address, now=NOW, guarded=True)


def test_redirects_are_followed_to_where_they_lead(catalogues):
    there = catalogues.page("/there", "<p>Here.</p>")
    reply = client.get(catalogues.redirect("/short", there), now=NOW, guarded=True)
    assert (reply.url, reply.body) == (there, b"<p>Here.</p>")


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "javascript:alert(1)", "http://user:word@example.org/", "http:///x"]
)
def test_a_redirect_to_no_page_is_not_followed(catalogues, to):
    with pytest.raises((Refused, Unavailable)):
        client.get(catalogues.redirect("/away", to), now=NOW, guarded=True)


def test_a_redirect_into_the_private_network_is_refused_before_a_connection(known):
    known.misbehave("crossref", "inward")
    before = known.neighbour.requests
    with pytest.raises(NotFound, match="private network"):
        ask(known)
    assert known.neighbour.requests == before


@pytest.mark.parametrize("guarded", [True, False])
def test_where_a_catalogue_of_this_site_is_private_it_is_asked_and_pasted_addresses_are_not(known, settings, guarded):
    settings.FETCH_ALLOWS = set()
    if guarded:
        with pytest.raises(Refused):
            ask(known, guarded=True)
    else:
        assert ask(known).status == 200
