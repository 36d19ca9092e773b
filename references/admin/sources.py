from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from references import corrections, renaming, searching
from references.deleting import delete_source, why_source_stays
from references.models import Citation, CitekeyAlias, Notice, Passage, Source

from . import look_ups, notices
from .deleting import KeepsTheRecord, ReadOnlyAdmin
from .origins import origins_table
from .passages import PassageInline, save_passages
from .source_form import SourceForm


class LiveFilter(admin.SimpleListFilter):
    title = "live"
    parameter_name = "live"

    def lookups(self, request, model_admin):
        return [("yes", "in a sentence that readers see"), ("no", "not")]

    def queryset(self, request, queryset):
        if self.value() in {"yes", "no"}:
            return queryset.filter(is_live=self.value() == "yes")
        return queryset


class NoticeInline(ReadOnlyAdmin, admin.TabularInline):
    model = Notice
    fk_name = "source"
    fields = ["kind", "published_on", "note", "recorded_by", "state"]
    readonly_fields = ["state"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("recorded_by", "lifted_by", "source")

    @admin.display(description="state")
    def state(self, notice):
        if notice.lifted_at:
            return f"Lifted by {notice.lifted_by}: {notice.lifted_because}"
        return format_html(
            'Stands. <a href="{}">Lift it</a>', reverse("admin:references_notice_lift", args=[notice.pk])
        )


class CitekeyAliasInline(ReadOnlyAdmin, admin.TabularInline):
    model = CitekeyAlias
    verbose_name_plural = "citekeys it had before"


@admin.register(Source)
class SourceAdmin(KeepsTheRecord, admin.ModelAdmin):
    form = SourceForm
    list_display = ["short", "title", "design", "status", "cited_in", "live"]
    list_display_links = ["short", "title"]
    list_filter = ["status", LiveFilter, "design"]
    list_per_page = 100
    search_fields = ["citekey"]  # switches the search field on; `get_search_results` decides
    search_help_text = "Title, author, citekey, year or identifier."
    show_full_result_count = False
    autocomplete_fields = ["family"]
    readonly_fields = ["status", "merged_into", "cited_in", "where_from"]
    inlines = [PassageInline, NoticeInline, CitekeyAliasInline]
    change_form_template = add_form_template = "admin/references/source_change_form.html"
    actions = [look_ups.ask_again]
    view_on_site = False
    formfield_overrides = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})}}
    fieldsets = [
        (None, {"fields": ["citekey", "csl_type", "title", "authors", ("year", "month", "day")]}),
        (
            "Where to find it",
            {"fields": ["doi", "pmid", "pmcid", "isbn", "arxiv", "url", "not_findable_because"]},
        ),
        (
            "Where it appeared",
            {
                "fields": [
                    "container_title",
                    "container_title_short",
                    ("volume", "issue", "pages"),
                    ("publisher", "publisher_place"),
                    ("edition", "number", "language"),
                    "editors",
                ]
            },
        ),
        ("What was studied", {"fields": ["design", "sample_size", "sample_note", "population", "abstract"]}),
        ("Who paid", {"fields": ["funding", "interests"]}),
        ("Where this came from", {"classes": ["collapse"], "fields": ["where_from"]}),
        ("Versions and standing", {"fields": ["family", "version_label", "status", "merged_into", "cited_in"]}),
    ]

    class Media:
        css = {"all": ["css/staff.css"]}

    def get_queryset(self, request):
        present = Citation.objects.present().filter(source=OuterRef("pk")).order_by()
        counted = present.values("source").annotate(n=Count("pk")).values("n")
        return (
            super()
            .get_queryset(request)
            .annotate(
                claims=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
                is_live=Exists(present.filter(claim__is_live=True)),
            )
        )

    def get_search_results(self, request, queryset, search_term):
        return searching.matching(queryset, search_term), False

    @admin.display(description="source", ordering="citekey")
    def short(self, source):
        return format_html("{} <small>{}</small>", source.short_name, source.citekey)

    @admin.display(description="cited in", ordering="claims")
    def cited_in(self, source):
        claims = getattr(source, "claims", 0)
        return f"{claims} claim{'' if claims == 1 else 's'}"

    @admin.display(description="fields")
    def where_from(self, source):
        return origins_table(source) if source.pk else "Nothing yet."

    @admin.display(description="live", boolean=True, ordering="is_live")
    def live(self, source):
        return source.is_live

    def changelist_view(self, request, extra_context=None):
        # titles are long: the list needs the width of the window
        return super().changelist_view(request, {"is_nav_sidebar_enabled": False} | (extra_context or {}))

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            context["subtitle"] = obj.short_name
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
            super().save_model(request, obj, form, change)
            return
        if form.has_changed():
            corrections.record_source_work(obj, by=request.user, now=timezone.now())
        citekey, obj.citekey = obj.citekey, form.initial["citekey"]
        super().save_model(request, obj, form, change)
        obj.citekey = renaming.rename(obj, citekey).citekey

    def save_formset(self, request, form, formset, change):
        if formset.model is Passage:
            save_passages(formset, by=request.user, now=timezone.now())
        else:
            super().save_formset(request, form, formset, change)

    def why_it_stays(self, obj):
        return why_source_stays(obj)

    def delete_model(self, request, obj):
        delete_source(obj)

    def get_urls(self):
        view = self.admin_site.admin_view(self.record_notice)
        return [
            path("<int:object_id>/notice/", view, name="references_source_notice"),
            *look_ups.urls(self.admin_site),
            *super().get_urls(),
        ]

    def record_notice(self, request, object_id):
        return notices.record(self, request, object_id)
