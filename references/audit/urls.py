from django.urls import path

from . import appraisal_views, desk_views, invitation_views, opinion_views, queue_views, report_views, waiting_views

app_name = "audit"
urlpatterns = [
    path("", queue_views.queue, name="queue"),
    path("start/", waiting_views.start, name="start"),
    path("items/<str:kind>/<uuid:pk>/take/", waiting_views.take, name="take"),
    path("items/<str:kind>/<uuid:pk>/release/", waiting_views.release, name="release"),
    path("items/<str:kind>/<uuid:pk>/skip/", waiting_views.skip, name="skip"),
    path("items/<str:kind>/<uuid:pk>/assign/", waiting_views.assign, name="assign"),
    path("<uuid:pk>/", desk_views.citation, name="citation"),
    path("<uuid:pk>/undo/", desk_views.undo, name="undo"),
    path("<uuid:pk>/opinion/", opinion_views.opinion, name="opinion"),
    path("invitations/", invitation_views.listed, name="invitations"),
    path("invitations/new/", invitation_views.invite, name="invite"),
    path("invitations/<uuid:pk>/", invitation_views.invitation, name="invitation"),
    path("claims/<uuid:pk>/appraisal/", appraisal_views.appraisal, name="appraisal"),
    path("reports/<uuid:pk>/", report_views.report, name="report"),
]
