from django.db import connection
from django.http import Http404
from django.shortcuts import render
from django.urls import path


def article(request, slug):
    with connection.cursor() as cursor:
        cursor.execute("SELECT slug, title, html FROM bench_floor WHERE slug = %s", [slug])
        row = cursor.fetchone()
    if row is None:
        raise Http404
    return render(request, "floor.html", dict(zip(("slug", "title", "html"), row, strict=True)))


urlpatterns = [path("articles/<slug:slug>/", article)]
