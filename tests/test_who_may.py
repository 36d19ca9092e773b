"""Who may do what, and when: every role, every act, every state of an article, in one table. The acts refuse by themselves.

The states: a draft (D), live (L), withdrawn (W), and live since an emergency that nobody has approved yet, in which no
citation was ever judged (E). In D, L and W another reviewer has judged every citation. In L, W and E the draft was changed
since. Who changed it is the person in question where their name says that they wrote, else an editor; another doctor has
approved the text. A cell lists the states in which the person may. Everywhere else the act itself refuses, in a sentence,
and writes nothing.
"""

import contextlib
from types import SimpleNamespace

import pytest
from django.db import transaction

from articles import approving, check_requests, checks, publishing, snapshot, waiving
from articles.models import Approval, Article, Edition, Suppression, Text, Waiver
from references import reporting
from references.audit import verdicts, waiting
from references.independence import NotIndependent
from references.models import Appraisal, Notice, ProblemReport, Verdict
from references.models.waiting import Taking
from references.notices import lift_notice, record_notice
from references.permits import NotPermitted
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db

STATES = {"draft": "D", "live": "L", "withdrawn": "W", "emergency": "E"}
REFUSED = (
    NotPermitted,
    NotIndependent,
    publishing.PublishRefused,
    approving.ApprovalRefused,
    waiving.WaiverRefused,
    verdicts.NothingToUndo,
)
NOW = later(30)

# account: no group. writer: a reviewer who worked on the draft together with an editor. alone: a publisher who alone worked
# on it. root: a superuser who alone worked on it, and has credentials. doctor: a reviewer with credentials. expert: invited.
TABLE = """
                       account  editor  reviewer  writer  publisher  alone  root  doctor  expert
judge                  -        -       DLWE      DLW     -          -      DLW   DLWE    DLWE
undo                   -        -       DLWE      DLW     -          -      DLW   DLWE    -
appraise               -        -       DLWE      DLWE    -          -      DLWE  DLWE    DLWE
waive                  -        -       DLWE      -       -          -      -     DLWE    -
take                   -        -       DLWE      DLW     -          -      DLW   DLWE    -
assign                 -        -       DLWE      DLWE    -          -      DLWE  DLWE    -
answer-report          -        -       LWE       LWE     -          -      LWE   LWE     -
record-notice          -        DLWE    DLWE      DLWE    -          DLWE   DLWE  DLWE    -
lift-notice            -        DLWE    -         DLWE    -          DLWE   DLWE  -       -
approve-medical        -        -       -         -       -          -      -     DLWE    -
approve-legal          -        -       DLWE      -       DLWE       -      -     DLWE    -
approve-editorial      -        -       DLWE      -       DLWE       -      -     DLWE    -
publish-checked        -        -       -         -       DLW        -      -     -       -
publish-not-checked    -        -       -         -       D          -      -     -       -
publish-in-emergency   -        -       -         -       E          DLWE   DLWE  -       -
approve-afterwards     -        -       E         E       E          -      -     E       -
withdraw               -        -       -         -       LE         LE     LE    -       -
suppress               -        -       -         -       -          -      LWE   -       -
"""
_HEAD, *_ROWS = (line.split() for line in TABLE.strip().splitlines())
WHO = _HEAD
MAY = {(act, who): set(cell) for act, *cells in _ROWS for who, cell in zip(WHO, cells, strict=True)}
WROTE = {"writer", "alone", "root"}


def person_in_question(who):
    match who:
        case "account":
            return builders.person()
        case "root":
            return builders.doctor("Reviewer", is_superuser=True)
        case "doctor":
            return builders.doctor("Reviewer")
        case "expert":
            return None
    groups = {"writer": ["Reviewer", "Editor"], "alone": ["Publisher", "Editor"]}
    return builders.person(*groups.get(who, [who.capitalize()]))


def world_of(state, who):
    """An article in this state, and the person in question."""
    person = person_in_question(who)
    author = person if who in WROTE else builders.editor()
    article, citation = builders.cited_article(by=author, is_health=True)
    world = SimpleNamespace(person=person, article=article, citation=citation, edition=None, invitation=None)
    doctor, publisher = builders.doctor(), builders.publisher()
    work = [author, *([builders.editor()] if who == "writer" else [])]
    edit(article, work, now=later(1))
    if state != "emergency":
        builders.judge(citation, now=later(2))
    builders.approve(article, by=doctor, now=later(4))
    if state != "draft":
        publish = builders.publish_in_emergency if state == "emergency" else builders.publish
        world.edition = publish(article, by=publisher, now=later(5))
        article.refresh_from_db()
        edit(article, work, now=later(6))
        builders.approve(article, by=doctor, now=later(7))
    if state == "withdrawn":
        publishing.withdraw(article=article, by=publisher, now=later(8), because="Under review.")
    if who == "expert":
        world.invitation = builders.invitation(citation.claim)
    world.article.refresh_from_db()
    world.citation.refresh_from_db()
    return world


def edit(article, people, *, now):
    for person in people:
        text = Text.objects.get(parent=article).text
        builders.rewrite(article, f"{text}<p>More at {now:%M}.</p>", by=person, now=now)


# ---- the acts, each as far as it depends on who asks


def by(world):
    return {"invitation": world.invitation} if world.invitation else {"by": world.person}


def judge(world):
    said = {"seen_digest": world.citation.digest, "outcome": "supported"}
    return verdicts.give_verdict(citation=world.citation, now=NOW, **by(world), **said)


