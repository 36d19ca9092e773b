"""Two records side by side, and the three answers: the same work, two versions of one, different works."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from references import canonical, identifiers
from references.duplicates import deciding, merging, versions
from references.duplicates.deciding import NotDecidable
from references.duplicates.foresight import foresee
from references.duplicates.merging import NotMergeable, NotUndoable
from references.duplicates.units import FIELDS, UNITS
from references.duplicates.versions import NotLinkable
from references.holders import holder_of
from references.models import Citation, ImportRecord, LookAlike, Source, SourceMerge
from references.models.duplicate import Decision
from references.models.importing import RecordState

from . import pair_table

REFUSALS = (NotMergeable, NotLinkable, NotDecidable)


def urls(admin_site):
    """Addresses below that of the sources."""
    return [
        path("<int:object_id>/merge/", admin_site.admin_view(choose), name="references_source_merge"),
        path("<int:object_id>/merge/<int:other_id>/", admin_site.admin_view(pair), name="references_source_compare"),
    ]


# ---- which two


@require_http_methods(["GET"])
def choose(request, object_id):
    """Ask for the other record by its citekey or an identifier, then show both side by side."""
    _require(request, "view")
    source, typed = _source(object_id), request.GET.get("with", "").strip()
    problem = ""
    if typed:
        other = _found(typed)
        if other and other.pk != source.pk:
            return redirect("admin:references_source_compare", source.pk, other.pk)
        problem = (
            "This is the record itself. Give another one."
            if other
            else f"No source has “{typed}” as citekey or identifier."
        )
    context = {"source": source, "typed": typed, "problem": problem}
    return _page(request, "merge_choose", f"Which record is the same work as {source.citekey}?", context)


def _found(typed):
    if found := Source.objects.resolve([typed]).get(typed):
        return found
    named = identifiers.one_in(typed)
    return holder_of(*named) if named else None


@require_http_methods(["GET", "POST"])
def pair(request, object_id, other_id):
    """Any two records, whether they look alike or not."""
    _require(request, "view")
    if object_id == other_id:
        raise Http404("These are not two records.")
    first, second = sorted([_source(object_id), _source(other_id)], key=lambda source: source.pk)
    return compare(request, first, second, LookAlike.objects.filter(first=first, second=second).first())


# ---- side by side


def compare(request, first, second, look_alike=None):
    """The page of two records; a POST is one of its buttons."""
    _require(request, "view")
    left, right = _which_stays(request, first, second)
    if request.method == "POST":
        _require(request, "change")
        if request.POST.get("seen") != _seen(first, second):
            messages.error(request, "One of the two records changed while you looked at them. Look again.")
            return _compare_page(request, left, right, look_alike, status=409)
        try:
            return _act(request, left, right, look_alike)
        except REFUSALS as refusal:
            messages.error(request, str(refusal))
            return _compare_page(request, left, right, look_alike, status=409)
    return _compare_page(request, left, right, look_alike)


def _act(request, left, right, look_alike):
    by, now, act = request.user, timezone.now(), request.POST.get("act")
    if act == "merge":
        take = [unit for unit in UNITS if request.POST.get(f"take-{unit}") == "right"]
        done = merging.merge(winner=left, loser=right, by=by, now=now, take=take)
        said = format_html(
            '“{}” was merged into “{}”. <a href="{}">Undo</a>',
            right.citekey,
            left.citekey,
            reverse("admin:references_source_merge_undo", args=[done.pk]),
        )
    elif act == "versions":
        older, newer = (right, left) if request.POST.get("older") == str(right.pk) else (left, right)
        versions.link(older=older, newer=newer, by=by, now=now)
        said = f"“{newer.citekey}” is the newer version of “{older.citekey}” now."
    elif act == "unlink":
        older, newer = (left, right) if left.superseded_by_id == right.pk else (right, left)
        versions.unlink(older=older, newer=newer, by=by, now=now)
        said = f"“{older.citekey}” and “{newer.citekey}” are no versions of one work any more."
    elif act == "apart":
        deciding.keep_apart(left, right, by=by, now=now)
        said = f"“{left.citekey}” and “{right.citekey}” stay apart."
    else:
        messages.error(request, "Nothing was done. Choose one of the buttons.")
        return _compare_page(request, left, right, look_alike, status=400)
    messages.success(request, said)
    return redirect(_next_address(look_alike, left))


def _next_address(look_alike, left):
    if look_alike is None:
        return reverse("admin:references_source_change", args=[left.pk])
    following = _after(look_alike) or LookAlike.objects.waiting().first()
    if following is None:
        return reverse("admin:references_lookalike_changelist")
    return reverse("admin:references_lookalike_change", args=[following.pk])


def _compare_page(request, left, right, look_alike, status=200):
    merged = next((source for source in (left, right) if source.merged_into_id), None)
    posted = {unit for unit in UNITS if request.POST.get(f"take-{unit}") == "right"}
    rows, same = pair_table.rows_of(left, right, posted if request.method == "POST" else None)
    linked = left.superseded_by_id == right.pk or right.superseded_by_id == left.pk
    context = {
        "left": left,
        "right": right,
        "pair": [left, right],
        "merged": merged,
        "merge": merged and SourceMerge.objects.filter(loser=merged, undone_at=None).select_related("winner").first(),
        "rows": rows,
        "same": same,
        "came_from": _came_from(left, right),
        "foresight": foresee(left, right),
        "look_alike": look_alike,
        "place": _place(look_alike),
        "older": versions.in_order(left, right)[0],
        "linked": linked,
        "apart": look_alike is not None and look_alike.decision == Decision.APART,
        "seen": _seen(left, right),
        "may_change": request.user.has_perm("references.change_source") and not merged,
    }
    return _page(request, "look_alike", "Are these the same work?", context, status)


def _which_stays(request, first, second):
    """(the record whose citekey stays, the other): as asked for, else the one that is cited more, else the older one."""
    asked = request.POST.get("keep") or request.GET.get("keep", "")
    if asked in {str(first.pk), str(second.pk)}:
        return (first, second) if asked == str(first.pk) else (second, first)
    cited = [Citation.objects.present().filter(source=source).count() for source in (first, second)]
    return (second, first) if cited[1] > cited[0] else (first, second)


def _seen(*sources):
    """A digest of both records as they are shown."""
    rows = [
        {name: getattr(s, name) for name in (*FIELDS, "citekey", "merged_into_id", "superseded_by_id")}
        for s in sorted(sources, key=lambda source: source.pk)
    ]
    return canonical.digest(canonical.canonical_json(rows))


def _came_from(*sources):
    """{source: the record of an import that it came from}"""
    rows = ImportRecord.objects.filter(source__in=sources, state=RecordState.IMPORTED).select_related("batch")
    found = {row.source_id: row for row in rows}
    return [found.get(source.pk) for source in sources]


def _place(look_alike):
    """Where it stands in the work list: {number, of, previous, next}; None if it does not wait there."""
    waiting = LookAlike.objects.waiting()
    if look_alike is None or not waiting.filter(pk=look_alike.pk).exists():
        return None
    before = _before(look_alike, waiting)
    return {
        "number": before.count() + 1,
        "of": waiting.count(),
        "previous": before.order_by("score", "-pk").first(),
        "next": _after(look_alike),
    }


def _before(pair, waiting):
    return waiting.filter(score__gt=pair.score) | waiting.filter(score=pair.score, pk__lt=pair.pk)


def _after(pair):
    waiting = LookAlike.objects.waiting()
    return (waiting.filter(score__lt=pair.score) | waiting.filter(score=pair.score, pk__gt=pair.pk)).first()


# ---- undo


@require_http_methods(["GET", "POST"])
def undo(request, object_id):
    """Part two records again; says beforehand what was written since."""
    _require(request, "change")
    merge = SourceMerge.objects.select_related("winner", "loser", "by", "undone_by").filter(pk=object_id).first()
    if merge is None:
        raise Http404("There is no such merge.")
    status = 200
    if request.method == "POST":
        try:
            stays = merging.undo(merge, by=request.user, now=timezone.now())
        except NotUndoable as refusal:
            messages.error(request, str(refusal))
            status = 409
            merge.refresh_from_db()
        else:
            messages.success(request, f"“{merge.loser.citekey}” and “{merge.winner.citekey}” are two records again.")
            for sentence in stays:
                messages.warning(request, sentence)
            return redirect("admin:references_source_change", merge.loser_id)
    return _page(request, "merge_undo", "Undo this merge?", {"merge": merge}, status)


# ---- for all of them


def _require(request, act):
    if not request.user.has_perm(f"references.{act}_source"):
        raise PermissionDenied


def _source(pk):
    source = Source.objects.select_related("merged_into", "created_by").filter(pk=pk).first()
    if source is None:
        raise Http404("There is no such source.")
    return source


def _page(request, template, title, context, status=200):
    about = {**admin.site.each_context(request), "opts": Source._meta, "title": title, **context}
    return render(request, f"admin/references/{template}.html", about, status=status)
