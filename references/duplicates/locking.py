"""Two sources and all that cites them, held while they are merged, linked or parted."""

from django.db import transaction
from django.db.models import Q

from references.documents import lock_documents
from references.models import Citation, Source


class Gone(Exception):
    """One of the two was deleted meanwhile."""


class _OneMoreDocument(Exception):
    """Somebody cited one of the two in another document before the sources were locked."""


def with_both(first, second, act):
    """act(first, second, documents), all locked, in one transaction: documents before sources, as every act does it.

    `documents` are those with a citation of either, present in the draft or not. Raises Gone.
    """
    while True:
        try:
            with transaction.atomic():
                return act(*_lock(first, second))
        except _OneMoreDocument:
            continue


def _lock(first, second):
    documents = lock_documents(_claims(first, second))
    rows = Source.objects.select_for_update(no_key=True).filter(pk__in=[first.pk, second.pk]).order_by("pk")
    sources = {source.pk: source for source in rows}
    if len(sources) < 2:
        raise Gone("One of the two records was deleted meanwhile.")
    if {claim.document for claim in _claims(first, second)} - {None} - documents:
        raise _OneMoreDocument
    return sources[first.pk], sources[second.pk], documents


def citations_of(*sources):
    """Every citation of these sources and of those merged into them, present in a draft or not."""
    return Citation.objects.filter(Q(source__in=sources) | Q(source__merged_into__in=sources))


def drafts_citing(*sources):
    """The documents whose drafts name one of these sources now."""
    present = Citation.objects.present().filter(source__in=sources).prefetch_related("claim__document")
    return {citation.claim.document for citation in present} - {None}


def _claims(*sources):
    return [citation.claim for citation in citations_of(*sources).prefetch_related("claim__document")]
