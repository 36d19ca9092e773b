"""Magnesium and medicines: one document of a product, and one study. Where they differ, they stand as two."""

from references.outcomes import Mismatch
from supplements.models import Interaction
from supplements.models.advice import Happens
from supplements.models.row import Seriousness

from .citing import in_part, supports
from .facts import STUDY, UK, Fact

MEDICINES = {
    # slug: (name, as people say, names on packets)
    "ciprofloxacin": ("Ciprofloxacin", "an antibiotic (ciprofloxacin)", ""),
    "tetracycline": ("Tetracycline", "an antibiotic (tetracycline)", ""),
    "bisphosphonates": ("Bisphosphonates", "a bone drug (bisphosphonate)", "alendronate, risedronate"),
    "iron": ("Iron", "iron", ""),
    "fluorides": ("Fluorides", "fluoride", ""),
    "nitrofurantoin": ("Nitrofurantoin", "nitrofurantoin", ""),
    "penicillamine": ("Penicillamine", "penicillamine", ""),
    "eltrombopag": ("Eltrombopag", "eltrombopag", ""),
    "nitroxoline": ("Nitroxoline", "nitroxoline", ""),
    "quinidine": ("Quinidine", "quinidine", ""),
    "aminoquinolines": ("Aminoquinolines", "an aminoquinoline", ""),
    "other-medicines": ("Other medicines", "any other medicine", ""),
    "water-tablets": ("Thiazide diuretics and furosemide", "a water tablet", "furosemide"),
    "stomach-acid": ("Proton pump inhibitors", "a drug against stomach acid", "omeprazole, pantoprazole"),
    "aminoglycosides": ("Aminoglycosides", "an antibiotic (aminoglycoside)", ""),
    "cisplatin": ("Cisplatin", "cisplatin", ""),
    "ciclosporin": ("Ciclosporin A", "ciclosporin", ""),
    "cetuximab": ("Cetuximab", "cetuximab", ""),
    "erlotinib": ("Erlotinib", "erlotinib", ""),
    "amphotericin": ("Amphotericin B", "amphotericin B", ""),
}
THREE_TO_FOUR = (
    "bisphosphonates", "iron", "nitrofurantoin", "penicillamine", "eltrombopag", "nitroxoline", "quinidine",
    "aminoquinolines",
)  # fmt: skip


def _apart(low, high):
    """The same hours before and after."""
    return {"before_from": low, "before_to": high, "after_from": low, "after_to": high}


def _medicine(medicine, happens, explained, cites, *, by=UK, seriousness=Seriousness.MODERATE, **says):
    about = {"medicine": medicine, "authority": by, "happens": happens, "explained": explained}
    return Fact(f"medicine-{medicine}-{by}", Interaction, about | {"seriousness": seriousness} | says, (cites,))


MUTUAL = "Each may change how much of the other is absorbed"
LOST = "The body loses more magnesium through this medicine"

INTERACTIONS = [
    _medicine(
        "ciprofloxacin",
        Happens.MEDICINE_LESS,
        "After an antacid with magnesium and aluminium the body took up only 15.1% of the usual amount when the antacid came "
        "5 to 10 minutes before, 23.2% after 2 hours, 70% after 4 hours",
        in_part(
            "nix1989",
            "before",
            "far enough",
            note="The antacid held aluminium too, so the study cannot tell what magnesium alone does.",
            mismatches=(Mismatch.FORM,),
        ),
        by=STUDY,
        seriousness=Seriousness.SERIOUS,
        before_from=6,
        after_from=2,
    ),
    _medicine(
        "ciprofloxacin",
        Happens.OTHER,
        MUTUAL,
        in_part(
            "magnaspartate2023",
            "apart",
            note="It says so of other medicines in general; where we read, it does not name this one.",
        ),
        **_apart(2, 3),
    ),
    *(
        _medicine(
            medicine,
            Happens.OTHER,
            MUTUAL,
            supports("magnaspartate2023", "two to three hours", "apart"),
            advice="Or longer.",
            **_apart(2, 3),
        )
        for medicine in ("tetracycline", "fluorides")
    ),
    *(
        _medicine(
            medicine,
            Happens.MEDICINE_LESS,
            "Absorption may be impaired",
            supports("magnaspartate2023", "further apart"),
            **_apart(3, 4),
        )
        for medicine in THREE_TO_FOUR
    ),
    _medicine(
        "other-medicines",
        Happens.OTHER,
        MUTUAL,
        supports("magnaspartate2023", "apart"),
        advice="Do so where you can.",
        seriousness=Seriousness.MINOR,
        **_apart(2, 3),
    ),
    *(
        _medicine(medicine, Happens.LOSES_MORE, LOST, supports("magnaspartate2023", passage))
        for passage, medicines in (
            ("losses", ("water-tablets", "stomach-acid")),
            (
                "more losses",
                ("aminoglycosides", "cisplatin", "ciclosporin", "cetuximab", "erlotinib", "amphotericin"),
            ),
        )
        for medicine in medicines
    ),
]
