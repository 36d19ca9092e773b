"""The site without its database: health addresses, and a plain 503 page where a query fails."""

import sys

from django.db import Error, InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views import defaults
from django.views.decorators.cache import never_cache

from references import append_only


def server_error(request):
    """What an exception that nothing caught looks like to people.

    It is asked for views, templates and middleware alike, so that a session or a user that cannot be loaded gets the
    same plain words as a page.
    """
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return unavailable()
    return defaults.server_error(request)


def unavailable():
    """Rendered without the request: its context processors would ask the database for the user again."""
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "30"})


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
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield "migrations are missing"
        elif gone := append_only.missing(connection):
            yield f"triggers are missing: {', '.join(gone)}"
    except Error:
        yield "the database does not answer"
