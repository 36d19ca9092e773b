"""Load the demonstration: who writes, judges and publishes, in the order and through the acts that people use."""

from datetime import UTC, datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from articles import publishing, snapshot
from articles.models import Article
from supplements.models import Comparison

from . import article as words
from . import choosing, filling, library, prose, reports, taking
from .choosing_evidence import CHOOSING
from .evidence import CLAIMS
from .judging import judge
from .library import DemoRefused
from .taking_evidence import TAKING
from .writing import draft, rewrite

__all__ = ["ACCOUNTS", "ARTICLE", "ON_FORMS", "ON_TAKING", "DemoRefused", "is_loaded", "load"]

ARTICLE = prose.claim_id("the article itself")
ON_FORMS = prose.claim_id("the article on forms")
ON_TAKING = prose.claim_id("the article on taking it")

WRITTEN = datetime(2026, 2, 23, 10, tzinfo=UTC)
JUDGED = datetime(2026, 3, 2, 9, tzinfo=UTC)
PUBLISHED = datetime(2026, 3, 4, 14, tzinfo=UTC)
CATALOGUE_FILLED = datetime(2026, 3, 5, 10, tzinfo=UTC)
MORE_WRITTEN = datetime(2026, 3, 6, 10, tzinfo=UTC)
CATALOGUE_JUDGED = datetime(2026, 3, 10, 9, tzinfo=UTC)
MORE_JUDGED = datetime(2026, 3, 11, 9, tzinfo=UTC)
TAKING_PUBLISHED = datetime(2026, 3, 12, 14, tzinfo=UTC)
FORMS_PUBLISHED = datetime(2026, 3, 13, 14, tzinfo=UTC)
CHANGED = datetime(2026, 3, 16, 10, tzinfo=UTC)
JUDGED_AGAIN = datetime(2026, 3, 17, 9, tzinfo=UTC)
PUBLISHED_AGAIN = datetime(2026, 3, 18, 14, tzinfo=UTC)
UNFINISHED = datetime(2026, 4, 9, 10, tzinfo=UTC)

ACCOUNTS = {"editor": "Editor", "reviewer": "Reviewer", "publisher": "Publisher"}
ABOUT = {prose.claim_id(key): about for key, about in (CLAIMS | CHOOSING | TAKING).items()} | filling.ABOUT


def is_loaded():
    return Article.objects.filter(pk=ARTICLE).exists()


@transaction.atomic
def load(*, password, only_first=False):
    """Write, judge and publish the demonstration; returns whether there was anything to do.

    password: of the three accounts. only_first: the first article alone, without the catalogue and the two articles that
    carry it. All or nothing: a run that is stopped leaves no trace. Where the first article is there already everything
    is left as it is, so that nothing which people changed since is touched; what comes with a newer release is then not
    loaded either. Raises DemoRefused.
    """
    list(Group.objects.select_for_update())  # two loads at once: the second waits, and finds it done
    if is_loaded():
        return False
    people = _accounts(password)
    article = _publish_the_first(*people, {cites.citekey for about in CLAIMS.values() for cites in about.cites})
    if not only_first:
        _publish_the_others(*people, article)
    _change_the_first(*people, article)
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


def _publish_the_first(editor, reviewer, publisher, citekeys):
    library.put_in(citekeys, by=editor)
    article = draft(words, ARTICLE, CLAIMS, by=editor, now=WRITTEN)
    judge(article, ABOUT, by=reviewer, since=JUDGED)
    _publish(article, publisher, PUBLISHED)
    reports.load(reports.ON_THE_FIRST_EDITION, by=reviewer)
    return article


def _publish_the_others(editor, reviewer, publisher, first):
    library.put_in(library.MORE_SOURCES, by=editor)
    substance = filling.fill(by=editor, now=CATALOGUE_FILLED)
    placed = {
        "comparison": {"comparison": Comparison.objects.get(substance=substance)},
        "facts": {"substance": substance},
    }
    written = {"by": editor, "now": MORE_WRITTEN, "placed": placed}
    on_taking = draft(taking, ON_TAKING, TAKING, **written, related=[first])
    on_forms = draft(choosing, ON_FORMS, CHOOSING, **written, related=[first, on_taking])
    on_taking.related.add(on_forms)
    first.related.set([on_forms, on_taking])
    judge(substance, ABOUT, by=reviewer, since=CATALOGUE_JUDGED)
    for article, published in ((on_taking, TAKING_PUBLISHED), (on_forms, FORMS_PUBLISHED)):
        judge(article, ABOUT, by=reviewer, since=MORE_JUDGED)
        _publish(article, publisher, published)


def _change_the_first(editor, reviewer, publisher, article):
    rewrite(article, words.SECOND_EDITION, CLAIMS, by=editor, now=CHANGED)
    judge(article, ABOUT, by=reviewer, since=JUDGED_AGAIN)
    _publish(article, publisher, PUBLISHED_AGAIN, note=words.SECOND_EDITION_NOTE)
    reports.load(reports.ON_THE_SECOND_EDITION, by=reviewer)
    rewrite(article, words.UNFINISHED, CLAIMS, by=editor, now=UNFINISHED)


def _publish(article, by, now, note=""):
    """The publisher looks at the draft and publishes what they saw."""
    seen = publishing.preview_token(snapshot.freeze(article), publishing.last_edition(article))
    publishing.publish(article=article, by=by, now=now, token=seen, note=note)
