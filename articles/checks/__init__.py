"""Checks: pure functions over a frozen draft, each yielding findings. The editor's preview and the publish gate run CHECKS."""

from .findings import Finding, Request, blocking, in_order
from .sources import newer_versions_are_cited
from .structure import (
    answer_and_summary_are_there,
    articles_name_an_author,
    claims_are_marked,
    figures_have_text,
    headings_step_by_one,
    later_editions_say_what_changed,
    questions_have_answers,
)
from .support import claims_are_known, claims_have_words, claims_may_stand, sources_are_found
from .wording import doses_and_benefits_come_with_cautions

CHECKS = (
    claims_are_known,
    claims_have_words,
    sources_are_found,
    claims_may_stand,
    newer_versions_are_cited,
    claims_are_marked,
    doses_and_benefits_come_with_cautions,
    answer_and_summary_are_there,
    articles_name_an_author,
    questions_have_answers,
    figures_have_text,
    headings_step_by_one,
    later_editions_say_what_changed,
)

__all__ = ["CHECKS", "Finding", "Request", "blocking", "run"]


def run(content, request):
    """All findings about `content` for an edition as `request` describes it; those that block come first."""
    return in_order(finding for check in CHECKS for finding in check(content, request))
