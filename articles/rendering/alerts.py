"""What became known after publication, in words, at the top of a page and at the sentence.

An alert is as `articles.impact` writes it. A stored page holds an invisible comment after each claim, and one in each
reference; an alert takes its place.
"""

from datetime import date, datetime

from django.template.loader import render_to_string

from references import notice_types
from references.notice_types import NoticeKind

_VERDICTS = {
    "contradicted": "A reviewer has found that the source says otherwise",
    "not-addressed": "A reviewer has found that the source does not say this",
}
_GRAVE = {NoticeKind.RETRACTION, NoticeKind.CONCERN}


def about_claims(alerts):
    """Those that stand at a sentence; the others concern a reference, or the whole article."""
    return [a for a in alerts if a["kind"] not in {"link", "emergency"}]


def emergency_told(alerts):
    """What readers are told of an edition that went out before its second pair of eyes, or None: {because, on}."""
    for alert in alerts:
        if alert["kind"] == "emergency":
            return {"because": alert["because"], "on": datetime.fromisoformat(alert["at"]).date()}
    return None


def alert_told(alert):
    """An alert about a claim in words, for templates. `on`: when it was published, where known; `noticed`: by us."""
    about = {**alert, "noticed": datetime.fromisoformat(alert["at"]).date(), "grave": True, "on": None}
    if alert["kind"] == "verdict":
        return {**about, "words": _VERDICTS[alert["outcome"]]}
    published = alert.get("published_on")
    return {
        **about,
        "words": notice_types.sentence(alert["notice"], alert.get("type", "")),
        "on": date.fromisoformat(published) if published else None,
        "grave": alert["notice"] in _GRAVE,
    }


def alerts_told(alerts):
    """Alerts that say the same of the same source, together: each with claims: [{number, anchor, claim}]."""
    together = {}
    for alert in map(alert_told, about_claims(alerts)):
        key = (alert["words"], alert["source"], alert["on"], alert["note"])
        one = together.setdefault(key, {**alert, "claims": []})
        one["claims"].append({"number": alert["number"], "anchor": alert["anchor"], "claim": alert["claim"]})
    return sorted(together.values(), key=lambda one: not one["grave"])


def place_of(anchor):
    """The comment in a stored page that an alert about this claim replaces."""
    return f"<!--{anchor}-->"


def place_of_reference(number):
    """The comment in a stored page where the copy of a dead page is offered."""
    return f"<!--ref-{number}-->"


def with_alerts(main, alerts):
    """The stored <main> with each alert at its sentence, and what concerns a source at its reference as well."""
    placed = [(place_of(a["anchor"]), "components/alert_at_claim.html", alert_told(a)) for a in about_claims(alerts)]
    for place, template, told in (*placed, *_at_references(alerts)):
        words = render_to_string(template, told).strip()
        main = main.replace(place, f" {words}{place}")
    return main


def _at_references(alerts):
    """(place, template, what it shows) for each reference; a notice stands there once, however often it is cited."""
    once = {}
    for alert in alerts:
        if alert["kind"] == "link":
            place = place_of_reference(alert["reference"])
            once[place, alert["url"]] = (place, "components/archived_copy.html", _link(alert))
        elif alert["kind"] == "notice" and "reference" in alert:
            place, told = place_of_reference(alert["reference"]), alert_told(alert)
            once[place, told["words"], told["on"]] = (place, "components/alert_at_claim.html", told)
    return once.values()


def _link(alert):
    day = alert["archived_on"]
    return {**alert, "on": date.fromisoformat(day) if day else None}
