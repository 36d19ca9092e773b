"""One clock for all workers: the database's, so that a machine whose own is wrong takes nobody for dead."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone


class DatabaseClock:
    """Calling it gives the time of the database as it was last `set`, carried on by this machine's clock.

    SQLite has no clock of its own; its workers stand on one machine.
    """

    def __init__(self):
        self._ahead = timedelta(0)

    def __call__(self):
        return timezone.now() + self._ahead

    def set(self):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT clock_timestamp()")
                self._ahead = cursor.fetchone()[0] - timezone.now()
