"""Two people who take the same item at the same moment, over two connections."""

from threading import Barrier

import pytest

from references.audit import waiting
from references.models import Citation, Taking
from tests import builders
from tests.builders import later
from tests.references.test_audit_concurrency import at_once, browser_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def together(monkeypatch):
    """Everybody has seen that the item is free before anybody writes; where the database lets only one so far, it goes on."""
    barrier, write = Barrier(2, timeout=1), waiting._write

    def meet(*args, **kwargs):
        try:
            barrier.wait()
        except Exception:
            barrier.reset()
        write(*args, **kwargs)

    monkeypatch.setattr(waiting, "_write", meet)


@pytest.mark.parametrize("before", ["free", "fell back"])
def test_of_two_who_take_at_once_one_gets_it_and_the_other_is_told(together, before):
    _, citation = builders.cited_article()
    people = [builders.reviewer(first_name=name) for name in ("Ada", "Jo")]
    if before == "fell back":
        Taking.objects.create(kind="citation", item=citation.pk, person=builders.reviewer(), at=later(), until=later(2))

    def take(person):
        waiting.take(kind="citation", item=citation.pk, by=person, now=later(5))
        return "got it"

    answers = at_once(*[lambda person=person: take(person) for person in people])
    winner = answers.index("got it")
    other = answers[1 - winner]
    assert isinstance(other, waiting.TakenByAnother), other
    assert str(other).startswith(f"{people[winner].first_name} took this just now")
    assert Taking.objects.get().person == people[winner]


def test_two_who_take_a_group_at_once_do_not_wait_for_each_other(together):
    source, by = builders.source(), builders.editor()
    for _ in range(3):
        builders.article(f"<p>{builders.mark('Pain fell.', source.citekey)}</p>", by=by)
    citations = list(Citation.objects.all())
    people = [builders.reviewer(), builders.reviewer()]
    acts = [
        lambda c=c, p=p: waiting.take(kind="citation", item=c.pk, by=p, now=later())
        for c, p in zip((citations[0], citations[2]), people, strict=True)
    ]
    answers = at_once(*acts)
    assert sorted(isinstance(answer, waiting.TakenByAnother) for answer in answers) == [False, True], answers
    assert set(Taking.objects.values_list("person", flat=True)) == {people[answers.index(None)].pk}
    assert Taking.objects.count() == 3


def test_two_who_start_at_once_get_different_items(monkeypatch, together):
    for text in ("First.", "Second."):
        builders.cited_article(text)
    browsers = [browser_of(builders.reviewer()) for _ in range(2)]
    answers = at_once(*[lambda b=b: b.post("/audit/start/").url for b in browsers])
    assert len(set(answers)) == 2, answers
    assert Taking.objects.count() == 2
