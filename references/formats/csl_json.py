"""CSL-JSON, the citeproc format of Zotero, Citoid, Crossref, DataCite and Pandoc.

It holds everything but notices and versions. What CSL has no variable for stands under `custom`, where the schema (1.0.2)
puts what is an application's own; other programs leave that alone.
"""

import json
import re

from references import abstracts, designs
from references.bibliography import CUT_SHORT

from . import dates, kinds, people
from .draft import Draft
from .reading import unreadable
from .texts import folded, paragraphs, written
from .texts import title as read_title

LARGEST_ITEM = 2**20  # characters
_DEEPEST_INDENT = 100
_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|(?P<unfinished>"(?:[^"\\\n]|\\.)*\\?\Z)|[{}\[\]]|\n')
_LIST = re.compile(r'\s*(?:\[|\{\s*"(?:items|references)"\s*:\s*\[)')
_TEXTS = {
    "container-title": "container_title",
    "container-title-short": "container_title_short",
    "journalAbbreviation": "container_title_short",
    "volume": "volume",
    "issue": "issue",
    "number": "number",
    "publisher": "publisher",
    "publisher-place": "publisher_place",
    "edition": "edition",
}
_IDENTIFIERS = {"DOI": "doi", "PMID": "pmid", "PMCID": "pmcid"}
_IN_NOTES = re.compile(r"(arxiv|pmid|pmcid|doi)(?: id)?: ?(\S+)", re.IGNORECASE)


def records(text):
    """The records of a Text, one at a time."""
    for line, item, why in _cut(text.chunks()):
        if why:
            yield unreadable(line, item, why)
            continue
        try:
            read = json.loads(item)
        except (ValueError, RecursionError) as error:
            at = line + getattr(error, "lineno", 1) - 1
            yield unreadable(
                at, item, f"This is not well-formed JSON: {getattr(error, 'msg', 'too deep or too long')}."
            )
            continue
        yield _record(line, read)


def _cut(chunks):
    """(line, text, "" or why it is no whole object) of each object of the list, or of the only one there is."""
    cutter = _Cutter()
    is_first = True
    for chunk in chunks:
        if is_first and (opening := _LIST.match(chunk)):
            cutter.skip(chunk[: opening.end()])
            chunk = chunk[opening.end() :]
        is_first = False
        yield from cutter.more(chunk)
    yield from cutter.rest()


class _Cutter:
    """Finds the outermost objects. What is not closed ends where the next one begins on a line of its own."""

    def __init__(self):
        self._buffer, self._at, self._line = "", 0, 1
        self._line_start = 0  # where the current line begins in the buffer
        self._begin()

    def _begin(self, start=None, indent=None):
        self._start, self._indent, self._open = start, indent, []
        self._start_line, self._is_lost = self._line, False

    def skip(self, text):
        self._line += text.count("\n")

    def more(self, chunk):
        self._buffer += chunk
        while match := _TOKEN.search(self._buffer, self._at):
            token = match[0]
            if match["unfinished"] is not None and len(token) <= LARGEST_ITEM:
                self._at = match.start()
                break
            self._at = match.end()
            if token == "\n":
                self._line += 1
                self._line_start = match.end()
            elif token == "{":
                yield from self._opened(match.start())
            elif self._start is not None and token in "[]}":
                yield from self._inside(token)
        else:
            self._at = len(self._buffer)
        if self._start is not None and len(self._buffer) - self._start > LARGEST_ITEM:
            if not self._is_lost:
                yield self._start_line, self._buffer[self._start : self._start + 500], "This record is too large."
            # its end is still looked for, so that what it holds is not taken for records
            self._start, self._is_lost = self._at, True
        self._forget()

    def rest(self):
        if self._start is not None and not self._is_lost:
            yield self._start_line, self._buffer[self._start :], "The file ends in the middle of this record."

    def _opened(self, at):
        indent = at - self._line_start
        if self._line_start < 0 or indent > _DEEPEST_INDENT or self._buffer[self._line_start : at].strip():
            indent = None
        if self._start is None:
            self._begin(at, indent)
        elif indent is not None and indent == self._indent and (self._open == ["{"] or indent):
            if not self._is_lost:
                yield self._start_line, self._buffer[self._start : at], "This record is not closed: a brace is missing."
            self._begin(at, indent)
        self._open.append("{")

    def _inside(self, token):
        if token == "[":
            self._open.append(token)
        elif token == "]":
            if self._open[-1] == "[":
                self._open.pop()
        else:
            while self._open.pop() == "[":
                pass
            if not self._open:
                if not self._is_lost:
                    yield self._start_line, self._buffer[self._start : self._at], ""
                self._begin()

    def _forget(self):
        """Let go of what has been read; a line whose beginning is gone has a start below zero."""
        gone = self._at if self._start is None else self._start
        if self._start is None and self._at - self._line_start <= _DEEPEST_INDENT:
            gone = max(0, self._line_start)
        self._buffer = self._buffer[gone:]
        self._at -= gone
        self._line_start -= gone
        self._start = None if self._start is None else self._start - gone


def details_of(item):
    """The Details of one item."""
    return _record(1, item).details


