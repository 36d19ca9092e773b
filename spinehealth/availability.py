"""The site without its database: health addresses, and a plain 503 page where a query fails."""

import logging

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

log = logging.getLogger(__name__)


class DatabaseGoneMiddleware:
    """Answer in plain words when the database does not."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, (OperationalError, InterfaceError)):
            log.error("database unavailable: %s", str(exception).strip().splitlines()[0])
            return unavailable(request)
        return None


def unavailable(request):
    response = render(request, "503.html", status=503)
    response["Retry-After"] = "30"
    return response


@never_cache
def healthz(request):
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request):
    """Database, migrations and the triggers of the record are in place."""
    problems = list(_problems())
    return HttpResponse(
        "\n".join(problems or ["ok"]) + "\n", content_type="text/plain", status=503 if problems else 200
    )


def _problems():
    from django.db.migrations.executor import MigrationExecutor

    from references import append_only

    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield "migrations are missing"
        elif gone := append_only.missing(connection):
            yield f"triggers are missing: {', '.join(gone)}"
    except (OperationalError, InterfaceError):
        yield "the database does not answer"
