"""Look whether the addresses of sources still answer, and tell readers where one is dead and a copy is kept."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from references.lookup import client
from references.lookup.errors import Refused, Unavailable
from references.lookup.hosts import Resting
from references.models import Source, SourceLink
from references.models.watching import LinkState
from references.notices import lock_source

from . import handles, links

AGAIN = timedelta(days=7)
_HANDLE = "https://doi.org/"


def address_of(source):
    """What is checked for a source: its DOI, else its page; "" if it has neither."""
    return f"{_HANDLE}{source.doi}" if source.doi else source.url


def due(now):
    """Sources whose address is to be looked at: what readers see first, never checked before long ago."""
    sources = Source.objects.filter(merged_into=None).exclude(doi="", url="").select_related("link")
    failing = Q(link__state=LinkState.FAILING, link__checked_at__lte=now - links.APART)
    return sources.filter(Q(link=None) | Q(link__checked_at=None) | failing | Q(link__checked_at__lte=now - AGAIN))


def check_link(source, *, now):
    """Ask for the address of `source` and write down what came of it; returns the SourceLink, None without an address.

    Where doi.org itself cannot be asked, nothing is said of the DOI.
    """
    address = address_of(source)
    if not address:
        return None
    link = link_of(source)
    answer = _handle(source.doi, now) if source.doi else _page(address, now)
    if answer is None:
        return link
    before = link.state
    link.state, link.failures = links.after(answer, failures=link.failures, now=now)
    link.answer, link.checked_at = answer.said[:200], now
    link.save(update_fields=["state", "failures", "answer", "checked_at"])
    if LinkState.DEAD in (before, link.state) and before != link.state:
        tell_documents(source)
    return link


def link_of(source):
    """The SourceLink of `source`; another address starts anew."""
    address = address_of(source)
    link, _ = SourceLink.objects.get_or_create(source=source, defaults={"url": address})
    if link.url != address:
        link.delete()
        link = SourceLink.objects.create(source=source, url=address)
    return link


@transaction.atomic
def tell_documents(source):
    """Let the documents that cite `source` show its dead link, or that it answers again."""
    _, documents = lock_source(source)
    for document in documents:
        document.evidence_changed()


def _handle(doi, now):
    try:
        found = handles.exists(doi, now=now)
    except Unavailable:
        return None
    return (
        links.Answer(200, "The DOI is registered.") if found else links.Answer(404, "Nobody has registered this DOI.")
    )


def _page(address, now):
    try:
        reply = client.get(address, now=now, guarded=True, any_status=True, with_body=False, fresh_for=timedelta(0))
    except Refused as refused:
        return links.Answer(None, str(refused))
    except Unavailable as unavailable:
        # a host that we leave alone for a while has not failed
        return None if isinstance(unavailable.__cause__, Resting) else links.Answer(None, str(unavailable))
    return links.Answer(reply.status, f"Status {reply.status}")
