"""The checks over what readers see: each night, with the eyes of that day.

A rule that is new, a limit that was lowered, a study that came in: a published sentence may earn a finding that it did
not have when it was published. What is found is kept as `LiveFinding`, for the dashboard and the page of rules.
"""

import json
import logging
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import Error, transaction
from django.utils import timezone

from references import jobs
from references.canonical import plain
from references.models import Claim

from . import check_requests, checks, snapshot
from .checks import Severity
from .models import Article, Edition, LiveFinding

log = logging.getLogger(__name__)

AT_ONCE = 100
_WORDS = {Severity.BLOCK: "would block", Severity.WARN: "warn", Severity.INFORM: "inform"}


@dataclass
class Summary:
    """What a run came to. unreadable: {slug: what was wrong}."""

    articles: int = 0
    by_severity: Counter = field(default_factory=Counter)
    by_rule: Counter = field(default_factory=Counter)
    unreadable: dict = field(default_factory=dict)

    def add(self, findings):
        self.articles += 1
        self.by_severity.update(f.severity for f in findings)
        self.by_rule.update((f.severity, f.code) for f in findings)

    def __str__(self):
        found = ", ".join(f"{self.by_severity[s]:,} {word}" for s, word in _WORDS.items() if self.by_severity[s])
        told = f"{self.articles:,} article{'' if self.articles == 1 else 's'} checked: {found or 'no findings'}."
        if self.unreadable:
            told += f" {len(self.unreadable):,} could not be read: {', '.join(sorted(self.unreadable)[:5])}."
        return told


def check(article, *, now=None, weighed=None):
    """Find in the live edition of `article` what there is to find today, and write it down. Returns the findings.

    weighed: `check_requests.severities()`, if known already. None where the article is not live any more.
    """
    now = now or timezone.now()
    edition = Edition.objects.select_related("content").filter(live_article=article).first()
    if edition is None:
        return None
    # waivers given since it was published count: the wording is the same, or they would be about something else
    standing = plain(snapshot.standing_waivers(article, {"users": {}}))
    content = json.loads(edition.content.content) | {"waivers": standing}
    request = check_requests.for_live(edition, content, now=now, weighed=weighed)
    findings = [f for f in checks.run(content, request) if not f.waived]
    write(article=article, edition=edition, findings=findings, now=now)
    return findings


@transaction.atomic
def write(*, article, edition, findings, now):
    """Keep these findings as those of what readers see; one that was there before keeps the day it was found."""
    if article.lock().live_edition_id != edition.pk:
        return  # published anew or withdrawn meanwhile, and somebody else sees to it
    claims = {f.claim for f in findings if f.claim}
    known = {str(pk) for pk in Claim.objects.filter(pk__in=claims).values_list("pk", flat=True)} if claims else set()
    before = {(f.code, str(f.claim_id or ""), f.message): f for f in article.live_findings.all()}
    rows = [_row(article, f, f.claim if f.claim in known else "", before, now) for f in findings if not f.waived]
    wanted = [(r.code, str(r.claim_id or ""), r.message, r.weight) for r in rows]
    if sorted(wanted) == sorted((*key, f.weight) for key, f in before.items()):
        return
    article.live_findings.all().delete()
    LiveFinding.objects.bulk_create(rows, batch_size=500)


def _row(article, finding, claim, before, now):
    same = before.get((finding.code, claim, finding.message))
    return LiveFinding(
        article=article,
        claim_id=claim or None,
        code=finding.code,
        weight=check_requests.WEIGHTS[finding.severity],
        message=finding.message,
        found_at=same.found_at if same else now,
    )


def check_all(*, now, say=lambda text, **counts: None):
    """Check every live edition, one after another. One that cannot be read is named, and the others are checked.

    say(text, done=, total=) is told how far it is. Returns a Summary.
    """
    LiveFinding.objects.filter(article__live_edition=None).delete()
    summary, weighed = Summary(), check_requests.severities()
    total = Article.objects.live().count()
    for done, article in enumerate(_live_articles()):
        say(f"{done:,} of {total:,} articles", done=done, total=total)
        try:
            findings = check(article, now=now, weighed=weighed)
        except Error:
            raise  # the database, not this article
        except Exception as error:
            log.exception("The live edition of %s could not be checked.", article.slug)
            summary.unreadable[article.slug] = f"{type(error).__name__}: {error}"
        else:
            if findings is not None:
                summary.add(findings)
    say(str(summary), done=total, total=total)
    return summary


def _live_articles():
    """Every live article, a few at a time, whatever is published or withdrawn meanwhile."""
    articles = Article.objects.live().order_by("pk").only("pk", "slug")
    last = None
    while batch := list(articles.filter(pk__gt=last)[:AT_ONCE] if last else articles[:AT_ONCE]):
        yield from batch
        last = batch[-1].pk


@jobs.job(limit=timedelta(minutes=10), label="Check what readers see", long=True)
def check_live_editions(progress):
    """The checks over every live edition."""
    return str(check_all(now=progress.now, say=progress.say))


def ask(now):
    """The job of the night."""
    return check_live_editions.ask(title="Check what readers see", by=None, now=now, key="check-live-editions")
