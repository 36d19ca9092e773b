"""Parts of the catalogue as readers see them, out of frozen blocks: comparisons cell by cell, facts row by row. Pure.

The same shapes serve the page of an article and the tools that read editions.
"""

from datetime import date
from decimal import Decimal

from supplements.charts import dose_chart
from supplements.chemistry import shown
from supplements.freezing import DOSE_CHART, PARTS_OF_CHART
from supplements.limits import left_out
from supplements.models.advice import Care, Happens
from supplements.models.advice import Topic as HowTopic
from supplements.models.comparison import AttributeKind, Effect, Empty
from supplements.models.form import Bond, Route
from supplements.models.intake import IntakeKind, Scope, Sex, Stage
from supplements.models.row import Seriousness
from supplements.wording import ages, number, span

EMPTY_WORDS = {
    Empty.NOT_SEARCHED: "Not searched yet",
    Empty.NONE_FOUND: "Searched, none found",
    Empty.NOT_APPLICABLE: "Does not apply",
    Empty.WITHDRAWN: "Withdrawn",
}
EMPTY_SIGNS = {Empty.NOT_SEARCHED: "–", Empty.NOT_APPLICABLE: "·", Empty.WITHDRAWN: "⊘"}
"""A searched cell has an open square, the shape for “no good evidence found”."""

TITLES = {
    "definition": "What it is",
    "intake": "How much a day",
    "doses": "Doses used in studies",
    "dose-chart": "How much a day, and doses used in studies",
    "interactions": "With medicines",
    "cautions": "Who should be careful",
    "adverse-effects": "Unwanted effects",
    "how-to-take": "How to take it",
    "foods": "Foods",
}


def is_catalogue(block):
    return block["type"] in {"comparisontable", "substancefacts"}


def title_of(block):
    if block["type"] == "comparisontable":
        return block["title"] or block["comparison"]["name"]
    return block["title"] or TITLES[block["part"]]


def comparison_told(block, claims):
    """A frozen comparison. claims: {id: claim_told}.

    {title, substance, attributes [frozen, and whether it is computed], forms [form_told with
    cells, in the order of the attributes]}
    """
    cells, unit = {(c["form"], c["attribute"]): c for c in block["cells"]}, block["substance"]["unit"]
    attributes = [a | {"computed": a["kind"] == AttributeKind.COMPUTED} for a in block["attributes"]]
    forms = []
    for form in block["forms"]:
        told = form_told(form)
        told["cells"] = [
            computed_told(told, a)
            if a["computed"]
            else cell_told(cells.get((form["slug"], a["slug"])), form, a, claims, unit)
            for a in attributes
        ]
        forms.append(told)
    return {
        "title": title_of(block),
        "comparison": block["comparison"],
        "substance": block["substance"],
        "attributes": attributes,
        "forms": by_route(forms),
        "scales": [a for a in attributes if a["steps"]],
    }


def by_route(forms):
    """Forms by mouth first; the first of another route says that it is not to be ranked with them."""
    order = [Route.ORAL, Route.SKIN, Route.INFUSION]
    forms = sorted(forms, key=lambda form: order.index(form["route"]))
    return [
        form | {"apart": n > 0 and form["route"] != Route.ORAL and forms[n - 1]["route"] != form["route"]}
        for n, form in enumerate(forms)
    ]


def form_told(form):
    """A frozen form in words: name with its route, formula, range of the element's share in per cent."""
    route = Route(form["route"])
    compounds = [
        {**c, "shown": shown(c["formula"]), "percent": percent(c["fraction"]) if c["fraction"] else ""}
        for c in form["compounds"]
    ]
    shares = [Decimal(c["fraction"]) for c in form["compounds"] if c["fraction"]]
    return {
        **form,
        "label": form["name"] if route == Route.ORAL else f"{form['name']}, {route.label}",
        "bond_words": Bond(form["bond"]).label,
        "route_words": route.label,
        "compounds": compounds,
        "lowest": min(shares, default=None),
        "highest": max(shares, default=None),
        "percent": _range(shares),
    }


def percent(fraction):
    """“14.1%” of a fraction from 0 to 1, to one decimal place."""
    return f"{(Decimal(fraction) * 100).quantize(Decimal('0.1'))}%"


