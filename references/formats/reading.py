"""What reading a file of references gives."""

from collections.abc import Iterator
from dataclasses import dataclass

from references.details import Details


class Unreadable(Exception):
    """The whole file is of the wrong kind; its text is one sentence that says what to do."""


@dataclass(frozen=True)
class Problem:
    """Something that could not be taken as it stands. `made`: what became of it, as a sentence."""

    line: int
    stands: str
    made: str


@dataclass(frozen=True)
class ReadRecord:
    """One record, at its first line (counted from 1). An unreadable one says why in its problems and goes no further."""

    line: int
    details: Details
    problems: tuple[Problem, ...] = ()
    unreadable: bool = False


@dataclass(frozen=True)
class Reading:
    """A file on its way in. `lines` is the length of the file; `records` reads on as it is asked, one at a time."""

    format: str
    encoding: str
    lines: int
    records: Iterator[ReadRecord]


def unreadable(line, stands, why):
    """The record at `line` that cannot go in."""
    return ReadRecord(line, Details(), (Problem(line, shortened(stands), why),), unreadable=True)


def shortened(text, length=120):
    """The beginning of `text` on one line, for a message."""
    text = " ".join(text[: length * 4].split())
    return text if len(text) <= length else f"{text[: length - 1]}…"
