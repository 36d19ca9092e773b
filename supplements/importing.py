"""A pasted or uploaded sheet over a comparison: first what it would change, then all of it or nothing."""

from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import transaction

from references.citing import WantedCitation
from references.models import Source
from references.outcomes import Stance

from . import catalogue, sheets
from .layout import Layout, form_head, is_computed, share_of
from .models import Cell
from .models.comparison import Empty

MOST = 1_000
"""Cells that one sheet may change."""
NO_RECEIPT = (
    "“None found” needs a receipt: open the cell in the grid and say where you looked, for what, and on which day."
)


class StoodOtherwise(Exception):
    """The comparison is not what the preview showed, or the sheet cannot be applied. `plan` is a fresh one."""

    def __init__(self, plan):
        self.plan = plan
        super().__init__(
            "Somebody changed this comparison after your preview. Nothing is saved yet: look at the new preview, then apply it."
        )


@dataclass
class Slot:
    """One cell of the sheet. state: "same", "new", "changed", "wrong" or "computed"."""

    state: str = "same"
    old: str = ""
    new: str = ""
    sources: tuple = ()
    error: str = ""


@dataclass
class Head:
    """The head of a column or a row, and the attribute or form that it names."""

    text: str
    means: object = None
    error: str = ""


@dataclass
class Line:
    head: Head
    slots: list = field(default_factory=list)


class Plan:
    """What a sheet would change. rows: texts; the first row has the names of attributes, the first column those of forms."""

    def __init__(self, comparison, rows):
        self.layout = Layout(comparison)
        self.comparison, self.rows = comparison, rows
        self.problems, self.notes = [], []
        self.changes, self.citations = [], {}
        self.heads, self.lines = [], []
        if self._has_a_shape():
            self._name_heads()
            self._read_cells()
            self._name_what_is_missing()

    @cached_property
    def digest(self):
        """Of what stands under it."""
        return self.layout.digest

    @property
    def slots(self):
        return [slot for line in self.lines for slot in line.slots]

    @property
    def errors(self):
        return [slot for slot in self.slots if slot.state == "wrong"]

    @property
    def applies(self):
        return bool(self.changes) and not self.problems and not self.errors

    # ---- shape and heads

    def _has_a_shape(self):
        widths = [len(row) for row in self.rows]
        if len(self.rows) < 2 or max(widths, default=0) < 2:
            self.problems.append(
                "This is no table of forms and attributes: the first row must hold the names of attributes, "
                "and the first column those of forms."
            )
        for number, width in enumerate(widths[1:], 2):
            if width > widths[0]:
                self.problems.append(f"Row {number} has {width} cells, and the first row has only {widths[0]} heads.")
        return not self.problems

    def _name_heads(self):
        first, *rest = self.rows
        self.heads = [Head(sheets.folded(text)) for text in first[1:]]
        self.lines = [Line(Head(sheets.folded(row[0]) if row else "")) for row in rest]
        self._find(self.heads, {a.pk: (a, _names_of_attribute(a)) for a in self.layout.attributes}, "attribute")
        rows = [line.head for line, row in zip(self.lines, rest, strict=True) if row]
        self._find(rows, {f.pk: (f, _names_of_form(f)) for f in self.layout.forms}, "form")

    def _find(self, heads, known, what):
        taken = {}
        for number, head in enumerate(heads, 2):
            key = head.text.removeprefix(sheets.LITERAL).casefold()
            found = [row for row, names in known.values() if key in names[:1]] or [
                row for row, names in known.values() if key in names
            ]
            if len(found) == 1:
                head.means = found[0]
            if not head.text:
                head.error = f"The {what} has no name."
            elif len(found) != 1:
                listed = ", ".join(f"“{row if what == 'attribute' else form_head(row)}”" for row, _ in known.values())
                why = "is not in this comparison" if not found else "could be several"
                head.error = f"“{head.text}” {why}. Its {what}s are {listed}."
            elif found[0].pk in taken:
                head.error = f"The {what} “{head.text}” stands here twice."
            taken[found[0].pk if found else number] = True
            if head.error:
                self.problems.append(f"{'Column' if what == 'attribute' else 'Row'} {number}: {head.error}")

    def _name_what_is_missing(self):
        for what, heads, all_of_them, name in (
            ("form", [line.head for line in self.lines], self.layout.forms, form_head),
            ("attribute", self.heads, self.layout.attributes, str),
        ):
            there = {head.means for head in heads}
            if missing := [f"“{name(row)}”" for row in all_of_them if row not in there]:
                self.notes.append(f"Not in the sheet, so left as they are: the {what}s {', '.join(missing)}.")

    # ---- cells

    def _read_cells(self):
        read = [self._line(line.head.means, row) for line, row in zip(self.lines, self.rows[1:], strict=True)]
        keys = {key for line in read for found, _ in line if isinstance(found, sheets.Read) for key in found.citekeys}
        self.sources = Source.objects.resolve(keys) if keys else {}
        for line, slots in zip(self.lines, read, strict=True):
            for head, (found, slot) in zip(self.heads, slots, strict=True):
                if isinstance(found, sheets.Read):
                    self._change(line.head.means, head.means, found, slot)
                line.slots.append(slot)
        if len(self.changes) > MOST:
            self.problems.append(
                f"This would change {len(self.changes):,} cells; up to {MOST:,} can be changed at once."
            )

    def _line(self, form, row):
        """[(what was read, its slot)] of one row"""
        texts = [*row[1:], *[""] * (len(self.heads) - len(row) + 1)]
        return [self._slot(form, head.means, text) for head, text in zip(self.heads, texts, strict=False)]

    def _slot(self, form, attribute, text):
        if form is None or attribute is None:
            return None, Slot(new=text)
        if is_computed(attribute):
            return None, _computed(form, text)
        cell = self.layout.cell(form, attribute)
        slot = Slot(old=sheets.written(cell, attribute) if cell else "")
        try:
            return sheets.read(text, attribute, attribute.steps.all()), slot
        except sheets.Unreadable as wrong:
            slot.state, slot.new, slot.error = "wrong", sheets.folded(text), str(wrong)
            return None, slot

    def _change(self, form, attribute, read, slot):
        standing = self.layout.cell(form, attribute)
        cell = self._typed(form, attribute, standing, read)
        slot.sources = tuple(key for key in read.citekeys if not self._cited(standing, key))
        if read.values.get("empty") == Empty.NOT_SEARCHED and standing is None:
            return
        slot.new = sheets.written(cell, attribute) if read.values or standing else ""
        if slot.new == slot.old and not slot.sources:
            return
        if error := self._wrong(cell, standing, read):
            slot.state, slot.error = "wrong", error
            return
        slot.state = "changed" if standing else "new"
        self.changes.append(cell)
        if slot.sources:
            cited = [c.source.survivor.citekey for c in self.layout.citations[cell.pk]] if standing else []
            fresh = [WantedCitation(key, Stance.SUPPORTS) for key in slot.sources]
            self.citations[cell.pk] = [*(WantedCitation(key) for key in cited), *fresh]

    def _typed(self, form, attribute, standing, read):
        cell = Cell(comparison=self.comparison, form=form, attribute=attribute, route=form.route)
        if standing:
            for each in Cell._meta.concrete_fields:
                setattr(cell, each.attname, getattr(standing, each.attname))
            cell.form, cell.attribute, cell.step, cell._state.adding = form, attribute, standing.step, False
        for name, value in read.values.items():
            setattr(cell, name, value)
        return cell

    def _cited(self, standing, key):
        source = self.sources.get(key)
        return bool(standing and source) and any(
            c.source.survivor.pk == source.pk for c in self.layout.citations[standing.pk]
        )

    def _wrong(self, cell, standing, read):
        """A sentence on why the cell cannot stand so; "" if it can."""
        if unknown := [key for key in read.citekeys if key not in self.sources]:
            named = " and ".join(f"“{key}”" for key in unknown)
            return f"No source has the citekey {named}. Mend the name, or add the source first."
        if not read.values and not (standing and standing.is_filled):
            return "The cell has no value yet, so a source shows nothing there. Write the value in front of the braces."
        if cell.empty == Empty.NONE_FOUND and not (cell.looked_in and cell.looked_for and cell.looked_on):
            return NO_RECEIPT
        try:
            # what only the database can tell is asked when it is saved
            cell.clean_fields(exclude=["comparison", "form", "attribute", "step"])
            cell.clean()
        except ValidationError as wrong:
            return " ".join(wrong.messages)
        return ""


