"""Lines of “TAG - value”, as RIS and MEDLINE have them, put together as records. Pure.

What such files do wrong is mended here: a missing end, tags in small letters or indented or with too few spaces, empty
tags, values that go on over several lines, and other lines between the records.
"""

from dataclasses import dataclass, field


@dataclass
class Cell:
    """One tag and its value. Lines that follow it stand in `more`; "" is a blank line between paragraphs."""

    line: int
    tag: str
    value: str
    more: list[str] = field(default_factory=list)

    @property
    def text(self):
        """The value with its further lines, as one."""
        return " ".join(part for part in (self.value, *self.more) if part)

    @property
    def lines(self):
        """The value and each of its further lines apart."""
        return [part for part in (self.value, *self.more) if part]

    @property
    def paragraphs(self):
        """The text with a line break where a blank line stood."""
        return "\n".join(" ".join(part) for part in self._parts())

    def _parts(self):
        part = [self.value]
        for line in self.more:
            if line:
                part.append(line)
            elif part:
                yield part
                part = []
        yield part


def records(numbered, read_tag, begins, ends=()):
    """Lists of cells, one for each record.

    numbered: (number, line) of the file. read_tag(line, cells): (tag, value) or None where the line goes on with the
    value before. begins(tag, cells): whether this tag begins a new record. ends: tags after which the record is over.
    """
    cells, is_open = [], False
    for number, line in numbered:
        found = read_tag(line, cells)
        if found is None:
            if is_open and cells:
                cells[-1].more.append(line.strip())
            continue
        tag, value = found
        if cells and begins(tag, cells):
            yield cells
            cells = []
        if tag in ends:
            if cells:
                yield cells
            cells, is_open = [], False
            continue
        is_open = True
        cells.append(Cell(number, tag, value.strip()))
    if cells:
        yield cells
