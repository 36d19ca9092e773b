"""BibTeX and BibLaTeX, as Zotero, JabRef, Mendeley, Google Scholar and publishers write it.

bibtexparser finds the fields of an entry and the parts of a name; LaTeX is read here, since subscripts, italics and
Greek letters in a title mean something. Names are divided before LaTeX is read: afterwards the braces around
“{World Health Organization}” would be gone.

It cannot hold: MeSH headings, publication types, funding, competing interests, sample size, study design (taken again from
the title), the address of a free copy, notices, versions.
"""

import logging
import re

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import DuplicateFieldKeyBlock, Entry, ParsingFailedBlock, String
from bibtexparser.splitter import Splitter

from references import abstracts
from references.bibliography import CUT_SHORT

from . import dates, kinds, people
from .draft import Draft
from .latex import bare, decoded, encoded, encoded_title
from .reading import unreadable
from .texts import title as read_title
from .texts import written

# what it cannot read is told in our own words
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

LARGEST_ENTRY = 4 * 2**20  # characters
_START = re.compile(r"[ \t]*@[ \t]*[a-zA-Z]+[ \t]*(?:[{(]|$)")
_SECOND_ON_THE_LINE = re.compile(r"(?<=[})])[ \t]*(?=@[a-zA-Z]+[ \t]*\{[^\s,{}]*,)")
_WITHOUT_KEY = re.compile(
    r"\A(\s*@\s*(?!string\b|preamble\b|comment\b)[a-zA-Z]+\s*[{(])(?=\s*(?:,|[a-zA-Z_-]+\s*=))", re.IGNORECASE
)
_PIECE = re.compile(r'\s*(?:([{"])|([^\s#{}"]+))')
_JOINED = re.compile(r"\s*#")
_BRACES = re.compile(r'\\.|[{}"]', re.DOTALL)
_MACROS = {name.lower(): name for name in dates.MONTH_NAMES}
_NOT_CLOSED = "This entry is not closed, or a brace or a comma is missing in it."
_NOTES = ("note", "annote", "annotation", "comment", "comments")


def records(text):
    """The records of a Text, one at a time."""
    macros = dict(_MACROS)
    for line, entry in _entries(text.numbered()):
        if len(entry) > LARGEST_ENTRY:
            yield unreadable(line, entry, "This entry is too large.")
        else:
            yield from _blocks(line, entry, macros)


def _entries(numbered):
    """(line, text) from each “@article{” to the next: one that is not closed does not swallow others."""
    start, lines, size = 0, [], 0
    for number, line in numbered:
        for piece in _SECOND_ON_THE_LINE.split(line):
            if _START.match(piece):
                if lines:
                    yield start, "\n".join(lines)
                start, lines, size = number, [], 0
            if (start and size <= LARGEST_ENTRY) or _START.match(piece):
                lines.append(piece)
                size += len(piece)
    if lines:
        yield start, "\n".join(lines)


def _blocks(line, text, macros):
    text = _WITHOUT_KEY.sub(r"\1nokey,", text, count=1)
    for block in Splitter(text).split().blocks:
        if isinstance(block, DuplicateFieldKeyBlock):
            block = block.ignore_error_block
        if isinstance(block, String):
            macros[block.key.lower()] = _value(block.value, macros)[0]
        elif isinstance(block, Entry):
            yield _record(line + block.start_line, block, macros)
        elif isinstance(block, ParsingFailedBlock):
            yield unreadable(line + max(block.start_line or 0, 0), text, _NOT_CLOSED)


def _value(raw, macros):
    """(the value with its braces and quotation marks read and # joined, macros that nobody defined)"""
    parts, unknown, at = [], [], 0
    raw = raw.strip()
    while match := _PIECE.match(raw, at):
        if match[2]:
            name, at = match[2], match.end()
            if not name.isdecimal() and name.lower() not in macros:
                unknown.append(name)
            parts.append(macros.get(name.lower(), name))
        else:
            end = _closing(raw, match.start(1))
            parts.append(raw[match.end() : end])
            at = end + 1
        following = _JOINED.match(raw, at)
        at = following.end() if following else at
    return "".join(parts), unknown


def _closing(raw, start):
    """Where the value that begins at `start` with a brace or quotation mark ends."""
    depth, quoted = 0, raw[start] == '"'
    for match in _BRACES.finditer(raw, start + 1):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}" and (depth or not quoted):
            if not depth:
                return match.start()
            depth -= 1
        elif match[0] == '"' and quoted and not depth:
            return match.start()
    return len(raw)


