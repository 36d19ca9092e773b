"""Work that goes on without its page.

    from references import jobs

    @jobs.job(limit=timedelta(minutes=5), attempts=3)
    def import_records(progress, *, import_id):
        for number, record in enumerate(records):
            progress.say(f"{number} of {len(records)} are in.", done=number, total=len(records))
            ...
        return "All records are in."

    import_records.ask(title="Import magnesium.ris", by=request.user, now=timezone.now(), import_id=7)

A job is carried out **at least once**: a worker that was killed had perhaps done the work and not said so, and another
one does it again. So write each job so that doing it twice is doing it once: ask what stands already, keep the place
you came to in the same transaction as the work, and let unique constraints refuse the second row.

* `progress.say(text, done=, total=)` is what staff see, and the sign of life: a job that says nothing for longer than
  its `limit` is ended. It raises `Cancelled` when somebody cancelled. Say it between transactions, never inside one.
* `progress.by`, `progress.now` and `progress.job`: for whom it runs, what time it is, and the row that staff see.
* `raise TryAgain("The catalogue is busy.", after=timedelta(minutes=2))`: later; any other exception, too, is tried
  again after a while. When its attempts are used up the job has failed, with that sentence as its reason.
* `run_waiting(now)` carries out what waits in this process: for tests, and for commands that want it at once.
* `every(timedelta or time of day, name, ask)` in an app's `schedule.py`: a job that comes again.
"""

from .asking import ask
from .interruptions import Cancelled, Interrupted, TryAgain
from .kinds import job
from .progress import Progress
from .running import run_waiting
from .schedule import every

__all__ = ["Cancelled", "Interrupted", "Progress", "TryAgain", "ask", "every", "job", "run_waiting"]
