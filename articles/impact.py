"""What became known after publication, told to readers at once.

An alert stands on the article's row, so that the public page shows it without another query:
    {kind: "verdict" | "notice", claim, anchor, number, source, outcome or notice, note, at}
"""

import json

from references.models import Citation, Notice, Source
from references.models.notice import NoticeKind
from references.outcomes import Outcome

from .models import EditionContent

NEGATIVE = {Outcome.CONTRADICTED, Outcome.NOT_ADDRESSED}


def refresh_alerts(article):
    """Compute the reader alerts of `article` anew from the record. Call it inside the transaction of the act."""
    article = article.lock()
    alerts = []
    if article.live_edition_id:
        content = json.loads(EditionContent.objects.get(edition=article.live_edition_id).content)
        alerts = [*_verdict_alerts(article, content), *_notice_alerts(article, content)]
    if alerts != article.reader_alerts:
        article.reader_alerts = alerts
        article.save(update_fields=["reader_alerts"])


def _verdict_alerts(article, content):
    """Negative verdicts on a wording that is live, unless the edition itself shows that verdict."""
    frozen = {(c["id"]): (claim, c) for claim in content["claims"] for c in claim["citations"]}
    citations = Citation.objects.filter(pk__in=frozen, outcome__in=NEGATIVE).prefetch_related("verdicts")
    for citation in citations:
        claim, shown = frozen[str(citation.pk)]
        verdict = list(citation.verdicts.all())[-1]
        known = shown["verdict"] and shown["verdict"]["outcome"] == verdict.outcome
        if verdict.judged_digest == shown["digest"] and not known:
            yield {
                "kind": "verdict",
                "claim": claim["id"],
                "anchor": claim["anchor"],
                "number": claim["number"],
                "source": shown["source"],
                "outcome": verdict.outcome,
                "note": verdict.note,
                "at": verdict.at.isoformat(),
            }


def _notice_alerts(article, content):
    """Notices that were recorded after the edition was frozen, at each sentence that rests on the source."""
    since = article.live_edition.published_at
    # The edition names sources as they were called then; they may have been renamed or merged since.
    sources = Source.objects.resolve({c["source"] for claim in content["claims"] for c in claim["citations"]})
    resting = {}
    for claim in content["claims"]:
        for citation in claim["citations"]:
            resting.setdefault(sources[citation["source"]].pk, []).append(claim)
    notices = (
        Notice.objects.standing()
        .filter(source__in=resting, recorded_at__gt=since)
        .exclude(kind=NoticeKind.OTHER)
        .select_related("source")
        .order_by("recorded_at")
    )
    for notice in notices:
        for claim in resting[notice.source_id]:
            yield {
                "kind": "notice",
                "claim": claim["id"],
                "anchor": claim["anchor"],
                "number": claim["number"],
                "source": notice.source.citekey,
                "notice": notice.kind,
                "note": notice.note,
                "at": notice.recorded_at.isoformat(),
            }
