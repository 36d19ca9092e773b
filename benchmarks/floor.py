"""The practical floor of Django: one SELECT of stored HTML by slug, one template, nothing else."""

import django
from django.conf import settings


def application(database):
    """A WSGI application on `database` (a DATABASES entry) that serves /articles/<slug>/ from table `bench_floor`."""
    settings.configure(
        DEBUG=False,
        SECRET_KEY="benchmark only",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="benchmarks.floor_urls",
        USE_TZ=True,
        MIDDLEWARE=["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"],
        DATABASES={"default": database},
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "loaders": [
                        (
                            "django.template.loaders.cached.Loader",
                            [("django.template.loaders.locmem.Loader", {"floor.html": TEMPLATE})],
                        )
                    ]
                },
            }
        ],
    )
    django.setup()
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


TEMPLATE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head>'
    "<body><main><h1>{{ title }}</h1>{{ html|safe }}</main></body></html>"  # safe: our own stored page
)
