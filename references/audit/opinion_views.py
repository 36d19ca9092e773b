"""The page of a second opinion: ask for one, see where it stands, settle a disagreement."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from references.permits import NotPermitted

from . import opinions, reading
from .access import audit_page
from .desk import citation_of
from .opinion_forms import ArbiterForm, AskForm, ProposalForm
from .opinions import OpinionRefused
from .queue_views import filters_of, queue_of
from .verdict_record import WordingChanged

asking = audit_page(opinions.ASK, "ask for second opinions")

SAID = {
    "ask": "A second opinion is asked for. Until it is given, the citation waits in the queue.",
    "withdraw": "The second opinion is no longer asked for.",
    "propose": "Your proposal is recorded. It waits for the other reviewer.",
    "agree": "You both agree; the verdict is recorded with both your names.",
    "arbiter": "Who decides is named. The citation waits for their verdict.",
}
_FORMS = {"ask": AskForm, "propose": ProposalForm, "arbiter": ArbiterForm}


@asking
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request, pk):
    """Where the second opinion on one citation stands, and what this person can do about it."""
    citation = citation_of(pk)
    shown = opinions.shown(citation, request.user)
    if request.method != "POST":
        return _page(request, citation, shown)
    act = request.POST.get("act", "")
    form = _form(act, shown, request.POST) if act in _FORMS else None
    if act not in SAID:
        return _page(
            request, citation, shown, problem="Nothing was chosen. Choose what to do, then send it.", status=422
        )
    if form and not form.is_valid():
        return _page(request, citation, shown, forms={act: form}, status=422)
    if act != "ask" and shown.opinion is None:
        return _page(request, citation, shown, problem="This second opinion is closed already.", status=409)
    try:
        _do(act, citation, shown, form, request)
    except (OpinionRefused, WordingChanged, NotPermitted, opinions.NotIndependent) as refused:
        citation = citation_of(pk)
        shown = opinions.shown(citation, request.user)
        return _page(request, citation, shown, forms={act: form}, problem=str(refused), status=409)
    messages.success(request, SAID[act])
    return redirect(f"{reverse('audit:citation', args=[pk])}{filters_of(queue_of(request))}")


def _do(act, citation, shown, form, request):
    said = form.cleaned_data if form else {}
    who = {"by": request.user, "now": timezone.now()}
    match act:
        case "ask":
            opinions.ask(citation=citation, of=said["of"], because=said["because"], **who)
        case "withdraw":
            opinions.withdraw(opinion=shown.opinion, **who)
        case "propose":
            opinions.propose(opinion=shown.opinion, outcome=said["outcome"], note=said["note"], **who)
        case "agree":
            opinions.agree(opinion=shown.opinion, seen=request.POST.get("seen", ""), **who)
        case "arbiter":
            opinions.name_arbiter(opinion=shown.opinion, arbiter=said["arbiter"], **who)


def _form(act, shown, data=None):
    return _FORMS[act](data, people=shown.could_decide) if act in {"ask", "arbiter"} else _FORMS[act](data)


def _page(request, citation, shown, *, forms=None, problem="", status=200):
    claim = citation.claim
    context = claim.document.claim_context(claim) if claim.document else {}
    forms = {k: f for k, f in (forms or {}).items() if f}
    wanted = {"ask": shown.may_ask, "propose": shown.may_propose, "arbiter": shown.may_name_arbiter}
    made = {act: forms.get(act) or _form(act, shown) for act, may in wanted.items() if may}
    lost = [
        f[n].value() for f in forms.values() for n in ("because", "note") if n in f.fields and f not in made.values()
    ]
    return render(
        request,
        "audit/opinion.html",
        {
            "citation": citation,
            "claim": claim,
            "document": claim.document,
            "section": context.get("section", claim.section),
            "question": context.get("question", claim.question),
            "sentence": reading.around(context.get("paragraph", claim.context), claim.text),
            "source": citation.source.survivor,
            "opinion": shown,
            "forms": made,
            "lost": [text for text in lost if text],
            "problem": problem,
            "filters": filters_of(queue_of(request)),
        },
        status=status,
    )
