"""The audit report of an article: what an edition says, what each sentence rests on, and every verdict ever given on it.

A report is about one edition, or about the draft as it stands if there is none. Its shape, schema 1, is that of the JSON:

    schema, article {id, title, slug}, edition {number, digest, content_digest, published_at, by, assurance, note, emergency}
    or null for a draft, content_digest, approvals [{role, by, credentials, interests, checklist, note, at}]
    claims  [{number, id, text, section, kind, voice, reported_by, status, reason, certainty, appraisals, citations, waivers}]
            appraisals: [{number, level, direction, reasons, note, receipts, by, at, independent}] oldest first
            citations: [{id, source, reference, identifiers, stance, digest, passages, verdicts, second_opinions}]
            verdicts: [{number, outcome, way, mismatches, read, note, suggested, by, at, of_this_wording}] oldest first
            second_opinions: [{state, asked_by, asked_at, because, settled}]
    waivers [{code, finding, because, by, at}] that are about no claim
"""

import json
from collections import defaultdict

from django.utils import timezone

from articles.looking import look
from articles.models import EditionContent
from articles.unseen import hidden_in, without_verdicts
from references import bibliography, canonical
from references.models import Appraisal, SecondOpinion, Verdict
from references.status import Status

SCHEMA = 1
DRAFT = "draft"


def report_of(article, edition=None, *, person=None):
    """The report of `edition`, or of the draft. A constant number of queries. None where the edition's body was removed.

    person: who reads it; verdicts that they must not know before they give a second opinion are left out.
    """
    hidden = hidden_in(article, person) if person else set()
    if edition is None:
        seen = look(article, now=timezone.now())
        frozen = seen.frozen.settled(seen.findings)
        content, people, digest = without_verdicts(frozen.content, hidden), frozen.people["users"], frozen.digest
    else:
        text = EditionContent.objects.filter(edition=edition).values_list("content", flat=True).first()
        if text is None:
            return None
        content, people, digest = json.loads(text), edition.rendering.people["users"], edition.content_digest
    return {
        "schema": SCHEMA,
        "article": {"id": str(article.pk), "title": content["article"]["title"], "slug": content["article"]["slug"]},
        "edition": edition and _edition(edition),
        "content_digest": digest,
        "approvals": [_approval(a, people) for a in content.get("approvals", ())],
        "claims": _claims(content, people, hidden),
        "waivers": [_waiver(w, people) for w in content.get("waivers", ()) if not w["claim"]],
    }


def _edition(edition):
    return {
        "number": edition.number,
        "digest": edition.digest,
        "content_digest": edition.content_digest,
        "published_at": canonical.plain(edition.published_at),
        "by": edition.by_name,
        "assurance": edition.assurance,
        "note": edition.note,
        "emergency": edition.emergency_because,
    }


def _claims(content, people, hidden):
    history = _history([c["id"] for claim in content["claims"] for c in claim["citations"] if c["id"] not in hidden])
    appraisals = defaultdict(list)
    for appraisal in Appraisal.objects.filter(claim__in=[c["id"] for c in content["claims"]]).order_by("number"):
        appraisals[str(appraisal.claim_id)].append(_appraisal(appraisal))
    waivers = defaultdict(list)
    for waiver in content.get("waivers", ()):
        waivers[waiver["claim"]].append(_waiver(waiver, people))
    sources = {s["citekey"]: s for s in content["sources"]}
    return [
        {
            **{k: claim[k] for k in ("number", "id", "text", "section", "kind", "voice", "reported_by", "status")},
            "reason": claim["no_evidence_because"],
            "certainty": claim["certainty"],
            "appraisals": appraisals[claim["id"]],
            "citations": [_citation(c, sources[c["source"]], history) for c in claim["citations"]],
            "waivers": waivers[claim["id"]],
        }
        for claim in content["claims"]
    ]


def _citation(citation, source, history):
    verdicts, opinions = history
    return {
        **{k: citation[k] for k in ("id", "source", "stance", "digest", "passages")},
        "reference": str(bibliography.reference_html(source["csl"])),
        "identifiers": source["identifiers"],
        "verdicts": [
            _verdict(v) | {"of_this_wording": v.judged_digest == citation["digest"]} for v in verdicts[citation["id"]]
        ],
        "second_opinions": [_opinion(o) for o in opinions[citation["id"]]],
    }


def _history(citations):
    """({citation id: verdicts}, {citation id: second opinions}), each oldest first."""
    verdicts, opinions = defaultdict(list), defaultdict(list)
    for verdict in Verdict.objects.filter(citation__in=citations).defer("judged").order_by("number"):
        verdicts[str(verdict.citation_id)].append(verdict)
    asked = SecondOpinion.objects.filter(citation__in=citations).select_related("asked_by", "settled")
    for opinion in asked.order_by("asked_at", "pk"):
        opinions[str(opinion.citation_id)].append(opinion)
    return verdicts, opinions


def _verdict(verdict):
    return {
        **{k: getattr(verdict, k) for k in ("number", "outcome", "way", "mismatches", "read", "note", "suggested")},
        "by": verdict.reviewer_name,
        "at": canonical.plain(verdict.at),
    }


def _opinion(opinion):
    return {
        "state": opinion.state,
        "asked_by": opinion.asked_by.get_full_name() or opinion.asked_by.get_username(),
        "asked_at": canonical.plain(opinion.asked_at),
        "because": opinion.because,
        "settled": opinion.settled.outcome if opinion.settled else "",
    }


def _appraisal(appraisal):
    return {
        **{
            k: getattr(appraisal, k)
            for k in ("number", "level", "direction", "reasons", "note", "receipts", "independent")
        },
        "by": appraisal.person_name,
        "at": canonical.plain(appraisal.at),
    }


def _approval(approval, people):
    said = ("role", "credentials", "interests", "checklist", "note", "at")
    return {k: approval[k] for k in said} | {"by": people.get(str(approval["person"]), "")}


def _waiver(waiver, people):
    return {k: waiver[k] for k in ("code", "finding", "because", "at")} | {"by": people.get(str(waiver["person"]), "")}


COLUMNS = [
    "claim", "claim id", "sentence", "section", "status", "source", "stance", "passage", "verdict", "how", "read",
    "does not match", "note", "by", "at", "of this wording", "waivers",
]  # fmt: skip


def rows_of(report):
    """One row for each verdict; a citation without one, and a claim without a citation, have a row too."""
    for claim in report["claims"]:
        about = [claim["number"], claim["id"], claim["text"], claim["section"], Status(claim["status"]).value]
        waived = "; ".join(f"{w['code']}: {w['because']}" for w in claim["waivers"])
        for citation in claim["citations"] or [None]:
            cited = _cited(citation)
            for verdict in (citation and citation["verdicts"]) or [None]:
                yield [*about, *cited, *_given(verdict), waived]


def _cited(citation):
    if citation is None:
        return ["", "", ""]
    passages = (f"{p['locator']}: {p['quote'] or p['finding']}" for p in citation["passages"])
    return [citation["source"], citation["stance"], " | ".join(passages)]


def _given(verdict):
    if verdict is None:
        return [""] * 8
    said = [verdict[k] for k in ("outcome", "way", "read")]
    current = "yes" if verdict["of_this_wording"] else "no"
    return [*said, ", ".join(verdict["mismatches"]), verdict["note"], verdict["by"], verdict["at"], current]
