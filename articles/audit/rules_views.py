"""Every rule, for those who meet one of its findings."""

from collections import Counter
from dataclasses import dataclass

from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import check_requests, checks
from articles.checks import Rule
from articles.models import LiveFinding, RuleWeight
from references.audit.access import audit_page


@dataclass(frozen=True)
class Listed:
    """A rule as the page shows it. weight: the team's own, or None. live: how often it speaks in what readers see."""

    rule: Rule
    weight: RuleWeight | None
    live: int

    @property
    def severity(self):
        """How heavy a finding of it is here."""
        return check_requests.SEVERITIES[self.weight.weight] if self.weight else self.rule.severity

    @property
    def kind(self):
        return self.severity.name.lower()

    @property
    def does(self):
        return check_requests.WEIGHTS[self.severity].label

    @property
    def comes(self):
        return check_requests.WEIGHTS[self.rule.severity].label


@audit_page("articles.view_article", "read what the rules are")
@require_safe
def rules(request):
    """Each rule with an anchor of its code: what it is for, how to mend what it finds, how heavy it is here."""
    weights = {w.code: w for w in RuleWeight.objects.select_related("changed_by")}
    live = Counter(LiveFinding.objects.values_list("code", flat=True))
    groups = [
        (group, [Listed(rule, None if rule.fixed else weights.get(rule.code), live[rule.code]) for rule in of_group])
        for group, of_group in checks.GROUPS.items()
        if of_group
    ]
    may_weigh = request.user.has_perm("articles.change_ruleweight")
    return render(request, "audit/rules.html", {"groups": groups, "may_weigh": may_weigh})
