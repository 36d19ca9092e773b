"""What comes again by itself. Times are those of settings.TIME_ZONE."""

from datetime import time

from references import jobs
from references.jobs.pruning import remove_old_jobs

jobs.every(
    time(3, 40),
    "Remove old jobs",
    lambda now: remove_old_jobs.ask(title="Remove old jobs", by=None, now=now, key="remove-old-jobs"),
)
