from django.contrib import admin

from references.deleting import why_family_stays
from references.models import SourceFamily

from .deleting import KeepsTheRecord


@admin.register(SourceFamily)
class SourceFamilyAdmin(KeepsTheRecord, admin.ModelAdmin):
    search_fields = ["name"]

    def why_it_stays(self, obj):
        return why_family_stays(obj)