def _names_of_attribute(attribute):
    return [sheets.folded(attribute.name).casefold(), attribute.slug]


def _names_of_form(form):
    return [sheets.folded(name).casefold() for name in (form_head(form), str(form), form.name, form.slug)]


def _computed(form, text):
    """What stands in a computed column is let go where it says the same."""
    shown = share_of(form)
    same = _bare(text) in ("", _bare(shown))
    if same:
        return Slot("computed", shown, shown)
    error = (
        f"This column is computed from the formulas ({shown or 'none yet'}) and cannot be pasted. Leave the cell out."
    )
    return Slot("wrong", shown, sheets.folded(text), error=error)


def _bare(text):
    return text.replace("%", "").replace(" to ", "–").replace("-", "–").replace(" ", "").removeprefix(sheets.LITERAL)


def apply(comparison, rows, *, seen, by, now):
    """Change all that the sheet says, or nothing. seen: the digest of the plan that was shown.

    Raises StoodOtherwise where something changed since, or the sheet has errors.
    """
    with transaction.atomic():
        comparison.substance.lock()
        plan = Plan(comparison, rows)
        if plan.digest != seen or not plan.applies:
            raise StoodOtherwise(plan)
        acting = {"by": by, "now": now, "citations": plan.citations}
        catalogue.save_many(comparison.substance, plan.changes, checked=True, **acting)
    return plan


def rows_of(comparison):
    """The comparison as a sheet that can be pasted back."""
    layout = Layout(comparison)
    yield ["Form", *(attribute.name for attribute in layout.attributes)]
    for form in layout.forms:
        yield [form_head(form), *(_cell_text(layout, form, attribute) for attribute in layout.attributes)]


def _cell_text(layout, form, attribute):
    if is_computed(attribute):
        return share_of(form)
    cell = layout.cell(form, attribute)
    return sheets.written(cell, attribute, layout.citekeys(cell)) if cell else ""
