"""Is it said with care?"""

import re

from . import hedging, unmarked
from .findings import Rule, Severity
from .hedging import UP_FRONT
from .sentences import sentences
from .speaking import at_sentence, is_denied, is_english, phrases, unquoted

ABSOLUTE = Rule(
    "absolute",
    Severity.INFORM,
    "A word promises more than any study can show",
    why="“Eliminates”, “ideal”, “proven”: studies find averages and ranges, and most find exceptions.",
    mend="Say what was found, in whom, and how sure that is.",
    several="{n} words promise more than any study can show.",
)
ABSOLUTE_UP_FRONT = Rule(
    "absolute-up-front",
    Severity.WARN,
    "The first or last words promise more than any study can show",
    why="Many readers read only the title, the answer, the summary and the conclusion, and act on them.",
    mend=ABSOLUTE.mend,
    several="{n} words at the start or the end promise more than any study can show.",
)
STUDIES_SHOW = Rule(
    "studies-show",
    Severity.WARN,
    "“Studies show”, and no study is linked",
    why="Readers cannot follow it, and nobody can check it.",
    mend="Mark it as a claim and attach the studies, or leave the phrase out.",
    several="{n} sentences say that studies show something, and link none.",
)
UNNAMED_STUDY = Rule(
    "unnamed-study",
    Severity.WARN,
    "A study is named by journal or year, and no source is attached",
    why="A journal and a year sound exact, and yet nobody can find the study by them. Made-up studies are told this way.",
    mend="Mark the sentence and attach the study, or leave the journal and the year out.",
    several="{n} studies are named by journal or year, and no source is attached.",
)

RULES = (ABSOLUTE, ABSOLUTE_UP_FRONT, STUDIES_SHOW, UNNAMED_STUDY, *hedging.RULES, *unmarked.RULES)

