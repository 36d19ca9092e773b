"""Mutated files: nothing but “unreadable” is ever raised, what comes out can be stored and written, none takes long.

`make fuzz` reads 10,000 files of each format, the suite 500. A failure names the file: mutated("ris", 17).
"""

import os
import time

import pytest

from references import formats
from references.canonical import storable
from references.details import from_json

from .mutating import SAMPLES, mutated

FILES = int(os.environ.get("FUZZ", "500"))
SECONDS = 2  # of processor time for one file
BATCHES = 10


@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("format", SAMPLES)
def test_a_mutated_file_is_read_or_refused(format, batch):
    for number in range(batch, FILES, BATCHES):
        start = time.process_time()
        try:
            _read(mutated(format, number), format, is_written=number % 20 == batch)
        except Exception as error:
            raise AssertionError(f"mutated({format!r}, {number})") from error
        assert time.process_time() - start < SECONDS, f"mutated({format!r}, {number}) takes long"


def _read(data, format, *, is_written):
    """Read `data` as what it looks like; where it looks like something else, as what it was too."""
    for wanted in ("", format):
        try:
            reading = formats.read(data, wanted)
            records = list(reading.records)
        except formats.Unreadable as refused:
            assert str(refused)
            continue
        for record in records:
            _is_sound(record)
        if is_written:
            _is_writable([record.details for record in records if not record.unreadable])
        if reading.format == format:
            return


def _is_sound(record):
    assert record.line > 0
    assert not record.unreadable or record.problems
    details = record.details.as_json()
    for text in (str(details), *(p.stands + p.made for p in record.problems)):
        assert storable(text) == text
    assert from_json(details) == record.details
    assert all(bool(name.get("family")) != bool(name.get("literal")) for name in record.details.authors)


def _is_writable(works):
    for name in formats.WRITTEN if works else ():
        text = "".join(formats.write(works, name))
        assert [r.details.doi for r in formats.read(text.encode(), name).records] == [w.doi for w in works]
