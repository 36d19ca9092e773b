"""Findings of the checks that a reviewer let stand, as readers are told: what was found, and why it may stand. Pure."""

from datetime import datetime

from articles.checks import RULES


def waivers_of_claims(content, people):
    """{claim id: waivers that are about it}."""
    found = {}
    for waiver in content.get("waivers", ()):
        if waiver["claim"]:
            found.setdefault(waiver["claim"], []).append(_told(waiver, people))
    return found


def waivers_of_article(content, people):
    """Those that are about no claim."""
    return [_told(w, people) for w in content.get("waivers", ()) if not w["claim"]]


def _told(waiver, people):
    rule = RULES.get(waiver["code"])  # editions outlive rules
    return {
        "code": waiver["code"],
        "rule": rule.title if rule else "",
        "finding": waiver["finding"],
        "because": waiver["because"],
        "by": people["users"].get(str(waiver["person"]), ""),
        "on": datetime.fromisoformat(waiver["at"]).date(),
    }
