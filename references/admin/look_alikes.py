"""Pairs of sources that look alike: the work list, and the word of warning when a source is saved."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_POST

from references import titles
from references.duplicates import finding
from references.models import Job, LookAlike, SourceMerge
from references.models.duplicate import Decision

from . import merging
from .deleting import ReadOnlyAdmin

# a change of anything else makes no new look-alike
COMPARED = {
    "csl_type", "title", "authors", "container_title", "year", "volume", "pages", "number", "edition", "doi", "pmid",
    "arxiv", "isbn", "url",
}  # fmt: skip


class DecisionFilter(admin.SimpleListFilter):
    """What waits, unless something else is asked for."""

    title = "decision"
    parameter_name = "decision"

    def lookups(self, request, model_admin):
        decided = [(value, label) for value, label in Decision.choices if value]
        return [("waiting", "not decided"), *decided]

    def choices(self, changelist):
        return list(super().choices(changelist))[1:]

    def value(self):
        return super().value() or "waiting"

    def queryset(self, request, queryset):
        return queryset.waiting() if self.value() == "waiting" else queryset.filter(decision=self.value())


class OfSources(ReadOnlyAdmin):
    """Whoever may see sources may see which look alike and which were merged."""

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("references.view_source")


@admin.register(LookAlike)
class LookAlikeAdmin(OfSources, admin.ModelAdmin):
    list_display = ["pair", "score_shown", "why", "day", "said"]
    list_display_links = None
    list_filter = [DecisionFilter]
    list_select_related = ["first", "second", "decided_by"]
    list_per_page = 50
    show_full_result_count = False
    change_list_template = "admin/references/look_alike_list.html"

    class Media:
        css = {"all": ["css/staff.css", "css/merge.css"]}

    def get_urls(self):
        view = self.admin_site.admin_view(self.find_now)
        return [path("find/", view, name="references_lookalike_find"), *super().get_urls()]

    @admin.display(description="sources", ordering="first__citekey")
    def pair(self, pair):
        return format_html(
            '<a href="{}">{} and {}</a><small>{}</small>',
            reverse("admin:references_lookalike_change", args=[pair.pk]),
            pair.first.citekey,
            pair.second.citekey,
            titles.plain(pair.first.title),
        )

    @admin.display(description="titles", ordering="score")
    def score_shown(self, pair):
        return f"{pair.score} %"

    @admin.display(description="why")
    def why(self, pair):
        return " ".join(pair.reasons)

    @admin.display(description="found", ordering="found_at")
    def day(self, pair):
        return date_format(timezone.localtime(pair.found_at), "j M Y")

    @admin.display(description="decision", ordering="decision")
    def said(self, pair):
        if not pair.decided_at:
            return "–"
        who = pair.decided_by.get_full_name() or pair.decided_by.get_username()
        return f"{pair.get_decision_display()}, {who}"

    def changelist_view(self, request, extra_context=None):
        job = Job.objects.filter(key="find-look-alikes").order_by("-asked_at").first()
        more = {
            "title": "Sources that look alike",
            "is_nav_sidebar_enabled": False,
            "job": job,
            "may_ask": _may_change(request),
        }
        return super().changelist_view(request, more | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Both records side by side."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        pair = self.get_object(request, object_id)
        if pair is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return merging.compare(request, pair.first, pair.second, pair)

    def find_now(self, request):
        """Have the list brought up to date."""
        return _find_now(request)


@require_POST
def _find_now(request):
    if not _may_change(request):
        raise PermissionDenied
    finding.ask(by=request.user, now=timezone.now())
    messages.success(request, "All sources are being compared. The list is up to date in a minute.")
    return redirect("admin:references_lookalike_changelist")


def _may_change(request):
    return request.user.has_perm("references.change_source")


class UndoneFilter(admin.SimpleListFilter):
    title = "whether it stands"
    parameter_name = "undone"

    def lookups(self, request, model_admin):
        return [("no", "stands"), ("yes", "undone")]

    def queryset(self, request, queryset):
        return queryset.filter(undone_at__isnull=self.value() == "no") if self.value() else queryset


@admin.register(SourceMerge)
class SourceMergeAdmin(OfSources, admin.ModelAdmin):
    """Who made one source of two, when, and whether it was undone."""

    list_display = ["gone", "stays", "day", "who", "undone"]
    list_display_links = None
    list_filter = [UndoneFilter]
    list_select_related = ["winner", "loser", "by", "undone_by"]
    list_per_page = 50
    show_full_result_count = False
    fields = ["loser", "winner", "at", "by", "undone_at", "undone_by"]

    class Media:
        css = {"all": ["css/staff.css", "css/merge.css"]}

    def get_urls(self):
        view = self.admin_site.admin_view(merging.undo)
        return [path("<int:object_id>/undo/", view, name="references_source_merge_undo"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Merges"} | (extra_context or {}))

    @admin.display(description="merged", ordering="loser__citekey")
    def gone(self, merge):
        return merge.loser.citekey

    @admin.display(description="into", ordering="winner__citekey")
    def stays(self, merge):
        address = reverse("admin:references_source_change", args=[merge.winner_id])
        return format_html(
            '<a href="{}">{}</a><small>{}</small>', address, merge.winner.citekey, titles.plain(merge.winner.title)
        )

    @admin.display(description="on", ordering="at")
    def day(self, merge):
        return date_format(timezone.localtime(merge.at), "j M Y, H:i")

    @admin.display(description="by", ordering="by__username")
    def who(self, merge):
        return merge.by.get_full_name() or merge.by.get_username()

    @admin.display(description="undone")
    def undone(self, merge):
        if merge.undone_at:
            day = date_format(timezone.localtime(merge.undone_at), "j M Y")
            return f"{day}, {merge.undone_by.get_full_name() or merge.undone_by.get_username()}"
        return format_html('<a href="{}">Undo</a>', reverse("admin:references_source_merge_undo", args=[merge.pk]))


def warn(request, source):
    """While a source is saved: say what it looks like, with a link to both side by side. Nothing is held up."""
    found = finding.note(source, now=timezone.now())
    if not found:
        return
    links = (
        (reverse("admin:references_source_compare", args=[source.pk, other.pk]), other.short_name, other.citekey)
        for other, _ in found[:3]
    )
    messages.warning(
        request,
        format_html(
            "It looks like a work that is here already: {}.",
            format_html_join(", ", '<a href="{}">compare it with {} ({})</a>', links),
        ),
    )
