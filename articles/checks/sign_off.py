"""Did somebody who can tell stand for it? What approvals are given for: `articles.approving`."""

from references.status import Assurance

from .findings import Rule, Severity

HEALTH_KINDS = {"dose", "safety", "efficacy"}
"""Kinds of claim that somebody may act on."""

NO_MEDICAL_APPROVAL = Rule(
    "no-medical-approval",
    Severity.BLOCK,
    "Nobody with medical credentials has approved this text",
    why="Sentences can match their sources one by one, and the article still leave out what a patient has to know.",
    mend="Ask for a medical approval by somebody whose credentials are on record, and who did not work on the draft.",
    fixed=True,
    lifted_in_emergency=True,
)
HEALTH_DENIED = Rule(
    "health-denied",
    Severity.WARN,
    "It speaks of doses, safety or benefits, and is not called a health article",
    why="What is not called a health article is published without a medical approval.",
    mend="Tick “speaks about health”, or look again at the kinds of these claims.",
)

RULES = (NO_MEDICAL_APPROVAL, HEALTH_DENIED)


def lacks_medical_approval(content):
    """Whether the frozen article needs a medical approval, and has none of exactly this text."""
    article = content["article"]
    needs = article.get("health", True) and not article.get("demonstration", False)
    return needs and not any(a["role"] == "medical" for a in content.get("approvals", ()))


def health_articles_are_approved(content, request):
    if request.assurance == Assurance.CHECKED and lacks_medical_approval(content):
        yield NO_MEDICAL_APPROVAL.at("Nobody with medical credentials has approved this text.")


def health_is_not_denied(content, request):
    article = content["article"]
    if article.get("health", True) or article.get("demonstration", False):
        return
    spoken = [c for c in content["claims"] if c["kind"] in HEALTH_KINDS and c["voice"] == "own"]
    if spoken:
        yield HEALTH_DENIED.at("It speaks of doses, safety or benefits, and is not called a health article.")


CHECKS = (health_articles_are_approved, health_is_not_denied)
