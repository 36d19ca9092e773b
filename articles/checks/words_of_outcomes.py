"""What people feel, what only a test shows, and whether a sentence speaks of a cause or of a link. Pure."""

import re

# What patients notice, name by name: so that a passage about one of them does not stand in for another.
_FELT = {
    "pain": r"pain(?!killer| relief for)\w*|sore(?:ness)?|aches?|aching|headaches?|migraines?",
    "cramps": r"cramps?|cramping|spasms?",
    "sleep": r"sleep\w*|insomnia|asleep|nights? rest",
    "function": r"function(?:ing)?|daily tasks|disability|mobility|move(?:s|d|ment)?|walk(?:ing)?|strength|performance",
    "fractures": r"fractures?|falls|broken bones?|breaks?",
    "mood": r"mood|depress\w+|anxi\w+|stress",
    "fatigue": r"fatigue|tired\w*|energy",
    "bowels": r"constipation|diarrh\w+|stools?|bowel movements?",
    "heart": r"heart attacks?|strokes?|arrhythmias?|palpitations?",
    "death": r"death|deaths|dying|die|mortality|survival",
    "quality of life": r"quality of life|wellbeing|well-being",
    "diabetes": r"diabetes(?! risk marker)",
}
_WORDS_FELT = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _FELT.items()}
_SURROGATE = re.compile(
    r"\b(?:C-reactive protein|h?s?-?CRP|IL-6|interleukins?|TNF|fibrinogen|inflammatory markers?"
    r"|markers? of inflammation|biomarkers?"
    r"|(?:serum|plasma|blood|red[- ]cell|intracellular|urinary|urine) (?:magnesium|levels?|concentrations?|calcium|vitamin D)"
    r"|levels? in the blood|in the (?:blood|urine)|magnesium status|absor(?:bed|ption)|bioavailability|excret(?:ed|ion)|retention"
    r"|bone (?:mineral )?density|denser bones?|BMD|bone turnover|osteocalcin|HOMA|insulin (?:resistance|sensitivity)|HbA1c|cortisol"
    r"|cholesterol|EEG|EMG|nerve conduction|receptors?)\b",
    re.IGNORECASE,
)

_CAUSES = re.compile(
    r"\b(?:reduces?|lowers?|prevents?|cuts?|causes?|improves?|increases?|raises?|protects?|strengthens?|eases?|relieves?|boosts?|builds?|"
    r"cures?|heals?|slows?|stops?|worsens?|helps?|works|leads? to|brings? (?:about|down)|results? in"
    r"|makes? (?:\w+ ){1,3}(?:stronger|weaker|"
    r"better|worse|denser|healthier|less|more)|gives? (?:you |people )?(?:stronger|better|denser"
    r"|healthier)|because of|thanks to|due to|"
    r"(?:is|are|was|were) (?:caused|prevented|improved|reduced|lowered|eased) by|(?:can|may|will"
    r"|could|might) (?:reduce|lower|prevent|cause|improve|"
    r"ease|relieve|protect|strengthen|increase|help))\b",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"\b(?:associat\w+|link(?:s|ed)?|correlat\w+|relat(?:ed|ion|ionship)s?|tend(?:s|ed)? to"
    r"|more likely|less likely|more often|less often|"
    r"went along|go(?:es)? along|goes? with|went with|(?:who|that) (?:\w+ ){0,3}(?:took in|ate|eat"
    r"|took|take|had|have|get|got) (?:more|less|the most|the "
    r"least|higher|lower)|with (?:higher|lower|more|less) (?:\w+ )?(?:intakes?|levels?)|observ\w+"
    r"|cannot (?:show|tell|prove)|does not (?:show|prove)|"
    r"only watched|survey)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:no|not|never|cannot|neither|nor|without|whether|unclear|unknown|little|hardly|few|nobody|none)\b|n['’]t\b",
    re.IGNORECASE,
)
_BENEFIT = re.compile(
    r"\b(?:eas(?:es?|ing)|reliev(?:es?|ing)|reduc(?:es?|ing)|lower(?:s|ing)?(?= (?:\w+ ){0,3}(?:pain"
    r"|risk|inflammation|stress))|improv(?:es?|ing)|"
    r"helps?(?= (?:with|against|people|you|your|to|the|muscles|nerves|sleep|pain|relieve|ease|reduce"
    r"|calm|prevent|a )|\.|$)|prevents?|treats?|"
    r"soothes?|calms?|relax(?:es)?|protects?|strengthens?|cures?|heals?|stops?|shortens?"
    r"|works? (?:for|against)|is good for|effective (?:for|against|in)|"
    r"less (?:pain|cramps?|cramping|stiffness|stress)|better sleep|fewer cramps|pain relief)\b",
    re.IGNORECASE,
)


def felt(text):
    """What patients notice, of what `text` speaks of."""
    return {name for name, words in _WORDS_FELT.items() if words.search(text)}


def surrogate(text):
    """The first marker that `text` names, or None: what only a test shows."""
    found = _SURROGATE.search(text)
    return found and found[0]


def cause(text):
    """The words that say that one thing brings another about, or None."""
    if _LINKS.search(text) or _DENIES.search(text):
        return None
    found = _CAUSES.search(text)
    return found and found[0]


def benefit(text):
    """The words that promise that it helps, or None; a sentence that denies or doubts it promises nothing."""
    if _DENIES.search(text) or text.endswith("?"):
        return None
    found = _BENEFIT.search(text)
    return found and found[0]


def denies(text):
    return bool(_DENIES.search(text))
