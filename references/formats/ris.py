"""RIS, as Zotero, EndNote, Mendeley, Ovid and publishers write it, and as Zotero and EndNote read it.

It cannot hold: MeSH headings, funding, competing interests, sample size, study design (taken again from types and title),
the address of a free copy, notices, versions; a person without given names comes back as an organisation. PMID, PMCID and
arXiv id have their places by custom: AN with DB “PubMed”, C2, and a note “arXiv: …” as Zotero writes it.
"""

import re

from references import abstracts

from . import dates, kinds, people, tagged
from .draft import Draft
from .pages import ends_of
from .texts import title as read_title
from .texts import written

_TAG = re.compile(r"[ \t]*([A-Za-z][A-Za-z0-9])([ \t]*)-[ \t]?(.*)", re.DOTALL)
_STRICT = re.compile(r"[A-Z][A-Z0-9]  -(?: |$)")
_TAGS = """
TY ER A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CT CY DA DB DI DO DP ED EP ET ID IS J1 J2
JA JF JO KW L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NV OP PB PM PP PY RI RN RP SE SN SP ST T1 T2 T3 TA TI TT U1 U2
U3 U4 U5 UR VL VO Y1 Y2
"""
_KNOWN = frozenset(_TAGS.split())
# Publishers put a DOI where the type of a work belongs.
_DOI_OR_ADDRESS = re.compile(r"\s*(?:doi:?\s*|https?://\S*)?10\.\d{4,9}/\S|https?://", re.IGNORECASE)
# What RIS has no tag for stands in notes, as Zotero puts it there.
_IN_NOTES = re.compile(r"(arxiv|pmid|pmcid|doi)(?: id)?: ?(\S+)", re.IGNORECASE)


def records(text):
    """The records of a Text, one at a time."""
    for cells in tagged.records(text.numbered(), _Tags().read, lambda tag, _: tag == "TY", ends={"ER"}):
        yield _record(cells)


class _Tags:
    """Knows a tag when it sees one. A file that writes “TY - JOUR” or “ty  - JOUR” writes its other tags so too."""

    def __init__(self):
        self._style = None

    def read(self, line, _cells):
        if _STRICT.match(line) and line[:2] not in {"TY", "ER"}:
            return line[:2], line[5:]
        match = _TAG.fullmatch(line)
        if not match or match[1].upper() not in _KNOWN:
            return None
        tag, gap, value = match.groups()
        style = len(gap), tag.isupper()
        if tag.upper() == "TY" and re.match(r"\s*[A-Za-z]{3,6}\b", value):
            self._style = style
        elif style not in {(2, True), self._style} or (tag.upper() == "ER" and len(value.strip()) > 20):
            return None
        return tag.upper(), value


def _record(cells):
    draft = Draft(cells[0].line)
    found = {}
    for cell in cells:
        if cell.text:
            found.setdefault(cell.tag, []).append(cell)
    said = {tag: several[0].text for tag, several in found.items()}
    kind = _kind(draft, cells[0], said)
    titles = [said.get(tag, "") for tag in ("TI", "T1", "CT", *(("BT", "T2") if kind == kinds.BOOK else ()))]
    draft.title(next(filter(None, titles), ""))
    _container(draft, said, kind)
    for tag, role in (("AU", "authors"), ("A1", "authors"), ("ED", "editors"), ("A2", "editors")):
        if tag != "A2" or kind != kinds.THESIS:  # its second author is who supervised it
            _names(draft, role, found.get(tag, []))
    _date(draft, found, said)
    for field, tags in {
        "volume": ("VL", "VO"),
        "issue": ("IS", "CP"),
        "number": ("M1",),
        "publisher": ("PB",),
        "publisher_place": ("CY", "PP"),
        "edition": ("ET",),
    }.items():
        for tag in tags:
            draft.text(field, said.get(tag, ""))
    start, end = said.get("SP", ""), said.get("EP", "")
    draft.pages(f"{start}-{end}" if end and start and end != start else start or said.get("C7", "") or end)
    draft.language(said.get("LA", ""))
    _identifiers(draft, found, said)
    for cell in found.get("AB") or found.get("N2", []):
        draft.abstract(cell.paragraphs)
    # EndNote writes the second and each further keyword on a line without a tag
    draft.keywords(line for cell in found.get("KW", []) for line in cell.lines)
    types = (cell.text for cell in found.get("M3", []))
    draft.several("publication_types", (text for text in types if not _DOI_OR_ADDRESS.match(text)))
    _notes(draft, found.get("N1", []) + found.get("RN", []))
    return draft.record()


def _kind(draft, first, said):
    name = said.get("TY", "").strip().upper()
    kind = kinds.OF_RIS.get(name)
    if first.tag != "TY":
        draft.problem(first.line, f"{first.tag}  - {first.text}", "The record has no TY line; its kind is a guess.")
    if kind is None:
        container = next((said[tag] for tag in ("JO", "JF", "JA", "T2") if tag in said), "")
        kind = kinds.guessed(container=container, publisher=said.get("PB"), url=said.get("UR"))
    draft.put("csl_type", kind)
    return kind


