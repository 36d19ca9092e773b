"""What a catalogue, a file or a web page says of one work, in one shape. Pure.

Look-ups and file formats give `Details`; saving them as sources, and what an editor corrected by hand, is decided
elsewhere. Every text is storable (no NUL, no lone surrogate), NFC, and free of markup but for titles, see
`references.titles`.
"""

from dataclasses import asdict, dataclass, fields

from . import identifiers


@dataclass(frozen=True)
class AbstractPart:
    """A paragraph of an abstract, with its heading as the work has it (“Results”), or none."""

    text: str
    label: str = ""


@dataclass(frozen=True)
class NoticeSeen:
    """A notice about this work that a catalogue names.

    `type` is one of `references.notice_types.NoticeType`; `asserted_by` who says so: “publisher”, “retraction-watch”,
    “pubmed”, “europe-pmc”.
    """

    type: str
    asserted_by: str
    doi: str = ""
    pmid: str = ""
    url: str = ""
    published_on: str = ""  # ISO date, or ""
    record_id: str = ""
    note: str = ""


@dataclass(frozen=True)
class Relation:
    """Another work that is a version of this one. `kind`: "newer", "older", "preprint-of", "has-preprint"."""

    kind: str
    doi: str = ""
    pmid: str = ""
    arxiv: str = ""


@dataclass(frozen=True)
class Details:
    """One work. Names are {family, given?, suffix?} or {literal}; an empty value means: not said."""

    csl_type: str = ""
    title: str = ""
    authors: tuple[dict, ...] = ()
    editors: tuple[dict, ...] = ()
    container_title: str = ""
    container_title_short: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: str = ""  # spring, summer, autumn, winter
    volume: str = ""
    issue: str = ""
    pages: str = ""
    number: str = ""
    publisher: str = ""
    publisher_place: str = ""
    edition: str = ""
    language: str = ""
    issn: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    isbn: str = ""
    arxiv: str = ""
    url: str = ""
    abstract: tuple[AbstractPart, ...] = ()
    design: str = ""  # a value of references.models.source.StudyDesign
    sample_size: int | None = None
    funding: str = ""
    interests: str = ""
    keywords: tuple[str, ...] = ()
    mesh: tuple[str, ...] = ()
    publication_types: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    open_access_url: str = ""
    notices: tuple[NoticeSeen, ...] = ()
    relations: tuple[Relation, ...] = ()

    def as_json(self):
        """Plain data, empty values left out; `from_json` reads it back."""
        return {key: value for key, value in asdict(self).items() if value not in ("", None, (), [])}


def from_json(data):
    """The Details that `as_json` wrote. Keys it does not know are left out."""
    shapes = {"abstract": AbstractPart, "notices": NoticeSeen, "relations": Relation}
    known = {}
    for name in (f.name for f in fields(Details)):
        value = data.get(name)
        if value in (None, "", [], ()):
            continue
        if name in shapes:
            value = tuple(shapes[name](**part) for part in value)
        elif isinstance(value, list):
            value = tuple(value)
        known[name] = value
    return Details(**known)


def identifiers_of(details):
    """{field: value} of the identifiers that stand in the record."""
    return {name: value for name in identifiers.CANONICAL if (value := getattr(details, name))}
