"""Under /audit/, beside those of `references.audit`."""

from django.urls import path

from . import approval_views, dashboard_views, report_views, rules_views, waiver_views

urlpatterns = [
    path("articles/<uuid:pk>/approve/", approval_views.approve, name="approve"),
    path(
        "articles/<uuid:pk>/editions/<int:number>/approve/",
        approval_views.approve_afterwards,
        name="approve-afterwards",
    ),
    path("dashboard/", dashboard_views.dashboard, name="audit-dashboard"),
    path("dashboard/<slug:name>.<slug:format>", dashboard_views.figure, name="audit-figure"),
    path("articles/<uuid:pk>/report/", report_views.report, name="audit-report"),
    path("articles/<uuid:pk>/waive/", waiver_views.waive, name="audit-waive"),
    path("rules/", rules_views.rules, name="audit-rules"),
]
