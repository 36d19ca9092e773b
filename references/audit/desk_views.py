"""The desk: one citation on one screen, and the verdict on it."""

from contextlib import suppress

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from references.independence import NotIndependent
from references.models import Verdict
from references.models.waiting import ItemKind
from references.outcomes import Outcome
from references.permits import NotPermitted

from . import desk, opinions
from .forms import HoldForm, VerdictForm, with_seen
from .kept import keep_what_is_typed, typed_before
from .neighbours import neighbours
from .queue_rows import address_of
from .queue_views import filters_of, judging, just_saved, queue_of
from .verdict_record import CHANGED
from .verdicts import CannotHold, NothingToUndo, WordingChanged, give_verdicts, hold, undo_verdict
from .waiting import TakenByAnother, take

BLIND = "You give a second opinion without knowing the first, so there is nothing that you could say still holds."


@keep_what_is_typed
@judging
@require_http_methods(["GET", "HEAD", "POST"])
def citation(request, pk):
    """Show one citation and take a verdict on it, or that the last one still holds; then on to the next item."""
    shown = desk.citation_of(pk)
    if request.method != "POST":
        kept = typed_before(request)
        return _page(request, shown, typed=VerdictForm(initial=kept), why=HoldForm(initial=kept), kept=kept)
    return _still_holds(request, shown) if "hold" in request.POST else _judge(request, shown)


def _judge(request, shown):
    waiting = queue_of(request)
    form = VerdictForm(request.POST, sentence=shown.claim.text)
    if desk.refusal(shown, request.user, opinions.shown(shown, request.user)):
        return _page(request, shown, typed=form, status=403)
    valid = form.is_valid()
    if form.data.get("seen_digest") and form.data["seen_digest"] != shown.digest:
        return _changed(request, shown, CHANGED, typed=form)
    if not valid:
        return _page(request, shown, typed=form, status=422)
    following = waiting.following(shown)
    citations = [shown, *neighbours(shown, request.user).only(form.was_shown())]
    seen = dict.fromkeys((c.pk for c in citations), form.cleaned_data["seen_digest"])
    try:
        given = give_verdicts(
            citations=citations, by=request.user, now=timezone.now(), seen_digests=seen, **form.said()
        )
    except WordingChanged as changed:
        return _changed(request, desk.citation_of(shown.pk), str(changed), typed=form)
    except NotIndependent:
        return _page(request, desk.citation_of(shown.pk), typed=form, status=403)
    _say_who_was_quicker(request, given.verdicts, form.cleaned_data["seen_number"])
    _say_how_many(request, given)
    if "stay" in request.POST:
        return _to(reverse("audit:citation", args=[shown.pk]), waiting, shown)
    return _on(request, shown, waiting, following)


def _still_holds(request, shown):
    waiting = queue_of(request)
    form = HoldForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, why=form, status=422)
    following = waiting.following(shown)
    if opinions.shown(shown, request.user).blind:
        return _page(request, shown, why=form, problem=BLIND, status=403)
    try:
        hold(citation=shown, by=request.user, now=timezone.now(), **form.said())
    except WordingChanged as changed:
        return _changed(request, desk.citation_of(shown.pk), str(changed), why=form)
    except NotIndependent:
        return _page(request, desk.citation_of(shown.pk), why=form, status=403)
    except CannotHold as because:
        form.add_error("because", str(because))
        return _page(request, desk.citation_of(shown.pk), why=form, status=422)
    return _on(request, shown, waiting, following)


def _on(request, shown, waiting, following):
    """To the next item, which is theirs from now on, or to the queue, which says that nothing waits."""
    if following is None:
        return _to(reverse("audit:queue"), waiting, shown)
    with suppress(TakenByAnother, NotIndependent, NotPermitted, ObjectDoesNotExist):
        take(kind=following.kind, item=following.key, by=request.user, now=timezone.now())
    if following.kind != ItemKind.CITATION:
        messages.success(request, "Your verdict is saved.")
    return _to(address_of(following), waiting, shown)


def _to(address, waiting, shown):
    query = filters_of(waiting)
    return redirect(f"{address}{query}{'&' if query else '?'}after={shown.pk}")


def _say_who_was_quicker(request, verdicts, seen_number):
    """Two people at one item: both verdicts stand, and the second of them is told."""
    mine = verdicts[0]
    if seen_number is None or mine.number <= seen_number + 1:
        return
    other = Verdict.objects.filter(citation=mine.citation_id, number=mine.number - 1).first()
    if other and other.reviewer_id != request.user.pk and other.outcome != Outcome.UNDONE:
        said = f"{other.reviewer_name} judged this a moment before you: {other.get_outcome_display()}."
        messages.warning(
            request, f"{said} You chose {mine.get_outcome_display()}. Both verdicts stand; the later one counts."
        )


def _say_how_many(request, given):
    if len(given.verdicts) > 1:
        messages.success(request, f"Your verdict is recorded in each of {len(given.verdicts)} places.")
    if given.skipped:
        messages.warning(
            request, f"{len(given.skipped)} of the places were left out: another reviewer must judge them."
        )


def _changed(request, shown, problem, *, typed=None, why=None):
    """The page with the new wording, what changed while it was open, and all that was typed."""
    changes = desk.changed_while_open(request.POST.get("seen", ""), shown)
    return _page(request, shown, typed=typed, why=why, problem=problem, changed=changes, status=409)


def _page(request, shown, *, typed=None, why=None, kept=None, problem="", changed=(), status=200):
    """The desk. typed, why: the two forms as they were filled, for the wording that stands there now."""
    waiting = queue_of(request)
    context = desk.on_the_desk(shown, request.user) | desk.held_by(shown, request.user, timezone.now())
    following = waiting.following(shown)
    seen = {
        "seen_digest": shown.digest,
        "seen": desk.seal(shown),
        "seen_number": context["earlier"].number,
        "places": " ".join(str(place.citation.pk) for place in context["neighbours"].places),
    }
    form, why = typed or VerdictForm(), why or HoldForm()
    for each in (form, why):
        with_seen(each, seen)
    form.sentence, form.implied, form.implied_read = shown.claim.text, context["implied"], context["implied_read"]
    return render(
        request,
        "audit/citation.html",
        {
            **context,
            "queue": waiting,
            "place": waiting.place_of(shown),
            "following": following and address_of(following),
            "before": waiting.before(shown),
            "filters": filters_of(waiting),
            "form": form,
            "why": why,
            "kept": kept,
            "refusal": desk.refusal(shown, request.user, context["opinion"]),
            "problem": problem,
            "changed": changed,
            "saved": just_saved(request),
        },
        status=status,
    )


@judging
@require_POST
def undo(request, pk):
    """Take back one's own latest verdict."""
    shown = desk.citation_of(pk)
    try:
        undo_verdict(citation=shown, by=request.user, now=timezone.now())
    except NothingToUndo as nothing:
        messages.error(request, str(nothing))
    else:
        messages.success(request, "Your verdict was taken back; the record keeps both. The citation waits again.")
    return redirect(f"{reverse('audit:citation', args=[pk])}{filters_of(queue_of(request))}")
