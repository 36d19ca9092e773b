"""Tools about amounts: the calculator, the dose chart with its files, and foods."""

from csp.constants import HEADER
from django.utils.dateformat import format as date

from articles.supplement_address import Address
from articles.supplement_answer import Answer
from articles.supplement_fields import CalculatorForm, DoseForm
from articles.supplement_reader import Reader
from supplements import charts, limits, svg
from supplements.amounts import share

from .caching import page, public_response
from .substances import of_substance
from .supplement_tables import open_csv

_HEADER_OF_CHART = ("what", "amount", "unit", "counts", "people", "authority", "sources", "claim")


@of_substance
def substance_calculator(request, found, etag):
    """Compound to element and back, and what a label means. One query."""
    reader = _reader(request, found, "substance-calculator", "way", "what", "amount", "element", "tablets")
    form, answer = CalculatorForm(request.GET, substance=found.substance, told_forms=found.forms), None
    if form.is_valid():
        answer = Answer(form.cleaned_data, *form.compounds[form.cleaned_data["what"]], found.substance, reader)
    context = reader.context(
        form=form, answer=answer, lower_limit=_lower_limit(reader), intake=found.parts.get("intake")
    )
    return page("supplements/calculator.html", context, etag=etag)


@of_substance
def substance_dose(request, found, etag):
    """Food and supplement against what is recommended and limited. One query."""
    reader, form, chart = _dose(request, found)
    context = reader.context(
        form=form,
        chart=chart,
        intake=found.parts.get("intake"),
        doses=found.parts.get("doses"),
        lower_limit=_lower_limit(reader),
        query=reader.address.query(),
    )
    return page("supplements/dose.html", context, etag=etag)


@of_substance
def substance_dose_svg(request, found, etag):
    """The chart as a file that brings its own colours. One query."""
    reader, _, chart = _dose(request, found)
    title = f"{found.substance['name']} in a day"
    if reader.ask_first:
        picture = svg.words_as_picture(f"{title}: ask first", _ask_first(reader))
    elif chart is None:
        picture = svg.words_as_picture(title, ["Intake values are not published yet."])
    else:
        picture = chart.file([reader.left_out, *_origins(found)])
    response = public_response(picture, etag=etag)
    response["Content-Type"] = "image/svg+xml; charset=utf-8"
    response["Content-Disposition"] = f'inline; filename="{found.slug}-dose.svg"'
    # the style of the file itself, and nothing else
    response[HEADER] = f"default-src 'none'; style-src 'sha256-{svg.STYLE_DIGEST}'"
    return response


@of_substance
def substance_dose_csv(request, found, etag):
    """What the chart shows, as a table. One query."""
    reader, form, chart = _dose(request, found)
    if reader.ask_first:
        rows = [[sentence] for sentence in _ask_first(reader)]
    else:
        rows = _mine(form, found.substance["unit"]) + _lines(chart, request.build_absolute_uri)
        rows += [[f"Note: {note}"] for note in (reader.left_out, *_origins(found))]
    empty = [""] * len(_HEADER_OF_CHART)
    rows = [[*row, *empty][: len(_HEADER_OF_CHART)] for row in rows]
    return open_csv(f"{found.slug}-dose.csv", _HEADER_OF_CHART, rows, etag)


@of_substance
def substance_foods(request, found, etag):
    """Foods by what a serving holds, and its share of a recommended intake. One query."""
    reader = _reader(request, found, "substance-foods")
    address = reader.address
    sort = address.one("sort", ["amount", "name"], "column")
    down = address.flag("down") or not sort
    sort = sort or "amount"
    recommended = [row for row in reader.values if not limits.is_limit(row)]
    goal = recommended[0] if recommended and not reader.ask_first else None
    by = limits.amount_of if sort == "amount" else _by_name
    rows = sorted(found.rows("foods"), key=by, reverse=down)
    foods = [row | {"share": share(limits.amount_of(row), limits.amount_of(goal)) if goal else ""} for row in rows]
    context = reader.context(foods=foods, placed=found.parts.get("foods"), goal=goal, intake=found.parts.get("intake"))
    context["hidden"] = address.hidden("sort", "down")
    context["heads"] = [
        _head(address, name, words, sort, down) for name, words in (("name", "Food"), ("amount", "Amount"))
    ]
    return page("supplements/foods.html", context, etag=etag)


def _by_name(row):
    return row["name"].casefold()


def _head(address, name, words, sort, down):
    """The head of a column: a link that sorts by it, and turns it round where it is sorted by already."""
    turned = not down if sort == name else name == "amount"
    query = address.query(sort=name, down="1" if turned else None)
    is_sorted = ("descending" if down else "ascending") if sort == name else ""
    return {"name": name, "words": words, "sorted": is_sorted, "query": query}


def _reader(request, found, tool, *typed):
    address = Address(request.GET)
    address.typed(*typed)
    return Reader(found, address, tool)


def _dose(request, found):
    """(reader, its form, the chart or None)"""
    reader = _reader(request, found, "substance-dose", "food", "dose")
    form = DoseForm(request.GET, substance=found.substance)
    form.is_valid()
    given = form.cleaned_data
    if not reader.intake and not found.rows("doses"):
        return reader, form, None
    who = reader.person.key if reader.person else ""
    chart = charts.dose_chart(
        reader.intake,
        found.rows("doses"),
        substance=found.substance,
        authority=reader.authority,
        who=who,
        food=given.get("food"),
        dose=given.get("dose"),
    )
    return reader, form, chart


def _lower_limit(reader):
    return limits.lower_limit(reader.values, reader.published.substance["unit"])


def _ask_first(reader):
    return [f"Ask first: {row['sentence']}" for row in reader.ask_first]


def _origins(found):
    """A sentence for each part of the chart that says which edition it comes from."""
    placed = {part: found.parts[part].edition.row for part in ("intake", "doses") if part in found.parts}
    words = {"intake": "Intake values", "doses": "Doses used in studies"}
    return [
        f"{words[part]}: SpineHealth, “{row['title']}”, edition {row['number']}, {date(row['published_at'], 'j F Y')}."
        for part, row in placed.items()
    ]


def _mine(form, unit):
    given = [("My food", form.cleaned_data.get("food")), ("My supplement", form.cleaned_data.get("dose"))]
    return [[what, f"{amount:f}", unit] for what, amount in given if amount is not None]


def _lines(chart, absolute):
    values = [
        [
            row["kind_words"],
            row["amount"],
            row["unit"],
            row["scope_words"],
            row["people"],
            row["authority"]["name"],
            *_evidence(row, absolute),
        ]
        for row in (chart.values if chart else ())
    ]
    doses = [
        [f"Dose in a study: {row['label']}", _span(row), row["unit"], "", "", "", *_evidence(row, absolute)]
        for row in (chart.doses if chart else ())
    ]
    return values + doses


def _span(row):
    return f"{row['low']} to {row['high']}" if row["high"] else row["low"]


def _evidence(row, absolute):
    sources = "; ".join(citation["source"]["citekey"] for citation in row["claim"]["citations"])
    return [sources, absolute(f"/claims/{row['claim']['id']}/")]
