"""Is what health articles leave out too often there?"""

from references.canonical import text_of

from .findings import Rule, Severity
from .sentences import paragraphs, sentences
from .speaking import is_english, phrases

NO_UNCERTAINTY = Rule(
    "no-uncertainty",
    Severity.WARN,
    "Nothing says what is not known",
    why="Every treatment has open questions. An article that names none makes readers surer than the evidence is.",
    mend="Add a part on what we do not know.",
)
NO_HELP = Rule(
    "no-help",
    Severity.WARN,
    "Nothing says when to get help",
    why="Some who read about a supplement have something that cannot wait.",
    mend="Add a callout “when to get help”, or say it in “before you take it”.",
)
ONLY_MENTIONED = Rule(
    "only-mentioned",
    Severity.INFORM,
    "A source stands in the list, and no sentence rests on it",
    why="A long list of references looks like much evidence. What is only mentioned carries nothing.",
    mend="Say what it found, or leave it out.",
    several="{n} sources stand in the list, and no sentence rests on them.",
)

RULES = (NO_UNCERTAINTY, NO_HELP, ONLY_MENTIONED)

_OPEN_QUESTIONS = phrases(
    r"""
    not (?:yet )?(?:know|known|clear|certain|sure)
    (?:don|isn)['’]t (?:yet )?(?:know|known|clear)
    unknowns?|uncertain\w*|unclear|unanswered
    open questions?|gaps|limitations|limits of (?:the|what)
    how (?:sure|certain)
    still (?:unanswered|open|to be)
    more (?:research|trials|studies)
    """
)
_SOMEBODY = "doctor|GP|midwife|nurse|physio\\w*|pharmacist|surgery"
_HELP = phrases(
    rf"""
    (?:get|seek|find|need|ask for|look for) (?:\w+ ){{0,2}}(?:help|advice|care|attention)
    when to (?:see|call|ask|worry|go|get)
    call (?:an ambulance|\d{{3}}|emergency|your|a|the)
    dial \d{{3}}
    (?:see|ring|contact|phone) (?:a|your|the) (?:{_SOMEBODY})
    go to (?:hospital|A&E|the (?:hospital|emergency)|an? (?:hospital|emergency))
    emergency (?:room|department|services?|help|care)
    (?:doctor|hospital|GP|help|advice) (?:straight|right) away
    (?:doctor|hospital|GP) (?:at once|immediately|urgently|the same day)
    urgent(?:ly)?
    red flags?
    warning signs
    """
)


def articles_say_what_is_not_known(content, request):
    """On a health article that speaks of what helps: a block “what we do not know”, or a heading of that kind."""
    if not _is_about_health(content) or not any(c["kind"] == "efficacy" for c in content["claims"]):
        return
    if any(b["type"] == "unknowns" and text_of(b["text"]) for b in content["blocks"]):
        return
    heads = (p.text for p in paragraphs(content) if p.is_heading or not p.element)
    if is_english(content) and not any(_OPEN_QUESTIONS.search(head) for head in heads):
        yield NO_UNCERTAINTY.at("No part says what is not known.")


def articles_say_when_to_get_help(content, request):
    """On a health article that makes claims: a callout of that kind, or words to that end anywhere."""
    if not _is_about_health(content) or not content["claims"]:
        return
    if any(b["type"] == "callout" and b["kind"] == "help" and text_of(b["text"]) for b in content["blocks"]):
        return
    told = (s.text for s in sentences(content) if s.paragraph.part != "title")
    heads = (p.text for p in paragraphs(content) if p.is_heading)
    if is_english(content) and not any(_HELP.search(text) for texts in (told, heads) for text in texts):
        yield NO_HELP.at("No part says when to get help.", place="before_you_take_it")


def _is_about_health(content):
    return content["article"].get("health", True)


def sources_carry_something(content, request):
    """A source that every claim only mentions."""
    carry = {c["source"] for claim in content["claims"] for c in claim["citations"] if c["stance"] != "mentions"}
    for source in content["sources"]:
        if source["citekey"] not in carry:
            claim = next((c for c in content["claims"] if _cites(c, source["citekey"])), None)
            message = f"{source['citekey']} is only mentioned: no sentence rests on it."
            yield ONLY_MENTIONED.at_claim(claim, message) if claim else ONLY_MENTIONED.at(message)


def _cites(claim, citekey):
    return any(c["source"] == citekey for c in claim["citations"])


CHECKS = (articles_say_what_is_not_known, articles_say_when_to_get_help, sources_carry_something)
