"""Imports in the admin: upload a file, see what it would bring, decide, bring it in, take it back."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET

from references.importing import bringing_in, deciding, going_on, preview, starting, unreadable
from references.importing.files import is_kept
from references.importing.upload import LimitedUpload
from references.jobs import lost
from references.models import Import
from references.models.importing import ImportState, RecordState

from .deleting import ReadOnlyAdmin
from .import_acts import ACTS, HEADS, back, stubs_of
from .import_forms import ChoicesForm, FileForm

FEW, PAGE = 10, 100


@admin.register(Import)
class ImportAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """Whoever may add sources may import them, and see what others imported."""

    list_display = ["name", "state", "records", "who", "began"]
    list_filter = ["state"]
    list_select_related = ["started_by"]
    list_per_page = 50
    search_fields = ["name"]
    ordering = ["-started_at"]

    @admin.display(description="started by", ordering="started_by__username")
    def who(self, batch):
        return batch.started_by.get_full_name() or batch.started_by.get_username() if batch.started_by else "the shell"

    @admin.display(description="started", ordering="started_at")
    def began(self, batch):
        return date_format(timezone.localtime(batch.started_at), "j M Y, H:i")

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Imports"} | (extra_context or {}))

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("references.add_source")

    def has_add_permission(self, request, obj=None):
        return self.has_view_permission(request)

    def get_urls(self):
        def at(address, view, name):
            return path(address, self.admin_site.admin_view(view), name=f"references_import_{name}")

        return [
            at("<uuid:object_id>/record/<int:position>/", self.record_view, "record"),
            at("<uuid:object_id>/unreadable/", self.unreadable_view, "unreadable"),
            *super().get_urls(),
        ]

    def _found(self, request, object_id):
        """The import, if this person may see it; else PermissionDenied, or 404 if there is none."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        batch = self.get_object(request, str(object_id))
        if batch is None:
            raise Http404("There is no such import.")
        return batch

    def _page(self, request, template, status=200, **context):
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return render(request, f"admin/references/{template}.html", context, status=status)

    # ---- 1 File

    @method_decorator(csrf_exempt)  # only until the upload is limited: the token stands in the same body as the file
    def add_view(self, request, form_url="", extra_context=None):
        """Upload a file; it is read in a job."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        handler = LimitedUpload(request)
        request.upload_handlers = [handler]
        return csrf_protect(lambda request: self._upload(request, handler))(request)

    def _upload(self, request, handler):
        status, form = 200, FileForm()
        if request.method == "POST":
            form = FileForm(request.POST, request.FILES, refused=handler.refused)
            if form.is_valid() and (batch := self._start(request, form)):
                return redirect("admin:references_import_change", batch.pk)
            status = 413 if handler.refused else 422
        return self._page(
            request, "import_file", status, title="Import references", form=form, **_steps(ImportState.READING, 1)
        )

    def _start(self, request, form):
        file = form.cleaned_data["file"]
        about = {"name": file.name, "size": file.size, "format": form.cleaned_data["format"]}
        try:
            return starting.start(file.chunks(), by=request.user, now=timezone.now(), **about)
        except starting.NotImportable as refusal:
            form.add_error("file", str(refusal))

    # ---- 2 Preview, 3 Import, 4 Report

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One import from its preview to its report; each button is a POST that says which act it is."""
        batch = self._found(request, object_id)
        if request.method == "POST":
            return self._act(request, batch)
        return self._import_page(request, batch)

    def _act(self, request, batch):
        act = ACTS.get(request.POST.get("act"))
        if act is None:
            messages.error(request, "Nothing was done. Choose one of the buttons.")
            return self._import_page(request, batch, status=400)
        try:
            answer = act(request, batch)
        except deciding.Closed as closed:
            messages.error(request, str(closed))
            answer = None
        if isinstance(answer, ChoicesForm):
            return self._import_page(request, batch, status=422, form=answer)
        return answer or redirect(back(request, batch))

    def _import_page(self, request, batch, status=200, form=None):
        figures = preview.counts(batch)
        shown = request.GET.get("show")
        shown = shown if shown in HEADS else ""
        context = {
            "title": "Import references",
            "batch": batch,
            "job": batch.job,
            **_waiting(batch),
            "figures": figures,
            "to_go_in": preview.to_go_in(batch, figures),
            "open": batch.state in deciding.OPEN,
            "may_begin": batch.state in bringing_in.MAY_BEGIN,
            "size": filesizeformat(batch.size),
            "format": FileForm.label_of(batch.format),
            "shown": shown,
            "tables": [_table(request, batch, name, whole=bool(shown)) for name in _tables(batch, shown)],
            "form": form or ChoicesForm(instance=batch),
            "unread": is_kept(batch) and figures["unreadable"],
            "unreadable_in": figures["unreadable"] - figures["unreadable_out"],
            "stubs": stubs_of(batch).count() if batch.state == ImportState.DONE else 0,
            "over": batch.state in {ImportState.DONE, ImportState.UNDONE},
            **_steps(batch.state),
        }
        return self._page(request, "import", status, **context)

    # ---- one record

    def record_view(self, request, object_id, position):
        """A record beside the work that it may be, field by field."""
        batch = self._found(request, object_id)
        row = batch.rows.select_related("source__merged_into").filter(position=position).first()
        if row is None:
            raise Http404("There is no such record in this import.")
        if request.method == "POST":
            return self._act(request, batch)
        waiting = list(preview.rows_of(batch, "look-alikes").values_list("position", flat=True))
        following = [p for p in waiting if p != position]
        return self._page(
            request,
            "import_record",
            title="Are these the same work?" if row.state == RecordState.LOOK_ALIKE else f"Record in line {row.line:,}",
            batch=batch,
            row=row,
            pair=preview.pair(row),
            following=following[0] if following else None,
            left=len(waiting),
            open=batch.state in deciding.OPEN,
        )

    def unreadable_view(self, request, object_id):
        """The records that could not be read whole, as they stand in the file."""
        return _download(request, self._found(request, object_id))


