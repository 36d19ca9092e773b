"""Findings as people read them: one line for each rule, with all its places. Pure."""

from dataclasses import dataclass
from itertools import groupby

from articles.checks.findings import Severity

# What is said when one rule finds several things; a rule that is not listed repeats its first sentence with the count.
SEVERAL = {
    "claim-missing": "{n} marks have no claim behind them.",
    "claim-without-words": "{n} marks of claims hold no words.",
    "source-missing": "{n} named sources do not exist.",
    "unsourced": "No source stands behind {n} sentences.",
    "not-addressed": "In {n} sentences every verdict says that the source does not speak of this.",
    "disagrees": "In {n} sentences a source says otherwise, and the sentence speaks in our own voice.",
    "divided": "In {n} sentences sources disagree, and no fresh appraisal by someone else calls the evidence mixed.",
    "retracted": "{n} citations rest on a retracted source.",
    "unchecked": "{n} citations were never judged.",
    "stale": "{n} verdicts are out of date.",
    "misfit": "{n} verdicts do not fit the stance.",
    "answer-without-question": "{n} answers have no question.",
    "question-without-answer": "{n} questions have no answer.",
    "figure-without-alt": "{n} figures have no text for those who cannot see them.",
    "heading-skips": "{n} headings skip a level.",
    "heading-empty": "{n} headings are empty.",
}
WORDS = {Severity.BLOCK: "blocks", Severity.WARN: "warning", Severity.INFORM: "note"}
FIELDS = {
    "answer": "Answer",
    "summary": "Summary",
    "before_you_take_it": "Before you take it",
    "authors": "Authors",
    "note": "Change note",
}


@dataclass(frozen=True)
class Place:
    """Where a finding leads: to a claim, or to a field or block of the article."""

    label: str
    name: str
    claim: str
    place: str

    @property
    def anchor(self):
        return f"claim-{self.claim}" if self.claim else self.place


@dataclass(frozen=True)
class Line:
    severity: Severity
    sentence: str
    mend: str
    places: list[Place]

    @property
    def word(self):
        """How the severity is said to somebody who cannot see the sign."""
        return WORDS[self.severity]

    @property
    def kind(self):
        return self.severity.name.lower()


def lines(findings, content):
    """One line for each rule and severity, in the order of the findings."""
    positions = {block["id"]: number for number, block in enumerate(content["blocks"], 1)}
    grouped = groupby(findings, key=lambda f: (f.severity, f.code))
    return [_line(severity, code, list(group), positions) for (severity, code), group in grouped]


def _line(severity, code, found, positions):
    sentence, mends = found[0].message, dict.fromkeys(f.mend for f in found)
    if len(found) > 1:
        several = SEVERAL.get(code)
        sentence = several.format(n=len(found)) if several else f"{sentence} ({len(found)} times)"
    places = dict.fromkeys(_place(f, positions) for f in found if f.claim or f.place)
    return Line(severity, sentence, next(iter(mends)) if len(mends) == 1 else "", list(places))


def _place(finding, positions):
    if finding.number:
        return Place(str(finding.number), f"Claim {finding.number}: {finding.quote}", finding.claim, finding.place)
    label = FIELDS.get(finding.place) or f"Block {positions.get(finding.place, '')}".strip()
    return Place(label, label, "", finding.place)