class _Fields:
    """The fields of an entry by their names in small letters, in raw LaTeX."""

    def __init__(self, line, entry, macros, draft):
        self.lines, self.values = {}, {}
        for field in entry.fields:
            name = field.key.lower().strip()
            value, unknown = _value(field.value, macros)
            if value.strip():
                self.lines.setdefault(name, line + field.start_line - entry.start_line)
                self.values.setdefault(name, []).append(value)
            for macro in unknown:
                draft.problem(self.lines.get(name, line), f"{name} = {field.value}", f"Nothing defines “{macro}” here.")

    def raw(self, *names):
        return next((self.values[name][0] for name in names if name in self.values), "")

    def text(self, *names):
        return decoded(self.raw(*names))

    def several(self, *names):
        return [decoded(value) for name in names for value in self.values.get(name, [])]

    def line(self, name):
        return self.lines.get(name, 0)


def _record(line, entry, macros):
    draft = Draft(line)
    fields = _Fields(line, entry, macros, draft)
    kind = _kind(draft, entry, fields)
    subtitle = fields.text("subtitle")
    draft.title(f"{fields.text('title')}: {subtitle}" if subtitle else fields.text("title"))
    for role, name in (("authors", "author"), ("editors", "editor")):
        for raw in split_multiple_persons_names(fields.raw(name)):
            draft.name(role, _name(raw))
    _container(draft, kind, fields)
    _date(draft, fields)
    _numbers(draft, kind, fields)
    draft.text(
        "publisher", fields.text(*_PUBLISHERS.get(kind, ("publisher",)), "publisher", "institution", "organization")
    )
    draft.text("publisher_place", fields.text("address", "location"))
    draft.text("edition", fields.text("edition"))
    draft.language(fields.text("langid") or fields.text("language"))
    _identifiers(draft, fields)
    draft.abstract(_paragraphs(fields.raw("abstract")))
    draft.keywords(
        word for raw in fields.values.get("keywords", fields.values.get("keyword", [])) for word in _words(raw)
    )
    draft.several("notes", (note for raw in _NOTES for value in fields.values.get(raw, []) for note in _notes(value)))
    if other := fields.raw("crossref", "xdata"):
        made = "Part of this record stands in another entry. It was not taken over; please fill in what is missing."
        draft.problem(fields.line("crossref") or fields.line("xdata"), other, made)
    return draft.record()


_PUBLISHERS = {kinds.THESIS: ("school", "institution"), kinds.REPORT: ("institution", "organization")}
_CONTAINERS = {
    kinds.ARTICLE: ("journaltitle", "journal", "booktitle", "series"),
    kinds.CHAPTER: ("booktitle", "maintitle", "journal", "journaltitle", "series"),
    kinds.WEBPAGE: ("series", "organization", "journal", "journaltitle", "booktitle"),
}


def _kind(draft, entry, fields):
    kind = kinds.OF_BIBTEX.get(entry.entry_type.lower())
    if kind is None:
        kind = kinds.guessed(
            container=fields.raw("journal", "journaltitle"),
            publisher=fields.raw("publisher", "institution"),
            url=fields.raw("url", "howpublished"),
        )
    if entry.entry_type.lower() == "inbook" and not fields.raw("booktitle"):
        kind = kinds.BOOK if not fields.raw("chapter") else kind
    draft.put("csl_type", kind)
    return kind


def _name(raw):
    """“Garrison, Scott R”, “{World Health Organization}”, “Lisette de Groot”, “King, Jr., Martin”, “others”."""
    raw = raw.strip()
    if raw.startswith("{") and _closing(raw, 0) == len(raw) - 1:
        return people.organisation(decoded(raw))
    if people.is_cut_short(raw):
        return dict(CUT_SHORT)
    if "," not in raw and (" " not in raw or people.sounds_like_an_organisation(raw)):
        return people.organisation(decoded(raw))
    parts = parse_single_name_into_parts(raw, strict=False)
    family, given, suffix = (decoded(" ".join(words)) for words in (parts.von + parts.last, parts.first, parts.jr))
    return people.person(family, given, suffix)


def _container(draft, kind, fields):
    names = _CONTAINERS.get(kind, ("series", "booktitle", "journal", "journaltitle"))
    draft.text("container_title", fields.text(*names))
    draft.text("container_title_short", fields.text("shortjournal"))


def _date(draft, fields):
    year, month, day = (fields.text(name).strip() for name in ("year", "month", "day"))
    found = dates.date_of(year)
    if found and month.isdecimal():
        found = dates.made(found["year"], month, day)
    elif found and month:
        found = dates.date_of(f"{found['year']} {month} {day}")
    draft.date(found)
    draft.date(dates.date_of(fields.text("date")))
    if (stands := fields.text("date") or year) and not draft.has("year"):
        draft.date({}, fields.line("date") or fields.line("year"), stands)


def _numbers(draft, kind, fields):
    draft.text("volume", fields.text("volume"))
    if kind == kinds.REPORT:
        draft.text("number", fields.text("number"))
        draft.text("issue", fields.text("issue"))
    else:
        draft.text("issue", fields.text("number", "issue"))
        draft.text("number", fields.text("reportnumber"))
    draft.pages(fields.text("pages", "eid", "articleno", "article-number"))


