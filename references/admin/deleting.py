"""Deleting in the admin: what is on record is refused with its reason, on the page of one object and for many at once."""


class KeepsTheRecord:
    """Mixin of ModelAdmins. Say `why_it_stays(obj)` ("" means it may go) and, if need be, how to `delete_model`."""

    delete_confirmation_template = "admin/references/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/references/delete_selected_confirmation.html"

    def why_it_stays(self, obj):
        raise NotImplementedError

    def get_deleted_objects(self, objs, request):
        if reasons := [reason for obj in objs if (reason := self.why_it_stays(obj))]:
            return [], {}, set(), reasons
        deleted, counts, perms_needed, _ = super().get_deleted_objects(objs, request)
        return deleted, counts, perms_needed, []

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            self.delete_model(request, obj)


class ReadOnlyAdmin:
    """Mixin of ModelAdmins for records of what happened: staff may look, nobody writes here."""

    actions = None

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
