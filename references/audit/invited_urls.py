"""Under /invited/: what the link of an outside expert opens."""

from django.urls import path

from . import invited_views

urlpatterns = [
    path("<str:key>/", invited_views.invited, name="invited"),
    path("<str:key>/thanks/", invited_views.thanks, name="invited-thanks"),
    path("<str:key>/<uuid:pk>/", invited_views.citation, name="invited-citation"),
    path("<str:key>/claims/<uuid:pk>/", invited_views.appraisal, name="invited-appraisal"),
]
