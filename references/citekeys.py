"""A citekey for a new source: “yousef2013”, “yousef2013a” where that is taken."""

import re
import unicodedata

from .models import CitekeyAlias, Source

# words that begin titles and tell works apart in none
_EMPTY_WORDS = {"a", "an", "the", "on", "of", "in", "is", "are", "do", "does", "what", "how", "why"}
_ENDINGS = ["", *"abcdefghijklmnopqrstuvwxyz", *map(str, range(100, 100_000))]


def proposed(work, taken=None):
    """A free citekey for `work` (anything with authors, title and year).

    taken: the set of all citekeys in use, for many works in a row; the new one is added to it. Without it the library
    is asked.
    """
    stem = _stem(work)
    if taken is None:
        taken = in_use(stem)
    key = next(key for ending in _ENDINGS if (key := f"{stem}{ending}") not in taken)
    taken.add(key)
    return key


def in_use(stem=""):
    """The citekeys and former citekeys that begin with `stem`."""
    like = {"citekey__startswith": stem}
    return {
        *Source.objects.filter(**like).values_list("citekey", flat=True),
        *CitekeyAlias.objects.filter(**like).values_list("citekey", flat=True),
    }


def _stem(work):
    first = work.authors[0] if work.authors else {}
    name = first.get("family") or first.get("literal") or work.title
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    if not first:
        words = [word for word in words if word not in _EMPTY_WORDS][:1] or words
    stem = "".join(words[:2])[:40] or "source"
    return f"{stem}{work.year or ''}"
