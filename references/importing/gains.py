"""Which gaps of a source a record of a file would fill."""

from django.utils import timezone

from references import filling
from references.details import identifiers_of

ORIGIN = "import"


def gains_of(source, details, held=()):
    """Labels of the fields that are empty in `source` and said by `details`.

    held: the identifiers of `details` that belong to other sources, so that they cannot be taken.
    """
    return [
        proposal.label
        for proposal in filling.proposals(source, details)
        if proposal.fills_a_gap and not proposal.kept and proposal.field not in held
    ]


def gains_of_twin(twin, details):
    """The same for an earlier record of the file, which is no source yet."""
    source = filling.unsaved(twin, by=None, now=timezone.now(), origin=ORIGIN, citekey="")
    return gains_of(source, details)


def held_by_others(source, holders):
    """The fields whose identifier belongs to another source; holders: {field: source}."""
    return {field for field, holder in holders.items() if holder.pk != source.pk}


def without(details, fields):
    """`details` less these identifiers."""
    return details.__class__(**{**vars(details), **dict.fromkeys(fields, "")}) if fields else details


def has_no_place(details):
    """Whether nobody could find the work by it: neither an identifier nor an address."""
    return not identifiers_of(details) and not details.url
