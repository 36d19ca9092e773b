"""Sheets into a comparison and out of it: paste or upload, look at what would change, apply; export."""

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone

from supplements import importing, sheet_files, sheets

from .grid_pages import find

_SALT = "supplements.sheet"
_KINDS = {
    "csv": ("text/csv; charset=utf-8", lambda rows, name: sheet_files.csv_file(rows)),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet_files.xlsx_file),
}


class SheetForm(forms.Form):
    """Pasted cells, or a file; its rows are read when it is checked."""

    pasted = forms.CharField(
        required=False,
        label="paste from a spreadsheet",
        help_text="With the names of attributes in the first row, and those of forms in the first column.",
        max_length=sheet_files.LARGEST,
        strip=False,  # the corner above the forms may be empty
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "wrap": "off"}),
    )
    file = forms.FileField(required=False, label="or choose a file", help_text="CSV or XLSX, up to 2 MB.")

    def clean(self):
        said = super().clean()
        file, pasted = said.get("file"), said.get("pasted", "")
        if self.errors:
            return said
        if not file and not pasted.strip():
            self.add_error("pasted", "Paste the cells here, or choose a file.")
            return said
        place = "file" if file else "pasted"
        try:
            said["rows"] = sheet_files.from_file(file.name, _content(file)) if file else sheet_files.from_paste(pasted)
        except sheets.Unreadable as wrong:
            self.add_error(place, str(wrong))
        return said


def _content(file):
    """No more than is needed to see that it is too large."""
    return file.read(sheet_files.LARGEST + 1)


def sheet_page(model_admin, request, object_id):
    """Asks for a sheet, shows what it would change, and applies what was shown."""
    comparison = find(model_admin, request, object_id)
    if comparison is None:
        raise Http404("There is no such comparison.")
    if not model_admin.has_change_permission(request, comparison):
        raise PermissionDenied
    if "apply" in request.POST:
        return _apply(model_admin, request, comparison)
    form = SheetForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid():
        return _preview(model_admin, request, comparison, importing.Plan(comparison, form.cleaned_data["rows"]))
    return _show(model_admin, request, comparison, form=form, status=422 if form.errors else 200)


def _preview(model_admin, request, comparison, plan, *, refused=""):
    more = {
        "plan": plan,
        "signed": signing.dumps({"of": comparison.pk, "rows": plan.rows}, salt=_SALT, compress=True),
        "mend": SheetForm(initial={"pasted": sheet_files.as_pasted(plan.rows)}),
        "refused": refused,
    }
    return _show(model_admin, request, comparison, status=409 if refused else 200, **more)


def _apply(model_admin, request, comparison):
    try:
        signed = signing.loads(request.POST.get("sheet", ""), salt=_SALT)
    except signing.BadSignature:
        signed = {}
    if signed.get("of") != comparison.pk:
        form = SheetForm()
        said = "The preview came back damaged, or it was of another comparison. Nothing was changed: paste the sheet again."
        return _show(model_admin, request, comparison, form=form, refused=said, status=400)
    seen = request.POST.get("seen", "")
    try:
        plan = importing.apply(comparison, signed["rows"], seen=seen, by=request.user, now=timezone.now())
    except importing.StoodOtherwise as other:
        return _preview(model_admin, request, comparison, other.plan, refused=str(other))
    count = len(plan.changes)
    said = f"{count} cell{'' if count == 1 else 's'} changed from a sheet."
    model_admin.log_change(request, comparison, said)
    messages.success(request, said)
    return redirect(comparison.get_admin_url())


def _show(model_admin, request, comparison, *, status=200, **more):
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": f"Sheet into {comparison}",
        "is_nav_sidebar_enabled": False,
        "comparison": comparison,
        **more,
    }
    return render(request, "admin/supplements/sheet.html", context, status=status)


def export(model_admin, request, object_id, kind):
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    comparison = find(model_admin, request, object_id)
    if comparison is None or kind not in _KINDS:
        raise Http404("There is no such file.")
    content_type, write = _KINDS[kind]
    response = HttpResponse(write(list(importing.rows_of(comparison)), comparison.name), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{comparison.substance.slug}-{comparison.slug}.{kind}"'
    return response
