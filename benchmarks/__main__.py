"""make bench: the figures that the budgets of the design name. Compare ratios within one run; machines differ.

Works on a database of its own in a temporary folder, or on the one that DATABASE_URL names (an empty one).
"""

import gzip
import os
import statistics
import subprocess
import sys
import tempfile
import time

from . import auditing, catalogue, checks, importing, library, look_alikes, reading, watching

ROUNDS = 5
REQUESTS = 300


def main():
    with tempfile.TemporaryDirectory(prefix="spinehealth-bench-") as folder:
        os.mkdir(os.path.join(folder, "static"))
        os.environ |= {"SPINEHEALTH_LOCAL": "1", "SPINEHEALTH_VAR": folder, "DEMO_PASSWORD": "only for figures"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spinehealth.settings")
        import django

        django.setup()
        measure()


def measure():
    from django.core.management import call_command
    from django.db import connection

    say(f"# Figures ({connection.vendor}, Python {sys.version.split()[0]})")
    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)
    article, editor = publishing_figures()
    page_figures(article)
    admin_figures(article, editor)
    ratio_to_the_floor(article.slug)
    reading.figures(say)
    importing.figures(say)
    look_alikes.figures(say)
    watching.figures(say)
    library.figures(say)
    auditing.figures(say)
    catalogue.figures(say)
    article.refresh_from_db()
    checks.figures(say, article)


def say(line=""):
    print(line, flush=True)


def ms(start):
    return f"{(time.perf_counter() - start) * 1000:.0f} ms"


def publishing_figures():
    from articles import publishing, snapshot
    from articles.checks import Request, run
    from tests import builders

    from . import generated

    article, editor = generated.article()
    publisher = builders.publisher()
    snapshot.freeze(article)  # warm
    say("\n## Publishing: 40 blocks, 100 claims (budget: 300 ms in all)\n\n| act | wall time |\n|---|---|")
    start = time.perf_counter()
    frozen = snapshot.freeze(article)
    say(f"| freeze | {ms(start)} |")
    start = time.perf_counter()
    found = run(frozen.content, Request())
    say(f"| checks ({len(found)} findings) | {ms(start)} |")
    token = publishing.preview_token(frozen, None)
    start = time.perf_counter()
    publishing.publish(article=article, by=publisher, now=builders.later(60), token=token)
    say(f"| publish (locks, freezes, checks, renders, stores) | {ms(start)} |")
    return article, editor


def page_figures(article):
    from articles.models import Article
    from references.models import Source

    demo = Article.objects.exclude(pk=article.pk).live().first()
    source = Source.objects.filter(published__edition=demo.live_edition).first()
    claim = demo.live_edition.citations.first().claim
    say("\n## Public pages\n\n| page | queries | CPU a request | body | gzip |\n|---|---|---|---|---|")
    for label, path in {
        "demo article": f"/articles/{demo.slug}/",
        "generated article": f"/articles/{article.slug}/",
        "evidence (demo)": f"/articles/{demo.slug}/evidence/",
        "evidence (generated)": f"/articles/{article.slug}/evidence/",
        "claim": f"/claims/{claim.pk}/",
        "source": f"/sources/{source.citekey}/",
        "sources": "/sources/",
        "articles": "/articles/",
        "home": "/",
    }.items():
        say(f"| {label} | {row(path)} |")
    first_view(f"/articles/{demo.slug}/")


def row(path, cookie=""):
    from . import cpu, queries

    app = cpu.application("site")
    body = cpu.call(app, path, cookie)
    asked = queries.made_by(lambda: cpu.call(app, path, cookie))
    start = time.process_time()
    for _ in range(20):
        cpu.call(app, path, cookie)
    spent = (time.process_time() - start) * 1000 / 20
    return f"{asked} | {spent:.2f} ms | {len(body) / 1000:.0f} kB | {len(gzip.compress(body, 6)) / 1000:.1f} kB"


def first_view(path):
    """HTML, style sheets and scripts of a first view, compressed (budget: 60 kB)."""
    import re

    from django.contrib.staticfiles import finders

    from . import cpu

    body = cpu.call(cpu.application("site"), path)
    sizes = {"HTML": len(gzip.compress(body, 6))}
    for name in re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js))"', body.decode()):
        with open(finders.find(name), "rb") as file:
            sizes[name] = len(gzip.compress(file.read(), 6))
    parts = ", ".join(f"{name} {size / 1000:.1f}" for name, size in sizes.items())
    say(f"\nFirst view of the demo article, compressed: {sum(sizes.values()) / 1000:.1f} kB ({parts}); budget 60 kB.")


def signed_in(person):
    """The cookie of somebody who has signed in."""
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = person.get_session_auth_hash()
    session.save()
    return f"sessionid={session.session_key}"


def admin_figures(article, editor):
    from django.urls import reverse

    cookie = signed_in(editor)
    say("\n## Staff pages (change page budget: 20 queries, 400 ms)\n")
    say("| page | queries | CPU a request | body | gzip |\n|---|---|---|---|---|")
    for name in ("change", "findings", "evidence"):
        path = reverse(f"admin:articles_article_{name}", args=[article.pk])
        say(f"| {name} of 40 blocks, 100 claims | {row(path, cookie)} |")


def ratio_to_the_floor(slug):
    """CPU of the article page against one SELECT and one template with the same body, in turn."""
    from django.db import connection

    from . import cpu

    path = f"/articles/{slug}/"
    body = cpu.call(cpu.application("site"), path).decode()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_floor (slug varchar(100) PRIMARY KEY, title text, html text)")
        cursor.execute("INSERT INTO bench_floor VALUES (%s, %s, %s)", [slug, "Generated", body])
    ratios = []
    say("\n## CPU of the article page against plain Django: one SELECT, one template, an equal body (budget: 1.15)\n")
    say("| round | site | floor | ratio |\n|---|---|---|---|")
    for number in range(1, ROUNDS + 1):
        site, floor = spent("site", path), spent("floor", path)
        ratios.append(site / floor)
        say(f"| {number} | {site:.3f} ms | {floor:.3f} ms | {site / floor:.2f} |")
    say(f"\nMedian ratio {statistics.median(ratios):.2f}.")


def spent(name, path):
    command = [sys.executable, "-m", "benchmarks.cpu", name, path, str(REQUESTS)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    main()
