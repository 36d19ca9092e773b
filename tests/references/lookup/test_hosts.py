"""The pace at which a host is asked. The clock is ours: nothing waits."""

import threading

import pytest

from references.lookup.hosts import LONGEST_REST, Limit, Resting, Turns, limit_of

TWICE = Limit(per_second=2, at_once=1)


class Clock:
    def __init__(self):
        self.now, self.paused = 100.0, []

    def __call__(self):
        return self.now

    def pause(self, seconds):
        self.paused.append(seconds)
        self.now += seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def turns(clock):
    return Turns(clock=clock, pause=clock.pause)


def ask(turns, host="a.example", limit=TWICE, within=20, patience=5):
    with turns.turn(host, limit, within=within, patience=patience):
        pass


def test_a_host_is_not_asked_more_often_than_it_allows(turns, clock):
    for _ in range(5):
        ask(turns)
    assert clock.now == 102
    ask(turns, "b.example")
    assert clock.now == 102


def test_a_turn_that_would_come_too_late_is_not_waited_for(turns, clock):
    ask(turns, limit=Limit(per_second=0.01, at_once=1))
    with pytest.raises(Resting) as raised:
        ask(turns, within=20)
    assert raised.value.rest == 100
    assert clock.paused == []


def test_a_host_that_asks_for_time_gets_it(turns, clock):
    assert turns.failed("a.example", back_off=1, retry_after=7) == 7
    with pytest.raises(Resting) as raised:
        ask(turns)
    assert raised.value.rest == 7
    clock.now += 7
    ask(turns)
    assert clock.paused == []


def test_a_short_rest_is_sat_out(turns, clock):
    turns.failed("a.example", back_off=1, retry_after=3)
    ask(turns)
    assert clock.paused == [3]


def test_a_host_that_fails_again_and_again_is_left_alone_for_longer_each_time(turns):
    rests = [turns.failed("a.example", back_off=1) for _ in range(12)]
    assert rests[:5] == [1, 2, 4, 8, 16]
    assert rests[-1] == LONGEST_REST
    turns.answered("a.example")
    assert turns.failed("a.example", back_off=1) == 1


def test_a_failure_does_not_shorten_a_rest_that_was_asked_for(turns):
    turns.failed("a.example", back_off=1, retry_after=60)
    turns.failed("a.example", back_off=1)
    with pytest.raises(Resting) as raised:
        ask(turns)
    assert raised.value.rest == 60


def test_no_more_ask_at_once_than_the_host_allows():
    turns = Turns()
    inside, entered = threading.Event(), threading.Event()

    def hold():
        with turns.turn("a.example", Limit(1000, 1), within=5, patience=5):
            entered.set()
            inside.wait(5)

    holder = threading.Thread(target=hold)
    holder.start()
    entered.wait(5)
    with pytest.raises(Resting):
        ask(turns, limit=Limit(1000, 1), within=0.01)
    inside.set()
    holder.join()
    ask(turns, limit=Limit(1000, 1), within=1)


def test_a_place_is_free_again_after_a_failure(turns):
    with pytest.raises(RuntimeError), turns.turn("a.example", TWICE, within=1, patience=1):
        raise RuntimeError
    ask(turns)


@pytest.mark.parametrize(
    ("host", "a_second"),
    [
        ("api.crossref.org", 5),
        ("doi.org", 5),
        ("eutils.ncbi.nlm.nih.gov", 3),
        ("api.datacite.org", 500 / 300),
        ("openlibrary.org", 1),
        ("anything.example", 1),
    ],
)
def test_we_stay_below_what_each_host_allows_without_a_contact_address(host, a_second):
    limit = limit_of(host, f"{host}:443")
    assert limit.per_second <= a_second
    assert limit.at_once == 1 or host == "anything.example"
