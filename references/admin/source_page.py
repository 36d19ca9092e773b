"""What the page of a source tells beside its form: what rests on it, its notices, when it was looked at, its history.

A constant number of queries, however often it is cited.
"""

from django.db.models import Q
from django.utils.html import strip_tags
from django.utils.text import Truncator, capfirst

from references import filling
from references.audit.disputes import hidden_from
from references.models import Citation, LookAlike, Source, SourceLink, SourceMerge
from references.models.duplicate import Decision
from references.models.source import CheckState
from references.models.watching import CheckOutcome

from .origins import label_of, name_of
from .shown import shown
from .source_list import LOOKS
from .source_standing import IN_A_DRAFT, JUDGED, Judged, day, standing_of

MOST_CITATIONS = 100
MOST_CHANGES = 30
_NOT_JUDGED = {False: "never checked", True: "you give a second opinion on it"}


def told(source, person):
    """Everything that the template shows to `person`, as plain rows."""
    citations = _citations(source, person)
    standing = standing_of([source])[source.pk]
    return {
        "citations": citations[:MOST_CITATIONS],
        "more_citations": len(citations) > MOST_CITATIONS,
        "documents": len({c["document"] for c in citations if c["document"]}),
        "standing": standing,
        "verdicts": [(LOOKS[state], state, n) for state, n in standing.verdicts.items()],
        "notices": _notices(source),
        "look": look(source),
        "checks": _checks(source),
        "versions": _versions(source),
        "look_alikes": _look_alikes(source),
        "merges": _merges(source),
        "changes": _changes(source),
        "link": SourceLink.objects.filter(source=source).first(),
        "attachments": list(source.attachments.select_related("added_by")),
        "aliases": [a.citekey for a in source.aliases.all()],
    }


# ---- what rests on it


def _citations(source, person):
    """One row for each citation that stands in a draft or that readers see; live ones first."""
    found = (
        Citation.objects.filter(IN_A_DRAFT | Q(is_live=True), source=source)
        .annotate(judged=JUDGED, is_hidden=hidden_from(person))
        .select_related("claim")
        .prefetch_related("claim__document", "verdicts")
        .order_by("-is_live", "claim__content_type", "claim__object_id", "claim__position")
    )
    return [_citation(c) for c in found[: MOST_CITATIONS + 1]]


def _citation(citation):
    claim, verdict = citation.claim, list(citation.verdicts.all())[-1:]
    state = Judged.NEVER if citation.is_hidden else Judged(citation.judged)
    return {
        "text": claim.text,
        "section": claim.section,
        "document": claim.document,
        "live": citation.is_live,
        "in_draft": citation.present and claim.present,
        "stance": citation.get_stance_display(),
        "state": state,
        "look": LOOKS[state],
        "words": citation.get_outcome_display()
        if citation.outcome and state != Judged.NEVER
        else _NOT_JUDGED[citation.is_hidden],
        "stale": state == Judged.STALE,
        "by": verdict[0].reviewer_name if verdict and state != Judged.NEVER else "",
        "at": verdict[0].at if verdict and state != Judged.NEVER else None,
        "audit_at": citation.get_audit_url(),
        "public_at": claim.get_absolute_url(),
    }


# ---- what happened to it


def _notices(source):
    notices = source.notices.select_related("recorded_by", "lifted_by").prefetch_related("witnesses")
    return [
        {
            "notice": n,
            "exactly": n.get_type_display() if n.type and n.type != n.kind else "",
            "witnesses": [
                f"{_who(w.asserted_by)}, seen in {name_of(w.seen_in)} since {day(w.first_seen_at)}"
                for w in n.witnesses.all()
            ],
            "at": f"https://doi.org/{n.doi}" if n.doi else n.url,
        }
        for n in notices
    ]


def _who(asserted_by):
    return {"publisher": "The publisher", "retraction-watch": "Retraction Watch"}.get(asserted_by, name_of(asserted_by))


def look(source, now=None):
    """“Last checked 18 Nov”, “Never checked” or “Could not be checked on 18 Nov”: three different things."""
    if source.check_state == CheckState.NEVER:
        return "Never checked"
    last = f"last checked {day(source.checked_at, now)}" if source.checked_at else "never checked with success"
    if source.check_state == CheckState.FAILED:
        tried = f" on {day(source.check_tried_at, now)}" if source.check_tried_at else ""
        return f"Could not be checked{tried}; {last}"
    return capfirst(last)


def _checks(source):
    """[(feed, what it said, what went wrong last)]"""
    rows = []
    for check in source.checks.all():
        said = f"{check.get_outcome_display()}, {day(check.tried_at)}"
        if check.outcome == CheckOutcome.FAILED:
            said += f"; last answer {day(check.answered_at)}" if check.answered_at else "; it never answered"
        rows.append((name_of(check.feed), said, check.problem))
    return rows


# ---- other records of the same work


def _versions(source):
    """Other versions of the work: [(source, what it is to this one)]."""
    same = Q(superseded_by=source) | Q(pk=source.superseded_by_id)
    if source.family_id:
        same |= Q(family=source.family_id)
    rows = Source.objects.filter(same, merged_into=None).exclude(pk=source.pk).order_by("year", "citekey")
    return [(row, _relation(row, source)) for row in rows]


def _relation(row, source):
    if row.pk == source.superseded_by_id:
        return "newer version"
    if row.superseded_by_id == source.pk:
        return "older version"
    return "another version"


def _look_alikes(source):
    pairs = LookAlike.objects.filter(Q(first=source) | Q(second=source), decision=Decision.OPEN)
    pairs = pairs.filter(first__merged_into=None, second__merged_into=None).select_related("first", "second")
    return [(pair, pair.second if pair.first_id == source.pk else pair.first) for pair in pairs]


def _merges(source):
    merges = SourceMerge.objects.filter(Q(winner=source) | Q(loser=source))
    return list(merges.select_related("winner", "loser", "by", "undone_by"))


# ---- what was changed


def _changes(source):
    """The latest changes of the record: when, from where, by whom, and each unit before and after."""
    return [
        {
            "at": change.at,
            "origin": name_of(change.origin),
            "by": change.by,
            "rows": rows,
            "began": all(not before for _, before, _ in rows),
        }
        for change in source.changes.select_related("by")[:MOST_CHANGES]
        if (rows := _units(change.changes))
    ]


def _units(changes):
    """[(label, before, after)] as short plain text."""
    rows = []
    for unit, names in filling.UNITS.items():
        if any(name in changes for name in names):
            before, after = ({n: (changes.get(n) or [None, None])[side] for n in names} for side in (0, 1))
            before, after = _short(unit, before), _short(unit, after)
            # a new record takes over what stood in its type before anybody chose one
            rows.append((label_of(unit), before if before != after else "", after))
    return rows


def _short(unit, values):
    return Truncator(strip_tags(str(shown(unit, values)))).chars(160)
