"""The pages of an invited expert: all that their link opens, and nothing else.

No account and no cookie: the key in the address is the authority, which no other site can know, so there is nothing
that a forged form of another site could use, and the token against such forms is left out. With `no-referrer` browsers
would not send what that token's check needs anyway.
"""

from functools import wraps

from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from django.views.defaults import page_not_found

from references.bibliography import csl_of, reference_html
from references.independence import NotIndependent, require_expert_independence
from references.judged import appraised_digest, with_judged
from references.models import Verdict
from references.outcomes import Direction, Downgrade

from . import invitations, reading
from .appraisals import appraise
from .forms import ReceiptFormSet, with_more_rows, with_seen
from .invitation_forms import ExpertAppraisalForm, ExpertVerdictForm
from .invitations import InterestsMissing, LinkClosed
from .verdict_record import WordingChanged
from .verdicts import give_verdict


def invited_page(view):
    """A page behind a key: never cached, never indexed, its address told to nobody. Unknown keys get the 404 of any page."""

    @csrf_exempt
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def page(request, key, **about):
        invitation = invitations.found_by(key)
        if invitation is None:
            response = page_not_found(request, Http404())
        elif why := invitations.why_closed(invitation, timezone.now()):
            response = render(request, "invited/closed.html", {"why": why}, status=410)
        else:
            try:
                response = view(request, invitation, key, **about)
            except Http404:
                response = page_not_found(request, Http404())
            except LinkClosed as closed:
                response = render(request, "invited/closed.html", {"why": str(closed)}, status=410)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return page


def _asked(invitation):
    asked = with_judged(invitations.asked_about(invitation)).prefetch_related("claim__document")
    return asked.order_by("claim__content_type", "claim__object_id", "claim__position", "source__citekey")


def _answers(invitation):
    """{citation id: their latest verdict}, by this invitation."""
    given = Verdict.objects.filter(invitation=invitation).order_by("number").defer("judged")
    return {v.citation_id: v for v in given}


def _left(invitation, citations, answers):
    return [c for c in citations if c.pk not in answers or answers[c.pk].judged_digest != c.digest]


@invited_page
def invited(request, invitation, key):
    """What is asked: each sentence, each source, and what was answered."""
    if request.method == "POST":
        return redirect("invited", key=key)
    if request.method == "GET":
        invitations.open_link(invitation=invitation, now=timezone.now())
    citations, answers = list(_asked(invitation)), _answers(invitation)
    appraised = {a.claim_id: a for a in invitation.appraisals.order_by("number").defer("judged")}
    rows = {}
    for citation in citations:
        answer = answers.get(citation.pk)
        changed = answer is not None and answer.judged_digest != citation.digest
        rows.setdefault(citation.claim, []).append((citation, citation.source.survivor, answer, changed))
    named = invitation.claims.filter(present=True).prefetch_related("document")
    without = [claim for claim in named if claim not in rows]
    return render(
        request,
        "invited/list.html",
        {
            "invitation": invitation,
            "key": key,
            "claims": [(claim, rows.get(claim, []), appraised.get(claim.pk)) for claim in [*rows, *without]],
            "left": len(_left(invitation, citations, answers)),
            "total": len(citations),
        },
    )


@invited_page
def citation(request, invitation, key, pk):
    """One citation in the look of the desk, and the expert's verdict on it."""
    shown = _asked(invitation).filter(pk=pk).first()
    if shown is None:
        raise Http404
    refusal = _refusal(shown.claim, invitation)
    if request.method != "POST":
        form = ExpertVerdictForm(invitation=invitation, initial={"seen_digest": shown.digest})
        return _citation_page(request, invitation, key, shown, form, refusal)
    form = ExpertVerdictForm(request.POST, invitation=invitation, sentence=shown.claim.text)
    if refusal:
        return _citation_page(request, invitation, key, shown, form, refusal, status=403)
    if not form.is_valid():
        return _citation_page(request, invitation, key, shown, form, status=422)
    said = form.said() | {"seen_digest": form.cleaned_data["seen_digest"]}
    try:
        _answer(invitation, form, give_verdict, citation=shown, **said)
    except (WordingChanged, NotIndependent, InterestsMissing) as problem:
        shown = _asked(invitation).filter(pk=pk).first() or shown
        refusal = _refusal(shown.claim, invitation)
        return _citation_page(request, invitation, key, shown, form, refusal, str(problem), status=409)
    citations = list(_asked(invitation))
    left = [c.pk for c in _left(invitation, citations, _answers(invitation))]
    keys = [c.pk for c in citations]
    place = keys.index(shown.pk) if shown.pk in keys else 0
    following = next((pk for pk in keys[place:] + keys[:place] if pk in left), None)
    if following:
        return redirect("invited-citation", key=key, pk=following)
    return redirect("invited-thanks", key=key)


