"""Under /audit/, beside those of `references.audit`."""

from django.urls import path

from . import report_views, rules_views

urlpatterns = [
    path("articles/<uuid:pk>/report/", report_views.report, name="audit-report"),
    path("rules/", rules_views.rules, name="audit-rules"),
]
