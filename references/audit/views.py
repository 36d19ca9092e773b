"""The pages of the audit: the queue, and one citation with its verdicts."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST

from references.bibliography import csl_of, reference_html
from references.independence import NotIndependent, require_independence, who_may_judge
from references.judged import appraised_digest, judged_today, with_judged
from references.models import Citation, Claim, EvidenceEdit, Verdict
from references.outcomes import Mismatch, Outcome

from . import reading
from .access import audit_page
from .changes import changes
from .forms import VerdictForm, seen_today
from .queue import Queue, Risk, documents_of
from .verdicts import NothingToUndo, WordingChanged, give_verdict, undo_verdict

PAGE = 50
DOCUMENTS_SHOWN = 20

judging = audit_page("references.judge_citation", "give verdicts on citations")


# ---- the queue


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
    waiting = _queue(request)
    page = Paginator(waiting.items, PAGE).get_page(request.GET.get("page"))
    documents, query = waiting.documents(DOCUMENTS_SHOWN), _filters(waiting)
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
            "states": [(r.label, n, _filters(waiting, state=r), waiting.risk == r) for r, n in waiting.risks],
            "all_states": _filters(waiting, state=None),
            "documents": [
                (titles.get(document), n, _filters(waiting, document=document), waiting.document == document)
                for document, n in documents
            ],
            "all_documents": _filters(waiting, document=None),
            "only_document": titles.get(waiting.document),
            "filters": query,
            "page_query": f"{query}{'&' if query else '?'}",
            "saved": _just_saved(request),
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


def _queue(request):
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


def _filters(waiting, **changed):
    """The queue's filters as the query of an address, "?…" or ""."""
    chosen = {"state": waiting.risk, "document": waiting.document} | changed
    query = {}
    if chosen["state"]:
        query["state"] = chosen["state"].key
    if chosen["document"]:
        query["document"] = "{}-{}".format(*chosen["document"])
    return f"?{urlencode(query)}" if query else ""


def _just_saved(request):
    """The reviewer's own verdict that led here, as long as it can be taken back."""
    try:
        pk = UUID(request.GET.get("after", ""))
    except ValueError:
        return None
    last = (
        Verdict.objects.filter(citation=pk).select_related("citation__source__merged_into").order_by("-number").first()
    )
    return last if last and last.reviewer_id == request.user.pk and last.outcome != Outcome.UNDONE else None


# ---- one citation


@judging
@require_http_methods(["GET", "HEAD", "POST"])
def citation(request, pk):
    """Show one citation and take a verdict on it; then on to the next item."""
    waiting = _queue(request)
    shown = _citation(pk)
    refusal = _refusal(shown, request.user)
    if request.method != "POST":
        form = VerdictForm(initial={"seen_digest": shown.digest})
        return _citation_page(request, shown, waiting, form, refusal)
    form = VerdictForm(request.POST)
    if refusal:
        return _citation_page(request, shown, waiting, form, refusal, status=403)
    if not form.is_valid():
        return _citation_page(request, shown, waiting, seen_today(form, shown.digest), status=422)
    following = waiting.after(shown)
    try:
        give_verdict(citation=shown, by=request.user, now=timezone.now(), **form.cleaned_data)
    except WordingChanged as changed:
        shown = _citation(pk)
        return _citation_page(request, shown, waiting, seen_today(form, shown.digest), problem=str(changed), status=409)
    except NotIndependent:
        shown = _citation(pk)
        return _citation_page(request, shown, waiting, form, _refusal(shown, request.user), status=403)
    here = reverse("audit:citation", args=[following]) if following else reverse("audit:queue")
    query = _filters(waiting)
    return redirect(f"{here}{query}{'&' if query else '?'}after={shown.pk}")


def _citation(pk):
    citations = with_judged(Citation.objects.filter(pk=pk)).select_related("claim__changed_by", "source__family")
    if found := citations.first():
        return found
    raise Http404("There is no citation at this address. It may have been mistyped, or cut off when it was copied.")


def _refusal(shown, person):
    """Why there is nothing to judge for this person, and who could; None if there is."""
    if not (shown.present and shown.claim.present):
        why = "This citation is no longer in the text, so there is nothing to judge."
        if shown.is_live:
            why += " Readers see it until the next edition is published."
        return {"why": why, "could": None}
    try:
        require_independence(shown, person)
    except NotIndependent as error:
        names = [p.get_full_name() or p.get_username() for p in who_may_judge(shown)[:5]]
        return {"why": str(error), "could": names}
    return None


def _citation_page(request, shown, waiting, form, refusal=None, problem="", status=200):
    claim, source = shown.claim, shown.source.survivor
    passages = sorted(shown.passages.all(), key=lambda p: p.pk)
    context = claim.document.claim_context(claim) if claim.document else {}
    history = list(shown.verdicts.order_by("-number"))
    latest = next((v for v in history if v.outcome != Outcome.UNDONE), None)
    appraisal = claim.appraisals.order_by("-number").first()
    return render(
        request,
        "audit/citation.html",
        {
            "citation": shown,
            "claim": claim,
            "document": claim.document,
            "section": context.get("section", claim.section),
            "question": context.get("question", claim.question),
            "sentence": reading.around(context.get("paragraph", claim.context), claim.text),
            "source": source,
            # reference_html escapes every field of the source itself
            "reference": mark_safe(reference_html(csl_of(source))),
            "links": reading.links_of(source),
            "notices": [
                (n, reading.doi_address(n.doi) or reading.web_address(n.url))
                for n in source.notices.all()
                if n.lifted_at is None
            ],
            "passages": reading.with_misquotes(source, passages),
            "file": _file_of(source, passages, request.user),
            "abstract": reading.abstract_of(source, passages),
            "state": reading.state_of(shown),
            "history": [(v, reading.labels(Mismatch, v.mismatches)) for v in history],
            "latest": latest,
            "changes": changes(latest.judged, judged_today(shown)) if latest else [],
            "can_undo": history and history[0].reviewer_id == request.user.pk and history[0].outcome != Outcome.UNDONE,
            "appraisal": appraisal,
            "appraisal_is_fresh": bool(appraisal) and appraisal.judged_digest == appraised_digest(claim),
            "queue": waiting,
            "place": waiting.place_of(shown),
            "following": waiting.after(shown),
            "filters": _filters(waiting),
            "form": form,
            "refusal": refusal,
            "problem": problem,
            "saved": _just_saved(request),
        },
        status=status,
    )


def _file_of(source, passages, user):
    """The attached PDF, where a passage names a page of it and this person may read it."""
    if any(p.page for p in passages) and user.has_perm("references.view_attachment"):
        return source.attachments.first()
    return None


@judging
@require_POST
def undo(request, pk):
    """Take back one's own latest verdict."""
    shown = _citation(pk)
    try:
        undo_verdict(citation=shown, by=request.user, now=timezone.now())
    except NothingToUndo as nothing:
        messages.error(request, str(nothing))
    else:
        messages.success(request, "Your verdict was taken back; the record keeps both. The citation waits again.")
    return redirect(f"{reverse('audit:citation', args=[pk])}{_filters(_queue(request))}")
