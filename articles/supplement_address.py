"""What a reader's address asks of a tool, and addresses that ask for a little more or less. Pure.

What it names and nobody knows is left out, and said. However long an address is, a tool looks at MOST values of a name.
"""

from urllib.parse import urlencode

MOST = 30
_LONGEST = 40
_SAID = 3


class Address:
    """asked: {name: [value]} as understood, in the order of asking; unknown: sentences about what was not."""

    def __init__(self, query):
        self._query = query
        self._misread = []
        self.asked = {}

    def some(self, name, known, what):
        """The values of a name that are known, each once, in the order of `known`."""
        given = self._query.getlist(name)[:MOST]
        self._misread += [(value, what) for value in given if value and value not in known]
        wanted = set(given)
        self.asked[name] = [value for value in known if value in wanted]
        return self.asked[name]

    def one(self, name, known, what):
        """The value of a name, or ""."""
        value = self._query.get(name, "")
        if value not in known:
            self._misread += [(value, what)] if value else []
            value = ""
        self.asked[name] = [value] if value else []
        return value

    def flag(self, name):
        on = self._query.get(name) == "1"
        self.asked[name] = ["1"] if on else []
        return on

    def typed(self, *names):
        """Keep what was typed under these names in addresses, whatever it is."""
        for name in names:
            if value := self._query.get(name, "")[: 2 * _LONGEST]:
                self.asked[name] = [value]

    @property
    def is_bare(self):
        """Whether it asks for nothing, so that it is the one address of the page."""
        return not self._query

    @property
    def unknown(self):
        said = [f"“{_short(value)}” is no {what} here, so it was left out." for value, what in self._misread[:_SAID]]
        more = len(self._misread) - _SAID
        return [*said, f"{more} more were left out."] if more > 0 else said

    def query(self, only=None, **changes):
        """“?sort=sleep&have=kidney-disease”, or "". changes: {name: value, list of values, or None to leave it out}."""
        said = {name: values for name, values in self.asked.items() if only is None or name in only}
        for name, value in changes.items():
            said[name] = [] if value is None else value if isinstance(value, list) else [value]
        pairs = [(name, value) for name, values in said.items() for value in values]
        return f"?{urlencode(pairs)}" if pairs else ""

    def hidden(self, *names):
        """(name, value) pairs that a form keeps besides its own fields."""
        return [(name, value) for name in names for value in self.asked.get(name, ())]


def _short(value):
    return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
