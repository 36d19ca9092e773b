"""What a record of a file needs before it can be one of ours. Pure.

Texts that no reference has are cut, so that a chunk of records never fills the memory; it is said in the preview.
"""

from dataclasses import replace

from references.details import AbstractPart
from references.formats import Problem

LONGEST_TITLE = 3_000  # characters
LONGEST_TEXT = 50_000
MOST_NAMES = 10_000


def tidied(record):
    """A ReadRecord like this one, as an import keeps it."""
    work, problems = record.details, []
    changes = _of_chapter(work)
    for field, cut in (("title", _title), ("abstract", _abstract), ("notes", _notes), ("authors", _names)):
        standing = changes.get(field, getattr(work, field))
        shorter = cut(standing)
        if shorter != standing:
            changes[field] = shorter
            problems.append(
                Problem(record.line, field, "This is longer than any reference has it; the end was cut off.")
            )
    if not changes:
        return record
    return replace(record, details=replace(work, **changes), problems=(*record.problems, *problems))


def _of_chapter(work):
    """A chapter names the ISBN of its book: that identifies the book, so it becomes a note."""
    if work.csl_type != "chapter" or not work.isbn:
        return {}
    return {"isbn": "", "notes": (*work.notes, f"ISBN of the book: {work.isbn}")}


def _title(title):
    return title[:LONGEST_TITLE]


def _names(names):
    return names[:MOST_NAMES]


def _notes(notes):
    return tuple(_fitting(notes))


def _abstract(parts):
    texts = _fitting([part.text for part in parts])
    return tuple(AbstractPart(text, part.label) for text, part in zip(texts, parts, strict=False))


def _fitting(texts):
    """As many of the texts as fit, the last one cut."""
    left = LONGEST_TEXT
    for text in texts:
        if left <= 0:
            return
        yield text[:left]
        left -= len(text)
