"""What a frozen claim rests on, as rules about it read it. Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache

from references.designs import design_of
from references.outcomes import Stance
from references.quantities import quantities

from .speaking import is_english

BEARING = {Stance.SUPPORTS, Stance.QUALIFIES}
TRIALS = {"randomised-trial", "non-randomised-trial"}
OBSERVATIONAL = {"cohort", "case-control", "cross-sectional", "case-series"}
NOT_HUMAN = {"animal", "laboratory"}
POOLED = {"systematic-review", "meta-analysis"}
_PEOPLE = {"people", "women", "men", "children", "n"}
_OBSERVATIONAL_ONLY = re.compile(r"\bobservational (?:studies|study)\b|\bcohort studies\b", re.IGNORECASE)
_TRIALS_TOO = re.compile(r"\b(?:randomi[sz]ed|trials?|RCTs?)\b", re.IGNORECASE)


def is_row(claim):
    """Whether a frozen claim is a row of the catalogue; its sentence is made of the fields of the row."""
    return claim["place"].startswith(("comparisontable-", "substancefacts-"))


@dataclass(frozen=True)
class Rest:
    """One citation with its source. said: its passages; about: who was studied, and the title, too."""

    citation: dict
    source: dict
    said: str
    about: str

    @property
    def design(self):
        return self.source["design"] or _design_by_title(self.source["csl"].get("title", ""))

    @property
    def is_observational(self):
        """By its design, or because a review says that it pooled such studies and no trials."""
        if self.design in OBSERVATIONAL:
            return True
        text = f"{self.source['sample_note']} {self.said}"
        return (
            self.design in POOLED
            and bool(_OBSERVATIONAL_ONLY.search(text))
            and not _TRIALS_TOO.search(self.source["sample_note"])
        )

    @property
    def people(self):
        """How many people were studied; None if nobody wrote it down."""
        if self.source["sample_size"]:
            return self.source["sample_size"]
        noted = [q for q in quantities(self.source["sample_note"]) if q.unit in _PEOPLE and not q.is_range]
        return int(noted[0].low) if noted else None


@dataclass(frozen=True)
class Resting:
    """A claim and what it rests on, the citations that bear it first among all."""

    claim: dict
    all: tuple

    @property
    def text(self):
        return self.claim["text"]

    @property
    def bearing(self):
        return [rest for rest in self.all if rest.citation["stance"] in BEARING]


def resting(content):
    """Every known claim with its citations whose sources are there."""
    sources = {s["citekey"]: s for s in content["sources"]}
    for claim in content["claims"]:
        if claim["known"]:
            yield Resting(
                claim, tuple(_rest(c, sources[c["source"]]) for c in claim["citations"] if c["source"] in sources)
            )


def english(content):
    """The same; nothing where the rules about words cannot read."""
    return resting(content) if is_english(content) else ()


def _rest(citation, source):
    said = " ".join(f"{p['quote']} {p['finding']}" for p in citation["passages"])
    return Rest(
        citation,
        source,
        said,
        f"{source['csl'].get('title', '')}. {source['population']} {source['sample_note']} {said}",
    )


@lru_cache(maxsize=2_000)
def _design_by_title(title):
    return design_of(title=title)
