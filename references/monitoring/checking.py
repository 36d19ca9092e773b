"""Look for notices about sources in every feed, and write down how each look went.

A look that failed is never a clean bill: what an earlier one found stays, and the source says that it could not be
checked. A feed that knew a work, or named notices, and is silent now has a fault; it takes nothing back.
"""

import logging
from collections import Counter
from dataclasses import dataclass, field

from django.db import DatabaseError, transaction
from django.db.models.functions import Coalesce

from references.lookup.errors import Unavailable
from references.models import Citation, Source, SourceCheck
from references.models.source import CheckState
from references.models.watching import CheckOutcome
from references.notices import looked_at

from . import cochrane, crossref, europepmc, pubmed
from .look import Look
from .notices_seen import record_seen
from .versions_seen import link_newer, newer_seen

log = logging.getLogger(__name__)

FEEDS = (crossref, pubmed, europepmc, cochrane)
ENOUGH = ({crossref.NAME}, {pubmed.NAME, europepmc.NAME})
"""Each set of feeds must have answered, by one of its members: Europe PMC repeats what PubMed says."""
GIVE_UP_AFTER = 3
AT_ONCE = 100

_GOOD = {CheckOutcome.CLEAR, CheckOutcome.NOTICES}
_NOT_READ = "What came back could not be read. The log says why."
_NOT_SAVED = "What came back could not be written down. The log says why."


@dataclass
class Summary:
    """What came of a round."""

    checked: int = 0
    failed: int = 0
    recorded: list = field(default_factory=list)

    def __str__(self):
        told = f"{self.checked:,} checked, {self.failed:,} could not be checked"
        return f"{told}, {len(self.recorded):,} new notice{'' if len(self.recorded) == 1 else 's'}."


def checkable():
    """Sources that a catalogue can be asked about."""
    return Source.objects.filter(merged_into=None).exclude(doi="", pmid="", pmcid="")


def due(*, since):
    """Ids of sources not tried since then: those that readers see first, then other cited ones; oldest look first."""
    waiting = checkable().exclude(check_tried_at__gte=since).values_list("pk", "check_tried_at")
    live = _cited(is_live=True)
    cited = _cited(present=True)

    def rank(row):
        pk, tried_at = row
        return pk not in live, pk not in cited, tried_at is not None, tried_at or since, pk

    return [pk for pk, _ in sorted(waiting, key=rank)]


def _cited(**which):
    survivor = Coalesce("source__merged_into", "source")
    return set(Citation.objects.filter(**which).order_by().values_list(survivor, flat=True).distinct())


def batches(pks):
    """(how many came before, some of these sources) in order, a few at a time: the library may be large."""
    for start in range(0, len(pks), AT_ONCE):
        found = Source.objects.filter(merged_into=None).prefetch_related("checks")
        found = found.in_bulk(pks[start : start + AT_ONCE])
        yield start, [found[pk] for pk in pks[start : start + AT_ONCE] if pk in found]


def check_source(source, *, now):
    """Look for notices about one source now; returns the Summary."""
    return Round().check([source], now=now)


