"""The queue's filters in an address, read and written. They combine, and the desk carries them along."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import Http404
from django.utils import timezone

from references.models import Claim, Source
from references.models.claim import Kind

from .queue import Queue, Risk
from .queue_filters import WHO, Filters
from .words import Words

_SEEN = {"live": True, "draft": False}
_RISKS = {risk.key: risk for risk in Risk}


def queue_of(request):
    """The reviewer's queue under the filters of the address. Raises Http404 for filters that do not exist."""
    return Queue(request.user, timezone.now(), _filters(request.GET), _page(request.GET.get("page", "")))


def _page(text):
    """The number of a page; what is none means the first."""
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _filters(query):
    return Filters(
        risk=_one_of(query, "state", _RISKS, "The queue has no such state."),
        document=_document(query.get("document")),
        source=_source(query.get("source")),
        kind=_one_of(query, "kind", {kind: kind for kind in Kind.values}, "There is no such kind of claim."),
        who=_one_of(query, "who", {who: who for who in WHO}, "The queue has no such filter."),
        live=_one_of(query, "seen", _SEEN, "The queue has no such filter."),
        words=Words.of(query.get("q", "")),
    )


def _one_of(query, name, known, sentence):
    if not (said := query.get(name)):
        return None
    if said not in known:
        raise Http404(sentence)
    return known[said]


def _document(text):
    if not text:
        return None
    kind, _, pk = text.partition("-")
    known = kind.isascii() and kind.isdigit() and len(kind) < 10 and "\x00" not in pk
    if not known or not Claim.objects.filter(content_type=int(kind), object_id=pk).exists():
        raise Http404("No text with claims stands behind this filter.")
    return int(kind), pk


def _source(citekey):
    if not citekey:
        return None
    found = {} if "\x00" in citekey else Source.objects.resolve([citekey])
    if not found:
        raise Http404("There is no source with this citekey.")
    return found[citekey].pk


def query_of(filters, citekey=None):
    """{name: value} of an address. citekey: that of the source, if it is known."""
    seen = {live: name for name, live in _SEEN.items()}
    said = {
        "q": filters.words.typed,
        "state": filters.risk and filters.risk.key,
        "document": filters.document and "{}-{}".format(*filters.document),
        "source": filters.source
        and (citekey or Source.objects.values_list("citekey", flat=True).get(pk=filters.source)),
        "kind": filters.kind,
        "who": filters.who,
        "seen": seen.get(filters.live),
    }
    return {name: value for name, value in said.items() if value}


def filters_of(waiting, citekey=None, **changed):
    """The queue's filters, some of them changed, as the query of an address, "?…" or ""."""
    query = query_of(replace(waiting.filters, **changed), citekey)
    return f"?{urlencode(query)}" if query else ""
