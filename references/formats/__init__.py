"""Reading and writing references.

Reading gives Details, whatever the format; each module says what its format can hold. Nothing here knows the database.

    reading = formats.read(file)            the format is found by the content
    for record in reading.records: …        one at a time, so that memory stays flat
    for text in formats.write(all, "ris"): …
"""

from dataclasses import dataclass
from types import ModuleType

from . import bibtex, csl_json, detect, identifier_list, keys, nbib, pubmed_xml, ris
from .encoding import Text
from .reading import Problem, Reading, ReadRecord, Unreadable

__all__ = ["FORMATS", "WRITTEN", "Problem", "ReadRecord", "Reading", "Unreadable", "read", "write"]


@dataclass(frozen=True)
class Format:
    """What people call it, how its files end, what it is on the web; `is_written`: whether we write it too."""

    label: str
    extension: str
    media_type: str
    module: ModuleType
    is_written: bool = True


FORMATS = {
    "ris": Format("RIS", "ris", "application/x-research-info-systems", ris),
    "bibtex": Format("BibTeX", "bib", "application/x-bibtex", bibtex),
    "csl-json": Format("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl_json),
    "nbib": Format("PubMed (.nbib)", "nbib", "application/nbib", nbib),
    "pubmed-xml": Format("PubMed XML", "xml", "application/xml", pubmed_xml, is_written=False),
    "identifiers": Format("identifiers, one a line", "txt", "text/plain", identifier_list, is_written=False),
}
WRITTEN = {name: f for name, f in FORMATS.items() if f.is_written}


def read(source, format=""):
    """The records of `source`: bytes, or a binary file that can be wound back and stays open until all are read.

    format: one of FORMATS; without it the content decides. Raises Unreadable, with one sentence, for the wrong kind of file.
    """
    text = Text(source)
    detect.refuse_wrong_kind(text.start)
    if format != "identifiers":
        found = detect.format_of(text.head)
        detect.refuse_other_than(format or found, found)
        format = found
    return Reading(format, text.encoding, text.lines, FORMATS[format].module.records(text))


def write(records, format):
    """The text of a file in pieces. `records`: Details, or (citekey, Details) where the records have names already."""
    module, taken = WRITTEN[format].module, {}
    named = (record if isinstance(record, tuple) else (keys.key_of(record, taken), record) for record in records)
    if format != "csl-json":
        yield from (module.written_as(details, key) for key, details in named)
        return
    before = "[\n"
    for key, details in named:
        yield before + module.written_as(details, key)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"
