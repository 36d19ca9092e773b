"""Who works on what: take an item of the queue, give it back, hand it to somebody, or leave it for later with a reason.

The only writer of takings and skips. They are about who works, not about what a text says, so no document is locked: the
database allows one taking for each item, and of two who take at once one gets it.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from references import canonical, permits
from references.independence import NotIndependent, require_independence, who_may_judge
from references.models import Citation, Claim, ProblemReport, Skip, Taking
from references.models.waiting import ItemKind

from .disputes import others_turn

HELD_FOR = timedelta(minutes=30)
"""So long an item that somebody took stays theirs."""
LONGEST_REASON = 500
_MODELS = {ItemKind.CITATION: Citation, ItemKind.CLAIM: Claim, ItemKind.REPORT: ProblemReport}
_MAY = {
    ItemKind.CITATION: "references.judge_citation",
    ItemKind.CLAIM: "references.appraise_claim",
    ItemKind.REPORT: "references.judge_citation",
}


class TakenByAnother(Exception):
    """Somebody else has it; says who, and since when."""


class NothingToRelease(Exception):
    """This person neither took it nor handed it to somebody."""


class ReasonMissing(ValueError):
    """A skip says why, so that the others know."""


def same_words(citation):
    """This citation and those with the same wording and passages on the same source: one item of the queue."""
    return Citation.objects.filter(digest=citation.digest, source=citation.source_id, present=True) | (
        Citation.objects.filter(pk=citation.pk)
    )


def standing(keys, now):
    """{key of an item: its Taking}, for those of `keys` that somebody has at `now`. One query."""
    return {
        t.item: t for t in Taking.objects.standing(now).filter(item__in=keys).select_related("person", "assigned_by")
    }


@transaction.atomic
def take(*, kind, item, by, now):
    """`by` works on this item for half an hour. item: its key. What one has taken already is held anew.

    Raises TakenByAnother, NotPermitted, NotIndependent.
    """
    kind = ItemKind(kind)
    permits.require(by, _MAY[kind])
    record = _record(kind, item)
    if kind == ItemKind.CITATION:
        require_independence(record, by)
        _require_turn(record, by)
    keys = _keys(kind, record)
    held = _hold(kind, keys, now)
    if others := [taking for taking in held if taking.person_id != by.pk]:
        raise TakenByAnother(told(others[0], now))
    own = {taking.item for taking in held}
    # assigned ones stay without an end; those one took oneself are held anew
    Taking.objects.filter(kind=kind, item__in=own, until__isnull=False).update(at=now, until=now + HELD_FOR)
    _write(kind, [k for k in keys if k not in own], person=by, at=now, until=now + HELD_FOR)
    Skip.objects.filter(kind=kind, item__in=keys, person=by).delete()


@transaction.atomic
def assign(*, kind, item, to, by, now):
    """`by` hands this item to `to`, who keeps it until it is judged or given back.

    Raises TakenByAnother while a third person works on it, NotPermitted, NotIndependent if `to` may not judge it.
    """
    kind = ItemKind(kind)
    permits.require(by, _MAY[kind])
    record = _record(kind, item)
    if not candidates(kind, record).filter(pk=to.pk).exists():
        raise NotIndependent(f"{_name(to)} may not judge this. Choose somebody else.")
    if kind == ItemKind.CITATION:
        _require_turn(record, to)
    keys = _keys(kind, record)
    for taking in _hold(kind, keys, now):
        if taking.until is not None and taking.person_id not in {by.pk, to.pk}:
            raise TakenByAnother(told(taking, now))
    Taking.objects.filter(kind=kind, item__in=keys).delete()
    _write(kind, keys, person=to, at=now, assigned_by=by)


@transaction.atomic
def release(*, kind, item, by, now):
    """Give back what one took, or was handed, or handed to somebody. Raises NothingToRelease."""
    kind = ItemKind(kind)
    permits.require(by, _MAY[kind])
    keys = _keys(kind, _record(kind, item))
    held = _hold(kind, keys, now)
    own = [taking.pk for taking in held if by.pk in {taking.person_id, taking.assigned_by_id}]
    if not own:
        told_of = f" {told(held[0], now)}" if held else ""
        raise NothingToRelease(f"You have not taken this, so there is nothing to give back.{told_of}")
    Taking.objects.filter(pk__in=own).delete()


@transaction.atomic
def skip(*, kind, item, by, now, because):
    """Leave this item for later: it comes last for `by` until what is judged changes, and others read why.

    Raises ReasonMissing for an empty or very long reason, NotPermitted.
    """
    kind = ItemKind(kind)
    permits.require(by, _MAY[kind])
    because = canonical.storable(because).strip()
    if not because:
        raise ReasonMissing("Say why you skip it, so that the others know.")
    if len(because) > LONGEST_REASON:
        raise ReasonMissing(f"At most {LONGEST_REASON} characters fit here; this has {len(because):,}. Shorten it.")
    record = _record(kind, item)
    keys = _keys(kind, record)
    digest = record.digest if kind == ItemKind.CITATION else ""
    Skip.objects.filter(kind=kind, item__in=keys, person=by).delete()
    Skip.objects.bulk_create(
        Skip(kind=kind, item=key, person=by, because=because, at=now, digest=digest) for key in keys
    )
    Taking.objects.filter(kind=kind, item__in=keys, person=by).delete()


def done(kind, record):
    """It was judged, appraised or decided: nobody has it any longer. Part of the act that did it."""
    Taking.objects.filter(kind=kind, item=record.pk).delete()


def candidates(kind, record):
    """People to whom an item may be handed, as a queryset."""
    if kind == ItemKind.CITATION:
        return who_may_judge(record)
    return permits.holders(_MAY[kind])


def told(taking, now):
    """“J. Brandt took this 4 minutes ago …”, for everybody else."""
    who = _name(taking.person)
    if taking.until is None:
        return f"{who} was asked to judge this by {_name(taking.assigned_by)}, and keeps it until it is judged."
    minutes = max(int((now - taking.at).total_seconds() // 60), 0)
    since = f"{minutes} minute{'s' if minutes != 1 else ''} ago" if minutes else "just now"
    free_at = timezone.localtime(taking.until)
    return f"{who} took this {since}; it is free again at {free_at:%H:%M} unless it is judged before."


def _require_turn(citation, person):
    """Raise NotIndependent while a second opinion waits for somebody else than `person`."""
    if Citation.objects.filter(others_turn(person), pk=citation.pk).exists():
        raise NotIndependent("A second opinion on this is open, and it waits for somebody else.")


def _name(person):
    return person.get_full_name() or person.get_username()


def _record(kind, item):
    """Raises the DoesNotExist of its model."""
    return _MODELS[kind].objects.get(pk=item)


def _keys(kind, record):
    """The keys of all that makes one item, always in the same order, so that two acts never wait for each other."""
    if kind != ItemKind.CITATION:
        return [record.pk]
    return sorted(set(same_words(record).order_by().values_list("pk", flat=True)))


def _hold(kind, keys, now):
    """The takings that stand, locked; those that have run out go."""
    Taking.objects.filter(kind=kind, item__in=keys, until__lte=now).delete()
    takings = Taking.objects.select_for_update(of=("self",)).filter(kind=kind, item__in=keys)
    return list(takings.order_by("item").select_related("person", "assigned_by"))


def _write(kind, keys, *, person, at, until=None, assigned_by=None):
    """Raises TakenByAnother if somebody took one of them a moment ago."""
    wanted = [Taking(kind=kind, item=k, person=person, at=at, until=until, assigned_by=assigned_by) for k in keys]
    # a taking that another connection has just written is waited for, and stays
    Taking.objects.bulk_create(wanted, ignore_conflicts=True)
    for taking in Taking.objects.filter(kind=kind, item__in=keys).select_related("person", "assigned_by"):
        if taking.person_id != person.pk:
            raise TakenByAnother(told(taking, at))
