"""How much magnesium a day: what authorities recommend and limit, and doses that were used in studies."""

from references.outcomes import Mismatch
from supplements.models import IntakeValue, StudiedDose
from supplements.models.intake import IntakeKind, Scope, Sex, Stage

from .citing import in_part, supports
from .facts import EU, NORWAY, US, Fact

ADULT = 18 * 12  # months
NOBODY_SAID_AN_AGE = (
    "The document says “adults”; where we read, no age stood beside it. That it begins at 18 is our reading."
)


def _years(first, last=None):
    """first: years of age; last: the last year that still counts, None: and over."""
    return {"age_from": first * 12, "age_below": None if last is None else (last + 1) * 12}


def _intake(key, kind, amount, cites, *, by=US, sex=Sex.ANY, stage=Stage.NONE, **ages):
    scope = Scope.SUPPLEMENTS if kind == IntakeKind.UL else Scope.ALL
    says = {"authority": by, "kind": kind, "amount": amount, "scope": scope, "sex": sex, "stage": stage, **ages}
    return Fact(f"intake-{key}", IntakeValue, says, (cites,))


def _recommended(passage, ages, **amounts):
    """One line of the US table. amounts: male, female, pregnant, breastfeeding"""
    women = {"sex": Sex.FEMALE}
    people = {
        "male": {"sex": Sex.MALE},
        "female": women,
        "pregnant": {**women, "stage": Stage.PREGNANT},
        "breastfeeding": {**women, "stage": Stage.BREASTFEEDING},
    }
    first = ages["age_from"] // 12
    for who, amount in amounts.items():
        cites = supports("iom1997", passage)
        yield _intake(f"us-{first}-{who}", IntakeKind.RDA, amount, cites, **people[who], **ages)


INTAKE = [
    _intake("us-first-months", IntakeKind.AI, 30, supports("iom1997", "0 to 12 months"), age_from=0, age_below=7),
    _intake("us-first-year", IntakeKind.AI, 75, supports("iom1997", "0 to 12 months"), age_from=7, age_below=12),
    _intake("us-1", IntakeKind.RDA, 80, supports("iom1997", "1 to 3 years"), **_years(1, 3)),
    _intake("us-4", IntakeKind.RDA, 130, supports("iom1997", "4 to 8 years"), **_years(4, 8)),
    _intake("us-9", IntakeKind.RDA, 240, supports("iom1997", "9 to 13 years"), **_years(9, 13)),
    *_recommended("14 to 18 years", _years(14, 18), male=410, female=360, pregnant=400, breastfeeding=360),
    *_recommended("19 to 30 years", _years(19, 30), male=400, female=310, pregnant=350, breastfeeding=310),
    *_recommended("31 to 50 years", _years(31, 50), male=420, female=320, pregnant=360, breastfeeding=320),
    *_recommended("51 years on", _years(51), male=420, female=320),
    # The table has one limit for each age. That it holds in pregnancy too was confirmed in part only: no row for it.
    _intake("us-1-limit", IntakeKind.UL, 65, supports("iom1997", "1 to 3 years"), **_years(1, 3)),
    _intake("us-4-limit", IntakeKind.UL, 110, supports("iom1997", "4 to 8 years"), **_years(4, 8)),
    _intake("us-9-limit", IntakeKind.UL, 350, supports("iom1997", "limit from 9 years"), **_years(9)),
    *(
        _intake(
            f"eu-{who}",
            IntakeKind.AI,
            amount,
            in_part("efsa2015", "adults", note=NOBODY_SAID_AN_AGE, mismatches=(Mismatch.POPULATION,)),
            by=EU,
            sex=sex,
            age_from=ADULT,
        )
        for who, sex, amount in (("men", Sex.MALE, 350), ("women", Sex.FEMALE, 300))
    ),
    _intake(
        "eu-limit",
        IntakeKind.UL,
        250,
        in_part(
            "scf2001",
            "limit",
            note="It was set for salts that dissolve readily, and we read it as later documents restate it.",
            mismatches=(Mismatch.FORM,),
        ),
        by=EU,
        **_years(4),
    ),
    _intake(
        "norway-limit",
        IntakeKind.UL,
        350,
        in_part("vkm2016", "limit of adults", note=NOBODY_SAID_AN_AGE, mismatches=(Mismatch.POPULATION,)),
        by=NORWAY,
        age_from=ADULT,
    ),
]


def _dose(key, label, low, *cites, form=None):
    return Fact(f"dose-{key}", StudiedDose, {"label": label, "low": low, "form": form}, cites)


DOSES = [
    _dose("inflammation", "Trial on inflammation, 2012", 250, supports("moslehi2012", "result"), form="oxide"),
    _dose("cells-citrate", "Trial on cells, 2012", "295.8", supports("shechter2012", "result"), form="citrate"),
    _dose("absorption", "Trial on absorption, 2003", 300, supports("walker2003", "result")),
    _dose(
        "new-back-pain",
        "Trial in new back pain, 2021",
        365,
        in_part("bayram2021", "treatment", note="Where we read, the 365 mg stand without “a day”."),
    ),
    _dose(
        "sleep",
        "Trial in poor sleep, 2012",
        500,
        supports("abbasi2012", "result"),
        in_part(
            "mah2021",
            "dose of one trial",
            note="It bears the form. It gives the weight of the compound; the magnesium in it is worked out.",
        ),
        form="oxide",
    ),
    _dose("cells-oxide", "Trial on cells, 2012", 520, supports("shechter2012", "result"), form="oxide"),
]
