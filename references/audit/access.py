"""Who may open the pages of the audit, and what the others are told."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache


def audit_page(permission, may):
    """A view for people with `permission`; `may` says in words what it allows. Its Http404 is shown in the audit's look."""

    def decorate(view):
        @wraps(view)
        @never_cache
        def page(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), reverse("admin:login"))
            if not request.user.has_perm(permission):
                return render(request, "audit/refused.html", {"may": may}, status=403)
            try:
                return view(request, *args, **kwargs)
            except Http404 as missing:
                return render(request, "audit/missing.html", {"sentence": str(missing)}, status=404)

        return page

    return decorate
