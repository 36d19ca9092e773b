"""The Retraction Watch file: every retraction, concern and reinstatement that its editors know, as CSV.

Crossref gives it to everybody. Its rows, one for each event of a paper, are read as they are: lists divided by “;”,
days in the American order, “0”, “unavailable” or nothing where an identifier is missing, and here and there a byte
that is no UTF-8.
"""

import csv
import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from references import identifiers
from references.details import NoticeSeen
from references.models import Feed, Source, SourceCheck
from references.models.watching import CheckOutcome
from references.notice_types import NoticeKind, NoticeType
from references.notices import lift_notice

from .notices_seen import record_seen

NAME = "retraction-watch"
FEWEST = 0.9
"""A file with fewer rows than this part of the last one is taken for a broken download."""

_MISSING = {"", "0", "unavailable"}
_TYPES = {
    "retraction": NoticeType.RETRACTION,
    "correction": NoticeType.CORRECTION,
    "expression of concern": NoticeType.EXPRESSION_OF_CONCERN,
}
_REINSTATEMENT = "reinstatement"
_NEEDED = (
    "Record ID", "RetractionDate", "RetractionDOI", "RetractionPubMedID", "OriginalPaperDOI", "OriginalPaperPubMedID",
    "RetractionNature", "Reason",
)  # fmt: skip
_LARGEST_FIELD = 1_000_000  # characters
_LONGEST_LINE = 1_000_000  # bytes


class Unusable(Exception):
    """Why nothing of a file was taken over, in a sentence."""


@dataclass(frozen=True)
class Row:
    """One event. `papers`: canonical identifiers of the papers it is about, DOIs in small letters."""

    record_id: str
    nature: str
    on: str  # ISO date, or ""
    doi: str
    pmid: str
    papers: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def reinstates(self):
        return self.nature == _REINSTATEMENT

    def as_seen(self):
        """The row as a notice about its paper."""
        note = f"Reasons that Retraction Watch lists: {'; '.join(self.reasons)}." if self.reasons else ""
        return NoticeSeen(
            _TYPES[self.nature],
            NAME,
            self.doi,
            self.pmid,
            "",
            published_on=self.on,
            record_id=self.record_id,
            note=note,
        )


@dataclass
class Loaded:
    """What came of a file."""

    rows: int = 0
    about_ours: int = 0
    recorded: int = 0
    lifted: int = 0
    problems: list[str] = field(default_factory=list)


# ---- reading


def read_rows(lines, problems):
    """Yield a Row for each usable row of `lines` (text); sentences about the others go into `problems`."""
    csv.field_size_limit(_LARGEST_FIELD)
    reader = csv.DictReader(line.replace("\x00", "") for line in lines)
    try:
        names = reader.fieldnames or []
    except csv.Error as error:
        raise Unusable(f"This is no CSV file: {error}.") from error
    if missing := [name for name in _NEEDED if name not in names]:
        raise Unusable(f"This is not the Retraction Watch file: it has no column “{missing[0]}”.")
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(f"Line {reader.line_num}: {error}.")
            continue
        if row := _row(record, reader.line_num, problems):
            yield row


def _row(record, line, problems):
    nature = (record["RetractionNature"] or "").strip().lower()
    if nature not in _TYPES and nature != _REINSTATEMENT:
        problems.append(f"Line {line}: “{nature[:60]}” is no kind of notice that we know.")
        return None
    return Row(
        record_id=(record["Record ID"] or "").strip()[:60],
        nature=nature,
        on=_day(record["RetractionDate"]),
        doi=next(iter(_dois(record["RetractionDOI"])), ""),
        pmid=next(iter(_pmids(record["RetractionPubMedID"])), ""),
        papers=(*(d.lower() for d in _dois(record["OriginalPaperDOI"])), *_pmids(record["OriginalPaperPubMedID"])),
        reasons=tuple(r.lstrip("+").strip() for r in _listed(record["Reason"])),
    )


def _listed(text):
    return [part.strip() for part in (text or "").split(";") if part.strip().lower() not in _MISSING]


def _dois(text):
    return _canonical(identifiers.doi, text)


def _pmids(text):
    return _canonical(identifiers.pmid, text)


def _canonical(spelling, text):
    found = []
    for part in _listed(text):
        try:
            found.append(spelling(part))
        except ValueError:
            continue
    return found


def _day(text):
    """“4/15/2021 0:00” is the 15th of April."""
    for shape in ("%m/%d/%Y", "%m/%d/%y", "%Y-%m-%d"):
        try:
            return datetime.strptime((text or "").split(" ")[0], shape).date().isoformat()
        except ValueError:
            continue
    return ""


