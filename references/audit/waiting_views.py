"""Take, release, assign and skip items of the queue. Every answer leads back to the list, or says why not."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from references.independence import NotIndependent
from references.models.waiting import ItemKind
from references.permits import NotPermitted

from . import waiting
from .forms import Note
from .queue import Item, Risk
from .queue_address import filters_of, queue_of
from .queue_rows import address_of, rows
from .queue_views import judging

_ATTEMPTS = 5
_REFUSED = (waiting.TakenByAnother, waiting.NothingToRelease, NotIndependent, NotPermitted)


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person):
        return person.get_full_name() or person.get_username()


class SkipForm(forms.Form):
    because = Note(
        label="Why do you skip it?",
        rows=2,
        required=True,
        max_length=waiting.LONGEST_REASON,
        error_messages={"required": "Say why you skip it, so that the others know."},
    )


class AssignForm(forms.Form):
    to = PersonField(
        queryset=None,
        label="Who shall judge it?",
        empty_label="Choose somebody",
        error_messages={"required": "Choose who shall judge it.", "invalid_choice": "Choose from the people shown."},
    )

    def __init__(self, data=None, *, people):
        super().__init__(data)
        self.fields["to"].queryset = people


@judging
@require_POST
def start(request):
    """Take the first free item under the filters, and go to it. Whatever somebody takes meanwhile is passed over."""
    for _ in range(_ATTEMPTS):
        queue = queue_of(request)
        if not (first := queue.first):
            break
        try:
            waiting.take(kind=first.kind, item=first.key, by=request.user, now=queue.now)
        except waiting.TakenByAnother:
            continue
        return redirect(f"{address_of(first)}{filters_of(queue)}")
    messages.info(request, "Nothing is free under these filters: others have taken what is left, or nothing waits.")
    return _back(request)


@judging
@require_POST
def take(request, kind, pk):
    """Take an item for half an hour."""
    return _act(
        request, kind, pk, waiting.take, "You have taken it. It is yours for half an hour, or until you judge it."
    )


@judging
@require_POST
def release(request, kind, pk):
    """Give an item back."""
    return _act(request, kind, pk, waiting.release, "It is free again.")


def _act(request, kind, pk, act, done):
    _row(kind, pk)
    try:
        act(kind=kind, item=pk, by=request.user, now=timezone.now())
    except _REFUSED as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    if request.POST.get("then") == "open":
        return redirect(f"{address_of(Item(Risk.NEVER, ItemKind(kind), pk))}{filters_of(queue_of(request))}")
    return _back(request, pk)


@judging
@require_http_methods(["GET", "HEAD", "POST"])
def skip(request, kind, pk):
    """Leave an item for later, with a reason that the others read."""
    row = _row(kind, pk)
    form = SkipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        queue = queue_of(request)
        following = queue.following(row.citation) if request.POST.get("then") == "next" and row.citation else None
        try:
            waiting.skip(kind=kind, item=pk, by=request.user, now=timezone.now(), because=because)
        except waiting.ReasonMissing as why:
            form.add_error("because", str(why))
        else:
            messages.success(request, "Skipped. It comes last for you until what is judged changes.")
            return redirect(f"{address_of(following)}{filters_of(queue)}") if following else _back(request)
    return _page(request, row, "audit/skip.html", form)


@judging
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request, kind, pk):
    """Hand an item to somebody who may judge it."""
    row = _row(kind, pk)
    people = waiting.candidates(ItemKind(kind), row.citation or row.claim).order_by(
        "first_name", "last_name", "username"
    )
    form = AssignForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        try:
            waiting.assign(kind=kind, item=pk, to=to, by=request.user, now=timezone.now())
        except _REFUSED as refused:
            form.add_error("to", str(refused))
        else:
            name = to.get_full_name() or to.get_username()
            messages.success(request, f"{name} has it now, until it is judged or given back.")
            return _back(request, pk)
    return _page(request, row, "audit/assign.html", form)


def _row(kind, pk):
    """The item as the queue shows it. Raises Http404."""
    if kind not in ItemKind.values:
        raise Http404("There is nothing of this kind in the queue.")
    found = rows([Item(Risk.NEVER, ItemKind(kind), pk)], timezone.now())
    if not found:
        raise Http404("There is nothing in the queue at this address. It may have been mistyped, or judged meanwhile.")
    return found[0]


def _page(request, row, template, form):
    context = {"row": row, "form": form, "filters": filters_of(queue_of(request))}
    return render(request, template, context, status=422 if form.is_bound else 200)


def _back(request, pk=None):
    return redirect(f"{reverse('audit:queue')}{filters_of(queue_of(request))}{f'#i-{pk}' if pk else ''}")
