"""Sentences with a label: does a rule speak of them? Written for this purpose, about half of them clean.

Each module beside this one holds CASES for some rules. `all_cases` reads them all; the tests ask that every rule has
enough of both kinds, and `make bench` prints precision and recall of each rule.
"""

import pkgutil
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape
from importlib import import_module

from articles import checks
from articles.checks import Library, Request
from tests.articles import frozen_content


@dataclass(frozen=True)
class Case:
    """One sentence, and whether rule `code` should find something.

    claim, article: what differs in the frozen claim and article. source: what differs in its only source; None: it names
    none. passages: findings, or passages as dicts. stance: of its only citation. marked: False puts the sentence into
    the text without a mark. around: the HTML it stands in, {} for the sentence. blocks: further blocks. others: further
    claims, as `frozen_content.claim` makes them. today: the day on which the rules are asked.
    """

    code: str
    said: str
    expected: bool
    claim: Mapping = field(default_factory=dict)
    source: Mapping | None = field(default_factory=dict)
    passages: tuple = ()
    stance: str = "supports"
    marked: bool = True
    around: str = "<p>{}</p>"
    article: Mapping = field(default_factory=dict)
    blocks: tuple = ()
    others: tuple = ()
    library: Library = field(default_factory=Library)
    today: date | None = date(2026, 3, 10)

    @property
    def content(self):
        """The frozen article that holds the sentence."""
        claims, sources = [], []
        if self.marked:
            citations = [] if self.source is None else [self._citation()]
            claims.append(frozen_content.claim("labelled", citations=citations, **{"text": self.said, **self.claim}))
            sources = [] if self.source is None else [frozen_content.source(**self.source)]
        text = frozen_content.mark("labelled", escape(self.said)) if self.marked else escape(self.said)
        block = frozen_content.block("text", text=self.around.replace("{}", text))
        return frozen_content.content(
            block, *self.blocks, claims=[*claims, *self.others], sources=sources, **self.article
        )

    def _citation(self):
        source = self.source.get("citekey", "yousef2013")
        return frozen_content.citation(source, self.stance, passages=[_passage(p) for p in self.passages])

    def is_found(self):
        """Whether the rule speaks, of whatever place in the article."""
        request = Request(today=self.today, library=self.library)
        return any(f.code == self.code for f in checks.run(self.content, request))


def _passage(passage):
    shape = {"locator": "Abstract", "quote": "", "finding": "", "basis": "abstract"}
    return shape | ({"finding": passage} if isinstance(passage, str) else passage)


@dataclass(frozen=True)
class Score:
    """How a rule does on its labelled sentences."""

    found: int = 0
    false: int = 0
    missed: int = 0
    passed: int = 0

    @property
    def precision(self):
        return self.found / (self.found + self.false) if self.found + self.false else 0.0

    @property
    def recall(self):
        return self.found / (self.found + self.missed) if self.found + self.missed else 0.0


def all_cases():
    """The labelled sentences of all modules."""
    modules = [import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__)]
    return [case for module in modules for case in module.CASES]


def scores(cases):
    """{code: Score} over these cases."""
    counted = defaultdict(lambda: [0, 0, 0, 0])
    for case in cases:
        found = case.is_found()
        counted[case.code][(0 if case.expected else 1) if found else (2 if case.expected else 3)] += 1
    return {code: Score(*counts) for code, counts in sorted(counted.items())}
