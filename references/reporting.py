"""Readers say that something is wrong with a claim, and a reviewer answers.

Nobody needs an account, so there is a limit. The network address of a sender is never kept: a digest of it is, under a
key of that day, until the night after the next.
"""

import ipaddress
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.crypto import salted_hmac

from .canonical import storable
from .documents import lock_document
from .independence import NotIndependent, wrote_the_sentence
from .models import ProblemReport, ReporterAddress, Taking
from .models.report import ReportKind, ReportOutcome
from .models.waiting import ItemKind
from .permits import require

SHORTEST, LONGEST = 10, 4_000  # characters of a report
OF_ONE_SENDER = {timedelta(hours=1): 5, timedelta(days=1): 20}
OF_EVERYBODY = {timedelta(minutes=10): 60, timedelta(days=1): 1_000}
"""How many reports are taken in each of these times."""

_NOTHING_WRONG = {ReportOutcome.STANDS, ReportOutcome.NOT_ABOUT, ReportOutcome.SPAM}

ADDRESS_KEPT = timedelta(days=90)
"""How long after the outcome an e-mail address is kept."""


class TooManyReports(Exception):
    """Says when one more is taken. `wait` is the time until then."""

    def __init__(self, sentence, wait):
        super().__init__(sentence)
        self.wait = wait


class DecidedMeanwhile(Exception):
    """Somebody else gave an outcome while this person read the report."""


# ---- a reader reports


@transaction.atomic
def file_report(*, claim, wording, edition, kind, text, now, email="", address=""):
    """Keep what a reader says about `claim`; it waits in the queue from now on.

    wording, edition: the sentence as the reader saw it, and the number of that edition. address: the network address it
    came from. Raises TooManyReports; ValueError for a kind or a length that no form lets through.
    """
    kind, text = ReportKind(kind), storable(text).strip()
    if not SHORTEST <= len(text) <= LONGEST:
        raise ValueError(f"A report has {SHORTEST} to {LONGEST} characters; this has {len(text)}.")
    today, yesterday = _sender(address, now), _sender(address, now - timedelta(days=1))
    _lock_all_reports()  # two at once would both be the fifth
    _require_patience(ProblemReport.objects.filter(sender__in=[today, yesterday]), now)
    report = ProblemReport.objects.create(
        claim=claim, wording=wording, edition=edition, kind=kind, text=text, at=now, sender=today
    )
    if email:
        ReporterAddress.objects.create(report=report, email=email)
    return report


def _sender(address, now):
    """A digest of the network address that nobody can compare with those of another day, or undo without the key."""
    return salted_hmac(f"references.reporting {now:%Y-%m-%d}", _network(address), algorithm="sha256").hexdigest()


def _network(address):
    """One sender: an IPv4 address, or the /64 that a provider gives to one customer."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    found = getattr(found, "ipv4_mapped", None) or found
    return str(found if found.version == 4 else ipaddress.ip_network((found, 64), strict=False))


def _lock_all_reports():
    """Reports come in one by one, whichever process takes them. A row that is always there stands for the table."""
    content_type = ContentType.objects.get_for_model(ProblemReport)
    list(ContentType.objects.select_for_update(no_key=True).filter(pk=content_type.pk))


def _require_patience(of_sender, now):
    if wait := _wait(of_sender, OF_ONE_SENDER, now):
        raise TooManyReports(
            f"You have sent several reports, and we read every one of them. You can send the next {_soon(wait)}.", wait
        )
    if wait := _wait(ProblemReport.objects.all(), OF_EVERYBODY, now):
        raise TooManyReports(f"More reports are arriving than we can take. Send yours {_soon(wait)}.", wait)


def _wait(reports, limits, now):
    """How long until one more of these reports may come; None if it may now."""
    waits = []
    for span, most in limits.items():
        times = reports.filter(at__gt=now - span).order_by("-at").values_list("at", flat=True)
        waits += [at + span - now for at in times[most - 1 : most]]
    return max(waits, default=None)


def _soon(wait):
    minutes = -(-int(wait.total_seconds()) // 60)
    if minutes <= 1:
        return "in a minute"
    return f"in {minutes} minutes" if minutes < 90 else f"in {-(-minutes // 60)} hours"


# ---- a reviewer decides


def state_of(report):
    """What a reviewer has seen of the outcome, in few letters: an outcome given over another state is refused."""
    return f"{report.outcome} {report.decided_at.isoformat()}" if report.outcome else "waiting"


@transaction.atomic
def decide(*, report, outcome, answer, is_public, by, now, seen="waiting"):
    """Give a report its outcome, or another than it had. The reporter reads `answer`; everybody does if `is_public`.

    seen: `state_of` the report when its page was shown. Raises DecidedMeanwhile if it is another by now, NotPermitted,
    NotIndependent where whoever worded the sentence says that nothing is wrong, ValueError for an outcome without an answer.
    """
    require(by, "references.judge_citation")
    outcome, answer = ReportOutcome(outcome), storable(answer).strip()
    if not answer and outcome != ReportOutcome.SPAM:
        raise ValueError("An outcome says in a sentence what was found.")
    lock_document(report.claim)
    if outcome in _NOTHING_WRONG and wrote_the_sentence(report.claim, by):
        raise NotIndependent("You worded this sentence, so somebody else must say that nothing is wrong with it.")
    report = ProblemReport.objects.select_for_update(no_key=True, of=("self",)).get(pk=report.pk)
    if seen != state_of(report):
        raise DecidedMeanwhile(_meanwhile(report))
    report.answer = answer
    report.is_public = bool(is_public and answer) and outcome != ReportOutcome.SPAM
    report.decided_by = by
    _conclude(report, outcome, now)
    return report


def _meanwhile(report):
    if not report.outcome:
        return "This page was incomplete. Look at the report again, then give its outcome."
    who = report.decided_by.get_full_name() or report.decided_by.get_username()
    return f"{who} decided this report while you read it: {report.get_outcome_display()}. Look at it again."


@transaction.atomic
def keep_promises(*, claims, now):
    """An edition that was just published says these claims otherwise, so what was to be corrected is corrected.

    Returns the reports. The answer stays in the words of the reviewer who promised it.
    """
    promised = ProblemReport.objects.filter(claim__in=claims, outcome=ReportOutcome.WILL_CORRECT)
    kept = list(promised.select_for_update(no_key=True).order_by("pk"))
    for report in kept:
        _conclude(report, ReportOutcome.CORRECTED, now)
    return kept


def _conclude(report, outcome, now):
    """The time to erase the address runs from the outcome; a better wording of the same outcome does not move it."""
    if outcome != report.outcome:
        ReporterAddress.objects.filter(report=report).update(erase_at=now + ADDRESS_KEPT)
    report.outcome, report.decided_at = outcome, now
    report.save(update_fields=["outcome", "answer", "is_public", "decided_by", "decided_at"])
    Taking.objects.filter(kind=ItemKind.REPORT, item=report.pk).delete()
