"""A night of the watch: 1,000 sources against a local server that answers like the catalogues do."""

import threading
import time
from contextlib import contextmanager
from http.server import ThreadingHTTPServer

SOURCES = 1000


def figures(say):
    from django.test import override_settings
    from django.utils import timezone

    from references.models import Source
    from references.monitoring import checking

    with _catalogues() as catalogues, override_settings(**_pointing_at(catalogues)):
        made = _sources(catalogues)
        say(f"\n## The watch: {SOURCES:,} sources\n\n| round | wall time | questions |\n|---|---|---|")
        for label in ("first look", "second look, nothing new"):
            catalogues.requests.clear()
            start = time.perf_counter()
            this_round = checking.Round()
            pks = list(Source.objects.filter(pk__in=made).values_list("pk", flat=True))
            for _, sources in checking.batches(pks):
                this_round.check(sources, now=timezone.now())
            spent = time.perf_counter() - start
            say(f"| {label}: {this_round.summary} | {spent:.1f} s | {len(catalogues.requests)} |")


@contextmanager
def _catalogues():
    from tests.catalogues import Catalogues, Handler

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.catalogues = Catalogues(f"http://127.0.0.1:{server.server_port}", None)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.catalogues
    server.shutdown()
    server.server_close()


def _pointing_at(catalogues):
    host = catalogues.address.removeprefix("http://")
    return {"CATALOGUES": dict(catalogues.base), "FETCH_ALLOWS": {host}}


def _sources(catalogues):
    """Ids of new sources; every fiftieth has a notice that two catalogues name."""
    from references.models import Source

    made = Source.objects.bulk_create(
        Source(
            citekey=f"watched{n}",
            title=f"A watched trial, number {n}",
            authors=[{"family": "Author", "given": "A"}],
            doi=f"10.1000/watched.{n}",
            pmid=str(30_000_000 + n),
        )
        for n in range(SOURCES)
    )
    for source in made:
        catalogues.crossref[source.doi] = {}
        catalogues.pubmed[source.pmid] = {"doi": source.doi}
        catalogues.europepmc[source.pmid] = {"pmid": source.pmid, "doi": source.doi}
    for n, source in enumerate(made[::50]):
        notice = {"DOI": f"10.1000/notice.{n}", "type": "correction", "source": "publisher"}
        notice["updated"] = {"date-parts": [[2026, 2, 3]]}
        catalogues.crossref[source.doi] = {"updated-by": [notice]}
        comment = {"type": "ErratumIn", "pmid": str(40_000_000 + n), "source": f"J. 2026 Feb 3;1. doi: {notice['DOI']}"}
        catalogues.pubmed[source.pmid] = {"doi": source.doi, "comments": [comment]}
    return [source.pk for source in made]