def lines_of(file, digest):
    """The text of a binary file, line by line; a line that is no UTF-8 is read as Windows-1252. Feeds `digest`."""
    while line := file.readline(_LONGEST_LINE):
        digest.update(line)
        try:
            yield line.decode("utf-8-sig")
        except UnicodeDecodeError:
            yield line.decode("cp1252", "replace")


# ---- loading


def load(file, *, now, fewer_is_right=False):
    """Take over the file (open, binary); returns Loaded. Raises Unusable: then only the feed's problem has changed.

    Doing it twice changes nothing. fewer_is_right: somebody looked, and the file is meant to be that short.
    """
    feed, _ = Feed.objects.get_or_create(name=NAME)
    loaded, digest = Loaded(), hashlib.sha256()
    try:
        ours = _rows_of_ours(lines_of(file, digest), loaded, feed, fewer_is_right)
    except Unusable as unusable:
        feed.problem = str(unusable)
        feed.save(update_fields=["problem"])
        raise
    for source in Source.objects.filter(pk__in=list(ours)):
        _take_over(source, ours[source.pk], loaded, now)
    _say_who_is_missing(ours, now)
    feed.loaded_at, feed.entries, feed.problem = now, loaded.rows, ""
    feed.digest = digest.hexdigest()
    feed.save()
    return loaded


def _rows_of_ours(lines, loaded, feed, fewer_is_right):
    """{id of a source: its rows}. The whole file is read before anything is written."""
    known, ours = _known_papers(), defaultdict(list)
    for row in read_rows(lines, loaded.problems):
        loaded.rows += 1
        for pk in {known[paper] for paper in row.papers if paper in known}:
            ours[pk].append(row)
    if not loaded.rows:
        raise Unusable("The file has no rows, so nothing was changed. Fetch it again.")
    if loaded.rows < feed.entries * FEWEST and not fewer_is_right:
        raise Unusable(
            f"The file has {loaded.rows:,} rows, the last one had {feed.entries:,}. It was perhaps cut off while it was"
            " fetched, so nothing was changed."
        )
    loaded.about_ours = sum(map(len, ours.values()))
    return ours


def _known_papers():
    """{DOI in small letters, or PMID: id of the source, or of the one that took its place}."""
    rows = Source.objects.values_list("pk", "merged_into", "doi", "pmid")
    into = {pk: merged_into for pk, merged_into, _, _ in rows if merged_into}
    known = {}
    for pk, _, doi, pmid in rows:
        while pk in into:
            pk = into[pk]
        known |= {identifier: pk for identifier in (doi.lower(), pmid) if identifier}
    return known


@transaction.atomic
def _take_over(source, rows, loaded, now):
    """Record what the rows say of one paper, in the order in which it happened; what was reinstated is lifted."""
    for row in sorted(rows, key=lambda r: (r.on or ("9999" if r.reinstates else ""), r.reinstates)):
        if row.reinstates:
            loaded.lifted += _reinstate(source, row, now)
        else:
            loaded.recorded += len(record_seen(source, [row.as_seen()], feed=NAME, now=now))
    _say_found(source, sum(not r.reinstates for r in rows), now)


def _reinstate(source, row, now):
    """Lift the retractions that the reinstatement came after; returns how many stood."""
    lifted = 0
    for notice in source.notices.standing().filter(kind=NoticeKind.RETRACTION):
        if notice.published_on is None and notice.recorded_by_id:
            continue  # a person knows of a retraction whose day nobody knows: a person lifts it
        if row.on and notice.published_on and notice.published_on.isoformat() > row.on:
            continue
        lift_notice(notice, now=now, because=f"The paper was reinstated{_on(row)} (Retraction Watch, {row.record_id}).")
        lifted += 1
    return lifted


def _on(row):
    day = date.fromisoformat(row.on) if row.on else None
    return f" on {day.day} {day:%B %Y}" if day else ""


def _say_found(source, notices, now):
    SourceCheck.objects.update_or_create(
        source=source,
        feed=NAME,
        defaults={
            "outcome": CheckOutcome.NOTICES if notices else CheckOutcome.CLEAR,
            "notices": notices,
            "problem": "",
            "tried_at": now,
            "answered_at": now,
        },
    )


def _say_who_is_missing(ours, now):
    """A paper that was in an earlier file and is not in this one: what was found stays."""
    gone = SourceCheck.objects.filter(feed=NAME, notices__gt=0).exclude(source__in=list(ours))
    problem = "The newest Retraction Watch file no longer names this paper. What it said before stays."
    gone.update(outcome=CheckOutcome.FAILED, problem=problem, tried_at=now)
