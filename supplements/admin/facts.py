"""One page for each kind of row about a substance."""

from django.contrib import admin

from supplements.models import (
    AdverseEffect,
    Caution,
    Definition,
    Food,
    HowToTake,
    IntakeValue,
    Interaction,
    StudiedDose,
)

from .rows import RowAdmin

_PLACE = ("Order on the page", {"fields": ["position"], "classes": ["collapse"]})


@admin.register(Definition)
class DefinitionAdmin(RowAdmin):
    list_display = ["text", "substance"]
    list_filter = ["substance"]
    search_fields = ["text"]
    fieldsets = [(None, {"fields": ["substance", "text"]}), _PLACE]


@admin.register(IntakeValue)
class IntakeValueAdmin(RowAdmin):
    list_display = ["people", "kind", "amount", "scope", "authority", "substance"]
    list_filter = ["substance", "authority", "kind", "stage"]
    search_fields = ["substance__name", "authority__name"]
    fieldsets = [
        (None, {"fields": ["substance", "authority", "kind", ("amount", "scope")]}),
        ("For whom", {"fields": [("sex", "stage"), ("age_from", "age_below")]}),
        _PLACE,
    ]

    @admin.display(description="people", ordering="age_from")
    def people(self, row):
        return row.people


@admin.register(StudiedDose)
class StudiedDoseAdmin(RowAdmin):
    list_display = ["label", "low", "high", "form", "substance"]
    list_filter = ["substance"]
    search_fields = ["label", "substance__name"]
    autocomplete_fields = ["form"]
    fieldsets = [(None, {"fields": ["substance", "label", ("low", "high"), "form"]}), _PLACE]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("form__substance")


@admin.register(Interaction)
class InteractionAdmin(RowAdmin):
    list_display = ["medicine", "authority", "happens", "seriousness", "substance"]
    list_filter = ["substance", "authority", "seriousness", "happens"]
    search_fields = ["medicine__name", "medicine__examples", "explained", "advice"]
    autocomplete_fields = ["medicine"]
    fieldsets = [
        (None, {"fields": ["substance", "medicine", "authority"]}),
        ("What happens", {"fields": [("happens", "seriousness"), "explained"]}),
        ("What to do", {"fields": [("before_from", "before_to"), ("after_from", "after_to"), "advice"]}),
        _PLACE,
    ]


@admin.register(Caution)
class CautionAdmin(RowAdmin):
    list_display = ["condition", "care", "seriousness", "outside_limits", "substance"]
    list_filter = ["substance", "care", "seriousness", "outside_limits"]
    search_fields = ["condition", "advice"]
    prepopulated_fields = {"slug": ["condition"]}
    fieldsets = [
        (None, {"fields": ["substance", "condition", "slug", "advice"]}),
        ("What it asks for", {"fields": [("care", "seriousness"), "outside_limits"]}),
        _PLACE,
    ]


@admin.register(AdverseEffect)
class AdverseEffectAdmin(RowAdmin):
    list_display = ["name", "seriousness", "substance"]
    list_filter = ["substance", "seriousness"]
    search_fields = ["name", "known"]
    fieldsets = [(None, {"fields": ["substance", "name", "known", "seriousness"]}), _PLACE]


@admin.register(HowToTake)
class HowToTakeAdmin(RowAdmin):
    list_display = ["advice", "topic", "substance"]
    list_filter = ["substance", "topic"]
    search_fields = ["advice"]
    fieldsets = [(None, {"fields": ["substance", "topic", "advice"]}), _PLACE]


@admin.register(Food)
class FoodAdmin(RowAdmin):
    list_display = ["name", "serving", "amount", "substance"]
    list_filter = ["substance"]
    search_fields = ["name", "serving"]
    fieldsets = [(None, {"fields": ["substance", "name", "serving", "amount"]}), _PLACE]
