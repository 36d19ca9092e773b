"""Do the claims rest on what they name?"""

from articles.claim_state import claim_state
from references.status import Status, blockers

from .findings import Severity, about_claim

# code of references.status.blockers → what the editor reads, and how to mend it
WORDS = {
    Status.UNSOURCED: (
        "No source stands behind this sentence.",
        "Attach a source, or say openly why there is none and ask a reviewer for a “none found” appraisal.",
    ),
    Status.NOT_ADDRESSED: (
        "Every verdict says that the source does not speak of this.",
        "Change the sentence, or find a source that says it.",
    ),
    Status.DISAGREES: (
        "A source says otherwise, and the sentence speaks in our own voice.",
        "Mend the sentence, or mark it as reported if others say it.",
    ),
    Status.DIVIDED: (
        "Sources disagree, and no fresh appraisal by someone else calls the evidence mixed.",
        "Ask a reviewer for an appraisal.",
    ),
    "retracted": ("A retracted source supports this sentence.", "Remove the source, or cite it as contradicting."),
    "unchecked": ("Nobody has judged this citation yet.", "Ask a reviewer for a verdict."),
    "stale": (
        "The sentence, its stance, its passages or its source changed after the verdict.",
        "Ask a reviewer for a new verdict.",
    ),
    "misfit": (
        "The verdict does not fit the stance.",
        "Change the stance or the sentence, then ask a reviewer for a new verdict.",
    ),
}


def claims_are_known(content, request):
    """A mark without a claim behind it: the draft was not saved through the editor."""
    for claim in content["claims"]:
        if not claim["known"]:
            yield about_claim(
                claim,
                code="claim-missing",
                severity=Severity.BLOCK,
                message="This mark has no claim behind it.",
                mend="Save the article again; if that does not help, mark the sentence anew.",
            )


def claims_have_words(content, request):
    """A mark around nothing: the editor makes none, but an older text or a paste may hold one."""
    for claim in content["claims"]:
        if not claim["text"]:
            yield about_claim(
                claim,
                code="claim-without-words",
                severity=Severity.BLOCK,
                message="A mark of a claim holds no words.",
                mend="Open the text and save it again; an empty mark is left out then.",
            )


def sources_are_found(content, request):
    for claim in content["claims"]:
        for citekey in claim["missing"] if claim["known"] else []:
            yield about_claim(
                claim,
                code="source-missing",
                severity=Severity.BLOCK,
                message=f"There is no source “{citekey}”.",
                mend="Open the claim and choose another source, or add this one to the library.",
            )


def claims_may_stand(content, request):
    """The rules of status: what may be live, and what a checked edition promises."""
    sources = {s["citekey"]: s for s in content["sources"]}
    for claim in content["claims"]:
        for found in blockers(claim_state(claim, sources), request.assurance) if claim["known"] else []:
            message, mend = WORDS[found.code]
            citation = claim["citations"][found.citation] if found.citation is not None else None
            if citation:
                message = f"{citation['source']}: {message[0].lower()}{message[1:]}"
            yield about_claim(
                claim,
                code=found.code,
                severity=Severity.BLOCK if found.blocks else Severity.WARN,
                message=message,
                mend=mend,
                citation=citation["id"] if citation else "",
            )