def _identifiers(draft, fields):
    for field, names in {"doi": ("doi",), "pmid": ("pmid",), "pmcid": ("pmcid", "pmc")}.items():
        for name in names:
            if value := bare(fields.raw(name)):
                draft.identifier(field, value, fields.line(name))
    eprint, holder = bare(fields.raw("eprint")), bare(fields.raw("archiveprefix", "eprinttype")).lower()
    if eprint and holder in {"arxiv", "pubmed"}:
        draft.identifier("arxiv" if holder == "arxiv" else "pmid", eprint, fields.line("eprint"))
    if value := bare(fields.raw("isbn")):
        draft.serial_numbers(value, fields.line("isbn"))
        if not draft.has("isbn"):
            draft.identifier("isbn", value, fields.line("isbn"))
    draft.issn(bare(fields.raw("issn")))
    if url := bare(fields.raw("url")):
        draft.address(url, fields.line("url"))
    elif "http" in (how := bare(fields.raw("howpublished"))):
        draft.address(how[how.index("http") :].split()[0], fields.line("howpublished"))


def _paragraphs(raw):
    return "\n".join(decoded(part) for part in re.split(r"\n\s*\n|\\par(?![a-zA-Z])", raw))


def _notes(raw):
    return [decoded(part) for part in re.split(r"\n\s*\n", raw)]


def _words(raw):
    """Keywords between commas or semicolons, but for those within braces."""
    depth, word = 0, []
    for sign in raw:
        depth += (sign == "{") - (sign == "}")
        if sign in ",;" and depth <= 0:
            yield decoded("".join(word))
            word = []
        else:
            word.append(sign)
    yield decoded("".join(word))


def written_as(details, key):
    """One entry in UTF-8, with the fields that BibTeX and BibLaTeX share where they have the same."""
    kind = kinds.TO_BIBTEX.get(details.csl_type, "misc")
    lines = [f"  {name} = {value}," for name, value in _lines(details) if value not in {"", "{}"}]
    return "\n".join([f"@{kind}{{{key},", *lines, "}\n"]) + "\n"


def _lines(details):
    kind = details.csl_type
    is_report = kind == kinds.REPORT
    container = {kinds.ARTICLE: "journal", "": "journal", kinds.CHAPTER: "booktitle"}.get(kind, "series")
    yield "title", _braced(encoded_title(written(details.title, read_title)))
    yield "author", _braced(" and ".join(map(_name_as, details.authors)))
    yield "editor", _braced(" and ".join(map(_name_as, details.editors)))
    yield container, _text(details.container_title)
    yield "shortjournal", _text(details.container_title_short)
    yield "year", _braced(details.year or "")
    yield "month", dates.MONTH_NAMES[details.month - 1].lower() if details.month else ""
    yield "date", _braced(_fine_date(details))
    yield "volume", _text(details.volume)
    yield "issue" if is_report else "number", _text(details.issue)
    yield "number" if is_report else "reportnumber", _text(details.number)
    yield "pages", _text(details.pages).replace("-", "--")
    yield {kinds.THESIS: "school", kinds.REPORT: "institution"}.get(kind, "publisher"), _text(details.publisher)
    yield "address", _text(details.publisher_place)
    yield "edition", _text(details.edition)
    yield "language", _text(details.language)
    for name in ("issn", "isbn", "doi", "pmid", "pmcid"):
        yield name, _verbatim(getattr(details, name))
    yield "eprint", _braced(details.arxiv)
    yield "archiveprefix", "{arXiv}" if details.arxiv else ""
    yield "url", _verbatim(details.url)
    yield (
        "abstract",
        _braced("\n\n".join(encoded(written(p)) for p in abstracts.text_of(details.abstract).split("\n\n"))),
    )
    yield "keywords", _braced(", ".join(map(_keyword, details.keywords)))
    yield "note", _braced("\n\n".join(encoded(written(note)) for note in details.notes))


def _braced(value):
    return f"{{{value}}}"


def _verbatim(value):
    """An identifier or address, taken as it stands by BibTeX; only its braces would be counted."""
    return _braced(value.replace("{", "%7B").replace("}", "%7D"))


def _text(value):
    return _braced(encoded(written(value)))


def _keyword(word):
    return _text(word) if "," in word else encoded(written(word))


def _fine_date(details):
    """What year and month cannot say: a day, or a season (21 to 24 in EDTF)."""
    if details.season:
        return f"{details.year}-{21 + dates.SEASONS.index(details.season)}"
    return f"{details.year:04}-{details.month:02}-{details.day:02}" if details.day else ""


def _name_as(name):
    if name == CUT_SHORT:
        return "others"
    if literal := name.get("literal"):
        return _text(literal)
    family, given, suffix = (encoded(written(name.get(part, ""))) for part in ("family", "given", "suffix"))
    if re.search(r",|\band\b", family):
        family = _braced(family)
    given = _braced(given) if re.search(r",|\band\b", given) else given
    # without a comma, the words of a family name would be taken for given names
    return ", ".join(part for part in (family, suffix, given or "{}") if part)
