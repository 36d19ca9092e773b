"""The words of a claim as readers see them now."""

import json

from .models import EditionContent


def live_wording(article, claim):
    """{edition, text} of the claim in the live edition of `article`; None where readers do not see it."""
    if not claim.is_live or article.live_edition_id is None:
        return None
    row = EditionContent.objects.filter(edition=article.live_edition_id).values_list("edition__number", "content").get()
    text = next((c["text"] for c in json.loads(row[1])["claims"] if c["id"] == str(claim.pk)), None)
    return {"edition": row[0], "text": text} if text is not None else None
