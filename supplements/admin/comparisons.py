"""Comparisons in the admin: the grid, which forms stand in it, its attributes, and sheets in and out."""

from django.contrib import admin
from django.db.models import Count
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone

from references.admin.deleting import KeepsTheRecord
from supplements import arranging, catalogue
from supplements.models import ComparedForm, Comparison

from . import grid_pages, sheet_pages
from .staying import why_it_stays


class ComparedFormInline(admin.StackedInline):
    model = ComparedForm
    extra = 0
    fields = [("form", "position")]
    autocomplete_fields = ["form"]
    verbose_name_plural = "forms, from above"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("form__substance")


@admin.register(Comparison)
class ComparisonAdmin(KeepsTheRecord, admin.ModelAdmin):
    list_display = ["name", "substance", "forms_in_it", "attributes_in_it"]
    list_filter = ["substance"]
    search_fields = ["name", "substance__name"]
    ordering = ["substance__name", "name"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["substance"]
    fieldsets = [(None, {"fields": ["substance", "name", "slug"]})]
    inlines = [ComparedFormInline]

    def get_queryset(self, request):
        counted = {"n_forms": Count("rows", distinct=True), "n_attributes": Count("attributes", distinct=True)}
        return super().get_queryset(request).select_related("substance").annotate(**counted)

    def get_readonly_fields(self, request, obj=None):
        return ["substance"] if obj else []

    @admin.display(description="forms", ordering="n_forms")
    def forms_in_it(self, comparison):
        return comparison.n_forms

    @admin.display(description="attributes", ordering="n_attributes")
    def attributes_in_it(self, comparison):
        return comparison.n_attributes

    # ---- pages

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:object_id>/structure/", view(self.structure), name="supplements_comparison_structure"),
            path("<int:object_id>/sheet/", view(self.sheet), name="supplements_comparison_sheet"),
            path("<int:object_id>/export/<str:kind>/", view(self.export), name="supplements_comparison_export"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return grid_pages.grid_page(self, request, object_id)

    def structure(self, request, object_id):
        """Its name and its forms: the stock page."""
        return self.changeform_view(request, str(object_id))

    def sheet(self, request, object_id):
        return sheet_pages.sheet_page(self, request, object_id)

    def export(self, request, object_id, kind):
        return sheet_pages.export(self, request, object_id, kind)

    def response_post_save_change(self, request, obj):
        return redirect(obj.get_admin_url())

    def response_post_save_add(self, request, obj):
        return redirect(obj.get_admin_url())

    # ---- acts

    def save_related(self, request, form, formsets, change):
        acting = {"by": request.user, "now": timezone.now()}
        comparison = form.instance
        comparison.substance.lock()
        for formset in formsets:
            _save_forms(comparison, formset, acting)
        if form.changed_data or any(formset.has_changed() for formset in formsets):
            catalogue.structure_changed(comparison.substance, **acting, part=comparison.part, what=comparison.name)

    def why_it_stays(self, obj):
        return why_it_stays(obj)


def _save_forms(comparison, formset, acting):
    """Forms come and go with their cells."""
    formset.save(commit=False)
    replaced = [row for row, changed in formset.changed_objects if "form" in changed]
    moved = [row for row, changed in formset.changed_objects if "form" not in changed]
    for row in [*formset.deleted_objects, *replaced]:
        arranging.take_form_out(ComparedForm.objects.get(pk=row.pk), **acting)
    for row in [*formset.new_objects, *replaced]:
        arranging.put_form_in(comparison, row.form, position=row.position, **acting)
    for row in moved:
        row.save()
