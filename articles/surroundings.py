"""What rules need to know beside an article: abstracts, contrary studies, and what other live articles state.

`library(content)` reads it for a frozen draft or edition, with a constant number of queries.
"""

import json
import re
from functools import lru_cache

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Subquery
from rapidfuzz import fuzz, process

from references.canonical import canonical_text
from references.models import Citation, Claim, Source, Verdict
from references.outcomes import Outcome
from references.quantities import quantities
from supplements.models import Substance

from .checks import Library
from .checks.stated import Stated
from .models import Article

ALIKE = 90
"""Percent of rapidfuzz's ratio. Two wordings this near say the same, if their figures and denials are the same."""
MOST_CONTRARY = 5_000
MOST_ELSEWHERE = 1_000

_DENIALS = re.compile(
    r"\b(?:no|not|never|cannot|neither|nor|without|less|fewer|worse|more|better|lower|higher)\b|n['’]t\b", re.IGNORECASE
)


def library(content):
    """The Library of an article, as `Request.library` takes it. content: frozen, with the article's id."""
    sources = Source.objects.resolve({s["citekey"] for s in content["sources"]})
    abstracts = {key: source.abstract for key, source in sources.items() if source.abstract}
    return Library(abstracts=abstracts, contrary=_contrary(content, sources), elsewhere=_elsewhere(content, sources))


def _contrary(content, sources):
    """{claim id: citekeys} of sources that a reviewer found to contradict these very words, and that the article cites nowhere.

    A wording counts as it was judged, so it does not matter if its document was changed since, or dropped the study:
    a contrary study that an editor took off a sentence is still contrary to it. Sources that were retracted count for nothing.
    """
    judged = _judged_contradicted(exclude=[s.pk for s in sources.values()])
    wordings, found = list(judged), {}
    for claim in content["claims"] if wordings else ():
        # quickly, what is near at all; then, what says the same
        near = process.extract(
            canonical_text(claim["text"]), wordings, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None
        )
        if keys := {key for wording, _, _ in near if says_the_same(claim["text"], wording) for key in judged[wording]}:
            found[claim["id"]] = tuple(sorted(keys))
    return found


def _judged_contradicted(*, exclude):
    """{wording as judged: citekeys} of the citations whose last verdict is “contradicted”."""
    last = Verdict.objects.filter(citation=OuterRef("pk")).order_by("-number").values("judged")[:1]
    rows = (
        # both values of `present`, so that its index serves
        Citation.objects.filter(present__in=[True, False], outcome=Outcome.CONTRADICTED, source__merged_into=None)
        .exclude(source__in=exclude)
        .exclude(source__status="retracted")
        .annotate(judged_text=Subquery(last))
        .values_list("judged_text", "source__citekey")
        .order_by()
    )
    found = {}
    for judged, citekey in rows[:MOST_CONTRARY]:
        found.setdefault(json.loads(judged)["claim"], set()).add(citekey)
    return found


def says_the_same(one, other):
    """Whether two wordings are near to each other, and no figure and no denial makes them two statements."""
    (one, *what_one), (other, *what_other) = _meaning(one), _meaning(other)
    return what_one == what_other and fuzz.ratio(one, other, score_cutoff=ALIKE) >= ALIKE


@lru_cache(maxsize=MOST_CONTRARY)
def _meaning(text):
    """The canonical wording, what turns its meaning round, and its figures."""
    text = canonical_text(text)
    return text, _turns(text), [(q.low, q.high) for q in quantities(text)]


def _turns(text):
    return sorted(found[0].lower() for found in _DENIALS.finditer(text))


def _elsewhere(content, sources):
    """Live sentences of other articles that rest on a source of this one, with the sources in common.

    The text is that of their drafts today; where it differs from what readers see, an editor is at work on it.
    """
    keys = {source.pk: key for key, source in sources.items()}
    shared = {}
    rows = (
        Citation.objects.filter(source__in=keys, is_live=True, present=True, claim__present=True)
        .exclude(
            claim__content_type=ContentType.objects.get_for_model(Article), claim__object_id=content["article"]["id"]
        )
        .order_by("claim", "pk")
        .values_list("claim", "source")[:MOST_ELSEWHERE]
    )
    here = {claim["id"] for claim in content["claims"]}  # rows of the catalogue that the article carries itself
    for claim, source in rows:
        if str(claim) not in here:
            shared.setdefault(claim, set()).add(keys[source])
    claims = list(Claim.objects.filter(pk__in=shared, text__regex="[0-9]").values_list("pk", "text", "object_id"))
    names = _names({of for _, _, of in claims})
    return tuple(_stated(pk, text, names.get(of, (of, False)), shared[pk]) for pk, text, of in claims)


def _stated(pk, text, of, sources):
    name, is_row = of
    return Stated(str(pk), text, name, frozenset(sources), is_row)


def _names(ids):
    """{id: (what the text is called, whether it is the catalogue)}"""
    articles = {str(a.pk): (a.title, False) for a in Article.objects.filter(pk__in=ids).only("title")}
    if ids <= articles.keys():
        return articles
    substances = Substance.objects.filter(pk__in=ids - articles.keys())
    return articles | {str(s.pk): (f"{s.name} in the catalogue", True) for s in substances}
