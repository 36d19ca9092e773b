"""Long work that writes again and again lets others write, too.

SQLite has one writer at a time, and whoever waits looks again only every tenth of a second: without a pause between
its transactions an import would keep an editor from saving for many seconds.
"""

import time

from django.db import connection

WORK, PAUSE = 0.25, 0.1  # seconds


class GivingWay:
    """Call it between transactions."""

    def __init__(self):
        self._since = time.monotonic()

    def __call__(self):
        if connection.features.has_select_for_update:
            return  # writers lock rows, not the database
        if time.monotonic() - self._since > WORK:
            time.sleep(PAUSE)
            self._since = time.monotonic()
