"""Under /audit/, beside those of `references.audit`."""

from django.urls import path

from . import rules_views

urlpatterns = [
    path("rules/", rules_views.rules, name="audit-rules"),
]
