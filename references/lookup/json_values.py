"""JSON of catalogues, read without trust: a value of another kind than documented counts as not said. Pure."""

import json

from references.canonical import storable

LONGEST = 20_000


def json_object(reply):
    """The object that a Reply holds. Raises ValueError for anything else."""
    try:
        value = json.loads(reply.body)
    except RecursionError:
        value = None
    if not isinstance(value, dict):
        raise ValueError("This is no JSON object.")
    return value


def record(value):
    return value if isinstance(value, dict) else {}


def rows(value):
    """The objects of a list; an object in place of a list is a list of one, as Europe PMC has it."""
    if isinstance(value, dict):
        return [value]
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def text(value):
    """A text that databases take, or a whole number as text; the first of a list of them."""
    if isinstance(value, list):
        return next(filter(None, map(text, value[:20])), "")
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**15:
        return str(value)
    return storable(value[:LONGEST]).strip() if isinstance(value, str) else ""


def texts(value):
    """All texts of a list, or of a text alone."""
    values = value if isinstance(value, list) else [value]
    return [found for one in values[:1000] if not isinstance(one, list) and (found := text(one))]
