"""The cells of the comparison that a source can fill, and those that are empty for a reason. No other cell was searched.

A study whose record does not name the form that was given fills no cell: it would speak for a form that nobody tested.
"""

from dataclasses import dataclass
from datetime import date

from references.outcomes import Direction, Mismatch
from supplements.models.comparison import Effect, Empty

from .citing import BIAS, IMPRECISE, INCONSISTENT, INDIRECT, Cites, Sure, contradicts, in_part, supports, sure
from .comparison import ABSORBED, ABSORPTION, BACK, CRP, GUT, IN_CELLS, SLEEP, WATCH


@dataclass(frozen=True)
class Square:
    """A cell that has a value, or a reason other than “not searched”. step: the label of a step."""

    form: str
    attribute: str
    says: dict
    cites: tuple[Cites, ...] = ()
    sure: Sure | None = None

    @property
    def key(self):
        return f"cell-{self.form}-{self.attribute}"


ONE_STUDY = "One small study of what is taken up, and not of what people feel."
REFERENCE = {"empty": Empty.NOT_APPLICABLE, "note": "Oxide is what the other forms are held against."}
NOT_BY_MOUTH = {"empty": Empty.NOT_APPLICABLE, "note": "It is not swallowed, so it is not held against oxide."}
VOLUNTEERS = {"studies": 1, "who": "volunteers"}
AFTER_SURGERY = {"studies": 1, "people": 12, "who": "after the loss of part of the small bowel"}


def above_oxide(form):
    """The three forms that one study found alike."""
    return Square(
        form,
        ABSORPTION,
        {"step": "More than oxide", **VOLUNTEERS},
        (supports("firoz2001", "result"),),
        sure("very-low", ONE_STUDY, IMPRECISE, INDIRECT),
    )


