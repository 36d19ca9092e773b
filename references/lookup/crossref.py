"""Crossref: most DOIs of journals and books, with what was published about a work since."""

import re
from datetime import date
from urllib.parse import quote

from django.conf import settings

from references.details import NoticeSeen, Relation
from references.formats import kinds
from references.formats.dates import made
from references.formats.draft import Draft
from references.formats.people import organisation, person
from references.notice_types import NoticeType, from_crossref

from . import abstract_markup, client
from .errors import NotFound, Unavailable
from .json_values import json_object, record, rows, text, texts

NAME = "Crossref"
# Print first: a volume belongs to a year, and a paper that came out online before it is cited by that year.
_DATES = ("published-print", "published", "issued", "posted", "published-online", "created")
_RELATIONS = {
    "is-preprint-of": "preprint-of",
    "has-preprint": "has-preprint",
    "is-replaced-by": "newer",
    "replaces": "older",
}
_UNKNOWN = (400, 404)  # what is no DOI to it; one that it lacks, as plain text: “Resource not found.”
_VERSIONS = ("has-version", "is-version-of")
_NUMBERED = re.compile(r"(.*?)(?:[./]|/?v|\.pub)?(\d{1,3})", re.DOTALL)


def who():
    """The parameters that bring our requests into the pool of those who can be written to."""
    return {"mailto": settings.LOOKUP_MAILTO} if settings.LOOKUP_MAILTO else {}


def find(doi, *, now, **how):
    """The message of a DOI as Crossref has it; `read` makes Details of it. Raises NotFound, Unavailable."""
    url = f"{settings.CATALOGUES['crossref']}/works/{quote(doi, safe='')}"
    reply = client.get(url, now=now, name=NAME, who=who(), read=_message, **how)
    if reply.status in _UNKNOWN:
        raise NotFound(f"Crossref knows no work with the DOI {doi}.")
    return reply.content


def _message(reply):
    if reply.status in _UNKNOWN:
        return None
    answer = json_object(reply)
    if reply.status != 200 or answer.get("status") != "ok" or not record(answer.get("message")).get("DOI"):
        raise ValueError("This is no record of a work.")
    return answer["message"]


def agency(doi, *, now):
    """Who registered a DOI: “crossref”, “datacite”, “medra” …; "" where Crossref cannot say."""
    url = f"{settings.CATALOGUES['crossref']}/works/{quote(doi, safe='')}/agency"
    try:
        reply = client.get(url, now=now, name=NAME, who=who(), read=_agency)
    except Unavailable:
        return ""
    return reply.content


def _agency(reply):
    if reply.status == 404:
        return ""
    return text(record(record(json_object(reply).get("message")).get("agency")).get("id")).lower()


# ---- from Crossref's shape to ours


def read(message):
    """Details of a message, which is also what content negotiation gives for DOIs of Crossref."""
    draft = Draft(0)
    draft.identifier("doi", text(message.get("DOI")))
    containers = texts(message.get("container-title"))
    kind = kinds.OF_CSL.get(text(message.get("type")).lower())
    kind = kind or kinds.guessed(container=containers, publisher=text(message.get("publisher")), url="")
    draft.put("csl_type", kind)
    draft.title(_title(message))
    # a chapter has the series before the book
    container = containers[-1 if kind == kinds.CHAPTER else 0] if containers else ""
    draft.text("container_title", container or _server(message))
    draft.text("container_title_short", _without_stops(message.get("short-container-title")))
    for role, names in (("authors", "author"), ("editors", "editor")):
        for name in rows(message.get(names))[:5000]:
            draft.name(role, name_of(name))
    draft.date(_date(message))
    for field, key in _TEXTS:
        draft.text(field, text(message.get(key)))
    draft.pages(text(message.get("page")) or text(message.get("article-number")))
    draft.language(text(message.get("language")))
    draft.issn(text(message.get("ISSN")))
    if isbn := text(message.get("ISBN")):
        draft.identifier("isbn", isbn)
    draft.text("funding", _funding(message))
    draft.said["abstract"] = list(abstract_markup.parts(text(message.get("abstract"))))
    draft.said["notices"] = notices(message)
    draft.said["relations"] = relations(message)
    return draft.details()


_TEXTS = (
    ("volume", "volume"),
    ("issue", "issue"),
    ("publisher", "publisher"),
    ("publisher_place", "publisher-location"),
    ("edition", "edition-number"),
    ("number", "report-number"),
)