def _record(line, item):
    draft = Draft(line)
    custom = item.get("custom") if isinstance(item.get("custom"), dict) else {}
    subtitle = _said(item.get("subtitle"))
    title = _said(item.get("title"))
    draft.title(f"{title}: {subtitle}" if subtitle and title else title)
    for name, field in _TEXTS.items():
        draft.text(field, _said(item.get(name)))
    for role, name in (("authors", "author"), ("editors", "editor")):
        for person in item[name] if isinstance(item.get(name), list) else []:
            draft.name(role, _name(person))
    draft.date(_date(item.get("issued")))
    draft.pages(_said(item.get("page")) or _said(item.get("article-number")))
    draft.language(_said(item.get("language")))
    for name, field in _IDENTIFIERS.items():
        if value := _said(item.get(name)).strip():
            draft.identifier(field, value, line)
    if value := _said(item.get("ISBN")).strip():
        draft.serial_numbers(value, line)
        if not draft.has("isbn"):
            draft.identifier("isbn", value, line)
    draft.issn(_said(item.get("ISSN")))
    if value := _said(custom.get("arxiv")):
        draft.identifier("arxiv", value, line)
    _notes(draft, _said(item.get("note")), line)
    draft.address(_said(item.get("URL")), line)
    draft.abstract(paragraphs(_said(item.get("abstract"))))
    draft.keywords(_several(custom.get("keywords")) or _words(item.get("keyword")))
    for field in ("mesh", "publication_types"):
        draft.several(field, _several(custom.get(field)))
    for field in ("funding", "interests"):
        draft.text(field, _said(custom.get(field)))
    if custom.get("design") in designs.DESIGNS:
        draft.put("design", custom["design"])
    if type(custom.get("sample_size")) is int and 0 < custom["sample_size"] < 2**31:
        draft.put("sample_size", custom["sample_size"])
    draft.address(_said(custom.get("open_access_url")), line, field="open_access_url")
    _kind(draft, _said(item.get("type")))
    return draft.record()


def _said(value):
    """Text of a text or number; of the first one in a list, as Crossref has them."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _several(values):
    return [_said(value) for value in values] if isinstance(values, list) else []


def _words(keyword):
    if isinstance(keyword, list):
        return _several(keyword)
    text = _said(keyword)
    return text.split(";") if ";" in text else text.split(",")


def _name(person):
    if not isinstance(person, dict):
        return people.name_of(_said(person))
    literal = _said(person.get("literal")) or _said(person.get("name"))
    family = _said(person.get("family"))
    if literal and not family:
        return dict(CUT_SHORT) if people.is_cut_short(literal) else people.organisation(literal)
    particles = (_said(person.get(f"{kind}-particle")) for kind in ("dropping", "non-dropping"))
    family = " ".join(part for part in (*particles, family) if part)
    return people.person(family, _said(person.get("given")), _said(person.get("suffix")))


def _date(issued):
    if not isinstance(issued, dict):
        return dates.date_of(_said(issued))
    parts = issued.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    figures = [_said(part).strip() for part in first[:3]]
    if not figures or not re.fullmatch(r"[12]\d{3}", figures[0]):
        return dates.date_of(_said(issued.get("raw")) or _said(issued.get("literal")))
    season = _said(issued.get("season")).strip()
    season = dates.SEASONS[int(season) - 1] if season in {"1", "2", "3", "4"} else dates.season_of(season)
    if season and len(figures) == 1:
        return dates.made(figures[0], season=season)
    if len(figures) == 2 and figures[1] in {"21", "22", "23", "24"}:
        return dates.made(figures[0], season=dates.SEASONS[int(figures[1]) - 21])
    return dates.made(*(figure if figure.isdecimal() and len(figure) <= 4 else None for figure in figures))


def _notes(draft, text, line):
    """Zotero puts what has no variable into notes: “PMID: 123”."""
    for note in text.split("\n"):
        if match := _IN_NOTES.fullmatch(folded(note)):
            if not draft.has(match[1].lower()):
                draft.identifier(match[1].lower(), match[2], line)
        else:
            draft.several("notes", [note])


def _kind(draft, name):
    said = draft.said.get
    draft.put(
        "csl_type",
        kinds.OF_CSL.get(name)
        or kinds.guessed(container=said("container_title"), publisher=said("publisher"), url=said("url")),
    )


def written_as(details, key):
    """One item, indented by a space."""
    return json.dumps(item_of(details, key), ensure_ascii=False, indent=1)


def item_of(details, key):
    """One item as plain data, empty values left out."""
    item = {
        "id": key,
        "type": details.csl_type or kinds.ARTICLE,
        "title": written(details.title, read_title),
        "author": list(map(_name_as, details.authors)),
        "editor": list(map(_name_as, details.editors)),
        "issued": _issued(details),
        "page": written(details.pages),
        "language": details.language,
        "DOI": details.doi,
        "PMID": details.pmid,
        "PMCID": details.pmcid,
        "ISBN": details.isbn,
        "ISSN": details.issn,
        "URL": details.url,
        "abstract": "\n\n".join(map(written, abstracts.text_of(details.abstract).split("\n\n"))),
        "keyword": ", ".join(map(written, details.keywords)),
        "note": "\n".join(map(written, details.notes)),
        "custom": _custom(details),
    }
    item |= {name: written(getattr(details, field)) for name, field in _TEXTS.items() if name != "journalAbbreviation"}
    return {name: value for name, value in item.items() if value}


def _name_as(name):
    return {part: written(value) for part, value in name.items()}


def _issued(details):
    date = [part for part in (details.year, details.month, details.day) if part]
    season = {"season": dates.SEASONS.index(details.season) + 1} if details.season else {}
    return {"date-parts": [date], **season} if date else None


def _custom(details):
    lists = {name: list(map(written, getattr(details, name))) for name in ("mesh", "publication_types")}
    said = {
        "arxiv": details.arxiv,
        "design": details.design,
        "sample_size": details.sample_size,
        "funding": written(details.funding),
        "interests": written(details.interests),
        "open_access_url": details.open_access_url,
        # a comma in a keyword is no comma between keywords
        "keywords": list(map(written, details.keywords)) if any("," in word for word in details.keywords) else [],
        **lists,
    }
    return {name: value for name, value in said.items() if value}
