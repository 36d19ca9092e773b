"""Findings as people read them: one line for each rule, with all its places; then those that somebody let stand. Pure."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from articles.checks import RULES, Severity

WORDS = {Severity.BLOCK: "blocks", Severity.WARN: "warning", Severity.INFORM: "note"}
FIELDS = {
    "title": "Title",
    "answer": "Answer",
    "summary": "Summary",
    "before_you_take_it": "Before you take it",
    "authors": "Authors",
    "review_due": "Next review due",
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
    """What one rule found. each: [(label, about)] of what can be let stand; empty where the rule is fixed."""

    code: str
    severity: Severity
    sentence: str
    mend: str
    places: list[Place]
    each: list

    @property
    def title(self):
        return RULES[self.code].title if self.code in RULES else self.code

    @property
    def word(self):
        """How the severity is said to somebody who cannot see the sign."""
        return WORDS[self.severity]

    @property
    def kind(self):
        return self.severity.name.lower()


@dataclass(frozen=True)
class Standing:
    """A finding that a reviewer let stand, with the reason that readers see."""

    code: str
    about: str
    sentence: str
    place: Place | None
    because: str
    person: str
    at: datetime


def lines(findings, content):
    """One line for each rule and severity, in the order of the findings. Those that were let stand are not among them."""
    positions = _positions(content)
    grouped = groupby((f for f in findings if not f.waived), key=lambda f: (f.severity, f.code))
    return [_line(severity, code, list(group), positions) for (severity, code), group in grouped]


def let_stand(findings, content, people):
    """Those of the findings that a waiver lets stand. people: {id as text: name}"""
    positions = _positions(content)
    return [
        Standing(
            code=f.code,
            about=f.about,
            sentence=f.message,
            place=_place(f, positions) if f.claim or f.place else None,
            because=f.waived["because"],
            person=people.get(str(f.waived["person"]), ""),
            at=datetime.fromisoformat(f.waived["at"]),
        )
        for f in findings
        if f.waived
    ]


def _positions(content):
    return {block["id"]: number for number, block in enumerate(content["blocks"], 1)}


def _line(severity, code, found, positions):
    sentence, mends = found[0].message, dict.fromkeys(f.mend for f in found)
    rule = RULES.get(code)
    if len(found) > 1:
        several = rule.several if rule else ""
        sentence = several.format(n=len(found)) if several else f"{sentence} ({len(found)} times)"
    places = dict.fromkeys(_place(f, positions) for f in found if f.claim or f.place)
    each = {f.about: _place(f, positions).name for f in found} if rule and not rule.fixed else {}
    mend = next(iter(mends)) if len(mends) == 1 else ""
    return Line(code, severity, sentence, mend, list(places), [(name, about) for about, name in each.items()])


def _place(finding, positions):
    if finding.number:
        return Place(str(finding.number), f"Claim {finding.number}: {finding.quote}", finding.claim, finding.place)
    number = positions.get(finding.place)
    label = FIELDS.get(finding.place) or (f"Block {number}" if number else "The article")
    return Place(label, label, "", finding.place)
