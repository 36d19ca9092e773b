"""A record in the making: takes what a file says, in the file's spelling, and keeps what could not be taken."""

import re

from references import abstracts, designs, identifiers, web_addresses
from references.details import AbstractPart, Details

from . import texts
from .languages import language_of
from .pages import pages_of
from .reading import Problem, ReadRecord, shortened

_SPELLS_AN_IDENTIFIER = re.compile(
    r"https?://(?:(?:dx\.|www\.)?doi\.org|pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov/(?:pubmed|pmc)"
    r"|pmc\.ncbi\.nlm\.nih\.gov|arxiv\.org)/",
    re.IGNORECASE,
)
_ISBN = re.compile(r"(?<!\d)(?:97[89](?:[ -]?\d){10}|\d(?:[ -]?\d){8}[ -]?[\dXx])(?!\d)")
_LABELS = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "isbn": "ISBN", "arxiv": "arXiv id"}


class Draft:
    """One record of a file. `line` is where it begins; each setter takes the line of what it is given."""

    def __init__(self, line):
        self.line = line
        self.problems = []
        self.said = {"authors": [], "editors": [], "abstract": [], "keywords": [], "notes": []}

    def problem(self, line, stands, made):
        self.problems.append(Problem(line or self.line, shortened(stands), made))

    def has(self, field):
        return bool(self.said.get(field))

    def put(self, field, value):
        """A value in its final shape; the first one stays."""
        if value and not self.has(field):
            self.said[field] = value

    def text(self, field, value):
        """A field of one line, with whatever markup the file has."""
        self.put(field, texts.plain(value))

    def title(self, value):
        self.put("title", texts.title(value))

    def pages(self, value):
        self.put("pages", pages_of(texts.plain(value)))

    def language(self, value):
        self.put("language", language_of(value))

    def address(self, value, line=0, field="url"):
        """An address of the web. One that only spells an identifier (doi.org, PubMed …) becomes that identifier."""
        if not (typed := texts.folded(value).replace("&amp;", "&")):
            return
        try:
            value = web_addresses.normal(typed)
        except ValueError as error:
            self.problem(line, typed, f"Left out: {error}")
            return
        spelled = identifiers.one_in(value) if field == "url" and _SPELLS_AN_IDENTIFIER.match(value) else None
        if spelled and self.said.get(spelled[0], spelled[1]).lower() == spelled[1].lower():
            self.put(*spelled)
        else:
            self.put(field, value)

    def date(self, found, line=0, stands=""):
        """What `dates` found; the fullest date of a record stays."""
        if stands.strip() and not found:
            self.problem(line, stands, "No year was found here, so there is no date.")
        named = [part for part in ("year", "month", "day", "season") if part in found]
        if named and len(named) > len([p for p in ("year", "month", "day", "season") if self.said.get(p)]):
            self.said |= {"month": None, "day": None, "season": "", **found}

    def identifier(self, field, value, line=0):
        """Any spelling of an identifier; a wrong one is left out and said. A second, different one too."""
        try:
            found = identifiers.CANONICAL[field](texts.folded(value))
        except ValueError as error:
            self.problem(line, value, f"Left out: {error}")
            return
        if self.has(field) and self.said[field].lower() != found.lower():
            self.problem(line, value, f"The record has another {_LABELS[field]} already, so this one was left out.")
        self.put(field, found)

    def issn(self, value):
        """An ISSN with or without its hyphen; anything else is not one, and is let go."""
        if match := re.search(r"(?<!\d)(\d{4})[-‐–]?(\d{3}[\dX])(?!\d)", value.upper()):
            self.put("issn", f"{match[1]}-{match[2]}")

    def serial_numbers(self, value, line=0):
        """A cell that may hold an ISSN or an ISBN, or several: the first of each."""
        if match := _ISBN.search(value):
            if not self.has("isbn"):
                self.identifier("isbn", match[0], line)
        else:
            self.issn(value)

    def keywords(self, values):
        """Keywords, also several in one cell, without the asterisks of MEDLINE."""
        self.several("keywords", (word.strip(" *") for value in values for word in texts.plain(value).split(";")))

    def name(self, role, name):
        """role: “authors” or “editors”; name: {family …}, {literal} or None."""
        if name:
            self.said[role].append(name)

    def abstract(self, text):
        """Paragraphs, each with its heading in front or none."""
        lines = (texts.plain(line) for line in text.split("\n"))
        self.said["abstract"] += abstracts.parts("\n".join(line for line in lines if line))

    def abstract_part(self, text, label=""):
        if text := texts.plain(text):
            label = texts.plain(label).rstrip(":. ")
            self.said["abstract"].append(AbstractPart(text, label.capitalize() if label.isupper() else label))

    def several(self, field, values):
        """Keywords, notes and the like: each apart, none twice."""
        kept = self.said.setdefault(field, [])
        kept += [v for v in dict.fromkeys(texts.plain(value) for value in values) if v and v not in kept]

    def details(self):
        said = {name: tuple(v) if isinstance(v, list) else v for name, v in self.said.items()}
        if said.get("csl_type") == "chapter" and (isbn := said.pop("isbn", "")):
            # It is the book's: two chapters of one book would be taken for one work.
            said["notes"] = (*said["notes"], f"ISBN of the book: {isbn}")
        details = Details(**said)
        if details.design:
            return details
        design = designs.design_of(
            publication_types=details.publication_types,
            mesh=details.mesh,
            title=details.title,
            csl_type=details.csl_type,
        )
        return Details(**{**said, "design": design})

    def record(self):
        """The record as read; one with neither title nor identifier cannot go in."""
        details = self.details()
        if details.title or any(getattr(details, field) for field in (*identifiers.CANONICAL, "url")):
            return ReadRecord(self.line, details, tuple(self.problems))
        why = Problem(self.line, shortened(details.container_title), "There is neither a title nor an identifier here.")
        return ReadRecord(self.line, details, (*self.problems, why), unreadable=True)
