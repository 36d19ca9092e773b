"""Which source has an identifier already."""

from .details import identifiers_of
from .models import Source


def holder_of(field, value):
    """The source that people use for this identifier, or None. DOIs compare without regard to case."""
    lookup = {f"{field}__iexact" if field == "doi" else field: value}
    source = Source.objects.filter(**lookup).select_related("merged_into").first()
    return source.survivor if source else None


def holders_of(details):
    """{field: source} for each identifier of a record that the library has; the same source may stand there twice."""
    found = {field: holder_of(field, value) for field, value in identifiers_of(details).items()}
    return {field: source for field, source in found.items() if source}
