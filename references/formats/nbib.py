"""MEDLINE tags: PubMed's .nbib and “MEDLINE” text, and what other programs write in their manner.

It cannot hold: web address, arXiv id, report number, sample size, study design (taken again from types, headings and title),
the address of a free copy, the place where a journal is published, a language's region; abstract parts without a heading
become one. Notices and other versions are read, not written. Kinds of work are articles, books and chapters: a report or
web page comes back as a book, and a chapter of a book without a title as an article.
"""

import re
import textwrap

from references import abstracts
from references.bibliography import CUT_SHORT
from references.details import NoticeSeen, Relation
from references.notice_types import NoticeType

from . import dates, kinds, languages, people, tagged
from .draft import Draft
from .texts import plain, without_full_stop, written
from .texts import title as read_title

_TAG = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}- ?(.*)", re.DOTALL)
_ONCE = {"OWN", "STAT", "TI", "BTI", "DP", "AB", "JT"}
_CAPITALS = re.compile(r"(?:^|(?<=\s))([A-Z][A-Z /&,()'’-]{2,70}):\s(?=\S)")
_GRANT = re.compile(r"([^/\s]*\d[^/]{0,30})/(?:[A-Z]{2}/)?([^/]+)/[A-Z][a-z]+(?: [A-Z][a-z]+)?")
_NOTICES = {
    "EIN": NoticeType.ERRATUM,
    "RIN": NoticeType.RETRACTION,
    "PRIN": NoticeType.PARTIAL_RETRACTION,
    "ECI": NoticeType.EXPRESSION_OF_CONCERN,
    "CRI": NoticeType.CORRECTION,
    "RRI": NoticeType.RETRACTION,
    "UIN": NoticeType.NEW_VERSION,
}
_NEWER, _OLDER = {"UIN", "CRI", "RRI"}, {"UOF", "CRF", "RRF"}
_PMID = re.compile(r"\s*PMID: ?(\d{1,8})\.?$")
_DOI = re.compile(r"\bdoi: ?(10\.\d{4,9}/\S+?)\.?(?=\s|$)", re.IGNORECASE)


def records(text):
    """The records of a Text, one at a time."""
    for cells in tagged.records(text.numbered(), _tag_of, _begins):
        yield _record(cells)


def _tag_of(line, _cells):
    match = _TAG.fullmatch(line.strip()) if line[:1] != " " else None
    return match.groups() if match else None


def _begins(tag, cells):
    """A PMID begins a record; so does a blank line where the record has such a tag already."""
    if tag == "PMID":
        return True
    after_blank_line = bool(cells[-1].more) and not cells[-1].more[-1]
    return after_blank_line and tag in _ONCE and any(cell.tag == tag for cell in cells)


def _record(cells):
    draft = Draft(cells[0].line)
    found = {}
    for cell in cells:
        if cell.text:
            found.setdefault(cell.tag, []).append(cell)
    said = {tag: several[0].text for tag, several in found.items()}
    _titles(draft, said)
    _names(draft, cells)
    draft.date(dates.date_of(said.get("DP", "")), stands=said.get("DP", ""))
    for field, tag in {"volume": "VI", "issue": "IP", "publisher": "PB", "edition": "EN", "interests": "COIS"}.items():
        draft.text(field, said.get(tag, ""))
    draft.text("publisher_place", said.get("PL", "") if "BTI" in said else "")
    draft.pages(said.get("PG", ""))
    draft.language(said.get("LA", ""))
    draft.issn(said.get("IS", ""))
    _identifiers(draft, found)
    _abstract(draft, said.get("AB", ""))
    draft.text("funding", "; ".join(_grant(cell.text) for cell in found.get("GR", [])))
    draft.several("publication_types", (cell.text for cell in found.get("PT", [])))
    draft.several("mesh", (cell.text.replace("*", "") for cell in found.get("MH", [])))
    draft.keywords(cell.text for cell in found.get("OT", []))
    draft.several("notes", (cell.text for cell in found.get("GN", [])))
    _notices(draft, cells)
    return draft.record()