def _container(draft, said, kind):
    full = [said.get(tag, "") for tag in ("JF", "T2", "BT", "JO")]
    if kind == kinds.BOOK and not (said.get("TI") or said.get("T1")):
        full = [said.get("T3", "")]
    short = [said.get(tag, "") for tag in ("JA", "J2", "J1", "TA", "JO")]
    draft.text("container_title", next(filter(None, full + short), ""))
    brief = next(filter(None, short), "")
    if any(full[:3]) or brief != said.get("JO"):
        draft.text("container_title_short", brief)


def _names(draft, role, cells):
    for cell in cells:
        for line in [cell.text] if "," in cell.value else cell.lines:
            for name in line.split(";"):
                draft.name(role, people.name_of(name))


def _date(draft, found, said):
    """PY or Y1 gives the year; DA may add month and day, with or without a year of its own."""
    tag = next((tag for tag in ("PY", "Y1") if tag in said), "DA")
    stands = said.get(tag, "")
    first = _slashed(stands)
    if stands:
        draft.date(first, found[tag][0].line, stands)
    if more := said.get("DA"):
        fuller = _slashed(more) or (dates.date_of(f"{first['year']} {more}") if first else {})
        if not first or fuller.get("year") == first["year"]:
            draft.date(fuller)


def _slashed(text):
    """“2020/09/21/”, “2020///Spring”, or any other date."""
    year, *rest = text.split("/")
    if season := next(filter(None, map(dates.season_of, " ".join(rest).split())), ""):
        return dates.made(year, season=season) if re.fullmatch(r"[12]\d{3}", year.strip()) else {}
    return dates.date_of(re.sub(r"/+\s*$|(?<=/)/.*$", "", text))


def _identifiers(draft, found, said):
    for cell in found.get("DO", []) + found.get("DI", []):
        draft.identifier("doi", cell.text, cell.line)
    for cell in found.get("M3", []) if not draft.has("doi") else []:
        if _DOI_OR_ADDRESS.match(cell.text) and "10." in cell.text:
            draft.identifier("doi", cell.text, cell.line)
    for cell in found.get("SN", []):
        draft.serial_numbers(cell.text, cell.line)
    for cell in found.get("AN", []) + found.get("PM", []):
        number = cell.text.strip()
        is_pubmed = cell.tag == "PM" or re.search(r"pubmed|medline", said.get("DB", ""), re.IGNORECASE)
        if re.fullmatch(r"pmid:? ?\d{1,8}", number, re.IGNORECASE) or (is_pubmed and number.isdecimal()):
            draft.identifier("pmid", number, cell.line)
    if re.fullmatch(r"(?i)pmc ?\d+", said.get("C2", "").strip()):
        draft.identifier("pmcid", said["C2"], found["C2"][0].line)
    for cell in found.get("UR", []):
        for address in cell.lines:
            draft.address(address, cell.line)


def _notes(draft, cells):
    for cell in cells:
        if match := _IN_NOTES.fullmatch(cell.text):
            field = match[1].lower()
            if not draft.has(field):
                draft.identifier(field, match[2], cell.line)
        else:
            draft.several("notes", [cell.text])


def written_as(details, key=""):
    """One record as RIS, with CRLF after each line as the format asks for."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _lines(details, key)) + "\r\n"


def _lines(details, key):
    start, end = ends_of(details.pages)
    yield "TY", kinds.TO_RIS.get(details.csl_type, "GEN")
    yield from _plain_lines(
        ("ID", key),
        ("TI", written(details.title, read_title)),
        *(("AU", people.in_one_line(name)) for name in details.authors),
        *(("ED", people.in_one_line(name)) for name in details.editors),
        ("T2", written(details.container_title)),
        ("J2", written(details.container_title_short)),
        ("PY", details.year),
        ("DA", _date_line(details)),
        ("VL", written(details.volume)),
        ("IS", written(details.issue)),
        ("M1", written(details.number)),
        ("SP", written(start)),
        ("EP", written(end)),
        ("PB", written(details.publisher)),
        ("CY", written(details.publisher_place)),
        ("ET", written(details.edition)),
        ("LA", details.language),
        ("SN", details.issn),
        ("SN", details.isbn),
        ("DO", details.doi),
        ("DB", details.pmid and "PubMed"),
        ("AN", details.pmid),
        ("C2", details.pmcid),
        ("UR", details.url),
        ("AB", _abstract(details.abstract)),
        *(("KW", written(word)) for word in details.keywords),
        *(("M3", written(word)) for word in details.publication_types),
        *(("N1", written(note)) for note in details.notes),
        ("N1", details.arxiv and f"arXiv: {details.arxiv}"),
    )
    yield "ER", ""


def _plain_lines(*lines):
    return (line for line in lines if line[1])


def _date_line(details):
    if details.season:
        return f"{details.year}///{details.season.capitalize()}"
    return f"{details.year}/{details.month:02}/{details.day or 0:02}/".replace("/00/", "//") if details.month else ""


def _abstract(parts):
    """A blank line between the parts keeps them apart; programs that join lines still show words apart."""
    return "\r\n\r\n".join(map(written, abstracts.text_of(parts).split("\n\n")))
