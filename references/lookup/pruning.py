"""Answers that nobody asked for in a long time go."""

from datetime import timedelta

from references.jobs import job

from . import answers


@job(limit=timedelta(minutes=5))
def remove_old_answers(progress):
    """Kept answers that are older than answers.KEPT_FOR."""
    removed = 0
    while gone := answers.forget(now=progress.now):
        removed += gone
        progress.say(f"{removed:,} old answers are removed.")
    return f"{removed:,} old answer{' is' if removed == 1 else 's are'} removed."
