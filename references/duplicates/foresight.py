"""What a merge would do to citations, verdicts and drafts, told before it is done."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef

from references.models import Citation
from references.outcomes import NOT_JUDGED

from .moving import are_one


@dataclass(frozen=True)
class Holding:
    """What rests on one source today: citations in drafts, documents, verdicts that count, standing notices."""

    citations: int
    documents: int
    live: int
    verdicts: int
    notices: int


@dataclass(frozen=True)
class Foresight:
    """both: claims that cite both. stale: verdicts that go out of date, as notices join. drafts: that name the loser."""

    winner: Holding
    loser: Holding
    both: int
    stale: int
    drafts: int

    @property
    def citations(self):
        return self.winner.citations + self.loser.citations - self.both

    @property
    def verdicts(self):
        return self.winner.verdicts + self.loser.verdicts


def foresee(winner, loser):
    """A constant number of queries."""
    ours, theirs = _standing(winner), _standing(loser)
    joined = ours + [n for n in theirs if not any(are_one(o, n) for o in ours)]
    rival = Citation.objects.filter(source=loser, present=True, claim=OuterRef("claim"))
    holdings = [_holding(winner, ours), _holding(loser, theirs)]
    return Foresight(
        *holdings,
        both=Citation.objects.present().filter(Exists(rival), source=winner).count(),
        stale=sum(_fresh(s).count() for s, own in ((winner, ours), (loser, theirs)) if _said(own) != _said(joined)),
        drafts=holdings[1].documents,
    )


def _standing(source):
    return list(source.notices.standing())


def _said(notices):
    """What a verdict was given for."""
    return Counter((n.kind, n.published_on, n.note) for n in notices)


def _fresh(source):
    judged = Citation.objects.present().filter(source=source).exclude(outcome__in=NOT_JUDGED)
    return judged.filter(digest=F("verdict_digest"))


def _holding(source, notices):
    rows = Citation.objects.present().filter(source=source)
    said = list(rows.values_list("claim__content_type", "claim__object_id", "claim__is_live", "outcome"))
    return Holding(
        citations=len(said),
        documents=len({row[:2] for row in said}),
        live=sum(row[2] for row in said),
        verdicts=sum(row[3] not in NOT_JUDGED for row in said),
        notices=len(notices),
    )
