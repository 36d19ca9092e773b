"""What the desk shows of one citation: the sentence, the source, their numbers side by side, and what was decided."""

import math

from django.core import signing
from django.http import Http404
from django.utils.safestring import mark_safe

from references.bibliography import csl_of, reference_html
from references.independence import NotIndependent, require_independence, who_may_judge
from references.judged import appraised_digest, judged_today, said_by_source, with_judged
from references.models import Citation, Taking
from references.models.passage import Basis
from references.models.waiting import ItemKind
from references.outcomes import Downgrade, Mismatch
from references.quantities import compare

from . import opinions, reading, waiting
from .changes import changes
from .earlier import Earlier, earlier
from .neighbours import neighbours
from .side_by_side import SideBySide

_BESIDE_SOURCE = ["family", "link", "superseded_by"]
_SALT = "references.audit.desk"

IMPLIED_BY_FINDING = {
    "number-not-in-source": Mismatch.NUMBER,
    "unit-differs": Mismatch.UNIT,
    "bare-percentage": Mismatch.COMPARATOR,
    "dose-basis": Mismatch.DOSE_BASIS,
    "not-in-people": Mismatch.POPULATION,
    "people-differ": Mismatch.POPULATION,
    "form-differs": Mismatch.FORM,
    "route-differs": Mismatch.ROUTE,
    "only-surrogates": Mismatch.OUTCOME,
    "link-as-cause": Mismatch.DESIGN,
    "hedge-too-strong": Mismatch.CERTAINTY,
}
"""Which tag a rule of the checks, by its code, speaks for."""
_WHY_IT_IS_HERE = {"unchecked", "stale"}
TELL_VERDICTS = {"not-addressed", "disagrees", "divided", "unchecked", "stale", "misfit", "disputed"}
"""Findings that would tell what a colleague decided."""


def citation_of(pk):
    """The citation with all that the desk reads of it. Raises Http404."""
    related = ["source__" + name for name in _BESIDE_SOURCE] + ["source__merged_into__" + n for n in _BESIDE_SOURCE]
    citations = with_judged(Citation.objects.filter(pk=pk)).select_related("claim__changed_by", *related)
    if found := citations.first():
        return found
    raise Http404("There is no citation at this address. It may have been mistyped, or cut off when it was copied.")


def refusal(citation, person, opinion):
    """Why there is nothing to judge for this person, and who could; None if there is."""
    if not (citation.present and citation.claim.present):
        why = "This citation is no longer in the text, so there is nothing to judge."
        if citation.is_live:
            why += " Readers see it until the next edition is published."
        return {"why": why, "could": None}
    try:
        require_independence(citation, person)
    except NotIndependent as error:
        names = [p.get_full_name() or p.get_username() for p in who_may_judge(citation)[:5]]
        return {"why": str(error), "could": names}
    if opinion.refusal:
        return {"why": opinion.refusal, "could": None}
    return None


def seal(citation):
    """The judged text as the page carries it, to tell later what changed while it was open; nobody can forge it."""
    return signing.dumps(judged_today(citation), salt=_SALT, compress=True)


def is_sealed(text):
    """Whether `text` is what some page of the desk carried."""
    try:
        return bool(text) and bool(signing.loads(text, salt=_SALT))
    except signing.BadSignature:
        return False


def changed_while_open(sealed, citation):
    """What is different from the page that was sent with `sealed`, as Changes; [] if that cannot be told."""
    try:
        return changes(signing.loads(sealed, salt=_SALT), judged_today(citation))
    except signing.BadSignature:
        return []


def held_by(citation, person, now):
    """Who has this citation at `now`, for the bar of the desk.

    taking: the one that stands, or None; minutes_left of it; told: the sentence for everybody but its person; fell_back:
    whether this person had it, and it went back to the queue.
    """
    found = Taking.objects.filter(kind=ItemKind.CITATION, item=citation.pk).select_related("person", "assigned_by")
    taking = found.first()
    mine = bool(taking) and taking.person_id == person.pk
    if taking and taking.until and taking.until <= now:
        return {"taking": None, "fell_back": mine}
    left = math.ceil((taking.until - now).total_seconds() / 60) if taking and taking.until else None
    return {
        "taking": taking,
        "minutes_left": left,
        "told": waiting.told(taking, now) if taking and not mine else "",
        "fell_back": False,
    }


