"""Every rule, for those who meet one of its findings."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.checks import RULES
from references.audit.access import audit_page


@audit_page("articles.view_article", "read what the rules are")
@require_safe
def rules(request):
    """Each rule with an anchor of its code: what it is for, how to mend what it finds, how heavy it is here."""
    return render(request, "audit/rules.html", {"rules": RULES.values()})
