from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.static import serve

from .availability import healthz, readyz
from .views import home

handler500 = "spinehealth.availability.server_error"
urlpatterns = [
    path("", home, name="home"),
    path("healthz", healthz),
    path("readyz", readyz),
    path("admin/", admin.site.urls),
    path("audit/", include("references.audit.urls")),
    path("audit/", include("articles.audit.urls")),
    path("invited/", include("references.audit.invited_urls")),
    path("", include("articles.urls")),
]
if settings.LOCAL:
    # in production the web server in front of Django hands out uploaded figures
    urlpatterns.append(path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}))