def _range(shares):
    if not shares:
        return ""
    low, high = percent(min(shares)), percent(max(shares))
    return high if low == high else f"{low[:-1]}–{high}"


def computed_told(form, attribute):
    """The cell of a computed column: the element's share, and of which compounds."""
    told = {"attribute": attribute, "kind": "computed", "form": form["slug"], "claim": None}
    if not form["percent"]:
        return told | empty_told(None)
    names = [c["name"] for c in form["compounds"]]
    note = names[0] if len(names) == 1 else "by salt and water"
    return told | {"value": form["percent"], "note": note, "sort": form["highest"]}


def cell_told(cell, form, attribute, claims, unit):
    """A frozen cell; None where nobody touched it, which means: not searched."""
    told = {"attribute": attribute, "form": form["slug"], "claim": None}
    if cell is None or cell["empty"] or cell["claim"] not in claims:
        return told | empty_told(cell)
    return told | {
        "kind": "filled",
        "claim": claims[cell["claim"]],
        "value": cell["value"][:1].upper() + cell["value"][1:],
        "note": cell["note"],
        "studied": studied(cell, unit),
        "step": step_of(cell, attribute),
        "effect": Effect(cell["effect"]).label if cell["effect"] else "",
        "effect_key": cell["effect"],
        "sort": sort_key(cell, attribute),
    }


def empty_told(cell):
    reason = Empty(cell["empty"]) if cell and cell["empty"] else Empty.NOT_SEARCHED
    told = {"kind": "empty", "empty": reason.value, "value": EMPTY_WORDS[reason], "sign": EMPTY_SIGNS.get(reason, "")}
    if reason == Empty.NONE_FOUND:
        on = date.fromisoformat(cell["looked_on"])
        told["receipt"] = {"where": cell["looked_in"], "for": cell["looked_for"], "on": on}
    return told | {"note": cell["note"] if cell else "", "sort": None}


def studied(cell, unit):
    """Who was studied, and with what, in a few words."""
    people = [
        f"one {one}" if cell[name] == 1 else f"{cell[name]:,} {many}"
        for name, one, many in (("studies", "study", "studies"), ("people", "person", "people"))
        if cell[name] is not None
    ]
    dose = f"{span(cell['dose_low'], cell['dose_high'])} {unit} a day" if cell["dose_low"] else ""
    as_form = f"studied as {cell['studied_as']}" if cell["studied_as"] else ""
    return ", ".join(filter(None, [*people, cell["who"], dose, as_form]))


def step_of(cell, attribute):
    """{label, meaning, number, of} of a step, so that a grade never stands without its scale; None without one."""
    for place, step in enumerate(attribute["steps"], 1):
        if step["label"] == cell["step"]:
            return {**step, "number": place, "of": len(attribute["steps"])}
    return None


def sort_key(cell, attribute):
    """What a column is sorted by: a number, or None where it has none."""
    match attribute["kind"]:
        case AttributeKind.NUMBER:
            return Decimal(cell["low"])
        case AttributeKind.SCALE:
            step = step_of(cell, attribute)
            return step and Decimal(step["number"])
        case AttributeKind.OUTCOME:
            order = [Effect.HARMS, Effect.DIFFERS, Effect.NO_DIFFERENCE, Effect.HELPS]
            return Decimal(order.index(cell["effect"]))
    return None


def cautions_in(blocks):
    """The cautions that a page shows anywhere, as frozen rows."""
    return [
        row for block in blocks if is_catalogue(block) for row in block.get("rows", ()) if row["part"] == "cautions"
    ]


def chart_told(block, cautions):
    """{title, html, example, left_out} of a block that asks for the dose chart; None of others.

    left_out: whom its values do not cover, which is said beside every chart.
    """
    if block["part"] != DOSE_CHART:
        return None
    parts = {name: [row for row in block["rows"] if row["part"] == name] for name in PARTS_OF_CHART}
    example = {name: Decimal(amount) for name, amount in block["example"].items() if amount is not None}
    chart = dose_chart(parts["intake"], parts["doses"], substance=block["substance"], id=block["id"], **example)
    return {"title": chart.title, "html": chart.html, "example": bool(example), "left_out": left_out(cautions)}


