"""What each claim of the article on forms rests on; the keys are those of `choosing.py`. How it is written down: `citing.py`."""

from references.outcomes import Direction, Mismatch

from .citing import (
    BIAS,
    IMPRECISE,
    INCONSISTENT,
    INDIRECT,
    About,
    contradicts,
    in_part,
    none_found,
    supports,
    sure,
)

LOOKED_BACK = "Two studies that looked back at patients on one form, magnesium oxide."
SMALL_STUDIES = "Small studies of what is taken up, and one of them points the other way."
TWELVE = "One trial with 12 people who are not like most buyers."

OXIDE_LESS = About(
    "mechanism",
    (supports("firoz2001", "result"), supports("walker2003", "result")),
    sure(
        "low",
        "Two small studies of what is taken up; a third, with unequal doses, points the other way.",
        IMPRECISE,
        INDIRECT,
    ),
)
CITRATE_MORE = About(
    "mechanism",
    (
        supports("walker2003", "result"),
        supports("kappeler2017", "urine"),
        contradicts(
            "shechter2012",
            "result",
            note="Oxide, not citrate, raised the magnesium inside cells; but the oxide dose was larger.",
        ),
    ),
    sure("very-low", SMALL_STUDIES, INCONSISTENT, INDIRECT, IMPRECISE, direction=Direction.MIXED),
)

CHOOSING = {
    "choose-answer-oxide": OXIDE_LESS,
    "choose-end": OXIDE_LESS,
    "choose-answer-relief": About(
        "efficacy",
        sure=none_found(
            "trials that compare forms of magnesium for what people feel",
            "No trial that compares forms for that was found.",
        ),
        no_evidence_because="None of the records that we read compares forms of magnesium for what people feel.",
    ),
    # ---- before you take it
    "choose-before-kidneys": About(
        "safety",
        (supports("wakai2019", "kidneys"), supports("mori2019", "kidneys")),
        sure("low", LOOKED_BACK, INDIRECT),
    ),
    "choose-before-heart": About("safety", (supports("magnaspartate2023", "who must not"),)),
    "choose-before-apart": About("safety", (supports("magnaspartate2023", "apart"),)),
    "choose-before-limit": About("dose", (supports("iom1997", "limit"),)),
    # ---- what is taken up
    "choose-summary-review": About("mechanism", (supports("pardo2021", "forms"),)),
    "choose-key-oxide": About("mechanism", (supports("firoz2001", "result"),)),
    "choose-key-citrate": CITRATE_MORE,
    "choose-ask-citrate": CITRATE_MORE,
    "choose-key-glycinate": About("mechanism", (supports("schuette1994", "overall"),)),
    "choose-key-products": About("mechanism", (supports("blancquaert2019", "products"),)),
    "choose-label": About("composition", (supports("magnaspartate2023", "a sachet"),)),
    "choose-oxide": About("mechanism", (supports("firoz2001", "result"),)),
    "choose-dose": About("mechanism", (supports("pardo2021", "forms", "dose"),)),
    "choose-enough": About("mechanism", (supports("pardo2021", "enough"),)),
    "choose-citrate-adults": About("mechanism", (supports("walker2003", "result"),)),
    "choose-citrate-men": About("mechanism", (supports("kappeler2017", "urine"),)),
    "choose-citrate-cells": About("mechanism", (supports("shechter2012", "result"),)),
    "choose-labels": About(
        "mechanism",
        (
            contradicts(
                "schuette1994",
                "overall",
                "worst four",
                note="On the whole there was no difference. Only the four who absorbed oxide worst did better.",
                mismatches=(Mismatch.DIRECTION, Mismatch.POPULATION),
            ),
        ),
        sure("very-low", TWELVE, IMPRECISE, INDIRECT, direction=Direction.AGAINST),
        reported_by="sellers",
    ),
    "choose-glycinate": About("mechanism", (supports("schuette1994", "overall"),)),
    "choose-products": About("mechanism", (supports("blancquaert2019", "products"),)),
    "choose-people": About("mechanism", (supports("blancquaert2019", "people"),)),
    # ---- what helps
    "choose-callout": About(
        "efficacy",
        (
            supports("abbasi2012", "result"),
            in_part(
                "mah2021",
                "dose of one trial",
                "trust",
                note="It bears the form, and counts this trial among three at moderate to high risk of bias.",
                mismatches=(Mismatch.CERTAINTY,),
            ),
        ),
        sure("very-low", "One small trial, at moderate to high risk of bias.", BIAS, IMPRECISE),
    ),
    "choose-ask-gut": About(
        "safety", (supports("schuette1994", "overall", "worst four"),), sure("very-low", TWELVE, IMPRECISE, INDIRECT)
    ),
    "choose-ask-skin": About("efficacy", (supports("grober2017", "verdict"),)),
    "choose-ask-cream": About("mechanism", (supports("kass2017", "result"),)),
    # ---- what we do not know
    "choose-unknown-relief": About(
        "efficacy",
        sure=none_found(
            "trials that compare forms of magnesium for pain, cramps or sleep",
            "No trial that compares forms for these was found.",
        ),
        no_evidence_because="None of the records that we read compares forms of magnesium for pain, cramps or sleep.",
    ),
    "choose-unknown-back": About(
        "efficacy",
        sure=none_found("trials of magnesium glycinate in back pain", "No trial of glycinate in back pain was found."),
        no_evidence_because="None of the records that we read tests glycinate in back pain.",
    ),
}
