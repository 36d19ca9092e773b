"""Sources of the library as records for a file."""

from . import filling


def records_of(sources):
    """(citekey, Details) of each source in the queryset, read bit by bit; merged ones live on in their winners."""
    for source in sources.filter(merged_into=None).iterator(chunk_size=500):
        yield source.citekey, filling.details_of(source)
