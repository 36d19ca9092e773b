"""The jobs of the watch: look for notices, look whether addresses answer, see that copies of web pages are kept."""

import logging
from datetime import datetime, timedelta

from references import jobs
from references.lookup.errors import Unavailable
from references.models import Source
from references.models.watching import LinkState

from . import archive, checking, link_checks

log = logging.getLogger(__name__)

PAGES_AT_ONCE = 50


def ask_for_all(*, by, now):
    """The job that looks for notices about every source."""
    return check_sources.ask(
        title="Check all sources", by=by, now=now, key="check-sources", since=now.isoformat(timespec="seconds")
    )


def ask_for(source, *, by, now):
    """The job that looks for notices about one source, and whether its address answers."""
    return check_one.ask(title=f"Check {source.citekey}", by=by, now=now, key=f"check-{source.pk}", source=source.pk)


def ask_for_many(pks, *, by, now):
    """The job that looks for notices about the chosen sources."""
    pks = sorted(pks)
    return check_chosen.ask(title=f"Check {len(pks):,} chosen sources", by=by, now=now, sources=pks)


def ask_for_links(now):
    return check_links.ask(title="Check links", by=None, now=now, key="check-links")


def ask_for_copies(now):
    """The job that sees to copies, if any page waits for one."""
    if archive.waiting(now).exists():
        return keep_copies.ask(title="Keep copies of web pages", by=None, now=now, key="keep-copies")
    return None


@jobs.job(limit=timedelta(minutes=10), long=True)
def check_sources(progress, *, since):
    """Look for notices about every source that was not tried since then, so that a second start goes on."""
    waiting = checking.due(since=datetime.fromisoformat(since))
    this_round, said = checking.Round(), f"of {len(waiting):,} sources"
    for done, sources in checking.batches(waiting):
        progress.say(f"{done:,} {said}: {this_round.summary}", done=done, total=len(waiting))
        this_round.check(sources, now=progress.now)
    progress.say(done=len(waiting), total=len(waiting))
    return str(this_round.summary)


@jobs.job(limit=timedelta(minutes=10), long=True)
def check_chosen(progress, *, sources):
    """Look for notices about these sources; those that were tried since the job was asked for are not asked again."""
    tried = checking.checkable().filter(pk__in=sources, check_tried_at__gte=progress.job.asked_at)
    waiting = sorted(set(sources) - set(tried.values_list("pk", flat=True)))
    this_round, said = checking.Round(), f"of {len(waiting):,} sources"
    for done, found in checking.batches(waiting):
        progress.say(f"{done:,} {said}: {this_round.summary}", done=done, total=len(waiting))
        this_round.check(found, now=progress.now)
    progress.say(done=len(waiting), total=len(waiting))
    return str(this_round.summary)


@jobs.job(limit=timedelta(minutes=5))
def check_one(progress, *, source):
    """Look for notices about one source, and whether its address answers."""
    found = Source.objects.filter(pk=source, merged_into=None).first()
    if found is None:
        return "This source was deleted or merged meanwhile."
    progress.say("The catalogues are asked.")
    summary = checking.check_source(found, now=progress.now)
    progress.say("Its address is asked for.")
    link_checks.check_link(found, now=progress.now)
    return str(summary)


@jobs.job(limit=timedelta(minutes=10), long=True)
def check_links(progress):
    """Look whether the addresses that are due still answer; for a page that died, look for a copy."""
    waiting = list(link_checks.due(progress.now).values_list("pk", flat=True))
    dead = 0
    for done, pk in enumerate(waiting):
        progress.say(f"{done:,} of {len(waiting):,} addresses looked at, {dead:,} dead.", done=done, total=len(waiting))
        dead += _check_link(pk, progress.now)
    progress.say(done=len(waiting), total=len(waiting))
    return f"{len(waiting):,} looked at, {dead:,} dead."


def _check_link(pk, now):
    """Whether the page of this source is dead. What goes wrong with one does not stop the others."""
    source = Source.objects.filter(pk=pk).first()
    try:
        link = source and link_checks.check_link(source, now=now)
        if link is None or link.state != LinkState.DEAD:
            return False
        if not (source.doi or link.archive_url):
            archive.find(source, now=now)
    except Unavailable:
        pass  # the copy is looked for again with the next look at the page
    except Exception:
        log.exception("The address of %s could not be checked", source.citekey)
        return False
    return True


@jobs.job(limit=timedelta(minutes=10), long=True)
def keep_copies(progress):
    """Find or ask for a copy of web pages that have none. Some come again: a copy takes minutes to be made."""
    waiting = list(archive.waiting(progress.now)[:PAGES_AT_ONCE])
    kept = 0
    for done, source in enumerate(waiting):
        progress.say(f"{done:,} of {len(waiting):,} pages.", done=done, total=len(waiting))
        try:
            kept += bool(archive.keep_a_copy(source, now=progress.now))
        except Unavailable as unavailable:
            log.info("No copy of %s: %s", source.url, unavailable)
    progress.say(done=len(waiting), total=len(waiting))
    return f"{kept:,} of {len(waiting):,} pages have a copy now."