def undo(world):
    with contextlib.suppress(*REFUSED), transaction.atomic():
        judge(world)
    return verdicts.undo_verdict(citation=world.citation, by=world.person, now=NOW)


def appraise(world):
    return builders.appraise(claim=world.citation.claim, direction="for", level="low", now=NOW, **by(world))


def waive(world):
    Article.objects.filter(pk=world.article.pk).update(before_you_take_it="")
    article = Article.objects.get(pk=world.article.pk)
    content = snapshot.freeze(article).content
    found = checks.run(content, check_requests.for_next(content, last=publishing.last_edition(article), now=NOW))
    [finding] = [f for f in found if f.code == "no-caution"]
    said = {"code": finding.code, "about": finding.about, "because": "We say it in the text."}
    return waiving.waive(article=article, by=world.person, now=NOW, **said)


def take(world):
    waiting.take(kind="citation", item=world.citation.pk, by=world.person, now=NOW)
    return True


def assign(world):
    to = builders.reviewer()
    waiting.assign(kind="citation", item=world.citation.pk, to=to, by=world.person, now=NOW)
    return True


def answer_report(world):
    if world.edition is None:
        return None
    report = builders.reported(world.citation.claim)
    said = {"outcome": "corrected", "answer": "It was 3.", "is_public": True}
    return reporting.decide(report=report, by=world.person, now=NOW, **said)


def record(world):
    if world.person is None:
        return None  # the watch has no account either, and may
    return record_notice(source=world.citation.source, kind="correction", by=world.person, now=NOW)


def lift(world):
    if world.person is None:
        return None
    notice = record_notice(source=world.citation.source, kind="correction", by=builders.editor(), now=NOW)
    lift_notice(notice, by=world.person, now=NOW, because="It concerns another paper.")
    return True


def approve(role):
    def act(world):
        digest = snapshot.approved_digest(snapshot.freeze(world.article).content)
        said = {"interests": "None", "checklist": builders.CHECKLIST, "seen_digest": digest}
        return approving.approve(article=world.article, role=role, by=world.person, now=NOW, **said)

    return act


def approve_afterwards(world):
    if world.edition is None:
        return None
    digest = approving.digest_of_edition(world.edition)
    said = {"interests": "None", "checklist": builders.CHECKLIST, "seen_digest": digest}
    return approving.approve_afterwards(edition=world.edition, by=world.person, now=NOW, **said)


def publish(assurance):
    def act(world):
        return publishing.publish(article=world.article, by=world.person, now=NOW, assurance=assurance, **seen(world))

    return act


def publish_in_emergency(world):
    because = "People may be harmed."
    return publishing.publish_in_emergency(
        article=world.article, by=world.person, now=NOW, because=because, **seen(world)
    )


def seen(world):
    token = publishing.preview_token(snapshot.freeze(world.article), publishing.last_edition(world.article))
    return {"token": token, "note": "More."}


def withdraw(world):
    return publishing.withdraw(article=world.article, by=world.person, now=NOW, because="Wrong.")


def suppress(world):
    if world.edition is None:
        return None
    return publishing.suppress(edition=world.edition, by=world.person, now=NOW, what="A name.", legal_basis="GDPR")


ACTS = {
    "judge": judge,
    "undo": undo,
    "appraise": appraise,
    "waive": waive,
    "take": take,
    "assign": assign,
    "answer-report": answer_report,
    "record-notice": record,
    "lift-notice": lift,
    "approve-medical": approve("medical"),
    "approve-legal": approve("legal"),
    "approve-editorial": approve("editorial"),
    "publish-checked": publish("checked"),
    "publish-not-checked": publish("not-yet-checked"),
    "publish-in-emergency": publish_in_emergency,
    "approve-afterwards": approve_afterwards,
    "withdraw": withdraw,
    "suppress": suppress,
}


def test_every_act_stands_in_the_table():
    assert {act for act, _ in MAY} == set(ACTS)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", WHO)
def test_each_act_is_for_those_in_the_table(who, state):
    world = world_of(state, who)
    wrong = []
    for name, act in ACTS.items():
        said = done(act, world)
        may = STATES[state] in MAY[name, who]
        if may != (said is True):
            wrong.append(f"{who} {'may' if may else 'may not'} {name} in {state}: {said}")
    assert wrong == []


def done(act, world):
    """True if the act was done, else why not. Whatever it did is taken back."""
    point = transaction.savepoint()
    try:
        return True if act(world) else "there is nothing to do it to"
    except REFUSED as refused:
        assert str(refused).endswith(".")
        return str(refused)
    finally:
        transaction.savepoint_rollback(point)
        world.article.refresh_from_db()
        world.citation.refresh_from_db()


RECORD = (Appraisal, Approval, Edition, Notice, ProblemReport, Suppression, Taking, Verdict, Waiver)


@pytest.mark.parametrize("state", STATES)
def test_what_is_refused_leaves_no_trace(state):
    world = world_of(state, "account")
    before = {model: list(model.objects.order_by("pk").values()) for model in RECORD}
    for name in set(ACTS) - {"undo", "waive", "answer-report", "lift-notice"}:  # these begin with somebody else's act
        with contextlib.suppress(*REFUSED):
            assert not ACTS[name](world), name
    assert {model: list(model.objects.order_by("pk").values()) for model in RECORD} == before