def on_the_desk(citation, person):
    """Everything that the page of a citation shows beside the form, as the template's context.

    Whoever gives a second opinion does not see the first: no verdict on these words, and nothing that would tell it.
    """
    opinion = opinions.shown(citation, person)
    claim, source = citation.claim, citation.source.survivor
    document = claim.document
    context = document.claim_context(claim) if document else {}
    before, sentence, after = reading.around(context.get("paragraph", claim.context), claim.text)
    said = said_by_source(citation)
    numbers = SideBySide(compare(claim.text, said))
    found = [f for f in findings_of(document, citation) if not opinion.blind or f["code"] not in TELL_VERDICTS]
    return {
        "opinion": opinion,
        "citation": citation,
        "claim": claim,
        "document": document,
        "in_page": _in_page(document, claim),
        "section": context.get("section", claim.section),
        "question": context.get("question", claim.question),
        "sentence": (before, numbers.sentence(sentence), after),
        "state": reading.state_of(citation),
        "numbers": numbers,
        "findings": found,
        "implied": [tag for tag in Mismatch if tag in numbers.implied | _implied(found)],
        "implied_read": _implied_read(citation),
        "earlier": Earlier(hidden=True) if opinion.blind else earlier(citation, person),
        "neighbours": neighbours(citation, person),
        **_source(citation, source, numbers, said, person),
        **_certainty(claim),
    }


def _source(citation, source, numbers, said, person):
    passages = list(citation.passages.all())
    misquoted = reading.with_misquotes(source, passages)
    link = getattr(source, "link", None)
    return {
        "source": source,
        # reference_html escapes every field of the source itself
        "reference": mark_safe(reference_html(csl_of(source))),
        "links": reading.links_of(source),
        "archived": link and reading.web_address(link.archive_url) and link,
        "notices": [
            (n, reading.doi_address(n.doi) or reading.web_address(n.url))
            for n in source.notices.all()
            if n.lifted_at is None
        ],
        "size": numbers.passage(len(passages), said[-1]) if len(said) > len(passages) else reading.size_of(source),
        "passages": [
            (
                passage,
                numbers.passage(index, passage.quote),
                numbers.passage(index, passage.finding, len(passage.quote) + 1),
                wrong,
            )
            for index, (passage, wrong) in enumerate(misquoted)
        ],
        "file": _file_of(source, passages, person),
        "abstract": reading.abstract_of(source, passages),
    }


def _certainty(claim):
    appraisal = claim.appraisals.order_by("-number").first()
    return {
        "appraisal": appraisal,
        "appraisal_is_fresh": bool(appraisal) and appraisal.judged_digest == appraised_digest(claim),
        "downgrades": reading.labels(Downgrade, appraisal.reasons) if appraisal else [],
    }


def _in_page(document, claim):
    """Where this sentence stands among the others, if the document can tell."""
    address_of = getattr(document, "get_claim_url", None)
    return address_of(claim) if address_of else ""


def _file_of(source, passages, person):
    """The attached PDF, where a passage names a page of it and this person may read it."""
    if any(p.page for p in passages) and person.has_perm("references.view_attachment"):
        return source.attachments.first()
    return None


def findings_of(document, citation):
    """What the automatic checks say of this claim, without what they say of its other citations."""
    find = getattr(document, "findings_about", None)
    about = (find(citation.claim) if find else None) or []
    mine = [f for f in about if str(f.get("citation") or citation.pk) == str(citation.pk)]
    return [f for f in mine if f["code"] not in _WHY_IT_IS_HERE]


def _implied(found):
    """The tags that findings speak for; a waived one is settled."""
    return {IMPLIED_BY_FINDING[f["code"]] for f in found if f["code"] in IMPLIED_BY_FINDING and not f.get("waived")}


def _implied_read(citation):
    """Whoever judges passages of the abstract has read them here; what else was read, only the reviewer knows."""
    return Basis.ABSTRACT.value if {p.basis for p in citation.passages.all()} == {Basis.ABSTRACT} else ""
