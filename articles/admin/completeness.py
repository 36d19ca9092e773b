"""How complete the evidence of a frozen draft is: what the evidence sheet shows, counts and filters. Pure."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from articles.checks.resting import is_row
from articles.claim_state import claim_state
from references.abstract_passages import is_misquoted
from references.models.source import StudyDesign
from references.outcomes import Level, Outcome, Stance
from references.status import CitationState, Status


@dataclass(frozen=True)
class CitationRow:
    """One citation as the sheet shows it, with its frozen source, the key and abstract of that source, the
    reviewer's name, and the wording that waits to be taken over, as `articles.admin.suggested` shows it."""

    citation: dict
    source: dict
    source_key: int | None
    reviewer: str
    judged: CitationState
    abstract: str = ""
    suggestion: object = None

    @property
    def state(self):
        """“never”: without a verdict that counts; “stale”: given for another wording; else “fresh”."""
        if not self.judged.judged:
            return "never"
        return "fresh" if self.judged.fresh else "stale"

    @property
    def stance(self):
        return Stance(self.citation["stance"])

    @property
    def outcome(self):
        return Outcome(self.citation["verdict"]["outcome"]) if self.citation["verdict"] else None

    @property
    def design(self):
        return StudyDesign(self.source["design"]).label if self.source.get("design") else ""

    @property
    def judged_at(self):
        return datetime.fromisoformat(self.citation["verdict"]["at"])

    @property
    def passages(self):
        """[(passage, whether it quotes the abstract with words that do not stand there)]"""
        return [
            (p, is_misquoted(quote=p["quote"], basis=p["basis"], abstract=self.abstract))
            for p in self.citation["passages"]
        ]

    @property
    def has_locator(self):
        return bool(self.citation["passages"]) and all(p["locator"] for p in self.citation["passages"])

    @property
    def has_words(self):
        return any(p["quote"] or p["finding"] for p in self.citation["passages"])

    @property
    def is_complete(self):
        return self.has_locator and self.has_words and self.state == "fresh"

    @property
    def part_of_bar(self):
        """Where the citation stands in the bar; “misfit”: judged, and not what the editor's stance says."""
        if self.state == "fresh" and not self.judged.fits:
            return "misfit"
        return self.state


@dataclass(frozen=True)
class ClaimRow:
    """One claim as the sheet shows it, with the findings about it; those that were let stand are not among them."""

    claim: dict
    rows: list[CitationRow]
    findings: list = field(default_factory=list)

    @property
    def status(self):
        return Status(self.claim["status"])

    @property
    def certainty(self):
        """How sure all evidence makes us of it, in words."""
        certainty = self.claim["certainty"]
        if not certainty:
            return "not rated"
        if not certainty["fresh"]:
            return "rating out of date"
        return f"certainty {Level(certainty['level']).label}" if certainty["level"] else "no good evidence found"

    @property
    def is_open(self):
        """Whether it says openly that there is no good evidence."""
        return bool(self.claim["no_evidence_because"].strip())

    @property
    def is_row(self):
        """Whether it is a row of the catalogue, and edited there."""
        return is_row(self.claim)

    @property
    def heaviest(self):
        """“block”, “warn” or “inform”; "" where nothing was found."""
        return min(f.severity for f in self.findings).name.lower() if self.findings else ""


FILTERS = {
    "all": ("All", lambda claim: True),
    "problems": ("With problems", lambda claim: bool(claim.findings)),
    "incomplete": (
        "Incomplete",
        lambda claim: (
            (not claim.rows and not claim.is_open) or not all(r.has_locator and r.has_words for r in claim.rows)
        ),
    ),
    "stale": ("Out of date", lambda claim: any(r.state == "stale" for r in claim.rows)),
    "never": ("Never checked", lambda claim: any(r.state == "never" for r in claim.rows)),
    "open": ("Openly without evidence", lambda claim: claim.is_open),
    "suggested": ("Wording suggested", lambda claim: any(r.suggestion for r in claim.rows)),
}


@dataclass(frozen=True)
class Filter:
    key: str
    label: str
    count: int


class Sheet:
    """All claims of a frozen draft in reading order.

    findings: those of `articles.checks.run` over the same content. people: {user id as text: name}.
    source_keys: {citekey: primary key}. abstracts: {citekey: abstract}. suggestions: {citation id: verdict}.
    """

    def __init__(self, content, findings, *, people, source_keys, abstracts, suggestions=None):
        sources = {s["citekey"]: s for s in content["sources"]}
        about = {}
        for finding in findings:
            if not finding.waived:
                about.setdefault(finding.claim, []).append(finding)
        self.claims = [
            ClaimRow(
                claim,
                list(_rows(claim, sources, source_keys, people, abstracts, suggestions or {})),
                about.get(claim["id"], []),
            )
            for claim in content["claims"]
        ]

    def shown(self, key):
        return [claim for claim in self.claims if FILTERS[key][1](claim)]

    @property
    def filters(self):
        return [Filter(key, label, len(self.shown(key))) for key, (label, _) in FILTERS.items()]

    @cached_property
    def citations(self):
        return [row for claim in self.claims for row in claim.rows]

    @cached_property
    def bar(self):
        """[(part, count, start, width)] of the bar, in per cent of its length, for the parts that are not empty."""
        counted, start, parts = Counter(row.part_of_bar for row in self.citations), 0, []
        for part in ("fresh", "misfit", "stale", "never"):
            width = round(100 * counted[part] / len(self.citations), 2) if self.citations else 0
            parts.append((part, counted[part], start, width))
            start = round(start + width, 2)
        return parts

    @property
    def complete(self):
        return sum(row.is_complete for row in self.citations)

    @property
    def with_locator(self):
        return sum(row.has_locator for row in self.citations)

    @property
    def with_words(self):
        return sum(row.has_words for row in self.citations)

    @property
    def with_source(self):
        return sum(bool(claim.rows) for claim in self.claims)

    @property
    def open(self):
        return sum(claim.is_open for claim in self.claims)


def _rows(claim, sources, source_keys, people, abstracts, suggestions):
    states = claim_state(claim, sources).citations
    for citation, state in zip(claim["citations"], states, strict=True):
        citekey, verdict = citation["source"], citation["verdict"]
        reviewer = people.get(str(verdict["reviewer"]), "") if verdict else ""
        yield CitationRow(
            citation,
            sources.get(citekey, {}),
            source_keys.get(citekey),
            reviewer,
            state,
            abstracts.get(citekey, ""),
            suggestions.get(citation["id"]),
        )
