"""Record and lift notices: the only writer of notices, their witnesses, and a source's status."""

from django.db import transaction
from django.db.models import F

from . import permits
from .documents import lock_documents
from .judged import refresh_digests
from .models import Citation, Notice, NoticeWitness, Source
from .models.source import SourceStatus
from .notice_types import NoticeKind, NoticeType, kind_of

_WORST_FIRST = [
    (NoticeKind.RETRACTION, SourceStatus.RETRACTED),
    (NoticeKind.CONCERN, SourceStatus.CONCERN),
    (NoticeKind.CORRECTION, SourceStatus.CORRECTED),
]
# What no verdict was given for. The kind, the date and the note are part of what is judged.
_NOT_JUDGED = ("doi", "pmid", "url", "type")


@transaction.atomic
def record_notice(*, source, by, now, kind="", type="", published_on=None, doi="", pmid="", url="", note=""):
    """Write down what was published about `source`; its citations go stale and live articles show it at once.

    kind: may be left out where the exact type is given. by: None for the watch. Raises NotPermitted.
    """
    if by is not None:
        permits.require(by, "references.add_notice")
    source, documents = lock_source(source)
    notice = Notice.objects.create(
        source=source,
        kind=NoticeKind(kind or kind_of(type)),
        type=NoticeType(type) if type else "",
        published_on=published_on,
        doi=doi,
        pmid=pmid,
        url=url,
        note=note,
        recorded_at=now,
        recorded_by=by,
    )
    _notices_changed(source, documents)
    return notice


@transaction.atomic
def lift_notice(notice, *, now, because, by=None):
    """Take back a notice that does not concern the source after all, or no longer. by: None for the watch.

    Raises NotPermitted.
    """
    if by is not None:
        permits.require(by, "references.change_notice")
    source, documents = lock_source(notice.source)
    notice.lifted_at, notice.lifted_by, notice.lifted_because = now, by, because
    # not the source: it may have been merged since the notice was read
    notice.save(update_fields=["lifted_at", "lifted_by", "lifted_because"])
    _notices_changed(source, documents)


@transaction.atomic
def add_witness(notice, *, asserted_by, seen_in, now, record_id="", published_on=None, **more):
    """Write down who else says so, and what they know that nobody said before (doi, pmid, url, type, published_on).

    A verdict stays fresh: the date is only taken over while no verdict rests on the notice without it.
    """
    source, documents = lock_source(notice.source)
    notice.refresh_from_db()
    witness, _ = NoticeWitness.objects.get_or_create(
        notice=notice,
        asserted_by=asserted_by,
        seen_in=seen_in,
        defaults={"record_id": record_id, "first_seen_at": now, "last_seen_at": now},
    )
    witness.last_seen_at = max(now, witness.last_seen_at)
    witness.record_id = witness.record_id or record_id
    witness.save(update_fields=["last_seen_at", "record_id"])
    learnt = {name: more[name] for name in _NOT_JUDGED if more.get(name) and not getattr(notice, name)}
    if published_on and not notice.published_on and not _rests_on_it(source):
        learnt["published_on"] = published_on
    if learnt:
        Notice.objects.filter(pk=notice.pk).update(**learnt)
        _notices_changed(source, documents)
    return witness


def refresh_status(source):
    """Make the status of `source` follow from its notices and from whether anybody ever looked."""
    kinds = set(source.notices.standing().values_list("kind", flat=True))
    looked = SourceStatus.CLEAR if source.checked_at else SourceStatus.UNKNOWN
    source.status = next((s for kind, s in _WORST_FIRST if kind in kinds), looked)
    source.save(update_fields=["status"])


def looked_at(sources):
    """Sources (ids) that were looked up and have no notice are clear, not unknown any more."""
    Source.objects.filter(pk__in=sources, status=SourceStatus.UNKNOWN).update(status=SourceStatus.CLEAR)


def citations_of(source):
    """Every citation of `source` and of those merged into it, present in a draft or not."""
    return Citation.objects.filter(source=source) | Citation.objects.filter(source__merged_into=source)


def lock_source(source):
    """(the source that stands for it, the documents that cite it), locked: documents first, as every act does."""
    source = Source.objects.get(pk=source.pk).survivor
    documents = lock_documents(c.claim for c in citations_of(source).prefetch_related("claim__document"))
    locked = Source.objects.select_for_update(no_key=True).get(pk=source.pk)
    # it may have been merged while this waited for the lock
    return lock_source(locked) if locked.merged_into_id else (locked, documents)


def _rests_on_it(source):
    """Whether a verdict stands that was given for today's wording and notices."""
    return citations_of(source).exclude(verdict_digest="").filter(verdict_digest=F("digest")).exists()


def _notices_changed(source, documents):
    refresh_status(source)
    refresh_digests(citations_of(source))
    for document in documents:
        document.evidence_changed()
