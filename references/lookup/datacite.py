"""DataCite: DOIs of data, preprints (arXiv among them), reports and theses."""

import re
from urllib.parse import quote

from django.conf import settings

from references import identifiers
from references.details import Relation
from references.formats import kinds
from references.formats.dates import date_of
from references.formats.draft import Draft
from references.formats.people import name_of, organisation, person

from . import abstract_markup, client
from .errors import NotFound
from .json_values import json_object, record, rows, text

NAME = "DataCite"
_KINDS = {
    "journalarticle": kinds.ARTICLE, "preprint": kinds.ARTICLE, "datapaper": kinds.ARTICLE, "text": kinds.REPORT,
    "book": kinds.BOOK, "bookchapter": kinds.CHAPTER, "conferencepaper": kinds.CHAPTER, "dissertation": kinds.THESIS,
    "report": kinds.REPORT, "standard": kinds.GUIDELINE, "dataset": kinds.DATASET, "collection": kinds.DATASET,
    "software": kinds.DATASET,
}  # fmt: skip
_UNKNOWN = (400, 404, 410, 422)
_RELATIONS = {
    "isnewversionof": "older",
    "isobsoletedby": "newer",
    "ispreviousversionof": "newer",
    "obsoletes": "older",
    "ispreprintof": "preprint-of",
    "haspreprint": "has-preprint",
}
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)


def find(doi, *, now):
    """The attributes of a DOI; `read` makes Details of them. Raises NotFound, Unavailable."""
    # DOIs are kept in small letters there, and not always found in others
    url = f"{settings.CATALOGUES['datacite']}/dois/{quote(doi.lower(), safe='/')}"
    reply = client.get(url, now=now, name=NAME, read=_attributes)
    if reply.status in _UNKNOWN:
        raise NotFound(f"DataCite knows no work with the DOI {doi}.")
    return reply.content


def _attributes(reply):
    if reply.status in _UNKNOWN:
        return None
    attributes = record(record(json_object(reply).get("data")).get("attributes"))
    if reply.status != 200 or not attributes.get("doi"):
        raise ValueError("This is no record of a work.")
    return attributes


def arxiv_doi(arxiv):
    return f"10.48550/arXiv.{arxiv}"


def arxiv_of(doi):
    """The arXiv id that stands in a DOI of arXiv, "" in any other."""
    match = _ARXIV_DOI.fullmatch(doi)
    return match[1] if match else ""


def read(attributes):
    draft = Draft(0)
    doi = text(attributes.get("doi"))
    draft.identifier("doi", doi)
    if arxiv := arxiv_of(doi):
        draft.identifier("arxiv", arxiv)
    container = text(record(attributes.get("container")).get("title"))
    types = record(attributes.get("types"))
    kind = _KINDS.get(text(types.get("resourceTypeGeneral")).lower()) or kinds.OF_CSL.get(text(types.get("citeproc")))
    draft.put(
        "csl_type", kind or kinds.guessed(container=container, publisher=text(attributes.get("publisher")), url="")
    )
    draft.title(_title(attributes))
    draft.text("container_title", container or ("arXiv" if draft.has("arxiv") else ""))
    for creator in rows(attributes.get("creators"))[:5000]:
        draft.name("authors", _name(creator))
    for person_ in rows(attributes.get("contributors"))[:500]:
        if text(person_.get("contributorType")) == "Editor":
            draft.name("editors", _name(person_))
    draft.date(_date(attributes))
    publisher = attributes.get("publisher")
    draft.text("publisher", text(publisher) or text(record(publisher).get("name")))
    draft.text("edition", text(attributes.get("version")))
    draft.language(text(attributes.get("language")))
    draft.said["abstract"] = list(_abstract(attributes))
    draft.several("keywords", [text(subject.get("subject")) for subject in rows(attributes.get("subjects"))][:30])
    funders = (text(funder.get("funderName")) for funder in rows(attributes.get("fundingReferences"))[:50])
    draft.text("funding", "; ".join(dict.fromkeys(filter(None, funders))))
    draft.said["relations"] = relations(attributes)
    return draft.details()


def _title(attributes):
    titles = rows(attributes.get("titles"))
    main = next((text(t.get("title")) for t in titles if not t.get("titleType")), "")
    subtitle = next((text(t.get("title")) for t in titles if text(t.get("titleType")) == "Subtitle"), "")
    return f"{main}: {subtitle}" if main and subtitle else main or subtitle


def _name(creator):
    name, family = text(creator.get("name")), text(creator.get("familyName"))
    if text(creator.get("nameType")) == "Organizational":
        return organisation(name)
    return person(family, text(creator.get("givenName"))) if family else name_of(name)


def _date(attributes):
    issued = (text(d.get("date")) for d in rows(attributes.get("dates")) if text(d.get("dateType")) == "Issued")
    year = text(attributes.get("publicationYear"))
    found = date_of(next(issued, "").partition("T")[0])
    return found if found and str(found["year"]) == year else date_of(year) or found


def _abstract(attributes):
    descriptions = rows(attributes.get("descriptions"))
    found = (text(d.get("description")) for d in descriptions if text(d.get("descriptionType")) == "Abstract")
    return abstract_markup.parts(next(found, ""))


def relations(attributes):
    """[Relation]: newer and older versions of this work, preprint and paper."""
    found = []
    for related in rows(attributes.get("relatedIdentifiers")):
        kind = _RELATIONS.get(text(related.get("relationType")).lower())
        if (
            kind
            and (named := identifiers.one_in(text(related.get("relatedIdentifier"))))
            and named[0] in {"doi", "arxiv"}
        ):
            found.append(Relation(kind, **dict([named])))
    return list(dict.fromkeys(found))
