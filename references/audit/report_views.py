"""A reader's report on one screen, and the outcome that a reviewer gives it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from references.independence import NotIndependent
from references.judged import with_judged
from references.models import Citation, ProblemReport, Taking
from references.models.report import ReportOutcome
from references.models.waiting import ItemKind
from references.reporting import DecidedMeanwhile, decide, state_of

from . import opinions, reading
from .changes import words_changed
from .disputes import disputed
from .queue_rows import address_of
from .queue_views import filters_of, judging, queue_of
from .report_form import DecisionForm


@judging
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk):
    """Show a report beside what it is about, and take its outcome."""
    shown = _report(pk)
    if request.method != "POST":
        said = {"outcome": shown.outcome, "answer": shown.answer, "is_public": shown.is_public}
        return _page(request, shown, DecisionForm(initial=said | {"seen": state_of(shown)}))
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, form, status=422)
    try:
        decided = decide(report=shown, by=request.user, now=timezone.now(), **form.cleaned_data)
    except DecidedMeanwhile as meanwhile:
        shown = _report(pk)
        return _page(request, shown, _seen_today(form, shown), problem=str(meanwhile), status=409)
    except NotIndependent as error:
        return _page(request, shown, form, problem=str(error), status=403)
    where = (
        "on the page of the claim, and at the reporter’s address" if decided.is_public else "at the reporter’s address"
    )
    messages.success(request, f"The outcome is recorded. It stands {where}.")
    return _on(request)


def _on(request):
    """To the next report that waits under the filters of the queue, or back to the queue."""
    waiting = queue_of(request)
    following = waiting.first
    here = following and following.kind == ItemKind.REPORT and address_of(following)
    return redirect(f"{here or reverse('audit:queue')}{filters_of(waiting)}")


def _report(pk):
    reports = ProblemReport.objects.select_related("claim", "decided_by", "reporter_address")
    if found := reports.filter(pk=pk).first():
        return found
    raise Http404("There is no report at this address. It may have been mistyped, or cut off when it was copied.")


def _seen_today(form, shown):
    form.data = form.data.copy()
    form.data["seen"] = state_of(shown)
    return form


def _page(request, shown, form, *, problem="", status=200):
    claim = shown.claim
    document = claim.document
    live = document and document.live_wording(claim)
    others = claim.reports.exclude(pk=shown.pk).select_related("decided_by").order_by("-at")
    context = {
        "report": shown,
        "address": getattr(shown, "reporter_address", None),
        "claim": claim,
        "document": document,
        "live": live,
        "changed": words_changed(shown.wording, live["text"]) if live and live["text"] != shown.wording else None,
        "draft": words_changed(live["text"] if live else shown.wording, claim.text),
        "citations": _citations(claim, request.user),
        "others": others,
        "taken": _taken(shown, request),
        "promised": shown.outcome == ReportOutcome.WILL_CORRECT,
        "filters": filters_of(queue_of(request)),
        "form": form,
        "problem": problem,
    }
    return render(request, "audit/report.html", context, status=status)


def _citations(claim, person):
    """[(citation, its source, its passages, its state)]; "hidden" for one on which `person` gives a second opinion blind."""
    rows = with_judged(Citation.objects.filter(claim=claim, present=True)).order_by("source__citekey")
    rows = rows.annotate(has_opinion=disputed())
    return [(c, c.source.survivor, list(c.passages.all()), _state(c, person)) for c in rows]


def _state(citation, person):
    blind = citation.has_opinion and opinions.shown(citation, person).blind
    return "hidden" if blind else reading.state_of(citation)


def _taken(shown, request):
    """Who else has taken it, or None."""
    taken = Taking.objects.standing(timezone.now()).filter(kind=ItemKind.REPORT, item=shown.pk)
    return taken.exclude(person=request.user).select_related("person").first()
