"""The kinds of notice that publishers and catalogues tell apart, and the few that editors see. Pure.

The twelve types are those of Crossref's `update-to` and `updated-by`. A reinstatement (Retraction Watch) takes a
retraction back; it is no notice of its own.
"""

from django.db.models import TextChoices


class NoticeKind(TextChoices):
    """What editors, reviewers and readers are told; part of what a verdict was given for."""

    CORRECTION = "correction", "correction"
    CONCERN = "concern", "expression of concern"
    RETRACTION = "retraction", "retraction"
    NEWER_VERSION = "newer-version", "newer version"
    OTHER = "other", "other notice"


class NoticeType(TextChoices):
    """What was published, exactly."""

    ADDENDUM = "addendum", "addendum"
    CLARIFICATION = "clarification", "clarification"
    CORRECTION = "correction", "correction"
    CORRIGENDUM = "corrigendum", "corrigendum"
    ERRATUM = "erratum", "erratum"
    EXPRESSION_OF_CONCERN = "expression-of-concern", "expression of concern"
    NEW_EDITION = "new-edition", "new edition"
    NEW_VERSION = "new-version", "new version"
    PARTIAL_RETRACTION = "partial-retraction", "partial retraction"
    REMOVAL = "removal", "removal"
    RETRACTION = "retraction", "retraction"
    WITHDRAWAL = "withdrawal", "withdrawal"


_KINDS = {
    NoticeType.EXPRESSION_OF_CONCERN: NoticeKind.CONCERN,
    # Part of the work still stands, and nobody but a person can say which part a sentence rests on.
    NoticeType.PARTIAL_RETRACTION: NoticeKind.CONCERN,
    NoticeType.RETRACTION: NoticeKind.RETRACTION,
    NoticeType.REMOVAL: NoticeKind.RETRACTION,
    NoticeType.WITHDRAWAL: NoticeKind.RETRACTION,
    NoticeType.NEW_EDITION: NoticeKind.NEWER_VERSION,
    NoticeType.NEW_VERSION: NoticeKind.NEWER_VERSION,
}


def kind_of(type):
    """The kind that people see for one of the twelve types."""
    return _KINDS.get(NoticeType(type), NoticeKind.CORRECTION)


def from_crossref(name):
    """Crossref's “expression_of_concern” → NoticeType; None for a type nobody has heard of."""
    name = name.strip().lower().replace("_", "-").replace(" ", "-")
    return NoticeType(name) if name in NoticeType.values else None