def _titles(draft, said):
    title, book = said.get("TI", ""), said.get("BTI") or said.get("CTI", "")
    draft.put("csl_type", kinds.ARTICLE if not book else kinds.CHAPTER if title else kinds.BOOK)
    title = title or book
    draft.title(without_full_stop(title))
    draft.text("container_title", said.get("JT", "") or (book if book != title else "") or said.get("TA", ""))
    draft.text("container_title_short", said.get("TA", ""))


def _names(draft, cells):
    """In their order. AU repeats each FAU in short, so it counts only where no FAU stands right before it."""
    before = ""
    for cell in cells:
        tag, role = cell.tag, "editors" if cell.tag in {"FED", "ED"} else "authors"
        if tag not in {"FAU", "FED", "AU", "ED", "CN"}:
            continue
        if people.is_cut_short(cell.text):
            draft.name(role, dict(CUT_SHORT))
        elif tag == "CN":
            draft.name(role, people.organisation(cell.text))
        elif tag == "FED" and not re.search(r",[^,]", cell.text.replace(",,", "")):
            draft.name(role, people.name_of(cell.text))
        elif tag in {"FAU", "FED"}:
            family, _, given = cell.text.partition(",")
            draft.name(role, people.person(family, given))
        elif (tag == "AU" and before != "FAU") or (tag == "ED" and before != "FED"):
            draft.name(role, people.name_of(cell.text))
        before = tag


def _identifiers(draft, found):
    for cell in found.get("PMID", [])[:1]:
        draft.identifier("pmid", cell.text, cell.line)
    for cell in found.get("PMC", [])[:1]:
        draft.identifier("pmcid", cell.text, cell.line)
    for cell in found.get("AID", []) + found.get("LID", []):
        if cell.text.endswith("[doi]") and not draft.has("doi"):
            draft.identifier("doi", cell.text.removesuffix("[doi]"), cell.line)
    for cell in found.get("ISBN", [])[:1]:
        draft.serial_numbers(cell.text, cell.line)
    for cell in found.get("AID", []):
        if match := re.match(r"(NBK\d+) \[bookaccession\]", cell.text):
            draft.address(f"https://www.ncbi.nlm.nih.gov/books/{match[1]}/", cell.line)


def _abstract(draft, text):
    """The headings stand in capitals within one paragraph: “BACKGROUND: … RESULTS: …”."""
    places = [place for match in _CAPITALS.finditer(text) if (place := _heading(text, match))]
    begins = [begin for begin, _, _ in places]
    draft.abstract_part(text[: begins[0]] if places else text)
    for (_, label, at), end in zip(places, [*begins, len(text)][1:], strict=True):
        draft.abstract_part(text[at:end], label)


def _heading(text, match):
    """(where it begins, the heading, where its text begins); capitals before it (“of DNA RESULTS: …”) are no part of it."""
    for word in re.finditer(r"\S+", match[1]):
        label = match[1][word.start() :]
        if abstracts.parts(f"{label}: x")[0].label:
            return match.start(1) + word.start(), label, match.end()
    return None


def _grant(text):
    """“R01 12/AR/NIAMS NIH HHS/United States” → “NIAMS NIH HHS (R01 12)”."""
    match = _GRANT.fullmatch(text)
    return f"{match[2]} ({match[1]})" if match else text


def _notices(draft, cells):
    notices, relations = [], []
    for cell in cells:
        if cell.tag not in _NOTICES.keys() | _OLDER:
            continue
        where = plain(cell.text)
        pmid, doi = (_PMID.search(where) or ("", ""))[1], (_DOI.search(where) or ("", ""))[1]
        if cell.tag in _NOTICES:
            note = _PMID.sub("", where).strip()
            published = re.search(r"\.\s*((?:1\d|20)\d\d\b[^;:]*)", note)
            on = dates.iso(dates.date_of(published[1])) if published else ""
            notices.append(NoticeSeen(_NOTICES[cell.tag].value, "pubmed", doi, pmid, published_on=on, note=note))
        if (pmid or doi) and cell.tag in _NEWER | _OLDER:
            relations.append(Relation("newer" if cell.tag in _NEWER else "older", doi=doi, pmid=pmid))
    draft.said |= {"notices": notices, "relations": relations}


