from .article import Article, ArticleAuthor, Topic
from .blocks import BLOCKS, Callout, Conclusion, Figure, KeyPoints, QuestionAnswer, Table, Text, Unknowns
from .contributor import Contributor
from .draft_edit import DraftEdit
from .edition import Edition, EditionContent, EditionRendering, PublishedCitation, Suppression

__all__ = [
    "BLOCKS",
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
    "PublishedCitation",
    "QuestionAnswer",
    "Suppression",
    "Table",
    "Text",
    "Topic",
    "Unknowns",
]
