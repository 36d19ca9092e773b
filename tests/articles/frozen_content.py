"""Frozen content by hand, for tests of what is made from it. A test names only what its sentence mentions."""

from uuid import UUID, uuid5

PEOPLE = {"users": {"7": "Ruth Reviewer"}, "contributors": {"1": {"name": "Ann Author", "credentials": "Writer"}}}
_SPACE = UUID("00000000-0000-4000-8000-000000000000")


def claim_id(name):
    return str(uuid5(_SPACE, name))


def mark(name, text, *citekeys):
    keys = f' data-sources="{" ".join(citekeys)}"' if citekeys else ""
    return f'<span data-claim="{claim_id(name)}"{keys}>{text}</span>'


def verdict(outcome="supported", **extra):
    return {
        "number": 1,
        "outcome": outcome,
        "mismatches": [],
        "note": "",
        "reviewer": 7,
        "at": "2026-03-02T10:00:00.000000Z",
        "read": "abstract",
        "fresh": True,
        "stale_by_notice_only": False,
        "digest": "d",
        **extra,
    }


def citation(source="yousef2013", stance="supports", judged="supported", **extra):
    return {
        "id": claim_id(source),
        "source": source,
        "stance": stance,
        "digest": "d",
        "passages": [{"locator": "Abstract", "quote": "", "finding": "Pain fell.", "basis": "abstract"}],
        "verdict": verdict(judged) if judged else None,
        **extra,
    }


def claim(name, status="matches", citations=None, **extra):
    pk = claim_id(name)
    return {
        "id": pk,
        "number": 1,
        "anchor": f"c-{UUID(pk).hex[:12]}",
        "text": f"Claim {name}.",
        "known": True,
        "voice": "own",
        "reported_by": "",
        "kind": "efficacy",
        "place": "text-1",
        "section": "Trials",
        "question": "",
        "status": status,
        "no_evidence_because": "",
        "missing": [],
        "citations": [citation()] if citations is None else citations,
        "certainty": None,
        **extra,
    }


def certainty(level="low", direction="for", **extra):
    return {
        "level": level,
        "direction": direction,
        "reasons": [],
        "note": "",
        "receipts": [],
        "person": 7,
        "at": "2026-03-03T10:00:00.000000Z",
        "independent": True,
        "fresh": True,
        **extra,
    }


def source(citekey="yousef2013", number=1, **extra):
    return {
        "number": number,
        "citekey": citekey,
        "csl": {
            "id": citekey,
            "type": "article-journal",
            "title": "A trial of magnesium",
            "author": [{"family": "Yousef", "given": "A A"}],
            "container-title": "Anaesthesia",
            "issued": {"date-parts": [[2013]]},
        },
        "design": "randomised-trial",
        "sample_size": 80,
        "sample_note": "",
        "population": "",
        "funding": "",
        "interests": "",
        "identifiers": {"doi": "10.1111/anae.12107"},
        "not_findable_because": "",
        "version_label": "",
        "status": "clear",
        "notices": [],
        **extra,
    }


def content(*blocks, claims=(), sources=(), **article):
    return {
        "schema": 1,
        "article": {
            "id": claim_id("article"),
            "title": "Magnesium and the spine",
            "slug": "magnesium",
            "language": "en-GB",
            "answer": "<p>Little is known.</p>",
            "summary": "<p>Two trials.</p>",
            "before_you_take_it": "",
            "topics": [],
            "authors": [1],
            "review_due": None,
            "funding": "",
            "disclosures": "",
            "related": [],
            **article,
        },
        "blocks": list(blocks),
        "claims": [{**c, "number": n} for n, c in enumerate(claims, 1)],
        "sources": list(sources),
    }


def block(kind="text", /, **fields):
    return {"id": f"{kind}-1", "type": kind, **fields}
