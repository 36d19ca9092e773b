"""The desk: one citation on one screen, and the verdict on it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST

from references.bibliography import csl_of, reference_html
from references.independence import NotIndependent, require_independence, who_may_judge
from references.judged import appraised_digest, judged_today, with_judged
from references.models import Citation
from references.outcomes import Mismatch, Outcome

from . import reading
from .changes import changes
from .forms import VerdictForm, seen_today
from .queue_views import filters_of, judging, just_saved, queue_of
from .verdicts import NothingToUndo, WordingChanged, give_verdict, undo_verdict


@judging
@require_http_methods(["GET", "HEAD", "POST"])
def citation(request, pk):
    """Show one citation and take a verdict on it; then on to the next item."""
    waiting = queue_of(request)
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
    query = filters_of(waiting)
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
            "filters": filters_of(waiting),
            "form": form,
            "refusal": refusal,
            "problem": problem,
            "saved": just_saved(request),
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
    return redirect(f"{reverse('audit:citation', args=[pk])}{filters_of(queue_of(request))}")