@require_GET
def _download(request, batch):
    if not is_kept(batch):
        raise Http404("The file of this import is not kept any more.")
    stem, _, ending = batch.name.rpartition(".")
    response = StreamingHttpResponse(unreadable.text_of(batch), content_type="text/plain; charset=utf-8")
    name = f"{stem or ending}-unreadable.{ending if stem else 'txt'}"
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{_quoted(name)}"
    return response


def _quoted(name):
    return urlencode({"": name}).removeprefix("=").replace("+", "%20")


# ---- what the page shows


def _waiting(batch):
    """Whether a job is at work on the import, and how far it is."""
    stopped, job = going_on.has_stopped(batch), batch.job
    waits = batch.state in going_on.STATES and not stopped
    return {
        "stopped": stopped,
        "waits": waits,
        "no_worker": waits and not lost.living(timezone.now()).exists(),
        "percent": 100 * job.done // job.total if waits and job.total else None,
    }


def _tables(batch, shown):
    if shown:
        return [shown]
    if batch.state == ImportState.UNDONE:
        return ["stays"]
    return ["look-alikes", "decided", "unreadable", "left-out"]


def _table(request, batch, name, *, whole):
    """One list with its lines: a few of them, or a page of all."""
    pages = Paginator(preview.rows_of(batch, name), PAGE if whole else FEW)
    page = pages.get_page(request.GET.get("page") if whole else 1)
    return {"name": name, "head": HEADS[name], "page": page, "lines": preview.lines(page.object_list), "whole": whole}


def _steps(state, at=0):
    """The four steps with the one that we are at."""
    at = at or {
        ImportState.READING: 1,
        ImportState.FAILED: 1,
        ImportState.PREVIEW: 2,
        ImportState.IMPORTING: 3,
        ImportState.PAUSED: 3,
        ImportState.UNDOING: 3,
    }.get(state, 4)
    third = {ImportState.IMPORTING: ", running", ImportState.PAUSED: ", paused", ImportState.UNDOING: ", being undone"}
    words = ["File", "Preview", f"Import{third.get(state, '')}", "Report"]
    return {"steps": [{"number": n, "word": w, "done": n < at, "now": n == at} for n, w in enumerate(words, 1)]}
