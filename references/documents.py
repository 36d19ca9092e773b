"""What every document offers to the evidence: a lock, and a place to write down who worked on its draft.

A claim points to whatever says it by a generic foreign key. The document of a claim has `lock()`,
`record_work(by=, now=, act=)`, `evidence_changed()`, `claim_context(claim)`, `live_wording(claim)`, `worked_on_by()`,
`get_absolute_url()` and `get_admin_url()`, and may have `get_claim_url(claim)` and `findings_about(claim)`; articles
implement them in `articles.models.Article`, the catalogue in `supplements.models.Substance`. A document with
`locked_first` is locked before others: whoever holds it may have to lock the articles that carry its claims.
"""


def lock_document(claim):
    """Acts lock the document first, so that none of them sees another half done."""
    if claim.document is not None:
        claim.document.lock()


def lock_documents(claims):
    """Lock every document of these claims, always in the same order."""
    documents = {claim.document for claim in claims} - {None}
    for document in in_order(documents):
        document.lock()
    return documents


def in_order(documents):
    """The order in which every act locks them."""
    return sorted(documents, key=lambda d: (not getattr(d, "locked_first", False), str(d.pk)))


def record_work(claim, *, by, now, act):
    """Tell the document that `by` worked on its draft."""
    if claim.document is not None:
        claim.document.record_work(by=by, now=now, act=act)
