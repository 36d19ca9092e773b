"""The values of a record as people read them: one text for each unit of `references.filling`."""

from django.utils.dates import MONTHS
from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe

from references import titles
from references.models.source import CslType, StudyDesign

from . import names

_CHOICES = {"csl_type": CslType, "design": StudyDesign}
_NAMES = {"authors", "editors"}
_LONG = {"abstract", "funding", "interests"}
_BRACES = str.maketrans("", "", "{}")


def shown(unit, values):
    """Safe HTML of a unit's values, {field of Source: value}; "" where nothing is said."""
    if unit == "date":
        return date(values)
    value = values[unit]
    if value in (None, "", []):
        return ""
    if unit in _CHOICES:
        return dict(_CHOICES[unit].choices).get(value, value)
    if unit in _NAMES:
        # the braces of an organisation are for typing only
        return "; ".join(names.written(value).splitlines()).translate(_BRACES)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if unit == "title":
        return mark_safe(titles.html(value))  # escaped there, but for its four kinds of markup
    return mark_safe(linebreaks(value, autoescape=True)) if unit in _LONG else format_html("{}", value)


def date(values):
    """{"year": 2020, "month": 9, "day": 21} → “21 September 2020”."""
    month = str(MONTHS[values["month"]]) if values.get("month") else values.get("season", "")
    return " ".join(str(part) for part in (values.get("day"), month, values.get("year")) if part)
