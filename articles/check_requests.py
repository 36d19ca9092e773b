"""What the checks are asked with: the one place where gate, Publish box, evidence sheet, desk and nightly run get it from."""

from django.utils import timezone

from references.status import Assurance

from . import surroundings
from .checks import RULES, Request, Severity
from .models import RuleWeight
from .models.rule import Weight

SEVERITIES = {Weight.BLOCK: Severity.BLOCK, Weight.WARN: Severity.WARN, Weight.INFORM: Severity.INFORM}
WEIGHTS = {severity: weight for weight, severity in SEVERITIES.items()}


def severities():
    """{code: Severity} of the rules that this team weighs otherwise than they come. Fixed rules are never among them."""
    weighed = RuleWeight.objects.values_list("code", "weight")
    return {code: SEVERITIES[weight] for code, weight in weighed if code in RULES and not RULES[code].fixed}


def for_next(content, *, last, now, assurance=None, note="", emergency=False):
    """The edition that would follow `last`, which may be None. assurance: as sure as the last one, if not said."""
    before = last.assurance if last else Assurance.CHECKED
    return _request(content, now, assurance or before, last.number + 1 if last else 1, note.strip(), emergency)


def for_live(edition, content, *, now, weighed=None):
    """An edition that readers see, looked at with the eyes of today. weighed: `severities()`, if known already.

    An emergency is over once it is published: what it lifted counts in full.
    """
    return _request(content, now, edition.assurance, edition.number, edition.note, False, weighed)


def _request(content, now, assurance, number, note, emergency, weighed=None):
    return Request(
        assurance=Assurance(assurance),
        number=number,
        note=note,
        emergency=emergency,
        today=timezone.localdate(now),
        severities=severities() if weighed is None else weighed,
        library=surroundings.library(content),
    )
