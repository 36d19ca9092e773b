"""Record and lift notices: the only writer of notices and of a source's status."""

from django.db import transaction

from .citing import refresh_digests
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
    source = Source.objects.select_for_update().get(pk=source.pk)
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
    _notices_changed(source)
    return notice


@transaction.atomic
def lift_notice(notice, *, by, now, because):
    """Take back a notice that does not concern the source after all."""
    source = Source.objects.select_for_update().get(pk=notice.source_id)
    notice.lifted_at, notice.lifted_by, notice.lifted_because = now, by, because
    notice.save()
    _notices_changed(source)


def _notices_changed(source):
    kinds = set(source.notices.standing().values_list("kind", flat=True))
    source.status = next((s for kind, s in _WORST_FIRST if kind in kinds), SourceStatus.UNKNOWN)
    source.save(update_fields=["status"])
    citations = Citation.objects.filter(source=source) | Citation.objects.filter(source__merged_into=source)
    refresh_digests(citations)
    for document in {c.claim.document for c in citations.select_related("claim")} - {None}:
        document.evidence_changed()
