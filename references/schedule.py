"""What comes again by itself. Times are those of settings.TIME_ZONE."""

from datetime import time, timedelta

from references import jobs
from references.attachments import sweep
from references.duplicates import finding
from references.forgetting import erase_reporters
from references.importing.pruning import prune_files
from references.jobs.pruning import remove_old_jobs
from references.lookup.pruning import remove_old_answers
from references.monitoring import rounds

jobs.every(
    time(3, 40),
    "Remove old jobs",
    lambda now: remove_old_jobs.ask(title="Remove old jobs", by=None, now=now, key="remove-old-jobs"),
)
jobs.every(timedelta(days=7), "Find sources that look alike", lambda now: finding.ask(by=None, now=now))
jobs.every(time(2, 20), "Check all sources", lambda now: rounds.ask_for_all(by=None, now=now))
jobs.every(time(4, 20), "Check links", rounds.ask_for_links)
jobs.every(timedelta(minutes=10), "Keep copies of web pages", rounds.ask_for_copies)
jobs.every(
    time(3, 45),
    "Remove files of old imports",
    lambda now: prune_files.ask(title="Remove files of old imports", by=None, now=now, key="prune-files"),
)
jobs.every(
    time(3, 50),
    "Remove old answers of catalogues",
    lambda now: remove_old_answers.ask(
        title="Remove old answers of catalogues", by=None, now=now, key="remove-old-answers"
    ),
)
jobs.every(
    time(3, 55),
    "Remove stray files",
    lambda now: sweep.ask(title="Remove stray files", by=None, now=now, key="sweep-files"),
)
jobs.every(
    time(3, 35),
    "Erase addresses of reporters",
    lambda now: erase_reporters.ask(title="Erase addresses of reporters", by=None, now=now, key="erase-reporters"),
)
