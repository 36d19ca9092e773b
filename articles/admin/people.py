"""Contributors and topics: what articles are sorted and signed by."""

from django.contrib import admin

from articles.models import Contributor, Topic


@admin.register(Contributor)
class ContributorAdmin(admin.ModelAdmin):
    list_display = ["name", "credentials", "has_interests"]
    search_fields = ["name", "credentials"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["user"]

    def get_exclude(self, request, obj=None):
        # Whoever may not see accounts could not choose one either.
        return [] if request.user.has_perm("auth.view_user") else ["user"]

    @admin.display(description="interests declared", boolean=True)
    def has_interests(self, contributor):
        return bool(contributor.interests.strip())


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
