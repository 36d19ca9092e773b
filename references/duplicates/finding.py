"""Find look-alikes: those of one record, and the work list of the whole library."""

from dataclasses import asdict, replace
from datetime import timedelta
from itertools import combinations

from django.db import transaction
from django.db.models import Q

from references import canonical, filling, jobs
from references.details import Relation
from references.models import LookAlike, LookUp, Source
from references.models.duplicate import Decision
from references.models.look_up import LookUpState

from .index import Index, library
from .likeness import compare
from .sketch import sketch

A_BATCH = 500
_YEARS = 3


@jobs.job(limit=timedelta(minutes=10), long=True)
def find_look_alikes(progress):
    """Bring the work list up to date. What was kept apart comes back only if one of both records changed since."""
    found = dict(_pairs(progress))
    known = {(row.first_id, row.second_id): row for row in LookAlike.objects.all()}
    _write(found, known, progress)
    progress.say("Sources that do not look alike any more are taken off the list.")
    gone = [row.pk for pair, row in known.items() if pair not in found and row.decision == Decision.OPEN]
    LookAlike.objects.filter(pk__in=gone, decision=Decision.OPEN).delete()
    waiting = LookAlike.objects.waiting().count()
    return "1 pair of sources looks alike." if waiting == 1 else f"{waiting} pairs of sources look alike."


def ask(*, by, now):
    """Have the work list brought up to date; once, however often it is asked for."""
    return find_look_alikes.ask(title="Find sources that look alike", by=by, now=now, key="find-look-alikes")


def look_alikes_of(details, but_not=None):
    """[(source, Likeness)] in the library, the most alike first, for one record; asks the database, keeps no index.

    but_not: the key of the record itself.
    """
    wanted = sketch(details)
    near = Source.objects.filter(_may_be(details, wanted)).exclude(pk=but_not)
    alike = {pk: found for pk, other in library(near) if (found := compare(sketch(other), wanted))}
    sources = Source.objects.in_bulk(alike)
    return [(sources[pk], alike[pk]) for pk in sorted(alike, key=lambda pk: (-alike[pk].score, pk))]


def note(source, *, now):
    """Put the look-alikes of one source on the work list; returns [(other source, Likeness)] that wait for a person."""
    wanted = filling.details_of(source)
    waiting = []
    for other, likeness in look_alikes_of(wanted, but_not=source.pk):
        if _are_versions(source, other):
            continue
        digest = digest_of(sketch(wanted), sketch(filling.details_of(other)), source.pk < other.pk)
        pair = tuple(sorted([source.pk, other.pk]))
        row = LookAlike.objects.filter(first=pair[0], second=pair[1]).first()
        if row is None:
            LookAlike.objects.bulk_create([_row(pair, likeness, digest, now)], ignore_conflicts=True)
        elif _is_settled(row, digest):
            continue
        else:
            _offer_again(row, likeness, digest, now)
        waiting.append((other, likeness))
    return waiting


def digest_of(a, b, in_order=True):
    """Of what is compared in two Sketches: another one means that a record changed."""
    pair = [a, b] if in_order else [b, a]
    # relations come from look-ups, not from the record
    return canonical.digest(canonical.canonical_json([asdict(s) | {"relations": []} for s in pair]))


def _pairs(progress):
    """((first, second), (Likeness, digest)) of the whole library, each pair once."""
    index, relations, versions = Index(), _relations(), _versions()
    total = Source.objects.filter(merged_into=None).count()
    sketches = {}
    for number, (pk, details) in enumerate(library(), 1):
        if pk in relations:
            details = replace(details, relations=relations[pk])
        sketches[pk] = sketched = sketch(details)
        for other, likeness in index.look_alikes_of(sketched):
            if not _linked(versions, other, pk):
                yield (other, pk), (likeness, digest_of(sketches[other], sketched))
        index.add_sketch(pk, sketched)
        if number % A_BATCH == 0:
            progress.say(f"{number} of {total} sources are compared.", done=number, total=total)


