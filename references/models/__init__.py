from .appraisal import Appraisal
from .citation import Citation, CitationPassage
from .claim import Claim
from .evidence_edit import EvidenceEdit
from .notice import Notice
from .passage import Passage
from .source import CitekeyAlias, Source, SourceFamily
from .verdict import Verdict

__all__ = [
    "Appraisal",
    "Citation",
    "CitationPassage",
    "CitekeyAlias",
    "Claim",
    "EvidenceEdit",
    "Notice",
    "Passage",
    "Source",
    "SourceFamily",
    "Verdict",
]
