"""Raw answers, kept for a while: one that is fresh is not asked for again, an unchanged one is not sent again."""

import zlib
from datetime import timedelta

from references.canonical import storable
from references.models import StoredAnswer

FRESH_FOR = timedelta(hours=1)
KEPT_FOR = timedelta(days=90)


def stored(url):
    """The last answer of this address, or None."""
    return StoredAnswer.objects.filter(url=url).first()


def body_of(answer):
    return zlib.decompress(answer.body)


def is_fresh(answer, *, now, for_=FRESH_FOR):
    return now - for_ <= answer.fetched_at <= now


def keep(url, reply):
    """Store a reply in place of the last one. One whose address is too long is not stored."""
    if len(url) > _room("url"):
        return
    answer = StoredAnswer(
        url=url,
        status=reply.status,
        etag=_header(reply, "ETag", "etag"),
        last_modified=_header(reply, "Last-Modified", "last_modified"),
        content_type=_header(reply, "Content-Type", "content_type"),
        body=zlib.compress(reply.body),
        fetched_at=reply.fetched_at,
    )
    fields = ["status", "etag", "last_modified", "content_type", "body", "fetched_at"]
    StoredAnswer.objects.bulk_create([answer], update_conflicts=True, unique_fields=["url"], update_fields=fields)


def _room(column):
    return StoredAnswer._meta.get_field(column).max_length


def _header(reply, name, column):
    """A header, or nothing where it is longer than its column: half an ETag would match nothing."""
    value = storable(reply.headers.get(name, ""))
    return value if len(value) <= _room(column) else ""


def still_stands(answer, *, now):
    """The host said that nothing has changed."""
    StoredAnswer.objects.filter(pk=answer.pk).update(fetched_at=now)


def forget(*, now, most=1000):
    """Delete some answers that nobody asked for in a long time; returns how many, nought when none is left."""
    old = StoredAnswer.objects.filter(fetched_at__lt=now - KEPT_FOR).order_by().values_list("pk", flat=True)[:most]
    return StoredAnswer.objects.filter(pk__in=list(old)).delete()[0]