def _relations():
    """{source: what its look-ups said of other versions}; the latest look-up counts."""
    rows = LookUp.objects.filter(
        source__isnull=False, state__in=[LookUpState.FOUND, LookUpState.TAKEN], details__has_key="relations"
    ).order_by("asked_at")
    return {
        source: tuple(Relation(**r) for r in said) for source, said in rows.values_list("source", "details__relations")
    }


def _versions():
    rows = Source.objects.filter(Q(family__isnull=False) | Q(superseded_by__isnull=False))
    return {pk: (family, newer) for pk, family, newer in rows.values_list("pk", "family", "superseded_by")}


def _linked(versions, a, b):
    (family_a, newer_a), (family_b, newer_b) = versions.get(a, (None, None)), versions.get(b, (None, None))
    return (family_a is not None and family_a == family_b) or newer_a == b or newer_b == a


def _are_versions(a, b):
    rows = {s.pk: (s.family_id, s.superseded_by_id) for s in (a, b)}
    return _linked(rows, a.pk, b.pk)


def _write(found, known, progress):
    now = progress.now
    new = [_row(pair, *said, now) for pair, said in found.items() if pair not in known]
    for start in range(0, len(new), A_BATCH):
        # somebody may have saved one of them meanwhile, which notes its look-alikes too
        LookAlike.objects.bulk_create(new[start : start + A_BATCH], ignore_conflicts=True)
        progress.say(f"{min(start + A_BATCH, len(new))} new pairs are on the list.")
    for pair, (likeness, digest) in found.items():
        if (row := known.get(pair)) and not _is_settled(row, digest):
            _offer_again(row, likeness, digest, now)


def _row(pair, likeness, digest, now):
    return LookAlike(
        first_id=pair[0],
        second_id=pair[1],
        score=likeness.score,
        reasons=list(likeness.reasons),
        digest=digest,
        found_at=now,
    )


def _is_settled(row, digest):
    """A person's word holds for the records as they were."""
    return row.decision != Decision.OPEN and row.digest == digest


@transaction.atomic
def _offer_again(row, likeness, digest, now):
    said = {"score": likeness.score, "reasons": list(likeness.reasons), "digest": digest}
    if row.decision == Decision.OPEN and all(getattr(row, name) == value for name, value in said.items()):
        return
    # unless somebody decided meanwhile
    LookAlike.objects.filter(pk=row.pk, decision=row.decision).update(
        **said, found_at=now, decision=Decision.OPEN, decided_at=None, decided_by=None
    )


def _may_be(details, wanted):
    """A condition on sources wide enough for every look-alike: words of the title, or what else has few."""
    near = _words_in(details.title, wanted)
    if details.year and not wanted.is_book:
        near &= Q(year=None) | Q(year__range=(max(details.year - _YEARS, 0), details.year + _YEARS))
    if wanted.work.startswith("cochrane"):
        number = wanted.work.split()[1]
        near |= Q(doi__icontains=number) | Q(pages__iexact=number) | Q(number__iexact=number)
    elif wanted.work:
        near |= Q(doi__istartswith=wanted.work)
    if wanted.volume and wanted.page:
        near |= Q(volume=details.volume, pages__istartswith=wanted.page)
    if wanted.url:
        near |= Q(url__icontains=wanted.url)
    for relation in details.relations:
        for name in ("doi", "pmid", "arxiv"):
            if value := getattr(relation, name):
                near |= Q(**{f"{name}__iexact": value})
    return near


def _words_in(title, wanted):
    """Two of the three longest words as they stand in the title, so that one may be spelled otherwise."""
    words = {w for w in (wanted.main or wanted.words).split() if w.isascii() and w in title.lower()}
    longest = sorted(words, key=lambda w: (-len(w), w))[:3]
    if len(longest) < 2:
        return Q(title__istartswith=title[:20]) if title else Q(pk__in=[])
    any_two = Q()
    for one, other in combinations(longest, 2):
        any_two |= Q(title__icontains=one) & Q(title__icontains=other)
    return any_two
