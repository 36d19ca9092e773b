"""What a catalogue says was published about a source, written down: the same event once, with all its witnesses."""

from urllib.parse import quote

from django.db import transaction

from references import canonical, identifiers
from references.models import NoticeWitness
from references.notices import add_witness, lift_notice, lock_source, record_notice

from . import same_event

WATCH = None
"""Who records a notice that no person recorded."""
LONGEST_NOTE = 2000


def record_seen(source, notices_seen, *, feed, now):
    """Record what `feed` names (details.NoticeSeen) and was not known; returns the new notices.

    A notice that a person lifted, or that a reinstatement took back, is known and stays lifted.
    """
    if not notices_seen or _only_seen_again(source, notices_seen, feed, now):
        return []
    with transaction.atomic():
        source, _ = lock_source(source)
        return [new for seen in notices_seen if (new := _record(source, seen, feed, now))]


def _own(source):
    return {value for value in (source.doi, source.pmid) if value}


def _only_seen_again(source, notices_seen, feed, now):
    """Whether all of it was known from this feed; then nothing is locked, and only the day we last saw it moves on."""
    notices = list(source.notices.prefetch_related("witnesses"))
    again = []
    for seen in notices_seen:
        notice = same_event.find(seen, notices, own=_own(source))
        if notice is None or _would_learn(notice, seen, source):
            return False
        witness = [w for w in notice.witnesses.all() if (w.asserted_by, w.seen_in) == (_by(seen), feed)]
        if not witness:
            return False
        again.append(witness[0].pk)
    NoticeWitness.objects.filter(pk__in=again, last_seen_at__lt=now).update(last_seen_at=now)
    return True


def _by(seen):
    return canonical.storable(seen.asserted_by)[:40]


def _would_learn(notice, seen, source):
    return any(value and not getattr(notice, name) for name, value in _said(seen, source).items())


def _record(source, seen, feed, now):
    notices = list(source.notices.prefetch_related("witnesses"))
    notice = same_event.find(seen, notices, own=_own(source))
    said, new = _said(seen, source), notice is None
    if not new and notice.lifted_at is None:
        _make_one(same_event.twins(seen, notice, notices, own=_own(source)), notice, now)
    if new:
        notice = record_notice(
            source=source, by=WATCH, now=now, note=canonical.storable(seen.note)[:LONGEST_NOTE], **said
        )
    about = {"asserted_by": _by(seen), "seen_in": feed, "record_id": canonical.storable(seen.record_id)[:60]}
    add_witness(notice, now=now, **about, **said)
    return notice if new else None


def _make_one(twins, notice, now):
    """Two feeds told of one event by different identifiers, and now somebody gave both: it stands once."""
    for twin in twins:
        for witness in twin.witnesses.all():
            about = {"asserted_by": witness.asserted_by, "seen_in": witness.seen_in, "record_id": witness.record_id}
            add_witness(notice, now=now, **about)
        lift_notice(twin, now=now, because="It is the same as another notice about this source, which stands.")


def _said(seen, source):
    """What `seen` says, as fields of Notice. The work's own DOI leads to the notice, but is not the notice's."""
    doi, pmid = _canonical(identifiers.doi, seen.doi), _canonical(identifiers.pmid, seen.pmid)
    own = doi.lower() == source.doi.lower()
    return {
        "type": seen.type,
        "published_on": same_event.date_of(seen),
        "doi": "" if own else doi,
        "pmid": "" if pmid == source.pmid else pmid,
        "url": "" if doi and not own else _web_address(seen.url) or _address(doi, pmid),
    }


def _canonical(spelling, text):
    """What a catalogue gave as an identifier, if it is one and fits."""
    try:
        found = spelling(canonical.storable(text)) if text else ""
    except ValueError:
        return ""
    return found if len(found) <= 255 else ""


def _web_address(url):
    return canonical.storable(url) if url.startswith(("https://", "http://")) and len(url) <= 1000 else ""


def _address(doi, pmid):
    """Where readers find a notice that has no DOI of its own."""
    if doi:
        return f"https://doi.org/{quote(doi, safe='/:;().')}"
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid else ""
