"""Substances in the admin, and the way from a claim to its row."""

from django import forms
from django.contrib import admin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_GET

from references.admin.deleting import KeepsTheRecord
from references.models import Claim
from supplements import catalogue, chemistry
from supplements.models import Authority, Compound, Medicine, Substance

from .staying import why_it_stays


class SubstanceForm(forms.ModelForm):
    def clean_element(self):
        """Formulas that stand already must hold the new element."""
        element = self.cleaned_data["element"]
        for compound in Compound.objects.filter(form__substance=self.instance.pk) if element else ():
            try:
                chemistry.fraction(compound.formula, element)
            except chemistry.FormulaUnreadable as wrong:
                raise forms.ValidationError(
                    f"{wrong} It is a compound of {compound.form.name}: mend it first."
                ) from wrong
        return element


@admin.register(Substance)
class SubstanceAdmin(KeepsTheRecord, admin.ModelAdmin):
    form = SubstanceForm
    list_display = ["name", "element", "unit", "changed_at"]
    search_fields = ["name", "synonyms"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [(None, {"fields": ["name", "slug", "synonyms", ("element", "unit")]})]

    def why_it_stays(self, obj):
        return why_it_stays(obj)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if form.changed_data:
            catalogue.structure_changed(obj, by=request.user, now=timezone.now(), part="substance", what=obj.name)

    def get_urls(self):
        view = self.admin_site.admin_view(to_row)
        return [path("row/<uuid:pk>/", view, name="supplements_substance_row"), *super().get_urls()]


@require_GET
def to_row(request, pk):
    """Where the row of this claim is edited."""
    address = catalogue.address_of(get_object_or_404(Claim, pk=pk))
    if not address:
        raise Http404("The row of this claim was taken out of the catalogue.")
    return redirect(address)


class _NamedAdmin(KeepsTheRecord, admin.ModelAdmin):
    """What many rows name: a new name is said by all of them."""

    def why_it_stays(self, obj):
        return why_it_stays(obj)

    def substances_naming(self, obj):
        raise NotImplementedError

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and form.changed_data:
            for substance in self.substances_naming(obj).distinct():
                catalogue.structure_changed(
                    substance, by=request.user, now=timezone.now(), part=self.opts.model_name, what=str(obj)
                )


@admin.register(Authority)
class AuthorityAdmin(_NamedAdmin):
    list_display = ["name", "short", "position"]
    search_fields = ["name", "short"]
    prepopulated_fields = {"slug": ["short"]}
    fieldsets = [(None, {"fields": ["name", "short", "slug", "position"]})]

    def substances_naming(self, obj):
        intake = Substance.objects.filter(intakevalue__authority=obj)
        return Substance.objects.filter(
            pk__in=[*_keys(intake), *_keys(Substance.objects.filter(interaction__authority=obj))]
        )


def _keys(substances):
    return substances.order_by().values_list("pk", flat=True)


@admin.register(Medicine)
class MedicineAdmin(_NamedAdmin):
    list_display = ["name", "lay_name", "examples"]
    search_fields = ["name", "lay_name", "examples"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [(None, {"fields": ["name", "slug", "lay_name", "examples"]})]

    def substances_naming(self, obj):
        return Substance.objects.filter(interaction__medicine=obj)
