"""The page on which a reviewer appraises one claim: how sure all evidence makes us of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from references.independence import wrote_the_sentence
from references.judged import appraised_digest, with_judged
from references.models import Claim, Verdict
from references.outcomes import Direction, Downgrade

from . import reading
from .access import audit_page
from .appraisals import appraise
from .disputes import hidden_from
from .forms import AppraisalForm, ReceiptFormSet, seen_today, with_more_rows
from .verdicts import WordingChanged

appraising = audit_page("references.appraise_claim", "appraise how sure the evidence makes us")


@appraising
@require_http_methods(["GET", "HEAD", "POST"])
def appraisal(request, pk):
    """Show a claim with all it rests on, and take an appraisal of it."""
    claim = _claim(pk)
    if request.method != "POST":
        form = AppraisalForm(initial={"seen_digest": appraised_digest(claim)})
        return _appraisal_page(request, claim, form, ReceiptFormSet(prefix="receipts"))
    if "more" in request.POST:
        return _with_more_rows(request, claim)
    form, receipts = AppraisalForm(request.POST), ReceiptFormSet(request.POST, prefix="receipts")
    receipts.needed = request.POST.get("direction") == Direction.NONE_FOUND
    if not claim.present:
        return _appraisal_page(request, claim, form, receipts, status=409)
    if not form.is_valid() or not receipts.is_valid():
        return _appraisal_page(request, claim, seen_today(form, appraised_digest(claim)), receipts, status=422)
    try:
        appraise(claim=claim, by=request.user, now=timezone.now(), receipts=receipts.receipts(), **form.cleaned_data)
    except WordingChanged as changed:
        claim = _claim(pk)
        form = seen_today(form, appraised_digest(claim))
        return _appraisal_page(request, claim, form, receipts, problem=str(changed), status=409)
    messages.success(request, "Your appraisal is recorded.")
    return redirect("audit:appraisal", pk=pk)


def _with_more_rows(request, claim):
    """What was typed, unchecked, with room for more receipts."""
    typed = request.POST.dict() | {"reasons": request.POST.getlist("reasons"), "seen_digest": appraised_digest(claim)}
    receipts = ReceiptFormSet(with_more_rows(request.POST), prefix="receipts")
    return _appraisal_page(request, claim, AppraisalForm(initial=typed), receipts)


def _claim(pk):
    claims = Claim.objects.select_related("changed_by").prefetch_related("citations")
    if found := claims.filter(pk=pk).first():
        return found
    raise Http404("There is no claim at this address. It may have been mistyped, or cut off when it was copied.")


def _appraisal_page(request, claim, form, receipts, problem="", status=200):
    today = appraised_digest(claim)
    citations = with_judged(claim.citations.filter(present=True)).order_by("source__citekey")
    citations = list(citations.annotate(is_hidden=hidden_from(request.user)))
    verdicts = {v.citation_id: v for v in Verdict.objects.filter(citation__in=citations).order_by("number")}
    context = claim.document.claim_context(claim) if claim.document else {}
    return render(
        request,
        "audit/appraisal.html",
        {
            "claim": claim,
            "document": claim.document,
            "section": context.get("section", claim.section),
            "question": context.get("question", claim.question),
            "sentence": reading.around(context.get("paragraph", claim.context), claim.text),
            "citations": [_cited(c, verdicts.get(c.pk)) for c in citations],
            "wrote_it": wrote_the_sentence(claim, request.user),
            "history": [
                (a, reading.labels(Downgrade, a.reasons), a.judged_digest == today)
                for a in claim.appraisals.order_by("-number")
            ],
            "form": form,
            "receipts": receipts,
            "problem": problem,
        },
        status=status,
    )


def _cited(citation, verdict):
    """(citation, its latest verdict, its state); "hidden" for one on which this person gives a second opinion blind."""
    return (citation, None, "hidden") if citation.is_hidden else (citation, verdict, reading.state_of(citation))
