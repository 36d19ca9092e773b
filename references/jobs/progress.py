"""What a job says while it runs."""

import time

from references.models import Job
from references.models.job import JobState

from .interruptions import Cancelled, HandedBack, TakenOver
from .storable import storable_text

LARGEST = 2_147_483_647


class Progress:
    """Handed to the function of a job.

    What is said is stored at most once in `pause` seconds, so a loop may say something at each record. `heard` is
    called each time: the sign of life for the time limit.
    """

    def __init__(self, run, *, clock, pause=0.0, heard=None):
        self.job, self._ticket = run.job, run.ticket
        self._clock, self._pause, self._heard = clock, pause, heard or (lambda: None)
        self._next = 0.0
        self.told_to_end = False
        self.shown = {"said": run.job.said, "done": run.job.done, "total": run.job.total}

    @property
    def now(self):
        return self._clock()

    @property
    def by(self):
        """Who asked for it; None for what comes by schedule."""
        return self.job.asked_by

    def say(self, text="", *, done=None, total=None):
        """Show staff how far it is. Raises Cancelled, and other Interruptions that are none of the job's business."""
        self._heard()
        if text:
            self.shown["said"] = storable_text(text)[:300]
        for name, count in (("done", done), ("total", total)):
            if count is not None:
                self.shown[name] = min(max(int(count), 0), LARGEST)
        if self.told_to_end:
            raise HandedBack
        if time.monotonic() >= self._next:
            self._store()
            self._next = time.monotonic() + self._pause

    def _store(self):
        mine = Job.objects.filter(pk=self.job.pk, state=JobState.RUNNING, result_id=self._ticket)
        if mine.filter(cancel_asked_at=None).update(**self.shown):
            return
        raise Cancelled if mine.exists() else TakenOver
