"""The catalogue at size: the grid, the page that readers compare on, and an article that carries it all.

Run alone: python -m benchmarks.catalogue
"""

import time

FORMS, ATTRIBUTES = 40, 20
GRID = (20, 15)


def figures(say):
    """Grid and public page at 40 forms × 20 attributes, every cell filled, cited and judged."""
    from django.urls import reverse

    from articles import publishing, snapshot
    from tests import builders
    from tests.supplement_builders import placing

    from .__main__ import ms, row, signed_in

    say(f"\n## The catalogue: {FORMS} forms × {ATTRIBUTES} attributes, every cell cited and judged\n")
    start = time.perf_counter()
    small = filled(*GRID)
    compared = filled(FORMS, ATTRIBUTES)
    say(f"Made in {ms(start)}.\n\n| act | wall time |\n|---|---|")
    article = placing(compared)
    publisher = builders.publisher()
    start = time.perf_counter()
    token = publishing.preview_token(snapshot.freeze(article), None)
    say(f"| freeze | {ms(start)} |")
    start = time.perf_counter()
    publishing.publish(article=article, by=publisher, now=builders.later(60), token=token)
    say(f"| publish (locks, freezes, checks, renders, stores) | {ms(start)} |")
    say("\n| page | queries | CPU a request | body | gzip |\n|---|---|---|---|---|")
    cookie = signed_in(builders.editor())
    for label, which in ((f"grid {GRID[0]} × {GRID[1]} (budget: 20, 400 ms)", small), ("grid", compared)):
        address = reverse("admin:supplements_comparison_change", args=[which.pk])
        say(f"| {label} | {row(address, cookie)} |")
    slug, article_slug = compared.substance.slug, article.slug
    for label, path in {
        "comparison (budget: 2 queries)": f"/supplements/{slug}/forms/",
        "comparison, sorted and filtered": f"/supplements/{slug}/forms/?sort=attribute-3&goal=attribute-5",
        "comparison, three side by side": f"/supplements/{slug}/forms/?form=form-1&form=form-2&form=form-3&compare=1",
        "calculator": f"/supplements/{slug}/calculator/",
        "substance": f"/supplements/{slug}/",
        "substance as JSON": f"/supplements/{slug}.json",
        "article that carries it": f"/articles/{article_slug}/",
    }.items():
        say(f"| {label} | {row(path)} |")


def filled(forms, attributes):
    """A comparison whose every cell has a value, a source with a passage, and a verdict."""
    from supplements import catalogue
    from supplements.models import Cell
    from tests import builders
    from tests import supplement_builders as made

    substance, by = made.substance(), builders.editor()
    compared = made.comparison(
        forms=[made.form(substance, f"Form {n}", f"Zn{n}O{n + 1}", slug=f"form-{n}") for n in range(1, forms + 1)]
    )
    goals = {5: {"filter_as": "goal", "filter_label": "Sleep"}}
    asked = [
        made.attribute(compared, f"Attribute {n}", "number" if n % 3 == 0 else "text", **goals.get(n, {}))
        for n in range(1, attributes + 1)
    ]
    sources = [builders.source() for _ in range(30)]
    rows = [
        Cell(
            comparison=compared,
            form=form,
            attribute=a,
            **({"low": n} if a.kind == "number" else {"text": f"Value {n}"}),
        )
        for n, form in enumerate(compared.forms.all(), 1)
        for a in asked
    ]
    cited = {row.pk: made.cites(sources[n % 30], finding=row.sentence()) for n, row in enumerate(rows)}
    catalogue.save_many(substance, rows, by=by, now=builders.NOW, citations=cited)
    made.judge_all(substance, by=builders.reviewer())
    return compared


if __name__ == "__main__":
    from .own_site import own_site

    with own_site("The catalogue") as say:
        figures(say)
