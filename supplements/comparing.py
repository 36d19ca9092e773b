"""Sorting, filtering and setting side by side of forms, over told data. Pure.

forms: as `articles.rendering.catalogue` tells them: each with slug, label, route, and cells in the order of the attributes.
A cell: kind ("filled", "computed" or "empty"), attribute, value, sort, step, effect, claim, note. Unknown is never good:
a form without data passes no filter, and stands last however a column is sorted.
"""

from dataclasses import dataclass, field

ROUTES = ("oral", "skin", "infusion")
BY_NAME = "form"
FEWEST, MOST = 2, 4
_IN_DOUBT = {"disagrees", "divided", "no-evidence", "not-addressed", "unsourced"}


def cell_of(form, slug):
    return next((cell for cell in form["cells"] if cell["attribute"]["slug"] == slug), None)


def in_order(forms, sort="", down=False):
    """The forms by one column, or by name; forms without a value last; each route by itself, those by mouth first.

    sort: the slug of an attribute, BY_NAME, or "" for the order in which they were published. The first form of another
    route is marked as apart.
    """
    ordered = []
    for route in ROUTES:
        of_route = [form for form in forms if form["route"] == route]
        if sort:
            known = [form for form in of_route if _key(form, sort) is not None]
            unknown = [form for form in of_route if _key(form, sort) is None]
            # reversed twice, so that forms with the same value keep their order when the column is turned round
            of_route = sorted(known[::-1] if down else known, key=lambda form: _key(form, sort))
            of_route = (of_route[::-1] if down else of_route) + unknown
        apart = bool(ordered) and route != ROUTES[0]
        ordered += [form | {"apart": apart and n == 0} for n, form in enumerate(of_route)]
    return ordered


def _key(form, sort):
    if sort == BY_NAME:
        return form["label"].casefold()
    cell = cell_of(form, sort)
    if cell is None or cell["kind"] == "empty":
        return None
    if cell["attribute"]["kind"] == "text":
        return cell["value"].casefold()
    return cell["sort"]


@dataclass
class Filtered:
    """shown: forms that pass everything; left_out: [{words, forms}] the others by name, each under the first reason."""

    shown: list = field(default_factory=list)
    left_out: list = field(default_factory=list)


def filtered(forms, attributes):
    """The forms for which every one of these attributes speaks. A form that fails is named with the reason."""
    found, reasons = Filtered(), {}
    for form in forms:
        reason = next(filter(None, (_against(form, a) for a in attributes)), "")
        if reason:
            reasons.setdefault(reason, []).append(form["label"])
        else:
            found.shown.append(form)
    found.left_out = [{"words": words, "forms": names} for words, names in reasons.items()]
    return found


def _against(form, attribute):
    """Why a form does not pass, in words before a colon; "" where it passes."""
    cell, asked = cell_of(form, attribute["slug"]), attribute["filter_label"] or attribute["name"]
    asked = asked[:1].lower() + asked[1:]
    if cell is None or cell["kind"] == "empty":
        return _why_empty(cell, asked)
    if cell["claim"] and _in_doubt(cell["claim"]):
        return f"What is said on {asked} is in doubt"
    match attribute["kind"]:
        case "outcome":
            return _EFFECTS[cell["effect_key"]].format(asked)
        case "scale":
            return (
                ""
                if cell["step"] and cell["step"]["passes"]
                else f"On a step of the scale that does not pass ({asked})"
            )
    return ""


_EFFECTS = {
    "helps": "",
    "no-difference": "Tested on {}, no clear difference",
    "differs": "Tested on {}, and the results differ",
    "harms": "Tested on {}, and it made things worse",
}


def _why_empty(cell, asked):
    match cell and cell["empty"]:
        case "none-found":
            return f"Searched, and no data found on {asked}"
        case "not-applicable":
            return f"The question does not apply ({asked})"
        case "withdrawn":
            return f"What was said on {asked} was withdrawn"
    return f"No data on {asked} (not searched yet)"


def _in_doubt(claim):
    return claim["status"] in _IN_DOUBT or any(alert["grave"] for alert in claim.get("alerts", ()))


def nobody_searched(forms, attributes):
    """The attributes of which no shown form has anything but “not searched yet”: there is nothing to see in their columns."""
    return [
        a
        for a in attributes
        if forms and all(cell_of(f, a["slug"])["kind"] == "empty" and _untouched(cell_of(f, a["slug"])) for f in forms)
    ]


def _untouched(cell):
    return cell["empty"] == "not-searched" and not cell["note"]


def rows_beside(forms, attributes):
    """(rows that differ, rows that are the same) of forms side by side: {attribute, cells}."""
    differ, same = [], []
    for attribute in attributes:
        cells = [cell_of(form, attribute["slug"]) for form in forms]
        row = {"attribute": attribute, "cells": cells}
        alike = len({_shown(cell) for cell in cells}) == 1
        (same if alike else differ).append(row)
    return differ, same


def _shown(cell):
    """What readers see of a cell, apart from its sources."""
    return cell["kind"], cell["value"], cell["note"], cell.get("studied", "")
