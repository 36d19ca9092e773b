"""The public pages. They read editions only, set no cookie, and cost a constant number of queries."""

from .articles import article, article_list, edition, edition_list
from .claims import claim, claim_json
from .evidence import (
    edition_evidence,
    edition_evidence_csv,
    edition_evidence_json,
    evidence,
    evidence_csv,
    evidence_json,
)
from .how_we_check import how_we_check
from .reference_files import references_file, source_file
from .reporting import report, report_problem
from .sources import source, source_json, source_list
from .substances import substance

__all__ = [
    "article",
    "article_list",
    "claim",
    "claim_json",
    "edition",
    "edition_evidence",
    "edition_evidence_csv",
    "edition_evidence_json",
    "edition_list",
    "evidence",
    "evidence_csv",
    "evidence_json",
    "how_we_check",
    "references_file",
    "report",
    "report_problem",
    "source",
    "source_file",
    "source_json",
    "source_list",
    "substance",
]
