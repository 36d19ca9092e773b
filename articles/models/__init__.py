from .approval import Approval, Waiver
from .article import Article, ArticleAuthor, Topic
from .blocks import BLOCKS, Callout, Conclusion, Figure, KeyPoints, QuestionAnswer, Table, Text, Unknowns
from .contributor import Contributor
from .draft_edit import DraftEdit
from .edition import Edition, EditionContent, EditionRendering, PublishedCitation, Suppression
from .rule import LiveFinding, RuleWeight

__all__ = [
    "BLOCKS",
    "Approval",
    "Article",
    "ArticleAuthor",
    "Callout",
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
    "QuestionAnswer",
    "RuleWeight",
    "Suppression",
    "Table",
    "Text",
    "Topic",
    "Unknowns",
    "Waiver",
]
