"""Which fields of a source are taken over together when two records become one. Pure."""

from references import identifiers
from references.filling import DATE

# {unit: fields}; half a date or half a name of a journal would be one that nobody gave
UNITS = {
    "csl_type": ("csl_type",),
    "title": ("title",),
    "authors": ("authors",),
    "editors": ("editors",),
    "journal": ("container_title", "container_title_short", "issn"),
    "date": DATE,
    "volume": ("volume", "issue"),
    "pages": ("pages",),
    "number": ("number",),
    "publisher": ("publisher", "publisher_place"),
    "edition": ("edition",),
    "language": ("language",),
    "doi": ("doi",),
    "pmid": ("pmid",),
    "pmcid": ("pmcid",),
    "isbn": ("isbn",),
    "arxiv": ("arxiv",),
    "url": ("url",),
    "not_findable_because": ("not_findable_because",),
    "open_access_url": ("open_access_url",),
    "abstract": ("abstract",),
    "keywords": ("keywords",),
    "mesh": ("mesh",),
    "publication_types": ("publication_types",),
    "design": ("design",),
    "people": ("sample_size", "sample_note"),
    "population": ("population",),
    "funding": ("funding",),
    "interests": ("interests",),
    "version_label": ("version_label",),
    "identification": ("identification",),
    "private_note": ("private_note",),
}
FIELDS = tuple(name for names in UNITS.values() for name in names)
# They lead to a work, so one that is given up goes to the record that is merged, and still leads here.
LEADING = tuple(identifiers.CANONICAL)


def values(source, unit):
    """{field: value} of one unit."""
    return {name: getattr(source, name) for name in UNITS[unit]}


def is_same(a, b, unit):
    """Whether two records say the same there; DOIs compare without regard to case."""
    if unit == "doi":
        return a.doi.lower() == b.doi.lower()
    return values(a, unit) == values(b, unit)


def is_empty(source, unit):
    return not any(values(source, unit).values())


def gaps(winner, loser):
    """The units that only the loser fills."""
    return [unit for unit in UNITS if is_empty(winner, unit) and not is_empty(loser, unit)]
