"""The evidence of an edition as a table: one row for each citation, and one for each claim without any.

The columns are a contract like the JSON: new ones come at the end.
"""

from django.urls import reverse

from . import evidence_json

HEADER = (
    "edition", "claim", "text", "section", "kind", "voice", "reported_by", "status", "reason", "certainty", "direction",
    "rated_by", "rated_at", "source", "doi", "source_status", "stance", "passages", "verdict", "in_force", "mismatches",
    "note", "read", "way", "checked_by", "expert", "checked_at", "waivers",
)  # fmt: skip


def rows_of(edition, content, people, absolute):
    """edition: its number. absolute: makes a path a whole address."""
    identifiers = {s["citekey"]: s["identifiers"] for s in content["sources"]}
    for frozen in content["claims"]:
        claim = evidence_json.of_claim(frozen, content, people)
        about = [edition, absolute(reverse("claim", args=[claim["id"]])), *_about(claim)]
        waivers = "; ".join(f"{w['finding']} Let stand: {w['because']}" for w in claim["waivers"])
        for citation in claim["citations"] or [None]:
            yield [*about, *(_of_citation(citation, identifiers) if citation else [""] * 14), waivers]


def _about(claim):
    sure = claim["certainty"] or {}
    said = [claim[k] for k in ("text", "kind", "voice", "reported_by", "status", "reason")]
    said.insert(1, claim["where"]["section"])
    return [*said, *(sure.get(k, "") for k in ("level", "direction", "by", "at"))]


def _of_citation(citation, identifiers):
    return [
        citation["source"],
        identifiers[citation["source"]].get("doi", ""),
        citation["source_status"],
        citation["stance"],
        " | ".join(_passage(p) for p in citation["passages"]),
        citation["verdict"],
        _yes(citation["in_force"]) if citation["verdict"] else "",
        ", ".join(citation["mismatches"]),
        *(citation[k] for k in ("note", "read", "way", "checked_by")),
        _yes(citation["expert"]) if citation["verdict"] else "",
        citation["checked_at"],
    ]


def _passage(passage):
    quote = f"“{passage['quote']}”" if passage["quote"] else ""
    return " ".join(
        part for part in (passage["locator"] and f"{passage['locator']}:", quote, passage["finding"]) if part
    )


def _yes(fact):
    return "yes" if fact else "no"