class Round:
    """Many looks in a row. A feed that does not answer again and again is left alone for the rest of the round."""

    def __init__(self):
        self.silent = Counter()  # {name of a feed: how often in a row it could not be asked}
        self.problems = {}
        self.summary = Summary()

    def check(self, sources, *, now):
        """Ask every feed about these sources and write down what they say; returns the Summary of the round so far."""
        looks = {feed.NAME: self._ask(feed, [s for s in sources if feed.asks_about(s)], now) for feed in FEEDS}
        checks = {source.pk: self._record(source, looks, now) for source in sources}
        good, bad = _keep(checks, now)
        self.summary.checked += good
        self.summary.failed += bad
        return self.summary

    def _record(self, source, looks, now):
        """The checks to keep of one source, its new notices recorded. What goes wrong there does not stop the others."""
        seen = {name: found[source.pk] for name, found in looks.items() if source.pk in found}
        try:
            checks, new = _record(source, seen, now)
        except Source.DoesNotExist:
            return []  # deleted while the catalogues were asked
        except Exception:
            log.exception("What the catalogues said of %s could not be written down", source.citekey)
            checks, new = _record(source, {name: Look(problem=_NOT_SAVED) for name in seen}, now)
        self.summary.recorded += new
        return checks

    def _ask(self, feed, sources, now):
        found = {}
        for start in range(0, len(sources), feed.AT_ONCE):
            found |= self._ask_at_once(feed, sources[start : start + feed.AT_ONCE], now)
        return found

    def _ask_at_once(self, feed, sources, now):
        if self.silent[feed.NAME] >= GIVE_UP_AFTER:
            return dict.fromkeys((s.pk for s in sources), Look(problem=self.problems[feed.NAME]))
        try:
            found = feed.look(sources, now=now)
        except Unavailable as unavailable:
            self.silent[feed.NAME] += 1
            self.problems[feed.NAME] = str(unavailable)
            return dict.fromkeys((s.pk for s in sources), Look(problem=str(unavailable)))
        except DatabaseError:
            raise  # ours, not theirs: the job is tried again
        except Exception:
            # an answer that nobody foresaw must not keep the other feeds and sources from being looked at
            log.exception("The answer of %s could not be read", feed.LABEL)
            return dict.fromkeys((s.pk for s in sources), Look(problem=_NOT_READ))
        self.silent[feed.NAME] = 0
        return found


def _record(source, looks, now):
    """(checks to keep, new notices) of one source."""
    before = {check.feed: check for check in source.checks.all()}
    checks = [_check(source, name, look, before.get(name), now) for name, look in looks.items()]
    new = []
    for check in checks:
        if check.outcome != CheckOutcome.FAILED:
            look = looks[check.feed]
            by = "publisher" if check.feed == crossref.NAME else check.feed
            seen = (*look.notices, *newer_seen(look.relations, asserted_by=by))
            new += record_seen(source, seen, feed=check.feed, now=now)
            link_newer(source, seen, now=now)
    return checks, new


@transaction.atomic
def _keep(checks, now):
    """(how many were checked, how many could not be) once the checks of some sources, {id: [check]}, are kept."""
    stored = Source.objects.select_for_update(no_key=True).filter(pk__in=list(checks)).order_by("pk")
    checks = {pk: checks[pk] for pk in stored.values_list("pk", flat=True)}
    SourceCheck.objects.bulk_create(
        [check for of_one in checks.values() for check in of_one],
        update_conflicts=True,
        unique_fields=["source", "feed"],
        update_fields=["outcome", "notices", "problem", "tried_at", "answered_at"],
    )
    good = [pk for pk, of_one in checks.items() if _is_good(of_one)]
    bad = set(checks) - set(good)
    tried = {"check_tried_at": now}
    Source.objects.filter(pk__in=good).update(check_state=CheckState.CHECKED, checked_at=now, **tried)
    Source.objects.filter(pk__in=bad).update(check_state=CheckState.FAILED, **tried)
    looked_at(good)
    return len(good), len(bad)


def _is_good(checks):
    """Whether enough feeds answered that know the work."""
    answered = {check.feed for check in checks if check.outcome in _GOOD}
    failed = {check.feed for check in checks if check.outcome == CheckOutcome.FAILED}
    return bool(answered) and not any(failed & feeds and not answered & feeds for feeds in ENOUGH)


def _check(source, name, look, before, now):
    """The SourceCheck to store: what was found at the last answer stays where this one is none."""
    problem = look.problem or _silence(look, before)
    if problem:
        outcome, notices = CheckOutcome.FAILED, before.notices if before else 0
    elif not look.known:
        outcome, notices = CheckOutcome.UNKNOWN_THERE, 0
    else:
        notices = len(look.notices)
        outcome = CheckOutcome.NOTICES if notices else CheckOutcome.CLEAR
    answered_at = now if not problem else before and before.answered_at
    return SourceCheck(
        source=source,
        feed=name,
        outcome=outcome,
        notices=notices,
        problem=problem,
        tried_at=now,
        answered_at=answered_at,
    )


def _silence(look, before):
    """What is wrong with an answer that says less than the one before; "" if nothing is."""
    if before is None or look.notices:
        return ""
    if before.notices:
        return "It named notices about this work before and names none now. What it said before stays."
    if not look.known and before.answered_at and before.outcome != CheckOutcome.UNKNOWN_THERE:
        return "It knew this work before and does not now."
    return ""
