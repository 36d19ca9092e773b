"""What readers are told about a claim, a source and a verdict: the frozen content in words and shapes. Pure.

Three families of shape: round says what one source does for the sentence, bars how sure all evidence makes us, triangles
what happened to the source itself. An open square: searched, nothing good found. Clock: stale. Dotted ring: not checked.
"""

from datetime import date, datetime
from urllib.parse import quote

from references import notice_types
from references.bibliography import authors_short
from references.models.claim import Kind
from references.models.passage import Basis
from references.models.source import SourceStatus, StudyDesign
from references.notice_types import NoticeKind
from references.outcomes import NOT_JUDGED, Direction, Downgrade, Level, Mismatch, Outcome, Stance, Way
from references.status import Status

from .sides import against, sides_of, stances_of
from .waivers import waivers_of_claims

STATUS_MARKS = {
    Status.MATCHES: "supports",
    Status.PARTLY: "qualifies",
    Status.DISAGREES: "contradicts",
    Status.DIVIDED: "contradicts",
    Status.NO_EVIDENCE: "unsupported",
    Status.UNCHECKED: "unchecked",
    Status.STALE: "stale",
    Status.NOT_ADDRESSED: "mentions",
    Status.UNSOURCED: "unsupported",
}
SPELLED = set(STATUS_MARKS) - {Status.MATCHES, Status.PARTLY}
"""Statuses that stand in words beside the sentence."""

ANSWERS = {
    Outcome.SUPPORTED: ("Yes", "supports"),
    Outcome.PARTLY: ("In part", "qualifies"),
    Outcome.WEAKER: ("Less strongly than we say", "qualifies"),
    Outcome.NOT_ADDRESSED: ("It does not speak of this", "mentions"),
    Outcome.CONTRADICTED: ("No, it says otherwise", "contradicts"),
    Outcome.NOT_REACHED: ("Not yet checked: the source could not be reached", "unchecked"),
    Outcome.UNDONE: ("Not yet checked", "unchecked"),
}
"""Does the source say so? In words, with the shape that stands beside them."""

WAYS = {
    Way.STILL_HOLDS: "Something had changed since an earlier check; it still holds",
    Way.SECOND_OPINION: "A second opinion",
    Way.TOGETHER: "Two reviewers had disagreed, and settled it together",
    Way.ARBITER: "Two reviewers had disagreed, and an arbiter decided",
}
"""How a verdict came about, where it is not one person reading one source."""

_DIRECTIONS = {
    Direction.FOR: "All in all, it speaks for the sentence.",
    Direction.MIXED: "All in all, it is mixed.",
    Direction.AGAINST: "All in all, it speaks against the sentence.",
    Direction.NONE_FOUND: "No good evidence found",
}
_RISING = [Level.VERY_LOW, Level.LOW, Level.MODERATE, Level.HIGH]
_STATUS_WORDS = {
    "unknown": "Not looked up yet for corrections or retractions",
    "clear": "No correction or retraction known",
    "corrected": "Corrected since it appeared",
    "concern": "Concern about it was published",
    "retracted": "Retracted since it appeared",
}


def claims_told(content, people):
    """Every claim of the content as readers see it, in reading order."""
    sources = {s["citekey"]: source_told(s) for s in content["sources"]}
    waivers = waivers_of_claims(content, people)
    return [claim_told(c, sources, people) | {"waivers": waivers.get(c["id"], [])} for c in content["claims"]]


def claim_told(claim, sources, people):
    """sources: {citekey: source_told}."""
    status = Status(claim["status"])
    citations = [_citation(c, claim, sources.get(c["source"]), people) for c in claim["citations"]]
    return {
        "id": claim["id"],
        "number": claim["number"],
        "anchor": claim["anchor"],
        "text": claim["text"],
        "section": claim["section"],
        "question": claim["question"],
        "place": claim["place"],
        "kind": Kind(claim["kind"]).label.capitalize() if claim["kind"] else "",
        "reported": claim["voice"] == "reported",
        "reported_by": claim["reported_by"],
        "status": status.value,
        "status_label": status.label,
        "status_mark": STATUS_MARKS[status],
        "spelled": status in SPELLED,
        "no_evidence_because": claim["no_evidence_because"],
        "citations": citations,
        "stances": stances_of(citations),
        "sides": sides_of(citations),
        "contrary": any(against(c) for c in citations),
        "certainty": certainty_told(claim["certainty"], people),
        "rated_before": _lapsed(claim["certainty"]),
    }


def _citation(citation, claim, source, people):
    stance = Stance(citation["stance"])
    passages = [{**p, "where": _where(p)} for p in citation["passages"]]
    return {
        "card": f"card-{claim['anchor']}-{source['number']}",
        "stance": stance.value,
        "source": source,
        "passages": passages,
        "places": list(dict.fromkeys(p["where"] for p in passages)),
        "verdict": verdict_told(citation["verdict"], people),
        "outcome": outcome_in_force(citation["verdict"]),
        "disputed": citation.get("disputed", False),
    }


def outcome_in_force(verdict):
    """The outcome that counts for the sentence as it stands, or ""."""
    counts = verdict and verdict["fresh"] and verdict["outcome"] not in NOT_JUDGED
    return verdict["outcome"] if counts else ""


def _where(passage):
    """“Abstract, results”, “Page 12, read in the full text”: where the passage stands, and what was read to find it."""
    read = Basis(passage["basis"]).label
    said = read in passage["locator"].lower()
    return ", ".join(part for part in (passage["locator"], "" if said else f"read in the {read}") if part)


