"""The buttons of an import's page. Each act is given the request and the import.

It answers with an address to go to, with a form that has errors, or with nothing: then the page comes again. Raises
deciding.Closed where the import is not open for it.
"""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from references import looking_up
from references.importing import bringing_in, deciding, going_on, preview, undoing
from references.models import Source
from references.models.importing import RecordState, Said

from .import_forms import ChoicesForm

HEADS = {
    "new": "New records",
    "here": "Already here",
    "look-alikes": "Look-alikes",
    "decided": "Decided look-alikes",
    "unreadable": "Unreadable in part",
    "left-out": "Left out",
    "stays": "What stays",
}


def _begin(request, batch):
    form = ChoicesForm(request.POST, instance=batch)
    if "not_findable_because" in request.POST:
        if not form.is_valid():
            return form
        deciding.choose(batch, **form.cleaned_data)
    bringing_in.begin(batch, by=request.user, now=timezone.now())
    return None


def _choose(request, batch):
    form = ChoicesForm(request.POST, instance=batch)
    if not form.is_valid():
        return form
    deciding.choose(batch, **form.cleaned_data)
    messages.success(request, "Saved. It holds for every record that goes in from now on.")
    return None


def _pause(request, batch):
    bringing_in.pause(batch)


def _undo(request, batch):
    undoing.begin(batch, by=request.user, now=timezone.now())


def _go_on(request, batch):
    going_on.go_on(batch, by=request.user, now=timezone.now())


def _look_up(request, batch):
    job = looking_up.ask_again(list(stubs_of(batch)), by=request.user, now=timezone.now())
    return redirect("admin:references_source_look_ups", job.pk) if job else None


def _decide(said):
    def act(request, batch):
        if request.POST.get("all"):
            positions = list(preview.rows_of(batch, "look-alikes").values_list("position", flat=True))
        else:
            positions = [int(p) for p in request.POST.getlist("record") if p.isdecimal() and len(p) < 10]
        count = deciding.decide(batch, positions, said, by=request.user)
        if count:
            messages.success(request, f"{count:,} record{'s' if count > 1 else ''} decided: {_SAID[said]}.")
        else:
            messages.warning(request, "No record was chosen, or somebody decided meanwhile. Tick at least one.")
        if count and (following := request.POST.get("next", "")).isdecimal() and len(following) < 10:
            return redirect("admin:references_import_record", batch.pk, int(following))
        return None

    return act


_SAID = {
    Said.APART: "another work, so it goes in",
    Said.SAME: "the same work, so only its gaps are filled",
    Said.VERSIONS: "another version, so it goes in and is linked",
    Said.NOTHING: "open again",
}
ACTS = {
    "begin": _begin,
    "choose": _choose,
    "pause": _pause,
    "undo": _undo,
    "go-on": _go_on,
    "look-up": _look_up,
    **{said.value or "open": _decide(said) for said in Said},
}


def back(request, batch):
    """The page the button stood on, with the list it showed."""
    shown = request.GET.get("show")
    address = reverse("admin:references_import_change", args=[batch.pk])
    return f"{address}?{urlencode({'show': shown})}" if shown in HEADS else address


def stubs_of(batch):
    """Sources that the import made of an identifier alone, so that they wait to be looked up."""
    rows = batch.rows.filter(state=RecordState.IMPORTED, details__title__isnull=True)
    return Source.objects.filter(pk__in=rows.values("source"), merged_into=None)
