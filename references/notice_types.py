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


SHORT = {
    NoticeType.ADDENDUM: "Added to",
    NoticeType.CLARIFICATION: "Clarified",
    NoticeType.CORRECTION: "Corrected",
    NoticeType.CORRIGENDUM: "Corrected by its authors",
    NoticeType.ERRATUM: "An error in it corrected",
    NoticeType.EXPRESSION_OF_CONCERN: "Expression of concern",
    NoticeType.NEW_EDITION: "Newer edition",
    NoticeType.NEW_VERSION: "Newer version",
    NoticeType.PARTIAL_RETRACTION: "Retracted in part",
    NoticeType.REMOVAL: "Removed by its publisher",
    NoticeType.RETRACTION: "Retracted",
    NoticeType.WITHDRAWAL: "Withdrawn",
}
"""What readers are told of a source, as a label."""

SENTENCES = {
    NoticeType.ADDENDUM: "Something has been added to the source",
    NoticeType.CLARIFICATION: "The source has been clarified",
    NoticeType.CORRECTION: "The source has been corrected",
    NoticeType.CORRIGENDUM: "The source has been corrected by its authors",
    NoticeType.ERRATUM: "An error in the source has been corrected",
    NoticeType.EXPRESSION_OF_CONCERN: "The publisher has expressed concern about the source",
    NoticeType.NEW_EDITION: "A newer edition of the source has appeared",
    NoticeType.NEW_VERSION: "A newer version of the source has appeared",
    NoticeType.PARTIAL_RETRACTION: "Part of the source has been retracted",
    NoticeType.REMOVAL: "The source has been removed by its publisher",
    NoticeType.RETRACTION: "The source has been retracted",
    NoticeType.WITHDRAWAL: "The source has been withdrawn",
}
"""The same as a sentence without its full stop, for a place where the source is not named."""

_USUAL = {
    NoticeKind.CORRECTION: NoticeType.CORRECTION,
    NoticeKind.CONCERN: NoticeType.EXPRESSION_OF_CONCERN,
    NoticeKind.RETRACTION: NoticeType.RETRACTION,
    NoticeKind.NEWER_VERSION: NoticeType.NEW_VERSION,
}


def short(kind, type=""):
    """A notice as a label for readers. `type` is "" where a person recorded only the kind."""
    return SHORT.get(type or _USUAL.get(kind), "Notice")


def sentence(kind, type=""):
    """A notice as a sentence for readers."""
    return SENTENCES.get(type or _USUAL.get(kind), "Something was published about the source")


def kind_of(type):
    """The kind that people see for one of the twelve types."""
    return _KINDS.get(NoticeType(type), NoticeKind.CORRECTION)


def from_crossref(name):
    """Crossref's “expression_of_concern” → NoticeType; None for a type nobody has heard of."""
    name = name.strip().lower().replace("_", "-").replace(" ", "-")
    return NoticeType(name) if name in NoticeType.values else None
