"""Checks: pure functions over a frozen draft, each yielding findings. The editor's preview and the publish gate run CHECKS."""

from . import money, numbers, people, sign_off, sources, standing, structure, support, wording
from .findings import Finding, Library, Request, Rule, Severity, blocking, in_force, in_order, weighed

_MODULES = (standing, numbers, support, sources, wording, structure, money, people, sign_off)
GROUPS = {
    "May it stand at all?": standing.RULES,
    "Numbers and doses": numbers.RULES,
    "What it rests on": support.RULES + sources.RULES,
    "How it is said": wording.RULES,
    "How it is built": structure.RULES,
    "Money": money.RULES,
    "People and time": people.RULES + sign_off.RULES,
}
RULES = {rule.code: rule for module in _MODULES for rule in module.RULES}
CHECKS = tuple(check for module in _MODULES for check in module.CHECKS)

__all__ = [
    "CHECKS",
    "GROUPS",
    "RULES",
    "Finding",
    "Library",
    "Request",
    "Rule",
    "Severity",
    "blocking",
    "in_force",
    "run",
]


def run(content, request):
    """All findings about `content` for an edition as `request` describes it; those that block come first."""
    waivers = {(w["code"], w["about"]): w for w in content.get("waivers", ())}
    found = (finding for check in CHECKS for finding in check(content, request))
    return in_order(weighed(finding, RULES.get(finding.code), request, waivers) for finding in found)
