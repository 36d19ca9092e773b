from django import forms
from django.contrib import admin
from django.db import models
from django.urls import path
from django.utils import timezone

from references import corrections, filling, renaming, searching
from references.deleting import delete_source, why_source_stays
from references.judged import refresh_numbers
from references.models import Passage, SearchReceipt, Source

from . import attachments, checking, exporting, look_alikes, look_ups, merging, notices, organising, source_page
from .deleting import KeepsTheRecord
from .organising import ReceiptInline, save_receipts
from .origins import origins_table
from .passages import PassageInline, save_passages
from .source_form import SourceForm
from .source_list import LOOKS, SourceColumns, look_alikes_open


@admin.register(Source)
class SourceAdmin(SourceColumns, KeepsTheRecord, admin.ModelAdmin):
    form = SourceForm
    autocomplete_fields = ["family", "superseded_by", "candidates"]
    inlines = [PassageInline, ReceiptInline]
    change_form_template = add_form_template = "admin/references/source_change_form.html"
    actions = [
        look_ups.ask_again,
        checking.check_chosen,
        organising.add_to_collection,
        organising.tag,
        *exporting.ACTIONS,
    ]
    view_on_site = False
    formfield_overrides = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})}}
    fieldsets = [
        (None, {"fields": ["citekey", "csl_type", "title", "authors", ("year", "month", "day", "season")]}),
        (
            "Where to find it",
            {
                "fields": [
                    ("doi", "pmid", "pmcid"),
                    ("isbn", "arxiv"),
                    "url",
                    "open_access_url",
                    "not_findable_because",
                ]
            },
        ),
        (
            "Where it appeared",
            {
                "fields": [
                    "container_title",
                    "container_title_short",
                    ("volume", "issue", "pages"),
                    ("publisher", "publisher_place"),
                    ("edition", "number", "language", "issn"),
                    "editors",
                ]
            },
        ),
        ("What was studied", {"fields": ["design", ("sample_size", "sample_note"), "population", "abstract"]}),
        ("Who paid", {"fields": ["funding", "interests"]}),
        ("Which work it is", {"fields": ["identification", "candidates"]}),
        ("Versions", {"fields": [("family", "version_label"), "superseded_by"]}),
        ("For colleagues: readers never see this", {"fields": ["collections", "tags", "private_note"]}),
    ]

    class Media:
        css = {"all": ["css/staff.css", "css/sources.css"]}
        js = ["js/choice-names.js"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("merged_into")

    def get_search_results(self, request, queryset, search_term):
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.filter(merged_into=None)
        return searching.matching(queryset, search_term), False

    def changelist_view(self, request, extra_context=None):
        # titles are long: the list needs the width of the window
        told = {
            "title": "Sources",
            "is_nav_sidebar_enabled": False,
            "look_alikes": look_alikes_open(),
            "legend": LEGEND,
        }
        return super().changelist_view(request, told | (extra_context or {}))

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            context |= {
                "subtitle": obj.short_name,
                "told": source_page.told(obj, request.user),
                "origins": origins_table(obj),
            }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request, obj, form, change):
        now = timezone.now()
        if not change:
            obj.created_by = request.user
            super().save_model(request, obj, form, change)
            filling.note_hand_edits(obj, {}, by=request.user, now=now)
            look_alikes.warn(request, obj)
            return
        before = filling.snapshot(Source.objects.get(pk=obj.pk))
        if form.has_changed():
            corrections.record_source_work(obj, by=request.user, now=now)
        citekey, obj.citekey = obj.citekey, form.initial["citekey"]
        super().save_model(request, obj, form, change)
        obj.citekey = renaming.rename(obj, citekey).citekey
        filling.note_hand_edits(obj, before, by=request.user, now=now)
        if {"sample_size", "sample_note"} & set(form.changed_data):
            refresh_numbers(obj)
        if look_alikes.COMPARED & set(form.changed_data):
            look_alikes.warn(request, obj)

    def save_formset(self, request, form, formset, change):
        if formset.model is Passage:
            save_passages(formset, by=request.user, now=timezone.now())
        elif formset.model is SearchReceipt:
            save_receipts(formset, by=request.user)
        else:
            super().save_formset(request, form, formset, change)

    def has_notice_permission(self, request):
        return request.user.has_perm("references.add_notice")

    def has_change_permission(self, request, obj=None):
        """A merged record is what it was when it went; undoing the merge opens it again."""
        return super().has_change_permission(request, obj) and not (obj and obj.merged_into_id)

    def why_it_stays(self, obj):
        return why_source_stays(obj)

    def delete_model(self, request, obj):
        delete_source(obj)

    def get_urls(self):
        view = self.admin_site.admin_view(self.record_notice)
        return [
            path("<int:object_id>/notice/", view, name="references_source_notice"),
            *look_ups.urls(self.admin_site),
            *checking.urls(self.admin_site),
            *merging.urls(self.admin_site),
            *attachments.urls(self.admin_site),
            *super().get_urls(),
        ]

    def record_notice(self, request, object_id):
        return notices.record(self, request, object_id)


LEGEND = [(look, state) for state, look in LOOKS.items()]
