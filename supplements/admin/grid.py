"""The comparison as its editors see it: what stands in each cell, how well it is supported, and what is left to do."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from references.outcomes import NOT_JUDGED
from references.status import Assurance, CitationState, ClaimState, Status, blockers, claim_status
from supplements import wording
from supplements.layout import Layout, form_head, is_computed, share_of
from supplements.models.comparison import Empty

from .told import hidden_among

WORDS = {
    "computed": "computed",
    "supported": "supported",
    "partly": "partly supported",
    "contradicted": "contradicted",
    "unaddressed": "not addressed",
    "stale": "out of date",
    "never": "never checked",
    "unsourced": "without a source",
    Empty.NOT_SEARCHED: "not searched",
    Empty.NONE_FOUND: "none found",
    Empty.NOT_APPLICABLE: "does not apply",
    Empty.WITHDRAWN: "withdrawn",
}
"""States of a cell, in the order in which they are counted."""
_BY_STATUS = {
    Status.MATCHES: "supported",
    Status.NO_EVIDENCE: "supported",
    Status.PARTLY: "partly",
    Status.DISAGREES: "contradicted",
    Status.DIVIDED: "contradicted",
    Status.NOT_ADDRESSED: "unaddressed",
    Status.STALE: "stale",
    Status.UNCHECKED: "never",
    Status.UNSOURCED: "unsourced",
}
_BESIDES = {"misfit": "the stance does not fit the verdict", "retracted": "the source is retracted"}
_IN_BAR = ("supported", "partly", "contradicted", "unaddressed", "stale", "never", "unsourced")


@dataclass(frozen=True)
class Square:
    """One cell as the grid shows it. key: its address, “oxide.absorption”. keys: the sources in a few words."""

    key: str
    state: str
    value: str = ""
    keys: str = ""
    besides: str = ""
    is_problem: bool = False

    @property
    def word(self):
        return f"{WORDS[self.state]}, {self.besides}" if self.besides else WORDS[self.state]

    @property
    def is_empty(self):
        return self.state in Empty.values

    @property
    def id(self):
        return f"cell-{self.key}"


@dataclass(frozen=True)
class Line:
    form: object
    head: str
    squares: list


class Grid:
    """only_problems: leave out the forms and attributes in which nothing has to be done."""

    def __init__(self, comparison, person, *, only_problems=False):
        self.layout = Layout(comparison)
        self.person, self.only_problems = person, only_problems

    @cached_property
    def all_lines(self):
        hidden = hidden_among([c.pk for c in self.layout.cells.values()], self.person)
        return [
            Line(form, form_head(form), [self._square(form, attribute, hidden) for attribute in self.layout.attributes])
            for form in self.layout.forms
        ]

    @cached_property
    def lines(self):
        if not self.only_problems:
            return self.all_lines
        kept = [n for n, attribute in enumerate(self.layout.attributes) if attribute in self.attributes]
        return [
            Line(line.form, line.head, [line.squares[n] for n in kept])
            for line in self.all_lines
            if any(square.is_problem for square in line.squares)
        ]

    @cached_property
    def attributes(self):
        if not self.only_problems:
            return self.layout.attributes
        troubled = {n for line in self.all_lines for n, square in enumerate(line.squares) if square.is_problem}
        return [attribute for n, attribute in enumerate(self.layout.attributes) if n in troubled]

    def square(self, key):
        return next((s for line in self.all_lines for s in line.squares if s.key == key), None)

    def _square(self, form, attribute, hidden):
        key = f"{form.slug}.{attribute.slug}"
        if is_computed(attribute):
            share = share_of(form)
            return Square(key, "computed", share) if share else Square(key, Empty.NOT_APPLICABLE)
        cell = self.layout.cell(form, attribute)
        if cell is None or not cell.is_filled:
            return Square(key, cell.empty if cell else Empty.NOT_SEARCHED)
        citations = self.layout.citations[cell.pk]
        state = _claim_state(cell, citations, hidden)
        blocking = {b.code for b in blockers(state, Assurance.CHECKED) if b.blocks}
        besides = ", ".join(words for code, words in _BESIDES.items() if code in blocking)
        return Square(
            key, _BY_STATUS[claim_status(state)], _value(cell), _keys(citations), besides, is_problem=bool(blocking)
        )

    # ---- what is told above it

    @cached_property
    def counts(self):
        """[(state, how many, in words)] of what occurs."""
        found = Counter(square.state for line in self.all_lines for square in line.squares)
        return [(state, found[state], f"{found[state]} {word}") for state, word in WORDS.items() if found[state]]

    @property
    def size(self):
        return len(self.layout.forms) * len(self.layout.attributes)

    @property
    def problems(self):
        return sum(square.is_problem for line in self.all_lines for square in line.squares)

    @property
    def bar(self):
        """[(state, where it begins, how wide)] in thousandths of the cells; computed and empty cells are not in it."""
        at, parts = 0, []
        for state, number, _ in self.counts:
            if state in _IN_BAR:
                width = round(1000 * number / self.size)
                parts.append((state, at, width))
                at += width
        return parts


def _value(cell):
    """Short enough for a cell: a unit stands in the head of its column."""
    return wording.span(cell.low, cell.high) if cell.low is not None else cell.value()


def _keys(citations):
    if len(citations) > 1:
        return f"{len(citations)} sources"
    return citations[0].source.survivor.citekey if citations else ""


def _claim_state(cell, citations, hidden):
    return ClaimState(voice="own", kind=cell.claim_kind, citations=tuple(_citation_state(c, hidden) for c in citations))


def _citation_state(citation, hidden):
    outcome = "" if citation.pk in hidden else citation.outcome
    fresh = citation.is_fresh and outcome not in NOT_JUDGED
    return CitationState(citation.stance, outcome, fresh, citation.source.survivor.status == "retracted")
