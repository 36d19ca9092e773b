"""A name for a record in a file that needs one: “yousef2013”, “yousef2013a” for the next. Pure."""

import re
import unicodedata


def key_of(details, taken):
    """A key that is not in the set `taken`; it is added to it."""
    first = details.authors[0] if details.authors else {}
    name = first.get("family") or first.get("literal") or details.title
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    stem = f"{words[0] if words else 'source'}{details.year or ''}"[:50]
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    taken.add(key)
    return key
