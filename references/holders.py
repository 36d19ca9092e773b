"""Which source has an identifier already."""

from django.db.models.functions import Lower

from .details import identifiers_of
from .models import Source


def holder_of(field, value):
    """The source that people use for this identifier, or None. DOIs compare without regard to case."""
    source = _having(field, [value]).first()
    return source.survivor if source else None


def holders_of(details):
    """{field: source} for each identifier of a record that the library has; the same source may stand there twice."""
    found = {field: holder_of(field, value) for field, value in identifiers_of(details).items()}
    return {field: source for field, source in found.items() if source}


def holders_of_many(works):
    """For each of many Details what `holders_of` says, with one question to the database for each kind of identifier."""
    wanted = {}
    for details in works:
        for field, value in identifiers_of(details).items():
            wanted.setdefault(field, set()).add(value)
    found = {
        (field, key(field, getattr(source, field))): source.survivor
        for field, values in wanted.items()
        for source in _having(field, values)
    }
    return [
        {
            field: source
            for field, value in identifiers_of(d).items()
            if (source := found.get((field, key(field, value))))
        }
        for d in works
    ]


def key(field, value):
    """What makes two spellings of an identifier one."""
    return value.lower() if field == "doi" else value


def _having(field, values):
    sources = Source.objects.select_related("merged_into")
    if field != "doi":
        return sources.filter(**{f"{field}__in": values})
    # as the index has it: the small letters of those that are not empty
    return sources.annotate(doi_key=Lower("doi")).exclude(doi="").filter(doi_key__in={v.lower() for v in values})
