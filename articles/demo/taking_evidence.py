"""What each claim of the article on taking it rests on; the keys are those of `taking.py`. How it is written down: `citing.py`."""

from .citing import INDIRECT, About, none_found, supports, sure

LOOKED_BACK = "Two studies that looked back at patients on one form, magnesium oxide."
UK_SAYS = "magnaspartate2023"


def kidneys():
    return About(
        "safety",
        (supports("wakai2019", "kidneys"), supports("mori2019", "kidneys")),
        sure("low", LOOKED_BACK, INDIRECT),
    )


def limit():
    return About("dose", (supports("iom1997", "limit"),))


TAKING = {
    "take-answer-limit": limit(),
    # ---- before you take it
    "take-before-kidneys": About("safety", (supports(UK_SAYS, "who must not"),)),
    "take-before-heart": About("safety", (supports(UK_SAYS, "who must not"),)),
    "take-before-apart": About("safety", (supports(UK_SAYS, "apart"),)),
    "take-before-children": About("dose", (supports("iom1997", "1 to 3 years"),)),
    "take-before-gut": About("safety", (supports("vkm2016", "diarrhoea"),)),
    # ---- how much
    "take-summary-scope": About("dose", (supports("iom1997", "limit", "need"),)),
    "take-key-need": About("dose", (supports("iom1997", "need"),)),
    "take-key-limits": About("dose", (supports("scf2001", "limit"),)),
    "take-key-sleep": About("dose", (supports("abbasi2012", "result"),)),
    "take-limit-norway": About("dose", (supports("vkm2016", "limit"), supports("iom1997", "limit"))),
    "take-limit-europe": About("dose", (supports("scf2001", "limit"),)),
    "take-mild": About("safety", (supports("scf2001", "mild diarrhoea"),)),
    "take-ask-food": limit(),
    "take-ask-more": About("dose", (supports("abbasi2012", "result"),)),
    "take-end-limit": limit(),
    # ---- medicines
    "take-summary-medicines": About("safety", (supports(UK_SAYS, "apart"),)),
    "take-mutual": About("safety", (supports(UK_SAYS, "apart"),)),
    "take-cipro": About("safety", (supports("nix1989", "before"),)),
    "take-cipro-gap": About("safety", (supports("nix1989", "far enough"),)),
    "take-losses": About("safety", (supports(UK_SAYS, "losses"),)),
    "take-ask-tetracycline": About("safety", (supports(UK_SAYS, "two to three hours"),)),
    "take-ask-bones": About("safety", (supports(UK_SAYS, "further apart"),)),
    # ---- harms
    "take-key-stop": About("safety", (supports(UK_SAYS, "diarrhoea"),)),
    "take-hospital": About("safety", (supports("wakai2019", "how often"),)),
    "take-constipation": About("safety", (supports("mori2019", "how often"),)),
    "take-weaker": kidneys(),
    # ---- food, vitamin D
    "take-food": About(
        "efficacy",
        (supports("dibaba2014", "food"),),
        sure("very-low", "Surveys at one point in time can show a link, and no cause.", INDIRECT),
    ),
    "take-enzymes": About("mechanism", (supports("uwitonze2018", "enzymes"),)),
    "take-both-ways": About("mechanism", (supports("dai2018", "both ways"),)),
    # ---- what we do not know
    "take-unknown-dose": About(
        "efficacy",
        sure=none_found(
            "trials that compare doses of magnesium in back pain", "No trial that compares doses was found."
        ),
        no_evidence_because="None of the records that we read compares doses of magnesium in back pain.",
    ),
}
