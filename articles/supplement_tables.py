"""Every published table of a substance as rows, for CSV and JSON. The columns are a contract: new ones come at the end.

Each row names its claim, how that stands, its sources with their verdicts, and the edition it comes from. Amounts are in
`unit`, ages in months, hours as numbers; `not_for` says whom intake values do not cover; an empty cell of `forms` says in
`empty` why it is empty.
"""

from decimal import Decimal

from django.urls import reverse

from references.canonical import plain
from supplements import limits

TABLES = {
    "forms": "Forms compared",
    "intake": "Intake values",
    "doses": "Doses used in studies",
    "interactions": "Interactions with medicines",
    "cautions": "Who should be careful",
    "adverse-effects": "Unwanted effects",
    "how-to-take": "How to take it",
    "foods": "Foods",
}
_COLUMNS = {
    "forms": (
        "comparison", "form", "formula", "route", "elemental_percent", "attribute", "value", "unit", "low", "high",
        "step", "effect", "studied", "note", "empty", "looked_in", "looked_for", "looked_on",
    ),
    "intake": ("people", "sex", "stage", "age_from", "age_below", "kind", "amount", "unit", "scope", "authority", "not_for"),
    "doses": ("label", "low", "high", "unit", "form"),
    "interactions": (
        "medicine", "examples", "authority", "happens", "explained", "seriousness", "before_from", "before_to",
        "after_from", "after_to", "spacing", "advice",
    ),
    "cautions": ("condition", "advice", "care", "seriousness", "outside_limits"),
    "adverse-effects": ("name", "known", "seriousness"),
    "how-to-take": ("topic", "advice"),
    "foods": ("name", "serving", "amount", "unit"),
}  # fmt: skip
_EVIDENCE = (
    "text",
    "status",
    "certainty",
    "sources",
    "verdicts",
    "since_published",
    "claim",
    "edition",
    "published_at",
)
_LISTS = {"examples", "sources", "verdicts", "since_published"}


def header_of(table):
    return (*_COLUMNS[table], *_EVIDENCE)


def is_published(found, table):
    return bool(found.comparisons) if table == "forms" else table in found.parts


def rows_of(found, table, absolute):
    """Dictionaries by `header_of(table)`. absolute: makes a path a whole address."""
    if table == "forms":
        placed = found.comparisons.values()
        return [row for comparison in placed for row in _cells(comparison, absolute)]
    if table not in found.parts:
        return []
    edition = found.parts[table].edition
    not_for = {"not_for": limits.left_out(found.rows("cautions"))} if table == "intake" else {}
    return [_fact(row, table) | not_for | _evidence(row["claim"], edition, absolute) for row in found.rows(table)]


def in_csv(table, row):
    """The row as a line of a spreadsheet."""
    return ["; ".join(row[name]) if name in _LISTS else _cell(row[name]) for name in header_of(table)]


def _cell(value):
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def _fact(row, table):
    told = {name: row.get(name) for name in _COLUMNS[table]}
    if "authority" in told:
        told["authority"] = row["authority"]["name"]
    if table == "interactions":
        told |= {"medicine": row["medicine"]["name"], "examples": row["medicine"]["examples"]}
    return told


def _cells(placed, absolute):
    frozen = {(cell["form"], cell["attribute"]): cell for cell in placed.block["cells"]}
    for form in placed.told["forms"]:
        for cell in form["cells"]:
            kept = frozen.get((form["slug"], cell["attribute"]["slug"]), {})
            yield _compared(placed, form, cell, kept) | _evidence(cell["claim"], placed.edition, absolute)


def _compared(placed, form, cell, kept):
    filled = cell["kind"] == "filled"
    told = {name: (kept.get(name) or "") if filled else "" for name in ("low", "high", "step", "effect")}
    is_empty = cell["kind"] == "empty"
    searched = {name: kept.get(name) or "" if is_empty else "" for name in ("looked_in", "looked_for", "looked_on")}
    return {
        "comparison": placed.block["comparison"]["name"],
        "form": form["name"],
        "formula": "; ".join(c["formula"] for c in form["compounds"]),
        "route": form["route"],
        "elemental_percent": form["percent"].removesuffix("%"),
        "attribute": cell["attribute"]["name"],
        "value": "" if is_empty else cell["value"],
        "unit": cell["attribute"]["unit"],
        **told,
        "studied": cell.get("studied", ""),
        "note": cell["note"],
        "empty": cell["value"] if is_empty else "",
        **searched,
    }


def _evidence(claim, edition, absolute):
    about = {
        "edition": absolute(reverse("edition", args=[edition.row["slug"], edition.row["number"]])),
        "published_at": plain(edition.row["published_at"]),
    }
    if claim is None:
        nothing = dict.fromkeys(("text", "status", "certainty", "claim"), "")
        return {**nothing, "sources": [], "verdicts": [], "since_published": [], **about}
    return {
        "text": claim["text"],
        "status": claim["status_label"],
        "certainty": claim["certainty"]["level"] or "none found" if claim["certainty"] else "not rated",
        "sources": [c["source"]["citekey"] for c in claim["citations"]],
        "verdicts": [f"{c['source']['citekey']}: {_verdict(c['verdict'])}" for c in claim["citations"]],
        "since_published": [f"{alert['source']}: {alert['words']}" for alert in claim["alerts"]],
        "claim": absolute(reverse("claim", args=[claim["id"]])),
        **about,
    }


def _verdict(verdict):
    return f"{verdict['answer']} ({verdict['on'].isoformat()})" if verdict["given"] else verdict["answer"]


# ---- the substance as a whole


def substance_json(found, absolute):
    """`/supplements/<slug>.json`: the substance, its forms, where each part comes from, and every table."""
    subject = found.substance
    return {
        "schema": 1,
        "substance": {name: subject[name] for name in ("name", "slug", "synonyms", "element", "unit")},
        "address": absolute(reverse("substance", args=[found.slug])),
        "forms": [_form(form) for form in found.forms],
        "editions": [_edition(edition, absolute) for edition in found.editions],
        "tables": {
            table: {"title": title, "rows": rows_of(found, table, absolute)}
            for table, title in TABLES.items()
            if is_published(found, table)
        },
    }


def _form(form):
    """The first compound speaks for a form; all stand in `compounds`."""
    compounds = [
        {"name": c["name"], "formula": c["formula"], "cas": c["cas"], "elemental_percent": _percent(c["fraction"])}
        for c in form["compounds"]
    ]
    first = compounds[0] if compounds else {"formula": "", "elemental_percent": None}
    return {
        "name": form["name"],
        "formula": first["formula"],
        "elemental_percent": first["elemental_percent"],
        "route": form["route"],
        "slug": form["slug"],
        "synonyms": form["synonyms"],
        "bond": form["bond"],
        "compounds": compounds,
    }


def _percent(fraction):
    """A number, to two decimal places; None where the substance is no element."""
    return None if fraction is None else float((Decimal(fraction) * 100).quantize(Decimal("0.01")))


def _edition(edition, absolute):
    row = edition.row
    return {
        "article": row["title"],
        "edition": row["number"],
        "digest": row["digest"],
        "assurance": row["assurance"],
        "published_at": plain(row["published_at"]),
        "address": absolute(reverse("edition", args=[row["slug"], row["number"]])),
    }
