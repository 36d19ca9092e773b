"""The queue: what waits for a person, and how far the audit has come."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from references.models import Citation, Claim, EvidenceEdit, Verdict
from references.outcomes import Outcome

from . import reading
from .access import audit_page
from .queue import Queue, Risk, documents_of

PAGE = 50
DOCUMENTS_SHOWN = 20

judging = audit_page("references.judge_citation", "give verdicts on citations")


@dataclass
class Row:
    """One citation of the queue, with what stands beside it."""

    citation: Citation
    document: object
    edit: EvidenceEdit | None
    verdict: Verdict | None
    risk: Risk
    of_this_risk: int

    @property
    def source(self):
        return self.citation.source.survivor

    @property
    def state(self):
        return reading.state_of(self.citation)


@judging
@require_http_methods(["GET", "HEAD"])
def queue(request):
    waiting = queue_of(request)
    page = Paginator(waiting.items, PAGE).get_page(request.GET.get("page"))
    documents, query = waiting.documents(DOCUMENTS_SHOWN), filters_of(waiting)
    titles = documents_of(
        {item.document for item in page}
        | {document for document, _ in documents}
        | ({waiting.document} if waiting.document else set())
    )
    return render(
        request,
        "audit/queue.html",
        {
            "queue": waiting,
            "page": page,
            "rows": _rows(page, titles, dict(waiting.risks)),
            "states": [(r.label, n, filters_of(waiting, state=r), waiting.risk == r) for r, n in waiting.risks],
            "all_states": filters_of(waiting, state=None),
            "documents": [
                (titles.get(document), n, filters_of(waiting, document=document), waiting.document == document)
                for document, n in documents
            ],
            "all_documents": filters_of(waiting, document=None),
            "only_document": titles.get(waiting.document),
            "filters": query,
            "page_query": f"{query}{'&' if query else '?'}",
            "saved": just_saved(request),
        },
    )


def _rows(page, titles, counts):
    keys = [item.citation for item in page]
    citations = Citation.objects.select_related("claim", "source__merged_into").in_bulk(keys)
    edits, verdicts = {}, {}
    claims = {c.claim_id for c in citations.values()}
    for edit in EvidenceEdit.objects.filter(claim__in=claims).select_related("person").order_by("id"):
        edits[edit.citation_id or edit.claim_id] = edit
    for verdict in Verdict.objects.filter(citation__in=keys).order_by("number").defer("judged"):
        verdicts[verdict.citation_id] = verdict
    return [
        Row(
            citation=(c := citations[item.citation]),
            document=titles.get(item.document),
            edit=max((edits[k] for k in (c.claim_id, c.pk) if k in edits), key=lambda e: e.pk, default=None),
            verdict=verdicts.get(c.pk),
            risk=Risk(item.risk),
            of_this_risk=counts[item.risk],
        )
        for item in page
        if item.citation in citations
    ]


def queue_of(request):
    """The reviewer's queue under the filters of the address. Raises Http404 for filters that do not exist."""
    state, document = request.GET.get("state"), request.GET.get("document")
    risk = {r.key: r for r in Risk}.get(state)
    if state and not risk:
        raise Http404("The queue has no such state.")
    return Queue(request.user, risk, _document(document) if document else None)


def _document(text):
    kind, _, pk = text.partition("-")
    known = kind.isascii() and kind.isdigit() and len(kind) < 10 and "\x00" not in pk
    if not known or not Claim.objects.filter(content_type=int(kind), object_id=pk).exists():
        raise Http404("No text with claims stands behind this filter.")
    return int(kind), pk


def filters_of(waiting, **changed):
    """The queue's filters as the query of an address, "?…" or ""."""
    chosen = {"state": waiting.risk, "document": waiting.document} | changed
    query = {}
    if chosen["state"]:
        query["state"] = chosen["state"].key
    if chosen["document"]:
        query["document"] = "{}-{}".format(*chosen["document"])
    return f"?{urlencode(query)}" if query else ""


def just_saved(request):
    """The reviewer's own verdict that led here, as long as it can be taken back."""
    try:
        pk = UUID(request.GET.get("after", ""))
    except ValueError:
        return None
    last = (
        Verdict.objects.filter(citation=pk).select_related("citation__source__merged_into").order_by("-number").first()
    )
    return last if last and last.reviewer_id == request.user.pk and last.outcome != Outcome.UNDONE else None
