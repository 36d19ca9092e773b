"""The forms of a substance in the words of schema.org, for search engines: only what the page says as well."""

import json

from django.utils.safestring import mark_safe

from supplements.wording import number

_SAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
_KINDS = {"rda": "RecommendedDoseSchedule", "ai": "RecommendedDoseSchedule", "ul": "MaximumDoseSchedule"}


def json_ld(found):
    """A <script> of data; "" where no form is published. No text in it can end the element."""
    graph = [_form(form, found) for form in found.forms if form["route"] == "oral"]
    if not graph:
        return ""
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False).translate(_SAFE)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # what could be markup was escaped above


def _form(form, found):
    subject = found.substance
    schedules = [_schedule(row) for row in found.rows("intake")]
    told = {
        "@type": "DietarySupplement",
        "name": f"{subject['name']} {form['name'][:1].lower()}{form['name'][1:]}",
        "alternateName": form["synonyms"],
        "activeIngredient": subject["name"],
        "recommendedIntake": [s for s in schedules if s["@type"] == "RecommendedDoseSchedule"],
        "maximumIntake": [s for s in schedules if s["@type"] == "MaximumDoseSchedule"],
        "safetyConsideration": " ".join(row["sentence"] for row in found.rows("cautions")),
    }
    return {name: value for name, value in told.items() if value}


def _schedule(row):
    return {
        "@type": _KINDS[row["kind"]],
        "doseValue": int(row["amount"]) if row["amount"].isdigit() else float(row["amount"]),
        "doseUnit": row["unit"],
        "frequency": "a day",
        "targetPopulation": row["people"],
        "description": f"{number(row['amount'])} {row['unit']} a day, {row['scope_words']}",
        "recognizingAuthority": {"@type": "Organization", "name": row["authority"]["name"]},
    }
