"""Which citations need a person, and which of them first."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Count, IntegerChoices, Q, Value, When
from django.db.models.functions import Coalesce

from references.independence import forbidden_ids
from references.models import Citation
from references.models.source import SourceStatus
from references.outcomes import FITTING, Outcome

NEGATIVE = [Outcome.CONTRADICTED, Outcome.NOT_ADDRESSED]
NOT_JUDGED = ["", Outcome.UNDONE, Outcome.NOT_REACHED]

# An editor who says “contradicts” expects “contradicted”: readers are told so, and nothing is left to do.
_EXPECTED = Q(*[Q(stance=stance, outcome__in=fitting) for stance, fitting in FITTING.items()], _connector=Q.OR)
_NEGATIVE_LIVE = Q(outcome__in=NEGATIVE, claim__is_live=True)

_ORDER = ["risk", "claim__content_type", "claim__object_id", "claim__position", "pk"]


class Risk(IntegerChoices):
    """Why a citation needs a person; the first that fits. The lower, the sooner."""

    SOURCE = 1, "Source retracted or under concern"
    NEGATIVE = 2, "Judged negative, but readers still see it"
    STALE = 3, "Stale: something changed since the verdict"
    NEVER = 4, "Never checked"

    @property
    def key(self):
        """Its name in an address."""
        return self.name.lower()


def by_risk(citations):
    """Citations with their `risk`, the highest first, then by document and by position in it."""
    status = Coalesce("source__merged_into__status", "source__status")
    return (
        citations.alias(source_status=status)
        .annotate(
            risk=Case(
                When(source_status__in=[SourceStatus.RETRACTED, SourceStatus.CONCERN], then=Value(Risk.SOURCE)),
                When(_NEGATIVE_LIVE, then=Value(Risk.NEGATIVE)),
                When(outcome__in=NOT_JUDGED, then=Value(Risk.NEVER)),
                default=Value(Risk.STALE),
            )
        )
        .order_by(*_ORDER)
    )


def needing_a_person():
    """Present citations without a fresh verdict, and those judged negative while readers see them."""
    negative = Citation.objects.present().filter(_NEGATIVE_LIVE, ~_EXPECTED)
    return by_risk(Citation.objects.awaiting_verdict() | negative)


@dataclass(frozen=True)
class Queue:
    """What one reviewer sees of the queue.

    risk, document: None for all of them; a document is a pair of content type id and object id.
    """

    person: object
    risk: Risk | None = None
    document: tuple[int, str] | None = None

    @cached_property
    def _all(self):
        return needing_a_person().exclude(pk__in=forbidden_ids(needing_a_person(), self.person))

    @cached_property
    def items(self):
        """The citations to judge under this filter, in order."""
        return self._filtered(self._all)

    def _filtered(self, citations):
        if self.risk:
            citations = citations.filter(risk=self.risk)
        if self.document:
            content_type, object_id = self.document
            citations = citations.filter(claim__content_type=content_type, claim__object_id=object_id)
        return citations

    @cached_property
    def hidden(self):
        """How many this person may not judge."""
        return forbidden_ids(self._filtered(needing_a_person()), self.person).count()

    @cached_property
    def risks(self):
        """[(risk, how many)] over all risks of the document; zero is shown, because zero is news."""
        rows = Queue(self.person, document=self.document).items.order_by().values_list("risk")
        found = dict(rows.annotate(n=Count("pk")))
        return [(risk, found.get(risk, 0)) for risk in Risk]

    @cached_property
    def total(self):
        """How many there are under this filter."""
        return sum(n for risk, n in self.risks if self.risk in (None, risk))

    def documents(self, at_most):
        """[(content type id, object id, how many)], those with most to do first."""
        rows = Queue(self.person, self.risk).items.order_by().values_list("claim__content_type", "claim__object_id")
        return list(rows.annotate(n=Count("pk")).order_by("-n", "claim__object_id")[:at_most])

    def place_of(self, citation):
        """Its number in the queue, from 1; None if it is not in it."""
        if not self.items.filter(pk=citation.pk).exists():
            return None
        return self.items.exclude(_behind(citation)).count()

    def after(self, citation):
        """The item that follows `citation`, from the top again at the end; None if there is no other."""
        others = self.items.exclude(pk=citation.pk)
        return others.filter(_behind(citation)).first() or others.first()


def _behind(citation):
    """Items that stand behind `citation` in the order."""
    here = by_risk(Citation.objects.filter(pk=citation.pk)).values(*_ORDER).get()
    behind, same = Q(), Q()
    for name in _ORDER:
        behind |= same & Q(**{f"{name}__gt": here[name]})
        same &= Q(**{name: here[name]})
    return behind


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
