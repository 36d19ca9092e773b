"""A name for a record in a file that needs one: “yousef2013”, “yousef2013-2” for the next. Pure."""

import re
import unicodedata


def key_of(details, taken):
    """A key of its own: `taken` counts how many records of this file have had the same."""
    first = details.authors[0] if details.authors else {}
    name = first.get("family") or first.get("literal") or details.title
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    stem = f"{words[0] if words else 'source'}{details.year or ''}"[:50]
    taken[stem] = taken.get(stem, 0) + 1
    return stem if taken[stem] == 1 else f"{stem}-{taken[stem]}"
