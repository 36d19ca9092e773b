"""The page of the docs about the rules, made from the rules themselves. Pure."""

from . import GROUPS
from .findings import Severity

_DOES = {Severity.BLOCK: "blocks publishing", Severity.WARN: "warns", Severity.INFORM: "informs"}
_HEAD = """# The rules of the automatic checks

Made from the rules by `manage.py describe_checks`; a test sees that it is up to date. The same page, with the weights
of your team, is `/audit/rules/`.

A finding is a hint, not a verdict. It **blocks** publishing, **warns**, or **informs**. Publishers can weigh a rule
otherwise in the admin (“Weights of rules”); a reviewer who did not write the sentence can let a finding stand, with a
reason that readers see on the evidence page; that falls as soon as what it is about changes. In an emergency publish
what blocks warns. None of the three holds for a rule that is **fixed**, unless its section says otherwise.
`manage.py check_live_editions` runs the rules over everything published, as the worker does each night.
"""


def text():
    """The whole page, as Markdown."""
    return _HEAD + "".join(_group(title, rules) for title, rules in GROUPS.items() if rules)


def _group(title, rules):
    return f"\n## {title}\n" + "".join(_rule(rule) for rule in rules)


def _rule(rule):
    fixed = ", fixed" if rule.fixed else ""
    if rule.lifted_in_emergency:
        fixed += ", warns in an emergency"
    return (
        f"\n### `{rule.code}`: {rule.title}\n\n"
        f"Comes as: {_DOES[rule.severity]}{fixed}.\n\n{rule.why}\n\n**How to mend it:** {rule.mend}\n"
    )
