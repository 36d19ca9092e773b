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

    def get_readonly_fields(self, request, obj=None):
        # Medical approvals rest on them, so nobody vouches for themselves, superusers neither.
        return ["credentials"] if obj and obj.user_id == request.user.pk else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        user = form.base_fields.get("user")
        if user and not (obj and obj.user_id == request.user.pk):
            user.queryset = user.queryset.exclude(pk=request.user.pk)
            user.error_messages["invalid_choice"] = (
                "Nobody ties an entry to their own account; ask another administrator."
            )
        return form

    @admin.display(description="interests declared", boolean=True)
    def has_interests(self, contributor):
        return bool(contributor.interests.strip())


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
