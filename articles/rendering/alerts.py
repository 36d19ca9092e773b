"""What became known after publication, in words, at the top of a page and at the sentence.

An alert is as `articles.impact` writes it. A stored page holds an invisible comment after each claim; an alert takes
its place.
"""

from datetime import datetime

from django.template.loader import render_to_string

_VERDICTS = {
    "contradicted": "A reviewer has found that the source says otherwise",
    "not-addressed": "A reviewer has found that the source does not say this",
}
_NOTICES = {
    "retraction": "The source has been retracted",
    "concern": "The publisher has expressed concern about the source",
    "correction": "The source has been corrected",
    "newer-version": "A newer version of the source has appeared",
}


def alert_told(alert):
    """An alert in words, for templates."""
    words = _VERDICTS[alert["outcome"]] if alert["kind"] == "verdict" else _NOTICES[alert["notice"]]
    return {**alert, "words": words, "on": datetime.fromisoformat(alert["at"]).date()}


def alerts_told(alerts):
    """Alerts that say the same of the same source, together: [{words, source, note, on, claims: [{number, anchor}]}]."""
    together = {}
    for alert in map(alert_told, alerts):
        one = together.setdefault((alert["words"], alert["source"], alert["note"]), {**alert, "claims": []})
        one["claims"].append({"number": alert["number"], "anchor": alert["anchor"], "claim": alert["claim"]})
    return list(together.values())


def place_of(anchor):
    """The comment in a stored page that an alert about this claim replaces."""
    return f"<!--{anchor}-->"


def with_alerts(main, alerts):
    """The stored <main> with each alert at its sentence."""
    for alert in alerts:
        place = place_of(alert["anchor"])
        words = render_to_string("components/alert_at_claim.html", alert_told(alert)).strip()
        main = main.replace(place, f" {words}{place}")
    return main