def facts_told(block, claims):
    """A frozen part of the catalogue: {title, substance, part, rows [row_told]}, and the rows of intake and doses apart."""
    rows = [row_told(row, block["substance"], claims) for row in block["rows"] if row["claim"] in claims]
    told = {"title": title_of(block), "substance": block["substance"], "part": block["part"], "rows": rows}
    told["intake"] = [row for row in rows if row["part"] == "intake"]
    told["doses"] = [row for row in rows if row["part"] == "doses"]
    told["intake_tables"] = intake_tables(told["intake"])
    told["limit_below_need"] = limit_below_need(told["intake"])
    return told


def intake_tables(intake):
    """One table for each authority: [{authority, heads [words], lines [{ages, cells [{head, row or None}]}]}], ages down."""
    return [_intake_table(rows) for rows in _by(intake, lambda row: row["authority"]["slug"]).values()]


def _intake_table(rows):
    columns = sorted({_column(row) for row in rows})
    of_age = _by(sorted(rows, key=lambda r: r["age_from"]), lambda r: (r["age_from"], r["age_below"]))
    lines = []
    for age, of in of_age.items():
        there = {_column(row): row for row in of}
        lines.append({"ages": ages(*age), "cells": [{"head": _head_of(c), "row": there.get(c)} for c in columns]})
    return {"authority": rows[0]["authority"], "heads": [_head_of(column) for column in columns], "lines": lines}


def _column(row):
    """Recommendations first, in the order of sexes and stages; then limits, by what they count."""
    is_limit = row["kind"] == IntakeKind.UL
    counts = list(Scope).index(row["scope"]) if is_limit else 0
    return is_limit, counts, list(Stage).index(row["stage"]), list(Sex).index(row["sex"])


def _head_of(column):
    is_limit, counts, stage, sex = column
    who = list(Stage)[stage].label if stage else list(Sex)[sex].label
    if not is_limit:
        return who.capitalize()
    limit = f"Upper limit, {list(Scope)[counts].label}"
    return limit if sex == stage == 0 else f"{limit}: {who}"


def _by(rows, key):
    found = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def limit_below_need(intake):
    """Whether a limit is lower than what is recommended for the same age: that needs a word, since they count differently."""
    needs = [row for row in intake if row["kind"] != IntakeKind.UL]
    limits = [row for row in intake if row["kind"] == IntakeKind.UL and row["scope"] == Scope.SUPPLEMENTS]
    return any(
        Decimal(limit["amount"]) < Decimal(need["amount"])
        for limit in limits
        for need in needs
        if limit["age_from"] <= need["age_from"] and need["age_from"] < (limit["age_below"] or need["age_from"] + 1)
    )


def row_told(row, substance, claims):
    """A frozen row with its claim, and its fields in words beside the fields themselves."""
    told = {**row, "claim": claims[row["claim"]], "unit": substance["unit"]}
    match row["part"]:
        case "intake":
            told |= {
                "kind_words": IntakeKind(row["kind"]).label,
                "kind_short": row["kind"].upper(),
                "scope_words": Scope(row["scope"]).label,
                "sex_words": Sex(row["sex"]).label,
                "stage_words": Stage(row["stage"]).label if row["stage"] else "",
                "amount_words": f"{number(row['amount'])} {substance['unit']}",
            }
        case "doses":
            told["amount_words"] = f"{span(row['low'], row['high'])} {substance['unit']}"
        case "interactions":
            happens = Happens(row["happens"]).label.replace("the substance", substance["said"])
            told |= {"happens_words": happens, "seriousness_words": Seriousness(row["seriousness"]).label}
        case "cautions":
            told |= {
                "care_words": Care(row["care"]).label,
                "seriousness_words": Seriousness(row["seriousness"]).label,
                "asks_first": row["care"] in {Care.ASK_FIRST, Care.DO_NOT},
            }
        case "adverse-effects":
            told["seriousness_words"] = Seriousness(row["seriousness"]).label
        case "how-to-take":
            told["topic_words"] = HowTopic(row["topic"]).label
        case "foods":
            told["amount_words"] = f"{number(row['amount'])} {substance['unit']}"
    return told
