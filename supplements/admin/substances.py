"""Substances in the admin, and the way from a claim to its row."""

from django.contrib import admin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path

from references.models import Claim
from supplements import catalogue
from supplements.models import Substance


@admin.register(Substance)
class SubstanceAdmin(admin.ModelAdmin):
    list_display = ["name", "element", "changed_at"]
    search_fields = ["name", "synonyms"]

    def get_urls(self):
        view = self.admin_site.admin_view(to_row)
        return [path("row/<uuid:pk>/", view, name="supplements_substance_row"), *super().get_urls()]


def to_row(request, pk):
    """Where the row of this claim is edited."""
    address = catalogue.address_of(get_object_or_404(Claim, pk=pk))
    if not address:
        raise Http404("The row of this claim was taken out of the catalogue.")
    return redirect(address)
