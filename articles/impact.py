"""What became known after publication, told to readers at once.

An alert stands on the article's row, so that the public page shows it without another query:
    {kind: "verdict", claim, anchor, number, source, outcome, note, at}
    {kind: "notice", claim, anchor, number, source, reference (its number), notice, type, published_on, url, note, at}:
        something published about a source, which the edition does not show yet
    {kind: "link", source, reference (its number), url, archived_on}: the page of a source died, and a copy is kept
    {kind: "emergency", edition (its number), because, at}: it went out in an emergency, and nobody else approved it yet
"""

import json

from references.models import Citation, Notice, Source, SourceLink
from references.models.watching import LinkState
from references.notice_types import NoticeKind
from references.outcomes import Outcome

from .models import Edition, EditionContent

NEGATIVE = {Outcome.CONTRADICTED, Outcome.NOT_ADDRESSED}


def refresh_alerts(article):
    """Compute the reader alerts of `article` anew from the record. Call it inside the transaction of the act."""
    article = article.lock()
    alerts = []
    if article.live_edition_id:
        content = json.loads(EditionContent.objects.get(edition=article.live_edition_id).content)
        alerts = [*_verdict_alerts(content), *_notice_alerts(content), *_link_alerts(content)]
        alerts += _emergency_alerts(article)
        alerts = _without_repetition(alerts)
    if alerts != article.reader_alerts:
        article.reader_alerts = alerts
        article.save(update_fields=["reader_alerts"])


def _emergency_alerts(article):
    for edition in Edition.objects.in_emergency_unapproved().filter(article=article):
        yield {
            "kind": "emergency",
            "edition": edition.number,
            "because": edition.emergency_because,
            "at": edition.published_at.isoformat(),
        }


def _verdict_alerts(content):
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


def _notice_alerts(content):
    """Notices that the edition does not show, at each sentence that rests on the source."""
    shown = {s["citekey"]: [_judged(n) for n in s["notices"]] for s in content["sources"]}
    # The edition names sources as they were called then; they may have been renamed or merged since.
    sources, numbers = Source.objects.resolve(shown), {s["citekey"]: s["number"] for s in content["sources"]}
    notices = _standing({s.pk for s in sources.values()})
    for citekey, source in sources.items():
        known = list(shown[citekey])
        for notice in notices.get(source.pk, ()):
            if (said := _judged(vars(notice))) in known:
                known.remove(said)  # of two that say the same, the edition may show one
                continue
            for claim in _claims_on(citekey, content):
                yield _notice_alert(notice, claim, numbers[citekey])


def _judged(notice):
    """What tells notices apart for readers, frozen or not. Identifiers and witnesses may become known later."""
    day = notice["published_on"]
    return notice["kind"], day if isinstance(day, str | None) else day.isoformat(), notice["note"]


def _standing(sources):
    """{id of a source: its standing notices, oldest record first}."""
    found = {}
    notices = Notice.objects.standing().filter(source__in=sources).exclude(kind=NoticeKind.OTHER)
    for notice in notices.select_related("source").order_by("recorded_at", "pk"):
        found.setdefault(notice.source_id, []).append(notice)
    return found


def _claims_on(citekey, content):
    return [claim for claim in content["claims"] if any(c["source"] == citekey for c in claim["citations"])]


def _notice_alert(notice, claim, reference):
    return {
        "kind": "notice",
        "claim": claim["id"],
        "anchor": claim["anchor"],
        "number": claim["number"],
        "source": notice.source.citekey,
        "reference": reference,
        "notice": notice.kind,
        "type": notice.type,
        "published_on": notice.published_on and notice.published_on.isoformat(),
        "url": notice.address,
        "note": notice.note,
        "at": notice.recorded_at.isoformat(),
    }


def _without_repetition(alerts):
    """Two sources that a claim cites, with a reference each, may have become one since."""
    once = {}
    for alert in alerts:
        said = {name: value for name, value in alert.items() if name != "reference" or alert["kind"] == "link"}
        once.setdefault(json.dumps(said, sort_keys=True), alert)
    return list(once.values())


def _link_alerts(content):
    """Copies of pages that died, for the reference list."""
    pages = {
        s["citekey"]: s for s in content["sources"] if s["identifiers"].get("url") and not s["identifiers"].get("doi")
    }
    sources = Source.objects.resolve(pages)
    links = SourceLink.objects.filter(source__in=sources.values(), state=LinkState.DEAD).exclude(archive_url="")
    links = {link.source_id: link for link in links}
    for citekey, source in sources.items():
        link = links.get(source.pk)
        if link and link.url == pages[citekey]["identifiers"]["url"]:
            yield {
                "kind": "link",
                "source": source.citekey,
                "reference": pages[citekey]["number"],
                "url": link.archive_url,
                "archived_on": link.archived_at and link.archived_at.date().isoformat(),
            }
