"""The words of a claim as readers see them now."""

import json

from .models import EditionContent


def live_wording(article, claim):
    """{edition, text} of the claim in the live edition of `article`; None where readers do not see it."""
    if not claim.is_live or article.live_edition_id is None:
        return None
    return wording_in(article.live_edition_id, claim)


def wording_in(edition_id, claim):
    """{edition, text} of the claim in one edition; None where it does not have it."""
    row = EditionContent.objects.filter(edition=edition_id).values_list("edition__number", "content").get()
    text = next((c["text"] for c in json.loads(row[1])["claims"] if c["id"] == str(claim.pk)), None)
    return {"edition": row[0], "text": text} if text is not None else None
