"""Is it said more firmly than all the evidence allows?"""

import re

from references.outcomes import Level

from .findings import Rule, Severity
from .sentences import sentences, split
from .speaking import at_sentence, is_english, phrases
from .strength import WORDS, Effect, Strength, allowed, effect, hedge, is_report

HEDGE_TOO_STRONG = Rule(
    "hedge-too-strong",
    Severity.WARN,
    "A sentence is surer than the evidence",
    why="Readers take “reduces” for settled. Where certainty is low they are told more than anyone knows.",
    mend="Say “does” where certainty is high, “probably” where it is moderate, “may” where it is low, and that we do not "
    "know where it is very low.",
    several="{n} sentences are surer than the evidence.",
)
UNRATED = Rule(
    "unrated-benefit",
    Severity.INFORM,
    "A benefit is stated flatly, and nobody has said how sure that is",
    why="A source that says so is one thing, all the evidence another; without an appraisal readers see “not rated”.",
    mend="Ask a reviewer how sure all evidence makes us, or say “may”.",
    several="{n} benefits are stated flatly, and nobody has said how sure that is.",
)
STRONGER_THAN_BODY = Rule(
    "stronger-than-body",
    Severity.WARN,
    "The first or last words promise more than the text between",
    why="Many readers read only the title, the answer and the conclusion.",
    mend="Say it as carefully as the strongest claim of the text does.",
    several="{n} sentences at the start or the end promise more than any claim of the text.",
)

RULES = (HEDGE_TOO_STRONG, UNRATED, STRONGER_THAN_BODY)

UP_FRONT = {"title", "answer", "summary", "keypoints", "conclusion"}
"""What is read first, or alone."""

_LEVELS = {
    Level.HIGH: "high",
    Level.MODERATE: "moderate",
    Level.LOW: "low",
    Level.VERY_LOW: "very low",
}
_DIRECTIONS = {
    "mixed": "the evidence is mixed",
    "against": "the evidence is against it",
    "none-found": "no good evidence was found",
}
# What can be told firmly is a danger; what must not is that there is none.
_REASSURES = phrases(
    r"""
    (?:is|are) (?:completely |entirely |perfectly |very )?(?:safe|harmless)
    (?:no|without) (?:side|unwanted|adverse|ill) effects?
    """
)
_OUTCOMES = re.compile(
    r"\b(?:(?P<pain>pain|aches?|sore\w*|hurt\w*)|(?P<sleep>sle\w+|insomnia)|(?P<cramps>cramp\w*)|"
    r"(?P<bones>bone\w*|fracture\w*|osteopor\w+)|(?P<inflammation>inflamm\w+|crp)|"
    r"(?P<mood>mood|anxi\w+|depress\w+|stress)|(?P<heart>heart\w*|blood pressure)|(?P<nerves>nerve\w*|neuropath\w+)|"
    r"(?P<muscles>muscle\w*|spasm\w*)|(?P<migraine>migraine\w*|headache\w*)|"
    r"(?P<movement>movement|mobility|function|stiff\w*))\b",
    re.IGNORECASE,
)


def hedges_fit_the_certainty(content, request):
    """A claim in our own voice that is surer than its fresh appraisal; one without an appraisal that is very sure."""
    if not is_english(content):
        return
    for claim in content["claims"]:
        if claim["voice"] != "own" or claim["kind"] not in {"efficacy", "mechanism", "safety"}:
            continue
        certainty = claim["certainty"] if claim["certainty"] and claim["certainty"]["fresh"] else None
        for said in _effects(claim):
            if certainty and said.strength > (limit := allowed(certainty)):
                yield HEDGE_TOO_STRONG.at_claim(claim, _too_strong(said, certainty), mend=_mend(limit))
                break
            if not certainty and claim["kind"] == "efficacy" and said.strength is Strength.DOES and not said.denied:
                yield UNRATED.at_claim(
                    claim, f"“{said.words}” is said flatly, and nobody has rated how sure all evidence makes us."
                )
                break


def _effects(claim):
    """What a claim says to be so. Of claims about safety only what reassures: a danger may be told firmly."""
    for sentence in split(claim["text"]):
        if (claim["kind"] != "safety" or _REASSURES.search(sentence)) and (said := _said(sentence)):
            yield said


def _said(sentence):
    if found := effect(sentence):
        return found
    found = None if sentence.endswith("?") or is_report(sentence) else _REASSURES.search(sentence)
    return Effect(hedge(sentence) or Strength.DOES, found[0], False) if found else None


def _too_strong(said, certainty):
    level = f"the certainty is {_LEVELS[certainty['level']]}" if certainty["level"] in _LEVELS else ""
    facts = [fact for fact in (level, _DIRECTIONS.get(certainty["direction"], "")) if fact]
    return f"“{said.words}” is surer than the evidence: {' and '.join(facts) or 'nothing was found'}."


def _mend(limit):
    if limit is Strength.UNKNOWN:
        return "Say that we do not know, or that it is very uncertain."
    return f"Say “{WORDS[limit]}”."


def first_and_last_words_promise_no_more(content, request):
    """A title, answer, summary, key point or conclusion that is surer of a benefit than any claim of the body."""
    if not is_english(content):
        return
    body = [c for c in content["claims"] if c["voice"] == "own" and _part(c["place"]) not in UP_FRONT]
    strengths = [(claim, _strength_of(claim)) for claim in body]
    strengths = [(claim, strength) for claim, strength in strengths if strength]
    claims = {c["id"]: c for c in content["claims"]}
    for sentence in sentences(content) if strengths else ():
        if sentence.paragraph.part not in UP_FRONT or _is_reported(sentence, claims):
            continue
        said = effect(sentence.text)
        if said and not said.denied and said.strength > _strongest(sentence.text, strengths):
            message = f"“{said.words}” is stronger than any claim of the text between."
            yield at_sentence(STRONGER_THAN_BODY, sentence, claims, message)


def _part(place):
    return place.partition("-")[0]


def _is_reported(sentence, claims):
    return any(claims[i]["voice"] != "own" for i in sentence.claims if i in claims)


def _strength_of(claim):
    """The most that a claim of the body says. What one study found is worth a “may”."""
    if claim["kind"] not in {"efficacy", "mechanism"}:
        return None
    return max((s for s in map(_worth, split(claim["text"])) if s), default=None)


def _worth(sentence):
    if said := effect(sentence):
        return said.strength
    return hedge(sentence) or (Strength.MAY if is_report(sentence) else None)


def _strongest(sentence, strengths):
    """Over claims about the same outcome; over all of them where none speaks of it."""
    outcomes = _outcomes(sentence)
    same = [strength for claim, strength in strengths if outcomes & _outcomes(claim["text"])]
    return max(same or [strength for _, strength in strengths])


def _outcomes(text):
    return {found.lastgroup for found in _OUTCOMES.finditer(text)}


CHECKS = (hedges_fit_the_certainty, first_and_last_words_promise_no_more)
