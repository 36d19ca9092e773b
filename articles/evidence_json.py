"""The evidence as data. These shapes are a contract: fields are added, never renamed or removed, within a schema number.

Evidence of an edition, `/articles/<slug>/evidence.json` (the live one) and `/articles/<slug>/editions/<n>/evidence.json`:

    schema        1
    article       {id, slug, title}
    edition       number
    digest        of the edition, 64 hexadecimal digits
    assurance     "checked" or "not-yet-checked"
    published_at  UTC time
    live          {status: "current", "superseded" or "withdrawn" (of this edition, now), notices: [{kind, claim, source,
                  what, type, published_on, url, note, at}], emergency}: what became known after publication; of the current
                  edition only. kind: "verdict" or "notice"; what: the verdict's outcome or the kind of notice; type: what the
                  publisher calls the notice, or ""; published_on: day of the notice, or null; at: when we learnt of it;
                  emergency: why it was published before a second pair of eyes, while nobody else has approved it, or null
    demonstration whether the article only shows how articles are made here
    approvals     [{role ("medical", "legal" or "editorial"), by, credentials, at, interests, checklist, note}] of exactly
                  the text of this edition; checklist: {what it looks for: "there", or why it does not apply}
    waivers       [{rule, finding, because, by, at}]: what a check objected to in the article as a whole, and why a reviewer
                  let it stand
    claims        [{id, text, where: {section, anchor}, voice, reported_by, kind, status, reason, heads, certainty,
                  waivers, citations}]
                  reason: why the claim stands openly without evidence, or ""
                  heads: {what it is: text} of a row of the catalogue: row, column, form, route, unit …; else empty
                  certainty: {level ("" if nothing was found), direction, reasons, note, receipts, by, expert, independent
                  (of whoever wrote the sentence), at}, or null
                  waivers: those about this claim, in the same shape
                  citations: [{source (citekey), stance, passages: [{locator, quote, finding, basis}], verdict (or null),
                  mismatches, note, read (what the reviewer read, or ""), way (how the verdict came about, or ""),
                  checked_by, expert (whether that is an expert from outside), checked_at, in_force (whether it was given for
                  this wording), context_changed (the paragraph around it), disputed (a second opinion is asked for),
                  source_status (when the edition was published)}]

    An edition whose body was removed: 410 with schema, edition, digest, published_at, removed: {what, legal_basis, at}.

One claim, `/claims/<uuid>.json`: schema, then the fields of a claim as above, article, edition (the newest that has it),
current (whether that edition is what readers see), notices, and history: [{edition, published_at, digest, text, status}],
newest first; text and status are null where the edition's body was removed; and reports: [{kind, edition, reported_at,
outcome, answer, decided_at}]: outcomes of readers' reports that a reviewer made public, newest first. Their kinds and
outcomes are the values of `references.models.report`; what the reporter wrote is nowhere.

One source, `/sources/<citekey>.json`: schema, citekey, csl (CSL-JSON), design, sample_size, sample_note, population,
funding, interests, identifiers, status ("unknown": not looked up yet), checks: {state ("never", "checked" or "failed":
could not be checked), last_checked_at, last_tried_at}, notices: [{kind, type, published_on, doi, url, note, asserted_by,
noticed_at}],
and claims: [{id, text, article: {id, slug, title}, edition, anchor, stance, status}] of live editions.

The same evidence as a table, one row for each citation: `/articles/<slug>/evidence.csv` and
`/articles/<slug>/editions/<n>/evidence.csv`, see `articles.evidence_csv`.

Statuses, stances, verdicts, mismatches, ways and levels are the values of `references.status` and `references.outcomes`.
"""

from articles.rendering.alerts import about_claims
from articles.rendering.told import is_expert
from references.canonical import plain
from references.outcomes import Outcome

SCHEMA = 1


