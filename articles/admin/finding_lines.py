"""Findings as people read them: one line for each rule, with all its places. Pure."""

from dataclasses import dataclass
from itertools import groupby

from articles.checks import RULES, Severity

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
        several = RULES[code].several if code in RULES else ""
        sentence = several.format(n=len(found)) if several else f"{sentence} ({len(found)} times)"
    places = dict.fromkeys(_place(f, positions) for f in found if f.claim or f.place)
    return Line(severity, sentence, next(iter(mends)) if len(mends) == 1 else "", list(places))


def _place(finding, positions):
    if finding.number:
        return Place(str(finding.number), f"Claim {finding.number}: {finding.quote}", finding.claim, finding.place)
    label = FIELDS.get(finding.place) or f"Block {positions.get(finding.place, '')}".strip()
    return Place(label, label, "", finding.place)
