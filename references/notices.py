"""Record and lift notices: the only writer of notices and of a source's status."""

from django.db import transaction

from .documents import lock_documents
from .judged import refresh_digests
from .models import Citation, Notice, Source
from .models.notice import NoticeKind
from .models.source import SourceStatus

_WORST_FIRST = [
    (NoticeKind.RETRACTION, SourceStatus.RETRACTED),
    (NoticeKind.CONCERN, SourceStatus.CONCERN),
    (NoticeKind.CORRECTION, SourceStatus.CORRECTED),
]


@transaction.atomic
def record_notice(*, source, kind, by, now, published_on=None, doi="", url="", note=""):
    """Write down what was published about `source`; its citations go stale and live articles show it at once."""
    source, documents = _lock(source)
    notice = Notice.objects.create(
        source=source,
        kind=NoticeKind(kind),
        published_on=published_on,
        doi=doi,
        url=url,
        note=note,
        recorded_at=now,
        recorded_by=by,
    )
    _notices_changed(source, documents)
    return notice


@transaction.atomic
def lift_notice(notice, *, by, now, because):
    """Take back a notice that does not concern the source after all."""
    source, documents = _lock(notice.source)
    notice.lifted_at, notice.lifted_by, notice.lifted_because = now, by, because
    notice.save()
    _notices_changed(source, documents)


def _citations(source):
    return Citation.objects.filter(source=source) | Citation.objects.filter(source__merged_into=source)


def _lock(source):
    """Documents first, as every act does, then the source; returns both."""
    documents = lock_documents(c.claim for c in _citations(source).prefetch_related("claim__document"))
    return Source.objects.select_for_update(no_key=True).get(pk=source.pk), documents


def _notices_changed(source, documents):
    kinds = set(source.notices.standing().values_list("kind", flat=True))
    source.status = next((s for kind, s in _WORST_FIRST if kind in kinds), SourceStatus.UNKNOWN)
    source.save(update_fields=["status"])
    refresh_digests(_citations(source))
    for document in documents:
        document.evidence_changed()
