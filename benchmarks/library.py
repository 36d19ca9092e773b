"""A library as the budgets name it: 30,000 sources, 50,000 claims, 100,000 citations in 500 articles.

By itself (`python -m benchmarks.library`) it fills a database of its own and prints what the list of sources and the page
of one cost, and how long 100 references take in each style.
"""

import random
import time
from datetime import timedelta
from functools import partial
from uuid import UUID

from . import queries
from .own_site import own_site

SOURCES, CLAIMS, CITATIONS, ARTICLES = 30_000, 50_000, 100_000, 500
_WORDS = [
    "magnesium", "zinc", "calcium", "vitamin", "pain", "sleep", "cramps", "trial", "review",
    "women", "adults", "oral", "placebo", "serum", "effect", "dose", "muscle", "migraine",
    "insomnia", "bone", "kidney", "deficiency", "absorption", "citrate", "oxide", "controlled", "randomised",
    "cohort",
]  # fmt: skip
_ABSTRACT = "Methods: Half of them took magnesium and half of them a placebo. " * 22
_DESIGNS = ["randomised-trial", "cohort", "systematic-review", "narrative-review", "guideline", ""]


def fill(now):
    """Rows of all kinds, the same at each run; returns the key of the source that is cited most."""
    from django.contrib.auth.models import User
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection

    from articles.models import Article
    from references.models import Citation, Claim, Source

    dice = random.Random(7)
    by = User.objects.create_user("bench", is_staff=True)
    Source.objects.bulk_create((_source(n, dice, now) for n in range(SOURCES)), batch_size=500)
    Article.objects.bulk_create(Article(title=f"Article {n}", slug=f"article-{n}") for n in range(ARTICLES))
    articles = list(Article.objects.filter(slug__startswith="article-").values_list("pk", flat=True))
    kind = ContentType.objects.get_for_model(Article)
    Claim.objects.bulk_create(
        (
            Claim(
                pk=UUID(int=n + 1),
                content_type=kind,
                object_id=str(articles[n % ARTICLES]),
                text=f"In trial {n} pain fell by {n % 10} points in people who took magnesium for {n % 7 + 2} weeks.",
                section=f"Section {n % 12}",
                position=n,
                is_live=n % 3 == 0,
                changed_at=now,
                changed_by=by,
            )
            for n in range(CLAIMS)
        ),
        batch_size=1000,
    )
    sources = list(Source.objects.filter(doi__startswith="10.5555/library").order_by("pk").values_list("pk", flat=True))
    Citation.objects.bulk_create((_citation(n, dice, sources, by, now) for n in range(CITATIONS)), batch_size=1000)
    with connection.cursor() as cursor:
        # a database that has lived a day has done so by itself
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return sources[0]


def _source(n, dice, now):
    from references.models import Source

    title = " ".join(dice.choices(_WORDS, k=11)).capitalize()
    return Source(
        citekey=f"work{n}",
        title=f"{title} Mg<sup>2+</sup>" if n % 20 == 0 else title,
        authors=[{"family": f"Author{n % 5000}", "given": "A B"}, {"family": "Other", "given": "C"}],
        container_title="Journal of Trials of Magnesium",
        container_title_short="J Trials Magnes",
        year=1980 + n % 46,
        doi=f"10.5555/library.{n}",
        design=_DESIGNS[n % len(_DESIGNS)],
        sample_size=n % 900,
        abstract=_ABSTRACT,
        check_state=["checked", "checked", "failed", "never"][n % 4],
        checked_at=now - timedelta(hours=n % 60),
        created_at=now,
    )


def _citation(n, dice, sources, by, now):
    from references.models import Citation

    # two sources for each claim; a few of them are cited again and again
    at = int(len(sources) * dice.random() ** 3) // 2 * 2 + n % 2
    outcome = dice.choice(["supported", "supported", "supported", "partly", "contradicted", ""])
    digest = f"{n:064d}"
    return Citation(
        claim_id=UUID(int=n // 2 + 1),
        source_id=sources[min(at, len(sources) - 1)],
        stance="supports",
        present=True,
        is_live=n // 2 % 3 == 0,
        digest=digest,
        verdict_digest="" if not outcome else digest if n % 9 else "f" * 64,
        outcome=outcome,
        changed_at=now,
        changed_by=by,
    )


def figures(say):
    """Print the tables by `say`."""
    from django.contrib.auth.models import User
    from django.utils import timezone

    start = time.perf_counter()
    pk = fill(timezone.now())
    say(
        f"\n## The library: {SOURCES:,} sources, {CITATIONS:,} citations (filled in {time.perf_counter() - start:.0f} s)\n"
    )
    boss = User.objects.create_superuser("bench-boss")
    _pages(boss, pk, say)
    _styles(say)


def _pages(person, pk, say):
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person)
    say("| page (budget: 300 ms) | queries | time, best of 5 | body |\n|---|---|---|---|")
    listed = "/admin/references/source/"
    for label, address in {
        "list of sources": listed,
        "… by number of claims": f"{listed}?o=-4",
        "… by title": f"{listed}?o=2",
        "… the 200th page": f"{listed}?p=200",
        "… search for a common word": f"{listed}?q=magnesium",
        "… search for a rare one": f"{listed}?q=work29999",
        "… search across markup": f"{listed}?q=Mg2%2B",
        "… search for a DOI": f"{listed}?q=10.5555/library.777",
        "… cited by a live article": f"{listed}?use=live",
        "… only in drafts": f"{listed}?use=drafts",
        "… never cited": f"{listed}?use=never",
        "… a negative verdict": f"{listed}?verdicts=negative",
        "… a stale verdict": f"{listed}?verdicts=stale",
        "… look-alikes": f"{listed}?record=alike",
        "… incomplete": f"{listed}?record=incomplete",
        "… with all counts": f"{listed}?_facets=True",
        "page of the most cited source": f"{listed}{pk}/change/",
    }.items():
        body = client.get(address).content
        asked = queries.made_by(partial(client.get, address))
        best = min(_timed(client, address) for _ in range(5))
        say(f"| {label} | {asked} | {best * 1000:.0f} ms | {len(body) / 1000:.0f} kB |")


def _timed(client, address):
    start = time.perf_counter()
    client.get(address)
    return time.perf_counter() - start


def _styles(say):
    from references.bibliography import STYLES, csl_of
    from references.models import Source
    from references.reference_line import line

    works = [csl_of(s) for s in Source.objects.filter(doi__startswith="10.5555/library").order_by("pk")[:100]]
    say("\n| 100 references in | time |\n|---|---|")
    for style in STYLES:
        line(works[0], style.csl)  # reads the style
        start = time.perf_counter()
        for csl in works:
            line(csl, style.csl)
        say(f"| {style.label} | {(time.perf_counter() - start) * 1000:.0f} ms |")


def main():
    with own_site("Figures of the library") as say:
        figures(say)


if __name__ == "__main__":
    main()
