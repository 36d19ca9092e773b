"""The words that somebody looks for in the queue: in the sentence, or in citekey, authors and DOI of its source."""

import json
from dataclasses import dataclass

from django.db.models import Q

from references import canonical, identifiers
from references.models import Source

_MOST = 8
LONGEST = 200


@dataclass(frozen=True)
class Words:
    typed: str = ""

    @classmethod
    def of(cls, text):
        """What was typed, as far as a database can look for it."""
        return cls(" ".join(canonical.storable(text).split())[:LONGEST])

    def __bool__(self):
        return bool(self.typed)

    def on_citations(self):
        return self._each(lambda word: Q(claim__text__icontains=word) | Q(source__in=_sources(word)))

    def on_claims(self):
        return self._each(lambda word: Q(text__icontains=word))

    def on_reports(self):
        return self._each(lambda word: Q(claim__text__icontains=word))

    def _each(self, condition):
        """Every word is found somewhere; a pasted DOI is one word."""
        try:
            words = [identifiers.CANONICAL["doi"](self.typed)]
        except ValueError:
            words = self.typed.split()[:_MOST]
        return Q(*[condition(word) for word in words])


def _sources(word):
    found = Q(citekey__icontains=word) | Q(authors__icontains=word) | Q(doi__icontains=word)
    # SQLite keeps JSON as ASCII, so that “ö” stands there as an escape
    if (escaped := json.dumps(word)[1:-1]) != word:
        found |= Q(authors__icontains=escaped)
    sources = Source.objects.filter(found)
    return sources.order_by().values("pk")
