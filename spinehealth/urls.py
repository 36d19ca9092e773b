from django.contrib import admin
from django.urls import include, path

from .availability import healthz, readyz

handler500 = "spinehealth.availability.server_error"
urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("admin/", admin.site.urls),
    path("audit/", include("references.audit.urls")),
    path("", include("articles.urls")),
]