def verdict_told(verdict, people):
    """The answer to “does the source say so?”; without a verdict that counts, nobody's name stands beside it."""
    if not verdict or verdict["outcome"] in NOT_JUDGED:
        answer, mark = ANSWERS[Outcome(verdict["outcome"])] if verdict else ANSWERS[Outcome.UNDONE]
        return {"answer": answer, "mark": mark, "given": False, "note": verdict["note"] if verdict else ""}
    answer, mark = ANSWERS[Outcome(verdict["outcome"])]
    return {
        "answer": answer if verdict["fresh"] else f"{Status.STALE.label}. It was: {answer[0].lower()}{answer[1:]}",
        "mark": mark if verdict["fresh"] else "stale",
        "given": True,
        "note": verdict["note"],
        "mismatches": [Mismatch(m).label for m in verdict["mismatches"]],
        "by": people["users"].get(str(verdict["reviewer"]), ""),
        "expert": is_expert(verdict["reviewer"]),
        "on": day_of(verdict["at"]),
        "read": Basis(verdict["read"]).label if verdict["read"] else "",
        "way": WAYS[Way(verdict["way"])] if verdict.get("way") else "",
        "context_changed": verdict.get("context_changed", False),
    }


def is_expert(person):
    """Whether it is somebody from outside who was invited to judge, as frozen content names people."""
    return str(person).startswith("invitation-")


def _lapsed(certainty):
    """The day of an appraisal that is out of date, or None."""
    return day_of(certainty["at"]) if certainty and not certainty["fresh"] else None


def certainty_told(certainty, people):
    """How sure all evidence makes us, or None without a fresh appraisal: “not rated”."""
    if not certainty or not certainty["fresh"]:
        return None
    level = Level(certainty["level"]) if certainty["level"] else None
    return {
        "level": level.label.capitalize() if level else "",
        "bars": [n <= _RISING.index(level) for n in range(len(_RISING))] if level else [],
        "direction": _DIRECTIONS[Direction(certainty["direction"])],
        "reasons": [Downgrade(r).label for r in certainty["reasons"]],
        "note": certainty["note"],
        "receipts": certainty["receipts"],
        "by": people["users"].get(str(certainty["person"]), ""),
        "expert": is_expert(certainty["person"]),
        "independent": certainty["independent"],
        "on": day_of(certainty["at"]),
    }


def source_told(source):
    """A frozen source as readers see it."""
    csl = source["csl"]
    return {
        "number": source["number"],
        "citekey": source["citekey"],
        "name": short_name(csl, source["citekey"]),
        "title": csl.get("title", ""),
        "authors": authors_short(csl),
        "container": csl.get("container-title", "") or csl.get("publisher", ""),
        "year": year_of(csl),
        "tags": tags(source["design"], source["sample_note"], source["sample_size"]),
        "links": links(source["identifiers"]),
        "not_findable_because": source["not_findable_because"],
        "status": source["status"],
        "status_words": _STATUS_WORDS[SourceStatus(source["status"])],
        "notices": [notice_told(n) for n in source["notices"]],
    }


def notice_told(notice):
    """A notice in words: what, when, what it says, where it stands. Takes a frozen notice."""
    kind = NoticeKind(notice["kind"])
    published = notice["published_on"]
    return {
        "kind": kind.value,
        "label": notice_types.short(kind, notice.get("type", "")),
        "mark": "retracted" if kind == NoticeKind.RETRACTION else "corrected",
        "on": date.fromisoformat(published) if isinstance(published, str) else published,
        "note": notice["note"],
        "url": f"https://doi.org/{quote(notice['doi'], safe='/:;().')}" if notice["doi"] else notice["url"],
    }


def status_words(status):
    return _STATUS_WORDS[SourceStatus(status)]


def tags(design, sample_note, sample_size):
    """Study type and sample, each as a short tag."""
    sample = sample_note or (f"n = {sample_size:,}" if sample_size else "")
    return [t for t in (StudyDesign(design).label.capitalize() if design else "", sample) if t]


def links(identifiers):
    """Ways to the work itself, best first, as {label, url}."""
    at = {
        "doi": ("DOI", "https://doi.org/{}"),
        "pmid": ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/{}/"),
        "pmcid": ("Free full text", "https://pmc.ncbi.nlm.nih.gov/articles/{}/"),
        "arxiv": ("arXiv", "https://arxiv.org/abs/{}"),
    }
    found = [
        {"label": label, "url": url.format(quote(identifiers[key], safe="/:;()."))}
        for key, (label, url) in at.items()
        if identifiers.get(key)
    ]
    address = identifiers.get("url", "")
    if address.startswith(("https://", "http://")) and not identifiers.get("doi"):
        found.append({"label": "Web page", "url": address})
    return found


def short_name(csl, citekey):
    """“Yousef 2013”, as people speak of it."""
    first = (csl.get("author") or [{}])[0]
    name = first.get("family") or first.get("literal") or csl.get("publisher") or csl.get("container-title-short")
    return f"{name} {year_of(csl)}".strip() if name else citekey


def year_of(csl):
    dates = (csl.get("issued") or {}).get("date-parts") or [[""]]
    return str(dates[0][0])


def day_of(moment):
    """The date of a time in the content."""
    return datetime.fromisoformat(moment).date()
