"""A draft for somebody who is to give a second opinion on one of its citations: without the verdicts they must not know."""

from references.audit.desk import TELL_VERDICTS
from references.audit.disputes import hidden_from
from references.models import Citation
from references.status import claim_status

from . import carried
from .claim_state import claim_state


def hidden_in(article, person):
    """The ids, as text, of citations whose first verdict is hidden from `person`."""
    citations = Citation.objects.filter(hidden_from(person), claim__in=carried.claims_in(article))
    return {str(pk) for pk in citations.order_by().values_list("pk", flat=True)}


def without_verdicts(content, hidden):
    """The frozen content as if nobody had judged those citations. For pages: it is not the record. Pure."""
    return content | {"claims": [_claim(c, hidden) for c in content["claims"]]} if hidden else content


def findings_without(findings, content, hidden):
    """Those findings that do not tell a hidden verdict. Pure."""
    claims = {c["id"] for c in content["claims"] if _is_hidden(c, hidden)}
    return [f for f in findings if f.code not in TELL_VERDICTS or f.claim not in claims]


def _is_hidden(claim, hidden):
    return any(c["id"] in hidden for c in claim["citations"])


def _claim(claim, hidden):
    if not _is_hidden(claim, hidden):
        return claim
    citations = [c | {"verdict": None} if c["id"] in hidden else c for c in claim["citations"]]
    claim = claim | {"citations": citations}
    return claim | {"status": claim_status(claim_state(claim, {})).value}
