"""The comparison tool: what its address asks for, done to the comparison as published."""

from functools import cached_property

from supplements import comparing

_FEW = f"Choose {comparing.FEWEST} to {comparing.MOST} forms to set side by side."


class ComparisonTool:
    """placed: the published comparison. Everything here is for one page."""

    def __init__(self, reader, placed):
        self.reader, self.placed, self.told = reader, placed, placed.told
        self.attributes, address = self.told["attributes"], reader.address
        slugs = {a["slug"]: a for a in self.attributes}
        self.goals = address.some("goal", {s: a for s, a in slugs.items() if a["filter_as"] == "goal"}, "goal")
        self.sort = address.one("sort", {comparing.BY_NAME: None, **slugs}, "column")
        self.down = address.flag("down") and bool(self.sort)
        self.all_columns = address.flag("all")
        self.beside = address.some("form", {form["slug"]: form for form in self.told["forms"]}, "form")
        self.compares = address.flag("compare")
        self.same_too = address.flag("same")
        self.open = address.one("open", self._openable, "cell that can be opened")

    @cached_property
    def _openable(self):
        return {
            _key(form, cell): cell for form in self.told["forms"] for cell in form["cells"] if cell["kind"] != "empty"
        }

    # ---- filters

    @property
    def goal_choices(self):
        return [
            {"slug": a["slug"], "words": a["filter_label"], "chosen": a["slug"] in self.goals}
            for a in self.attributes
            if a["filter_as"] == "goal"
        ]

    @cached_property
    def filters(self):
        """The attributes by which forms are filtered: goals, and conditions that somebody has."""
        conditions = [a for a in self.attributes if a["filter_as"] == "condition" and a["slug"] in self.reader.have]
        return [a for a in self.attributes if a["slug"] in self.goals] + conditions

    @property
    def unscaled(self):
        """Filters without a scale: a form passes because something is known, not because it is good."""
        return [a for a in self.filters if a["kind"] in ("text", "number")]

    @cached_property
    def filtered(self):
        return comparing.filtered(self.told["forms"], self.filters)

    # ---- the table

    @cached_property
    def folded(self):
        """Columns that say nothing of any shown form."""
        return [] if self.all_columns else comparing.nobody_searched(self.filtered.shown, self.attributes)

    @property
    def columns(self):
        return [self._column(a) for a in self.attributes if a not in self.folded]

    def _column(self, attribute):
        slug = attribute["slug"]
        sorted_by = self.sort == slug
        first_down = attribute["better"] == "more" or attribute["computed"]
        down = not self.down if sorted_by else first_down
        return attribute | {"sorted": self._aria(sorted_by), "query": self._sorting(slug, down)}

    @property
    def by_name(self):
        named = self.sort == comparing.BY_NAME
        return {"sorted": self._aria(named), "query": self._sorting(comparing.BY_NAME, named and not self.down)}

    def _aria(self, sorted_by):
        return ("descending" if self.down else "ascending") if sorted_by else ""

    def _sorting(self, slug, down):
        return self._query(sort=slug, down="1" if down else None, open=None)

    @cached_property
    def rows(self):
        """The shown forms in order, each with the cells of the shown columns, and the cell that is open."""
        shown = {a["slug"] for a in self.attributes} - {a["slug"] for a in self.folded}
        return [
            form
            | {
                "chosen": form["slug"] in self.beside,
                "cells": (cells := [self._cell(form, c) for c in form["cells"] if c["attribute"]["slug"] in shown]),
                "open": next((cell for cell in cells if cell["open"]), None),
            }
            for form in comparing.in_order(self.filtered.shown, self.sort, self.down)
        ]

    def _cell(self, form, cell):
        key = _key(form, cell)
        is_open = key == self.open
        query = self._query(open=None if is_open else key)
        return cell | {"key": key, "open": is_open, "query": query or "./"}

    @property
    def open_elsewhere(self):
        """Whether a cell was asked for that the filters or folded columns leave out."""
        return bool(self.open) and not any(row["open"] for row in self.rows)

    def _query(self, **changes):
        return self.reader.address.query(**changes) or "./"

    @property
    def with_all_columns(self):
        return self._query(all="1")

    @property
    def without_filters(self):
        return self._query(goal=None, have=None, open=None)

    # ---- side by side

    @property
    def too_few_or_many(self):
        """A sentence where forms were to be set side by side and cannot be."""
        n = len(self.beside)
        if not self.compares or comparing.FEWEST <= n <= comparing.MOST:
            return ""
        chosen = {0: "None is chosen.", 1: "One is chosen."}.get(n, f"{n} are chosen: take {n - comparing.MOST} out.")
        return f"{_FEW} {chosen}"

    @cached_property
    def side_by_side(self):
        """{forms, rows, same, routes_differ, query of the other view}, or None."""
        if not self.compares or self.too_few_or_many:
            return None
        forms = [form for form in comparing.in_order(self.told["forms"]) if form["slug"] in self.beside]
        differ, same = comparing.rows_beside(forms, self.attributes)
        return {
            "forms": forms,
            "rows": [self._beside(row, forms) for row in (differ + same if self.same_too else differ)],
            "same": [row["attribute"]["name"] for row in same],
            "routes_differ": len({form["route"] for form in forms}) > 1,
            "query": self._query(same=None if self.same_too else "1"),
        }

    def _beside(self, row, forms):
        return row | {"cells": [(form, self._cell(form, cell)) for form, cell in zip(forms, row["cells"], strict=True)]}

    @property
    def query_without_comparing(self):
        return self._query(compare=None, form=None, same=None)

    @property
    def hidden_of_filters(self):
        """What the form of filters keeps besides its own fields."""
        names = ("sort", "down", "all", "form", "compare", "same", "authority", "who")
        return self.reader.address.hidden(*names)

    @property
    def hidden_of_choosing(self):
        """What the form of checkboxes keeps."""
        names = ("comparison", "goal", "have", "sort", "down", "all", "same", "authority", "who")
        return self.reader.address.hidden(*names)


def _key(form, cell):
    return f"{form['slug']}.{cell['attribute']['slug']}"
