"""Which citations need a person, and which of them first."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, IntegerChoices, Q, Value, When

from references.independence import forbidden_to
from references.models import Citation, Source
from references.models.source import SourceStatus
from references.outcomes import FITTING, Outcome, Stance

NEGATIVE = [Outcome.CONTRADICTED, Outcome.NOT_ADDRESSED]
NOT_JUDGED = ["", Outcome.UNDONE, Outcome.NOT_REACHED]
_DOUBTFUL = [SourceStatus.RETRACTED, SourceStatus.CONCERN]

# An editor who says “contradicts” expects “contradicted”: readers are told so, and nothing is left to do.
_EXPECTED = Q(*[Q(stance=stance, outcome__in=fitting) for stance, fitting in FITTING.items()], _connector=Q.OR)
_NEGATIVE_LIVE = Q(outcome__in=NEGATIVE, claim__is_live=True)


def _having(*statuses):
    """Sources of these statuses, and those merged into one."""
    return Source.objects.filter(Q(status__in=statuses) | Q(merged_into__status__in=statuses)).order_by()


def _rests_on_retracted():
    """Readers meet a sentence that rests on a retracted source, whatever the draft says by now."""
    resting = [Stance.SUPPORTS, Stance.QUALIFIES]
    return Q(is_live=True, stance__in=resting, source__in=_having(SourceStatus.RETRACTED))


class Risk(IntegerChoices):
    """Why a citation needs a person; the first that fits. The lower, the sooner."""

    SOURCE = 1, "Retracted or under concern"
    NEGATIVE = 2, "Negative, still live"
    STALE = 3, "Stale"
    NEVER = 4, "Never checked"

    @property
    def told(self):
        """Its label as a heading."""
        return {
            Risk.SOURCE: "Source retracted or under concern",
            Risk.NEGATIVE: "Judged negative, but readers still see it",
            Risk.STALE: "Stale: something changed since the verdict",
        }.get(self, self.label)

    @property
    def key(self):
        """Its name in an address."""
        return self.name.lower()


class Item(NamedTuple):
    """A waiting citation, in the order of the queue: by risk, then by document and position in it.

    Of the first risk those come first that readers see resting on a retracted source.
    """

    risk: Risk
    later: bool
    content_type: int
    object_id: str
    position: int
    citation: UUID
    forbidden: bool

    @property
    def document(self):
        return self.content_type, self.object_id


def needing_a_person():
    """Present citations without a fresh verdict, and those that readers see though they are negative or retracted.

    A claim that readers see on a retracted source stays until an edition without it, even if the draft dropped it.
    """
    negative = Citation.objects.present().filter(_NEGATIVE_LIVE, ~_EXPECTED)
    return Citation.objects.awaiting_verdict() | negative | Citation.objects.filter(_rests_on_retracted())


def _with_risk(citations):
    return citations.annotate(
        later=Case(When(_rests_on_retracted(), then=Value(False)), default=Value(True)),
        risk=Case(
            When(source__in=_having(*_DOUBTFUL), then=Value(Risk.SOURCE)),
            When(_NEGATIVE_LIVE, then=Value(Risk.NEGATIVE)),
            When(outcome__in=NOT_JUDGED, then=Value(Risk.NEVER)),
            default=Value(Risk.STALE),
        ),
    )


@dataclass(frozen=True)
class Queue:
    """What one reviewer sees of the queue.

    risk, document: None for all of them; a document is a pair of content type id and object id. The whole queue is read
    once, narrow, in one query; counts, pages and neighbours all come from it.
    """

    person: object
    risk: Risk | None = None
    document: tuple[int, str] | None = None

    @cached_property
    def _waiting(self):
        rows = _with_risk(needing_a_person()).annotate(forbidden=forbidden_to(self.person)).order_by()
        fields = ["claim__content_type", "claim__object_id", "claim__position", "pk", "forbidden"]
        return sorted(Item._make(row) for row in rows.values_list("risk", "later", *fields))

    def _chosen(self, *, risk, document, forbidden=False):
        return [
            item
            for item in self._waiting
            if item.forbidden == forbidden and risk in (None, item.risk) and document in (None, item.document)
        ]

    @cached_property
    def items(self):
        """What waits for this person under the filters, in order."""
        return self._chosen(risk=self.risk, document=self.document)

    @property
    def total(self):
        return len(self.items)

    @cached_property
    def hidden(self):
        """How many this person may not judge."""
        return len(self._chosen(risk=self.risk, document=self.document, forbidden=True))

    @cached_property
    def risks(self):
        """[(risk, how many)] over all risks of the document; zero is shown, because zero is news."""
        found = Counter(item.risk for item in self._chosen(risk=None, document=self.document))
        return [(risk, found[risk]) for risk in Risk]

    def documents(self, at_most):
        """[(document, how many)] under the risk, those with most to do first."""
        return Counter(item.document for item in self._chosen(risk=self.risk, document=None)).most_common(at_most)

    def place_of(self, citation):
        """Its number in the queue, from 1; None if it is not in it."""
        keys = [item.citation for item in self.items]
        return keys.index(citation.pk) + 1 if citation.pk in keys else None

    def after(self, citation):
        """The key of the item that follows `citation`, from the top again at the end; None if there is no other."""
        place = self.place_of(citation) or 0
        others = [item.citation for item in self.items[place:] + self.items[:place] if item.citation != citation.pk]
        return others[0] if others else None


def documents_of(keys):
    """{(content type id, object id): document} for these keys, one query for each kind of document."""
    by_type = {}
    for content_type, object_id in keys:
        by_type.setdefault(content_type, set()).add(object_id)
    found = {}
    for content_type, ids in by_type.items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        for document in model._default_manager.filter(pk__in=ids):
            found[content_type, str(document.pk)] = document
    return found
