"""The pages of rows about a substance: their fields, and what they rest on. Every write goes through the catalogue."""

from django import forms
from django.contrib import admin
from django.contrib.admin import helpers
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.shortcuts import render
from django.utils import timezone
from js_asset import Script

from references.admin.deleting import KeepsTheRecord
from supplements import catalogue

from .editing import RowEdit
from .told import cited_told

_NOT_TYPED = {"csrfmiddlewaretoken", "seen"}


class RowAdmin(KeepsTheRecord, admin.ModelAdmin):
    """What all fact models share. Sub-classes say their fields, lists and filters."""

    change_form_template = "admin/supplements/row.html"
    view_on_site = False
    save_on_top = False
    list_per_page = 100
    formfield_overrides = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})}}

    class Media:
        css = {"all": ["css/staff.css", "css/grid.css"]}
        js = [Script("js/grid-sources.js", type="module")]

    def get_queryset(self, request):
        related = [f.name for f in self.model._meta.concrete_fields if f.is_relation]
        return super().get_queryset(request).select_related(*related)

    def get_readonly_fields(self, request, obj=None):
        """A row stays with its substance: its claim and its history are that one's."""
        return [*super().get_readonly_fields(request, obj), *(["substance"] if obj else [])]

    def why_it_stays(self, obj):
        return ""

    def delete_model(self, request, obj):
        catalogue.remove(obj, by=request.user, now=timezone.now())

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        obj = self.get_object(request, unquote(object_id)) if object_id else None
        if object_id and obj is None and request.method == "POST" and self.has_change_permission(request):
            return self._lost(request)
        may = self.has_change_permission(request, obj) if object_id else self.has_add_permission(request)
        if not may or (object_id and obj is None):
            told = {"told": cited_told(obj, request.user)} if obj else {}
            return super().changeform_view(request, object_id, form_url, told | (extra_context or {}))
        edit = self._edit(request, obj)
        if request.method == "POST":
            with transaction.atomic():
                if edit.save(by=request.user, now=timezone.now()):
                    return self._saved(request, edit, add=obj is None)
        return self._form_page(request, edit, obj, object_id, form_url, extra_context)

    def _edit(self, request, obj):
        fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        form_class = self.get_form(request, obj, change=obj is not None, fields=fields)
        typed = request.POST if request.method == "POST" else None
        initial = None if obj else self.get_changeform_initial_data(request)
        return RowEdit(obj or self.model(), form_class, typed=typed, initial=initial)

    def _saved(self, request, edit, *, add):
        row = edit.form.instance
        message = self.construct_change_message(request, edit.form, [], add)
        if add:
            self.log_addition(request, row, message)
            return self.response_add(request, row)
        self.log_change(request, row, message)
        return self.response_change(request, row)

    def _form_page(self, request, edit, obj, object_id, form_url, extra_context):
        add = obj is None
        fieldsets = list(self.get_fieldsets(request, obj))
        prepopulated = self.get_prepopulated_fields(request, obj)
        read_only = self.get_readonly_fields(request, obj)
        admin_form = helpers.AdminForm(edit.form, fieldsets, prepopulated, read_only, model_admin=self)
        original = self.get_object(request, unquote(object_id)) if obj else None  # without what was typed
        context = {
            **self.admin_site.each_context(request),
            "title": f"{'Add' if add else 'Change'} {self.opts.verbose_name}",
            "subtitle": str(original) if obj else None,
            "adminform": admin_form,
            "object_id": object_id,
            "original": original,
            "is_popup": False,
            "to_field": None,
            "media": self.media + admin_form.media,
            "inline_admin_formsets": [],
            "errors": [] if edit.only_looks else helpers.AdminErrorList(edit.form, []),
            "preserved_filters": self.get_preserved_filters(request),
            "edit": edit,
            "told": cited_told(obj, request.user) if obj else [],
            **(extra_context or {}),
        }
        return self.render_change_form(request, context, add=add, change=not add, obj=obj, form_url=form_url)

    def _lost(self, request):
        """Somebody deleted the row while it was open; what was typed is shown, to be copied."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        typed = [
            (name.replace("_", " "), text) for name, text in request.POST.items() if text and name not in _NOT_TYPED
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": "Nothing was saved",
            "opts": self.opts,
            "typed": typed,
        }
        return render(request, "admin/supplements/lost.html", context, status=409)
