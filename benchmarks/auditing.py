"""The queue and the desk over the library of `benchmarks.library`: 100,000 citations, of which 30,000 wait.

By itself (`python -m benchmarks.auditing`) it fills a database of its own.
"""

import time
from datetime import timedelta
from functools import partial
from uuid import UUID

from . import library, queries
from .own_site import own_site

ROUNDS = 5


def fill(now):
    """What an audit leaves behind: verdicts, edits, reports, takings, skips; returns the reviewer who looks at it."""
    from django.db import connection

    from references.models import Citation, Claim
    from references.models.claim import Kind
    from tests import builders

    person, other = builders.reviewer(username="bench-reviewer"), builders.reviewer(username="bench-other")
    editor = Claim.objects.filter(pk=UUID(int=1)).get().changed_by
    claims, citations = Claim.objects.filter(changed_by=editor), Citation.objects.filter(changed_by=editor)
    for number, kind in enumerate(Kind.values):
        claims.filter(position__gte=number * 7_000).update(kind=kind)
    claims.filter(position__lt=400).update(without_source=True)
    citations.filter(claim__position__lt=3_000).update(numbers_differ=True)
    citations.exclude(outcome="").update(judged_at=now - timedelta(days=30))
    citations.filter(claim__position__gte=49_000).exclude(outcome="").update(judged_at=now - timedelta(days=500))
    _verdicts(citations, other, now)
    _edits(claims, editor, person, now)
    _hands(citations, person, other, now)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return person


def _verdicts(citations, by, now):
    from references.models import Verdict

    judged = citations.exclude(outcome="").values_list("pk", "outcome", "digest", "judged_at")
    Verdict.objects.bulk_create(
        (
            Verdict(
                citation_id=pk,
                number=1,
                outcome=outcome,
                reviewer=by,
                reviewer_name="bench-other",
                at=at,
                judged='{"claim":"Pain fell.","passages":[]}',
                judged_digest=digest,
                digest=f"{n:064d}",
            )
            for n, (pk, outcome, digest, at) in enumerate(judged.iterator(chunk_size=2000))
        ),
        batch_size=1000,
    )


def _edits(claims, editor, person, now):
    """An edit of each claim, and of every thirtieth by the reviewer, who may not judge that one."""
    from references.models import EvidenceEdit

    keys = list(claims.order_by("position").values_list("pk", flat=True))
    EvidenceEdit.objects.bulk_create(
        (
            EvidenceEdit(claim_id=pk, part="wording", person=person if n % 30 == 0 else editor, at=now)
            for n, pk in enumerate(keys)
        ),
        batch_size=1000,
    )


def _hands(citations, person, other, now):
    from references.models import ProblemReport, SecondOpinion, Skip, Taking

    waiting = list(citations.awaiting_verdict().order_by("claim__position", "pk")[:600])
    Taking.objects.bulk_create(
        Taking(kind="citation", item=c.pk, person=person if n % 2 else other, at=now, assigned_by=other)
        for n, c in enumerate(waiting[:200])
    )
    Skip.objects.bulk_create(
        Skip(
            kind="citation", item=c.pk, person=person if n % 2 else other, because="In German.", at=now, digest=c.digest
        )
        for n, c in enumerate(waiting[200:400])
    )
    SecondOpinion.objects.bulk_create(SecondOpinion(citation=c, asked_by=other, asked_at=now) for c in waiting[400:500])
    ProblemReport.objects.bulk_create(
        ProblemReport(claim_id=c.claim_id, wording="Pain fell.", kind="number", text="Really?", at=now)
        for c in waiting[500:600]
    )


def figures(say):
    """Print the table by `say`; the library is filled already."""
    from django.test import Client
    from django.utils import timezone

    from references.audit.queue import Filters, Queue, Risk

    start = time.perf_counter()
    person = fill(timezone.now())
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person)
    queue = Queue(person, timezone.now())
    say(
        f"\n## The audit: {library.CITATIONS:,} citations, {queue.total:,} items in the queue, {queue.hidden:,} hidden by"
        f" four eyes (filled in {time.perf_counter() - start:.0f} s)\n"
    )
    first = Queue(person, timezone.now(), Filters(risk=Risk.NEVER)).items[0]
    say("| page (budget: 300 ms) | queries | time, median of 5 | body |\n|---|---|---|---|")
    for label, address in {
        "queue": "/audit/",
        "… never checked": "/audit/?state=never",
        "… the 100th page of it": "/audit/?state=never&page=100",
        "… stale, live, free": "/audit/?state=stale&seen=live&who=free",
        "… of one kind": "/audit/?kind=safety",
        "… mine": "/audit/?who=mine",
        "… words in many sentences": "/audit/?q=pain+fell",
        "… an author": "/audit/?q=Author77",
        "… a DOI": "/audit/?q=10.5555/library.777",
        "desk": f"/audit/{first.key}/",
        "… under a filter": f"/audit/{first.key}/?state=never",
    }.items():
        body = client.get(address).content
        asked = queries.made_by(partial(client.get, address))
        times = sorted(library._timed(client, address) for _ in range(ROUNDS))
        say(f"| {label} | {asked} | {times[ROUNDS // 2] * 1000:.0f} ms | {len(body) / 1000:.0f} kB |")


def main():
    with own_site("Figures of the audit") as say:
        from django.utils import timezone

        library.fill(timezone.now())
        figures(say)


if __name__ == "__main__":
    main()
