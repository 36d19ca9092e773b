"""Two versions of one work: preprint and paper, two editions of a review. Both stay; the older one says which is newer."""

from references import filling
from references.models import LookAlike, Source, SourceChange, SourceFamily
from references.models.duplicate import Decision

from . import doi_families
from .locking import Gone, drafts_citing, with_both
from .moving import line_of
from .sketch import sketch

WATCH = "watch"


class NotLinkable(Exception):
    """Says why these two are not linked as versions."""


def link(*, older, newer, by, now):
    """Say that `newer` has taken the place of `older`. by: None for the watch.

    Raises NotLinkable with a sentence; then nothing is changed.
    """
    if older.pk == newer.pk:
        raise NotLinkable("This is one and the same record.")

    def act(older, newer, documents):
        if older.superseded_by_id == newer.pk:
            return
        _refuse_merged(older, newer)
        _refuse_circles(older, newer)
        _change(older, newer, by=by, now=now)
        _join(older, newer)
        _settle(older, newer, by=by, now=now)
        _count_as_work(older, by, now)

    _with_both(older, newer, act)


def unlink(*, older, newer, by, now):
    """Take back that `newer` has taken the place of `older`. Raises NotLinkable where they are not linked."""

    def act(older, newer, documents):
        if older.superseded_by_id != newer.pk:
            raise NotLinkable(f"“{newer.citekey}” is not the next version of “{older.citekey}”.")
        _change(older, None, by=by, now=now)
        _part(older, newer)
        LookAlike.objects.filter(**_pair(older, newer), decision=Decision.VERSIONS).update(
            decision=Decision.OPEN, decided_at=None, decided_by=None
        )
        _count_as_work(older, by, now)

    _with_both(older, newer, act)


def in_order(one, other):
    """(the older, the newer) of two sources, as far as their records tell."""
    a, b = (sketch(filling.details_of(source)) for source in (one, other))
    if a.work and a.work == b.work and a.version and b.version:
        return (one, other) if a.version <= b.version else (other, one)
    if a.preprint != b.preprint:
        return (one, other) if a.preprint else (other, one)
    return tuple(sorted((one, other), key=_age))


def _age(source):
    """A year alone is its end: the record that knows the month is the earlier of two, if any."""
    return source.year or 0, source.month or 12, source.day or 31, source.pk


def newest_of(sources):
    """{key of a source: the newest version of its work}, for those that have a newer one.

    One query for each step of the longest line of versions; none if no source has a newer version.
    """
    lines = {s.pk: [s] for s in sources if s.superseded_by_id}
    while waiting := {key: line[-1].superseded_by_id for key, line in lines.items() if line[-1].superseded_by_id}:
        found = Source.objects.select_related("merged_into").in_bulk(set(waiting.values()))
        for key, following in waiting.items():
            source = found[following].survivor
            if source in lines[key]:
                source.superseded_by_id = None
            lines[key].append(source)
    return {key: line[-1] for key, line in lines.items()}


def label_of(source):
    """What tells this version from the others, as far as its DOI says so: “preprint”, “version 3”; else ""."""
    if found := doi_families.version_in(source.doi):
        return f"version {found[1]}"
    return "preprint" if sketch(filling.details_of(source)).preprint else ""


def _with_both(older, newer, act):
    try:
        with_both(older, newer, act)
    except Gone as error:
        raise NotLinkable(str(error)) from error


def _refuse_merged(*sources):
    for source in sources:
        if source.merged_into_id:
            raise NotLinkable(f"“{source.citekey}” was merged into “{source.survivor.citekey}”. Link that one instead.")


def _refuse_circles(older, newer):
    if older in line_of(newer):
        raise NotLinkable(f"“{newer.citekey}” is an older version of “{older.citekey}” already. Unlink them first.")
    if older.superseded_by_id:
        following = older.superseded_by.survivor
        raise NotLinkable(
            f"“{following.citekey}” follows “{older.citekey}” already. "
            f"Link “{following.citekey}” with “{newer.citekey}”, or unlink it first."
        )


def _change(older, newer, *, by, now):
    before, older.superseded_by = older.superseded_by, newer
    older.save(update_fields=["superseded_by"])
    names = [source.citekey if source else "" for source in (before, newer)]
    origin = filling.HAND if by else WATCH
    SourceChange.objects.create(source=older, origin=origin, changes={"superseded_by": names}, at=now, by=by)


def _join(older, newer):
    """Both belong to one family, with all that belonged to either."""
    family = older.family or newer.family or _new_family(newer)
    if newer.family_id and newer.family_id != family.pk:
        other = newer.family
        Source.objects.filter(family=other).update(family=family)
        other.delete()
    for source in (older, newer):
        source.family = family
        source.version_label = source.version_label or label_of(source)
        source.save(update_fields=["family", "version_label"])


def _new_family(source):
    name, number = source.plain_title[:180] or source.citekey, 1
    while SourceFamily.objects.filter(name=_numbered(name, number)).exists():
        number += 1
    return SourceFamily.objects.create(name=_numbered(name, number))


def _numbered(name, number):
    return name if number == 1 else f"{name} ({number})"


def _part(older, newer):
    """A family of two is none any more."""
    family = older.family
    if family and set(family.versions.values_list("pk", flat=True)) <= {older.pk, newer.pk}:
        Source.objects.filter(family=family).update(family=None)
        family.delete()


def _settle(older, newer, *, by, now):
    """The pair waits for nobody any more."""
    undecided = LookAlike.objects.filter(**_pair(older, newer)).exclude(decision=Decision.MERGED)
    if by is None:
        undecided.filter(decision=Decision.OPEN).delete()
    else:
        undecided.update(decision=Decision.VERSIONS, decided_at=now, decided_by=by)


def _pair(*sources):
    first, second = sorted(source.pk for source in sources)
    return {"first": first, "second": second}


def _count_as_work(older, by, now):
    """A draft that cites the older version would be published with a warning now. What nobody did is nobody's work."""
    if by is None:
        return
    for document in drafts_citing(older):
        document.record_work(by=by, now=now, act="versions")
