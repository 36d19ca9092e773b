"""Sorting, filtering and setting forms side by side."""

from decimal import Decimal

import pytest

from supplements import comparing


def attribute(slug="sleep", kind="outcome", **extra):
    return {
        "slug": slug,
        "kind": kind,
        "name": slug.capitalize(),
        "filter_label": slug.capitalize(),
        "filter_as": "goal",
    } | extra


def claim(status="matches", grave=None):
    return {"status": status, "alerts": [] if grave is None else [{"grave": grave}]}


def filled(of, value="Helps", *, sort=0, effect="helps", passes=None, **extra):
    step = None if passes is None else {"passes": passes}
    return {
        "attribute": of, "kind": "filled", "value": value, "sort": Decimal(sort), "effect_key": effect, "step": step,
        "claim": claim(), "note": "", "studied": "",
    } | extra  # fmt: skip


def empty(of, reason="not-searched", note=""):
    return {
        "attribute": of,
        "kind": "empty",
        "empty": reason,
        "value": reason,
        "sort": None,
        "claim": None,
        "note": note,
    }


def form(name, *cells, route="oral"):
    return {"slug": name.lower(), "label": name, "route": route, "cells": list(cells)}


SLEEP = attribute()
NUMBER = attribute("absorption", "number")
SCALE = attribute("gut", "scale")
TEXT = attribute("care", "text")


def names(forms):
    return [f["label"] for f in forms]


@pytest.mark.parametrize(
    "cell", [empty(SLEEP, reason) for reason in ("not-searched", "none-found", "not-applicable", "withdrawn")]
)
def test_unknown_never_passes_a_filter(cell):
    found = comparing.filtered([form("Oxide", cell)], [SLEEP])
    assert found.shown == []
    assert found.left_out[0]["forms"] == ["Oxide"]


@pytest.mark.parametrize(
    ("cell", "passes"),
    [
        (filled(SLEEP), True),
        (filled(SLEEP, effect="no-difference"), False),
        (filled(SLEEP, effect="differs"), False),
        (filled(SLEEP, effect="harms"), False),
        (filled(SCALE, passes=True), True),
        (filled(SCALE, passes=False), False),
        (filled(SCALE), False),
        (filled(NUMBER), True),
        (filled(TEXT), True),
        (filled(SLEEP, claim=claim("disagrees")), False),
        (filled(SLEEP, claim=claim("divided")), False),
        (filled(SLEEP, claim=claim("no-evidence")), False),
        (filled(SLEEP, claim=claim(grave=True)), False),
        (filled(SLEEP, claim=claim(grave=False)), True),
    ],
)
def test_a_form_passes_where_its_cell_speaks_for_it(cell, passes):
    found = comparing.filtered([form("Oxide", cell)], [cell["attribute"]])
    assert bool(found.shown) is passes


def test_forms_that_do_not_pass_are_named_with_the_reason():
    forms = [
        form("Oxide", filled(SLEEP, effect="no-difference")),
        form("Citrate", empty(SLEEP)),
        form("Malate", empty(SLEEP)),
        form("Glycinate", filled(SLEEP)),
    ]
    found = comparing.filtered(forms, [SLEEP])
    assert names(found.shown) == ["Glycinate"]
    assert found.left_out == [
        {"words": "Tested on sleep, no clear difference", "forms": ["Oxide"]},
        {"words": "No data on sleep (not searched yet)", "forms": ["Citrate", "Malate"]},
    ]


def test_without_a_filter_every_form_is_shown():
    assert names(comparing.filtered([form("Oxide", empty(SLEEP))], []).shown) == ["Oxide"]


@pytest.mark.parametrize(("down", "order"), [(False, ["B", "C", "A", "X", "Y"]), (True, ["A", "B", "C", "X", "Y"])])
def test_unknown_stands_last_however_a_column_is_sorted(down, order):
    forms = [
        form("X", empty(NUMBER)),
        form("A", filled(NUMBER, sort=9)),
        form("B", filled(NUMBER, sort=4)),
        form("Y", empty(NUMBER, "none-found")),
        form("C", filled(NUMBER, sort=4)),
    ]
    assert names(comparing.in_order(forms, "absorption", down)) == order


def test_words_and_names_are_sorted_as_words():
    forms = [form("b", filled(TEXT, "Zoo")), form("A", filled(TEXT, "apple")), form("C", empty(TEXT))]
    assert names(comparing.in_order(forms, "care")) == ["A", "b", "C"]
    assert names(comparing.in_order(forms, comparing.BY_NAME, down=True)) == ["C", "b", "A"]


def test_forms_of_another_route_stand_apart_and_are_never_ranked_with_the_others():
    forms = [
        form("Drip", filled(NUMBER, sort=100), route="infusion"),
        form("Spray", filled(NUMBER, sort=50), route="skin"),
        form("Oxide", filled(NUMBER, sort=1)),
        form("Cream", filled(NUMBER, sort=60), route="skin"),
    ]
    ordered = comparing.in_order(forms, "absorption", down=True)
    assert names(ordered) == ["Oxide", "Cream", "Spray", "Drip"]
    assert [f["apart"] for f in ordered] == [False, True, False, True]


def test_a_column_is_folded_only_where_nobody_searched_for_any_form():
    one = form("A", empty(SLEEP), empty(NUMBER), empty(TEXT))
    other = form("B", empty(SLEEP), empty(NUMBER, "none-found"), empty(TEXT, note="Ask us."))
    assert comparing.nobody_searched([one, other], [SLEEP, NUMBER, TEXT]) == [SLEEP]
    assert comparing.nobody_searched([], [SLEEP]) == []


def test_side_by_side_rows_that_differ_are_told_from_those_that_do_not():
    forms = [
        form("A", filled(SLEEP), filled(NUMBER, "4%"), empty(TEXT)),
        form("B", filled(SLEEP, studied="12 people"), filled(NUMBER, "4%"), empty(TEXT)),
    ]
    differ, same = comparing.rows_beside(forms, [SLEEP, NUMBER, TEXT])
    assert [row["attribute"]["slug"] for row in differ] == ["sleep"]
    assert [row["attribute"]["slug"] for row in same] == ["absorption", "care"]
