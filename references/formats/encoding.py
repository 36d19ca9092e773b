"""The characters of a file: which encoding it is in, its lines, its size. Memory stays flat whatever the size.

A file in UTF-8 may hold single bytes of Windows-1252 (files put together from several programs do): those are read as
what they are in Windows-1252, the rest stays UTF-8.
"""

import codecs
import io
import math
import re
from functools import cached_property

from .reading import Unreadable

LARGEST = 200 * 2**20  # bytes; as settings.IMPORT_MAX_BYTES
CHUNK = 2**16
# A line longer than this is cut: no reference has one, and a file without line ends must not fill the memory.
LONGEST_LINE = 2**20
_BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",  # begins like UTF-16, so it comes first
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# What no database stores and no line of a reference needs: control characters and halves of surrogate pairs.
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")


def storable(text):
    """`text` without NUL, other control characters (tab and line feed stay) and halves of surrogate pairs."""
    return _UNSTORABLE.sub("", text)


class Text:
    """The text of `source`: bytes, or a binary file that can be wound back. Raises Unreadable if empty or too large."""

    def __init__(self, source, largest=LARGEST):
        self._file = io.BytesIO(source) if isinstance(source, bytes | bytearray | memoryview) else source
        size = self._file.seek(0, io.SEEK_END) or self._file.tell()
        if size > largest:
            raise Unreadable(
                f"This file has {math.ceil(size / 2**20)} MB; up to {largest / 2**20:.0f} MB can be read. Split it, please."
            )
        if not size:
            raise Unreadable("This file is empty.")
        self._file.seek(0)
        self.start = self._file.read(4096)
        self._bom = next((bom for bom in _BOMS if self.start.startswith(bom)), b"")
        self._codec = _BOMS.get(self._bom) or _without_bom(self.start)

    @cached_property
    def encoding(self):
        """For people: “UTF-8”, “UTF-16”, “Windows-1252” (also where it is mixed into UTF-8)."""
        if self._codec != "utf-8":
            return self._codec[:6].upper()
        strict = codecs.getincrementaldecoder("utf-8")()
        try:
            for read in self._read():
                strict.decode(read, final=not read)
        except UnicodeDecodeError:
            return "Windows-1252"
        return "UTF-8"

    @cached_property
    def lines(self):
        """How many lines the file has, ended by LF, CR or both."""
        ends, last = 0, "\n"
        for chunk in self._decoded():
            ends += chunk.count("\n")
            last = chunk[-1]
        return ends + (last != "\n")

    @cached_property
    def head(self):
        """The beginning as text, about 64,000 characters."""
        return next(self.chunks(), "")

    def chunks(self):
        """Pieces of the text, line ends made “\\n”, without what cannot be stored but for the line ends."""
        for chunk in self._decoded():
            if chunk := storable(chunk):
                yield chunk

    def numbered(self):
        """(number, line) from 1, without line ends. Lines over a million characters come in pieces of one number."""
        number, rest = 1, ""
        for chunk in self._decoded():
            *whole, rest = (rest + chunk).split("\n")
            for line in whole:
                yield number, storable(line)
                number += 1
            if len(rest) > LONGEST_LINE:
                yield number, storable(rest)
                rest = ""
        if rest:
            yield number, storable(rest)

    def _decoded(self):
        decoder = codecs.getincrementaldecoder(self._codec)(_LENIENT)
        decoder = io.IncrementalNewlineDecoder(decoder, translate=True)
        for read in self._read():
            if text := decoder.decode(read, final=not read):
                yield text

    def _read(self):
        """The bytes after the byte order mark, in pieces; the last one is empty."""
        at = len(self._bom)
        while True:
            # several readers may be at work on one file, so each goes back to where it was
            self._file.seek(at)
            read = self._file.read(CHUNK)
            at += len(read)
            yield read
            if not read:
                return


def _without_bom(start):
    """UTF-16 shows itself by the NULs of plain letters; everything else is tried as UTF-8."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    many = len(start) * 0.3
    if odd > many and even < many / 10:
        return "utf-16-le"
    if even > many and odd < many / 10:
        return "utf-16-be"
    return "utf-8"


def _lenient(error):
    """What is not UTF-8 is read as Windows-1252, or as U+FFFD; half a surrogate pair in three bytes is left out."""
    wrong = error.object[error.start : error.end]
    if error.encoding != "utf-8":
        return "\ufffd", error.end
    if wrong == b"\xed" and b"\xa0" <= error.object[error.start + 1 : error.start + 2] <= b"\xbf":
        return "", min(error.start + 3, len(error.object))
    return wrong.decode("cp1252", "replace"), error.end


_LENIENT = "references-lenient"
codecs.register_error(_LENIENT, _lenient)