def written_as(details, key=""):
    """One record as MEDLINE tags, values wrapped as PubMed wraps them, a blank line after it."""
    return "".join(_wrapped(tag, str(value)) for tag, value in _lines(details)) + "\n"


def _lines(details):
    yield "PMID", details.pmid
    is_article = details.csl_type in {kinds.ARTICLE, ""}
    title = written(details.title, read_title)
    yield from _with_values(
        ("PMC", details.pmcid),
        ("IS", details.issn),
        ("ISBN", details.isbn),
        ("VI", written(details.volume)),
        ("IP", written(details.issue)),
        ("DP", _date(details)),
        ("TI" if is_article or details.csl_type == kinds.CHAPTER else "BTI", title and _with_full_stop(title)),
        ("BTI", written(details.container_title) if details.csl_type == kinds.CHAPTER else ""),
        ("PG", written(details.pages)),
        ("LID", details.doi and f"{details.doi} [doi]"),
        ("AB", _abstract_line(details.abstract)),
        ("COIS", written(details.interests)),
        *(line for name in details.authors for line in _name(name, "FAU", "AU")),
        *(line for name in details.editors for line in _name(name, "FED", "ED")),
        ("LA", languages.of_libraries(details.language)),
        ("GR", written(details.funding)),
        *(("PT", written(name)) for name in details.publication_types),
        ("PL", "" if is_article else written(details.publisher_place)),
        ("PB", written(details.publisher)),
        ("EN", written(details.edition)),
        ("TA", written(details.container_title_short)),
        ("JT", written(details.container_title) if details.csl_type != kinds.CHAPTER else ""),
        *(("MH", written(heading)) for heading in details.mesh),
        *(("OT", written(word)) for word in details.keywords),
        *(("GN", written(note)) for note in details.notes),
        ("SO", _source(details)),
    )


def _with_full_stop(title):
    return title if title.endswith(("?", "!")) else f"{title}."


def _with_values(*lines):
    return (line for line in lines if line[1])


def _name(name, full, short):
    if name == CUT_SHORT:
        return [(full, "et al.")]
    if literal := name.get("literal"):
        return [("CN", written(literal)) if full == "FAU" else (full, written(people.in_one_line(name)))]
    suffix = f" {name['suffix']}" if name.get("suffix") else ""
    given = name.get("given", "")
    initials = "".join(word[0] for word in given.replace("-", " ").split())
    whole = f"{name['family']}, {given}{suffix}" if given or suffix else name["family"]
    return [(full, written(whole)), (short, written(f"{name['family']} {initials}{suffix}".strip()))]


def _date(details):
    if not details.year:
        return ""
    season = {"autumn": "Fall"}.get(details.season, details.season.capitalize())
    month = season or (dates.MONTH_NAMES[details.month - 1] if details.month else "")
    return " ".join(str(part) for part in (details.year, month, details.day) if part)


def _abstract_line(parts):
    parts = abstracts.parts(abstracts.text_of(parts))
    return " ".join(written(f"{p.label.upper()}: {p.text}" if p.label else p.text) for p in parts)


def _source(details):
    """Where it appeared, in one line, as PubMed ends its records. Not read back."""
    where = f"{details.volume}({details.issue})" if details.issue else details.volume
    parts = f"{_date(details)};{where}:{details.pages}".rstrip(":;")
    line = ". ".join(part for part in (details.container_title_short or details.container_title, parts) if part)
    return f"{line}." + (f" doi: {details.doi}." if details.doi else "") if line else ""


def _wrapped(tag, value):
    lines = textwrap.wrap(value, 82, break_long_words=False, break_on_hyphens=False) or [""]
    return f"{tag:<4}- " + "\n      ".join(lines) + "\n"
