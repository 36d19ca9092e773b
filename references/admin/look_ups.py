"""Look-ups in the admin: ask the catalogues, see what they say before it is taken over, many at once too."""

from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from references import filling, looking_up
from references.models import Job, LookUp, Source
from references.models.look_up import LookUpState

from . import look_alikes
from .origins import label_of, name_of, origin_line
from .shown import shown

PAGE = 25
_UNANSWERED = (LookUpState.NOT_FOUND, LookUpState.FAILED, LookUpState.WAITING)
_FIRST = ["title", "authors", "container_title", "date", "csl_type", "design"]
_ASKED = 2000  # characters; what is longer was no identifier


def urls(admin_site):
    def at(address, view, name):
        return path(address, admin_site.admin_view(view), name=f"references_source_{name}")

    return [
        at("look-ups/ask/", ask, "look_up_ask"),
        at("look-ups/many/<uuid:key>/", many, "look_ups"),
        at("look-ups/<uuid:key>/", look_up, "look_up"),
        at("look-ups/<uuid:key>/state/", state, "look_up_state"),
        at("<int:object_id>/look-up/", again, "look_up_again"),
    ]


def _needs(request, permission):
    if not request.user.has_perm(f"references.{permission}"):
        raise PermissionDenied


# ---- asking


@require_POST
def ask(request):
    """Ask the catalogues for a new source; what is here already leads to its page."""
    _needs(request, "add_source")
    typed = request.POST.get("identifier", "").strip()[:_ASKED]
    try:
        asked = looking_up.ask(typed, by=request.user, now=timezone.now())
    except filling.Known as known:
        messages.info(request, str(known))
        return redirect("admin:references_source_change", known.source.pk)
    except looking_up.NothingToLookUp as nothing:
        messages.error(request, str(nothing))
        return redirect(f"{reverse('admin:references_source_add')}?{urlencode({'look_up': typed})}")
    return redirect("admin:references_source_look_up", asked.pk)


@require_POST
def again(request, object_id):
    """Ask the catalogues about a source that is here."""
    _needs(request, "change_source")
    source = Source.objects.select_related("merged_into").filter(pk=object_id).first()
    if source is None:
        raise Http404("There is no such source.")
    source = source.survivor
    try:
        asked = looking_up.ask("", by=request.user, now=timezone.now(), source=source)
    except looking_up.NothingToLookUp as nothing:
        messages.error(request, str(nothing))
        return redirect("admin:references_source_change", source.pk)
    return redirect("admin:references_source_look_up", asked.pk)


def ask_again(model_admin, request, queryset):
    """Admin action: look the chosen sources up again, in one job."""
    sources = list(queryset.filter(merged_into=None))
    job = looking_up.ask_again(sources, by=request.user, now=timezone.now())
    if job is None:
        messages.error(request, "None of them has an identifier or an address to be looked up by.")
        return None
    return redirect("admin:references_source_look_ups", job.pk)


ask_again.short_description = "Look up again"
ask_again.allowed_permissions = ["change"]


# ---- one look-up


class StubForm(forms.Form):
    """What a person must say of a work that no catalogue knows."""

    title = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}))


@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request, key):
    """How a look-up stands, and what would be taken over; a button takes it."""
    _needs(request, "view_source")
    asked = _found(key)
    if request.method == "POST":
        _needs(request, "change_source" if asked.source_id else "add_source")
        return _act(request, asked)
    return _page(request, asked)


def _found(key):
    rows = LookUp.objects.select_related("job", "source__merged_into", "asked_by")
    if found := rows.filter(pk=key).first():
        return found
    raise Http404("There is no such look-up.")


def _act(request, asked):
    match request.POST.get("act"):
        case "take":
            return _take(request, asked)
        case "stub":
            return _stub(request, asked)
        case "again":
            return _ask_anew(request, asked)
    return _page(request, asked)


def _take(request, asked):
    fields = set(request.POST.getlist("fields")) if asked.source_id else None
    if fields == set():
        messages.info(request, "Nothing was ticked, so nothing was changed.")
        return redirect("admin:references_source_change", asked.source.survivor.pk)
    try:
        source = looking_up.take(asked, by=request.user, now=timezone.now(), fields=fields)
    except filling.Known as known:
        return _page(request, asked, problem=str(known), holder=known.source)
    except looking_up.NotThere as gone:
        return _page(request, asked, problem=str(gone))
    except ValidationError as error:
        return _page(request, asked, problem=" ".join(_sentences(error)))
    messages.success(request, f"{source.short_name} is {'filled in' if fields is not None else 'added'}.")
    if fields is None:
        look_alikes.warn(request, source)
    return redirect("admin:references_source_change", source.pk)


def _stub(request, asked):
    form = StubForm(request.POST)
    if not form.is_valid():
        return _page(request, asked, form=form)
    try:
        source = looking_up.stub(asked, title=form.cleaned_data["title"], by=request.user, now=timezone.now())
    except filling.Known as known:
        return _page(request, asked, form=form, problem=str(known), holder=known.source)
    except ValidationError as error:
        return _page(request, asked, form=form, problem=" ".join(_sentences(error)))
    messages.success(request, f"{source.short_name} is kept with its identifier. Fill in the rest here.")
    return redirect("admin:references_source_change", source.pk)


