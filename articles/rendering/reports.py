"""What readers are told about a report: its kind, its state, and the outcome in the reviewer's words. Pure.

Never the reporter's words, and nothing about who that was.
"""

from references.models.report import ReportKind, ReportOutcome

_OUTCOMES = {
    ReportOutcome.CORRECTED: ("It led to a correction", "supports"),
    ReportOutcome.WILL_CORRECT: ("It will be corrected in the next edition", "qualifies"),
    ReportOutcome.STANDS: ("Checked again: the sentence stands", "supports"),
    ReportOutcome.NOT_ABOUT: ("It was not about this claim", "mentions"),
    ReportOutcome.SPAM: ("It was taken for no report about the claim", "mentions"),
}
_WAITING = ("A reviewer has not looked at it yet", "unchecked")


def report_told(report):
    """A report in words and shapes, for templates."""
    words, mark = _OUTCOMES[ReportOutcome(report.outcome)] if report.outcome else _WAITING
    return {
        "kind": ReportKind(report.kind).label,
        "at": report.at,
        "edition": report.edition,
        "state": words,
        "mark": mark,
        "decided": bool(report.outcome),
        "answer": report.answer,
        "decided_at": report.decided_at,
    }
