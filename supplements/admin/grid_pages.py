"""The grid: a comparison as a sheet, one of its cells open beside it. A script swaps parts of it; without one it is a page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from supplements import carriers
from supplements.models import Comparison

from .cells import panel_at
from .grid import Grid

_EMPTYING = {"1": True, "0": False}
NO_CELL = "There is no such cell in this comparison: the form or the attribute was renamed, or taken out."
CHOOSE = "Open a cell first: choose it in the grid."


def find(model_admin, request, object_id):
    """The comparison, if this person may see it; None if there is none."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    pk = int(object_id) if str(object_id).isdecimal() and len(str(object_id)) < 19 else None
    return Comparison.objects.select_related("substance").filter(pk=pk).first()


def grid_page(model_admin, request, object_id):
    comparison = find(model_admin, request, object_id)
    if comparison is None:
        return model_admin._get_obj_does_not_exist_redirect(request, model_admin.opts, object_id)
    may_edit = model_admin.has_change_permission(request, comparison)
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    shown = _Shown(request, comparison, may_edit)
    if request.method != "POST":
        return shown.page(model_admin)
    if shown.panel is None or shown.panel.edit is None:
        return shown.page(model_admin, said=NO_CELL if shown.asked else CHOOSE, status=400)
    if shown.panel.edit.save(by=request.user, now=timezone.now()):
        return _saved(model_admin, request, shown)
    edit = shown.panel.edit
    said = "" if edit.only_looks else edit.refused or "Not saved yet. Please mend what is marked."
    return shown.page(model_admin, said=said, status=409 if edit.refused else 200 if edit.only_looks else 422)


def _saved(model_admin, request, shown):
    panel = shown.panel
    what = "Saved" if panel.edit.form.instance.is_filled else "Emptied"
    said = f"{what}: {panel.title}."
    model_admin.log_change(request, shown.comparison, said)
    if shown.is_fragment:
        return _Shown(request, shown.comparison, True, fresh=True).page(model_admin, said=said)
    messages.success(request, said)
    return redirect(f"{shown.comparison.get_admin_url()}?{shown.query(cell=panel.key)}#cell")


class _Shown:
    """What the address asks for: which cell is open, which is pinned, and whether only problems are shown."""

    def __init__(self, request, comparison, may_edit, *, fresh=False):
        self.request, self.comparison, self.may_edit = request, comparison, may_edit
        self.asked, self.pinned_key = request.GET.get("cell", ""), request.GET.get("pin", "")
        self.only_problems = request.GET.get("only") == "problems"
        self.is_fragment = request.headers.get("X-Fragment") == "cell"
        self.grid = Grid(comparison, request.user, only_problems=self.only_problems)
        typed = request.POST if request.method == "POST" and not fresh else None
        self.panel = self._panel(typed, fresh) if self.asked else None

    def _panel(self, typed, fresh):
        return panel_at(
            self.grid.layout,
            self.asked,
            self.request.user,
            may_edit=self.may_edit,
            emptying=None if fresh else _EMPTYING.get(self.request.GET.get("empty")),
            typed=typed,
        )

    def query(self, **more):
        """The query of the page's address with these in place of what it has; "" takes one out."""
        kept = {"only": "problems" if self.only_problems else "", "pin": self.pinned_key, **more}
        return urlencode({name: value for name, value in kept.items() if value})

    def page(self, model_admin, *, said="", status=200):
        pinned = None
        if self.pinned_key:
            pinned = panel_at(self.grid.layout, self.pinned_key, self.request.user, may_edit=False)
        context = {
            "opts": model_admin.opts,
            "comparison": self.comparison,
            "grid": self.grid,
            "panel": self.panel,
            "pinned": pinned,
            "square": self.grid.square(self.panel.key) if self.panel else None,
            "missing": NO_CELL if self.asked and self.panel is None else "",
            "may_edit": self.may_edit,
            "said": said,
            "keep": self.query(),
            "without_pin": self.query(pin="", cell=self.asked),
            "all_of_it": self.query(only="", cell=self.asked),
            "only_problems": self.query(only="problems", cell=self.asked),
            "pin_this": self.query(pin=self.asked),
        }
        if self.is_fragment:
            return render(self.request, "admin/supplements/_fragment.html", context, status=status)
        context |= {
            **model_admin.admin_site.each_context(self.request),
            "title": self.comparison.name,
            "is_nav_sidebar_enabled": False,
            "drafts": carriers.drafts_placing(self.comparison),
            "sources_at": reverse("admin:articles_article_claim_dialog_sources"),
        }
        return render(self.request, "admin/supplements/grid.html", context, status=status)
