from .appraisal import Appraisal
from .citation import Citation, CitationPassage
from .claim import Claim
from .duplicate import LookAlike, SourceMerge
from .evidence_edit import EvidenceEdit
from .importing import Import, ImportRecord
from .invitation import Invitation
from .job import Job, Schedule, Worker
from .look_up import LookUp, StoredAnswer
from .notice import Notice, NoticeWitness
from .organising import Attachment, Collection, SearchReceipt, Tag
from .passage import Passage
from .report import ProblemReport, ReporterAddress
from .second_opinion import SecondOpinion
from .source import CitekeyAlias, Source, SourceFamily
from .source_change import SourceChange
from .verdict import Verdict
from .waiting import Skip, Taking
from .watching import Feed, SourceCheck, SourceLink

__all__ = [
    "Appraisal",
    "Attachment",
    "Citation",
    "CitationPassage",
    "CitekeyAlias",
    "Claim",
    "Collection",
    "EvidenceEdit",
    "Feed",
    "Import",
    "ImportRecord",
    "Invitation",
    "Job",
    "LookAlike",
    "LookUp",
    "Notice",
    "NoticeWitness",
    "Passage",
    "ProblemReport",
    "ReporterAddress",
    "Schedule",
    "SearchReceipt",
    "SecondOpinion",
    "Skip",
    "Source",
    "SourceChange",
    "SourceCheck",
    "SourceFamily",
    "SourceLink",
    "SourceMerge",
    "StoredAnswer",
    "Tag",
    "Taking",
    "Verdict",
    "Worker",
]
