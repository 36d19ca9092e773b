"""Who stands for it, and is it still of today?"""

from datetime import date

from .findings import Rule, Severity

REVIEWER_WITHOUT_CREDENTIALS = Rule(
    "reviewer-without-credentials",
    Severity.WARN,
    "Somebody approved the article without credentials on record",
    why="An approval is worth what its giver can judge; readers are shown both.",
    mend="Put the person's credentials on record, then ask for the approval anew.",
    several="{n} people approved the article without credentials on record.",
)
REVIEW_OVERDUE = Rule(
    "review-overdue",
    Severity.WARN,
    "The next review is overdue",
    why="Readers were promised a new look by that day.",
    mend="Look for what came out since, then set the day of the next review.",
)
SEARCH_TOO_OLD = Rule(
    "search-too-old",
    Severity.WARN,
    "The evidence was last looked for more than two years ago",
    why="Half of all reviews have news to tell after five years, a quarter after two.",
    mend="Search again, and let a reviewer write down where and on which day.",
    several="For {n} claims the evidence was last looked for more than two years ago.",
)

RULES = (REVIEWER_WITHOUT_CREDENTIALS, REVIEW_OVERDUE, SEARCH_TOO_OLD)

YEARS = 2


def approvers_have_credentials(content, request):
    """A medical approval cannot be given without; a legal or an editorial one can."""
    for approval in content.get("approvals", ()):
        if not approval["credentials"].strip():
            message = f"The {approval['role']} approval comes from somebody without credentials on record."
            yield REVIEWER_WITHOUT_CREDENTIALS.at(message)


def review_is_not_overdue(content, request):
    due = _day(content["article"]["review_due"])
    if request.today and due and due < request.today:
        message = f"The next review was due on {due.day} {due:%B %Y}."
        yield REVIEW_OVERDUE.at(message, place="review_due")


def searches_are_of_today(content, request):
    """The newest search receipt of an appraisal is older than two years. Where nobody wrote one, nothing is known."""
    if request.today is None:
        return
    for claim in content["claims"]:
        certainty = claim["certainty"] or {}
        days = [day for receipt in certainty.get("receipts", ()) if (day := _day(receipt.get("on")))]
        if days and _years_later(max(days), YEARS) < request.today:
            newest = max(days)
            message = f"The evidence was last looked for on {newest.day} {newest:%B %Y}."
            yield SEARCH_TOO_OLD.at_claim(claim, message)


def _day(text):
    """The day that a text names, or None: receipts of old records may hold anything."""
    if isinstance(text, date):
        return text
    try:
        return date.fromisoformat((text or "")[:10])
    except (TypeError, ValueError):
        return None


def _years_later(day, years):
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February, or the last of all years
        return date.max if day.year + years > date.max.year else date(day.year + years, 3, 1)


CHECKS = (approvers_have_credentials, review_is_not_overdue, searches_are_of_today)
