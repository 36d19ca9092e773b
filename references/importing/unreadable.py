"""The records that could not be read whole, as they stand in the file, so that somebody can mend them there."""

from references.formats.encoding import Text

from . import files
from .preview import rows_of


def spans_of(batch):
    """[(first line, line after the last)] of these records, in the order of the file."""
    starts = sorted(set(batch.rows.values_list("line", flat=True)))
    after = dict(zip(starts, [*starts[1:], batch.lines + 1], strict=True))
    wanted = sorted(set(rows_of(batch, "unreadable").values_list("line", flat=True)))
    return [(line, after[line]) for line in wanted]


def text_of(batch):
    """An iterator over their lines, in UTF-8 and with line ends. Raises FileNotFoundError once the file was removed."""
    spans = iter(spans_of(batch))
    start, end = next(spans, (0, 0))
    with files.place_of(batch).open("rb") as file:
        for number, line in Text(file, largest=float("inf")).numbered():
            while number >= end:
                start, end = next(spans, (0, 0))
                if not end:
                    return
            if start <= number:
                yield f"{line}\n"
