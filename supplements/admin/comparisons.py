"""Comparisons in the admin."""

from django.contrib import admin

from supplements.models import Comparison


@admin.register(Comparison)
class ComparisonAdmin(admin.ModelAdmin):
    search_fields = ["name"]