def of_edition(edition, content, people):
    """edition: {number, digest, assurance, published_at, article_id, slug, is_live, withdrawn_at, alerts}."""
    return {
        "schema": SCHEMA,
        "article": of_article(content, edition["slug"]),
        "edition": edition["number"],
        "digest": edition["digest"],
        "assurance": edition["assurance"],
        "published_at": plain(edition["published_at"]),
        "live": {
            "status": _live_status(edition),
            "notices": [of_alert(a) for a in about_claims(edition["alerts"])],
            "emergency": next((a["because"] for a in edition["alerts"] if a["kind"] == "emergency"), None),
        },
        "demonstration": content["article"].get("demonstration", False),
        "approvals": [of_approval(a, people) for a in content.get("approvals", ())],
        "waivers": [of_waiver(w, people) for w in content.get("waivers", ()) if not w["claim"]],
        "claims": [of_claim(claim, content, people) for claim in content["claims"]],
    }


def of_gone_edition(edition):
    return {
        "schema": SCHEMA,
        "edition": edition["number"],
        "digest": edition["digest"],
        "published_at": plain(edition["published_at"]),
        "removed": {
            "what": edition["what_went"],
            "legal_basis": edition["legal_basis"],
            "at": plain(edition["went_at"]),
        },
    }


def of_article(content, slug):
    return {"id": content["article"]["id"], "slug": slug, "title": content["article"]["title"]}


def of_alert(alert):
    return {
        "kind": alert["kind"],
        "claim": alert["claim"],
        "source": alert["source"],
        "what": alert.get("outcome") or alert.get("notice"),
        "type": alert.get("type", ""),
        "published_on": alert.get("published_on"),
        "url": alert.get("url", ""),
        "note": alert["note"],
        "at": alert["at"],
    }


def of_report(report):
    """What came of a reader's report, as the reviewer put it."""
    return {
        "kind": report.kind,
        "edition": report.edition,
        "reported_at": plain(report.at),
        "outcome": report.outcome,
        "answer": report.answer,
        "decided_at": plain(report.decided_at),
    }


def of_approval(approval, people):
    said = {name: approval[name] for name in ("role", "credentials", "at", "interests", "checklist", "note")}
    return {"by": people["users"].get(str(approval["person"]), ""), **said}


def of_waiver(waiver, people):
    by = people["users"].get(str(waiver["person"]), "")
    return {"rule": waiver["code"], **{name: waiver[name] for name in ("finding", "because", "at")}, "by": by}


def of_claim(claim, content, people):
    """A frozen claim of this content."""
    statuses = {s["citekey"]: s["status"] for s in content["sources"]}
    return {
        "id": claim["id"],
        "text": claim["text"],
        "where": {"section": claim["section"], "anchor": claim["anchor"]},
        "voice": claim["voice"],
        "reported_by": claim["reported_by"],
        "kind": claim["kind"],
        "status": claim["status"],
        "reason": claim["no_evidence_because"],
        "heads": claim.get("heads", {}),
        "certainty": _certainty(claim["certainty"], people),
        "waivers": [of_waiver(w, people) for w in content.get("waivers", ()) if w["claim"] == claim["id"]],
        "citations": [_citation(c, statuses, people) for c in claim["citations"]],
    }


def _citation(citation, source_statuses, people):
    verdict = citation["verdict"]
    if verdict and verdict["outcome"] == Outcome.UNDONE:
        verdict = None
    return {
        "source": citation["source"],
        "stance": citation["stance"],
        "passages": [{k: p[k] for k in ("locator", "quote", "finding", "basis")} for p in citation["passages"]],
        "verdict": verdict and verdict["outcome"],
        "mismatches": verdict["mismatches"] if verdict else [],
        **{name: verdict.get(name, "") if verdict else "" for name in ("note", "read", "way")},
        "checked_by": verdict and people["users"].get(str(verdict["reviewer"]), ""),
        "expert": bool(verdict) and is_expert(verdict["reviewer"]),
        "checked_at": verdict and verdict["at"],
        "in_force": bool(verdict) and verdict["fresh"],
        "context_changed": bool(verdict) and verdict.get("context_changed", False),
        "disputed": citation.get("disputed", False),
        "source_status": source_statuses.get(citation["source"], "unknown"),
    }


def _certainty(certainty, people):
    if not certainty or not certainty["fresh"]:
        return None
    return {
        **{k: certainty[k] for k in ("level", "direction", "reasons", "note", "receipts", "at", "independent")},
        "expert": is_expert(certainty["person"]),
        "by": people["users"].get(str(certainty["person"]), ""),
    }


def _live_status(edition):
    if edition["is_live"]:
        return "current"
    return "withdrawn" if edition["withdrawn_at"] else "superseded"