def _ask_anew(request, asked):
    try:
        asked = looking_up.ask(asked.asked, by=request.user, now=timezone.now(), source=asked.source)
    except filling.Known as known:
        messages.info(request, str(known))
        return redirect("admin:references_source_change", known.source.pk)
    except looking_up.NothingToLookUp as nothing:
        return _page(request, asked, problem=str(nothing))
    return redirect("admin:references_source_look_up", asked.pk)


def _sentences(error):
    """What is wrong, each with the name of its field."""
    if not hasattr(error, "error_dict"):
        return error.messages
    names = {f.name: str(f.verbose_name).capitalize() for f in Source._meta.fields}
    return [f"{names[n]}: {s}" if n in names else s for n, found in error.message_dict.items() for s in found]


def _page(request, asked, *, form=None, problem="", holder=None):
    standing, said = looking_up.standing(asked, now=timezone.now())
    here = looking_up.here_already(asked)
    source = asked.source and asked.source.survivor
    label = Source._meta.get_field(asked.field).verbose_name
    found = standing == LookUpState.FOUND
    context = {
        **_frame(request),
        "title": f"Look up {source.short_name if source else 'a source'}",
        "asked": asked,
        "label": label,
        "source": source,
        "state": standing,
        "said": said,
        "from_where": name_of(asked.origin),
        "here": here or holder,
        "problem": problem,
        "proposals": _proposals(source, asked) if found and source else [],
        "fields": _fields(asked) if found and not source else [],
        "form": form or StubForm(),
        "may": request.user.has_perm(f"references.{'change' if source else 'add'}_source"),
    }
    status = 409 if problem else 422 if form and form.errors else 200
    return render(request, "admin/references/look_up.html", context, status=status)


def _frame(request):
    return {**admin.site.each_context(request), "opts": Source._meta, "is_nav_sidebar_enabled": False}


def _proposals(source, asked):
    """What would change: (unit, label, now, would become, where what stands came from, kept)."""
    return [
        (p.field, p.label, shown(p.field, p.before), shown(p.field, p.after), origin_line(source, p.field), p.kept)
        for p in sorted(filling.proposals(source, looking_up.details_of(asked)), key=lambda p: _place(p.field))
    ]


def _place(unit):
    """Where a unit stands for a reader: what the work is comes before where to find it."""
    return _FIRST.index(unit) if unit in _FIRST else len(_FIRST)


def _fields(asked):
    """[(label, value)] of all that was found."""
    values = filling.values_of(looking_up.details_of(asked))
    units = [(u, {n: values.get(n) or "" for n in filling.UNITS[u]}) for u in sorted(filling.UNITS, key=_place)]
    return [(label_of(unit), text) for unit, said in units if (text := shown(unit, said))]


@require_GET
def state(request, key):
    """How a look-up stands, for the page that waits for it."""
    _needs(request, "view_source")
    standing, said = looking_up.standing(_found(key), now=timezone.now())
    return JsonResponse({"state": standing, "said": said})


# ---- many at once


@require_http_methods(["GET", "HEAD", "POST"])
def many(request, key):
    """What the catalogues say of many sources, each to be ticked or not."""
    _needs(request, "change_source")
    job = Job.objects.filter(pk=key).first()
    rows = LookUp.objects.filter(job=key).select_related("job", "source__merged_into").order_by("source__citekey", "pk")
    if job is None or not rows.exists():
        raise Http404("There is no such look-up.")
    if request.method == "POST":
        chosen = rows.filter(pk__in=_keys(request.POST.getlist("look_ups")), state=LookUpState.FOUND)
        taken, refused = looking_up.take_many(chosen, by=request.user, now=timezone.now())
        _say_taken(request, taken, refused)
        return redirect(request.get_full_path())
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    counts = dict.fromkeys(LookUpState.values, 0)
    counts |= dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    context = {
        **_frame(request),
        "title": job.title,
        "job": job,
        "page": page,
        "rows": [_row(asked) for asked in page] if job.is_over else [],
        "counts": counts,
        "unanswered": sum(counts[state] for state in _UNANSWERED),
    }
    return render(request, "admin/references/look_ups.html", context)


def _keys(texts):
    for text in texts:
        try:
            yield UUID(text)
        except ValueError:
            continue


def _say_taken(request, taken, refused):
    if taken:
        messages.success(request, f"{taken} source{'s are' if taken > 1 else ' is'} filled in.")
    for asked, why in refused:
        messages.error(request, f"{asked.source.short_name} stays as it is: {why}")
    if not taken and not refused:
        messages.info(request, "Nothing was ticked, so nothing was changed.")


def _row(asked):
    standing, said = looking_up.state_of(asked)
    source = asked.source.survivor
    proposals = _proposals(source, asked) if standing == LookUpState.FOUND else []
    return {
        "asked": asked,
        "source": source,
        "state": standing,
        "said": said,
        "proposals": [p for p in proposals if not p[-1]],
        "kept": [p for p in proposals if p[-1]],
        "from_where": name_of(asked.origin),
    }
