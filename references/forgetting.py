"""What must not be kept about readers who reported a problem goes by itself."""

from datetime import timedelta

from references import jobs

from .models import ProblemReport, ReporterAddress

SENDER_KEPT = timedelta(days=1)  # as long as the limit of a day looks back; the job comes each night


@jobs.job(limit=timedelta(minutes=5), label="Erase addresses of reporters")
def erase_reporters(progress):
    """E-mail addresses 90 days after the outcome; digests of network addresses that no limit looks at any more."""
    addresses = forget_reporters(now=progress.now)
    return f"{addresses:,} address{' of a reporter was' if addresses == 1 else 'es of reporters were'} erased."


def forget_reporters(*, now):
    """Returns how many e-mail addresses went."""
    ProblemReport.objects.exclude(sender="").filter(at__lte=now - SENDER_KEPT).update(sender="")
    return ReporterAddress.objects.filter(erase_at__lte=now).delete()[0]
