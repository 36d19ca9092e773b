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
from .substances import substance, substance_list
from .supplement_amounts import (
    substance_calculator,
    substance_dose,
    substance_dose_csv,
    substance_dose_svg,
    substance_foods,
)
from .supplement_forms import substance_forms
from .supplement_tables import substance_data, substance_table
from .supplement_timing import substance_timing

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
    "substance_calculator",
    "substance_data",
    "substance_dose",
    "substance_dose_csv",
    "substance_dose_svg",
    "substance_foods",
    "substance_forms",
    "substance_list",
    "substance_table",
    "substance_timing",
]