_TROUBLE = (
    "aches?|anxiety|back|cramps?|fatigue|headaches?|inflammation|insomnia|migraines?|pains?|risks?|soreness|stiffness|"
    "stress|symptoms?|tension|toxins?"
)
_THING = "choice|dose|form|magnesium|option|remedy|solution|source|supplement|time|treatment|type|way"
_ABSOLUTE = phrases(
    rf"""
    (?:eliminat|eradicat|banish|abolish)(?:es?|ing) (?:\w+ ){{0,4}}(?:{_TROUBLE})
    cures? (?:\w+ ){{0,3}}(?:{_TROUBLE}|arthritis|disease)
    permanently (?:cures?|fix\w*|heals?|relieves?)
    pain-free
    goodbye to (?:\w+ ){{0,2}}(?:{_TROUBLE})
    nothing (?:beats|works better|is better)
    foolproof
    without exception
    (?:perfect|ideal) (?:for|{_THING})
    (?:is|are) ideal
    (?:the|its|your|our) (?:single |very )?best (?:\w+ )?(?:{_THING})(?! to (?:find|know|tell|learn|see|test|decide))
    (?:is|are) (?:by far |simply |still )?the best(?! (?:evidence|available|guess|we|studied|way to))
    the most (?:effective|powerful|potent|bioavailable|absorbable|reliable)
    number one
    unmatched
    unrivalled
    second to none
    safe and effective
    (?:completely|totally|perfectly|absolutely|entirely|100 ?%) (?:safe|harmless|effective|natural)
    (?:no|zero|without(?: any)?) (?:known )?side[- ]effects
    side-effect[- ]free
    risk-free
    (?:clinically|scientifically|medically) proven
    (?:is|are|has been|have been|a|the) proven(?! guilty)
    proven (?:to|way|remedy|treatment|benefits?)
    (?:is|as) proof that
    (?:proves?|proven|proved) (?:that|once)
    the safest (?:\w+ )?(?:{_THING})s?
    (?:is|are) the safest
    miracles?
    miraculous
    panacea
    cure-all
    game[- ]chang(?:er|ing)
    wonder (?:drug|cure|supplement|mineral)
    magic (?:bullet|pill|mineral)
    superfoods?
    revolutionary
    guarantee(?:s|d)?
    always (?:works?|helps?|eases?|relieves?|reduces?|improves?|brings?|safe|leads?)
    never fails?
    works? (?:for|in) every(?:one|body)
    (?:every(?:one|body)|anyone) (?:should|needs to|must|can benefit|benefits)
    undoubtedly
    unquestionably
    definitely
    (?:without|beyond) (?:a |any )?doubt
    no doubt that
    resounding yes
    """
)
_FINDS = (
    "agrees?|confirm(?:s|ed)?|demonstrate[sd]?|finds?|found|indicates?|proves?|proved|proven|recommends?|reveal(?:s|ed)?|"
    "says?|shows?|shown|suggest(?:s|ed)?"
)
_MANY = "clinical|countless|dozens of|hundreds of|many|modern|most|new|numerous|recent|scientific|several"
_WHO = "stud(?:y|ies)|research|researchers|trials|science|scientists|experts|doctors|evidence"
_STUDIES = phrases(
    rf"""
    (?:{_WHO}) (?:(?:have|has) )?(?:(?:also|now|long|clearly|consistently|repeatedly) )?(?:{_FINDS})
    (?:has|have) been (?:clinically |scientifically |repeatedly )?(?:shown|proven|demonstrated) to
    (?:clinically|scientifically) (?:tested|shown)
    body of (?:research|evidence|science)
    (?:known|clear) from (?:stud(?:y|ies)|research|trials)
    the (?:science|evidence|research) is (?:clear|strong|settled|overwhelming)
    according to (?:(?:{_MANY}) )?(?:stud(?:y|ies)|research|science|experts)
    """
)
# “what studies have found”, “no study shows”, “few trials found”: these name no result.
_NO_RESULT = re.compile(
    r"\b(?:what|whether|if|how|no|few|not|which|nor|neither|none of|until|than) (?:\w+ ){0,3}$", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORK = "stud(?:y|ies)|trials?|reviews?|meta-analys[ei]s|papers?|surveys?|articles?|reports?"
_NAMED = re.compile(
    rf"\b(?:19|20)\d\d (?:[\w-]+ ){{0,3}}(?:{_WORK})\b"
    rf"|\b(?:{_WORK}) (?:\w+ )?(?:from|of|in|dated) (?:\w+ )?(?:19|20)\d\d\b"
    r"|\bet al\b|\bthe journal [A-Z]\w+|\b(?:[A-Z]\w+ )?Journal of (?:the )?[A-Z]\w+"
    r"|\b(?:published|appeared|reported|printed) (?:\w+ )?in (?:the )?(?:[A-Z][\w&]+[ ,]+){1,5}(?:in )?\(?(?:19|20)\d\d\b"
    r"|\b[Ii]n (?:19|20)\d\d,? (?:\w+ ){0,6}(?:concluded|discovered|found|proved|reported|showed|tested|wrote)\b"
    r"|\b(?:concluded|discovered|proved|reported|shown|showed|tested|wrote)(?: \w+){0,4} in (?:19|20)\d\d\b"
    r"|\((?:[A-Z][\w'’-]+ ){0,4}[A-Z][\w'’-]+,? (?:19|20)\d\d\)"
)


def words_promise_what_can_be_kept(content, request):
    """Absolutes and superlatives in our own voice; heavier where they are read first or last."""
    claims = _claims(content)
    for sentence in sentences(content) if is_english(content) else ():
        if _others_say_so(sentence, claims):
            continue
        text = unquoted(sentence.text)
        found = next((m for m in _ABSOLUTE.finditer(text) if not is_denied(text, m)), None)
        if found and not text.endswith("?"):
            rule = ABSOLUTE_UP_FRONT if sentence.paragraph.part in UP_FRONT else ABSOLUTE
            yield at_sentence(rule, sentence, claims, f"“{found[0]}” promises more than any study can show.")


def studies_are_linked(content, request):
    """“Studies show”, outside a claim and without a link, or in a claim that rests on nothing."""
    claims = _claims(content)
    for sentence in sentences(content) if is_english(content) else ():
        text = unquoted(sentence.text)
        if (
            sentence.links
            or text.endswith(("?", ":"))
            or any(_rests_on_something(claims.get(i)) for i in sentence.claims)
        ):
            continue
        found = next((m for m in _STUDIES.finditer(text) if not _NO_RESULT.search(text[: m.start()])), None)
        if found:
            yield at_sentence(STUDIES_SHOW, sentence, claims, f"“{found[0]}”, and no study is linked.")


def studies_named_are_attached(content, request):
    """A study named by its journal, year or authors, and neither a link nor a source of that name."""
    claims, sources = _claims(content), content["sources"]
    for sentence in sentences(content) if is_english(content) else ():
        text = sentence.text
        cited = [c["source"] for i in sentence.claims if i in claims for c in claims[i]["citations"]]
        found = None if cited or sentence.links else _NAMED.search(text)
        if found and not any(_is_named(source, text) for source in sources):
            yield at_sentence(
                UNNAMED_STUDY, sentence, claims, f"“{found[0]}” names a study, and no source is attached."
            )


def _claims(content):
    return {claim["id"]: claim for claim in content["claims"]}


def _others_say_so(sentence, claims):
    return any(claims[i]["voice"] != "own" for i in sentence.claims if i in claims)


def _rests_on_something(claim):
    return claim is not None and any(c["stance"] != "mentions" for c in claim["citations"])


def _is_named(source, text):
    """Whether the words name this source: its year, with an author or the journal."""
    csl = source["csl"]
    years = {str(part) for parts in (csl.get("issued") or {}).get("date-parts") or [] for part in parts[:1]}
    names = [a.get("family") or a.get("literal") or "" for a in csl.get("author") or []] + [
        csl.get("container-title") or ""
    ]
    return bool(years & set(_YEAR.findall(text))) and any(name and name in text for name in names)


CHECKS = (
    words_promise_what_can_be_kept,
    studies_are_linked,
    studies_named_are_attached,
    *hedging.CHECKS,
    *unmarked.CHECKS,
)
