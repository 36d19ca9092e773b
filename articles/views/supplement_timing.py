"""When to take a substance beside medicines, as last published."""

from articles.supplement_address import Address
from articles.supplement_reader import Reader
from supplements import timing

from .caching import page
from .substances import of_substance


@of_substance
def substance_timing(request, found, etag):
    """One query."""
    address = Address(request.GET)
    reader = Reader(found, address, "substance-timing")
    taken = [_medicine(reader, slug, address, request.GET) for slug in reader.medicines if slug in reader.have]
    hours = [(at, row) for m in taken for at in m["hours"] for row in m["spaced"]]
    context = reader.context(
        taken=taken,
        windows=timing.windows(hours) if hours else None,
        timed=[m["words"] for m in taken if m["hours"] and m["spaced"]],
        untimed=[m["words"] for m in taken if m["spaced"] and not m["hours"]],
        placed=found.parts.get("interactions"),
    )
    return page("supplements/timing.html", context, etag=etag)


def _medicine(reader, slug, address, query):
    """A medicine that somebody takes: its rows, whether authorities differ, and the hours it is taken at."""
    name = f"at-{slug}"
    address.typed(name)
    rows = [row for row in reader.interactions if row["medicine"]["slug"] == slug]
    spaced = [row for row in rows if timing.needs_distance(row)]
    typed, hours, error = query.get(name, "")[:80], [], ""
    try:
        hours = timing.read_hours(typed)
    except timing.HoursUnreadable as unreadable:
        error = str(unreadable)
    return {
        "slug": slug,
        "field": name,
        "words": reader.medicines[slug],
        "medicine": rows[0]["medicine"],
        "rows": rows,
        "spaced": spaced,
        "differ": timing.differ(rows),
        "typed": typed,
        "hours": hours,
        "error": error,
    }
