"""What magnesium is, who should be careful, what can go wrong, how to take it."""

from supplements.models import AdverseEffect, Caution, Definition, HowToTake
from supplements.models.advice import Care, Topic
from supplements.models.row import Seriousness

from .citing import IMPRECISE, INDIRECT, supports, sure
from .facts import Fact

WHAT_IT_IS = [
    Fact(
        "what-it-is",
        Definition,
        {
            "text": "Magnesium is a mineral that people get from food, supplements and medicines. A US institute has "
            "recommended how much of it to take in a day."
        },
        (supports("iom1997", "need"),),
    )
]

LOOKED_BACK = "Two studies that looked back at patients on one form, magnesium oxide."

CAUTIONS = [
    Fact(
        "caution-kidneys",
        Caution,
        {
            "condition": "Kidney disease",
            "slug": "kidney-disease",
            "advice": "Ask a doctor first: magnesium in the blood is more likely to rise too high when the kidneys are weak.",
            "care": Care.ASK_FIRST,
            "seriousness": Seriousness.SERIOUS,
            "outside_limits": True,
        },
        (supports("wakai2019", "kidneys"), supports("mori2019", "kidneys")),
        sure("low", LOOKED_BACK, INDIRECT),
    ),
    Fact(
        "caution-weak-kidneys",
        Caution,
        {
            "condition": "Severe kidney disease",
            "slug": "severe-kidney-disease",
            "advice": "The UK document of Magnaspartate says that it must not be used at a filtration rate below 30 ml/min.",
            "care": Care.DO_NOT,
            "seriousness": Seriousness.SERIOUS,
            "outside_limits": True,
        },
        (supports("magnaspartate2023", "who must not"),),
    ),
    Fact(
        "caution-heart",
        Caution,
        {
            "condition": "Disturbed signals in the heart",
            "slug": "heart-signals",
            "advice": "The UK document of Magnaspartate says that it must not be used then (slow heartbeat).",
            "care": Care.DO_NOT,
            "seriousness": Seriousness.SERIOUS,
            "outside_limits": True,
        },
        (supports("magnaspartate2023", "who must not"),),
    ),
    Fact(
        "caution-diarrhoea",
        Caution,
        {
            "condition": "Diarrhoea",
            "slug": "diarrhoea",
            "advice": "Stop for a while, and begin again with a lower dose.",
            "care": Care.TAKE_CARE,
            "seriousness": Seriousness.MODERATE,
        },
        (supports("magnaspartate2023", "diarrhoea"),),
    ),
]
ADVERSE_EFFECTS = [
    Fact(
        "effect-diarrhoea",
        AdverseEffect,
        {"name": "Diarrhoea", "known": "The most frequent unwanted effect of magnesium in supplements."},
        (supports("vkm2016", "diarrhoea"),),
    ),
    Fact(
        "effect-mild-diarrhoea",
        AdverseEffect,
        {
            "name": "Mild diarrhoea",
            "known": "The lowest doses at which it was seen were 360 to 365 mg of magnesium a day.",
        },
        (supports("scf2001", "mild diarrhoea"),),
    ),
    Fact(
        "effect-too-much",
        AdverseEffect,
        {
            "name": "Too much magnesium in the blood",
            "known": "Seen in 23% of 320 patients in hospital who were given magnesium oxide.",
            "seriousness": Seriousness.SERIOUS,
        },
        (supports("wakai2019", "how often"),),
        sure("low", "One study that looked back at patients on one form.", INDIRECT, IMPRECISE),
    ),
]
HOW_TO_TAKE = [
    Fact(
        "how-apart",
        HowToTake,
        {"topic": Topic.OTHER, "advice": "Leave 2 to 3 hours between magnesium and other medicines, if possible."},
        (supports("magnaspartate2023", "apart"),),
    ),
    Fact(
        "how-stop",
        HowToTake,
        {"topic": Topic.STOP, "advice": "If you get diarrhoea, stop for a while, and begin again with a lower dose."},
        (supports("magnaspartate2023", "diarrhoea"),),
    ),
]
