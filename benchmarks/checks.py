"""The automatic checks: what they cost, and how often they are right. By itself: python -m benchmarks.checks."""

import json
import statistics
import time

from .own_site import own_site

ARTICLES = 500
ROUNDS = 5


def figures(say, article):
    """Of an article whose live edition has 100 claims, of 500 such editions, of hostile texts, and of the labelled sentences."""
    content = json.loads(article.live_edition.content.content)
    _one_article(say, article, content)
    _live_editions(say, article)
    _hostile_texts(say)
    _labelled_sentences(say)


def _one_article(say, article, content):
    from articles import check_requests, checks
    from tests.builders import later

    asked = time.perf_counter()
    request = check_requests.for_live(article.live_edition, content, now=later(90))
    asked = time.perf_counter() - asked
    say(
        f"\n## Checks over one article: {len(content['blocks'])} blocks, {len(content['claims'])} claims (budget: 150 ms)\n"
    )
    say("| part | median of five | CPU |\n|---|---|---|")
    say(f"| all {len(checks.RULES)} rules | {_median(lambda: checks.run(content, request))} |")
    for module in checks._MODULES:
        name = module.__name__.rpartition(".")[2]
        say(f"| {name} | {_median(lambda m=module: [list(check(content, request)) for check in m.CHECKS])} |")
    say(f"| (what they ask of the library, once) | {asked * 1000:.1f} ms | |")


def _median(act):
    from articles.checks import sentences

    walls, spent = [], []
    for _ in range(ROUNDS):
        sentences._paragraphs.cache_clear()
        sentences._sentences.cache_clear()
        wall, cpu = time.perf_counter(), time.process_time()
        act()
        walls.append((time.perf_counter() - wall) * 1000)
        spent.append((time.process_time() - cpu) * 1000)
    return f"{statistics.median(walls):.1f} ms | {statistics.median(spent):.1f} ms"


def _live_editions(say, article):
    """The nightly run over copies of one live edition; the first night writes its findings down, the second finds them there."""
    from articles import live_checks
    from articles.models import Article
    from tests.builders import later

    _copy(article, ARTICLES - Article.objects.live().count())
    say(f"\n## The nightly run over {Article.objects.live().count()} live editions of 100 claims\n")
    say("| night | wall time | an edition | came to |\n|---|---|---|---|")
    for night, now in (("first", later(100)), ("second", later(200))):
        start = time.perf_counter()
        summary = live_checks.check_all(now=now)
        taken = time.perf_counter() - start
        say(f"| {night} | {taken:.1f} s | {taken * 1000 / summary.articles:.0f} ms | {summary} |")


def _copy(article, count):
    """Live editions of other articles with the same content; only what a check reads."""
    from django.db import transaction

    from articles.models import Article, Edition, EditionContent

    edition = article.live_edition
    content = edition.content.content
    copied = {
        f.attname: getattr(edition, f.attname)
        for f in Edition._meta.concrete_fields
        if f.attname not in {"id", "digest"}
    }
    with transaction.atomic():
        articles = Article.objects.bulk_create(Article(title=f"Copy {n}", slug=f"bench-copy-{n}") for n in range(count))
        editions = [Edition(**copied | {"article_id": a.pk}, digest=f"bench copy {n}") for n, a in enumerate(articles)]
        for made in Edition.objects.bulk_create(editions):
            EditionContent.objects.create(edition=made, content=content)
            Article.objects.filter(pk=made.article_id).update(live_edition=made)


def _hostile_texts(say):
    """Ten times the text should take about ten times as long."""
    from articles import checks
    from tests.articles import frozen_content

    say("\n## Checks over texts that are none (100 kB, 1 MB in one block)\n\n| text | 100 kB | 1 MB |\n|---|---|---|")
    for text in ("a ", "(", ". ", "1.", "makes a "):
        taken = []
        for size in (100_000, 1_000_000):
            content = frozen_content.content(frozen_content.block("text", text=f"<p>{text * (size // len(text))}</p>"))
            start = time.perf_counter()
            checks.run(content, checks.Request())
            taken.append(f"{time.perf_counter() - start:.2f} s")
        say(f"| {text!r} repeated | {' | '.join(taken)} |")


def _labelled_sentences(say):
    from articles.checks import RULES
    from tests.articles.labelled import all_cases, scores
    from tests.articles.labelled.further import FIRST_SIGHT

    cases = all_cases()
    clean = sum(not case.expected for case in cases)
    say(f"\n## Precision and recall over {len(cases)} labelled sentences, {clean} of them clean\n")
    say(
        "A rule with precision under 0.8 informs, it does not warn. At first sight: over sentences written after the\n"
        "rule, before it was mended for them.\n"
    )
    say("| rule | weight | sentences | precision | recall | at first sight |\n|---|---|---|---|---|---|")
    for code, score in scores(cases).items():
        told = "{:.2f}, {:.2f}".format(*FIRST_SIGHT[code]) if code in FIRST_SIGHT else ""
        number = score.found + score.false + score.missed + score.passed
        weight = RULES[code].severity.name.lower()
        say(f"| {code} | {weight} | {number} | {score.precision:.2f} | {score.recall:.2f} | {told} |")
    say(f"\nWithout labelled sentences: {', '.join(sorted(set(RULES) - {case.code for case in cases}))}.")


def main():
    with own_site("Figures of the checks") as say:
        from tests import builders

        from . import generated

        article, _ = generated.article()
        builders.publish(article, now=builders.later(60))
        article.refresh_from_db()
        figures(say, article)


if __name__ == "__main__":
    main()
