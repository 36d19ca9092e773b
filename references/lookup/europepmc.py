"""Europe PMC: what PubMed knows, as JSON, with preprints besides."""

import re

from django.conf import settings

from references.details import NoticeSeen, Relation
from references.formats import kinds
from references.formats.dates import date_of
from references.formats.draft import Draft
from references.formats.people import name_of, organisation, person
from references.notice_types import NoticeType

from . import abstract_markup, client
from .errors import NotFound
from .json_values import json_object, record, rows, text, texts

NAME = "Europe PMC"
_QUERIES = {"doi": 'DOI:"{}"', "pmid": "EXT_ID:{} AND SRC:MED", "pmcid": "PMCID:{}"}
# “… in” says that this record is affected. “Comment in” and the like are no notices.
_NOTICES = {
    "erratum in": NoticeType.ERRATUM,
    "retraction in": NoticeType.RETRACTION,
    "partial retraction in": NoticeType.PARTIAL_RETRACTION,
    "expression of concern in": NoticeType.EXPRESSION_OF_CONCERN,
    "corrected and republished in": NoticeType.CORRECTION,
    "retracted and republished in": NoticeType.RETRACTION,
    "update in": NoticeType.NEW_VERSION,
}
_RELATIONS = {
    "update in": "newer",
    "corrected and republished in": "newer",
    "retracted and republished in": "newer",
    "update of": "older",
    "corrected and republished from": "older",
    "retracted and republished from": "older",
    "preprint in": "has-preprint",
    "preprint of": "preprint-of",
}


def find(field, value, *, now, **how):
    """The result for a DOI, PMID or PMCID; `read` makes Details of it. Raises NotFound, Unavailable."""
    asked = {
        "query": _QUERIES[field].format(value.replace('"', "")),
        "resultType": "core",
        "format": "json",
        "pageSize": "5",
    }
    url = f"{settings.CATALOGUES['europepmc']}/search"
    reply = client.get(url, params=asked, now=now, name=NAME, read=_results, **how)
    for result in reply.content:
        if text(result.get(field)).lower() == value.lower():
            return result
    raise NotFound(f"Europe PMC knows no work with the {field.upper()} {value}.")


def _results(reply):
    answer = json_object(reply)
    if reply.status != 200 or not isinstance(answer.get("resultList"), dict):
        raise ValueError("This is no answer to a search.")
    return rows(answer["resultList"].get("result"))


def read(result):
    draft = Draft(0)
    for field in ("doi", "pmid", "pmcid"):
        if value := text(result.get(field)):
            draft.identifier(field, value)
    info, book = record(result.get("journalInfo")), record(result.get("bookOrReportDetails"))
    journal = record(info.get("journal"))
    container = text(journal.get("title"))
    draft.put("csl_type", kinds.BOOK if book and not container else kinds.ARTICLE)
    draft.title(text(result.get("title")).removesuffix("."))
    draft.text("container_title", container or _server(result))
    draft.text("container_title_short", text(journal.get("medlineAbbreviation")))
    draft.text("volume", text(info.get("volume")))
    draft.text("issue", text(info.get("issue")))
    draft.text("publisher", text(book.get("publisher")))
    draft.issn(text(journal.get("issn")) or text(journal.get("essn")))
    draft.pages(text(result.get("pageInfo")))
    for author in rows(record(result.get("authorList")).get("author"))[:5000]:
        draft.name("authors", _name(author))
    if not draft.has("authors"):
        for name in text(result.get("authorString")).rstrip(".").split(", "):
            draft.name("authors", name_of(name))
    draft.date(_date(result, info))
    draft.language(text(result.get("language")))
    draft.said["abstract"] = list(abstract_markup.parts(text(result.get("abstractText"))))
    draft.several("publication_types", _types(result))
    draft.several("mesh", _mesh(result))
    draft.several("keywords", texts(record(result.get("keywordList")).get("keyword")))
    draft.text("funding", _funding(result))
    draft.said["notices"] = notices(result)
    draft.said["relations"] = relations(result)
    return draft.details()


def _server(result):
    return (
        text(record(result.get("bookOrReportDetails")).get("publisher")) if text(result.get("source")) == "PPR" else ""
    )


def _name(author):
    if collective := text(author.get("collectiveName")):
        return organisation(collective)
    family = text(author.get("lastName"))
    if not family:
        return name_of(text(author.get("fullName")))
    return person(family, text(author.get("firstName")) or text(author.get("initials")), text(author.get("suffix")))


def _date(result, info):
    year = text(result.get("pubYear"))
    printed = date_of(text(info.get("dateOfPublication")) or text(info.get("printPublicationDate")))
    first = date_of(text(result.get("firstPublicationDate")))
    in_year = (found for found in (printed, first) if found and str(found["year"]) == year)
    return next(in_year, None) or date_of(year) or printed or first


def _types(result):
    """“systematic-review” and “Systematic Review” are one type, and stand as PubMed has them."""
    found = (t.replace("-", " ") for t in texts(record(result.get("pubTypeList")).get("pubType")))
    kept = {"research support": None, "research article": None}
    return [t.title() if t.islower() else t for t in found if t.lower() not in kept]


def _mesh(result):
    headings = []
    for heading in rows(record(result.get("meshHeadingList")).get("meshHeading")):
        qualifiers = rows(record(heading.get("meshQualifierList")).get("meshQualifier"))
        names = [text(heading.get("descriptorName")), *(text(q.get("qualifierName")) for q in qualifiers)]
        headings.append("/".join(filter(None, names)))
    return headings


def _funding(result):
    grants = []
    for grant in rows(record(result.get("grantsList")).get("grant"))[:50]:
        agency, number = text(grant.get("agency")), text(grant.get("grantId"))
        grants.append(f"{agency} ({number})" if agency and number else agency or number)
    return "; ".join(dict.fromkeys(filter(None, grants)))


# ---- what was published about it


def notices(result):
    """[NoticeSeen] about this work."""
    found = []
    for item in _corrections(result):
        if kind := _NOTICES.get(_kind(item)):
            doi, pmid = _identifiers(item)
            note = ". ".join(filter(None, (text(item.get("reference")).rstrip("."), text(item.get("note")))))
            found.append(NoticeSeen(kind.value, "europe-pmc", doi=doi, pmid=pmid, note=note))
    types = {t.lower() for t in _types(result)}
    if "retracted publication" in types and not any(n.type == NoticeType.RETRACTION for n in found):
        found.append(NoticeSeen(NoticeType.RETRACTION.value, "europe-pmc"))
    return list(dict.fromkeys(found))


def relations(result):
    """[Relation]: newer and older versions, preprint and paper."""
    found = []
    for item in _corrections(result):
        if kind := _RELATIONS.get(_kind(item)):
            doi, pmid = _identifiers(item)
            if doi or pmid:
                found.append(Relation(kind, doi=doi, pmid=pmid))
    return list(dict.fromkeys(found))


def _corrections(result):
    return rows(record(result.get("commentCorrectionList")).get("commentCorrection"))


def _kind(item):
    return re.sub(r"[\s-]+", " ", text(item.get("type"))).lower()


def _identifiers(item):
    """(DOI, PMID) of the other work; its id may be missing, or that of a preprint."""
    number = text(item.get("id"))
    doi = re.search(r"\b10\.\d{4,9}/[^\s\"<>]+", text(item.get("reference")))
    pmid = number if text(item.get("source")) == "MED" and number.isdecimal() else ""
    return (doi[0].rstrip(".,;)") if doi else ""), pmid