def _title(message):
    title, subtitle = text(message.get("title")) or text(message.get("original-title")), text(message.get("subtitle"))
    if not subtitle or subtitle.lower() in title.lower():
        return title
    return f"{title}{' ' if title.endswith(('?', '!', ':', '.')) else ': '}{subtitle}" if title else subtitle


def _server(message):
    """Where a preprint stands: “bioRxiv”."""
    if text(message.get("type")) != "posted-content":
        return ""
    return text(record((rows(message.get("institution")) or [{}])[0]).get("name")) or text(message.get("group-title"))


def _without_stops(value):
    return text(value).replace(". ", " ").rstrip(".")


def name_of(name):
    """A name in our shape: CSL's, and Crossref's with `name` for an organisation."""
    if literal := text(name.get("name")) or text(name.get("literal")):
        return organisation(literal)
    particle = text(name.get("non-dropping-particle")) or text(name.get("dropping-particle"))
    family = " ".join(part for part in (particle, text(name.get("family"))) if part)
    return person(family, text(name.get("given")), text(name.get("suffix")))


def _date(message):
    return next(filter(None, (date_parts(message.get(key)) for key in _DATES)), {})


def date_parts(value):
    """{"date-parts": [[2020, 9, 21]]} → a date; {} for [[null]] and anything else."""
    parts = record(value).get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    figures = [text(part) for part in first[:3]] if isinstance(first, list) else []
    figures = [int(f) if f.isascii() and f.isdigit() and len(f) <= 4 else None for f in figures]
    if not figures or not figures[0] or not 1000 <= figures[0] <= 2999:
        return {}
    return made(*figures)


def _funding(message):
    funders = []
    for funder in rows(message.get("funder"))[:50]:
        awards = ", ".join(texts(funder.get("award"))[:20])
        funders.append(text(funder.get("name")) + (f" ({awards})" if awards else ""))
    return "; ".join(dict.fromkeys(filter(None, funders)))


# ---- what was published about it


def notices(message):
    """(NoticeSeen, …) about this work. One that two name, the publisher and Retraction Watch, stands here twice."""
    found = []
    for update in rows(message.get("updated-by")):
        if kind := from_crossref(text(update.get("type"))):
            found.append(
                NoticeSeen(
                    kind.value,
                    text(update.get("source")) or "publisher",
                    doi=text(update.get("DOI")),
                    published_on=day_of(update.get("updated")),
                    record_id=text(update.get("record-id")),
                )
            )
    return list(dict.fromkeys(found))


def is_notice_about(message):
    """[(NoticeType, DOI)] of the works that this one corrects or retracts; it is itself the notice."""
    newer = {NoticeType.NEW_VERSION, NoticeType.NEW_EDITION}
    pairs = ((from_crossref(text(u.get("type"))), text(u.get("DOI"))) for u in rows(message.get("update-to")))
    return [(kind, doi) for kind, doi in pairs if kind and doi and kind not in newer]


def day_of(value):
    found = date_parts(value)
    return date(**found).isoformat() if "day" in found else ""


def relations(message):
    """[Relation]: newer and older versions of this work, preprint and paper."""
    own, found = text(message.get("DOI")), []
    related = record(message.get("relation"))
    for name, kind in _RELATIONS.items():
        found += [Relation(kind, doi=doi) for doi in _dois(related.get(name))]
    for name in _VERSIONS:
        found += [Relation(kind, doi=doi) for doi in _dois(related.get(name)) if (kind := _order(own, doi))]
    for key, kind in (("updated-by", "newer"), ("update-to", "older")):
        for update in rows(message.get(key)):
            if from_crossref(text(update.get("type"))) in {NoticeType.NEW_VERSION, NoticeType.NEW_EDITION}:
                found.append(Relation(kind, doi=text(update.get("DOI"))))
    return [r for r in dict.fromkeys(found) if r.doi and r.doi.lower() != own.lower()]


def _dois(value):
    return [text(row.get("id")) for row in rows(value) if text(row.get("id-type")).lower() == "doi"]


def _order(own, other):
    """“newer” or “older” where two DOIs differ only in the number that they end in (“.2” and “.3”); else ""."""
    mine, theirs = (_NUMBERED.fullmatch(doi.lower()) for doi in (own, other))
    if not mine or not theirs or mine[1] != theirs[1]:
        return ""
    mine, theirs = int(mine[2]), int(theirs[2])
    return "newer" if theirs > mine else "older" if theirs < mine else ""
