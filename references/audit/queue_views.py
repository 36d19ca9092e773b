"""The queue: what waits for a person, and how far the audit has come."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from references.models import Source, Verdict
from references.models.claim import Kind
from references.outcomes import Outcome

from . import progress
from .access import audit_page
from .progress import Bar
from .queue import PAGE, Risk, documents_of
from .queue_address import filters_of, query_of, queue_of
from .queue_filters import SKIPPED
from .queue_rows import address_of, sections

__all__ = ["filters_of", "judging", "just_saved", "queue", "queue_of"]

BARS = 3
"""So many texts have a bar beside that of the whole site, those with most to do."""
_WHO = {"free": "Free", "mine": "Mine", "others": "Taken by others", SKIPPED: "Skipped by me"}

judging = audit_page("references.judge_citation", "give verdicts on citations")


@dataclass(frozen=True)
class Choice:
    """One value of a filter: its name, how many there are, and the address that chooses it, or gives it up again."""

    label: str
    count: int
    address: str
    chosen: bool


@judging
@require_http_methods(["GET", "HEAD"])
def queue(request):
    waiting = queue_of(request)
    if waiting.page > waiting.pages:
        waiting = replace(waiting, page=waiting.pages)
    shown = sections(waiting)
    sources = Source.objects.in_bulk([pk for pk, _ in waiting.sources] + [waiting.filters.source or 0])
    documents = [document for document, _ in waiting.documents]
    titles = documents_of({*documents, waiting.filters.document} - {None})
    citekey = sources[waiting.filters.source].citekey if waiting.filters.source else None
    query = filters_of(waiting, citekey)
    for section in shown:
        only = {"risk": section.risk} if section.risk else {"who": SKIPPED}
        section.address = filters_of(waiting, citekey, **only)
    return render(
        request,
        "audit/queue.html",
        {
            "queue": waiting,
            "sections": shown,
            "rows": sum(len(section.rows) for section in shown),
            "facets": _facets(waiting, citekey, titles, sources),
            "hidden_fields": {k: v for k, v in query_of(waiting.filters, citekey).items() if k != "q"},
            "without_words": filters_of(waiting, citekey, words=type(waiting.filters.words)()),
            "mine": filters_of(waiting, citekey, who=None if waiting.filters.who == "mine" else "mine"),
            "bars": _bars(waiting, documents[:BARS], titles, citekey),
            "looked_up": None if waiting.filters.any or dict(waiting.risks)[Risk.SOURCE] else progress.looked_up(),
            "start": waiting.first and address_of(waiting.first),
            "pages": _pages(waiting),
            "filters": query,
            "page_query": f"{query}{'&' if query else '?'}",
            "saved": just_saved(request),
        },
    )


def _pages(waiting):
    """What the list says of its pages."""
    number, last = waiting.page, waiting.pages
    return {
        "number": number,
        "last": last,
        "start": PAGE * (number - 1) + 1,
        "end": min(PAGE * number, waiting.total),
        "previous": number - 1,
        "next": number + 1 if number < last else 0,
    }


def _facets(waiting, citekey, titles, sources):
    """[(heading, its choices)]. A choice keeps all other filters; the chosen one gives itself up."""
    f = waiting.filters

    def choice(name, value, label, count, key=None):
        chosen = getattr(f, name) == value
        known = key if name == "source" and not chosen else citekey
        return Choice(label, count, filters_of(waiting, known, **{name: None if chosen else value}), chosen)

    def with_chosen(found, chosen):
        """The chosen one is shown, even if nothing of it waits."""
        return found if chosen is None or chosen in dict(found) else [*found, (chosen, 0)]

    kinds, live, who = waiting.kinds, waiting.live, waiting.who
    documents = with_chosen(waiting.documents, f.document)
    cited = with_chosen(waiting.sources, f.source)
    return [
        ("Risk", [choice("risk", risk, risk.label, count) for risk, count in waiting.risks]),
        ("Article", [choice("document", d, _title(titles.get(d)), count) for d, count in documents]),
        ("Who", [choice("who", key, label, who[key]) for key, label in _WHO.items()]),
        ("What readers see", [choice("live", key, label, live[key]) for key, label in _SEEN.items()]),
        ("Kind of claim", [choice("kind", k, k.label.capitalize(), kinds[k]) for k in Kind if kinds[k] or f.kind == k]),
        ("Source", [choice("source", s, sources[s].citekey, n, sources[s].citekey) for s, n in cited]),
    ]


_SEEN = {True: "Live", False: "Draft only"}


def _title(document):
    return "A text that was deleted" if document is None else str(document)


def _bars(waiting, documents, titles, citekey):
    """The whole site, then the texts with most to do."""
    found = progress.of_documents(documents)
    site = Bar("Whole site", filters_of(waiting, citekey, document=None), progress.of_site())
    return [
        site,
        *(
            Bar(_title(titles.get(d)), filters_of(waiting, citekey, document=d), found[d])
            for d in documents
            if d in found
        ),
    ]


def just_saved(request):
    """The reviewer's own verdict that led here, as long as it can be taken back."""
    try:
        pk = UUID(request.GET.get("after", ""))
    except ValueError:
        return None
    last = (
        Verdict.objects.filter(citation=pk).select_related("citation__source__merged_into").order_by("-number").first()
    )
    return last if last and last.reviewer_id == request.user.pk and last.outcome != Outcome.UNDONE else None