CELLS = [
    Square(
        "oxide",
        ABSORBED,
        {
            "low": 4,
            "note": "A study in people who had lost part of the small bowel found far more, by another method.",
            **VOLUNTEERS,
        },
        (
            supports("firoz2001", "result"),
            in_part(
                "schuette1994",
                "overall",
                note="It bears the remark: 22.8% of the oxide was absorbed.",
                mismatches=(Mismatch.POPULATION,),
            ),
        ),
        sure("very-low", "Two small studies whose figures are far apart.", INCONSISTENT, IMPRECISE),
    ),
    Square(
        "bisglycinate",
        ABSORBED,
        {"low": "23.5", "note": "In the same people it was 22.8% from oxide.", **AFTER_SURGERY},
        (supports("schuette1994", "overall"),),
        sure("very-low", ONE_STUDY, IMPRECISE, INDIRECT),
    ),
    Square("oxide", ABSORPTION, REFERENCE),
    Square(
        "citrate",
        ABSORPTION,
        {
            "step": "More than oxide",
            "who": "healthy adults",
            "note": "In another trial oxide, not citrate, raised the magnesium inside cells; its dose was larger.",
        },
        (
            supports("walker2003", "result"),
            supports("kappeler2017", "urine"),
            contradicts(
                "shechter2012",
                "result",
                note="Oxide, not citrate, raised the magnesium inside cells; but the oxide dose was larger.",
            ),
        ),
        sure(
            "very-low",
            "Three small trials do not agree, and they measured different things.",
            INCONSISTENT,
            INDIRECT,
            IMPRECISE,
            direction=Direction.MIXED,
        ),
    ),
    Square(
        "bisglycinate",
        ABSORPTION,
        {
            "step": "About the same",
            "note": "A trial in healthy adults found more from a chelate with amino acids, and does not say which.",
            **AFTER_SURGERY,
        },
        (
            supports("schuette1994", "overall"),
            in_part(
                "walker2003",
                "result",
                note="It bears the remark. Whether its chelate was bisglycinate is not said where we read.",
                mismatches=(Mismatch.FORM,),
            ),
        ),
        sure("very-low", "One trial with 12 people who are not like most buyers.", IMPRECISE, INDIRECT),
    ),
    above_oxide("lactate"),
    above_oxide("aspartate"),
    above_oxide("chloride"),
    Square("chloride-skin", ABSORPTION, NOT_BY_MOUTH),
    Square("sulfate-infusion", ABSORPTION, NOT_BY_MOUTH),
    Square(
        "sulfate-infusion",
        ABSORBED,
        {"empty": Empty.NOT_APPLICABLE, "note": "A drip does not pass through the gut."},
    ),
    Square(
        "chloride-skin",
        ABSORBED,
        {
            "empty": Empty.NOT_SEARCHED,
            "note": "We read a pilot trial of a cream; its record does not name the salt, so it fills no cell.",
        },
    ),
    Square(
        "oxide",
        IN_CELLS,
        {"text": "It rose", "studies": 1, "people": 41, "dose_low": 520},
        (supports("shechter2012", "result"),),
        sure("very-low", ONE_STUDY, IMPRECISE, INDIRECT),
    ),
    Square(
        "citrate",
        IN_CELLS,
        {
            "text": "It did not rise",
            "studies": 1,
            "people": 41,
            "dose_low": "295.8",
            "note": "In another trial, with one dose, there was no difference between citrate and oxide.",
        },
        (
            supports("shechter2012", "result"),
            in_part("kappeler2017", "cells", note="It bears the remark, after one dose; it names no dose."),
        ),
        sure("very-low", "Two small trials, and the doses of one were unequal.", IMPRECISE, INDIRECT),
    ),
    Square("oxide", GUT, REFERENCE),
    Square("chloride-skin", GUT, NOT_BY_MOUTH),
    Square("sulfate-infusion", GUT, NOT_BY_MOUTH),
    Square(
        "bisglycinate",
        GUT,
        {"step": "Better than oxide", **AFTER_SURGERY},
        (supports("schuette1994", "worst four"),),
        sure("very-low", "One trial with 12 people who are not like most buyers.", IMPRECISE, INDIRECT),
    ),
    Square(
        "oxide",
        SLEEP,
        {
            "effect": Effect.HELPS,
            "text": "fell asleep sooner and slept longer than with placebo",
            "note": "A review calls the evidence on magnesium and sleep low to very low.",
            "studies": 1,
            "people": 46,
            "who": "older people with poor sleep",
            "dose_low": 500,
        },
        (
            supports("abbasi2012", "result"),
            in_part(
                "mah2021",
                "dose of one trial",
                "trust",
                note="It bears the form and the remark; for the effect it counts this trial among three.",
                mismatches=(Mismatch.CERTAINTY,),
            ),
        ),
        sure("very-low", "One small trial, at moderate to high risk of bias.", BIAS, IMPRECISE),
    ),
    Square(
        "oxide",
        CRP,
        {
            "effect": Effect.NO_DIFFERENCE,
            "studies": 1,
            "people": 74,
            "who": "middle-aged overweight women",
            "dose_low": 250,
        },
        (supports("moslehi2012", "result"),),
        sure("low", "One small trial, and a blood test is not what people feel.", IMPRECISE, INDIRECT),
    ),
    Square(
        "bisglycinate",
        BACK,
        {
            "empty": Empty.NONE_FOUND,
            "looked_in": "The 38 records that this demonstration was written from",
            "looked_for": "trials of magnesium glycinate in back pain",
            "looked_on": date(2026, 3, 3),
        },
    ),
    Square(
        "sulfate-infusion",
        BACK,
        {
            "empty": Empty.NOT_SEARCHED,
            "note": "We read a trial of drips and then tablets; its record does not name the salt, so it fills no cell.",
        },
    ),
    Square(
        "oxide",
        WATCH,
        {
            "text": "Too much magnesium in the blood in 23%",
            "note": "Weaker kidneys raised the risk.",
            "studies": 1,
            "people": 320,
            "who": "patients in hospital",
        },
        (supports("wakai2019", "how often", "kidneys"),),
        sure("low", "One study that looked back at patients in hospital.", INDIRECT),
    ),
]
