"""Attributes of comparisons in the admin, each with the steps of its scale."""

from django import forms
from django.contrib import admin
from django.db.models import Max
from django.shortcuts import redirect
from django.utils import timezone

from references.admin.deleting import KeepsTheRecord
from supplements import arranging, catalogue
from supplements.models import Attribute, Comparison, Step
from supplements.models.comparison import AttributeKind

from .staying import why_attribute_stays


class AttributeForm(forms.ModelForm):
    def clean_kind(self):
        kind, before = self.cleaned_data["kind"], self.initial.get("kind")
        if self.instance.pk and kind != before and self.instance.cells.filter(empty="").exists():
            shown = AttributeKind(before).label
            raise forms.ValidationError(
                f"Cells of this column hold {shown}. Empty them first, or add another attribute for the new kind."
            )
        return kind

    def clean(self):
        said = super().clean()
        comparison = said.get("comparison") or (self.instance.comparison if self.instance.pk else None)
        if said.get("kind") == AttributeKind.COMPUTED and comparison and not comparison.substance.element:
            self.add_error("kind", f"{comparison.substance} is no chemical element, so its share cannot be computed.")
        return said


class StepFormSet(forms.BaseInlineFormSet):
    def clean(self):
        super().clean()
        kept = [f for f in self.forms if f.cleaned_data.get("label") and not f.cleaned_data.get("DELETE")]
        if self.instance.kind == AttributeKind.SCALE and not kept:
            raise forms.ValidationError("A scale needs its steps: add at least one, the lowest first.")


class StepInline(admin.StackedInline):
    model = Step
    formset = StepFormSet
    extra = 0
    fields = [("label", "position"), "meaning", "passes"]
    verbose_name_plural = "steps of the scale, the lowest first"

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        # Django's own sentence lists cells by their keys
        formset.form.hand_clean_DELETE = _step_stays
        return formset


def _step_stays(form):
    """A step that cells stand on is not taken away under them."""
    if not form.cleaned_data.get("DELETE", False) or not form.instance.pk:
        return
    count = form.instance.cells.count()
    if count:
        cells = "1 cell stands" if count == 1 else f"{count} cells stand"
        raise forms.ValidationError(
            f"{cells} on “{form.instance}”. Give {'it' if count == 1 else 'them'} another step first."
        )


@admin.register(Attribute)
class AttributeAdmin(KeepsTheRecord, admin.ModelAdmin):
    form = AttributeForm
    list_display = ["name", "comparison", "kind", "unit", "filter_as", "position"]
    list_filter = ["comparison", "kind", "filter_as"]
    list_select_related = ["comparison"]
    search_fields = ["name", "meaning", "comparison__name"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["comparison"]
    inlines = [StepInline]
    fieldsets = [
        (None, {"fields": ["comparison", "name", "slug", "meaning"]}),
        ("What its cells hold", {"fields": [("kind", "unit"), ("better", "claim_kind")]}),
        ("For readers who filter", {"fields": [("filter_as", "filter_label")]}),
        ("Order of the columns", {"fields": ["position"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("comparison__substance")

    def get_readonly_fields(self, request, obj=None):
        return ["comparison"] if obj else []

    def get_changeform_initial_data(self, request):
        """A new column comes last."""
        said = super().get_changeform_initial_data(request)
        comparison = said.get("comparison", "")
        if str(comparison).isdecimal() and len(str(comparison)) < 19:
            last = Attribute.objects.filter(comparison=comparison).aggregate(last=Max("position"))["last"]
            said["position"] = 0 if last is None else last + 1
        return said

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.has_changed() or any(formset.has_changed() for formset in formsets):
            comparison = Comparison.objects.get(pk=form.instance.comparison_id)
            catalogue.structure_changed(
                comparison.substance, by=request.user, now=timezone.now(), part=comparison.part, what=form.instance.name
            )

    def response_post_save_add(self, request, obj):
        return redirect(obj.comparison.get_admin_url())

    def response_post_save_change(self, request, obj):
        return redirect(obj.comparison.get_admin_url())

    def why_it_stays(self, obj):
        return why_attribute_stays(obj)

    def delete_model(self, request, obj):
        arranging.remove_attribute(obj, by=request.user, now=timezone.now())
