"""Load the demonstration: who writes, judges and publishes, in the order and through the acts that people use."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import reversion
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction

from articles import claims, publishing, snapshot
from articles.models import (
    Article,
    ArticleAuthor,
    Callout,
    Conclusion,
    Contributor,
    KeyPoints,
    QuestionAnswer,
    Table,
    Text,
    Topic,
    Unknowns,
)
from references.audit.appraisals import appraise
from references.audit.verdicts import give_verdict
from references.citing import WantedCitation, WantedPassage
from references.judged import appraised_digest
from references.models import Citation, Claim, Source
from references.models.claim import Voice
from references.models.passage import Basis

from . import article as words
from . import prose, reports
from .evidence import CLAIMS
from .sources import SOURCES

ARTICLE = prose.claim_id("the article itself")
WRITTEN = datetime(2026, 2, 23, 10, tzinfo=UTC)
JUDGED = datetime(2026, 3, 2, 9, tzinfo=UTC)
PUBLISHED = datetime(2026, 3, 4, 14, tzinfo=UTC)
CHANGED = datetime(2026, 3, 16, 10, tzinfo=UTC)
JUDGED_AGAIN = datetime(2026, 3, 17, 9, tzinfo=UTC)
PUBLISHED_AGAIN = datetime(2026, 3, 18, 14, tzinfo=UTC)
UNFINISHED = datetime(2026, 4, 9, 10, tzinfo=UTC)
A_MOMENT = timedelta(minutes=2)
REVIEW_DUE = datetime(2027, 3, 1, tzinfo=UTC).date()

ACCOUNTS = {"editor": "Editor", "reviewer": "Reviewer", "publisher": "Publisher"}
BLOCKS = {
    "text": Text,
    "key points": KeyPoints,
    "question": QuestionAnswer,
    "callout": Callout,
    "table": Table,
    "unknowns": Unknowns,
    "conclusion": Conclusion,
}
PROSE = {"text", "answer"}
ABOUT = {prose.claim_id(key): about for key, about in CLAIMS.items()}
CITED = {key: [c.citekey for c in about.cites] for key, about in CLAIMS.items()}


class DemoRefused(Exception):
    """Why the demonstration was not loaded, in a sentence. Nothing was written."""


def is_loaded():
    return Article.objects.filter(pk=ARTICLE).exists()


@transaction.atomic
def load(*, password):
    """Write, judge and publish the demonstration; returns whether there was anything to do.

    password: of the three accounts. All or nothing: a run that is stopped leaves no trace. What is there already is left
    as it is, so that nothing which people changed since is touched. Raises DemoRefused.
    """
    list(Group.objects.select_for_update())  # two loads at once: the second waits, and finds it done
    if is_loaded():
        return False
    editor, reviewer, publisher = _accounts(password)
    _sources(editor)
    article = _draft(editor)
    _judge(article, reviewer, JUDGED)
    _publish(article, publisher, PUBLISHED)
    reports.load(reports.ON_THE_FIRST_EDITION, by=reviewer)
    _rewrite(article, words.SECOND_EDITION, editor, CHANGED)
    _judge(article, reviewer, JUDGED_AGAIN)
    _publish(article, publisher, PUBLISHED_AGAIN, note=words.SECOND_EDITION_NOTE)
    reports.load(reports.ON_THE_SECOND_EDITION, by=reviewer)
    _rewrite(article, words.UNFINISHED, editor, UNFINISHED)
    return True


def _accounts(password):
    people = get_user_model().objects
    if taken := list(people.filter(username__in=ACCOUNTS).values_list("username", flat=True)):
        raise DemoRefused(
            f"There is an account “{taken[0]}” already. Load the demonstration into a database of its own."
        )
    made = []
    for username, group in ACCOUNTS.items():
        person = people.create_user(username, password=password, first_name=f"Demo {username}", is_staff=True)
        person.groups.add(Group.objects.get(name=group))
        made.append(person)
    return made


def _sources(by):
    for citekey, about in SOURCES.items():
        source = Source(
            citekey=citekey, created_by=by, **{name: value for name, value in about.items() if name != "passages"}
        )
        try:
            source.full_clean()
        except ValidationError as error:
            raise DemoRefused(f"The source “{citekey}” was refused: {'; '.join(error.messages)}") from error
        source.save()


def _draft(by):
    with _revision(by, WRITTEN):
        article = Article(
            pk=ARTICLE,
            title=words.TITLE,
            slug=words.SLUG,
            answer=_html(words.ANSWER),
            before_you_take_it=_html(words.BEFORE_YOU_TAKE_IT),
            summary=_html(words.SUMMARY),
            review_due=REVIEW_DUE,
            is_demonstration=True,
            funding="None.",
            disclosures="This is a demonstration. It has had no medical review. "
            "The names over it and behind its checks stand for no real person.",
        )
        try:
            article.full_clean()
        except ValidationError as error:
            raise DemoRefused(f"The article was refused: {'; '.join(error.messages)}") from error
        article.save()
        for slug, name in words.TOPICS.items():
            article.topics.add(Topic.objects.get_or_create(slug=slug, defaults={"name": name})[0])
        ArticleAuthor.objects.create(article=article, contributor=_author())
        for number, fields in enumerate(words.BLOCKS, 1):
            BLOCKS[fields["block"]].objects.create(
                parent=article,
                region="main",
                ordering=number * 10,
                **{k: _html(v) if k in PROSE else v for k, v in fields.items() if k != "block"},
            )
        claims.sync(article, by=by, now=WRITTEN, said=_said())
    return article


def _author():
    return Contributor.objects.get_or_create(
        slug="demo-author",
        defaults={
            "name": "Demo author",
            "credentials": "No medical training claimed",
            "interests": "None",
        },
    )[0]


def _html(text):
    return prose.html(text, CITED)


def _said():
    """What the claim dialog would have collected about each claim."""
    return {
        prose.claim_id(key): claims.Said(
            voice=Voice.REPORTED if about.reported_by else Voice.OWN,
            reported_by=about.reported_by,
            kind=about.kind,
            no_evidence_because=about.no_evidence_because,
            citations={c.citekey: WantedCitation(c.citekey, c.stance, tuple(_passages(c))) for c in about.cites},
        )
        for key, about in CLAIMS.items()
    }


def _passages(cites):
    return [WantedPassage(**SOURCES[cites.citekey]["passages"][name]) for name in cites.passages]


def _rewrite(article, changes, by, now):
    """The editor puts new words in the place of old ones and saves."""
    with _revision(by, now):
        for old, new in changes:
            before, after = prose.inline(old, CITED), prose.inline(new, CITED)
            (found,) = [p for p in claims.prose_of(article) if before in p.html]
            setattr(found.owner, found.attribute, found.html.replace(before, after))
            found.owner.save(update_fields=[found.attribute])
        claims.sync(article, by=by, now=now, said=_said())


def _judge(article, by, since):
    """The reviewer judges every citation that waits for it, then appraises anew what needs it."""
    now = since
    waiting = Citation.objects.awaiting_verdict().filter(claim__in=Claim.objects.of(article))
    for citation in waiting.select_related("claim", "source").order_by("claim__position", "source__citekey"):
        now += A_MOMENT
        cites = next(c for c in ABOUT[citation.claim_id].cites if c.citekey == citation.source.citekey)
        give_verdict(
            citation=citation,
            outcome=cites.outcome,
            by=by,
            now=now,
            read=_read(cites),
            mismatches=cites.mismatches,
            note=cites.note,
        )
    for claim in Claim.objects.of(article).present().prefetch_related("citations", "appraisals").order_by("position"):
        if (sure := ABOUT[claim.pk].sure) and not _is_appraised(claim):
            now += A_MOMENT
            appraise(
                claim=claim,
                direction=sure.direction,
                level=sure.level or "",
                reasons=sure.reasons,
                note=sure.note,
                receipts=sure.receipts,
                by=by,
                now=now,
            )


def _is_appraised(claim):
    last = list(claim.appraisals.all())[-1:]
    return bool(last) and last[0].judged_digest == appraised_digest(claim)


def _read(cites):
    """What the reviewer says was read: abstract or table. Sections of a longer document are not its full text."""
    basis = {SOURCES[cites.citekey]["passages"][name]["basis"] for name in cites.passages}
    return basis.pop() if basis in ({Basis.ABSTRACT}, {Basis.TABLE}) else ""


def _publish(article, by, now, note=""):
    """The publisher looks at the draft and publishes what they saw."""
    seen = publishing.preview_token(snapshot.freeze(article), publishing.last_edition(article))
    publishing.publish(article=article, by=by, now=now, token=seen, note=note)


@contextmanager
def _revision(by, now):
    """Like a save in the admin: the History of the article begins here."""
    with reversion.create_revision():
        reversion.set_user(by)
        reversion.set_date_created(now)
        reversion.set_comment("Demonstration")
        yield
        reversion.add_to_revision(Article.objects.get(pk=ARTICLE))  # its blocks come along
