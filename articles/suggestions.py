"""Take a suggested wording over into the draft: the editor's act, and somebody else's words."""

from django.db import transaction

from references import permits
from references.audit import suggestions
from references.models import Verdict

from . import carried, claims, sanitising
from .rewording import OTHERWISE, CannotReword, reword


class SuggestionGone(Exception):
    """Says that the sentence is no longer the one for which this was suggested."""


OF_A_ROW = "This sentence is made of the fields of its row in the catalogue. Open the row and change them by hand."
GONE = "The sentence was changed or judged again meanwhile, so this suggestion is not for it any more. Nothing was changed."


@transaction.atomic
def take_over(*, article, verdict_id, by, now, seen):
    """Put the suggested wording of a verdict in place of the sentence it is about; returns the verdict.

    seen: the digest of the citation when the suggestion was shown. Whoever suggested it counts as having worded the
    sentence, so that another must judge it. Raises NotPermitted, SuggestionGone, CannotReword.
    """
    permits.require(by, "articles.change_article")
    article = article.lock()
    waiting = suggestions.pending(carried.claims_in(article))
    verdict = waiting.filter(pk=verdict_id).first()
    if verdict is None or verdict.citation.digest != seen:
        raise SuggestionGone(GONE)
    if verdict.citation.claim.document != article:
        raise CannotReword(OF_A_ROW)
    _put_in(article, verdict)
    suggestions.credit(verdict, now=now)
    claims.sync(article, by=by, now=now, act="suggestion")
    return verdict


def _put_in(article, verdict):
    claim = verdict.citation.claim
    holding = [p for p in claims.prose_of(article) if f'data-claim="{claim.pk}"' in p.html]
    if len(holding) != 1:
        raise CannotReword(OTHERWISE)
    prose = holding[0]
    setattr(prose.owner, prose.attribute, reword(sanitising.clean(prose.html), claim.pk, verdict.suggested))
    prose.owner.save(update_fields=[prose.attribute])


def waiting_for(article):
    """{citation id as text: verdict} of what is suggested for the sentences of this draft."""
    return {str(v.citation_id): v for v in suggestions.pending(carried.claims_in(article)).defer("judged")}


def claim_of(verdict_id):
    """The claim of this verdict, or None."""
    verdict = Verdict.objects.select_related("citation").filter(pk=verdict_id).first()
    return verdict and verdict.citation.claim_id
