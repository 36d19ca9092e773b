"""Approvals asked for and given, as the Publish box tells them."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime

from articles import approving
from articles.models.approval import ApprovalRole

MOST = 6


@dataclass(frozen=True)
class ApprovalLine:
    """One role. given: somebody stands for exactly this text. could: who might, by name; is_you: the reader might."""

    sentence: str
    given: bool = False
    could: tuple = ()
    is_you: bool = False


def approval_lines(article, content, person):
    """The medical approval where it is needed, and every other that was ever given."""
    newest = {a.role: a for a in article.approvals.exclude(role=ApprovalRole.AFTERWARDS).order_by("number")}
    fresh = {a["role"] for a in content.get("approvals", ())}
    needed = {ApprovalRole.MEDICAL.value} if article.is_health and not article.is_demonstration else set()
    return [_line(article, role, newest.get(role), role in fresh, person) for role in sorted(needed | newest.keys())]


def _line(article, role, last, given, person):
    if given:
        who = ", ".join(filter(None, [last.person_name, last.credentials]))
        return ApprovalLine(f"{ApprovalRole(role).label.capitalize()} approval: {who}, {_day(last.at)}.", given=True)
    people = list(approving.who_could_approve(article, role).order_by("pk"))
    could = [p.get_full_name() or p.get_username() for p in people if p != person][:MOST]
    if last:
        said = f"The {role} approval by {last.person_name}, {_day(last.at)}, is of another text: it changed since."
    else:
        said = "Nobody with medical credentials has approved this text yet."
    return ApprovalLine(said, could=tuple(could), is_you=person in people)


def _day(moment):
    return date_format(localtime(moment), "j M Y")
