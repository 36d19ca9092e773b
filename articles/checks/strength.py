"""How strongly does a sentence say that something works, or what it does? Pure.

It follows GRADE: high certainty "does", moderate "probably", low "may", very low "we do not know" (Santesso and others 2020,
doi:10.1016/j.jclinepi.2019.10.014). A sentence that only reports what one study found says nothing about what is so.
"""

import re
from enum import IntEnum
from typing import NamedTuple

from references.outcomes import Direction, Level

from .speaking import phrases


class Strength(IntEnum):
    UNKNOWN = 1
    MAY = 2
    PROBABLY = 3
    DOES = 4


WORDS = {
    Strength.UNKNOWN: "we do not know",
    Strength.MAY: "may",
    Strength.PROBABLY: "probably",
    Strength.DOES: "does",
}
_ALLOWED = {
    Level.HIGH: Strength.DOES,
    Level.MODERATE: Strength.PROBABLY,
    Level.LOW: Strength.MAY,
    Level.VERY_LOW: Strength.UNKNOWN,
}


class Effect(NamedTuple):
    """strength, the words that say it, and whether the sentence denies an effect."""

    strength: Strength
    words: str
    denied: bool


def allowed(certainty):
    """The strongest that a claim may say with this frozen appraisal."""
    if certainty["direction"] in {Direction.NONE_FOUND, Direction.AGAINST}:
        return Strength.UNKNOWN
    strength = _ALLOWED.get(certainty["level"], Strength.UNKNOWN)
    return min(strength, Strength.MAY) if certainty["direction"] == Direction.MIXED else strength


