"""Who may do an act: each asks here itself, so that no view, command or shell goes around it."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q


class NotPermitted(Exception):
    """Says what this person may not do, and who may."""


def require(by, permission):
    """Raise NotPermitted unless `by` has `permission`, like "references.judge_citation"."""
    if by is None or not by.has_perm(permission):
        raise NotPermitted(f"You may not {told(permission)}. {who(permission)}")


def holders(permission):
    """Active people who have `permission`, themselves, by a group or as superusers, as a queryset."""
    can = _found(permission)
    people = get_user_model().objects.filter(is_active=True)
    return people.filter(Q(is_superuser=True) | Q(groups__permissions__in=can) | Q(user_permissions__in=can)).distinct()


def who(permission, most=5):
    """A sentence that names people who may."""
    people = holders(permission).order_by("is_superuser", "pk")[:most]
    names = ", ".join(p.get_full_name() or p.get_username() for p in people)
    return f"These people may: {names}." if names else "Nobody may yet; ask whoever gives out rights here."


def told(permission):
    """What a permission allows, to go on after “may” or “may not”: “publish articles”."""
    found = _found(permission).select_related("content_type").first()
    if found is None:
        return f"do this; it needs the right {permission}"
    act, _, model = found.codename.partition("_")
    if act in {"add", "change", "delete", "view"} and model == found.content_type.model:
        return f"{act} {found.content_type.model_class()._meta.verbose_name_plural}"
    return found.name.removeprefix("Can ")


def _found(permission):
    app, _, codename = permission.partition(".")
    return Permission.objects.filter(content_type__app_label=app, codename=codename)
