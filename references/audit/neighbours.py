"""What stands beside a citation: the same words in other places, and other claims on the same passage."""

from dataclasses import dataclass

from django.db.models import Q

from references.independence import forbidden_to
from references.models import Citation, Source

from . import reading
from .queue import documents_of

PLACES = 24
"""So many places are shown and judged at once; what is more stays in the queue."""
CLAIMS = 5


@dataclass(frozen=True)
class Place:
    """A citation beside the one on the desk, with the text it stands in."""

    citation: Citation
    document: object

    @property
    def claim(self):
        return self.citation.claim

    @property
    def sentence(self):
        return reading.around(self.claim.context, self.claim.text)

    @property
    def state(self):
        return reading.state_of(self.citation)


@dataclass(frozen=True)
class Neighbours:
    """places: the same words on the same source, waiting too, that one act may judge along; left_out: those of them that
    this person may not judge. claims: others that rest on a passage of this citation; more: whether there are others yet.
    """

    places: list[Place]
    left_out: list[Place]
    claims: list[Place]
    more: bool

    def only(self, keys):
        """Those of the places that the reviewer had been shown."""
        return [place.citation for place in self.places if str(place.citation.pk) in keys]


def neighbours(citation, person):
    """Three queries, however many there are, and one for each kind of document."""
    same = list(_same_words(citation).annotate(forbidden=forbidden_to(person))[:PLACES])
    others = list(_same_passage(citation).exclude(pk__in=[c.pk for c in same])[: CLAIMS + 1])
    documents = documents_of({_key(c) for c in [*same, *others]})
    places = [Place(c, documents.get(_key(c))) for c in same]
    return Neighbours(
        places=[p for p in places if not p.citation.forbidden],
        left_out=[p for p in places if p.citation.forbidden],
        claims=[Place(c, documents.get(_key(c))) for c in others[:CLAIMS]],
        more=len(others) > CLAIMS,
    )


def _key(citation):
    return citation.claim.content_type_id, citation.claim.object_id


def _in_order(citations):
    order = ["claim__content_type", "claim__object_id", "claim__position", "pk"]
    return citations.select_related("claim").order_by(*order)


def _same_words(citation):
    """Citations that wait with the same digest on the same source: whoever judges one judges the same words in each."""
    survivor = citation.source.survivor
    sources = Source.objects.filter(Q(pk=survivor.pk) | Q(merged_into=survivor)).order_by().values("pk")
    waiting = Citation.objects.awaiting_verdict().filter(source__in=sources, digest=citation.digest)
    return _in_order(waiting.exclude(pk=citation.pk))


def _same_passage(citation):
    passages = [passage.pk for passage in citation.passages.all()]
    resting = Citation.objects.present().filter(uses__passage__in=passages).exclude(claim=citation.claim_id)
    return _in_order(resting).distinct()
