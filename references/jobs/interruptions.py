"""What ends a job before its function returns."""


class TryAgain(Exception):
    """It cannot be done now. Staff see the sentence; `after` (a timedelta) says when the next attempt is due."""

    def __init__(self, sentence, after=None):
        super().__init__(sentence)
        self.after = after


class Interrupted(BaseException):
    """Not an Exception, so that a loop that goes on with the next record after any error does not swallow it."""


class Cancelled(Interrupted):
    """Somebody cancelled the job. Catch it only to tidy up, and raise it again."""


class HandedBack(Interrupted):
    """The worker was told to end: the job goes back into the queue and begins again elsewhere."""


class TakenOver(Interrupted):
    """Another worker has this job by now; whatever is done here does not count any more."""
