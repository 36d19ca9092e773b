"""The dose chart: what somebody takes in a day against what authorities recommend and limit, as accessible SVG. Pure.

    chart = charts.dose_chart(intake_rows, dose_rows, substance=frozen_substance)

Rows are frozen or told ones, see `supplements.freezing`; no request is needed. `chart.html` holds two drawings, wide and
narrow, for a page that has the tokens of tokens.css; `chart.file()` is one that brings its own colours, for a download.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import mark_safe

from . import limits
from .flags import Flag, planted, wide_of
from .svg import BAR, EDGE, LINE, NARROW, SIZE, SMALL, WIDE, Pen, document
from .wording import number, span

_FAR = 3  # how many times beyond the last mark a bar still moves the end of the axis


@dataclass(frozen=True)
class DoseChart:
    """values: intake rows that are shown, doses: those of studies. title, told: what is read aloud instead."""

    substance: dict
    values: list
    doses: list
    food: Decimal | None
    dose: Decimal | None
    id: str
    title: str
    told: str

    @property
    def html(self):
        """Both drawings; a page shows the one that fits."""
        return mark_safe(_draw(self, WIDE, "w") + _draw(self, NARROW, "s"))  # texts were escaped by the pen

    def file(self, notes=()):
        """A whole SVG file. notes: sentences that stand below the drawing."""
        return _draw(self, WIDE, "", notes)


def dose_chart(intake, doses, *, substance, authority="", who="", food=None, dose=None, id="dose"):
    """The chart of one person. authority: the slug of one, "" for all; who: the key of a person, "" for an adult.

    food, dose: Decimals a day in the unit of the substance, or None where they are not given. id: unique on the page.
    """
    of_authority = [row for row in intake if authority in ("", row["authority"]["slug"])]
    people = limits.persons(of_authority)
    person = (limits.persons(intake) | people).get(who) or limits.usual(people)
    values = limits.values_for(of_authority, person)
    title = f"{substance['name']} in a day" + (f": {person.words[:1].lower()}{person.words[1:]}" if person else "")
    told = _told(values, doses, food, dose, substance)
    return DoseChart(substance, values, doses, food, dose, id, title, told)


def _told(values, doses, food, dose, substance):
    """The chart in sentences."""
    unit = substance["unit"]
    parts = []
    if food is not None:
        parts.append(f"Food: {number(food)} {unit}.")
    if dose is not None:
        parts.append(f"Supplement: {number(dose)} {unit}.")
    parts += [f"{_name(row)}: {number(row['amount'])} {unit}." for row in values]
    if doses:
        parts.append("Doses used in studies: " + "; ".join(f"{_of_study(row)} {unit}" for row in doses) + ".")
    return " ".join(parts) or "No values are published."


def _name(row):
    return f"{limits.short(row)} {row['authority']['short']}"


def _of_study(row):
    return f"{row['label']}: {span(row['low'], row['high'])}"


# ---- drawing


def _draw(chart, width, css, notes=()):
    ids = f"{chart.id}-{css or 'file'}"
    pen = Pen(width, _scale(chart), ids)
    if not css:
        pen.lines(f"{chart.title}, {chart.substance['unit']} a day", weight=700, size=SIZE + 2)
        pen.y += 10
    _whole_day(pen, chart)
    _supplement(pen, chart)
    _studies(pen, chart)
    _axis(pen, chart.substance["unit"])
    if notes:
        pen.y += 8
        for note in notes:
            pen.lines(note, size=SMALL, ink="ink-2")
            pen.y += 5
    return document(chart.title, chart.told, pen, css, is_file=not css)


def _scale(chart):
    """The amount at the right edge: beyond every mark, and beyond the bars unless they dwarf the marks."""
    marks = [Decimal(row["amount"]) for row in chart.values] + [Decimal(row["low"]) for row in chart.doses]
    total = (chart.food or Decimal(0)) + (chart.dose or Decimal(0))
    last = max(marks, default=Decimal(0))
    if total and (not last or total <= _FAR * last):
        last = max(last, total)
    return _round_up(last * Decimal("1.15") or Decimal(100))


def _round_up(amount):
    """1, 1.5, 2, 3, 4, 5, 6, 8 or 10 of the power of ten that fits."""
    power = Decimal(1).scaleb(amount.adjusted())
    return next(
        power * step
        for step in map(Decimal, ("1", "1.5", "2", "3", "4", "5", "6", "8", "10"))
        if power * step >= amount
    )


def _whole_day(pen, chart):
    """Food and supplement together, against values that count everything."""
    food, dose = chart.food or Decimal(0), chart.dose or Decimal(0)
    pen.lines("Everything in a day: food and supplement", weight=700)
    counted = [row for row in chart.values if not limits.counts_supplements_only(row)]
    _flags(pen, counted)
    pen.bar(Decimal(0), pen.scale, "var(--paper-3)")
    _beyond(pen, [row for row in counted if limits.is_limit(row)])
    pen.bar(Decimal(0), food, "var(--accent)")
    pen.bar(food, food + dose, pen.hatch("mine"), framed=bool(dose))
    _ticks(pen, counted)
    _goes_on(pen, food + dose)
    pen.y += BAR + 4
    pen.lines(_sum(chart), weight=600)
    pen.y += 14


def _sum(chart):
    unit = chart.substance["unit"]
    if chart.food is None and chart.dose is None:
        return "Neither food nor supplement is given."
    if chart.food is None:
        return f"Supplement {number(chart.dose)} {unit}; food is not given"
    if chart.dose is None:
        return f"Food {number(chart.food)} {unit}; no supplement is given"
    return f"Food {number(chart.food)} + supplement {number(chart.dose)} = {number(chart.food + chart.dose)} {unit}"


def _supplement(pen, chart):
    """The supplement alone, against limits that leave food out."""
    dose = chart.dose or Decimal(0)
    counted = [row for row in chart.values if limits.counts_supplements_only(row)]
    why = ": the limit counts supplements and medicines" if counted else ""
    pen.lines(f"Supplement only{why}", weight=700)
    _flags(pen, counted)
    pen.bar(Decimal(0), pen.scale, "var(--paper-3)")
    _beyond(pen, counted)
    pen.bar(Decimal(0), dose, pen.hatch("mine"), framed=bool(dose))
    _ticks(pen, counted)
    _goes_on(pen, dose)
    pen.y += BAR + 4
    given = f"Supplement {number(chart.dose)} {chart.substance['unit']}" if dose else "No supplement is given"
    pen.lines(given if counted else f"{given}; no limit is published for supplements only", weight=600)
    pen.y += 10


def _flags(pen, rows):
    """The names of the marks above a bar, or in lines where they would meet."""
    flags = [Flag(pen.x(Decimal(row["amount"])), _flag(row), row) for row in rows]
    plan = planted(flags, pen.width, SIZE)
    if plan is None:
        for flag in flags:
            pen.lines(flag.words)
        pen.y += 6
        return
    lanes = 1 + max((flag.lane for flag in plan), default=-1)
    foot = pen.y + lanes * LINE + 8
    for flag in plan:
        top = foot - 8 - (flag.lane + 1) * LINE
        pen.rule(flag.x, top + 3, flag.x, foot, dashed=_is_dashed(flag.row, rows))
        pen.text(flag.start, top + 13, flag.words, weight=500)
    pen.y = foot


def _flag(row):
    name = _name(row).replace("Upper limit", "Limit")  # the bar below says which
    return f"{name} {number(row['amount'])}"


def _is_dashed(row, rows):
    """The second authority and those after it, so that lines of two can be told apart without colour."""
    return row["authority"]["slug"] != rows[0]["authority"]["slug"]


def _ticks(pen, rows):
    for row in rows:
        x = pen.x(Decimal(row["amount"]))
        pen.rule(x, pen.y, x, pen.y + BAR + 3, dashed=_is_dashed(row, rows))


def _beyond(pen, rows):
    """What lies above the lowest limit."""
    if rows:
        pen.bar(min(Decimal(row["amount"]) for row in rows), pen.scale, pen.hatch("over"))


def _goes_on(pen, amount):
    if amount > pen.scale:
        right, middle = pen.width - EDGE, pen.y + BAR / 2
        pen.shape(f"M{right - 12:.1f} {middle - 8:.1f}l12 8l-12 8z")


def _studies(pen, chart):
    """A line for each dose that a study used: what is tested, not what is advised."""
    if not chart.doses:
        return
    pen.lines("Doses a day used in studies: tested, not advised", ink="ink-2", size=SMALL)
    pen.y += 3
    above, behind = pen.y, len(pen.shapes)
    for row in chart.doses:
        _study(pen, row, chart.substance["unit"])
    _guides(pen, chart, above, behind)
    pen.y += 2


def _guides(pen, chart, above, behind):
    """The limits run on behind the doses, so that eyes can compare them."""
    doses, pen.shapes = pen.shapes[behind:], pen.shapes[:behind]
    counted = [row for row in chart.values if limits.counts_supplements_only(row)]
    for row in counted:
        x = pen.x(Decimal(row["amount"]))
        pen.rule(x, above, x, pen.y, ink="line-2", dashed=_is_dashed(row, counted))
    pen.shapes += doses


def _study(pen, row, unit):
    low, high = Decimal(row["low"]), Decimal(row["high"]) if row["high"] else None
    words = f"{_of_study(row)} {unit}"
    beside = wide_of(words, SIZE) + 14 < pen.x(low) - 7
    if beside:
        pen.y += 22
        pen.text(EDGE, pen.y - 7, words)
    else:
        pen.lines(words)
        pen.y += 16
    middle = pen.y - 11
    if high is not None and high > low:
        pen.rule(pen.x(low), middle, pen.x(high) - (6 if high > pen.scale else 0), middle, wide=3)
        _end(pen, high, middle)
    _diamond(pen, pen.x(low), middle)
    pen.y += 2
    pen.rule(EDGE, pen.y, pen.width - EDGE, pen.y, ink="line", wide=1)


def _end(pen, high, middle):
    if high > pen.scale:
        right = pen.width - EDGE
        return pen.shape(f"M{right - 9:.1f} {middle - 6:.1f}l9 6l-9 6z")
    return _diamond(pen, pen.x(high), middle)


def _diamond(pen, x, middle):
    x = min(max(x, 7), pen.width - 7)
    pen.shape(f"M{x:.1f} {middle - 6:.1f}l6 6l-6 6l-6 -6z")


def _axis(pen, unit):
    pen.y += 18
    steps = 4 if pen.width >= WIDE else 2
    for n in range(steps + 1):
        amount = pen.scale * n / steps
        anchor = "start" if n == 0 else "end" if n == steps else "middle"
        words = number(amount) if n < steps else f"{number(amount)} {unit}"
        pen.text(pen.x(amount), pen.y, words, size=SMALL, ink="ink-2", anchor=anchor)
