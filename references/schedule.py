"""What comes again by itself. Times are those of settings.TIME_ZONE."""

from datetime import time, timedelta

from references import jobs
from references.duplicates import finding
from references.jobs.pruning import remove_old_jobs

jobs.every(
    time(3, 40),
    "Remove old jobs",
    lambda now: remove_old_jobs.ask(title="Remove old jobs", by=None, now=now, key="remove-old-jobs"),
)
jobs.every(timedelta(days=7), "Find sources that look alike", lambda now: finding.ask(by=None, now=now))
