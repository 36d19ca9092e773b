"""What each claim of the first article rests on, what the reviewer found, and how sure all the evidence makes us.

The key of a claim is the one in `article.py`; the names of passages are those of `sources.py`. How it is written down: see
`citing.py`.
"""

from references.outcomes import Direction, Mismatch

from .citing import (
    BIAS,
    IMPRECISE,
    INCONSISTENT,
    INDIRECT,
    About,
    contradicts,
    in_part,
    mentions,
    none_found,
    supports,
    sure,
    weaker,
)

ONE_OPEN_TRIAL = "One trial, in which everyone knew what they took."
LOOKED_BACK = "Two studies that looked back at patients on one form, magnesium oxide."
DRIPS_FIRST = "One trial with 80 chosen people, and the drips came first."

CLAIMS = {
    # ---- new back pain
    "answer-new": About(
        "efficacy", (supports("bayram2021", "treatment", "day 10"),), sure("low", ONE_OPEN_TRIAL, BIAS, IMPRECISE)
    ),
    "key-new": About(
        "efficacy", (supports("bayram2021", "treatment", "day 10"),), sure("low", ONE_OPEN_TRIAL, BIAS, IMPRECISE)
    ),
    "new-who": About("definition", (supports("bayram2021", "treatment"),)),
    "new-days": About(
        "efficacy",
        (supports("bayram2021", "treatment", "day 4", "day 10"),),
        sure("low", ONE_OPEN_TRIAL, BIAS, IMPRECISE),
    ),
    "new-open": About("definition", (supports("bayram2021", "treatment"),)),
    # ---- pain that lasts
    "answer-lasting": About(
        "efficacy",
        (supports("park2020", "result"),),
        sure(
            "very-low",
            "Nine trials that were too unlike to be pooled.",
            INCONSISTENT,
            IMPRECISE,
            direction=Direction.MIXED,
        ),
    ),
    "summary-drip": About("definition", (supports("yousef2013", "treatment"),)),
    "summary-mouth": About(
        "efficacy", (supports("bayram2021", "treatment", "day 10"),), sure("low", ONE_OPEN_TRIAL, BIAS, IMPRECISE)
    ),
    "key-lasting": About(
        "efficacy",
        (supports("yousef2013", "treatment", "six months"),),
        sure("low", DRIPS_FIRST, IMPRECISE, INDIRECT),
    ),
    "lasting-who": About("definition", (supports("yousef2013", "treatment"),)),
    "lasting-result": About(
        "efficacy",
        (supports("yousef2013", "treatment", "six months", "placebo"),),
        sure("low", DRIPS_FIRST, IMPRECISE, INDIRECT),
    ),
    "lasting-said": About(
        "efficacy",
        (
            weaker(
                "yousef2013",
                "treatment",
                "six months",
                note="Pain did fall, but after drips as well as tablets, and only in people whose pain came partly from nerves.",
                mismatches=(Mismatch.ROUTE, Mismatch.POPULATION),
            ),
        ),
        reported_by="articles that sell supplements",
    ),
    "lasting-review": About("efficacy", (supports("park2020", "result", "safety"),)),
    "lasting-81": About("efficacy", (supports("morel2021", "result"),)),
    "lasting-food": About(
        "efficacy",
        (
            in_part(
                "tarleton2020",
                "result",
                note="True of women; in men the link was not significant. A survey cannot show what causes what.",
                mismatches=(Mismatch.POPULATION,),
            ),
        ),
        sure("very-low", "One survey at one point in time.", INDIRECT),
    ),
    "end-lasting": About("efficacy", (supports("park2020", "result"),)),
    "why-nmda": About("mechanism", (supports("shin2020", "mechanism"),)),
    "note-operations": About("definition", (supports("morel2021", "kinds"),)),
    # ---- cramps, bones, inflammation, sleep
    "summary-cramps": About(
        "efficacy",
        (supports("garrison2020", "cramps a week"),),
        sure("moderate", "The review itself rates the certainty as moderate."),
    ),
    "cramps-week": About(
        "efficacy",
        (supports("garrison2020", "cramps a week"),),
        sure("moderate", "The review itself rates the certainty as moderate."),
    ),
    "cramps-pregnancy": About("efficacy", (supports("garrison2020", "pregnancy"),)),
    "ask-cramps": About(
        "efficacy",
        (supports("garrison2020", "a quarter fewer"),),
        sure("high", "The review itself rates the certainty as high."),
    ),
    "bones-hip": About(
        "efficacy",
        (supports("groenendijk2022", "hip"),),
        sure("low", "Studies that only watch people can show a link, not a cause."),
    ),
    "bones-fractures": About("efficacy", (supports("groenendijk2022", "other"),)),
    "unknown-bones": About("efficacy", (supports("groenendijk2022", "other"),)),
    "crp": About(
        "efficacy",
        (
            supports("mazidi2018", "crp", note="On average, and only just: the range comes close to no change."),
            supports("veronese2022", "crp"),
            contradicts(
                "simentalmendia2017",
                "overall",
                "high at first",
                note="No clear change overall. It fell only where CRP was above 3 mg/L at the start.",
            ),
        ),
        sure(
            "low",
            "Reviews of much the same kind of trials disagree. A blood test is also not what people feel.",
            INCONSISTENT,
            INDIRECT,
            direction=Direction.MIXED,
        ),
    ),
    "crp-women": About("efficacy", (supports("moslehi2012", "result"),)),
    "sleep-sooner": About(
        "efficacy",
        (supports("mah2021", "falling asleep", "trust"),),
        sure("very-low", "The review calls the quality of the evidence low to very low.", BIAS, IMPRECISE),
    ),
    "sleep-one-trial": About("efficacy", (supports("abbasi2012", "result"),)),
    # ---- forms
    "form-labels": About(
        "mechanism",
        (
            contradicts(
                "schuette1994",
                "overall",
                "worst four",
                note="On the whole there was no difference. Only the four who absorbed oxide worst did better, and all 12 "
                "had lost part of the bowel.",
                mismatches=(Mismatch.DIRECTION, Mismatch.POPULATION),
            ),
        ),
        sure(
            "very-low",
            "One trial with 12 people who are not like most buyers.",
            IMPRECISE,
            INDIRECT,
            direction=Direction.AGAINST,
        ),
        reported_by="product labels",
    ),
    "form-alike": About("mechanism", (supports("schuette1994", "overall"),)),
    "form-citrate": About(
        "mechanism",
        (
            supports("walker2003", "result"),
            contradicts(
                "shechter2012",
                "result",
                note="Oxide, not citrate, raised the magnesium inside cells; but the oxide dose was larger.",
            ),
        ),
        sure(
            "very-low",
            "Two small trials disagree, and what is absorbed is not yet what helps.",
            INCONSISTENT,
            INDIRECT,
            IMPRECISE,
            direction=Direction.MIXED,
        ),
    ),
    "form-back": About(
        "efficacy",
        sure=none_found("trials of magnesium glycinate in back pain", "No trial of glycinate in back pain was found."),
        reported_by="sellers",
        no_evidence_because="None of the records that we read tests glycinate in back pain.",
    ),
    "table-oxide": About("mechanism", (supports("firoz2001", "result"),)),
    "table-citrate": About("mechanism", (supports("walker2003", "result"),)),
    "table-glycinate": About("mechanism", (supports("schuette1994", "overall", "worst four"),)),
    "table-oxide-cells": About("mechanism", (supports("shechter2012", "result"),)),
    "table-citrate-cells": About("mechanism", (supports("shechter2012", "result"),)),
    "table-glycinate-gut": About("safety", (supports("schuette1994", "worst four"),)),
    "table-cream-some": About("mechanism", (supports("kass2017", "result"),)),
    "table-cream": About("mechanism", (supports("kass2017", "result"),)),
    # ---- through the skin
    "key-skin": About("efficacy", (supports("grober2017", "verdict"),)),
    "skin-review": About("efficacy", (supports("grober2017", "verdict"),)),
    "skin-interests": About("definition", (supports("grober2017", "address"),)),
    "skin-cream": About(
        "mechanism",
        (supports("kass2017", "result", note="Overall; in people who were not athletes the blood level did rise."),),
        sure("very-low", "One pilot trial with 25 people.", IMPRECISE, INDIRECT),
    ),
    # ---- limits and harms
    "before-kidneys": About(
        "safety",
        (supports("wakai2019", "kidneys"), supports("mori2019", "kidneys")),
        sure("low", LOOKED_BACK, INDIRECT),
    ),
    "before-heart": About("safety", (supports("magnaspartate2023", "who must not"),)),
    "before-apart": About("safety", (supports("magnaspartate2023", "apart"),)),
    "before-gut": About("safety", (supports("vkm2016", "diarrhoea"),)),
    "before-limit": About("dose", (supports("iom1997", "limit"),)),
    "limit-norway": About("dose", (supports("vkm2016", "limit"),)),
    "need-us": About("dose", (supports("iom1997", "need"),)),
    "need-europe": About("dose", (supports("efsa2015", "need"),)),
    "need-foods": About("composition"),
    "kidneys-hospital": About("safety", (supports("wakai2019", "how often"),)),
    "kidneys-weaker": About("safety", (supports("wakai2019", "kidneys"),)),
    "medicines-apart": About("safety", (supports("magnaspartate2023", "apart"),)),
    "medicines-further": About("safety", (supports("magnaspartate2023", "further apart"),)),
    "medicines-losses": About("safety", (supports("magnaspartate2023", "losses"),)),
    # ---- what we do not know
    "unknown-tablets": About(
        "efficacy",
        (
            mentions(
                "yousef2013",
                "treatment",
                note="The only trial in lasting back pain that we read; it cannot tell, because the drips came first.",
            ),
        ),
        none_found(
            "trials of magnesium by mouth alone in low back pain that lasts", "No trial of tablets alone was found."
        ),
        no_evidence_because="None of the records that we read tests tablets alone in back pain that lasts.",
    ),
    "unknown-forms": About(
        "efficacy",
        sure=none_found(
            "trials that compare forms of magnesium for pain", "No trial that compares forms for pain was found."
        ),
        no_evidence_because="None of the records that we read compares forms of magnesium for pain.",
    ),
}
