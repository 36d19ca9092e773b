from django.urls import path

from . import appraisal_views, views

app_name = "audit"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("<uuid:pk>/", views.citation, name="citation"),
    path("<uuid:pk>/undo/", views.undo, name="undo"),
    path("claims/<uuid:pk>/appraisal/", appraisal_views.appraisal, name="appraisal"),
]
