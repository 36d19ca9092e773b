from django.urls import path

from . import appraisal_views, desk_views, queue_views

app_name = "audit"
urlpatterns = [
    path("", queue_views.queue, name="queue"),
    path("<uuid:pk>/", desk_views.citation, name="citation"),
    path("<uuid:pk>/undo/", desk_views.undo, name="undo"),
    path("claims/<uuid:pk>/appraisal/", appraisal_views.appraisal, name="appraisal"),
]
