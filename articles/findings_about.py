"""The findings about one claim of a draft, for the desk of a reviewer."""

from datetime import datetime

from . import checks
from .looking import look
from .rule_pages import address_of, waive_address


def findings_about(article, claim, *, now):
    """What the gate would say of this claim today: [{code, title, severity, message, mend, citation, docs_url, waive_url,
    waived}].

    severity: “block”, “warn” or “inform”. citation: its id as text, or "". waive_url: where a reviewer lets it stand, ""
    where nobody can. waived: {because, person, at} or None. Read anew each time, so that it is never out of date.
    """
    seen = look(article, now=now)
    return [_told(f, article, seen.frozen.people["users"]) for f in seen.findings if f.claim == str(claim.pk)]


def _told(finding, article, people):
    rule = checks.RULES.get(finding.code)
    return {
        "code": finding.code,
        "title": rule.title if rule else "",
        "severity": finding.severity.name.lower(),
        "message": finding.message,
        "mend": finding.mend,
        "citation": finding.citation,
        "docs_url": address_of(finding.code),
        "waive_url": waive_address(article.pk, finding),
        "waived": waiver_told(finding.waived, people),
    }


def waiver_told(waiver, people):
    """{because, person, at} of a frozen waiver, for pages; None for None. people: {id as text: name}"""
    if waiver is None:
        return None
    person = people.get(str(waiver["person"]), "")
    return {"because": waiver["because"], "person": person, "at": datetime.fromisoformat(waiver["at"])}
