"""May the claims stand? The rules of status, and marks that stand for nothing."""

from articles.claim_state import claim_state
from references.status import Assurance, Status, blockers

from .findings import Rule, Severity


def _rule(code, title, why, mend, several, **more):
    return Rule(code, Severity.BLOCK, title, why, mend, several, fixed=True, **more)


UNSOURCED = _rule(
    Status.UNSOURCED.value,
    "No source stands behind a sentence",
    "A claim that rests on nothing is an opinion in the dress of a fact.",
    "Attach a source, or say openly why there is none and ask a reviewer for a “none found” appraisal.",
    "No source stands behind {n} sentences.",
)
NOT_ADDRESSED = _rule(
    Status.NOT_ADDRESSED.value,
    "The source does not say this",
    "Every verdict says that the source does not speak of this.",
    "Change the sentence, or find a source that says it.",
    "In {n} sentences every verdict says that the source does not speak of this.",
)
DISAGREES = _rule(
    Status.DISAGREES.value,
    "The source says otherwise",
    "Readers would be told the opposite of what was found.",
    "Mend the sentence, or mark it as reported if others say it.",
    "In {n} sentences a source says otherwise, and the sentence speaks in our own voice.",
)
DIVIDED = _rule(
    Status.DIVIDED.value,
    "Sources disagree",
    "One side alone would mislead; somebody who did not write it has to say that the evidence is mixed.",
    "Ask a reviewer for an appraisal.",
    "In {n} sentences sources disagree, and no fresh appraisal by someone else calls the evidence mixed.",
)
RETRACTED = _rule(
    "retracted",
    "A retracted source supports a sentence",
    "What was retracted is no evidence.",
    "Remove the source, or cite it as contradicting.",
    "{n} citations rest on a retracted source.",
)
UNCHECKED = _rule(
    "unchecked",
    "A citation was never judged",
    "A checked edition promises that a person compared each sentence with its source.",
    "Ask a reviewer for a verdict.",
    "{n} citations were never judged.",
    lifted_in_emergency=True,
)
STALE = _rule(
    "stale",
    "A verdict is out of date",
    "The sentence, its stance, its passages or its source changed after the verdict.",
    "Ask a reviewer for a new verdict.",
    "{n} verdicts are out of date.",
    lifted_in_emergency=True,
)
MISFIT = _rule(
    "misfit",
    "Verdict and stance do not fit",
    "The editor says one thing of the source, the reviewer found another.",
    "Change the stance or the sentence, then ask a reviewer for a new verdict.",
    "{n} verdicts do not fit the stance.",
)
DISPUTED = _rule(
    "disputed",
    "Two reviewers are not at one yet",
    "A second opinion is asked for, or two reviewers disagree; readers are promised one answer.",
    "Wait for the second opinion; where two disagree, they settle it together or name somebody who decides.",
    "On {n} citations a second opinion is not settled.",
)
CLAIM_MISSING = _rule(
    "claim-missing",
    "A mark has no claim behind it",
    "The draft was not saved through the editor.",
    "Save the article again; if that does not help, mark the sentence anew.",
    "{n} marks have no claim behind them.",
)
CLAIM_WITHOUT_WORDS = _rule(
    "claim-without-words",
    "A mark of a claim holds no words",
    "An older text or a paste may hold one; the editor makes none.",
    "Open the text and save it again; an empty mark is left out then.",
    "{n} marks of claims hold no words.",
)
SOURCE_MISSING = _rule(
    "source-missing",
    "A named source does not exist",
    "Readers could not follow it.",
    "Open the claim and choose another source, or add this one to the library.",
    "{n} named sources do not exist.",
)

RULES = (
    UNSOURCED,
    NOT_ADDRESSED,
    DISAGREES,
    DIVIDED,
    RETRACTED,
    UNCHECKED,
    STALE,
    MISFIT,
    DISPUTED,
    CLAIM_MISSING,
    CLAIM_WITHOUT_WORDS,
    SOURCE_MISSING,
)
_BY_CODE = {rule.code: rule for rule in RULES}
MESSAGES = {
    UNSOURCED.code: "No source stands behind this sentence.",
    NOT_ADDRESSED.code: "Every verdict says that the source does not speak of this.",
    DISAGREES.code: "A source says otherwise, and the sentence speaks in our own voice.",
    DIVIDED.code: "Sources disagree, and no fresh appraisal by someone else calls the evidence mixed.",
    RETRACTED.code: "A retracted source supports this sentence.",
    UNCHECKED.code: "Nobody has judged this citation yet.",
    STALE.code: "The sentence, its stance, its passages or its source changed after the verdict.",
    MISFIT.code: "The verdict does not fit the stance.",
}


def claims_are_known(content, request):
    """A mark without a claim behind it: the draft was not saved through the editor."""
    for claim in content["claims"]:
        if not claim["known"]:
            yield CLAIM_MISSING.at_claim(claim, "This mark has no claim behind it.")


def claims_have_words(content, request):
    """A mark around nothing: the editor makes none, but an older text or a paste may hold one."""
    for claim in content["claims"]:
        if not claim["text"]:
            yield CLAIM_WITHOUT_WORDS.at_claim(claim, "A mark of a claim holds no words.")


def sources_are_found(content, request):
    for claim in content["claims"]:
        for citekey in claim["missing"] if claim["known"] else []:
            yield SOURCE_MISSING.at_claim(claim, f"There is no source “{citekey}”.")


def claims_may_stand(content, request):
    """The rules of status: what may be live, and what a checked edition promises."""
    sources = {s["citekey"]: s for s in content["sources"]}
    for claim in content["claims"]:
        for found in blockers(claim_state(claim, sources), request.assurance) if claim["known"] else []:
            message = MESSAGES[found.code]
            citation = claim["citations"][found.citation] if found.citation is not None else None
            if citation:
                message = f"{citation['source']}: {message[0].lower()}{message[1:]}"
            severity = Severity.BLOCK if found.blocks else Severity.WARN
            yield _BY_CODE[found.code].at_claim(claim, message, citation=citation, severity=severity)


def reviewers_are_at_one(content, request):
    """A second opinion that is open: a checked edition waits for it."""
    severity = Severity.BLOCK if request.assurance == Assurance.CHECKED else Severity.WARN
    for claim in content["claims"]:
        for citation in claim["citations"]:
            if citation.get("disputed"):
                message = f"{citation['source']}: a second opinion is asked for, or two reviewers disagree."
                yield DISPUTED.at_claim(claim, message, citation=citation, severity=severity)


CHECKS = (claims_are_known, claims_have_words, sources_are_found, claims_may_stand, reviewers_are_at_one)
