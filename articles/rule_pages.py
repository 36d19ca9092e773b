"""Where people read what a rule is for, and where they let a finding of it stand."""

from urllib.parse import urlencode

from django.urls import reverse

from .waiving import may_be_waived


def address_of(code):
    """The place of one rule on the page of all rules."""
    return f"{reverse('audit-rules')}#{code}"


def waive_address(article_id, finding):
    """Where a reviewer lets `finding` stand, or takes that back; "" where nobody can."""
    if not may_be_waived(finding.code):
        return ""
    asked = urlencode({"code": finding.code, "about": finding.about})
    return f"{reverse('audit-waive', args=[article_id])}?{asked}"
