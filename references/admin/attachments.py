"""The PDF of a source in the admin: attach it, read it, remove it."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from references import attachments
from references.models import Attachment, Source

# Enough for the browser's own viewer, which is a page with one embedded object and a style; nothing of the file runs.
FILE_CSP = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def urls(admin_site):
    def at(address, view, name):
        return path(address, admin_site.admin_view(view), name=f"references_{name}")

    return [
        at("<int:object_id>/attach/", attach, "source_attach"),
        at("attachments/<int:pk>/", read, "attachment"),
        at("attachments/<int:pk>/delete/", delete, "attachment_delete"),
    ]


class AttachForm(forms.Form):
    file = forms.FileField(
        label="PDF",
        max_length=400,
        help_text="Only colleagues see it. Attach what you may keep.",
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
    )


def _needs(request, permission):
    if not request.user.has_perm(f"references.{permission}"):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def attach(request, object_id):
    """The form that attaches a file to a source."""
    _needs(request, "add_attachment")
    source = Source.objects.filter(pk=object_id).first()
    if source is None:
        raise Http404("There is no such source.")
    form = AttachForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept, problem = attachments.attach(
                source=source, file=file, name=file.name, by=request.user, now=timezone.now()
            )
        except attachments.Refused as refused:
            form.add_error("file", str(refused))
        else:
            _say(request, kept, problem)
            return redirect("admin:references_source_change", source.pk)
    title = f"Attach the PDF of {source.short_name}"
    return _page(request, source, title=title, form=form, act="Attach")


def _say(request, kept, problem):
    if problem:
        messages.warning(
            request,
            f"Attached: {kept.name}. Its pages could not be counted, because {problem}; page numbers are not checked.",
        )
    else:
        messages.success(request, f"Attached: {kept.name}, {kept.pages} page{'' if kept.pages == 1 else 's'}.")


@require_safe
def read(request, pk):
    """The file itself. Never cached by others, never run, never framed."""
    _needs(request, "view_attachment")
    attachment = _found(pk)
    try:
        response = FileResponse(
            attachments.file_of(attachment).open("rb"), content_type="application/pdf", filename=attachment.name
        )
    except FileNotFoundError as error:
        raise Http404("The file is not there any more. Attach it again.") from error
    response["Content-Security-Policy"] = FILE_CSP
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "DENY"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-cache"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, pk):
    """Ask, then remove the file; a file whose pages passages name stays."""
    _needs(request, "delete_attachment")
    attachment = _found(pk)
    reason = attachments.why_it_stays(attachment)
    if request.method == "POST":
        try:
            attachments.delete(attachment)
        except attachments.Refused as refused:
            reason = str(refused)
        else:
            messages.success(request, f"Removed: {attachment.name}.")
            return redirect("admin:references_source_change", attachment.source_id)
    title = f"Remove {attachment.name}"
    status = 409 if reason and request.method == "POST" else 200
    return _page(request, attachment.source, title=title, form=None, act="Remove", reason=reason, status=status)


def _found(pk):
    attachment = Attachment.objects.select_related("source").filter(pk=pk).first()
    if attachment is None:
        raise Http404("There is no such file.")
    return attachment


def _page(request, source, *, status=200, **context):
    context = {**admin.site.each_context(request), "opts": Source._meta, "source": source, **context}
    return render(request, "admin/references/attachment_form.html", context, status=status)
