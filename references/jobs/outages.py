"""Databases stop, restart, and are locked by others; a worker waits and goes on."""

import logging
import random
import time

from django.db import InterfaceError, OperationalError, connections

log = logging.getLogger("references.jobs")
OUTAGES = (OperationalError, InterfaceError)
LONGEST_PAUSE = 4.0  # seconds; with the time a new connection takes, service is back within ten


def pause_after(failures):
    """Seconds to wait after so many failures in a row; not quite the same for all workers."""
    return min(0.5 * 2 ** (failures - 1), LONGEST_PAUSE) * random.uniform(0.5, 1)


def through_outages(write):
    """What `write()` returns, once the database takes it."""
    failures = 0
    while True:
        try:
            return write()
        except OUTAGES as error:
            failures += 1
            if failures == 1:
                log.warning("The outcome of a job cannot be written down yet: %s", first_line(error))
            connections.close_all()
            time.sleep(pause_after(failures))


def first_line(error):
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
