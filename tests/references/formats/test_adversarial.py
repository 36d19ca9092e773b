"""100 kB of what regular expressions and readers that call themselves choke on, in every field of every format."""

import json
import os
import time
from xml.sax.saxutils import escape

import pytest

from references import formats

LENGTH = 100_000
SECONDS = 2  # of processor time for one file
PIECES = [
    "<", "<a ", "<i>", "&", "&amp", "{", "}", "$", "$x", "\\", "\\a", "\\'", "\\emph", "^{", "a,", ", ", " and ", "--", "- ",
    "1-", " ", "\t", "x", "A", "9", "10.1000/", "10.1000/(", "https://", "http://a.", "AB ", "AB: ", "RESULTS: x ", "van ",
    "Jr ", "2020 ", "978-", "doi: 10.1000/x ", "PMID: 1 ", ";", "/", "R01/", "(1) ", "<title>", "<p>", "''", "a\u0301", "\u00ad",
]  # fmt: skip
TAGS = {
    "ris": "TI AU AB PY DA SP KW N1 DO UR SN AN T2 LA M3 C2 ED",
    "nbib": "TI FAU AU CN AB DP PG OT GR EIN LID ISBN IS LA MH",
    "bibtex": "title author abstract year month date pages keywords note doi url isbn issn journal language eprint",
    "csl-json": "title abstract page keyword note DOI URL ISBN ISSN language issued author",
    "pubmed-xml": "ArticleTitle Pagination/MedlinePgn Abstract/AbstractText AuthorList/Author/ForeName GrantList/Grant/Agency",
    "identifiers": "line",
}


def ris(tag, said):
    return f"TY  - JOUR\n{tag}  - {said}\nER  - \n"


def nbib(tag, said):
    return f"PMID- 1\n{tag:<4}- {said}\n"


def bibtex(name, said):
    return f"@article{{a,\n{name} = {{{said}}},\n}}\n"


def csl_json(name, said):
    return json.dumps(
        [{"author": [{"family": said, "given": said}]} if name == "author" else {name: said}], ensure_ascii=False
    )


def pubmed_xml(path, said):
    names = path.split("/")
    inside = "".join(f"<{name}>" for name in names) + escape(said) + "".join(f"</{name}>" for name in reversed(names))
    return (
        f"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>{inside}</Article><CommentsCorrectionsList>"
        f"<CommentsCorrections RefType='ErratumIn'><RefSource>{escape(said)}</RefSource></CommentsCorrections>"
        "</CommentsCorrectionsList></MedlineCitation></PubmedArticle></PubmedArticleSet>"
    )


FILES = {"ris": ris, "nbib": nbib, "bibtex": bibtex, "csl-json": csl_json, "pubmed-xml": pubmed_xml}


@pytest.mark.parametrize("format", TAGS)
def test_no_text_keeps_a_reader_busy(format):
    tags, write = TAGS[format].split(), FILES.get(format, lambda tag, said: said)
    for number, piece in enumerate(PIECES):
        said = (piece * (LENGTH // len(piece) + 1))[:LENGTH]
        # the suite tries each piece in one field, make fuzz in all of them
        for tag in tags if "FUZZ" in os.environ else [tags[number % len(tags)]]:
            start = time.process_time()
            assert all(record.line for record in formats.read(write(tag, said).encode(), format).records)
            assert time.process_time() - start < SECONDS, f"{piece!r} in {tag}"
