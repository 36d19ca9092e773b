"""The evidence meter: what the sources say, and how sure all evidence makes us. Pure."""

from collections import Counter

from references.outcomes import NOT_JUDGED, Level
from references.status import Status

from .told import STATUS_MARKS, day_of

STATUS_PHRASES = {
    Status.MATCHES: ("matches its source", "match their source"),
    Status.PARTLY: ("matches in part", "match in part"),
    Status.DISAGREES: ("source disagrees", "sources disagree with the sentence"),
    Status.DIVIDED: ("where sources disagree", "where sources disagree"),
    Status.NO_EVIDENCE: ("without good evidence", "without good evidence"),
    Status.UNCHECKED: ("not yet checked", "not yet checked"),
    Status.STALE: ("with a check out of date", "with a check out of date"),
    Status.NOT_ADDRESSED: ("source does not say this", "whose source does not say this"),
    Status.UNSOURCED: ("without a source", "without a source"),
}
"""For one claim, and for several; in the order of the meter."""


def count_claims(content):
    """{total, statuses: {status: count}, certainty: {level or "not-rated": count}, waivers}; empty counts are left out."""
    claims = content["claims"]
    statuses = Counter(c["status"] for c in claims)
    levels = Counter(_level(c["certainty"]) for c in claims)
    return {
        "total": len(claims),
        "statuses": {s.value: statuses[s.value] for s in STATUS_PHRASES if statuses[s.value]},
        "certainty": {lv: levels[lv] for lv in (*Level.values, "not-rated") if levels[lv]},
        **({"waivers": len(waivers)} if (waivers := content.get("waivers")) else {}),
    }


def _level(certainty):
    return (certainty["level"] if certainty and certainty["fresh"] else "") or "not-rated"


def meter_told(meter):
    """The meter in words and shapes, for templates; {} of an empty meter."""
    if not meter.get("total"):
        return {}
    statuses = [
        {
            "status": status,
            "count": count,
            "mark": STATUS_MARKS[Status(status)],
            "phrase": STATUS_PHRASES[Status(status)][count != 1],
        }
        for status, count in meter["statuses"].items()
    ]
    levels = [
        {"count": count, "label": Level(level).label if level != "not-rated" else "not rated"}
        for level, count in meter["certainty"].items()
    ]
    return {"total": meter["total"], "statuses": statuses, "levels": levels, "dots": _dots(statuses, meter["total"])}


def _dots(statuses, total):
    """One shape per claim, as long as they can be counted by eye."""
    return [s["mark"] for s in statuses for _ in range(s["count"])] if total <= 80 else []


def checked_between(content):
    """(oldest, newest) day of the verdicts in force, or (None, None)."""
    days = [
        day_of(citation["verdict"]["at"])
        for claim in content["claims"]
        for citation in claim["citations"]
        if citation["verdict"] and citation["verdict"]["fresh"] and citation["verdict"]["outcome"] not in NOT_JUDGED
    ]
    return (min(days), max(days)) if days else (None, None)
