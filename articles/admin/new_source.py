"""The short form of the claim dialog: a source from the few things that an editor has at hand."""

import re
import unicodedata

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from references import identifiers
from references.admin import names
from references.models import CitekeyAlias, Source

_ADDRESSES = {
    "pmcid": re.compile(
        r"https?://(?:www\.)?(?:ncbi\.nlm\.nih\.gov/pmc|pmc\.ncbi\.nlm\.nih\.gov)/articles/(PMC\d+)", re.I
    ),
    "pmid": re.compile(r"https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov/pubmed)/(\d+)", re.I),
}
_YEARS = re.compile(r"(?:1[5-9]|20)\d\d")
_INPUTS = dict.fromkeys((*identifiers.CANONICAL, "url", "not_findable_because", NON_FIELD_ERRORS), "identifier")


class Known(Exception):
    """Another source has this identifier already: `source`."""

    def __init__(self, source, label):
        self.source = source
        super().__init__(f"This {label} belongs to {source.short_name}, which is here already as “{source.citekey}”.")


def identifier_in(typed):
    """(field, canonical spelling) if the whole of `typed` is an identifier or its address, else None."""
    typed = typed.strip()
    for field, address in _ADDRESSES.items():
        if match := address.match(typed):
            return field, identifiers.CANONICAL[field](match[1])
    # A bare year is a word to search for, and a bare number of 10 or 13 digits an ISBN rather than a PMID.
    if _YEARS.fullmatch(typed) or (" " in typed and not re.match(r"(?i)doi|pmc?id|isbn|arxiv|97[89]", typed)):
        return None
    for field in ("doi", "isbn", "pmid", "pmcid", "arxiv"):
        try:
            return field, identifiers.CANONICAL[field](typed)
        except ValueError:
            continue
    return None


def holder_of(field, value):
    """The source that has this identifier, or None. DOIs are compared without regard to case."""
    lookup = f"{field}__iexact" if field == "doi" else field
    return Source.objects.filter(**{lookup: value}).first()


def add(typed, *, by):
    """A new source from what was typed into the short form. Raises Known, or ValidationError by input."""
    source, errors = Source(created_by=by), {}
    for field in ("csl_type", "title", "container_title", "not_findable_because"):
        if field in typed:
            setattr(source, field, typed[field].strip())
    try:
        source.authors = names.read(typed.get("authors", ""))
    except ValueError as error:
        errors["authors"] = [str(error)]
    if year := typed.get("year", "").strip():
        if year.isdecimal() and len(year) == 4:
            source.year = int(year)
        else:
            errors["year"] = ["Give the year with four digits."]
    _identify(source, typed.get("identifier", "").strip(), errors)
    source.citekey = typed.get("citekey", "").strip() or proposed_citekey(source)
    try:
        source.full_clean()
    except ValidationError as error:
        errors = _by_input(error) | errors
    if errors:
        raise ValidationError(errors)
    source.save()
    return source


def _identify(source, typed, errors):
    if not typed:
        return
    if found := identifier_in(typed):
        field, value = found
        setattr(source, field, value)
        if holder := holder_of(field, value):
            raise Known(holder, source._meta.get_field(field).verbose_name)
    elif re.match(r"https?://", typed, re.IGNORECASE):
        source.url = typed
    else:
        errors["identifier"] = [
            "This is no DOI, PMID, PMCID, ISBN or arXiv id, and no address that starts with https://."
        ]


def proposed_citekey(source):
    """“yousef2013”; “yousef2013a” where that is taken."""
    first = source.authors[0] if source.authors else {}
    name = first.get("family") or first.get("literal") or source.title
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    stem = ("".join(words[:2]) if first else "".join(words[:1]))[:40] or "source"
    stem += str(source.year or "")
    like = {"citekey__startswith": stem}
    taken = {*Source.objects.filter(**like).values_list("citekey", flat=True)}
    taken |= {*CitekeyAlias.objects.filter(**like).values_list("citekey", flat=True)}
    endings = ["", *"abcdefghijklmnopqrstuvwxyz", *map(str, range(100, 10_000))]
    return next(key for ending in endings if (key := f"{stem}{ending}") not in taken)


def _by_input(error):
    """{input of the short form: [sentences]}"""
    by_input = {}
    for field, sentences in error.message_dict.items():
        by_input.setdefault(_INPUTS.get(field, field), []).extend(sentences)
    return by_input
