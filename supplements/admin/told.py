"""What reviewers decided about the sources of rows, for staff pages: state, words, who and when."""

from dataclasses import dataclass

from django.db.models import Prefetch

from references.audit.disputes import hidden_from
from references.models import Citation, Verdict
from references.outcomes import NOT_JUDGED, Outcome


@dataclass(frozen=True)
class CitedTold:
    """One source of a row. state: "never", "stale" or "fresh"; "hidden" from whoever is to give a second opinion."""

    citation: Citation
    state: str
    verdict: Verdict | None = None

    @property
    def source(self):
        return self.citation.source.survivor

    @property
    def outcome(self):
        return Outcome(self.citation.outcome) if self.citation.outcome else None


def state_of(citation, hidden=frozenset()):
    if citation.pk in hidden:
        return "hidden"
    if citation.outcome in NOT_JUDGED:
        return "never"
    return "fresh" if citation.is_fresh else "stale"


def hidden_among(row_ids, person):
    """The ids of those citations of these rows whose verdicts `person` must not see yet."""
    found = Citation.objects.filter(hidden_from(person), claim__in=list(row_ids), present=True)
    return set(found.order_by().values_list("pk", flat=True))


def cited_told(row, person):
    """The present citations of a row, with their latest verdicts."""
    citations = (
        Citation.objects.filter(claim=row.pk, present=True)
        .select_related("source__merged_into")
        .prefetch_related("passages", Prefetch("verdicts", Verdict.objects.order_by("-number")))
        .order_by("changed_at")
    )
    hidden = hidden_among([row.pk], person)
    return [_told(citation, hidden) for citation in citations]


def _told(citation, hidden):
    state = state_of(citation, hidden)
    verdicts = list(citation.verdicts.all())[:1]
    return CitedTold(citation, state, verdicts[0] if verdicts and state != "hidden" else None)
