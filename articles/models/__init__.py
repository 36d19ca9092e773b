from .approval import Approval, Waiver
from .article import Article, ArticleAuthor, Topic
from .blocks import (
    BLOCKS,
    CATALOGUE_BLOCKS,
    Callout,
    ComparisonTable,
    Conclusion,
    Figure,
    KeyPoints,
    QuestionAnswer,
    SubstanceFacts,
    Table,
    Text,
    Unknowns,
)
from .contributor import Contributor
from .draft_edit import DraftEdit
from .edition import (
    Edition,
    EditionContent,
    EditionRendering,
    PublishedCitation,
    PublishedForm,
    PublishedPart,
    Suppression,
)
from .rule import LiveFinding, RuleWeight

__all__ = [
    "BLOCKS",
    "CATALOGUE_BLOCKS",
    "Approval",
    "Article",
    "ArticleAuthor",
    "Callout",
    "ComparisonTable",
    "Conclusion",
    "Contributor",
    "DraftEdit",
    "Edition",
    "EditionContent",
    "EditionRendering",
    "Figure",
    "KeyPoints",
    "LiveFinding",
    "PublishedCitation",
    "PublishedForm",
    "PublishedPart",
    "QuestionAnswer",
    "RuleWeight",
    "SubstanceFacts",
    "Suppression",
    "Table",
    "Text",
    "Topic",
    "Unknowns",
    "Waiver",
]
