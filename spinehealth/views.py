"""The home page, and what to say when something went wrong."""

from django.shortcuts import render


def csrf_failure(request, reason=""):
    """A form that was too old, or a browser without cookies."""
    return render(request, "403_csrf.html", status=403)
