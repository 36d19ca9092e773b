"""Record and lift notices: two small forms, because both make verdicts out of date and speak to readers at once."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone

from references import identifiers
from references.models import Notice
from references.models.notice import NoticeKind
from references.notices import lift_notice, record_notice

from .deleting import ReadOnlyAdmin


class NoticeForm(forms.Form):
    """What was published about a source."""

    kind = forms.ChoiceField(choices=NoticeKind.choices)
    published_on = forms.DateField(
        label="date of the notice", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    doi = forms.CharField(label="DOI of the notice", required=False, max_length=400)
    url = forms.URLField(label="address of the notice", required=False, max_length=1000, assume_scheme="https")
    note = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What it says, in our words. Readers see it.",
    )

    def clean_doi(self):
        try:
            return identifiers.doi(self.cleaned_data["doi"])[:255] if self.cleaned_data["doi"] else ""
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class LiftForm(forms.Form):
    because = forms.CharField(
        label="why it does not concern the source after all", widget=forms.Textarea(attrs={"rows": 3})
    )


def record(model_admin, request, object_id):
    """The form beside a source that records a notice about it."""
    source = model_admin.get_object(request, str(object_id))
    if source is None:
        raise Http404("There is no such source.")
    if not request.user.has_perm("references.add_notice"):
        raise PermissionDenied
    form = NoticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        record_notice(source=source, by=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "The notice is recorded. Verdicts on this source are out of date now.")
        return redirect("admin:references_source_change", source.pk)
    title = f"Record a notice about {source.short_name}"
    return _page(model_admin, request, title=title, form=form, source=source, act="Record the notice")


def _page(model_admin, request, **context):
    context = {**model_admin.admin_site.each_context(request), "opts": context["source"]._meta, **context}
    return render(request, "admin/references/notice_form.html", context)


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["source", "kind", "published_on", "recorded_at", "recorded_by", "stands"]
    list_filter = ["kind", ("lifted_at", admin.EmptyFieldListFilter)]
    list_select_related = ["source", "recorded_by"]
    search_fields = ["source__citekey", "source__title", "note"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    @admin.display(description="stands", boolean=True)
    def stands(self, notice):
        return notice.lifted_at is None

    def get_urls(self):
        view = self.admin_site.admin_view(self.lift)
        return [path("<int:object_id>/lift/", view, name="references_notice_lift"), *super().get_urls()]

    def lift(self, request, object_id):
        notice = Notice.objects.select_related("source").filter(pk=object_id).first()
        if notice is None:
            raise Http404("There is no such notice.")
        if not request.user.has_perm("references.change_notice"):
            raise PermissionDenied
        if notice.lifted_at:
            messages.info(request, "This notice was lifted already.")
            return redirect("admin:references_source_change", notice.source_id)
        form = LiftForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            lift_notice(notice, by=request.user, now=timezone.now(), because=form.cleaned_data["because"])
            messages.success(request, "The notice is lifted.")
            return redirect("admin:references_source_change", notice.source_id)
        title = f"Lift the {notice.get_kind_display()} of {notice.source.short_name}"
        return _page(self, request, title=title, form=form, source=notice.source, act="Lift the notice")
