"""How the list of articles is narrowed down."""

from django.contrib import admin
from django.db.models import F


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("live", "live"),
            ("changed", "live, draft changed"),
            ("withdrawn", "withdrawn"),
            ("never", "never published"),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "live":
                return queryset.filter(live_edition__isnull=False)
            case "changed":
                return queryset.filter(changed_at__gt=F("live_edition__published_at"))
            case "withdrawn":
                return queryset.filter(withdrawn_at__isnull=False)
            case "never":
                return queryset.filter(live_edition__isnull=True, withdrawn_at__isnull=True)
        return queryset
