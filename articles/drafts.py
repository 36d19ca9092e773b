"""What may happen to a draft as a whole."""

from django.db import transaction

from references import citing


class EverPublic(Exception):
    """Says why an article stays."""


def why_it_stays(article):
    """The reason why this article cannot be deleted, or "" if it was never public."""
    if not article.editions.exists():
        return ""
    return (
        f"“{article}” was public, so it stays: its editions are part of the record, and other pages link to them. "
        "To take it from readers, withdraw it."
    )


@transaction.atomic
def delete_draft(article, *, by, now):
    """Delete an article that was never public. Raises EverPublic.

    Its claims stay as not present, with their verdicts, so that recovering the article brings them back.
    """
    article = article.lock()
    if reason := why_it_stays(article):
        raise EverPublic(reason)
    citing.write_claims(article, [], by=by, now=now)
    article.delete()