_VERBS = (
    "alleviate|banish|benefit|boost|calm|combat|cure|decrease|deplete|drain|ease|enhance|fight|fix|heal|help|improve|increase|lower|"
    "lessen|prevent|promote|protect|raise|reduce|relieve|repair|restore|reverse|shorten|slow|soothe|speed|stop|"
    "strengthen|treat|trigger|work|worsen"
)
_THIRD = "|".join(f"{verb}e?s" for verb in _VERBS.split("|"))
_BASE = f"(?:{_VERBS}|cause|lead to|get rid of|take away|be effective|make a difference)"
_MANY = (
    "capsules|creams|doses|drips|drops|exercises|foods|forms|gels|herbs|infusions|injections|minerals|oils|pills|powders|"
    "products|remedies|salts|sprays|supplements|tablets|treatments|vitamins|they"
)
_ADVERB = "also|always|actually|clearly|directly|even|greatly|quickly|really|significantly|still|well|not|never|probably|likely"
_MODAL = "may|might|could|can|cannot|will|would|should|does|do|don't|doesn't|won't|can't|probably|likely"
_TO = "shown|proven|proved|known|found|likely|unlikely|said|seems?|appears?|tends?"
_EFFECT = phrases(
    rf"""
    (?:{_MODAL}|(?:{_TO}) to|(?:{_MANY})(?: of \w+)?) (?:(?:{_ADVERB}) ){{0,2}}{_BASE}
    {_THIRD}
    takes up more|takes away|gets rid of|leads to|causes
    (?:is|are|be) (?:not )?(?:an? )?(?:\w+ )?(?:effective|helpful|beneficial)(?! as)
    (?:is|are) (?:not )?(?:good|bad) for
    (?:is|are) (?:not )?(?:\w+ )?(?:better|worse) (?:\w+ )?than
    (?:has|have) (?:no|little|an?) (?:\w+ )?(?:effect|benefit|impact)s? (?:on|for|in)
    keeps? (?:\w+ ){{1,4}}(?:healthy|strong|supple|calm|away)
    (?:is|are) (?:the (?:reason|cause)|due to|to blame) ?(?:for|of)?
    makes? (?:no|little|a big|a real) difference
    makes? (?:\w+ ){{1,6}}(?:go away|stronger|better|worse|easier|faster)
    """
)
# A noun or a relative clause that looks like one of the verbs: “the benefits”, “what works”, “whoever treats you”.
_NO_VERB = phrases(
    rf"""
    (?:that|what|which|where) (?:works|helps)
    (?:who|whoever|whose) (?:\w+ )?(?:{_THIRD})
    helps? (?:you|us) (?:understand|decide|see|read)
    (?:an?|the|of|on|for|their|its|any) (?:benefits|boosts|decreases|fights|helps|increases|treats|works)
    """
)
_REPORT = phrases(
    r"""
    trials?|stud(?:y|ies)|reviews?|meta-analys[ei]s|survey|cohort|experiments?
    researchers?|participants?|volunteers?|placebo
    (?:in|of|with|among) \d[\d,]* (?:\w+ )?(?:people|adults|patients|women|men|children)
    """
)
_WORK = "trials?|stud(?:y|ies)|reviews?|meta-analys[ei]s|experiments?"
_SHOWN = "shows?|shown|proves?|proved|proven|confirms?|confirmed|established"
_SHOWS = phrases(
    rf"""
    (?:{_WORK}|researchers?|research|science|evidence) (?:(?:have|has|clearly|now) ){{0,2}}(?:{_SHOWN})(?! no)
    """
)
_GOOD = "good|clear|reliable|strong|firm|convincing"
_UNKNOWN = phrases(
    rf"""
    (?:(?:do|does|did|could) ?(?:not|n['’]t)|can ?not|can['’]t) (?:yet )?(?:know|tell|say|show|prove|settle)
    (?:don|doesn)['’]t know
    no ?(?:one|body) (?:yet )?(?:knows|can (?:yet )?(?:say|tell))
    nobody
    not (?:yet )?(?:been )?(?:known|proven|proved|shown|clear|established|certain|enough|tested|studied|a proven|proof)
    unproven|untested|unknown|uncertain|unclear|uncertainty|unsupported|inconclusive
    no (?:(?:{_GOOD}) )?(?:evidence|proof|support|answer|trials?|stud(?:y|ies))
    too (?:little|few) (?:is known|trials?|studies|evidence|to (?:know|say|tell))
    too (?:weak|small|unlike)
    little (?:is|was) known
    leaves? the (?:case|question) open
    remains? to be seen
    still needed
    whether|both ways|not agree|disagree
    """
)
_MAY = phrases(
    r"""
    may|might|could|can|possibl[ey]|perhaps|seems?|appears?|apparently|suggests?|tends?|sometimes|hints?
    limited evidence
    some (?:evidence|people|trials|studies|signs?)
    (?:for|in) some
    """
)
_PROBABLY = phrases("probably|presumably|unlikely|should|(?<!more )(?<!less )(?<!as )likely")
_DENIES = re.compile(r"\b(?:not|no|never|cannot|little|unlikely|worse|without)\b|n['’]t\b", re.IGNORECASE)
_IF = re.compile(r"(?:and |but |so )?(?:even )?(?:if|whether|unless)\b", re.IGNORECASE)
_HEDGES = ((_UNKNOWN, Strength.UNKNOWN), (_MAY, Strength.MAY), (_PROBABLY, Strength.PROBABLY))


def effect(sentence):
    """What the sentence says that something does, as an Effect; None where it says no such thing of what is so in general."""
    found = next((m for m in _EFFECT.finditer(sentence) if not _is_no_verb(sentence, m)), None)
    if found and _IF.match(sentence) and "," not in sentence[: found.start()]:
        return None
    if not found or sentence.endswith("?") or (_REPORT.search(sentence) and not _SHOWS.search(sentence)):
        return None
    return Effect(hedge(sentence) or Strength.DOES, found[0], bool(_DENIES.search(sentence)))


def hedge(sentence):
    """How far the sentence takes back what it says, as a Strength; None where it does not."""
    return next((strength for pattern, strength in _HEDGES if pattern.search(sentence)), None)


def says_unknown(sentence):
    """Whether it says that something is not known."""
    return bool(_UNKNOWN.search(sentence))


def is_report(sentence):
    """Whether it tells what a study did or found."""
    return bool(_REPORT.search(sentence))


def _is_no_verb(sentence, found):
    return any(m.start() < found.end() and found.start() < m.end() for m in _NO_VERB.finditer(sentence))