@transaction.atomic
def _answer(invitation, form, act, **said):
    """Their interests, if this is the first answer, and the answer: both or neither."""
    now = timezone.now()
    if interests := form.cleaned_data.get("interests"):
        invitation = invitations.declare_interests(invitation=invitation, interests=interests, now=now)
    return act(invitation=invitation, now=now, **said)


def _refusal(claim, invitation):
    try:
        require_expert_independence(claim, invitation)
    except NotIndependent as why:
        return str(why)
    return ""


def _citation_page(request, invitation, key, shown, form, refusal="", problem="", status=200):
    claim, source = shown.claim, shown.source.survivor
    return render(
        request,
        "invited/citation.html",
        {
            **_sentence_of(claim),
            "invitation": invitation,
            "key": key,
            "citation": shown,
            "source": source,
            # reference_html escapes every field of the source itself
            "reference": mark_safe(reference_html(csl_of(source))),
            "links": reading.links_of(source),
            "notices": [n for n in source.notices.all() if n.lifted_at is None],
            "passages": shown.passages.all(),
            "abstract": reading.abstract_of(source, shown.passages.all()),
            "answer": _answers(invitation).get(shown.pk),
            "form": with_seen(form, {"seen_digest": shown.digest}),
            "refusal": refusal,
            "problem": problem,
        },
        status=status,
    )


def _sentence_of(claim):
    context = claim.document.claim_context(claim) if claim.document else {}
    return {
        "claim": claim,
        "document": claim.document,
        "section": context.get("section", claim.section),
        "question": context.get("question", claim.question),
        "sentence": reading.around(context.get("paragraph", claim.context), claim.text),
    }


@invited_page
def appraisal(request, invitation, key, pk):
    """How sure all evidence makes the expert of one claim; asked for, not required."""
    claim = invitation.claims.filter(present=True, pk=pk).prefetch_related("citations").first()
    if claim is None:
        raise Http404
    if request.method != "POST":
        form = ExpertAppraisalForm(invitation=invitation)
        return _appraisal_page(request, invitation, key, claim, form, ReceiptFormSet(prefix="receipts"))
    if "more" in request.POST:
        typed = request.POST.dict() | {"reasons": request.POST.getlist("reasons")}
        receipts = ReceiptFormSet(with_more_rows(request.POST), prefix="receipts")
        form = ExpertAppraisalForm(initial=typed, invitation=invitation)
        return _appraisal_page(request, invitation, key, claim, form, receipts)
    form = ExpertAppraisalForm(request.POST, invitation=invitation)
    receipts = ReceiptFormSet(request.POST, prefix="receipts")
    receipts.needed = request.POST.get("direction") == Direction.NONE_FOUND
    if not (form.is_valid() & receipts.is_valid()):
        return _appraisal_page(request, invitation, key, claim, form, receipts, status=422)
    said = {k: v for k, v in form.cleaned_data.items() if k != "interests"}
    try:
        _answer(invitation, form, appraise, claim=claim, receipts=receipts.receipts(), **said)
    except (WordingChanged, InterestsMissing) as problem:
        claim = invitation.claims.prefetch_related("citations").get(pk=pk)
        return _appraisal_page(request, invitation, key, claim, form, receipts, str(problem), status=409)
    return redirect("invited", key=key)


def _appraisal_page(request, invitation, key, claim, form, receipts, problem="", status=200):
    citations = with_judged(claim.citations.filter(present=True)).order_by("source__citekey")
    latest = invitation.appraisals.filter(claim=claim).order_by("number").last()
    return render(
        request,
        "invited/appraisal.html",
        {
            **_sentence_of(claim),
            "invitation": invitation,
            "key": key,
            "citations": citations,
            "answer": latest,
            "answer_reasons": reading.labels(Downgrade, latest.reasons) if latest else [],
            "form": with_seen(form, {"seen_digest": appraised_digest(claim)}),
            "receipts": receipts,
            "problem": problem,
        },
        status=status,
    )


@invited_page
def thanks(request, invitation, key):
    """All is answered."""
    given, asked = invitations.answered([invitation])[invitation.pk]
    if given < asked or request.method == "POST":
        return redirect("invited", key=key)
    return render(request, "invited/thanks.html", {"invitation": invitation, "key": key})
