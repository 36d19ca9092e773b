"""How it is written down what a claim of the demonstration rests on, and what the reviewer found."""

from dataclasses import dataclass
from datetime import date

from references.outcomes import Direction, Downgrade, Level, Mismatch, Outcome, Stance


@dataclass(frozen=True)
class Cites:
    """One source of a claim: what the editor says that it does, and what the reviewer found."""

    citekey: str
    stance: Stance
    passages: tuple[str, ...]
    outcome: Outcome
    note: str = ""
    mismatches: tuple[Mismatch, ...] = ()


@dataclass(frozen=True)
class Sure:
    """An appraisal by the reviewer."""

    direction: Direction
    level: Level | None
    note: str
    reasons: tuple[Downgrade, ...] = ()
    receipts: tuple[dict, ...] = ()


@dataclass(frozen=True)
class About:
    """All that a claim's text does not say of itself."""

    kind: str
    cites: tuple[Cites, ...] = ()
    sure: Sure | None = None
    reported_by: str = ""
    no_evidence_because: str = ""


def supports(citekey, *passages, note=""):
    return Cites(citekey, Stance.SUPPORTS, passages, Outcome.SUPPORTED, note)


def in_part(citekey, *passages, note, mismatches=()):
    return Cites(citekey, Stance.QUALIFIES, passages, Outcome.PARTLY, note, mismatches)


def weaker(citekey, *passages, note, mismatches=()):
    return Cites(citekey, Stance.QUALIFIES, passages, Outcome.WEAKER, note, mismatches)


def contradicts(citekey, *passages, note, mismatches=(Mismatch.DIRECTION,)):
    return Cites(citekey, Stance.CONTRADICTS, passages, Outcome.CONTRADICTED, note, mismatches)


def mentions(citekey, *passages, note):
    return Cites(citekey, Stance.MENTIONS, passages, Outcome.NOT_ADDRESSED, note)


def sure(level, note, *reasons, direction=Direction.FOR):
    return Sure(direction, Level(level), note, reasons)


def none_found(looked_for, note):
    receipt = {
        "where": "The 38 records that this demonstration was written from",
        "query": looked_for,
        "on": date(2026, 3, 3).isoformat(),
        "found": "None. Nothing else was searched, so this does not show that no such study exists.",
    }
    return Sure(Direction.NONE_FOUND, None, note, (), (receipt,))


BIAS, INCONSISTENT, INDIRECT, IMPRECISE = (
    Downgrade.BIAS,
    Downgrade.INCONSISTENCY,
    Downgrade.INDIRECTNESS,
    Downgrade.IMPRECISION,
)
